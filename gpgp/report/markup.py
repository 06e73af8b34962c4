"""HTML made of escaped text: the report's own small renderer of tables and figures.

Every string is escaped by ``markupsafe`` unless this package made it. Renderers of numbers take
protected tables only.
"""

from __future__ import annotations

import base64
import csv
import io
from collections.abc import Iterable

from markupsafe import Markup

from gpgp.errors import ContractError
from gpgp.report.gate.protected import Cell, Column, ProtectedTable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
MOST_ALT = 250
SCROLLING = Markup(
    '<div class="scroll" role="region" tabindex="0" aria-labelledby="caption-{0}">{1}</div>'
)
KIND_CLASSES = {"span": Markup(' class="span"'), "band": Markup(' class="number band"')}
FITTING = Markup("<div>{1}</div>")
BROAD_FROM = 88  # a table whose columns need so many letters may be broader than the text
WIDE_FROM = 4  # tables with at least so many columns scroll in their own region


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


def officer_text(text: str | None) -> Markup:
    """Return the officer's own words, one paragraph per line; a marked box where missing."""
    if text is None:
        return Markup('<p class="unwritten">To be written by the officer</p>')
    lines = [line for line in text.splitlines() if line.strip()]
    return join_markup(paragraph(line) for line in lines)


def render_table(table: ProtectedTable, *, number: int) -> Markup:
    """Return the table as HTML: caption, scoped headers, one header row, notes, its CSV.

    Raises
    ------
    ContractError
        Something other than a protected table was handed in.
    """
    if not isinstance(table, ProtectedTable):
        raise ContractError("only a table that has passed the disclosure gate can be printed.")
    caption = Markup('<caption id="caption-{0}"><b>Table {1}.</b> {2}</caption>').format(
        table.name, number, table.caption
    )
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_class(column), column.label)
        for column in table.columns
    )
    body = Markup("\n").join(_render_row(row.cells, table.columns) for row in table.rows)
    grid = Markup("<table>{}<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>").format(
        caption, head, body
    )
    is_wide = len(table.columns) >= WIDE_FROM
    frame = SCROLLING if is_wide else FITTING
    notes = note(" ".join(table.notes)) if table.notes else Markup("")
    return Markup('<div class="tabular{}" id="table-{}">{}{}{}</div>').format(
        " wide" if _measure_width(table) >= BROAD_FROM else "",
        table.name,
        frame.format(table.name, grid),
        notes,
        Markup('<p class="download">{}</p>').format(csv_link(table, number=number)),
    )


def _measure_width(table: ProtectedTable) -> int:
    """Letters that the columns need side by side, if every cell breaks at each space."""
    columns = zip(*(row.cells for row in table.rows), strict=True)
    longest = [max((_longest_word(cell.text) for cell in cells), default=0) for cells in columns]
    heads = [_longest_word(column.label) for column in table.columns]
    longest += [0] * (len(heads) - len(longest))
    return sum(max(head, cell, 6) + 2 for head, cell in zip(heads, longest, strict=True))


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _render_row(cells: tuple[Cell, ...], columns: tuple[Column, ...]) -> Markup:
    first = Markup('<th scope="row"><bdi>{}</bdi></th>').format(cells[0].text)
    others = Markup("").join(
        Markup("<td{}>{}</td>").format(_class(column), cell.text)
        for cell, column in zip(cells[1:], columns[1:], strict=True)
    )
    return Markup("<tr>{}{}</tr>").format(first, others)


def _class(column: Column) -> Markup:
    if column.kind == "text":
        return Markup("")
    return KIND_CLASSES.get(column.kind, Markup(' class="number"'))


def table_link(table: ProtectedTable, *, number: int) -> Markup:
    """Return a link to a table by its number."""
    return Markup('<a href="#table-{}">Table {}</a>').format(table.name, number)


def csv_link(table: ProtectedTable, *, number: int) -> Markup:
    """Return a link that holds the table's CSV itself."""
    data = write_csv(table)
    size = max(1, round(len(data) / 1024))
    return Markup(
        '<a download="{}.csv" href="data:text/csv;charset=utf-8;base64,{}">'
        "Download Table {} (CSV, {} KB)</a>"
    ).format(table.name, base64.b64encode(data).decode("ascii"), number, size)


def write_csv(table: ProtectedTable) -> bytes:
    """Return the table as CSV: UTF-8 with a mark that spreadsheets need, formulas disarmed.

    Numbers stand without thousands commas and per cent signs; what is withheld stands as its
    mark. Text that a spreadsheet would run as a formula gets a leading apostrophe.
    """
    if not isinstance(table, ProtectedTable):
        raise ContractError("only a table that has passed the disclosure gate can be written.")
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
    writer.writerow([_disarm(column.label) for column in table.columns])
    for row in table.rows:
        writer.writerow(
            [
                _write_cell(cell, column)
                for cell, column in zip(row.cells, table.columns, strict=True)
            ]
        )
    return out.getvalue().encode("utf-8-sig")


def _write_cell(cell: Cell, column: Column) -> str:
    if column.kind in ("text", "span") or cell.value is None:
        return _disarm(cell.text)
    return f"{cell.value:.1f}" if cell.value != int(cell.value) else f"{cell.value:.0f}"


def _disarm(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def cut_alt(text: str) -> str:
    """Return alt text of at most 250 characters, cut at a word."""
    if len(text) <= MOST_ALT:
        return text
    return text[: MOST_ALT - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def render_figure(
    pictures: tuple[bytes, bytes], *, anchor: str, headline: str, subtitle: str, alt: str
) -> Markup:
    """Return a chart with its headline and statistical subtitle.

    Parameters
    ----------
    pictures : tuple of bytes
        PNG for a page, PNG for a narrow screen.
    anchor, headline, subtitle, alt : str
        ``alt`` has the finding and a number.
    """
    wide, narrow = (base64.b64encode(picture).decode("ascii") for picture in pictures)
    return Markup(
        '<figure id="figure-{}"><figcaption><b>{}</b><br>{}</figcaption>'
        '<picture><source media="screen and (max-width: 33rem)" '
        'srcset="data:image/png;base64,{}">'
        '<img alt="{}" src="data:image/png;base64,{}"></picture></figure>'
    ).format(anchor, headline, subtitle, narrow, alt, wide)
