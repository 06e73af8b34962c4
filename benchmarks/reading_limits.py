"""How long reading and checking take at the limits: many rows, many columns, a nested instrument.

Run with ``make bench-reading``. Prints one line per case: what, CPU seconds, peak memory, limit.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from datetime import date
from random import Random

from gpgp.errors import InputError
from gpgp.instrument import parse_consultation
from gpgp.intake import check_responses, draft_consultation, read_responses

VIEWS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
ROLES = ("Resident", "Business", "Parish council", "Charity")
WORDS = ("the", "library", "should", "open", "later", "because", "buses", "leave", "early")
CASES = {  # name: (rows, columns, CPU seconds to draft, CPU seconds to check, GB)
    "columns": (200, 5_000, 10.0, 5.0, 2.0),
    "rows": (200_000, 20, None, 30.0, 2.0),
    "nested": (0, 0, None, 1.0, 0.5),
}


def make_export(n_rows: int, n_columns: int, *, seed: int = 1) -> str:
    """Return an invented export: id, time, role, comments and ratings."""
    draw = Random(seed)
    n_comments = max(1, n_columns // 10)
    n_ratings = n_columns - 3 - n_comments
    header = ["Response ID", "Submitted", "In what capacity are you responding?"]
    header += [f"How far do you agree? [Statement {n}]" for n in range(n_ratings)]
    header += [f"Why do you say so about part {n}?" for n in range(n_comments)]
    lines = [",".join(header)]
    for row in range(n_rows):
        cells = [f"r{row}", f"2031-03-{1 + row % 28:02} 10:{row % 60:02}:00", draw.choice(ROLES)]
        cells += draw.choices(VIEWS, k=n_ratings)
        cells += [" ".join(draw.choices(WORDS, k=10)) + f" {row}" for _ in range(n_comments)]
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def write_instrument(n_rows: int, n_columns: int) -> str:
    """Return the instrument of that export, as a person would write it."""
    n_comments = max(1, n_columns // 10)
    points = ", ".join(VIEWS)
    options = "\n".join(
        f"      - {{code: s{n}, label: Statement {n}}}" for n in range(n_columns - 3 - n_comments)
    )
    comments = "\n".join(
        f'  - {{id: why{n}, type: free_text, column: "Why do you say so about part {n}?"}}'
        for n in range(n_comments)
    )
    groups = "\n".join(f"  - {{code: g{n}, label: {role}}}" for n, role in enumerate(ROLES))
    return f"""
title: Limits
organisation: Nobody
delete_after: {date.today().year + 2}-01-01
export: {{file: export.csv}}
scales: {{views: {{points: [{points}]}}}}
constituencies:
{groups}
questions:
  - {{id: key, type: respondent_id, column: Response ID}}
  - {{id: sent, type: submitted_at, column: Submitted}}
  - {{id: who, type: constituency, column: "In what capacity are you responding?"}}
  - id: vision
    type: rating
    scale: views
    column_pattern: 'How far do you agree\\? \\[(?P<item>.+)\\]'
    options:
{options}
{comments}
"""


def measure_case(name: str) -> None:
    """Measure one case in this process and print its line."""
    n_rows, n_columns, _, _, _ = CASES[name]
    if name == "nested":
        started = time.process_time()
        try:
            parse_consultation("a: " + "[" * 20_000 + "]" * 20_000)
        except InputError as fault:
            print(f"nested 20,000 deep: refused in {time.process_time() - started:.2f} s: {fault}")
        return
    content = make_export(n_rows, n_columns).encode()
    consultation = parse_consultation(write_instrument(n_rows, n_columns))
    started = time.process_time()
    received = read_responses(content, consultation=consultation, file_name="export.csv")
    read = time.process_time() - started
    findings = check_responses(received, consultation=consultation)
    total = time.process_time() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{name}: {n_rows:,} rows x {n_columns:,} columns: read {read:.1f} s, read and check "
        f"{total:.1f} CPU s (limit {CASES[name][3]:.0f}), peak {peak:.2f} GB (limit "
        f"{CASES[name][4]:.0f}), {len(findings)} findings"
    )
    if CASES[name][2] is not None:
        started = time.process_time()
        draft_consultation(content, file_name="export.csv", name="limits")
        took = time.process_time() - started
        print(f"{name}: draft {took:.1f} CPU s (limit {CASES[name][2]:.0f})")


def main() -> int:
    """Measure each case in a process of its own, so that peaks of memory do not add up."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case", nargs="?", choices=CASES)
    given = parser.parse_args()
    if given.case:
        measure_case(given.case)
        return 0
    for name in CASES:
        subprocess.run([sys.executable, __file__, name], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
