"""What an analyst wants to see of an export first: its columns, and what would be lost."""

from __future__ import annotations

import pandas as pd

from gpgp.errors import InputError
from gpgp.instrument import Consultation, find_columns, nearest_word, normalise_header
from gpgp.intake.read.delimited import decode_text, read_records
from gpgp.intake.read.headers import ROW_COLUMN
from gpgp.intake.read.layout import detect_encoding, detect_separator
from gpgp.intake.read.reading import Received


def describe_columns(received: Received, *, consultation: Consultation) -> pd.DataFrame:
    """Say of each column of an export which question reads it and how much it holds.

    Returns
    -------
    DataFrame, one row per column of the export, in its order
        ``column``, ``question_id`` and ``type`` ("" where no question reads it), ``n_filled``
        and ``n_different`` (cells that are not blank, and how many different ones).
    """
    headers = [name for name in received.rows.columns if name != ROW_COLUMN]
    readers = {
        header: question
        for question in consultation.questions
        for header in find_columns(question, headers).values()
    }
    described = []
    for header in headers:
        cells = received.rows[header].str.strip()
        filled = cells[cells != ""]
        question = readers.get(header)
        described.append(
            {
                "column": header,
                "question_id": question.id if question else "",
                "type": question.type if question else "",
                "n_filled": len(filled),
                "n_different": filled.nunique(),
            }
        )
    return pd.DataFrame(described)


def refuse_losses(findings: pd.DataFrame) -> None:
    """Stop where an answer would be lost.

    Raises
    ------
    InputError
        Findings of severity *loss*; names up to five subjects.
    """
    losses = findings[findings["severity_code"] == "loss"]
    if losses.empty:
        return
    subjects = ", ".join(dict.fromkeys(losses["subject"]))[:200]
    raise InputError(
        f"{int(losses['n_rows'].sum())} answers would be lost in {subjects}; "
        "'gpgp check' lists them with what to do, or run without strict."
    )


def read_column(content: bytes, *, column: str, file_name: str) -> list[str]:
    """Read one column of any CSV file of comments with one header row, in its rows' order.

    Encoding and separator are detected, as for a draft.

    Raises
    ------
    InputError
        The file cannot be read as rows, or has no such column (names the nearest) or several.
    """
    encoding, _ = detect_encoding(content)
    text = decode_text(content, encoding=encoding, file_name=file_name)
    separator = detect_separator(text)
    header, *records = read_records(text, separator=separator, file_name=file_name) or [[]]
    names = [normalise_header(name) for name in header]
    wanted = normalise_header(column)
    if wanted not in names:
        raise InputError(
            f"{file_name}: there is no column '{wanted}'{nearest_word(wanted, set(names))}"
        )
    if names.count(wanted) > 1:
        raise InputError(
            f"{file_name}, line 1: {names.count(wanted)} columns are called '{wanted}'; rename "
            "those that are not meant."
        )
    place = names.index(wanted)
    return [record[place] if place < len(record) else "" for record in records if record]
