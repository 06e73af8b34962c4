"""What a contract is, how a table is checked by it, and the words contracts are written in.

``check_table(frame, SPEC)`` returns the frame in the contract's column order and types, sorted
by its key, or raises :class:`~gpgp.errors.ContractError` naming what is wrong. It never repairs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from gpgp.errors import ContractError

NO_ANSWER = "no_answer"  # the question was asked and left blank
NOT_MATCHED = "not_matched"  # an answer that the instrument does not know
NOT_ASKED = "not_asked"  # the instrument has no such question
DONT_KNOW = "dont_know"  # said so; not a scale point
ALL = "all"  # the whole body, a whole table

_DTYPES = {
    "text": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "time": "datetime64[us]",
}


@dataclass(frozen=True)
class Column:
    """One column: its kind, what a missing value means (None: never missing), allowed values."""

    kind: str
    about: str
    missing: str | None = None
    allowed: frozenset[str] | None = None


@dataclass(frozen=True)
class TableSpec:
    """The contract of one table."""

    name: str
    one_row: str
    key: tuple[str, ...]
    columns: dict[str, Column]


def check_table(frame: pd.DataFrame, spec: TableSpec) -> pd.DataFrame:
    """Hold a table against its contract and return it typed, ordered and sorted by its key.

    Raises
    ------
    ContractError
        A column is missing, unexpected or of another type; a value is missing where none may
        be or is not among the allowed ones; the key is not unique.
    """
    _check_columns(frame, spec)
    typed = pd.DataFrame(
        {name: _typed(frame[name], column, spec, name) for name, column in spec.columns.items()}
    )
    for name, column in spec.columns.items():
        _check_values(typed[name], column, spec, name)
    repeated = typed.duplicated(list(spec.key), keep=False)
    if repeated.any():
        raise ContractError(
            f"table {spec.name}: key {', '.join(spec.key)} must be unique, "
            f"found {int(repeated.sum())} rows that share one; one row is {spec.one_row}."
        )
    return typed.sort_values(list(spec.key), kind="stable", ignore_index=True)


def empty_table(spec: TableSpec) -> pd.DataFrame:
    """Return the table of a contract with no rows."""
    return check_table(pd.DataFrame(columns=list(spec.columns)), spec)


def assemble_table(parts: Iterable[pd.DataFrame], spec: TableSpec) -> pd.DataFrame:
    """Return the table of a contract made of all parts; without rows if none has any.

    Raises
    ------
    ContractError
        The parts do not make a table that keeps its contract.
    """
    filled = [part for part in parts if len(part)]
    return check_table(pd.concat(filled, ignore_index=True), spec) if filled else empty_table(spec)


def _check_columns(frame: pd.DataFrame, spec: TableSpec) -> None:
    absent = [name for name in spec.columns if name not in frame.columns]
    unexpected = [str(name) for name in frame.columns if name not in spec.columns]
    if absent or unexpected:
        raise ContractError(
            f"table {spec.name}: expected the columns {', '.join(spec.columns)}; "
            f"missing: {', '.join(absent) or 'none'}; "
            f"unexpected: {', '.join(unexpected) or 'none'}."
        )


def _typed(values: pd.Series, column: Column, spec: TableSpec, name: str) -> pd.Series:
    if column.kind == "text":
        _refuse_non_text(values, spec, name)
    try:
        return values.reset_index(drop=True).astype(_DTYPES[column.kind])
    except (TypeError, ValueError) as fault:
        raise ContractError(
            f"table {spec.name}, column {name}: expected {column.kind}, found {values.dtype}."
        ) from fault


def _refuse_non_text(values: pd.Series, spec: TableSpec, name: str) -> None:
    if pd.api.types.is_string_dtype(values) or values.isna().all():
        return
    if values.dtype != object or not values.dropna().map(lambda v: isinstance(v, str)).all():
        raise ContractError(
            f"table {spec.name}, column {name}: expected text, found {values.dtype}."
        )


def _check_values(values: pd.Series, column: Column, spec: TableSpec, name: str) -> None:
    n_missing = int(values.isna().sum())
    if n_missing and column.missing is None:
        raise ContractError(
            f"table {spec.name}, column {name}: {n_missing} values are missing, none may be."
        )
    if column.allowed is not None:
        n_strange = int((~values.dropna().isin(column.allowed)).sum())
        if n_strange:
            raise ContractError(
                f"table {spec.name}, column {name}: {n_strange} values are not among "
                f"{', '.join(sorted(column.allowed))}."
            )


# The words contracts are written in


def text(about: str, missing: str | None = None, allowed: str | None = None) -> Column:
    """A text column; ``allowed`` lists its values, separated by spaces."""
    return Column("text", about, missing, frozenset(allowed.split()) if allowed else None)


def integer(about: str, missing: str | None = None) -> Column:
    """A whole-number column."""
    return Column("integer", about, missing)


def number(about: str, missing: str | None = None) -> Column:
    """A column of real numbers."""
    return Column("number", about, missing)


def boolean(about: str, missing: str | None = None) -> Column:
    """A yes-or-no column."""
    return Column("boolean", about, missing)


def specs(*specs: TableSpec) -> dict[str, TableSpec]:
    """The contracts of one layer, by table name."""
    return {spec.name: spec for spec in specs}


RESPONSE = text("key of the response")
QUESTION = text("id of the question in consultation.yaml")
ITEM = text("code of what is rated or ranked, from consultation.yaml")
DIMENSION = text(
    "how respondents are grouped; whole_nation: nation, with regions rolled up",
    allowed="all constituency nation whole_nation respondent_type",
)
GROUP = text("code of the group in that dimension; 'all' for everybody, or a reserved code")
VIEW = text(
    "whose voices count how much",
    allowed="per_respondent equal_constituency per_organisation raked",
)
TOO_FEW = "too few to compute it"
MEMBERS = "group codes joined by |, '' for none"
