"""Protected tables as CSV that a spreadsheet can open without running anything."""

from __future__ import annotations

import csv
import io

from gpgp.disclosure.protected import Cell, ProtectedTable, TableColumn
from gpgp.errors import ContractError
from gpgp.printed_text import drop_hidden

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
WORDS = ("text", "span")  # kinds of column that hold no single number


def write_csv(table: ProtectedTable) -> bytes:
    """Return the table as CSV: UTF-8 with the mark that spreadsheets need.

    Numbers stand without thousands commas and per cent signs; what is withheld stands as its
    mark. Text that a spreadsheet would run as a formula gets a leading apostrophe.

    Raises
    ------
    ContractError
        Something other than a protected table was handed in.
    """
    if not isinstance(table, ProtectedTable):
        raise ContractError("only a table that has passed the disclosure gate can be written.")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([disarm(column.label) for column in table.columns])
    for row in table.rows:
        pairs = zip(row.cells, table.columns, strict=True)
        writer.writerow([_write_cell(cell, column) for cell, column in pairs])
    return out.getvalue().encode("utf-8-sig")


def disarm(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> disarm("=1+1"), disarm("pay")
    ("'=1+1", 'pay')
    """
    text = drop_hidden(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _write_cell(cell: Cell, column: TableColumn) -> str:
    if column.kind in WORDS or cell.value is None or cell.is_pooled:
        return disarm(cell.text)
    return f"{cell.value:.1f}" if cell.value != int(cell.value) else f"{cell.value:.0f}"
