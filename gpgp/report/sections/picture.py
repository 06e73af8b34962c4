"""The one picture of consensus: what is asked about by constituency, as a table of shaded cells.

Shade and text both carry the meaning. A number is a share in per cent; a range, in a dashed cell,
stands where a number would give a small group away.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from gpgp.disclosure import Cell, ProtectedTable, find_cell
from gpgp.instrument.questions import Rating
from gpgp.number_words import BANDS
from gpgp.report.code_names import Sides, name_sides
from gpgp.report.findings import picture_anchor
from gpgp.report.render import markup
from gpgp.report.sections.source import Section, Source, make_section
from gpgp.report.tables.verdicts import BY_CONSTITUENCY, VERDICTS
from gpgp.tables import ALL

MOST_ACROSS = 6  # items; with more, items stand in rows and the largest groups across
MOST_GROUPS_ACROSS = 5
MOST_DOWN = 14
HALF, ALMOST, TWO_THIRDS = 50, 45, 67  # per cent, as printed
SHORT_BANDS = dict(zip(BANDS, ("⅔+", "½–⅔", "<½"), strict=True))
NO_NUMBER = Markup('<span class="unseen">none</span>')  # a cell is never empty
LEGEND = (
    ("a", "two-thirds or more"),
    ("m", "half or more"),
    ("e", "45 to 49"),
    ("d", "under 45"),
    ("dash", "range only, small group"),
)
SHORT_VERDICTS = {
    "shared": "shared",
    "shared_with_reservations": "shared, with reservations",
    "divided_between": "groups divided",
    "divided_within": "people divided",
    "majority": "majority only",
    "not_supported": "not supported",
    "not_settled": "not settled",
    "too_few": "too few answers",
}


@dataclass(frozen=True)
class _Line:
    """A group or an item along one side of the picture."""

    code: str
    label: str


def write_picture(source: Source) -> Section:
    """Write the picture of the first rating question; nothing without one."""
    question = source.headline_rating
    verdicts = source.find(VERDICTS, question) if question else None
    if question is None or verdicts is None:
        return make_section("picture", "", [])
    sides = name_sides(question)
    shares = {key: verdicts.cell(key, "share").value or 0 for key in verdicts.row_keys}
    items = [_Line(key, verdicts.cell(key, "item").text) for key in verdicts.row_keys]
    items.sort(key=lambda item: (-shares[item.code], item.code))
    matrix = source.find(BY_CONSTITUENCY, question)
    groups = _list_groups(source, matrix)
    is_tall = len(items) > MOST_ACROSS or not groups
    grid = (
        _draw_items_down(verdicts, matrix, question, items, groups, sides)
        if is_tall
        else _draw_groups_down(source, verdicts, matrix, question, items, groups, sides)
    )
    title = "Where the sector agrees, group by group" if groups else "What people answered"
    text = question.text or question.title
    caption = f"{text.rstrip(' .…')} Share who {sides.verb}, %"
    return make_section(
        "picture",
        title,
        [markup.paragraph(caption), _legend(has_range=bool(groups)), grid, *_say_more(items)],
    )


def _list_groups(source: Source, matrix: ProtectedTable | None) -> list[_Line]:
    """The groups of the matrix in its order: the largest first, pools last."""
    if matrix is None:
        return []
    if ALL in matrix.row_keys:
        return [_Line(key, matrix.cell(key, "area").text) for key in matrix.row_keys if key != ALL]
    heads = matrix.columns[1:]
    return [_Line(c.key, c.label.removesuffix(" (%)")) for c in heads if c.key != ALL]


def _say_more(items: list[_Line]) -> list[Markup]:
    if len(items) <= MOST_DOWN:
        return []
    text = f"The {MOST_DOWN} best supported; all {len(items)} stand in the annex."
    return [markup.note(text)]


def _legend(*, has_range: bool) -> Markup:
    keys = LEGEND if has_range else LEGEND[:-1]
    spans = Markup("").join(Markup('<span class="{}">{}</span>').format(*key) for key in keys)
    return Markup('<p class="key">{}</p>').format(spans)


def _draw_groups_down(
    source: Source,
    verdicts: ProtectedTable,
    matrix: ProtectedTable | None,
    question: Rating,
    items: list[_Line],
    groups: list[_Line],
    sides: Sides,
) -> Markup:
    heads = Markup("").join(
        Markup('<th scope="col" id="{}">{}</th>').format(
            picture_anchor(question, item.code), item.label
        )
        for item in items
    )
    rows = []
    if sides.has_verdicts:
        cells = [
            Markup("<td>{}</td>").format(SHORT_VERDICTS[verdicts.cell(item.code, "verdict").code])
            for item in items
        ]
        rows.append(_row("What it means", "", cells, kind="verdict"))
    rows.append(
        _row(
            "Everyone",
            _size(matrix, ALL),
            [_shade(verdicts.cell(item.code, "share")) for item in items],
            kind="everyone",
        )
    )
    for group in groups:
        cells = [
            _shade(find_cell(matrix, group.code, item.code) if matrix else None) for item in items
        ]
        rows.append(_row(group.label, _size(matrix, group.code), cells))
    head = Markup('<th scope="col">Group</th><th scope="col" class="n">Responses</th>{}').format(
        heads
    )
    return _grid(head, rows, source.consultation.title)


def _draw_items_down(
    verdicts: ProtectedTable,
    matrix: ProtectedTable | None,
    question: Rating,
    items: list[_Line],
    groups: list[_Line],
    sides: Sides,
) -> Markup:
    across = groups[:MOST_GROUPS_ACROSS]
    has_verdicts = sides.has_verdicts
    heads = [
        "Item",
        *(["What it means"] if has_verdicts and not across else []),
        "Everyone",
        *(group.label for group in across),
    ]
    head = Markup("").join(Markup('<th scope="col">{}</th>').format(each) for each in heads)
    rows = []
    for item in items[:MOST_DOWN]:
        cells = [_shade(verdicts.cell(item.code, "share"))]
        if has_verdicts and not across:
            verdict = SHORT_VERDICTS[verdicts.cell(item.code, "verdict").code]
            cells.insert(0, Markup("<td>{}</td>").format(verdict))
        cells += [
            _shade(find_cell(matrix, group.code, item.code) if matrix else None) for group in across
        ]
        rows.append(
            Markup('<tr id="{}"><th scope="row">{}</th>{}</tr>').format(
                picture_anchor(question, item.code), item.label, Markup("").join(cells)
            )
        )
    return _grid(head, rows, question.title)


def _grid(head: Markup, rows: list[Markup], caption: str) -> Markup:
    return Markup(
        '<table class="picture"><caption class="unseen">Consensus: {}</caption>'
        "<thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>"
    ).format(caption, head, Markup("\n").join(rows))


def _row(label: str, size: str, cells: list[Markup], *, kind: str = "") -> Markup:
    number = size or {"everyone": "all", "verdict": NO_NUMBER}.get(kind, "–")
    return Markup('<tr class="{}"><th scope="row">{}</th><td class="n">{}</td>{}</tr>').format(
        kind, label, number, Markup("").join(cells)
    )


def _size(matrix: ProtectedTable | None, code: str) -> str:
    if matrix is None or code not in matrix.row_keys:
        return ""
    cell = matrix.cell(code, "n_responses")
    return "few" if cell.mark else cell.text


def _shade(cell: Cell | None) -> Markup:
    """One cell: a number, a range, or that there were too few."""
    if cell is None or (cell.value is None and not cell.band):
        return Markup('<td class="none">too few</td>')
    if cell.is_pooled:
        return Markup('<td class="none">pooled</td>')
    if cell.value is None:
        shade = "amd"[BANDS.index(cell.band)]
        return Markup('<td class="{} dash">{}</td>').format(shade, SHORT_BANDS[cell.band])
    shade = (
        "a"
        if cell.value >= TWO_THIRDS
        else "m"
        if cell.value >= HALF
        else "e"
        if cell.value >= ALMOST
        else "d"
    )
    return Markup('<td class="{}">{:.0f}</td>').format(shade, cell.value)
