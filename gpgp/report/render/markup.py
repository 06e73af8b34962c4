"""HTML made of escaped text: paragraphs, lists, figures; protected tables; marks beside numbers.

Every string is escaped by ``markupsafe`` unless this package made it. A table has a caption, scoped
headers, one header row, a target in each row and its notes; on a narrow screen a wide one scrolls
in a region of its own, and with many columns it is printed in parts, each with the row headers. A
mark is small inline SVG without text, beside a printed number: nothing can overlap at any width,
text can be found, copied and enlarged, and a screen reader reads the number and not the drawing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure.declaration import TableColumn
from gpgp.disclosure.protected import Cell, ProtectedTable, TableRow
from gpgp.errors import ContractError


def join_markup(parts: Iterable[Markup]) -> Markup:
    """Join pieces of HTML."""
    return Markup("\n").join(parts)


def paragraph(text: str) -> Markup:
    """Return one paragraph."""
    return Markup("<p>{}</p>").format(text)


def note(text: str) -> Markup:
    """Return one paragraph of small print."""
    return Markup('<p class="note">{}</p>').format(text)


def heading(text: str, *, level: int, anchor: str | None = None) -> Markup:
    """Return a heading, with an anchor if it is linked to."""
    if anchor is None:
        return Markup("<h{0}>{1}</h{0}>").format(level, text)
    return Markup('<h{0} id="{2}">{1}</h{0}>').format(level, text, anchor)


def bullets(items: Iterable[str]) -> Markup:
    """Return a list of points."""
    points = Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    return Markup("<ul>{}</ul>").format(points)


def quote(text: str, *, language: str) -> Markup:
    """Return a respondent's approved words."""
    return Markup('<blockquote lang="{}"><p>“<bdi>{}</bdi>”</p></blockquote>').format(
        language, text
    )


def render_voices(groups: Iterable[tuple[str, Iterable[Markup]]]) -> Markup:
    """Return quotes, each group under its label."""
    rows = join_markup(
        Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(label, join_markup(quotes))
        for label, quotes in groups
    )
    return Markup('<dl class="voices">{}</dl>').format(rows)


def officer_text(text: str | None, *, lead: str = "") -> Markup:
    """Return the officer's own words, one paragraph per line; a marked box where missing."""
    start = Markup("<b>{}</b> ").format(lead) if lead else Markup("")
    if text is None:
        missing = "[to be written by the officer]" if lead else "To be written by the officer"
        return Markup('<p class="unwritten">{}{}</p>').format(start, missing)
    lines = [line for line in text.splitlines() if line.strip()]
    return join_markup(
        Markup("<p>{}{}</p>").format(start if place == 0 else "", line)
        for place, line in enumerate(lines)
    )


BROADEST = 84  # letters side by side; with more a table is printed in parts
SCROLL_FROM = 4  # a part with so many columns may have to scroll on a telephone
KIND_CLASSES = {
    "text": Markup(""),
    "span": Markup(' class="span"'),
    "band": Markup(' class="number band"'),
}
NUMBER_CLASS = Markup(' class="number"')
SCROLLING = Markup('<div class="scroll" role="region" tabindex="0" aria-labelledby="{}">{}</div>')
Drawing = Callable[[TableRow], Markup]


def row_anchor(name: str, key: str) -> str:
    """Return where a link to one row of a table lands."""
    return re.sub(r"[^A-Za-z0-9_-]", "_", f"row-{name}-{key}")


def render_table(
    table: ProtectedTable, *, number: int, drawings: Mapping[str, Drawing] | None = None
) -> Markup:
    """Return the table as HTML.

    Parameters
    ----------
    table : ProtectedTable
    number : int
        It is called by.
    drawings : mapping of column key to function of a row, optional
        Drawn before the number of that column.

    Raises
    ------
    ContractError
        Something other than a protected table was handed in.
    """
    if not isinstance(table, ProtectedTable):
        raise ContractError("only a table that has passed the disclosure gate can be printed.")
    parts = _part_columns(table)
    grids = [
        _render_part(table, places, f"Table {number}{_which(part, len(parts))}", part, drawings)
        for part, places in enumerate(parts, start=1)
    ]
    notes = note(" ".join(table.notes)) if table.notes else Markup("")
    return Markup('<div class="tabular" id="table-{}">{}{}</div>').format(
        table.name, join_markup(grids), notes
    )


