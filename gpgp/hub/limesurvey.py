"""EXPERIMENTAL: the questionnaire as a tab-separated survey structure for LimeSurvey.

Written after LimeSurvey's public description of its format and checked by our own reader only; no
person has imported it yet. Codes of options and statements have at most five characters.
"""

from __future__ import annotations

import csv
import io

from gpgp.hub.pages import list_page_languages
from gpgp.hub.questionnaire import (
    Field,
    Option,
    Questionnaire,
    make_questionnaire,
    name_questions,
)
from gpgp.instrument import Consultation

EXPERIMENTAL = "EXPERIMENTAL: nobody has imported this file yet; try it on a test survey first"
COLUMNS = (
    "id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
    "mandatory", "other", "default", "same_default", "max_answers",
)  # fmt: skip
_TYPES = {
    "one": "L",
    "several": "M",
    "rank": "R",
    "grid": "F",
    "text": "S",
    "long": "T",
    "number": "N",
}
_Row = dict[str, str]


def write_limesurvey(consultation: Consultation) -> dict[str, bytes]:
    """Write ``limesurvey_experimental.txt``, every language in one file."""
    languages = list_page_languages(consultation)
    surveys = [make_questionnaire(consultation, language=each) for each in languages]
    rows: list[_Row] = [
        {"class": "S", "name": "language", "text": languages[0]},
        {"class": "S", "name": "additional_languages", "text": " ".join(languages[1:])},
        {"class": "S", "name": "format", "text": "G"},
    ]
    for survey in surveys:
        rows += [_row("SL", "surveyls_title", survey.title, survey)]
        rows += [_row("SL", "surveyls_description", EXPERIMENTAL, survey)]
    names = name_questions([field.id for field in surveys[0].fields])
    for survey in surveys:
        gates = {field.id: field for field in survey.fields}
        number = 0
        for n, section in enumerate(survey.sections, start=1):
            group = _row("G", section.title or f"Part {n}", section.text, survey)
            rows.append({**group, "id": str(n), "type/scale": f"G{n}", "relevance": "1"})
            for field in section.fields:
                number += 1
                rows += _write_field(field, number, survey, names, gates)
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", delimiter="\t", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return {"limesurvey_experimental.txt": b"\xef\xbb\xbf" + out.getvalue().encode()}


def _row(kind: str, name: str, text: str, survey: Questionnaire) -> _Row:
    return {"class": kind, "name": name, "text": text, "language": survey.language}


def _write_field(
    field: Field,
    number: int,
    survey: Questionnaire,
    names: dict[str, str],
    gates: dict[str, Field],
) -> list[_Row]:
    asked = {
        **_row("Q", names[field.id], field.title, survey),
        "id": str(number),
        "type/scale": _TYPES[field.kind],
        "relevance": _write_relevance(field, names, gates),
        "help": field.help,
        "mandatory": "Y" if field.required else "N",
        "other": "N",
        "max_answers": str(field.most or ""),
    }
    parts = field.options if field.kind == "several" else field.rows
    rows = [asked, *(_row("SQ", f"S{n:03}", o.label, survey) for n, o in _number(parts))]
    if field.kind in ("one", "rank", "grid"):
        answers = [_row("A", f"A{n:03}", o.label, survey) for n, o in _number(field.options)]
        rows += [{**answer, "type/scale": "0"} for answer in answers]
    return rows


def _number(options: tuple[Option, ...]) -> list[tuple[int, Option]]:
    return list(enumerate(options, start=1))


def _write_relevance(field: Field, names: dict[str, str], gates: dict[str, Field]) -> str:
    if field.asked_if is None:
        return "1"
    gate = gates[field.asked_if[0]]
    chosen = [n for n, option in _number(gate.options) if option.code in field.asked_if[1]]
    if gate.kind == "several":
        return " or ".join(f'{names[gate.id]}_S{n:03}.NAOK == "Y"' for n in chosen)
    return " or ".join(f'{names[gate.id]}.NAOK == "A{n:03}"' for n in chosen)
