"""Draft every export in a folder of folders and hold each column against a judged truth.

    python benchmarks/intake_drafts.py ../shared/data/surveys [part of a file's name …]

``intake_truth.csv``: one row per run of columns of an export (counted from 0) with the type that a
reader of its headers and questionnaire gives it (``a|b`` where either is right), and for scales
whose words say it the beginnings of the lowest and of the highest point; ``language`` rows hold the
language of the file. The list began as this program's own draft; one reader went through it
against the headers in November 2026 and corrected it. It was not written blind or by a second
person, and the rules were tuned on these files: its figures are an upper bound for new ones.
"""

import csv
import sys
import time
from collections import Counter
from pathlib import Path

from gpgp.instrument import find_columns
from gpgp.intake import draft_consultation, read_responses

TRUTH = Path(__file__).with_name("intake_truth.csv")


def read_truth() -> tuple[dict[str, dict[int, tuple[str, str, str]]], dict[str, str]]:
    """Return type, lowest and highest point by file and column, and the language by file."""
    columns: dict[str, dict[int, tuple[str, str, str]]] = {}
    languages = {}
    with TRUTH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["type"] == "language" and not row["first_column"]:
                languages[row["file"]] = row["lowest"]
                continue
            for n in range(int(row["first_column"]), int(row["last_column"]) + 1):
                known = columns.setdefault(row["file"], {})
                known[n] = (row["type"], row["lowest"], row["highest"])
    return columns, languages


def has_right_ends(question, lowest: str, highest: str) -> bool:
    """Say whether a rating runs from the lowest word to the highest that a person named."""
    first, last = question.scale.points[0], question.scale.points[-1]
    starts = [any(w.startswith(end) for w in (p.label, *p.words))
              for p, end in ((first, lowest), (last, highest))]  # fmt: skip
    return all(starts)


def main(folder: Path, *parts: str) -> None:
    """Print one line per export, then precision and recall per type of question."""
    truth, languages = read_truth()
    found, right, wanted = Counter[str](), Counter[str](), Counter[str]()
    n_columns = n_right = n_scales = n_directed = n_languages = n_files = 0
    for path in sorted(p for p in folder.glob("*/*") if p.name in truth):
        if parts and not any(part in path.name for part in parts):
            continue
        start = time.process_time()
        content = path.read_bytes()
        draft = draft_consultation(content, file_name=path.name, name="benchmark")
        seconds = time.process_time() - start
        received = read_responses(content, consultation=draft.consultation, file_name=path.name)
        headers = list(received.rows.columns[1:])
        questions = {
            header: question
            for question in draft.consultation.questions
            for header in find_columns(question, headers).values()
        }
        wrong = []
        for place, header in enumerate(headers):
            question = questions[header]
            kind, lowest, highest = truth[path.name][place]
            options = kind.split("|")
            is_right = question.type in options
            if not is_right:
                wrong.append(place)
            judged = question.type if is_right else options[0]
            wanted[judged] += 1
            found[question.type] += 1
            right[judged] += is_right
            if lowest and question.type == "rating":
                n_scales += 1
                n_directed += has_right_ends(question, lowest, highest)
        n_columns += len(headers)
        n_right += len(headers) - len(wrong)
        n_files += 1
        n_languages += draft.consultation.language == languages[path.name]
        shown = f"  wrong: {', '.join(map(str, wrong[:12]))}" if wrong else ""
        print(f"{path.name[:50]:52} {draft.platform:14} {len(headers):4} columns "
              f"{1 - len(wrong) / len(headers):6.1%} right {seconds:5.1f} s{shown}")  # fmt: skip
    for kind in sorted(wanted | found):
        print(
            f"{kind:16} precision {right[kind]}/{found[kind]}, recall {right[kind]}/{wanted[kind]}"
        )
    print(f"types {n_right}/{n_columns} ({n_right / n_columns:.1%}); scales that run the right way "
          f"{n_directed}/{n_scales}; languages {n_languages}/{n_files}")  # fmt: skip


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
