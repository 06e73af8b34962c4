"""Ratings through the gate: disagree, neither and agree by constituency, item by item."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from gpgp.report.gate import drafts
from gpgp.report.gate.material import Material, sum_over_areas
from gpgp.report.gate.pooling import Area
from gpgp.report.gate.protect import protect
from gpgp.report.gate.protected import LOW, Column, ProtectedTable
from gpgp.report.profiles import Profile
from gpgp.report.sides import name_sides

SIDES = ("disagree", "neither", "agree")
COUNTS = ["n_answers", "n_agree", "n_neither", "n_disagree"]


@dataclass(frozen=True)
class AreaRating:
    """The counts of an area on one item; ``is_pooled``: they are those of its pool."""

    n_answers: int
    n_agree: int
    n_neither: int
    n_disagree: int
    is_pooled: bool = False


def rate_areas(
    ratings: pd.DataFrame, areas: tuple[Area, ...], *, profile: Profile
) -> dict[tuple[str, str], AreaRating]:
    """Return the counts of each area and item, by (area code, item code).

    An area with too few answers to one item is counted in its pool for that item, and gets the
    pool's counts, so that both print the same figure and nothing can be subtracted.
    """
    summed = sum_over_areas(ratings, areas=areas, by=["item_code"], counts=COUNTS)
    rated = {
        (row.area_code, row.item_code): AreaRating(*(int(getattr(row, n)) for n in COUNTS))
        for row in summed.itertuples(index=False)
    }
    low = [
        (area, item)
        for area in areas
        for item in sorted(summed["item_code"].unique())
        if (area.pool_code, item) in rated
        and (area.code, item) in rated
        and rated[area.code, item].n_answers < profile.share_base_floor
    ]
    for area, item in low:
        rated[area.pool_code, item] = _add(rated[area.pool_code, item], rated[area.code, item])
    for area, item in low:
        rated[area.code, item] = replace(rated[area.pool_code, item], is_pooled=True)
    return rated


def _add(one: AreaRating, other: AreaRating) -> AreaRating:
    return AreaRating(*(getattr(one, name) + getattr(other, name) for name in COUNTS))


def draw_splits(material: Material, question: Any, ratings: pd.DataFrame) -> list[ProtectedTable]:
    """Agree, neither and disagree by constituency, one table per item."""
    if not material.constituencies:
        return []
    chosen = ratings.loc[ratings["dimension_code"].isin(["constituency", "all"])]
    areas = material.everyone_and("constituency")
    rated = rate_areas(chosen, areas, profile=material.profile)
    limits = {
        (row.group_code, row.item_code): (row.share_low, row.share_high)
        for row in chosen.itertuples()
    }
    tables = []
    for item in question.items:
        rows = []
        for area in areas:
            row = rated.get((area.code, item.code))
            if row is not None:
                low, high = limits.get((area.code, item.code), (float("nan"), float("nan")))
                rows.append((area.code, _split_cells(area, row, low, high)))
        if rows:
            tables.append(_protect_split(material, question, item, tuple(rows)))
    return tables


def _split_cells(
    area: Area, rating: AreaRating, low: float, high: float
) -> tuple[drafts.DraftCell, ...]:
    label = drafts.Words(area.label, area.code)
    n, base = rating.n_agree, rating.n_answers
    if rating.is_pooled:
        nothing = drafts.Missing(LOW)
        return (label, nothing, nothing, nothing, headline_cell(rating), nothing)
    return (
        label,
        drafts.Count(base),
        drafts.Share(rating.n_disagree, base),
        drafts.Share(rating.n_neither, base),
        headline_cell(rating),
        drafts.Interval(n, base, float(low), float(high)),
    )


def headline_cell(rating: AreaRating) -> drafts.HeadlineShare:
    """Return the share agreeing, marked where it is the pool's."""
    return drafts.HeadlineShare(rating.n_agree, rating.n_answers, rating.is_pooled)


def _protect_split(
    material: Material, question: Any, item: Any, rows: tuple[Any, ...]
) -> ProtectedTable:
    sides = name_sides(question)
    columns = (
        Column("area", "Constituency"),
        Column("n_answers", "Answers", "count"),
        Column("disagree", f"{sides.disagree} (%)", "percent"),
        Column("neither", f"{sides.neither} (%)", "percent"),
        Column("agree", f"{sides.agree} (%)", "band"),
        Column("interval", "Its interval", "span"),
    )
    draft = drafts.Draft(
        f"{question.id}-{item.code}_by_constituency",
        f"{item.label}, by constituency{material.caption_suffix}",
        columns,
        rows,
        (
            "The interval shows how few answers there are, not how well they represent the "
            "people of the constituency.",
        ),
        question.sensitive,
        (SIDES,),
    )
    return protect(draft, profile=material.profile)
