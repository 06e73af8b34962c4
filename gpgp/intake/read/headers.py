"""Header rows to one unique name per column, the same each time a file is read."""

from __future__ import annotations

import itertools
import re

from gpgp.errors import InputError
from gpgp.instrument import normalise_header

ROW_COLUMN = "source_row"
_IMPORT_ID = re.compile(r"^\{\s*[\"']ImportId[\"']\s*:")  # the third header row of Qualtrics
FILLERS = frozenset({"response", "open-ended response"})  # the second of SurveyMonkey


def column_letters(position: int) -> str:
    """Return the name a spreadsheet gives to a column, counted from 0: A, B, ... AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def combine_headers(rows: list[list[str]], *, n_columns: int) -> list[str]:
    """Join the header rows of an export, column by column.

    Rows are joined with ``" | "``, equal neighbours once. An upper row is carried forward over
    its blank cells where the row below names something. ImportIds and the fillers ``Response``
    and ``Open-Ended Response`` are left out.

    Returns
    -------
    list of str
        One per column, normalised; ``""`` where every row is blank.
    """
    padded = [[_cell(row, j) for j in range(n_columns)] for row in rows if not is_import_ids(row)]
    for upper, lower in itertools.pairwise(padded):
        _carry_forward(upper, lower)
    return [_join([row[j] for row in padded]) for j in range(n_columns)]


def _cell(row: list[str], position: int) -> str:
    return normalise_header(row[position]) if position < len(row) else ""


def is_import_ids(row: list[str]) -> bool:
    """Say whether a row is the third header row of Qualtrics."""
    filled = [cell for cell in row if cell.strip()]
    return bool(filled) and all(_IMPORT_ID.match(cell) for cell in filled)


def _carry_forward(upper: list[str], lower: list[str]) -> None:
    above = ""
    for j, text in enumerate(upper):
        above = text or above
        if lower[j]:
            upper[j] = above


def _join(parts: list[str]) -> str:
    kept: list[str] = []
    for n, part in enumerate(parts):
        is_filler = n > 0 and kept and part.casefold() in FILLERS
        if part and not is_filler and part not in kept[-1:]:
            kept.append(part)
    return " | ".join(kept)


def name_columns(headers: list[str], *, number_repeats: bool, file_name: str) -> list[str]:
    """Give every column a name of its own: blank ones by letter, repeated ones by number.

    Raises
    ------
    InputError
        Two headers are the same, or differ by case only, and ``number_repeats`` is false.
    """
    first_seen: dict[str, int] = {ROW_COLUMN: -1}
    names: list[str] = []
    for j, header in enumerate(headers):
        name = header or f"Column {column_letters(j)}"
        if name.casefold() in first_seen:
            if not number_repeats:
                raise InputError(
                    _repeat_message(headers, first_seen[name.casefold()], j, file_name)
                )
            name = _next_free(name, first_seen)
        first_seen[name.casefold()] = j
        names.append(name)
    return names


def _next_free(name: str, taken: dict[str, int]) -> str:
    n = 2
    while f"{name} ({n})".casefold() in taken:
        n += 1
    return f"{name} ({n})"


def _repeat_message(headers: list[str], first: int, second: int, file_name: str) -> str:
    advice = (
        "rename one in the file, or write 'repeated_headers: number' under export: to read the "
        "second as 'name (2)'."
    )
    if first < 0:
        return f"{file_name}: the column name '{ROW_COLUMN}' is reserved; {advice}"
    one, two = headers[first], headers[second]
    same = "are both named" if one == two else "differ by case only:"
    named = f"'{one}'" if one == two else f"'{one}' and '{two}'"
    return (
        f"{file_name}: columns {column_letters(first)} and {column_letters(second)} {same} "
        f"{named}; {advice}"
    )
