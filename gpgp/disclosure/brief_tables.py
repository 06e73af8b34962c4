"""One constituency beside the others: protected tables made of cells the gate has passed.

The cells are those of the board report, so a brief never prints another number than the report.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gpgp.disclosure.inputs import Material
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.protected import (
    NOT_AVAILABLE,
    POOLED,
    Cell,
    Column,
    ProtectedTable,
    Row,
    find_cell,
)
from gpgp.disclosure.scale_labels import name_sides
from gpgp.tables import ALL

MOST_THEMES = 5  # of the constituency's own, on its one page


def compare_area(
    tables: Mapping[str, ProtectedTable], *, material: Material, area: Area
) -> dict[str, ProtectedTable]:
    """Return an area's ratings, orders and themes beside everyone's.

    Audit: none; every cell is one of the report's.
    """
    found = [
        _compare_ratings(tables, material, question, area)
        for question in material.consultation.questions_of("rating")
        if f"{question.id}_by_constituency" in tables
    ]
    for question in material.consultation.questions_of("ranking"):
        table = tables.get(f"{question.id}_by_constituency")
        if table is not None and area.code in table.row_keys:
            found.append(_compare_orders(table, question, material, area))
    if "themes_by_constituency" in tables:
        found.append(_compare_themes(tables["themes_by_constituency"], material, area))
    return {table.name: table for table in found}


def _compare_ratings(
    tables: Mapping[str, ProtectedTable], material: Material, question: Any, area: Area
) -> ProtectedTable:
    matrix = tables[f"{question.id}_by_constituency"]
    verdicts = tables[f"{question.id}_verdicts"]
    others = [each.code for each in material.constituencies if each.code != area.code]
    rows = []
    for key in verdicts.row_keys:
        own = find_cell(matrix, area.code, key) or Cell(NOT_AVAILABLE)
        split = tables[f"{question.id}-{key}_by_constituency"]
        interval = split.cell(area.code, "interval")
        cells = (
            verdicts.cell(key, "item"),
            own,
            *_find_range([find_cell(matrix, other, key) for other in others]),
            verdicts.cell(key, "share"),
            interval,
            verdicts.cell(key, "verdict"),
        )
        rows.append(Row(key, cells))
    columns = (
        Column("item", material.item_head(question)),
        Column("share", "You (%)", "band"),
        Column("lowest", "Lowest printed of the others (%)", "percent"),
        Column("highest", "Highest printed of the others (%)", "percent"),
        Column("everyone", "Everyone (%)", "band"),
        Column("interval", "Your interval", "span"),
        Column("verdict", "Verdict"),
    )
    verb = name_sides(question).verb
    caption = f"Share who {verb}: {area.label} beside the others{material.caption_suffix}"
    return ProtectedTable(f"{question.id}_beside", caption, columns, tuple(rows))


def _find_range(cells: list[Cell | None]) -> tuple[Cell, Cell]:
    """The lowest and the highest number printed for another constituency."""
    shown = [cell for cell in cells if cell is not None and cell.value is not None]
    shown = [cell for cell in shown if POOLED not in cell.text]
    if not shown:
        return Cell(NOT_AVAILABLE), Cell(NOT_AVAILABLE)
    shown.sort(key=lambda cell: cell.value or 0)
    return shown[0], shown[-1]


def _compare_orders(
    table: ProtectedTable, question: Any, material: Material, area: Area
) -> ProtectedTable:
    labels = {column.key: column.label for column in table.columns}
    options = [item.code for item in question.items if item.code in labels]
    rows = [
        Row(
            option,
            (Cell(labels[option]), table.cell(area.code, option), table.cell(ALL, option)),
        )
        for option in options
    ]
    rows.sort(key=lambda row: (row.cells[1].value or 0, row.cells[2].value or 0, row.key))
    columns = (
        Column("option", "Priority"),
        Column("own", "Your place", "figure"),
        Column("everyone", "Everyone's place", "figure"),
    )
    caption = f"Order of priorities: {area.label} and everyone{material.caption_suffix}"
    return ProtectedTable(f"{question.id}_beside", caption, columns, tuple(rows))


def _compare_themes(table: ProtectedTable, material: Material, area: Area) -> ProtectedTable:
    rows = [
        Row(row.key, (row.cells[0], table.cell(row.key, area.code), table.cell(row.key, ALL)))
        for row in table.rows
        if table.cell(row.key, area.code).value
    ]
    rows.sort(key=lambda row: (-(row.cells[1].value or 0), row.key))
    columns = (
        Column("theme", "Theme"),
        Column("own", "You (%)", "percent"),
        Column("everyone", "Everyone (%)", "percent"),
    )
    caption = f"Share of those who wrote who raised each theme{material.caption_suffix}"
    return ProtectedTable("themes_beside", caption, columns, tuple(rows[:MOST_THEMES]))
