"""The annex: a page per element, then all tables, each once."""

from __future__ import annotations

import base64
from dataclasses import replace

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import ProtectedTable
from gpgp.disclosure.protected import TableRow
from gpgp.instrument.questions import Rating
from gpgp.report import claims
from gpgp.report.code_names import name_sides
from gpgp.report.findings import find_label
from gpgp.report.render import markup
from gpgp.report.render.table_files import write_archive, write_workbook
from gpgp.report.sections.source import ANNEX, Section, Source, make_section
from gpgp.report.tables.answers import POINTS, SPLIT
from gpgp.report.tables.theme_sides import THEMES_BY_SIDE
from gpgp.report.tables.verdicts import REASONS, VERDICTS
from gpgp.report.tables.words import WORDS_BY_SIDE
from gpgp.tables import ALL

MOST_PAGES = 12  # items of a question with a page of their own
MOST_WITHHELD = 0.5  # of the cells of a table; with more it is not printed
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_elements(source: Source) -> Section:
    """Write one page per item of the first rating question: everyone, then group by group."""
    question = source.headline_rating
    parts: list[Markup] = []
    if question is not None:
        table = source.take(VERDICTS, question)
        codes = sorted(table.row_keys, key=lambda code: -(table.cell(code, "share").value or 0))
        for code in codes[:MOST_PAGES]:
            parts += _write_element(source, question, code)
    return make_section("elements", "Annex A: page by page", parts, part=ANNEX)


def _write_element(source: Source, question: Rating, code: str) -> list[Markup]:
    parts = [markup.heading(find_label(question, code), level=3, anchor=f"element-{code}")]
    item = next(item for item in question.items if item.code == code)
    parts += [markup.paragraph(f"“{item.wording.rstrip('.')}.”")] if item.wording else []
    reasons, points = source.find(REASONS, question), source.find(POINTS, question)
    if reasons is not None and name_sides(question).has_verdicts:
        said = [
            f"{reasons.cell(code, 'verdict').text}.",
            reasons.cell(code, "reason").text,
            firm if (firm := reasons.cell(code, "firmness").text) != "not measured" else "",
        ]
        parts.append(markup.paragraph(" ".join(filter(None, said))))
    if points is not None:
        parts.append(_draw_points(points, code))
    parts += _say_words(source, code)
    parts += _say_themes(source, question, code)
    split = source.find(SPLIT, question, code)
    if split is not None and _says_enough(split):
        parts.append(_show_split(source, split))
    return parts


def _draw_points(points: ProtectedTable, code: str) -> Markup:
    """All points of the scale as one bar, with the numbers in words below it."""
    row = next(row for row in points.rows if row.key == code)
    heads = [column.label.removesuffix(" (%)") for column in points.columns[1:]]
    said = [
        f"{head} {cell.text if cell.value is not None else 'withheld'}"
        for head, cell in zip(heads, row.cells[1:], strict=True)
    ]
    return Markup("<figure>{}<figcaption>Everyone: {}.</figcaption></figure>").format(
        markup.draw_stack(row.cells[1:]), ", ".join(said)
    )


def _say_words(source: Source, code: str) -> list[Markup]:
    table = source.find(WORDS_BY_SIDE)
    rows = [] if table is None else [row for row in table.rows if row.cells[0].code == code]
    return [
        markup.paragraph(
            f"Words used more by those on one side ({row.cells[0].text}): {row.cells[1].text}."
        )
        for row in rows
    ]


def _say_themes(source: Source, question: Rating, code: str) -> list[Markup]:
    """Which themes one side raises more often than the other."""
    table = source.find(THEMES_BY_SIDE, question)
    rows = [] if table is None else [row for row in table.rows if row.cells[0].code == code]
    sides = name_sides(question)
    lower = "disagree" if sides.kind == "agreement" else f"answer “{sides.disagree}”"
    said = []
    for more, less, places in ((sides.verb, lower, (2, 3)), (lower, sides.verb, (3, 2))):
        listed = [
            (row.cells[1].text, row.cells[places[0]].text, row.cells[places[1]].text)
            for row in rows
            if (row.cells[places[0]].value or 0) > (row.cells[places[1]].value or 0)
        ]
        said.append(claims.say_raised_by_sides(listed, more=more, less=less))
    return [markup.paragraph(text) for text in said if text]


def _show_split(source: Source, split: ProtectedTable) -> Markup:
    """The table by constituency, the highest share first, with a drawing of each share."""
    keys = split.column_keys

    def draw(row: TableRow) -> Markup:
        return markup.draw_share(row.cells[keys.index("agree")], row.cells[keys.index("interval")])

    return source.show(sort_by_share(split), agree=draw)


def sort_by_share(split: ProtectedTable) -> ProtectedTable:
    """Return a table by constituency: everyone, then by the printed share, ranges by their end."""
    place = split.column_keys.index("agree")

    def rank(row: TableRow) -> tuple[bool, float]:
        cell = row.cells[place]
        value = cell.value
        if value is None:
            ends = dict(zip(number_words.BANDS, (67.0, 50.0, 25.0), strict=True))
            value = ends.get(cell.band, -1.0)
        return (row.key != ALL, -value)

    return replace(split, rows=tuple(sorted(split.rows, key=rank)))


def write_tables(source: Source) -> Section:
    """Write all tables, each once, with the workbook and the archive of all of them."""
    archive, workbook = write_archive(source.tables), write_workbook(source.tables)
    links = Markup('<ul class="download"><li>{}</li><li>{}</li></ul>').format(
        _link("tables.xlsx", WORKBOOK_TYPE, workbook, "All tables as a workbook (XLSX"),
        _link("tables.zip", "application/zip", archive, "All tables as CSV (ZIP"),
    )
    shown, said = [], []
    paged = _list_paged(source)
    for name, table in source.tables.items():
        if name in paged or table.declared.place == "file":
            continue
        if _says_enough(table):
            shown.append(source.show(table))
        else:
            said.append(table.caption)
    note = [
        markup.note(
            "Not printed, because more than half of the cells would be withheld: "
            f"{'; '.join(said)}. The files hold them."
        )
    ] * bool(said)
    return make_section("tables", "Annex B: all tables", [links, *note, *shown], part=ANNEX)


def _list_paged(source: Source) -> set[str]:
    """The tables that stand on the page of an element, or are left out with it."""
    question = source.headline_rating
    rated = source.consultation.questions_of("rating")
    return {
        SPLIT.name(each.id, item.code)
        for each in rated
        for item in each.items
        if each == question or len(each.items) > 1
    }


def _says_enough(table: ProtectedTable) -> bool:
    """Whether at least half of the cells after the first column hold something."""
    cells = [cell for row in table.rows for cell in row.cells[1:]]
    return sum(bool(cell.mark) for cell in cells) <= MOST_WITHHELD * len(cells)


def _link(name: str, kind: str, data: bytes, text: str) -> Markup:
    size = max(1, round(len(data) / 1024))
    return Markup('<a download="{}" href="data:{};base64,{}">{}, {} KB)</a>').format(
        name, kind, base64.b64encode(data).decode("ascii"), text, size
    )
