"""What is done about what people asked for: a CSV file that people own, read and written.

``data/coding/NAME/commitments.csv`` comes in and goes out. A refusal has a reason, dates are
dates, an owner is a role. What a row comes from is ``kind:code``, or free text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pandas as pd

from gpgp.instrument import nearest_word
from gpgp.tables import DECIDED, DECISIONS, STATUSES, check_table
from gpgp.tables.sheet import SheetRow, read_day, read_sheet, refuse_faults, write_sheet

COMMITMENTS_FILE = "commitments.csv"
COLUMNS = tuple(DECIDED["commitments"].columns)
SOURCE_KINDS = ("element", "priority", "theme", "wording", "campaign", "objector", "minutes")
DEFAULTS = {"decision": "undecided", "status": "not started"}
_ID = re.compile(r"[a-z][a-z0-9_-]{0,29}")
_DATES = ("due", "updated")
_PERSON = re.compile(
    r"@|\d{6}|\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame|Lord|Lady)\.? [A-Z]"
)


def read_commitments(content: bytes, *, file_name: str) -> pd.DataFrame:
    """Read the commitments as people saved them.

    Parameters
    ----------
    content : bytes
        CSV with the columns of the table ``commitments``.
    file_name : str
        Stands in errors.

    Returns
    -------
    DataFrame
        The table ``commitments``, in the order of the file. Dates are ISO; an empty decision
        counts as undecided, an empty status as not started.

    Raises
    ------
    InputError
        A row that cannot stand; names file, row, column and what to do.
    """
    rows = read_sheet(content, file_name=file_name, columns=COLUMNS)
    counts = Counter(row.cells["id"] for row in rows)
    checks: dict[str, Callable[[SheetRow], str]] = {
        "id": lambda row: _check_id(row.cells["id"], counts),
        "request": lambda row: _check_there(row, "request"),
        "source": lambda row: _check_there(row, "source"),
        "decision": lambda row: _check_word(row.cells["decision"], DECISIONS),
        "status": lambda row: _check_word(row.cells["status"], STATUSES),
        "reason": _check_reason,
        "owner": _check_owner,
        "due": lambda row: _check_day(row.cells["due"]),
        "updated": lambda row: _check_day(row.cells["updated"]),
        "evidence": _check_evidence,
    }
    refuse_faults(rows, checks, file_name=file_name)
    frame = pd.DataFrame([_tidy(row) for row in rows], columns=list(COLUMNS))
    order = frame["id"].tolist()
    checked = check_table(frame, DECIDED["commitments"])
    return checked.set_index("id").loc[order].reset_index()[list(COLUMNS)]


def write_commitments(commitments: pd.DataFrame) -> str:
    """Return the commitments as CSV for people; :func:`read_commitments` reads it back."""
    return write_sheet(commitments.to_dict("records"), columns=COLUMNS)


def split_source(source: str) -> tuple[str, str]:
    """Return kind and code of a source; ('', source) for free text.

    Examples
    --------
    >>> split_source("objector:productive:trade_unions"), split_source("a letter")
    (('objector', 'productive:trade_unions'), ('', 'a letter'))
    """
    kind, colon, code = source.partition(":")
    is_known = bool(colon) and kind.strip().casefold() in SOURCE_KINDS
    return (kind.strip().casefold(), code.strip()) if is_known else ("", source)


def list_gaps(commitments: pd.DataFrame) -> list[tuple[str, str]]:
    """Return (id, what is missing) where something promised has no owner or no date."""
    promised = commitments.loc[
        commitments["decision"].isin(["will", "will in part"]) & commitments["status"].ne("dropped")
    ]
    return [
        (row.id, what)
        for row in promised.itertuples()
        for field, what in (("owner", "no owner yet"), ("due", "no date yet"))
        if pd.isna(getattr(row, field))
    ]


def _tidy(row: SheetRow) -> dict[str, str | None]:
    cells = {column: text or None for column, text in row.cells.items()}
    for column, default in DEFAULTS.items():
        cells[column] = (cells[column] or default).casefold()
    for column in _DATES:
        day = cells[column]
        cells[column] = read_day(day) if day else None
    return cells


def _check_id(text: str, counts: Counter[str]) -> str:
    if not _ID.fullmatch(text):
        return "expected an id such as c12: a small letter, then small letters, digits, _ or -"
    return "the id stands twice; give the newer row another one" if counts[text] > 1 else ""


def _check_there(row: SheetRow, column: str) -> str:
    return "" if row.cells[column] else "is empty; fill it in, or delete the row"


def _check_word(text: str, known: tuple[str, ...]) -> str:
    if not text or text.casefold() in known:
        return ""
    return f"expected one of {', '.join(known)}{nearest_word(text.casefold(), known)}"


def _check_reason(row: SheetRow) -> str:
    decision, status = row.cells["decision"].casefold(), row.cells["status"].casefold()
    for word in (decision, status):
        if word in ("will not", "dropped") and not row.cells["reason"]:
            return f"'{word}' needs a reason: those who asked are owed one"
    return ""


def _check_owner(row: SheetRow) -> str:
    if not _PERSON.search(row.cells["owner"]):
        return ""
    return "expected a role such as Head of workforce, not a person, address or number"


def _check_day(text: str) -> str:
    try:
        read_day(text or "2000-01-01")
    except ValueError:
        return "expected a date such as 2030-01-31"
    return ""


def _check_evidence(row: SheetRow) -> str:
    text = row.cells["evidence"]
    if re.match(r"[a-z][a-z0-9+.-]*:(?!//)|(?!https:)[a-z][a-z0-9+.-]*://", text, re.IGNORECASE):
        return "expected a link that begins with https://, or the name of a document"
    return ""
