"""The questionnaire as an XLSForm, the workbook that ODK, KoBo and Enketo read.

Answers come back by the codes of the instrument: ``vision_productive`` holds ``strongly_agree``.
A grid is a group of single choices, since a matrix of its own is not in the standard.
"""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from gpgp.hub.pages import list_page_languages
from gpgp.hub.questionnaire import Field, Option, Questionnaire, make_questionnaire
from gpgp.hub.texts import page_words
from gpgp.instrument import Consultation, make_code

_LANGUAGES = {"en": "English (en)", "cy": "Cymraeg (cy)"}
_TYPES = {"text": "text", "long": "text", "number": "decimal"}
_Row = dict[str, Any]


def write_xlsform(consultation: Consultation) -> dict[str, bytes]:
    """Write ``xlsform.xlsx``: survey, choices and settings, every language in one file."""
    languages = list_page_languages(consultation)
    surveys = [make_questionnaire(consultation, language=each) for each in languages]
    writer = _Writer(languages)
    writer.write(surveys)
    title = surveys[0].title
    settings = [
        {
            "form_title": title,
            "form_id": make_code(title),
            "version": "1",
            "default_language": _name_language(languages[0]) if len(languages) > 1 else "",
        }
    ]
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in (
        ("survey", writer.survey),
        ("choices", writer.choices),
        ("settings", settings),
    ):
        _write_sheet(book, name, rows)
    out = io.BytesIO()
    book.save(out)
    return {"xlsform.xlsx": out.getvalue()}


def _name_language(code: str) -> str:
    return _LANGUAGES.get(code, code)


class _Writer:
    """The rows of the survey and of the choices, as they are added."""

    def __init__(self, languages: list[str]) -> None:
        self.languages = languages
        self.survey: list[_Row] = []
        self.choices: list[_Row] = []
        self._lists: dict[tuple[Option, ...], str] = {}

    def write(self, surveys: list[Questionnaire]) -> None:
        for n, sections in enumerate(zip(*(s.sections for s in surveys), strict=True), start=1):
            if sections[0].title:
                text = [f"{each.title}\n{each.text}".strip() for each in sections]
                self.survey.append({"type": "note", "name": f"part_{n}", **self._labels(text)})
            gates = {field.id: field for field in surveys[0].fields}
            for fields in zip(*(section.fields for section in sections), strict=True):
                self._write_field(list(fields), gates)

    def _write_field(self, fields: list[Field], gates: dict[str, Field]) -> None:
        field = fields[0]
        row: _Row = {"name": field.id, **self._labels([each.title for each in fields])}
        row |= self._labels([each.help for each in fields], "hint")
        row |= {"relevant": _write_relevant(field, gates)} if field.asked_if else {}
        required = {"required": "yes"} if field.required else {}
        if field.kind == "grid":
            points = self._list(field.id, [each.options for each in fields])
            group = {**row, "type": "begin_group", "name": f"{field.id}_group"}
            self.survey.append({**group, "appearance": "field-list"})
            for rows in zip(*(each.rows for each in fields), strict=True):
                one = {"type": f"select_one {points}", "name": f"{field.id}_{rows[0].code}"}
                labels = self._labels([each.label for each in rows])
                hints = self._labels([each.hint for each in rows], "hint")
                self.survey.append({**one, **labels, **hints, **required})
            self.survey.append({"type": "end_group", "name": f"{field.id}_group"})
            return
        if field.options:
            name = self._list(field.id, [each.options for each in fields])
            kinds = {"one": "select_one", "several": "select_multiple", "rank": "rank"}
            row["type"] = f"{kinds[field.kind]} {name}"
        else:
            row["type"] = _TYPES[field.kind]
            row |= {"appearance": "multiline"} if field.kind == "long" else {}
        if field.most and field.kind == "several":
            row["constraint"] = f"count-selected(.) <= {field.most}"
            said = [page_words(each)["choose_most"].format(n=field.most) for each in self.languages]
            row |= self._labels(said, "constraint_message")
        self.survey.append({**row, **required})

    def _list(self, name: str, options: list[tuple[Option, ...]]) -> str:
        """Add the options of a list once; questions with the same options share it."""
        key = options[0]
        if key in self._lists:
            return self._lists[key]
        self._lists[key] = f"{name}_list"
        for same in zip(*options, strict=True):
            labels = self._labels([each.label for each in same])
            self.choices.append({"list_name": f"{name}_list", "name": same[0].code, **labels})
        return f"{name}_list"

    def _labels(self, texts: list[str], column: str = "label") -> _Row:
        """Return a text in every language, under ``label`` or ``label::Cymraeg (cy)``."""
        if not texts[0]:
            return {}
        if len(self.languages) == 1:
            return {column: texts[0]}
        named = zip(self.languages, texts, strict=True)
        return {f"{column}::{_name_language(code)}": text for code, text in named}


def _write_relevant(field: Field, gates: dict[str, Field]) -> str:
    gate, codes = field.asked_if or ("", ())
    if gates[gate].kind == "several":
        return " or ".join(f"selected(${{{gate}}}, '{code}')" for code in codes)
    return " or ".join(f"${{{gate}}} = '{code}'" for code in codes)


def _write_sheet(book: Any, name: str, rows: list[_Row]) -> None:
    sheet = book.create_sheet(name)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    sheet.append(columns)
    for number, row in enumerate(rows, start=2):
        for position, column in enumerate(columns, start=1):
            text = row.get(column, "")
            if text != "":
                cell = sheet.cell(row=number, column=position, value=text)
                cell.data_type = "s"  # a text that begins with = is no formula
