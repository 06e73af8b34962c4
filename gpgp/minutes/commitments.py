"""What is done about what people asked for: a CSV file that people own, read, written and joined.

``data/coding/NAME/commitments.csv`` comes in and goes out. A refusal has a reason, dates are dates,
an owner is a role. What a row comes from is ``kind:code``, or free text. A file that went out to
its owners and comes back is joined, or refused as a whole.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from gpgp.errors import InputError
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


PROGRESS = ("status", "updated", "evidence")  # the later date wins; all else is a conflict
_MOST_LETTERS = 60  # of a value in a message


@dataclass(frozen=True)
class Merged:
    """Commitments after a merge.

    Attributes
    ----------
    commitments : DataFrame
        The table ``commitments``: rows in the order they had, new ones last.
    changed : tuple of (id, field)
        What came in.
    added : tuple of str
        Ids that were not known.
    """

    commitments: pd.DataFrame
    changed: tuple[tuple[str, str], ...]
    added: tuple[str, ...]


def merge_commitments(ours: pd.DataFrame, theirs: pd.DataFrame, *, file_name: str) -> Merged:
    """Join a file that came back with the commitments that are kept.

    Parameters
    ----------
    ours, theirs : DataFrame
        The table ``commitments``, read.
    file_name : str
        Of ``theirs``; stands in errors.

    Returns
    -------
    Merged
        A field that is empty on one side takes the other's value; an undecided decision and a
        status "not started" count as empty. Status, evidence and date are taken together from
        the row with the later ``updated``. Rows that are not in the file stay.

    Raises
    ------
    InputError
        A field is filled in on both sides and differs; each conflict is named by id, field and
        both values, and nothing is merged.
    """
    kept = {row["id"]: row for row in _rows(ours)}
    changed, added, conflicts = [], [], []
    for row in _rows(theirs):
        own = kept.get(row["id"])
        if own is None:
            kept[row["id"]] = row
            added.append(row["id"])
            continue
        merged, clashes = _merge_row(own, row)
        conflicts += [(row["id"], field) for field in clashes]
        changed += [(row["id"], field) for field in COLUMNS if merged[field] != own[field]]
        kept[row["id"]] = merged
    if conflicts:
        raise InputError(_say_conflicts(conflicts, _rows(ours), _rows(theirs), file_name))
    frame = pd.DataFrame(list(kept.values()), columns=list(COLUMNS)).astype("str")
    return Merged(frame.where(frame.ne("")), tuple(changed), tuple(added))


def _rows(commitments: pd.DataFrame) -> list[dict[str, str]]:
    return commitments.astype(object).where(commitments.notna(), "").to_dict("records")


def _merge_row(own: dict[str, str], other: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    merged, clashes = dict(own), []
    for field in COLUMNS[1:]:
        mine, theirs = own[field], other[field]
        if mine == theirs or _is_empty(field, theirs):
            continue
        if _is_empty(field, mine):
            merged[field] = theirs
        elif field in PROGRESS and own["updated"] != other["updated"]:
            merged[field] = theirs if other["updated"] > own["updated"] else mine
        else:
            clashes.append(field)
    return merged, clashes


def _is_empty(field: str, value: str) -> bool:
    return value in ("", DEFAULTS.get(field, ""))


def _say_conflicts(
    conflicts: list[tuple[str, str]],
    ours: list[dict[str, str]],
    theirs: list[dict[str, str]],
    file_name: str,
) -> str:
    sides = [{row["id"]: row for row in rows} for rows in (ours, theirs)]
    lines = [
        f"{file_name}, id {code}, column {field}: here “{_cut(sides[0][code][field])}”, "
        f"there “{_cut(sides[1][code][field])}”"
        for code, field in conflicts
    ]
    lines.append("Nothing was merged. Make the two agree, in either file, and merge again.")
    return "\n".join(lines)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
