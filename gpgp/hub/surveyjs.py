"""The questionnaire as JSON for SurveyJS; answers come back by the codes of the instrument."""

from __future__ import annotations

import json
from typing import Any

from gpgp.hub.pages import list_page_languages
from gpgp.hub.questionnaire import Field, Option, make_questionnaire
from gpgp.instrument import Consultation

_TYPES = {
    "one": "radiogroup",
    "several": "checkbox",
    "rank": "ranking",
    "grid": "matrix",
    "text": "text",
    "long": "comment",
    "number": "text",
}


def write_surveyjs(consultation: Consultation) -> dict[str, bytes]:
    """Write ``surveyjs.json``: one page per section, every language in one file."""
    languages = list_page_languages(consultation)
    surveys = [make_questionnaire(consultation, language=each) for each in languages]
    keys = ["default", *languages[1:]]
    pages = [
        {
            "name": f"page{n}",
            **_text("title", keys, [section.title for section in sections]),
            **_text("description", keys, [section.text for section in sections]),
            "elements": [
                _write_field(keys, fields)
                for fields in zip(*(section.fields for section in sections), strict=True)
            ],
        }
        for n, sections in enumerate(zip(*(s.sections for s in surveys), strict=True), start=1)
    ]
    survey = {
        **_text("title", keys, [each.title for each in surveys]),
        "locale": languages[0],
        "pages": pages,
    }
    return {"surveyjs.json": (json.dumps(survey, ensure_ascii=False, indent=1) + "\n").encode()}


def _write_field(keys: list[str], fields: tuple[Field, ...]) -> dict[str, Any]:
    field = fields[0]
    element: dict[str, Any] = {"type": _TYPES[field.kind], "name": field.id}
    element |= _text("title", keys, [each.title for each in fields])
    element |= _text("description", keys, [each.help for each in fields])
    if field.required:
        element["isRequired"] = True
    if field.kind == "grid":
        element["columns"] = _choices(keys, [each.options for each in fields])
        element["rows"] = _choices(keys, [each.rows for each in fields])
        element |= {"isAllRowRequired": True} if field.required else {}
    elif field.options:
        element["choices"] = _choices(keys, [each.options for each in fields])
    if field.kind == "rank":
        element["selectToRankEnabled"] = True
    if field.most:
        element["maxSelectedChoices"] = field.most
    if field.kind == "number":
        element["inputType"] = "number"
    if field.asked_if:
        gate, codes = field.asked_if
        element["visibleIf"] = f"{{{gate}}} anyof {json.dumps(list(codes))}".replace('"', "'")
    return element


def _choices(keys: list[str], options: list[tuple[Option, ...]]) -> list[dict[str, Any]]:
    return [
        {"value": same[0].code, **_text("text", keys, [each.label for each in same])}
        for same in zip(*options, strict=True)
    ]


def _text(name: str, keys: list[str], texts: list[str]) -> dict[str, Any]:
    if not texts[0]:
        return {}
    if len(set(texts)) == 1:
        return {name: texts[0]}
    return {name: dict(zip(keys, texts, strict=True))}
