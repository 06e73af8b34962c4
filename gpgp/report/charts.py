"""Charts drawn from protected tables: horizontal, in the table's order, labelled directly.

A chart holds no number that its table does not print. Each is drawn twice, for a page and for a
narrow screen. Meaning never hangs on colour alone: order, labels and outlines carry it as well.
"""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from gpgp.errors import ContractError
from gpgp.report.gate.protected import ProtectedTable, Row

NAVY, TEAL, PLUM, ORANGE = "#12436D", "#28A197", "#801650", "#F46A25"
INK, PAPER = "#0b0c0c", "#ffffff"
GREY = "#767676"
SETTINGS = {
    "font.family": "DejaVu Sans",
    "font.size": 10.5,
    "text.parse_math": False,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "figure.facecolor": PAPER,
    "savefig.facecolor": PAPER,
    "path.snap": True,
}
WIDE, NARROW = 7.0, 3.45  # inches
DPI = 200
N_COLOURS = 48
Plot = Callable[[Axes, float], None]


def draw_bars(
    table: ProtectedTable, *, value: str, leave_out: Sequence[str] = ()
) -> tuple[bytes, bytes]:
    """Draw one bar per row that has a printed number, in the table's order.

    Parameters
    ----------
    table : ProtectedTable
    value : str
        Column of the bars; rows whose number is withheld show the mark.
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
        _bare(axes)
        _label_rows(axes, [row.cells[0].text for row in rows], width)

    return _draw(plot, _heights(table, rows))


def draw_sides(table: ProtectedTable, *, row_keys: Sequence[str]) -> tuple[bytes, bytes]:
    """Draw disagree, neither and agree as bars that part at the middle of "neither".

    The table has the columns ``disagree``, ``neither`` and ``agree``.
    """
    rows = [row for row in table.rows if row.key in row_keys]

    def plot(axes: Axes, width: float) -> None:
        for place, row in enumerate(rows):
            _draw_side(axes, table, row, place)
        axes.axvline(0, color=GREY, linewidth=0.8, zorder=0)
        axes.set_xlim(-100, 100)
        _bare(axes)
        _label_rows(axes, [row.cells[0].text for row in rows], width)
        axes.text(-100, -0.85, "Disagree", color=INK, ha="left", fontweight="bold")
        axes.text(0, -0.85, "Neither", color=INK, ha="center", fontweight="bold")
        axes.text(100, -0.85, "Agree", color=INK, ha="right", fontweight="bold")
        axes.set_ylim(len(rows) - 0.4, -1.1)

    return _draw(plot, _heights(table, rows, extra=0.4))


def _draw_side(axes: Axes, table: ProtectedTable, row: Row, place: int) -> None:
    cells = [_at(table, row, key) for key in ("disagree", "neither", "agree")]
    disagree, neither, agree = cells
    if agree.value is None or disagree.value is None or neither.value is None:
        known = [
            f"{name} {cell.text}"
            for name, cell in zip(("disagree", "neither", "agree"), cells, strict=True)
            if cell.value is not None or cell.text[:1] != "["
        ]
        axes.text(0, place, "; ".join(known) or agree.text, va="center", ha="center", color=INK)
        return
    half = neither.value / 2
    left = -half - disagree.value
    parts = (
        (left, disagree, ORANGE, INK),
        (-half, neither, PAPER, INK),
        (half, agree, NAVY, PAPER),
    )
    for start, cell, fill, ink in parts:
        axes.barh(
            place, cell.value, left=start, height=0.62, color=fill, edgecolor=INK, linewidth=0.6
        )
        if cell.value >= 9:
            axes.text(
                start + cell.value / 2,
                place,
                cell.text,
                ha="center",
                va="center",
                color=ink,
                fontsize=9.5,
            )


def draw_places(table: ProtectedTable) -> tuple[bytes, bytes]:
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
        _bare(axes)
        _label_rows(axes, [row.cells[0].text for row in table.rows], width)
        axes.set_xticks(range(1, len(keys) + 1))
        labels = [_ordinal(n) for n in range(1, len(keys) + 1)]
        axes.set_xticklabels(labels)
        axes.xaxis.set_tick_params(length=0, labeltop=True, labelbottom=False)
        axes.set_ylim(len(table.rows) - 0.5, -0.75)

    return _draw(plot, _heights(table, table.rows, extra=0.35, least=0.62))


def draw_orders(
    table: ProtectedTable, *, options: Sequence[str], highlight: Sequence[str]
) -> tuple[bytes, bytes]:
    """Draw each constituency's order: a row each, the places across, a line per option.

    Parameters
    ----------
    table : ProtectedTable
        A row per constituency; the columns ``options`` hold places.
    options : sequence of str
        Columns, in the order of the whole body, which names them at the top.
    highlight : sequence of str
        At most two options drawn in colour; the others are grey.
    """
    rows = [row for row in table.rows if _at(table, row, options[0]).value is not None]
    labels = {column.key: column.label for column in table.columns}
    styles = dict(zip(highlight, ((NAVY, "o"), (ORANGE, "s")), strict=False))

    def plot(axes: Axes, width: float) -> None:
        for option in options:
            colour, marker = styles.get(option, (GREY, "D"))
            places = [_at(table, row, option).value for row in rows]
            axes.plot(
                places,
                range(len(rows)),
                color=colour,
                marker=marker,
                linewidth=2.4 if option in styles else 1.0,
                markersize=9 if option in styles else 5.5,
                zorder=3 if option in styles else 2,
            )
            wrap = 13 if width > 5 else 8
            axes.text(
                places[0],
                -0.45,
                _wrap(labels[option], wrap),
                ha="center",
                va="bottom",
                fontsize=9 if width > 5 else 7.5,
                fontweight="bold" if option in styles else "normal",
            )
        axes.set_xlim(0.4, len(options) + 0.6)
        _bare(axes)
        _label_rows(axes, [row.cells[0].text for row in rows], width)
        axes.set_ylim(len(rows) - 0.5, -0.5)

    return _draw(plot, _heights(table, rows, extra=0.9))


def _ordinal(n: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(n, f"{n}th")


def _at(table: ProtectedTable, row: Row, key: str):
    return row.cells[table.column_keys.index(key)]


def _bare(axes: Axes) -> None:
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.set_xticks([])
    axes.invert_yaxis()


def _label_rows(axes: Axes, labels: Sequence[str], width: float) -> None:
    axes.set_yticks(range(len(labels)))
    axes.set_yticklabels([_wrap(label, _label_width(width)) for label in labels])
    axes.yaxis.set_tick_params(length=0)


def _label_width(width: float) -> int:
    return 26 if width > 5 else 15


def _wrap(label: str, width: int) -> str:
    return "\n".join(textwrap.wrap(label, width, break_on_hyphens=False)) or " "


def _heights(
    table: ProtectedTable, rows: Sequence[Row], *, extra: float = 0.0, least: float = 0.4
) -> tuple[float, float]:
    """Height in inches for the wide and the narrow drawing, from the lines of the labels."""
    if not isinstance(table, ProtectedTable):
        raise ContractError("only a table that has passed the disclosure gate can be drawn.")
    heights = []
    for width in (WIDE, NARROW):
        lines = [_wrap(row.cells[0].text, _label_width(width)).count("\n") + 1 for row in rows]
        heights.append(sum(max(least, 0.2 * n + 0.16) for n in lines) + extra + 0.1)
    return heights[0], heights[1]


def _draw(plot: Plot, heights: tuple[float, float]) -> tuple[bytes, bytes]:
    pictures = []
    for width, height in zip((WIDE, NARROW), heights, strict=True):
        with mpl.rc_context(SETTINGS):
            figure = Figure(figsize=(width, height), layout="constrained")
            FigureCanvasAgg(figure)
            figure.get_layout_engine().set(w_pad=0.02, h_pad=0.02)
            plot(figure.add_subplot(), width)
            out = io.BytesIO()
            figure.savefig(out, format="png", dpi=DPI, metadata={"Software": None})
            pictures.append(_shrink(out.getvalue()))
    return pictures[0], pictures[1]


def _shrink(picture: bytes) -> bytes:
    """Store the picture with a palette: a tenth of the size, no colour lost that the eye sees."""
    out = io.BytesIO()
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(N_COLOURS, dither=Image.Dither.NONE).save(out, format="png", optimize=True)
    return out.getvalue()
