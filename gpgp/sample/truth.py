"""The truth about a sample: everything planted, and what a faultless analysis would find."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

from gpgp.sample.comments import LETTER_QUESTION, read_letter
from gpgp.sample.people import Row, name_council
from gpgp.sample.plan import UNKNOWN, Plan, for_group
from gpgp.sample.rows import FIRST_ROW
from gpgp.sample.voices import read_themes

PLANT_LISTS = {
    "personal": "personal",
    "mojibake": "mojibake",
    "formula": "formulas",
    "script": "scripts",
    "mark": "marks",
    "emoji": "emoji",
    "nfd": "nfd",
    "long_answer": "long_answers",
    "scale_word_out": "scale_words_out",
    "scale_word_forgiven": "scale_words_forgiven",
    "constituency": "unknown_constituencies",
}


def tell_truth(rows: Sequence[Row], *, plan: Plan) -> dict[str, Any]:
    """Write down the truth.

    Parameters
    ----------
    rows : sequence of Row
        All rows, in the order of the export.

    Returns
    -------
    dict
        ``row`` is everywhere the row of the export as a spreadsheet counts; ``question`` the id
        in the instrument, with the item after a dot.
    """
    numbers = {id(row): number for number, row in enumerate(rows, start=FIRST_ROW)}
    analysed = [row for row in rows if not row.reason]
    return {
        "is_synthetic": True,
        "seed": plan.seed,
        "ledger": _count_ledger(rows),
        "set_aside": _list_set_aside(rows, numbers),
        "constituencies": _count_constituencies(analysed),
        "verdicts_hold": plan.n_responses >= plan["verdicts_hold_from"],
        "elements": _describe_elements(plan),
        "priorities": {
            "first_choice": plan["first_choices"],
            "weights": {code: for_group(plan["priorities"], code) for code in plan.sizes},
        },
        "themes": _describe_themes(analysed, plan),
        "campaign": _describe_campaign(analysed, numbers),
        "repeat_organisation": {
            "name": name_council(plan["repeat_organisation"]["place"]),
            "n_responses": _count_plants(analysed, "repeat_organisation"),
        },
        **{name: _list_plants(analysed, plant, numbers) for plant, name in PLANT_LISTS.items()},
        "requests": _list_requests(analysed, numbers),
        "comments": _list_comments(analysed, numbers),
    }


def write_truth(truth: dict[str, Any]) -> bytes:
    """Write the truth as JSON, one line per entry of a list."""
    parts = []
    for key, value in truth.items():
        if isinstance(value, list) and value:
            lines = ",\n  ".join(json.dumps(entry, ensure_ascii=False) for entry in value)
            text = f"[\n  {lines}\n ]"
        else:
            text = json.dumps(value, ensure_ascii=False, indent=1).replace("\n", "\n ")
        parts.append(f' "{key}": {text}')
    return ("{\n" + ",\n".join(parts) + "\n}\n").encode("utf-8")


def _count_ledger(rows: Sequence[Row]) -> dict[str, int]:
    reasons = Counter(row.reason for row in rows)
    n_analysed = reasons.pop("")
    return {"received": len(rows), "analysed": n_analysed, **dict(sorted(reasons.items()))}


def _list_set_aside(rows: Sequence[Row], numbers: dict[int, int]) -> list[dict[str, Any]]:
    return [
        {
            "row": numbers[id(row)],
            "reason": row.reason,
            "kept_row": numbers[id(row.kept)] if row.kept is not None else None,
        }
        for row in rows
        if row.reason
    ]


def _count_constituencies(analysed: Sequence[Row]) -> dict[str, int]:
    """Count them as cleaning has to: a spelling it cannot know is not matched, a blank is none."""
    codes = (
        row.constituency
        if row.constituency != UNKNOWN
        else "not_matched"
        if row.cells["capacity"]
        else "no_answer"
        for row in analysed
    )
    return dict(Counter(codes))


def _describe_elements(plan: Plan) -> dict[str, Any]:
    return {
        element: {
            "verdict": truth["verdict"],
            "for": truth.get("for", []),
            "against": truth.get("against", []),
            "agree": {code: for_group(truth["agree"], code) for code in plan.sizes},
        }
        for element, truth in plan["elements"].items()
    }


def _describe_themes(analysed: Sequence[Row], plan: Plan) -> dict[str, Any]:
    counts = Counter(
        theme for row in analysed for comment in row.comments.values() for theme in comment.themes
    )
    labels = {parts["theme"]: parts["label"] for parts in read_themes().values()}
    return {
        theme: {
            "label": label,
            "is_in_draft": theme not in plan["unasked"],
            "n_comments": counts[theme],
        }
        for theme, label in labels.items()
    }


def _describe_campaign(analysed: Sequence[Row], numbers: dict[int, int]) -> dict[str, Any]:
    copies = [
        {
            "row": numbers[id(row)],
            "role": note["role"],
            "n_changed": int(note["n_changed"]),
            "addition": note["addition"],
        }
        for row in analysed
        for note in row.notes
        if note["plant"] == "campaign"
    ]
    return {
        "question": LETTER_QUESTION,
        "letter": read_letter(),
        "n_copies": len(copies),
        "n_identical": sum(copy["role"] == "identical" for copy in copies),
        "n_edited": sum(copy["role"] == "edited" for copy in copies),
        "n_additions": sum(copy["addition"] != "" for copy in copies),
        "copies": copies,
    }


def _count_plants(rows: Sequence[Row], plant: str) -> int:
    return sum(note["plant"] == plant for row in rows for note in row.notes)


def _list_plants(rows: Sequence[Row], plant: str, numbers: dict[int, int]) -> list[dict[str, Any]]:
    return [
        {"row": numbers[id(row)], **{key: value for key, value in note.items() if key != "plant"}}
        for row in rows
        for note in row.notes
        if note["plant"] == plant
    ]


def _list_requests(rows: Sequence[Row], numbers: dict[int, int]) -> list[dict[str, Any]]:
    names = ("element", "action", "word", "replacement")
    return [
        {"row": numbers[id(row)], **dict(zip(names, request, strict=True))}
        for row in rows
        for comment in row.comments.values()
        for request in comment.requests
    ]


def _list_comments(rows: Sequence[Row], numbers: dict[int, int]) -> list[dict[str, Any]]:
    return [
        {
            "row": numbers[id(row)],
            "question": question,
            "kind": comment.kind,
            "language": comment.language,
            "themes": list(comment.themes),
            "mentions": list(comment.mentions),
        }
        for row in rows
        for question, comment in row.comments.items()
    ]
