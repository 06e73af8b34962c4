"""What every chart is drawn on: colours, fonts, room for labels, the picture itself."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence
from functools import lru_cache

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont, get_font
from PIL import Image

from gpgp.disclosure.protected import ProtectedTable, TableRow
from gpgp.errors import ContractError

NAVY, ORANGE = "#12436D", "#F46A25"  # 10.3 and 3.0 to 1 on white, 3.4 to 1 beside each other
INK, PAPER, GREY = "#0b0c0c", "#ffffff", "#767676"
SETTINGS = {
    "font.family": "DejaVu Sans",  # comes with matplotlib; has the letters of Welsh
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


def bare(axes: Axes) -> None:
    """Take away frame and ticks; the first row stands on top."""
    for side in ("top", "right", "bottom", "left"):
        axes.spines[side].set_visible(False)
    axes.set_xticks([])
    axes.invert_yaxis()


def label_rows(axes: Axes, labels: Sequence[str], width: float) -> None:
    """Write the label of each row, wrapped and whole; leave no room above or below the rows."""
    axes.set_yticks(range(len(labels)))
    axes.set_yticklabels(_fit_labels(labels, width))
    axes.yaxis.set_tick_params(length=0)
    axes.set_ylim(len(labels) - 0.5, -0.5)


def _fit_labels(labels: Sequence[str], width: float) -> list[str]:
    """Wrap labels in the narrowest of three breadths that leaves no label over two lines."""
    breadths = (26, 34, 42) if width == WIDE else (15, 18, 21)
    for letters in breadths:
        wrapped = [wrap(label, letters) for label in labels]
        if all(label.count("\n") < 2 for label in wrapped):
            break
    return wrapped


def wrap(label: str, letters: int) -> str:
    """Return a label in lines of at most so many letters."""
    return "\n".join(textwrap.wrap(replace_missing(label), letters, break_on_hyphens=False)) or " "


def replace_missing(text: str) -> str:
    """Return text in which a box stands for each character that the font cannot draw."""
    return "".join(char if _has_glyph(char) else "▯" for char in text)


@lru_cache(maxsize=4096)
def _has_glyph(char: str) -> bool:
    """Whether the font can draw a character; the table beside the chart has them all."""
    return get_font(findfont("DejaVu Sans")).get_char_index(ord(char)) != 0


def measure_heights(
    table: ProtectedTable, rows: Sequence[TableRow], *, extra: float = 0.0, least: float = 0.38
) -> tuple[float, float]:
    """Height in inches for the wide and the narrow drawing, from the lines of the labels."""
    if not isinstance(table, ProtectedTable):
        raise ContractError("only a table that has passed the disclosure gate can be drawn.")
    labels = [row.cells[0].text for row in rows]
    heights = []
    for width in (WIDE, NARROW):
        lines = max((label.count("\n") + 1 for label in _fit_labels(labels, width)), default=1)
        heights.append(len(rows) * max(least, 0.18 * lines + 0.08) + extra + 0.1)
    return heights[0], heights[1]


def paint_twice(plot: Plot, heights: tuple[float, float]) -> tuple[bytes, bytes]:
    """Return the picture for a page and the one for a narrow screen, as PNG."""
    return _paint(plot, WIDE, heights[0]), _paint(plot, NARROW, heights[1])


def _paint(plot: Plot, width: float, height: float) -> bytes:
    """Draw one picture as PNG with a palette: a tenth of the size, the same bytes each time."""
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(width, height), dpi=DPI, layout="constrained")
        figure.get_layout_engine().set(w_pad=0.02, h_pad=0.02)
        canvas = FigureCanvasAgg(figure)
        plot(figure.add_subplot(), width)
        canvas.draw()
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    out = io.BytesIO()
    palette = image.quantize(N_COLOURS, dither=Image.Dither.NONE)
    palette.save(out, format="png", compress_level=6)
    return out.getvalue()