def render_plain(
    caption: str,
    columns: Sequence[TableColumn],
    rows: Sequence[tuple[str, Sequence[Markup | str]]],
    *,
    anchor: str,
    kind: str = "",
) -> Markup:
    """Return a table of the paper: few columns, no scrolling, a target in each row.

    Parameters
    ----------
    caption : str
    columns : sequence of TableColumn
    rows : sequence of (anchor, cells)
        The first cell is the row's header.
    anchor : str
        Of the table.
    kind : str
        Its class.
    """
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_class(column), column.label)
        for column in columns
    )
    body = Markup("\n").join(
        Markup('<tr id="{}"><th scope="row">{}</th>{}</tr>').format(
            row_id,
            cells[0],
            Markup("").join(
                Markup("<td{}>{}</td>").format(_class(column), cell)
                for column, cell in zip(columns[1:], cells[1:], strict=True)
            ),
        )
        for row_id, cells in rows
    )
    return Markup(
        '<table class="plain {}" id="{}"><caption>{}</caption><thead><tr>{}</tr></thead>\n'
        "<tbody>{}</tbody></table>"
    ).format(kind, anchor, caption, head, body)


def table_link(table: ProtectedTable, *, number: int) -> Markup:
    """Return a link to a table by its number."""
    return Markup('<a href="#table-{}">Table&nbsp;{}</a>').format(table.name, number)


def _which(part: int, n_parts: int) -> str:
    return f", part {part} of {n_parts}" if n_parts > 1 else ""


def _part_columns(table: ProtectedTable) -> list[list[int]]:
    """Places of the columns after the first, in as few parts of like breadth as fit the text."""
    widths = [_measure_column(table, place) for place in range(len(table.columns))]
    fewest = len(_fill_parts(widths, BROADEST))
    limits = range(BROADEST // 2, BROADEST + 1)
    narrowest = next(limit for limit in limits if len(_fill_parts(widths, limit)) <= fewest)
    return _fill_parts(widths, narrowest)


def _fill_parts(widths: list[int], limit: int) -> list[list[int]]:
    parts: list[list[int]] = [[]]
    for place in range(1, len(widths)):
        used = widths[0] + sum(widths[each] for each in parts[-1])
        if parts[-1] and used + widths[place] > limit:
            parts.append([])
        parts[-1].append(place)
    return parts


def _measure_column(table: ProtectedTable, place: int) -> int:
    """Letters that a column needs if every cell breaks at each space."""
    texts = [table.columns[place].label, *(row.cells[place].text for row in table.rows)]
    return max(6, *(len(word) for text in texts for word in text.split() or [""])) + 2


def _render_part(
    table: ProtectedTable,
    places: list[int],
    title: str,
    part: int,
    drawings: Mapping[str, Drawing] | None,
) -> Markup:
    anchor = f"caption-{table.name}" if part == 1 else f"caption-{table.name}-{part}"
    caption = Markup('<caption id="{}"><span><b>{}.</b> {}</span></caption>').format(
        anchor, title, table.caption
    )
    columns = [table.columns[0], *(table.columns[place] for place in places)]
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_class(column), column.label)
        for column in columns
    )
    body = Markup("\n").join(
        _render_row(table, row, [0, *places], part, drawings or {}) for row in table.rows
    )
    grid = Markup("<table>{}<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>").format(
        caption, head, body
    )
    return grid if len(columns) < SCROLL_FROM else SCROLLING.format(anchor, grid)


def _render_row(
    table: ProtectedTable,
    row: TableRow,
    places: list[int],
    part: int,
    drawings: Mapping[str, Drawing],
) -> Markup:
    first = Markup('<th scope="row">{}</th>').format(words(row.cells[0]))
    others = Markup("").join(
        Markup("<td{}>{}{}</td>").format(
            _class(column),
            drawings[column.key](row) if column.key in drawings else "",
            words(cell) if column.kind == "text" else cell.text,
        )
        for column, cell in ((table.columns[place], row.cells[place]) for place in places[1:])
    )
    target = Markup(' id="{}"').format(row_anchor(table.name, row.key)) if part == 1 else ""
    return Markup("<tr{}>{}{}</tr>").format(target, first, others)


def words(cell: Cell) -> Markup:
    """Return text that keeps its own direction, and says in which language it is."""
    language = Markup(' lang="{}"').format(cell.language) if cell.language else Markup("")
    return Markup("<bdi{}>{}</bdi>").format(language, cell.text)


def _class(column: TableColumn) -> Markup:
    return KIND_CLASSES.get(column.kind, NUMBER_CLASS)


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
