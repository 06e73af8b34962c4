"""Time and memory of cleaning, as the number of responses grows.

Run: ``python benchmarks/cleaning_growth.py [10000 30000 100000]``. Each size runs in a process of
its own. Every response has three comments of about twenty words, nearly all of them different;
some are non-answers, some hold personal data, and 2% are copies of a letter.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time

import numpy as np
import pandas as pd

from gpgp.cleaning import clean_responses
from gpgp.instrument import Consultation, parse_consultation

SIZES = (10_000, 30_000, 100_000)
LIMIT_SECONDS, LIMIT_MEGABYTES = 90, 2_000  # at 100,000 responses
ITEMS = ("leadership", "change", "skills", "recruitment", "pay")
_WORDS = """
the and of to for with that are more not be have should need our they people staff work council
team better pay this is it we on as at by from or an will can if all their has was but about time
care service services local health training leadership manager managers workload support skills
money community communities trust young older flexible hours shift depot library school street
housing planning social worker apprentices wages pension bonus fairly respect value listen change
plan future office home system digital laptop broken slow fix funding cuts budget government year
years month winter night weekend morale leave leaving stay retire recruit vacancy vacancies agency
interim cost share joined together partners hospital ward nurse carer children adults families rural
city coast valley welsh english language bilingual diverse equal women disabled career progress
promotion appraisal supervision induction mentor coach learn degree course test evidence data report
board vision statement words promise delivery results trusted honest clear simple short long hard
easy good bad best worst never always often sometimes nothing enough without within across between
"""
WORDS = _WORDS.split()
LETTER = (
    "I am writing as someone who relies on local services. Please put pay first and fund a proper "
    "rise for every council worker, because nobody can feel valued on wages that do not cover rent."
)
INSTRUMENT = f"""
title: "Growth"
organisation: "Benchmark"
delete_after: 2030-01-01
export: {{file: responses.csv}}
priorities: [{", ".join(f"{{code: {item}, label: {item}}}" for item in ITEMS)}]
scales: {{agreement: {{points: [No, Partly, Mostly, Fully, Wholly]}}}}
constituencies: [{", ".join(f"{{code: g{n}, label: Group {n}}}" for n in range(12))}]
questions:
  - {{id: respondent, type: respondent_id, column: Id}}
  - {{id: email, type: personal, kind: email, column: Email}}
  - {{id: name, type: personal, kind: name, column: Name}}
  - {{id: capacity, type: constituency, column: Capacity}}
  - {{id: organisation, type: organisation, column: Organisation}}
  - {{id: vision, type: rating, about: priorities, scale: agreement,
     columns: {{{", ".join(f"{item}: V {item}" for item in ITEMS)}}}}}
  - {{id: order, type: ranking, about: priorities,
     columns: {{{", ".join(f"{item}: R {item}" for item in ITEMS)}}}}}
  - {{id: first, type: free_text, column: First}}
  - {{id: second, type: free_text, column: Second}}
  - {{id: third, type: free_text, column: Third}}
"""


def main(sizes: list[int]) -> None:
    """Measure every size in a process of its own and print a table."""
    print("responses  comments  seconds  of them computing  per 10,000  megabytes")
    for size in sizes:
        command = [sys.executable, __file__, "one", str(size)]
        found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
        n_comments, seconds, computing, megabytes = map(float, found)
        print(
            f"{size:9,}  {n_comments:8,.0f}  {seconds:7.1f}  {computing:17.1f}"
            f"  {computing / size * 10_000:10.2f}  {megabytes:9.0f}"
        )
        if size == 100_000:
            verdict = seconds <= LIMIT_SECONDS and megabytes <= LIMIT_MEGABYTES
            print(f"within {LIMIT_SECONDS} s and {LIMIT_MEGABYTES} MB: {verdict}")


def measure(size: int) -> None:
    """Clean one export; print comments, seconds on the clock and of the processor, megabytes."""
    consultation = parse_consultation(INSTRUMENT)
    rows = make_rows(size, consultation)
    start, computing = time.perf_counter(), time.process_time()
    cleaned = clean_responses(rows, consultation=consultation, source_file="responses.csv")
    seconds, computing = time.perf_counter() - start, time.process_time() - computing
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(len(cleaned.comments), seconds, computing, megabytes)


def make_rows(size: int, consultation: Consultation) -> pd.DataFrame:
    """Make an export of so many responses, from a fixed seed."""
    chance = np.random.default_rng(1)
    points = [point.label for point in consultation.scales["agreement"].points]
    ranks = chance.permuted(np.tile(np.arange(1, len(ITEMS) + 1), (size, 1)), axis=1).astype(str)
    columns = {
        "Id": [f"r{n}" for n in range(size)],
        "Email": [f"person{n}@example.org" for n in range(size)],
        "Name": [f"Jane Holloway{n % 997}" for n in range(size)],
        "Capacity": [f"Group {n % 13}" for n in range(size)],
        "Organisation": [f"Borough {n % 401} Council" for n in range(size)],
        **{f"V {item}": chance.choice(points, size) for item in ITEMS},
        **{f"R {item}": ranks[:, place] for place, item in enumerate(ITEMS)},
        **{column: _write_comments(size, chance) for column in ("First", "Second", "Third")},
    }
    rows = pd.DataFrame(columns, dtype="str")
    return rows.assign(source_row=np.arange(2, size + 2))


def _write_comments(size: int, chance: np.random.Generator) -> list[str]:
    lengths = np.clip(chance.lognormal(2.8, 0.6, size).astype(int), 2, 150)
    weights = 1 / np.arange(10, len(WORDS) + 10)
    words = iter(chance.choice(WORDS, lengths.sum(), p=weights / weights.sum()).tolist())
    comments = []
    for length, kind in zip(lengths, chance.random(size), strict=True):
        text = " ".join(next(words) for _ in range(length)).capitalize() + "."
        if kind < 0.05:
            text = "N/A"
        elif kind < 0.07:
            text = LETTER if kind < 0.06 else f"{LETTER} {text}"
        elif kind < 0.10:
            text += f" Ring me on 07700 9{int(kind * 1e7) % 100_000:05} or ask Mrs Lloyd."
        comments.append(text)
    return comments


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        measure(int(sys.argv[2]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
