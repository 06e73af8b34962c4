"""Charts drawn from protected tables: horizontal, in the table's order, labelled directly.

A chart holds no number that its table does not print. Each is drawn twice, for a page and for a
narrow screen. Meaning never hangs on colour alone: order, labels and outlines carry it as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes

from gpgp.disclosure.protected import Cell, ProtectedTable, TableRow
from gpgp.report.render.canvas import (
    GREY,
    INK,
    NAVY,
    ORANGE,
    PAPER,
    WIDE,
    bare,
    label_rows,
    measure_heights,
    paint_twice,
    replace_missing,
    wrap,
)

SIDES = ("disagree", "neither", "agree")
ROOM = 16  # per cent that a bar needs to hold its number
LONGEST_SIDE = 10  # letters of a side's name that has room over the bars of a narrow drawing


def plot_bars(
    table: ProtectedTable, *, value: str, leave_out: Sequence[str] = ()
) -> tuple[bytes, bytes]:
    """Draw one bar per row that has a printed number, in the table's order.

    Parameters
    ----------
    table : ProtectedTable
    value : str
        TableColumn of the bars; rows whose number is withheld show the mark.
    leave_out : sequence of str
        Keys of rows that are totals.
    """
    rows = [row for row in table.rows if row.key not in leave_out]
    texts = [_at(table, row, value) for row in rows]
    top = max((cell.value or 0 for cell in texts), default=0) or 1

    def plot(axes: Axes, width: float) -> None:
        for place, cell in enumerate(texts):
            axes.barh(place, cell.value or 0, height=0.62, color=NAVY)
            axes.text((cell.value or 0) + top * 0.015, place, cell.text, va="center")
        axes.set_xlim(0, top * 1.16)
        bare(axes)
        label_rows(axes, [row.cells[0].text for row in rows], width)

    return paint_twice(plot, measure_heights(table, rows))


def plot_sides(table: ProtectedTable) -> tuple[bytes, bytes]:
    """Draw disagree, neither and agree as bars that part at the middle of "neither".

    The table has the columns ``disagree``, ``neither`` and ``agree``; a row with one of them
    withheld shows what is printed as words.
    """
    rows = table.rows
    sides = [
        tuple(_at(table, row, key) for key in ("disagree", "neither", "agree")) for row in rows
    ]
    whole = [cells for cells in sides if all(cell.value is not None for cell in cells)]
    left = max((d.value + n.value / 2 for d, n, _ in whole), default=50) * 1.02
    right = max((a.value + n.value / 2 for _, n, a in whole), default=50) * 1.02

    names = [replace_missing(_head(table, key)) for key in SIDES]
    are_short = max(map(len, names)) <= LONGEST_SIDE
    legend = f"From left to right: {'; '.join(names)}"

    def plot(axes: Axes, width: float) -> None:
        edge = -left - (13 if width == WIDE else 34)  # room for the number left of the bar
        for place, cells in enumerate(sides):
            if all(cell.value is not None for cell in cells):
                _plot_side(axes, place, *(cell.value for cell in cells))
            else:
                said = wrap(_say_sides(table, cells), 60 if width == WIDE else 22)
                axes.text(edge, place, said, va="center", ha="left")
        axes.set_xlim(edge, right)
        bare(axes)
        label_rows(axes, [row.cells[0].text for row in rows], width)
        if are_short:
            _name_sides(axes, names, (edge, 0, right), width)
            axes.set_ylim(len(rows) - 0.45, -1.0 if width == WIDE else -1.5)
        else:
            said = wrap(legend, 84 if width == WIDE else 38)
            axes.figure.suptitle(said, x=0, ha="left", fontsize=9.5)
            axes.set_ylim(len(rows) - 0.45, -0.5)

    extra = 0.25 if are_short else 0.17 * (wrap(legend, 38).count("\n") + 1)
    return paint_twice(plot, measure_heights(table, rows, extra=extra))


def _name_sides(
    axes: Axes, names: Sequence[str], places: tuple[float, float, float], width: float
) -> None:
    """Write short names of the sides over the bars; the middle one higher where room is scarce."""
    heights = (-0.55, -0.55 if width == WIDE else -1.0, -0.55)
    for name, x, y, side in zip(names, places, heights, ("left", "center", "right"), strict=True):
        axes.text(x, y, name, ha=side, va="bottom", fontweight="bold")


def _plot_side(axes: Axes, place: int, disagree: float, neither: float, agree: float) -> None:
    start = -neither / 2 - disagree
    parts = ((start, disagree, ORANGE), (-neither / 2, neither, PAPER), (neither / 2, agree, NAVY))
    for left, width, fill in parts:
        axes.barh(place, width, left=left, height=0.62, color=fill, edgecolor=INK, linewidth=0.6)
    axes.text(start - 1, place, f"{disagree:.0f}%", ha="right", va="center")
    if agree >= ROOM:
        axes.text(neither / 2 + 2, place, f"{agree:.0f}%", ha="left", va="center", color=PAPER)
    else:
        axes.text(neither / 2 + agree + 1, place, f"{agree:.0f}%", ha="left", va="center")
    if neither >= 10:
        axes.text(0, place, f"{neither:.0f}%", ha="center", va="center", fontsize=9)


def _say_sides(table: ProtectedTable, cells: tuple[Cell, ...]) -> str:
    named = zip((_head(table, key) for key in SIDES), cells, strict=True)
    known = [f"{name} {cell.text}" for name, cell in named if cell.value is not None]
    return "; ".join(known) or cells[-1].text


def plot_intervals(table: ProtectedTable, *, lines: Sequence[int] = (50,)) -> tuple[bytes, bytes]:
    """Draw the share agreeing in each row as a dot with its interval, and a band as words.

    The table has the columns ``agree`` and ``interval``; ``lines`` are per cents to compare with.
    """
    rows = table.rows

    def plot(axes: Axes, width: float) -> None:
        for line in lines:
            axes.axvline(line, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        axes.text(lines[0], -0.6, f"{lines[0]}%", ha="center", va="bottom", fontsize=9)
        for place, row in enumerate(rows):
            agree, interval = _at(table, row, "agree"), _at(table, row, "interval")
            if agree.value is None:
                axes.text(2, place, agree.text, va="center", bbox={"color": PAPER, "pad": 1})
                continue
            low, high = agree.value, agree.value
            if interval.low is not None and interval.high is not None:
                low, high = interval.low, interval.high
                axes.plot([low, high], [place] * 2, color=NAVY, linewidth=2, zorder=2)
            marker = "D" if place == 0 else "o"
            axes.scatter(agree.value, place, s=58, color=NAVY, marker=marker, zorder=3)
            back = {"color": PAPER, "pad": 0.6}
            axes.text(max(high, agree.value) + 2.5, place, agree.text, va="center", bbox=back)
        axes.set_xlim(0, 112)
        bare(axes)
        label_rows(axes, [row.cells[0].text for row in rows], width)
        axes.set_ylim(len(rows) - 0.4, -1.05)

    return paint_twice(plot, measure_heights(table, rows, extra=0.25))


def plot_ranges(table: ProtectedTable) -> tuple[bytes, bytes]:
    """Draw one constituency's share as a dot on the range of the others.

    The table has the columns ``share``, ``lowest`` and ``highest``.
    """
    rows = table.rows

    def plot(axes: Axes, width: float) -> None:
        for place, row in enumerate(rows):
            share, low, high = (_at(table, row, key) for key in ("share", "lowest", "highest"))
            if low.value is not None and high.value is not None:
                axes.barh(
                    place,
                    high.value - low.value,
                    left=low.value,
                    height=0.36,
                    color=PAPER,
                    edgecolor=INK,
                    linewidth=0.8,
                )
            if share.value is None:
                axes.text(0, place, share.text, va="center", bbox={"color": PAPER, "pad": 1})
                continue
            axes.scatter(share.value, place, s=90, color=NAVY, zorder=3)
            axes.text(share.value, place - 0.27, share.text, ha="center", va="bottom")
        axes.set_xlim(-2, 104)
        bare(axes)
        label_rows(axes, [row.cells[0].text for row in rows], width)
        axes.set_ylim(len(rows) - 0.55, -0.75)

    return paint_twice(plot, measure_heights(table, rows, extra=0.1, least=0.52))


def plot_places(table: ProtectedTable) -> tuple[bytes, bytes]:
    """Draw for each option how often resampling puts it in each place.

    The table has the columns ``place_1``, ``place_2`` and so on; the size of a dot is the number
    printed beside it.
    """
    keys = [key for key in table.column_keys if key.startswith("place_")]

    def plot(axes: Axes, width: float) -> None:
        for row_place, row in enumerate(table.rows):
            cells = [(n, _at(table, row, key)) for n, key in enumerate(keys, start=1)]
            likely = [(n, cell) for n, cell in cells if (cell.value or 0) >= 1]
            if not likely:
                continue
            ends = [likely[0][0], likely[-1][0]]
            axes.plot(ends, [row_place] * 2, color=NAVY, linewidth=1.2, zorder=1)
            for n, cell in likely:
                axes.scatter(n, row_place, s=14 + cell.value * 3.2, color=NAVY, zorder=2)
                if cell.value >= 5:
                    axes.text(n, row_place - 0.3, cell.text, ha="center", va="bottom", fontsize=9)
        axes.set_xlim(0.6, len(keys) + 0.4)
        bare(axes)
        label_rows(axes, [row.cells[0].text for row in table.rows], width)
        _label_places(axes, len(keys))
        axes.set_ylim(len(table.rows) - 0.5, -0.75)

    return paint_twice(plot, measure_heights(table, table.rows, extra=0.35, least=0.62))


def plot_orders(
    table: ProtectedTable, *, options: Sequence[str], highlight: Sequence[str]
) -> tuple[bytes, bytes]:
    """Draw each constituency's order: a row each, the places across, a line per option.

    Parameters
    ----------
    table : ProtectedTable
        A row per constituency; the columns ``options`` hold places.
    options : sequence of str
        Columns, in the order of the whole body.
    highlight : sequence of str
        At most two options drawn in colour and named; the others are grey.
    """
    rows = [row for row in table.rows if _at(table, row, options[0]).value is not None]
    labels = {column.key: column.label for column in table.columns}
    styles = dict(zip(highlight, ((NAVY, "o", "●"), (ORANGE, "s", "■")), strict=False))
    names = [f"{styles[option][2]} {replace_missing(labels[option])}" for option in highlight]
    if len(options) > len(highlight):
        names.append("◆ the others")

    def plot(axes: Axes, width: float) -> None:
        for option in options:
            colour, marker, _ = styles.get(option, (GREY, "D", ""))
            is_named = option in styles
            axes.plot(
                [_at(table, row, option).value for row in rows],
                range(len(rows)),
                color=colour,
                marker=marker,
                linewidth=2.4 if is_named else 0.9,
                markersize=9 if is_named else 5,
                zorder=3 if is_named else 2,
            )
        axes.set_xlim(0.6, len(options) + 0.4)
        bare(axes)
        label_rows(axes, [row.cells[0].text for row in rows], width)
        _label_places(axes, len(options))
        axes.set_title(
            "\n".join(names) if width < WIDE else "    ".join(names), loc="left", fontsize=10
        )
        axes.set_ylim(len(rows) - 0.5, -0.5)

    return paint_twice(plot, measure_heights(table, rows, extra=0.8))


def _label_places(axes: Axes, n: int) -> None:
    axes.set_xticks(range(1, n + 1))
    axes.set_xticklabels([_ordinal(place) for place in range(1, n + 1)])
    axes.xaxis.set_tick_params(length=0, labeltop=True, labelbottom=False)


def _ordinal(n: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(n, f"{n}th")


def _head(table: ProtectedTable, key: str) -> str:
    return table.columns[table.column_keys.index(key)].label.removesuffix(" (%)")


def _at(table: ProtectedTable, row: TableRow, key: str) -> Cell:
    return row.cells[table.column_keys.index(key)]
