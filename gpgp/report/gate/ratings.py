"""Ratings through the gate: the headline matrix, the verdicts, the split by constituency."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gpgp.report import words
from gpgp.report.gate import drafts
from gpgp.report.gate.material import Material, rows_of
from gpgp.report.gate.pooling import Area
from gpgp.report.gate.protect import protect
from gpgp.report.gate.protected import LOW, Column, ProtectedTable
from gpgp.report.gate.responses import pool_notes
from gpgp.report.gate.splits import draw_splits, headline_cell, rate_areas
from gpgp.report.gate.verdicts import draw_verdicts, draw_views, keep_glance
from gpgp.tables import ALL

MOST_ITEMS_ACROSS = 6  # with more items than this, items stand in rows and constituencies across


def protect_ratings(material: Material) -> dict[str, ProtectedTable]:
    """Return the protected tables of every rating question that has answers, by name."""
    protected: dict[str, ProtectedTable] = {}
    for question in material.consultation.questions_of("rating"):
        ratings = rows_of(material.tables["agreement_ratings"], question.id)
        everyone = ratings.loc[ratings["group_code"] == ALL]
        if int(everyone["n_answers"].sum()) == 0:
            continue
        tables = [_draw_points(material, question, everyone)]
        tables += [
            _draw_matrix(material, question, ratings, dimension)
            for dimension in ("constituency", "nation")
            if material.areas(dimension)
        ]
        matrix = tables[1] if material.constituencies else None
        verdicts = draw_verdicts(material, question, everyone, matrix=matrix)
        tables += [verdicts, keep_glance(verdicts, material=material)]
        tables += draw_splits(material, question, ratings)
        tables.append(draw_views(material, question, everyone))
        protected |= {table.name: table for table in tables}
    return protected


def _draw_matrix(
    material: Material, question: Any, ratings: pd.DataFrame, dimension: str
) -> ProtectedTable:
    chosen = ratings.loc[ratings["dimension_code"].isin([dimension, "all"])]
    areas = material.everyone_and(dimension)
    rated = rate_areas(chosen, areas, profile=material.profile)
    items = [item for item in question.items if (ALL, item.code) in rated]
    cells = {
        (area.code, item.code): (
            headline_cell(rated[area.code, item.code])
            if (area.code, item.code) in rated
            else drafts.Missing(LOW)
        )
        for area in areas
        for item in items
    }
    head = "Constituency" if dimension == "constituency" else "Nation or region"
    is_tall = len(items) > MOST_ITEMS_ACROSS
    if is_tall:
        columns = (
            Column("item", "Item"),
            *(Column(area.code, f"{area.label} (%)", "percent") for area in areas),
        )
        rows = [
            (item.code, (drafts.Words(item.label), *(cells[a.code, item.code] for a in areas)))
            for item in items
        ]
    else:
        columns = (
            Column("area", head),
            Column("n_responses", "Responses", "count"),
            *(Column(item.code, f"{item.label} (%)", "percent") for item in items),
        )
        rows = [
            (
                area.code,
                (
                    drafts.Words(area.label, area.code),
                    _area_count(area),
                    *(cells[area.code, item.code] for item in items),
                ),
            )
            for area in areas
        ]
    draft = drafts.Draft(
        f"{question.id}_by_{dimension}",
        f"Share agreeing, by {head.lower()}{material.caption_suffix}",
        columns,
        tuple(rows),
        _matrix_notes(material, dimension),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def _area_count(area: Area) -> drafts.DraftCell:
    if area.code == ALL:
        return drafts.Total(area.n_responses)
    return drafts.AreaCount(area.n_responses, max(len(area.members) - 1, 0) if area.is_pool else 1)


def _matrix_notes(material: Material, dimension: str) -> tuple[str, ...]:
    bands = ", ".join(f"“{band}”" for band in words.BANDS)
    text = (
        "A share is of those who answered. Where it would give a small number away, the cell says "
        f"{bands}."
    )
    return (text, *pool_notes(material, dimension))


def _draw_points(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    points = rows_of(material.tables["agreement_points"], question.id)
    points = points.loc[points["group_code"] == ALL]
    on_point = {(r.item_code, int(r.score)): int(r.n_answers) for r in points.itertuples()}
    by_item = {row.item_code: row for row in everyone.itertuples()}
    rows = []
    for item in question.items:
        if item.code not in by_item:
            continue
        row = by_item[item.code]
        base = int(row.n_answers)
        shares = [
            drafts.Share(on_point.get((item.code, score), 0), base)
            for score in range(1, question.scale.n_points + 1)
        ]
        thirds = [drafts.Share(int(n), base) for n in (row.n_disagree, row.n_neither, row.n_agree)]
        rows.append(
            (
                item.code,
                (drafts.Words(item.label), drafts.Count(base), *shares, *thirds),
            )
        )
    columns = (
        Column("item", "Item"),
        Column("n_answers", "Answers", "count"),
        *(
            Column(f"point_{score}", f"{point.label} (%)", "percent")
            for score, point in enumerate(question.scale.points, start=1)
        ),
        Column("disagree", "Disagree in all (%)", "percent"),
        Column("neither", "Neither in all (%)", "percent"),
        Column("agree", "Agree in all (%)", "percent"),
    )
    draft = drafts.Draft(
        f"{question.id}_scale_points",
        f"What everyone answered, by point of the scale{material.caption_suffix}",
        columns,
        tuple(rows),
        ("Shares may not sum to 100 because of rounding.",),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)
