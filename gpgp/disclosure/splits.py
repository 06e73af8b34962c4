"""Ratings through the gate: disagree, neither and agree by constituency, item by item.

What may be printed beside each other is decided in :mod:`gpgp.disclosure.rating_disclosure`.
"""

from __future__ import annotations

from typing import Any

import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import LOW, Column, ProtectedTable
from gpgp.disclosure.rating_disclosure import SIDES, Rating
from gpgp.disclosure.scale_labels import name_sides
from gpgp.tables import ALL


def draw_splits(material: Material, question: Any, ratings: pd.DataFrame) -> list[ProtectedTable]:
    """Agree, neither and disagree by constituency, one table per item.

    Audit: of each item, over constituencies and nations (rated).
    """
    if not material.constituencies:
        return []
    chosen = ratings.loc[ratings["dimension_code"].isin(["constituency", ALL])]
    limits = {
        (row.group_code, row.item_code): (float(row.share_low), float(row.share_high))
        for row in chosen.itertuples()
    }
    rated = material.rated[question.id]
    nothing = (float("nan"), float("nan"))
    tables = []
    for item in question.items:
        if item.code not in rated.answers:
            continue
        everyone = true_tables.Words(material.everyone.label, ALL)
        first = _split_cells(rated.everyone(item.code), *limits.get((ALL, item.code), nothing))
        rows = [(ALL, (everyone, rated.answers[item.code][0], *first))]
        for area in material.constituencies:
            rating = rated.find("constituency", area.code, item.code)
            if rating is not None:
                label = true_tables.Words(area.label, area.code)
                base = (
                    true_tables.Missing(LOW)
                    if rating.is_pooled
                    else true_tables.Base(rating.n_answers)
                )
                cells = _split_cells(rating, *limits.get((area.code, item.code), nothing))
                rows.append((area.code, (label, base, *cells)))
        tables.append(_protect_split(material, question, item, tuple(rows)))
    return tables


def _split_cells(rating: Rating, low: float, high: float) -> tuple[true_tables.DraftCell, ...]:
    """Disagree, neither, agree and its interval; where it is its pool's, agree alone."""
    if rating.is_pooled:
        nothing = true_tables.Missing(LOW)
        return (nothing, nothing, rating.side("agree"), nothing)
    interval = true_tables.Interval(rating.n_agree, rating.n_answers, low, high, rating.kinds[-1])
    return (*(rating.side(side) for side in SIDES), interval)


def _protect_split(
    material: Material, question: Any, item: Any, rows: tuple[Any, ...]
) -> ProtectedTable:
    sides = name_sides(question)
    columns = (
        Column("area", "Constituency"),
        Column("n_answers", "Answers", "count"),
        Column("disagree", f"{sides.disagree} (%)", "band"),
        Column("neither", f"{sides.neither} (%)", "band"),
        Column("agree", f"{sides.agree} (%)", "band"),
        Column("interval", "Its interval", "span"),
    )
    draft = true_tables.Draft(
        f"{question.id}-{item.code}_by_constituency",
        f"{item.label}, by constituency{material.caption_suffix}",
        columns,
        rows,
        (
            "The interval shows how few answers there are, not how well they represent the "
            "people of the constituency.",
        ),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)
