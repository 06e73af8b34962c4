"""A report of every export in a folder of folders, from drafts that nobody corrected.

    python benchmarks/intake_reports.py EXPORTS

Per export: what `gpgp init` and `gpgp report` ended with (0 made, 1 failed, 2 refused by a
sentence), seconds, and the heading that a board would read first. Ends 1 if any report failed.
Resamples are few and themes unchecked: whether a report is made is measured, not its figures.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bs4 import BeautifulSoup

ENDINGS = {".csv", ".tsv", ".xlsx", ".xls", ".ods"}
QUICKLY = ["--quiet", "--param", "n_resamples=20", "--param", "theme_checks=false"]


def call(*words: object) -> tuple[int, str]:
    """Return the exit code of a command of gpgp and the last line it said."""
    command = [sys.executable, "-m", "gpgp", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    lines = (done.stderr or done.stdout).strip().splitlines()
    return done.returncode, lines[-1] if lines else ""


def report_export(export: Path, project: Path, name: str) -> tuple[int, str]:
    """Return how far it came, and the report's heading or what was said instead."""
    code, said = call("init", export, "--name", name, "--project", project)
    if code == 0:
        code, said = call("report", name, "--project", project, *QUICKLY)
    if code:
        return code, said
    page = (project / "reports" / name / "board_report.html").read_text(encoding="utf-8")
    return 0, " ".join(BeautifulSoup(page, "html.parser").h1.get_text().split())


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("exports", type=Path, metavar="EXPORTS")
    parser.add_argument("--only", default="", help="only files whose path holds these letters")
    given = parser.parse_args()
    found = sorted(
        path
        for path in given.exports.rglob("*")
        if path.suffix.lower() in ENDINGS and given.only in path.as_posix()
    )
    codes = []
    with tempfile.TemporaryDirectory() as folder:
        for place, path in enumerate(found):
            stem = re.sub(r"[^a-z0-9]+", "_", path.stem.lower()).strip("_")[:30]
            started = time.perf_counter()
            code, said = report_export(path, Path(folder), f"e{place}_{stem}")
            codes.append(code)
            seconds = time.perf_counter() - started
            print(f"{code}  {seconds:5.0f} s  {path.relative_to(given.exports)}: {said[:200]}")
            sys.stdout.flush()
    made, failed, refused = (codes.count(code) for code in (0, 1, 2))
    print(f"{len(codes)} exports: {made} reports made, {refused} refused, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
