"""What an analyst wants to see of an export first: its columns, and what would be lost."""

from __future__ import annotations

import pandas as pd

from gpgp.errors import InputError
from gpgp.instrument import Consultation, find_columns
from gpgp.intake.read.headers import ROW_COLUMN
from gpgp.intake.read.reading import Received
from gpgp.tables import LOSS

_WORD_CODES = (
    "unknown_constituency",
    "unknown_nation",
    "unknown_respondent_type",
    "unknown_language",
    "word_outside_scale",
    "not_an_option",
    "not_a_number",
)


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


def count_losses(findings: pd.DataFrame) -> str:
    """Say how many answers would not be counted, and how many words are unknown."""
    losses = findings[findings["severity_code"] == LOSS]
    n_words = int((findings["value"].ne("") & findings["finding_code"].isin(_WORD_CODES)).sum())
    n_answers = int(losses["n_rows"].sum())
    answers = f"{n_answers:,} answer{'s' * (n_answers != 1)} would not be counted"
    return f"{answers}, {n_words:,} word{'s' * (n_words != 1)} unknown"


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
        f"{count_losses(findings)}, in {subjects}; "
        "'gpgp check' lists them with what to do, or run without strict."
    )
