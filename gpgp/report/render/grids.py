"""Protected tables as HTML: caption, scoped headers, one header row, a target in each row, notes.

On a narrow screen a wide table scrolls in a region of its own; with many columns it is printed in
parts, each with the row headers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from gpgp.disclosure.declaration import TableColumn
from gpgp.disclosure.protected import Cell, ProtectedTable, TableRow
from gpgp.errors import ContractError
from gpgp.report.render.markup import join_markup, note

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
