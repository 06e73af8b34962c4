"""Ratings: words of a scale into scale points. A word outside the scale is missing, and told."""

from __future__ import annotations

import pandas as pd

from gpgp.cleaning.findings import list_unmatched
from gpgp.cleaning.prepared_rows import PreparedRows
from gpgp.instrument import Consultation, match_word, scale_words
from gpgp.instrument.text import map_unique
from gpgp.tables import DONT_KNOW, NO_ANSWER, NOT_MATCHED, Finding

ANSWERED = "answered"


def match_ratings(received: PreparedRows, *, consultation: Consultation) -> pd.DataFrame:
    """Read every rated item of every row.

    Returns
    -------
    DataFrame, one row per row received and rated item
        ``source_row``, ``question_id``, ``item_code``, ``score`` (scale point, 1 = lowest;
        missing = none), ``status_code``, ``word`` (as received).
    """
    parts = [
        _read_item(received.rows["source_row"], cells, question, item_code)
        for question in consultation.questions_of("rating")
        for item_code, cells in _items(received, question).items()
    ]
    columns = ["source_row", "question_id", "item_code", "score", "status_code", "word"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def list_rating_findings(ratings: pd.DataFrame, *, consultation: Consultation) -> list[Finding]:
    """Tell which words are outside their scale."""
    findings: list[Finding] = []
    for question in consultation.questions_of("rating"):
        outside = ratings["question_id"].eq(question.id) & ratings["status_code"].eq(NOT_MATCHED)
        findings += list_unmatched(
            ratings.loc[outside, "word"],
            finding_code="word_outside_scale",
            subject=question.id,
            known=[w for p in question.scale.points for w in (p.label, *p.words)],
            where=f"scales, {question.scale_name}",
        )
    return findings


def _items(received: PreparedRows, question) -> dict[str, pd.Series]:
    cells = received.cells(question)
    return {question.items[0].code: cells[""]} if "" in cells else cells


def _read_item(source_row: pd.Series, cells: pd.Series, question, item_code: str) -> pd.DataFrame:
    known = scale_words(question.scale)
    found = map_unique(cells, lambda word: _read_word(word, known))
    return pd.DataFrame(
        {
            "source_row": source_row,
            "question_id": question.id,
            "item_code": item_code,
            "score": found.str[0].astype("Int64"),
            "status_code": found.str[1].astype("str"),
            "word": cells,
        }
    )


def _read_word(word: str, known: dict[str, int | str]) -> tuple[int | None, str]:
    if not word:
        return None, NO_ANSWER
    point = match_word(word, known)
    if point is None or point == DONT_KNOW:
        return None, point or NOT_MATCHED
    return point, ANSWERED
