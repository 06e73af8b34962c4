"""The rows as received: held against the instrument, each cell clean text, in sheet order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gpgp.cleaning.text import clean_text
from gpgp.consultation import Consultation, find_columns
from gpgp.errors import ContractError

ANSWER_TYPES = ("rating", "ranking", "choice", "multi_choice", "free_text")


@dataclass(frozen=True)
class Received:
    """The export's rows, and which of its columns each question reads.

    ``rows`` is in the order of ``source_row`` with an index 0, 1, 2 …; cells are clean text,
    ``""`` where blank. ``columns`` maps question id → slot → header.
    """

    rows: pd.DataFrame
    columns: Mapping[str, Mapping[str, str]]

    def cells(self, question: Any) -> dict[str, pd.Series]:
        """Return the columns of a question, by slot."""
        return {slot: self.rows[header] for slot, header in self.columns[question.id].items()}

    def cell(self, question: Any) -> pd.Series:
        """Return the one column of a question that has one."""
        return self.rows[self.columns[question.id][""]]


def receive_rows(rows: pd.DataFrame, *, consultation: Consultation) -> Received:
    """Hold the rows of an export against the instrument and clean every cell that it reads.

    Raises
    ------
    ContractError
        ``source_row`` is absent, repeated or no whole number; a cell is missing, not text.
    InputError
        A column that the instrument names is not there.
    """
    _check_rows(rows)
    headers = [header for header in rows.columns if header != "source_row"]
    columns = {
        question.id: find_columns(question, headers)
        for question in consultation.questions
        if question.type != "ignore"
    }
    used = dict.fromkeys(header for slots in columns.values() for header in slots.values())
    ordered = rows.sort_values("source_row", kind="stable", ignore_index=True)
    blank = set(consultation.export.missing)
    cleaned = {header: _clean_cells(ordered[header], blank) for header in used}
    return Received(pd.DataFrame({"source_row": ordered["source_row"], **cleaned}), columns)


def _clean_cells(cells: pd.Series, blank: set[str]) -> pd.Series:
    cleaned = {text: "" if text in blank else clean_text(text) for text in cells.unique()}
    return cells.map(cleaned).astype("str")


def _check_rows(rows: pd.DataFrame) -> None:
    if "source_row" not in rows.columns or not pd.api.types.is_integer_dtype(rows["source_row"]):
        raise ContractError(
            "rows: expected a column source_row of whole numbers; read the file with gpgp.intake."
        )
    n_repeated = int(rows["source_row"].duplicated().sum())
    if n_repeated:
        raise ContractError(f"rows: source_row must be unique, {n_repeated} rows repeat one.")
    for header in rows.columns.drop("source_row"):
        cells = rows[header]
        if len(cells) and (not pd.api.types.is_string_dtype(cells) or cells.isna().any()):
            raise ContractError(
                f"rows, column '{header}': expected text, '' where blank; found {cells.dtype}, "
                f"{int(cells.isna().sum())} missing."
            )
