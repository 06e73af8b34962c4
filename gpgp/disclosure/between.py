"""What two reports print side by side, and the change between: nothing that either withholds.

In: cells that the gate has printed in the reports of two consultations. Out: a table of both, with
what lies between them. A change, its interval, the change at the same mix and whether it is beyond
chance stand only where both reports print both shares as a whole per cent. The audits of the two
reports take their readers to know the exact counts behind every printed share (decision 0088), so
what is worked out of those counts tells such a reader nothing new.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.protect import explain_marks
from gpgp.disclosure.protected import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    Cell,
    ProtectedTable,
    TableRow,
)
from gpgp.errors import ContractError

WITHHELD = Cell(CONFIDENTIAL, mark=CONFIDENTIAL)
ABSENT = Cell(NOT_AVAILABLE, mark=NOT_AVAILABLE)
FROM_BOTH = ("change", "interval", "same_mix", "beyond")  # columns worked out of both shares


@dataclass(frozen=True)
class Pair:
    """A share in the first report and in the second, and what was measured of the change.

    Attributes
    ----------
    key : str
    labels : tuple of Cell
        What the row is about, for the first columns.
    first, second : Cell
        The share in either report, as printed there.
    others : tuple of Cell
        Further printed cells, for the last columns.
    low, high : float, -1 to 1
        Interval of the change; NaN where there is none.
    strata : sequence of (Cell, Cell, Cell, Cell)
        Base and share in the first report, base and share in the second, of each area that both
        print: from these the change at the first one's mix is worked out.
    beyond : Cell
        Whether the change is beyond chance.
    """

    key: str
    labels: tuple[Cell, ...]
    first: Cell
    second: Cell
    others: tuple[Cell, ...] = ()
    low: float = math.nan
    high: float = math.nan
    strata: Sequence[tuple[Cell, Cell, Cell, Cell]] = ()
    beyond: Cell = ABSENT


def set_side_by_side(
    declared: Declaration,
    pairs: Sequence[Pair],
    *,
    name: str,
    caption: str,
    columns: tuple[TableColumn, ...],
    notes: tuple[str, ...] = (),
) -> ProtectedTable:
    """Return a table of shares that two reports print, and of the changes between them.

    Raises
    ------
    ContractError
        The table is declared to hold anything else.
    """
    if declared.audit != "both":
        raise ContractError(f"table {name}: only what two reports print may stand side by side.")
    keys = [column.key for column in columns]
    rows = []
    for pair in pairs:
        own = {"first": pair.first, "second": pair.second, **_work_out(pair)}
        middle = [own[key] for key in keys if key in own]
        rows.append(TableRow(pair.key, (*pair.labels, *middle, *pair.others)))
    if any(len(row.cells) != len(columns) for row in rows):
        raise ContractError(f"table {name}: expected {len(columns)} cells in each row.")
    marks = explain_marks(cell.mark for row in rows for cell in row.cells)
    return ProtectedTable(
        declared, name, caption, columns, tuple(rows), tuple(filter(None, (*notes, marks)))
    )


def _work_out(pair: Pair) -> dict[str, Cell]:
    """What lies between two shares; withheld where either is."""
    first, second = pair.first.value, pair.second.value
    if first is None or second is None or pair.first.is_pooled or pair.second.is_pooled:
        return dict.fromkeys(FROM_BOTH, WITHHELD)
    is_known = not (math.isnan(pair.low) or math.isnan(pair.high))
    low, high = (round(100 * pair.low), round(100 * pair.high)) if is_known else (0, 0)
    return {
        "change": _points(second - first),
        "interval": Cell(f"{_sign(low)} to {_sign(high)}", None, low, high) if is_known else ABSENT,
        "same_mix": _weigh(pair),
        "beyond": pair.beyond,
    }


def _hides(cell: Cell) -> bool:
    return cell.value is None or cell.is_pooled


def _weigh(pair: Pair) -> Cell:
    """Return the mean change of areas, each with the weight it has in the first report."""
    shown = [cells for cells in pair.strata if not any(_hides(cell) for cell in cells)]
    total = sum(base.value or 0 for base, *_ in shown)
    if not total:
        return ABSENT
    changes = (
        (base.value or 0) * ((after.value or 0) - (before.value or 0))
        for base, before, _, after in shown
    )
    return _points(sum(changes) / total)


def _points(change: float) -> Cell:
    return Cell(_sign(change), round(change))


def _sign(points: float) -> str:
    whole = round(points)
    return "0" if whole == 0 else f"{'+' if whole > 0 else '−'}{abs(whole)}"
