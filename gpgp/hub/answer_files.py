"""Files of answers that came one by one, collected into one table of text.

Reads the files that our own form writes (CSV or JSON) and the JSON results of SurveyJS: a list of
responses, each an object of question → answer.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from gpgp.errors import InputError
from gpgp.hub.questionnaire import list_columns_of, make_questionnaire
from gpgp.instrument import Consultation

_PARTED_BY = ";"


def collect_answers(files: Mapping[str, bytes], *, consultation: Consultation) -> bytes:
    """Return several files of answers as one CSV.

    Parameters
    ----------
    files : file name → content
        All from the same questionnaire; a column that one file lacks is blank there. JSON has no
        key for what nobody answered, so that there every question gets its columns.
    consultation : Consultation

    Raises
    ------
    InputError
        A file is neither CSV with a header nor JSON of responses; names it.
    """
    rows: list[dict[str, str]] = []
    for name, content in files.items():
        is_json = name.casefold().endswith(".json")
        rows += _read_json(content, name) if is_json else _read_csv(content, name)
    columns = list(dict.fromkeys(column for row in rows for column in row))
    if any(name.casefold().endswith(".json") for name in files):
        survey = make_questionnaire(consultation, language=consultation.language)
        for field in survey.fields:
            if field.id not in columns:  # else it is one column that lists the answers
                columns += [each for each in list_columns_of(field) if each not in columns]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _read_csv(content: bytes, name: str) -> list[dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{name}: not UTF-8; send the file as the form saved it.") from None
    lines = list(csv.reader(io.StringIO(text, newline="")))
    if len(lines) < 2:
        raise InputError(f"{name}: no response in it; expected a header and at least one row.")
    header, *body = lines
    for number, line in enumerate(body, start=2):
        if line and len(line) != len(header):
            raise InputError(f"{name}, row {number}: {len(line)} cells, {len(header)} expected.")
    return [dict(zip(header, line, strict=True)) for line in body if line]


def _read_json(content: bytes, name: str) -> list[dict[str, str]]:
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as fault:
        raise InputError(f"{name}: not JSON ({type(fault).__name__}); export it again.") from None
    responses = [data] if isinstance(data, dict) else data
    is_list = isinstance(responses, list) and all(isinstance(each, dict) for each in responses)
    if not is_list or not responses:
        raise InputError(f"{name}: expected a list of responses, each question: answer.")
    return [_flatten(response) for response in responses]


def _flatten(response: Mapping[str, Any]) -> dict[str, str]:
    """Return one response as a row: lists separated by ``;``, objects as ``question.item``."""
    row: dict[str, str] = {}
    for key, value in response.items():
        if isinstance(value, dict):
            row |= {f"{key}.{item}": _write(each) for item, each in value.items()}
        else:
            row[key] = _write(value)
    return row


def _write(value: Any) -> str:
    if isinstance(value, list):
        return _PARTED_BY.join(_write(each) for each in value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    return "" if value is None else str(value)
