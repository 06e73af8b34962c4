"""Protected tables as HTML: caption, scoped headers, one header row, notes, the CSV itself.

A table with many columns may be a little broader than the text; with more, it is printed in parts,
each with the row headers. On a narrow screen a part scrolls in a region of its own.
"""

from __future__ import annotations

import base64

from markupsafe import Markup

from gpgp.disclosure.protected import Cell, ProtectedTable, TableColumn
from gpgp.errors import ContractError
from gpgp.report.render.csv_files import write_csv
from gpgp.report.render.markup import join_markup, note

BROAD = 78  # letters side by side that fit the text; with more a table is set broader
BROADEST = 102  # ... and with more still it is printed in parts
SCROLL_FROM = 4  # a part with so many columns may have to scroll on a telephone
KIND_CLASSES = {
    "text": Markup(""),
    "span": Markup(' class="span"'),
    "band": Markup(' class="number band"'),
}
NUMBER_CLASS = Markup(' class="number"')
SCROLLING = Markup('<div class="scroll" role="region" tabindex="0" aria-labelledby="{}">{}</div>')


def render_table(table: ProtectedTable, *, number: int) -> Markup:
    """Return the table as HTML.

    Raises
    ------
    ContractError
        Something other than a protected table was handed in.
    """
    if not isinstance(table, ProtectedTable):
        raise ContractError("only a table that has passed the disclosure gate can be printed.")
    parts = _part_columns(table)
    grids = [
        _render_part(table, places, number=number, part=part, n_parts=len(parts))
        for part, places in enumerate(parts, start=1)
    ]
    notes = note(" ".join(table.notes)) if table.notes else Markup("")
    download = Markup('<p class="download">{}</p>').format(csv_link(table, number=number))
    widths = [_measure_column(table, place) for place in range(len(table.columns))]
    is_broad = any(widths[0] + sum(widths[place] for place in part) > BROAD for part in parts)
    return Markup('<div class="tabular{}" id="table-{}">{}{}{}</div>').format(
        " broad" if is_broad else "", table.name, join_markup(grids), notes, download
    )


def table_link(table: ProtectedTable, *, number: int) -> Markup:
    """Return a link to a table by its number."""
    return Markup('<a href="#table-{}">Table&nbsp;{}</a>').format(table.name, number)


def csv_link(table: ProtectedTable, *, number: int) -> Markup:
    """Return a link that holds the table's CSV itself."""
    data = write_csv(table)
    size = max(1, round(len(data) / 1024))
    return Markup(
        '<a download="{}.csv" href="data:text/csv;charset=utf-8;base64,{}">'
        "Download Table {} (CSV, {} KB)</a>"
    ).format(table.name, base64.b64encode(data).decode("ascii"), number, size)


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
    table: ProtectedTable, places: list[int], *, number: int, part: int, n_parts: int
) -> Markup:
    anchor = f"caption-{table.name}" if part == 1 else f"caption-{table.name}-{part}"
    which = f", part {part} of {n_parts}" if n_parts > 1 else ""
    caption = Markup('<caption id="{}"><span><b>Table {}{}.</b> {}</span></caption>').format(
        anchor, number, which, table.caption
    )
    columns = [table.columns[0], *(table.columns[place] for place in places)]
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_class(column), column.label)
        for column in columns
    )
    body = Markup("\n").join(
        _render_row([row.cells[0], *(row.cells[place] for place in places)], columns)
        for row in table.rows
    )
    grid = Markup("<table>{}<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>").format(
        caption, head, body
    )
    if len(columns) < SCROLL_FROM:
        return grid
    return SCROLLING.format(anchor, grid)


def _render_row(cells: list[Cell], columns: list[TableColumn]) -> Markup:
    first = Markup('<th scope="row">{}</th>').format(_words(cells[0]))
    others = Markup("").join(
        Markup("<td{}>{}</td>").format(
            _class(column), _words(cell) if column.kind == "text" else cell.text
        )
        for cell, column in zip(cells[1:], columns[1:], strict=True)
    )
    return Markup("<tr>{}{}</tr>").format(first, others)


def _words(cell: Cell) -> Markup:
    """Text that keeps its own direction, and says in which language it is."""
    language = Markup(' lang="{}"').format(cell.language) if cell.language else Markup("")
    return Markup("<bdi{}>{}</bdi>").format(language, cell.text)


def _class(column: TableColumn) -> Markup:
    return KIND_CLASSES.get(column.kind, NUMBER_CLASS)
