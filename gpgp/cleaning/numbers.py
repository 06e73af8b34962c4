"""Numbers: ages, headcounts, amounts. What cannot be read, or is implausible, is reported."""

from __future__ import annotations

import pandas as pd

from gpgp.cleaning.prepared_rows import PreparedRows
from gpgp.cleaning.ratings import ANSWERED
from gpgp.instrument import Consultation, find_non_answer, map_unique
from gpgp.tables import LOSS, NO_ANSWER, NOT_MATCHED, Finding

IMPLAUSIBLE = "implausible"
_COLUMNS = ["source_row", "question_id", "value", "status_code"]


def match_numbers(received: PreparedRows, *, consultation: Consultation) -> pd.DataFrame:
    """Read the answer of every row to every question that asks for a number.

    Returns
    -------
    DataFrame, one row per row received and question
        ``source_row``, ``question_id``, ``value`` (in the unit of the question; missing = none),
        ``status_code``.
    """
    parts = [_read_question(received, question) for question in consultation.questions_of("number")]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=_COLUMNS)


def list_number_findings(numbers: pd.DataFrame) -> list[Finding]:
    """List how many answers are no number, and how many are implausible."""
    counts = numbers.groupby(["question_id", "status_code"], observed=True, dropna=False).size()
    return [
        Finding(_CODES[str(status)], str(question_id), int(n), LOSS, _ADVICE[str(status)])
        for (question_id, status), n in counts.items()
        if status in _CODES
    ]


_CODES = {NOT_MATCHED: "not_a_number", IMPLAUSIBLE: "implausible_number"}
_ADVICE = {
    NOT_MATCHED: "not counted; add unit: or words: to the question, or correct the column",
    IMPLAUSIBLE: "not counted; correct lowest and highest of the question if they are right",
}


def _read_question(received: PreparedRows, question) -> pd.DataFrame:
    def read(word: str) -> tuple[float | None, str]:
        value, is_plausible = question.read(word)
        if value is None:
            return None, NO_ANSWER if not word or find_non_answer(word) else NOT_MATCHED
        return (value, ANSWERED) if is_plausible else (None, IMPLAUSIBLE)

    found = map_unique(received.cell(question), read)
    return pd.DataFrame(
        {
            "source_row": received.rows["source_row"],
            "question_id": question.id,
            "value": found.str[0].astype("float64"),
            "status_code": found.str[1].astype("str"),
        }
    )
