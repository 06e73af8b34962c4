"""CSV files that people fill in with a spreadsheet: written so that none runs, read forgivingly.

A cell that a spreadsheet would run as a formula gets a leading apostrophe when it is written and
loses it when it is read, so that what goes out comes back. Nothing is guessed: a fault names
file, row and column.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO

from gpgp.errors import InputError

_MARK = "\ufeff"  # tells a spreadsheet that the file is UTF-8
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
_MOST_SHOWN = 5
_BRITISH_DATE = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


@dataclass(frozen=True)
class SheetRow:
    """One filled row: its number as a spreadsheet shows it, and its cells by column."""

    number: int
    cells: Mapping[str, str]


def write_sheet(rows: Iterable[Mapping[str, object]], *, columns: Sequence[str]) -> str:
    """Return rows as CSV that a spreadsheet opens and does not run.

    Parameters
    ----------
    rows : iterable of mapping
        Column to value; None and missing values become empty cells.
    columns : sequence of str
        In the order of the file.
    """
    buffer = StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        values = (row.get(column) for column in columns)
        writer.writerow(["" if value is None or value != value else arm_cell(str(value))
                         for value in values])  # fmt: skip
    return _MARK + buffer.getvalue()


def arm_cell(text: str) -> str:
    """Return a text as it may stand in a spreadsheet; :func:`disarm_cell` gives it back."""
    return f"'{text}" if text.lstrip("'").startswith(_FORMULA_STARTS) else text


def disarm_cell(text: str) -> str:
    """Return the text that :func:`arm_cell` made safe.

    Examples
    --------
    >>> [disarm_cell(arm_cell(text)) for text in ("=1+1", "'=1", "'tis", "plain")]
    ['=1+1', "'=1", "'tis", 'plain']
    """
    is_armed = text.startswith("'") and text.lstrip("'").startswith(_FORMULA_STARTS)
    return text[1:] if is_armed else text


def read_sheet(content: bytes, *, file_name: str, columns: Sequence[str]) -> list[SheetRow]:
    """Read a CSV file that people saved.

    Parameters
    ----------
    content : bytes
        Separated by comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252.
    file_name : str
        Stands in errors.
    columns : sequence of str
        All must be there, in any order; others are passed.

    Returns
    -------
    list of SheetRow
        Cells without blanks around them; blank rows are passed.

    Raises
    ------
    InputError
        A workbook, no CSV, a column missing or standing twice; names the file and the column.
    """
    text = _decode(content, file_name)
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as fault:
        raise InputError(f"{file_name}: is not a CSV file ({fault}); save it as CSV.") from None
    names = [name.strip().casefold() for name in rows[0]] if rows else []
    for column in columns:
        if names.count(column) != 1:
            found = "no column" if column not in names else "more than one column"
            raise InputError(
                f"{file_name}, row 1: {found} {column}; keep the first row as it was written."
            )
    places = {column: names.index(column) for column in columns}
    return [
        SheetRow(number, {c: _cell(row, place) for c, place in places.items()})
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def _cell(row: list[str], place: int) -> str:
    return disarm_cell(row[place].strip()) if place < len(row) else ""


def _decode(content: bytes, file_name: str) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError(
            f"{file_name}: is a workbook; save it as CSV (in Excel: Save As, CSV UTF-8)."
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace").removeprefix(_MARK)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_day(text: str) -> str:
    """Return a date as ISO has it; a spreadsheet may have made 31/12/2018 of 2018-12-31.

    Raises
    ------
    ValueError
        It is no date.

    Examples
    --------
    >>> read_day("31/12/2018")
    '2018-12-31'
    """
    british = _BRITISH_DATE.fullmatch(text)
    if british:
        day, month, year = map(int, british.groups())
        return date(year, month, day).isoformat()
    return date.fromisoformat(text).isoformat()


def refuse_faults(
    rows: Iterable[SheetRow], checks: Mapping[str, Callable[[SheetRow], str]], *, file_name: str
) -> None:
    """Raise what is wrong with the rows, each fault with its row and column.

    Parameters
    ----------
    checks : mapping of column to function
        Returns what is wrong with the row's cell of that column, and what to do; '' for nothing.

    Raises
    ------
    InputError
        Up to five faults, and how many more there are.
    """
    faults = [
        f"{file_name}, row {row.number}, column {column}: {fault}"
        for row in rows
        for column, check in checks.items()
        if (fault := check(row))
    ]
    if faults:
        more = len(faults) - _MOST_SHOWN
        tail = [f"{file_name}: {more} more"] if more > 0 else []
        raise InputError("\n".join([*faults[:_MOST_SHOWN], *tail]))
