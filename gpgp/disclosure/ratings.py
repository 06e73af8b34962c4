"""Ratings through the gate: the headline matrix, the verdicts, the split by constituency."""

from __future__ import annotations

from typing import Any

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.answers import draw_answers, draw_points, draw_statistics
from gpgp.disclosure.inputs import AREA_HEADS, Material, rows_of
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import LOW, Column, ProtectedTable
from gpgp.disclosure.responses import pool_notes
from gpgp.disclosure.scale_labels import name_sides
from gpgp.disclosure.splits import draw_splits
from gpgp.disclosure.verdicts import draw_reasons, draw_verdicts
from gpgp.disclosure.views import draw_views
from gpgp.tables import ALL

MOST_ITEMS_ACROSS = 6  # with more items than this, items stand in rows and constituencies across


def protect_ratings(material: Material) -> dict[str, ProtectedTable]:
    """Return the protected tables of every rating question that has answers, by name."""
    protected: dict[str, ProtectedTable] = {}
    for question in material.consultation.questions_of("rating"):
        if question.id not in material.rated:
            continue
        ratings = rows_of(material.tables["agreement_ratings"], question.id)
        answered = ratings.loc[(ratings["group_code"] == ALL) & (ratings["n_answers"] > 0)]
        matrices = {
            dimension: _draw_matrix(material, question, dimension)
            for dimension in ("constituency", "nation")
            if material.areas(dimension)
        }
        tables = [
            draw_verdicts(material, question, answered, matrix=matrices.get("constituency")),
            *matrices.values(),
            draw_answers(material, question, answered),
            draw_points(material, question, answered),
            draw_reasons(material, question, answered),
            *draw_splits(material, question, ratings),
            draw_views(material, question, answered),
            draw_statistics(material, question, answered),
        ]
        protected |= {table.name: table for table in tables}
    return protected


def _draw_matrix(material: Material, question: Any, dimension: str) -> ProtectedTable:
    """The share agreeing by area and item.

    Audit: of each item, over constituencies and nations (rated); sizes by their sum (sizes).
    """
    areas = material.everyone_and(dimension)
    rated = material.rated[question.id]
    items = [item for item in question.items if item.code in rated.answers]
    cells: dict[tuple[str, str], true_tables.DraftCell] = {}
    for item in items:
        cells[ALL, item.code] = rated.everyone(item.code).side("agree")
        for area in material.areas(dimension):
            rating = rated.find(dimension, area.code, item.code)
            cells[area.code, item.code] = (
                rating.side("agree") if rating else true_tables.Missing(LOW)
            )
    head, sizes = AREA_HEADS[dimension], material.sizes[dimension]
    is_tall = len(items) > MOST_ITEMS_ACROSS
    if is_tall:
        columns = (
            Column("item", material.item_head(question)),
            *(Column(area.code, f"{area.label} (%)", "band") for area in areas),
        )
        rows = [
            (
                item.code,
                (
                    true_tables.Words(item.label, item.code),
                    *(cells[a.code, item.code] for a in areas),
                ),
            )
            for item in items
        ]
    else:
        columns = (
            Column("area", head),
            Column("n_responses", "Responses", "count"),
            *(Column(item.code, f"{item.label} (%)", "band") for item in items),
        )
        rows = [
            (
                area.code,
                (
                    true_tables.Words(area.label, area.code),
                    true_tables.Total(area.n_responses) if area.code == ALL else sizes[area.code],
                    *(cells[area.code, item.code] for item in items),
                ),
            )
            for area in areas
        ]
    draft = true_tables.Draft(
        f"{question.id}_by_{dimension}",
        f"Share who {name_sides(question).verb}, by {head.lower()}{material.caption_suffix}",
        columns,
        tuple(rows),
        _matrix_notes(material, dimension),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def _matrix_notes(material: Material, dimension: str) -> tuple[str, ...]:
    bands = ", ".join(f"“{band}”" for band in number_words.BANDS)
    text = (
        "A share is of those who answered. Where it would give a small number away, the cell says "
        f"{bands}."
    )
    return (text, *pool_notes(material, dimension))
