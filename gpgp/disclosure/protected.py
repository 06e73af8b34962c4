"""The only table a renderer accepts. Only :mod:`gpgp.disclosure.protect` makes one."""

from __future__ import annotations

from dataclasses import dataclass

from gpgp.errors import ParameterError

CONFIDENTIAL = "[c]"
LOW = "[low]"
NOT_AVAILABLE = "[x]"
NOT_APPLICABLE = "[z]"
POOLED = "[pool]"
MARK_MEANINGS = {
    CONFIDENTIAL: "withheld to protect small numbers",
    LOW: "too few answers for a figure",
    POOLED: "too few answers here, so the figure is that of the pool it is counted in",
    NOT_AVAILABLE: "not available",
    NOT_APPLICABLE: "does not apply",
}


@dataclass(frozen=True)
class Column:
    """A column: its key, the header with its unit, and what stands in it.

    ``kind`` is ``text``, ``span`` (from one number to another), ``count``, ``percent``,
    ``band`` (per cent or words for it) or ``figure``; single numbers are set to the right.
    """

    key: str
    label: str
    kind: str = "text"


@dataclass(frozen=True)
class Cell:
    """What is printed: the text, the same number for charts (None: none), a code for prose.

    ``language`` is the ISO 639-1 code of a text that is not in the report's language.
    """

    text: str
    value: float | None = None
    code: str = ""
    language: str = ""


@dataclass(frozen=True)
class Row:
    """One row; the first cell is its header."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ProtectedTable:
    """A table in which every number has passed the disclosure gate.

    Attributes
    ----------
    name : str
        Its file name without an ending, and its anchor.
    caption : str
    columns : tuple of Column
    rows : tuple of Row
        As many cells as columns.
    notes : tuple of str
        Sentences under the table.
    n_hidden : int
        Cells withheld.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    n_hidden: int = 0

    def cell(self, row_key: str, column_key: str) -> Cell:
        """Return one cell.

        Raises
        ------
        ParameterError
            There is no such row or column.
        """
        keys = [column.key for column in self.columns]
        for row in self.rows:
            if row.key == row_key and column_key in keys:
                return row.cells[keys.index(column_key)]
        raise ParameterError(f"table {self.name}: no cell {row_key}, {column_key}.")

    @property
    def row_keys(self) -> tuple[str, ...]:
        """Keys of the rows, in order."""
        return tuple(row.key for row in self.rows)

    @property
    def column_keys(self) -> tuple[str, ...]:
        """Keys of the columns, in order."""
        return tuple(column.key for column in self.columns)


def find_cell(matrix: ProtectedTable, area_code: str, item_code: str) -> Cell | None:
    """Return the cell of an area and an item, whichever way round a matrix stands; else None."""
    for row_key, column_key in ((area_code, item_code), (item_code, area_code)):
        if row_key in matrix.row_keys and column_key in matrix.column_keys:
            return matrix.cell(row_key, column_key)
    return None
