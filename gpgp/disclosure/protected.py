"""The only table a renderer accepts. Only :mod:`gpgp.disclosure.protect` makes one."""

from __future__ import annotations

from dataclasses import dataclass

from gpgp.disclosure.declaration import Declaration, TableColumn
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
class Cell:
    """What is printed, typed; nothing reads ``text`` back.

    Attributes
    ----------
    text : str
        For people.
    value : float or None
        The number printed, for charts and sentences: a share in per cent.
    low, high : float or None
        The ends of a printed interval, in the unit of ``value``; of "9 of 14", ``high`` is 14.
    band : str
        The words for a share that stand in its place; one of :data:`gpgp.number_words.BANDS` or
        ``SIDE_BANDS``.
    mark : str
        Why there is no figure; '' where there is one.
    is_pooled : bool
        Whether the figure is that of the pool which the constituency is counted in.
    codes : tuple of str
        What the text stands for: the code of an item, a verdict or a theme, or of several areas.
    language : str
        ISO 639-1 code of a text that is not in the report's language.
    """

    text: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    band: str = ""
    mark: str = ""
    is_pooled: bool = False
    codes: tuple[str, ...] = ()
    language: str = ""

    @property
    def code(self) -> str:
        """The one thing that the text stands for; '' where it is none or several."""
        return self.codes[0] if len(self.codes) == 1 else ""


@dataclass(frozen=True)
class TableRow:
    """One row; the first cell is its header."""

    key: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class ProtectedTable:
    """A table in which every number has passed the disclosure gate.

    Attributes
    ----------
    declared : Declaration
        What kind of table it is: its audit, its place, what its columns count.
    name : str
        Its file name without an ending, and its anchor.
    caption : str
    columns : tuple of TableColumn
    rows : tuple of TableRow
        As many cells as columns.
    notes : tuple of str
        Sentences under the table.
    n_hidden : int
        Cells withheld.
    """

    declared: Declaration
    name: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]
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
