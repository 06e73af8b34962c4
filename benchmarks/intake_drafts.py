"""Draft a consultation.yaml for every export in a folder of folders: platform, types, seconds.

    python benchmarks/intake_drafts.py ../shared/data/surveys

A person read every column of every export and said which types are wrong; these stand below, with
the type that is right. A column not named there was right when they were read (November 2026).
"""

import sys
import time
from collections import Counter
from pathlib import Path

from gpgp.instrument import find_columns, parse_consultation
from gpgp.intake import draft_consultation, read_responses

# File (its beginning) → header (its beginning) → the type that is right.
JUDGED_WRONG = {
    "rstudio2019": {
        "¿Qué opción refleja mejor la razón principal por la que aprendiste R?": "choice",
        "¿Qué herramientas analíticas usas hoy": "multi_choice",
        "¿Cuál crees que es el mayor obstáculo": "choice",
    },
    "2017_nl": {"open3can[SQ001]": "rating"},
    "CHKKK": {"Q2.4_": "rating"},
    "Long_Exhaustive": {
        "Q1 | This sample survey": "ignore",
        "Q20_1": "rating",
        "Q34_avocados_-2": "multi_choice",
        "Q34_bananas_-2": "multi_choice",
        "Q34_cherry_tomatoes_-2": "multi_choice",
        "Q34_dough_lump_-2": "multi_choice",
    },
    "No_Basis": {"Q5_1_-1": "multi_choice", "Q5_2_-1": "multi_choice", "Q5_3_-1": "multi_choice"},
    "Questions_with_Text": {"MCMA_text_1 |": "multi_choice", "MCMA_text_2 |": "multi_choice",
                            "MCMA_text_3 |": "multi_choice"},
    "Sample_Survey.csv": {"Q3_1": "rating", "Q3_2": "rating", "orange_ish": "rating",
                          "violet": "rating", "bloody": "rating"},
    "Sample_Survey_(I": {"Q3_1": "rating", "Q3_2": "rating", "Q47_": "rating", "Q49#1": "rating",
                         "Q49#2_g": "rating"},
    "responses.csv": {
        "Are you aware of the following roles of the Steering Committee? | I'm": "choice",
        "Please choose your top 3 desired development priorities. | You chose": "ignore",
        "How frequently do you use the following support features? | Cantera website": "rating",
        "How frequently do you use the following support features? | Built-in": "rating",
        "How frequently do you use the following support features? | Search": "rating",
        "How frequently do you use the following support features? | Create": "rating",
        "How frequently do you use the following support features? | Browse": "rating",
        "How frequently do you use the following support features? | Online": "rating",
    },
}  # fmt: skip


def types_of(draft, path: Path) -> dict[str, str]:
    """Return the type of the question that reads each column."""
    consultation = parse_consultation(draft.yaml_text)
    content = path.read_bytes()
    received = read_responses(content, consultation=consultation, file_name=path.name)
    headers = list(received.rows.columns[1:])
    return {
        header: question.type
        for question in consultation.questions
        for header in find_columns(question, headers).values()
    }


def count_wrong(types: dict[str, str], file_name: str) -> int:
    """Count the columns whose type a person judged wrong, and which still have it."""
    judged = next((j for start, j in JUDGED_WRONG.items() if file_name.startswith(start)), {})
    return sum(
        types[header] != right
        for header in types
        for start, right in judged.items()
        if header.startswith(start)
    )


def main(folder: Path) -> None:
    """Print one line per export."""
    total, wrong = Counter[str](), Counter[str]()
    for path in sorted(p for p in folder.glob("*/*") if p.suffix in (".csv", ".xls", ".xlsx")):
        start = time.perf_counter()
        draft = draft_consultation(path.read_bytes(), file_name=path.name, name="benchmark")
        seconds = time.perf_counter() - start
        types = types_of(draft, path)
        n_wrong = count_wrong(types, path.name)
        total[draft.platform] += len(types)
        wrong[draft.platform] += n_wrong
        share = 1 - n_wrong / len(types)
        print(f"{path.parent.name + '/' + path.name[:36]:62} {draft.platform:14} "
              f"{len(types):4} columns {share:6.1%} right {seconds:5.1f} s")  # fmt: skip
    for platform, n in total.items():
        print(f"{platform:14} {n:5} columns, {1 - wrong[platform] / n:6.1%} right")
    n_columns, n_wrong = sum(total.values()), sum(wrong.values())
    print(f"all            {n_columns:5} columns, {1 - n_wrong / n_columns:6.1%} right")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
