"""Drawings beside printed numbers: small inline SVG without text, one per row of a table.

The label stands in the row's header and the number in the cell beside it, so that nothing can
overlap at any width, text can be found, copied and enlarged, and a screen reader reads the number
and not the drawing. Colours are the page's own (dark, forced, print).
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure.protected import Cell

HALF, TWO_THIRDS = 50, 200 / 3
_DRAWING = Markup(
    '<svg class="{}" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{}</svg>'
)
_SPANS = ((TWO_THIRDS, 100), (HALF, TWO_THIRDS), (0, HALF), (HALF, 100), (25, HALF), (0, 25))
_BANDS = dict(zip((*number_words.BANDS, *number_words.SIDE_BANDS), _SPANS, strict=True))


def draw_bar(value: float | None, *, longest: float = 100) -> Markup:
    """Return a bar from zero; an empty drawing where there is no number."""
    share = 0.0 if value is None or longest <= 0 else 100 * value / longest
    return _DRAWING.format("bar", _rectangle("agree", 0, share))


def draw_share(cell: Cell, interval: Cell | None = None) -> Markup:
    """Return a share on a scale from 0 to 100 with the lines of one half and two-thirds.

    A number is a stroke on its interval; a band is the span that it leaves open.
    """
    parts = [_line("half", HALF), _line("thirds", TWO_THIRDS)]
    if cell.band:
        low, high = _BANDS[cell.band]
        parts.append(_rectangle("open", low, high, top=2.5, height=5))
    if cell.value is not None:
        if interval is not None and interval.low is not None and interval.high is not None:
            parts.append(_rectangle("interval", interval.low, interval.high, top=3.8, height=2.4))
        parts.append(_rectangle("point", cell.value - 0.9, cell.value + 0.9, top=0.5, height=9))
    return _DRAWING.format("scale", Markup("").join(parts))


def draw_range(own: Cell, lowest: Cell, highest: Cell) -> Markup:
    """Return one constituency's share as a stroke on the range of the others."""
    parts = [_line("half", HALF), _line("thirds", TWO_THIRDS)]
    if lowest.value is not None and highest.value is not None:
        parts.append(_rectangle("open", lowest.value, highest.value, top=2.5, height=5))
    if own.band:
        parts.append(_rectangle("interval", *_BANDS[own.band], top=3.8, height=2.4))
    if own.value is not None:
        parts.append(_rectangle("point", own.value - 0.9, own.value + 0.9, top=0.5, height=9))
    return _DRAWING.format("scale", Markup("").join(parts))


def draw_stack(cells: Sequence[Cell]) -> Markup:
    """Return the points of a scale as one bar, lowest first; empty where one is withheld."""
    values = [cell.value for cell in cells]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or sum(known) <= 0:
        return _DRAWING.format("bar", Markup(""))
    parts, start, total = [], 0.0, sum(known)
    for place, value in enumerate(known):
        width = 100 * value / total
        parts.append(_rectangle(f"p{_shade(place, len(known))}", start, start + width))
        start += width
    return _DRAWING.format("stack", Markup("").join(parts))


def _shade(place: int, n: int) -> int:
    """One of five shades, the ends of the scale at the ends."""
    return 1 + round(4 * place / max(n - 1, 1))


def _rectangle(kind: str, low: float, high: float, *, top: float = 1, height: float = 8) -> Markup:
    low, high = max(0.0, low), min(100.0, high)
    return Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="{}"/>').format(
        kind, low, top, max(high - low, 0.0), height
    )


def _line(kind: str, x: float) -> Markup:
    return Markup('<rect class="{}" x="{:.1f}" y="0" width="0.4" height="10"/>').format(kind, x)
