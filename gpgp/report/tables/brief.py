"""One constituency beside the others: protected tables made of cells the gate has passed.

The cells are those of the board report, so a brief never prints another number than the report.
"""

from __future__ import annotations

from collections.abc import Mapping

from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.protect import take_printed
from gpgp.disclosure.protected import (
    NOT_AVAILABLE,
    Cell,
    ProtectedTable,
    TableRow,
    find_cell,
)
from gpgp.instrument.questions import Ranking, Rating
from gpgp.report.code_names import name_sides
from gpgp.report.tables.answers import SPLIT
from gpgp.report.tables.priorities import ORDER_BY_CONSTITUENCY
from gpgp.report.tables.themes import THEMES_BY_CONSTITUENCY
from gpgp.report.tables.verdicts import BY_CONSTITUENCY, VERDICTS
from gpgp.tables import ALL

RATINGS_BESIDE = Declaration(
    "beside",
    "Share who {verb}: {area} beside the others",
    (
        TableColumn("item", "{item}"),
        TableColumn("share", "You (%)", "band", "answers"),
        TableColumn("lowest", "Lowest printed of the others (%)", "percent", "answers"),
        TableColumn("highest", "Highest printed of the others (%)", "percent", "answers"),
        TableColumn("everyone", "Everyone (%)", "band", "answers"),
        TableColumn("interval", "Your interval", "span"),
        TableColumn("verdict", "Verdict"),
    ),
    audit="printed",
    place="paper",
    of=("rating",),
)
ORDER_BESIDE = Declaration(
    "beside",
    "Order of priorities: {area} and everyone",
    (
        TableColumn("option", "Priority"),
        TableColumn("own", "Your place", "figure"),
        TableColumn("everyone", "Everyone's place", "figure"),
    ),
    audit="printed",
    place="paper",
    of=("ranking",),
)
THEMES_BESIDE = Declaration(
    "themes_beside",
    "Share of those who wrote who raised each theme",
    (
        TableColumn("theme", "Theme"),
        TableColumn("own", "You (%)", "percent", "people who wrote"),
        TableColumn("everyone", "Everyone (%)", "percent", "people who wrote"),
    ),
    audit="printed",
    place="paper",
)
MOST_THEMES = 5  # of the constituency's own, on its one page


def compare_area(
    tables: Mapping[str, ProtectedTable], *, material: Material, area: Area
) -> dict[str, ProtectedTable]:
    """Return an area's ratings, orders and themes beside everyone's."""
    found = [
        _compare_ratings(tables, material, question, area)
        for question in material.consultation.questions_of("rating")
        if BY_CONSTITUENCY.name(question.id) in tables
    ]
    for question in material.consultation.questions_of("ranking"):
        table = tables.get(ORDER_BY_CONSTITUENCY.name(question.id))
        if table is not None and area.code in table.row_keys:
            found.append(_compare_orders(table, question, material, area))
    if THEMES_BY_CONSTITUENCY.name() in tables:
        found.append(_compare_themes(tables[THEMES_BY_CONSTITUENCY.name()], material, area))
    return {table.name: table for table in found}


def _compare_ratings(
    tables: Mapping[str, ProtectedTable], material: Material, question: Rating, area: Area
) -> ProtectedTable:
    matrix = tables[BY_CONSTITUENCY.name(question.id)]
    verdicts = tables[VERDICTS.name(question.id)]
    others = [each.code for each in material.constituencies if each.code != area.code]
    rows = []
    for key in verdicts.row_keys:
        own = find_cell(matrix, area.code, key) or Cell(NOT_AVAILABLE, mark=NOT_AVAILABLE)
        split = tables[SPLIT.name(question.id, key)]
        interval = split.cell(area.code, "interval")
        cells = (
            verdicts.cell(key, "item"),
            own,
            *_find_range([find_cell(matrix, other, key) for other in others]),
            verdicts.cell(key, "share"),
            interval,
            verdicts.cell(key, "verdict"),
        )
        rows.append(TableRow(key, cells))
    words = {
        "item": material.item_head(question),
        "verb": name_sides(question).verb,
        "area": area.label,
    }
    return _take_printed(RATINGS_BESIDE, rows, words, question.id)


def _find_range(cells: list[Cell | None]) -> tuple[Cell, Cell]:
    """The lowest and the highest number printed for another constituency."""
    shown = [cell for cell in cells if cell is not None and cell.value is not None]
    shown = [cell for cell in shown if not cell.is_pooled]
    if not shown:
        return Cell(NOT_AVAILABLE, mark=NOT_AVAILABLE), Cell(NOT_AVAILABLE, mark=NOT_AVAILABLE)
    shown.sort(key=lambda cell: cell.value or 0)
    return shown[0], shown[-1]


def _compare_orders(
    table: ProtectedTable, question: Ranking, material: Material, area: Area
) -> ProtectedTable:
    labels = {column.key: column.label for column in table.columns}
    options = [item.code for item in question.items if item.code in labels]
    rows = [
        TableRow(
            option,
            (Cell(labels[option]), table.cell(area.code, option), table.cell(ALL, option)),
        )
        for option in options
    ]
    rows.sort(key=lambda row: (row.cells[1].value or 0, row.cells[2].value or 0, row.key))
    words = {"area": area.label}
    return _take_printed(ORDER_BESIDE, rows, words, question.id)


def _compare_themes(table: ProtectedTable, material: Material, area: Area) -> ProtectedTable:
    rows = [
        TableRow(row.key, (row.cells[0], table.cell(row.key, area.code), table.cell(row.key, ALL)))
        for row in table.rows
        if table.cell(row.key, area.code).value
    ]
    rows.sort(key=lambda row: (-(row.cells[1].value or 0), row.key))
    words = {"area": area.label}
    return _take_printed(THEMES_BESIDE, rows[:MOST_THEMES], words)


def _take_printed(
    declared: Declaration,
    rows: list[TableRow],
    words: dict[str, str],
    question_id: str = "",
) -> ProtectedTable:
    """The table of cells that other tables print: nothing true comes near it."""
    return take_printed(
        declared,
        name=declared.name(question_id),
        caption=declared.caption.format(**words),
        columns=declared.lay_out(words, {}),
        rows=tuple(rows),
    )
