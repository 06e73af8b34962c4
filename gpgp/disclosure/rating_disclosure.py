"""What each constituency and nation answered to a rating question, and what may be printed of it.

One decision per element holds wherever its shares are printed: matrix, split by constituency,
everyone's answers, verdicts, weightings, briefs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.audit import Knowledge
from gpgp.disclosure.bands import SHARE
from gpgp.disclosure.pooling import Area, sum_over_areas
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import BASE_ROUNDING, limit_base
from gpgp.disclosure.shares import suppress_shares
from gpgp.disclosure.sums import find_small, hide_in_sum, limit_rounded
from gpgp.tables import ALL

SIDES = ("disagree", "neither", "agree")
COUNTS = ["n_answers", "n_disagree", "n_neither", "n_agree"]
DIMENSIONS = ("constituency", "nation")
ROUNDED, AT_LEAST = "rounded", "at_least"  # how a base is printed
NOT_LISTED = ""  # people of no constituency or nation on the list: a row that is not printed


@dataclass(frozen=True)
class AreaRating:
    """The counts of an area on one item, and the most that may be printed of each side.

    ``pool_code``: they are those of this pool, which the area is counted in on this item.
    """

    n_answers: int
    n_disagree: int
    n_neither: int
    n_agree: int
    pool_code: str = ""
    kinds: tuple[int, ...] = (SHARE, SHARE, SHARE)

    @property
    def is_pooled(self) -> bool:
        """Whether the counts are those of a pool that the area joins."""
        return bool(self.pool_code)

    @property
    def sides(self) -> tuple[int, int, int]:
        """Disagree, neither, agree."""
        return (self.n_disagree, self.n_neither, self.n_agree)

    def side(self, name: str) -> true_tables.TrueCell:
        """Return the share of one side."""
        place = SIDES.index(name)
        if name == "agree":
            kind = self.kinds[place]
            return true_tables.HeadlineShare(self.n_agree, self.n_answers, self.is_pooled, kind)
        return true_tables.Share(self.sides[place], self.n_answers, self.kinds[place])


@dataclass(frozen=True)
class AuditedItem:
    """What a reader knows of one item: rows are areas and everyone, the last column the base.

    ``is_alone`` marks the rows of constituencies that stand alone, ``is_shown`` the shares that
    are printed, ``least`` how many values a cell must be able to take.
    """

    true: np.ndarray
    is_alone: np.ndarray
    is_shown: np.ndarray
    knowledge: Knowledge
    least: np.ndarray


@dataclass(frozen=True)
class Rated:
    """A rating question: counts by (dimension, area code, item code), and everyone's answers.

    ``answers`` holds per item how many answered, don't know, did not answer.
    """

    ratings: Mapping[tuple[str, str, str], AreaRating]
    answers: Mapping[str, tuple[true_tables.Base, true_tables.Count, true_tables.Count]]
    audits: Mapping[str, AuditedItem]

    def find(self, dimension: str, area_code: str, item_code: str) -> AreaRating | None:
        """Return what an area, or everyone, answered; None if nobody did."""
        return self.ratings.get((dimension, area_code, item_code))

    def everyone(self, item_code: str) -> AreaRating:
        """Return what everyone answered."""
        return self.ratings["all", ALL, item_code]


def rate_question(
    ratings: pd.DataFrame,
    *,
    question: Any,
    areas: Mapping[str, tuple[Area, ...]],
    profile: Profile,
) -> Rated:
    """Decide what may be printed of a rating question.

    Parameters
    ----------
    ratings : DataFrame, one row per item and group
        The question's rows of ``agreement_ratings``.
    question : the question of the instrument
    areas : mapping of ``constituency`` and ``nation`` to their areas
    profile : Profile

    Returns
    -------
    Rated
    """
    counted: dict[tuple[str, str, str], AreaRating] = {}
    for dimension in DIMENSIONS:
        chosen = ratings.loc[ratings["dimension_code"] == dimension]
        for (area, item), rating in rate_areas(chosen, areas[dimension], profile=profile).items():
            counted[dimension, area, item] = rating
    answers, audits = {}, {}
    alone = {area.code for area in areas["constituency"] if not area.is_pool}
    for row in ratings.loc[ratings["group_code"] == ALL].itertuples():
        if row.n_answers > 0:
            everyone = AreaRating(*(int(getattr(row, name)) for name in COUNTS))
            counted["all", ALL, row.item_code] = everyone
            audits[row.item_code] = _decide_item(counted, row.item_code, alone, profile, question)
            answers[row.item_code] = _decide_answers(row, profile)
    return Rated(counted, answers, audits)


def rate_areas(
    ratings: pd.DataFrame, areas: tuple[Area, ...], *, profile: Profile
) -> dict[tuple[str, str], AreaRating]:
    """Return the counts of each area and item, by (area code, item code).

    An area with too few answers to one item is counted in its pool for that item, and gets the
    pool's counts, so that both print the same figure and nothing can be subtracted.
    """
    summed = sum_over_areas(ratings, areas=areas, by=["item_code"], counts=COUNTS)
    rated = {
        (row.area_code, row.item_code): AreaRating(*(int(getattr(row, name)) for name in COUNTS))
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
        rated[area.code, item] = replace(rated[area.pool_code, item], pool_code=area.pool_code)
    return rated


def _add(one: AreaRating, other: AreaRating) -> AreaRating:
    return AreaRating(*(getattr(one, name) + getattr(other, name) for name in COUNTS))


def _decide_item(
    counted: dict[tuple[str, str, str], AreaRating],
    item: str,
    alone: set[str],
    profile: Profile,
    question: Any,
) -> AuditedItem:
    """Audit all shares of an item together, and note in ``counted`` what may be printed.

    Nations print one side only. People of no constituency or nation on the list are a row of
    which nothing is printed.
    """
    everyone = counted["all", ALL, item]
    keys: list[tuple[str, str, str]] = []
    rows, may_print, blocks = [], [], []
    for dimension in DIMENSIONS:
        here = [key for key in counted if key[0] == dimension and key[2] == item]
        here = [key for key in here if not counted[key].is_pooled and counted[key].n_answers > 0]
        sides = np.array([counted[key].sides for key in here], dtype=int).reshape(-1, len(SIDES))
        rows += [*sides, np.array(everyone.sides) - sides.sum(axis=0)]
        keys += [*here, (dimension, NOT_LISTED, item)]
        is_split = dimension == "constituency"
        may_print += [(is_split, is_split, True)] * len(here) + [(False, False, False)]
        blocks.append(len(here) + 1)
    found = suppress_shares(
        np.array(rows, dtype=int),
        threshold=profile.threshold,
        floor=profile.share_base_floor,
        headline=SIDES.index("agree"),
        has_bands=True,
        may_print=np.array(may_print),
        is_sensitive=question.sensitive,
        blocks=tuple(blocks),
    )
    keys.append(("all", ALL, item))
    kinds = dict(zip(keys, map(tuple, found.kinds.tolist()), strict=True))
    for key, rating in counted.items():
        if key[2] == item and rating.is_pooled:
            kinds[key] = kinds[key[0], rating.pool_code, item]
    counted |= {key: replace(counted[key], kinds=kinds[key]) for key in kinds if key in counted}
    is_alone = np.array([key[0] == "constituency" and key[1] in alone for key in keys])
    return AuditedItem(found.true, is_alone, found.kinds == SHARE, found.knowledge, found.least)


def _decide_answers(
    row: Any, profile: Profile
) -> tuple[true_tables.Base, true_tables.Count, true_tables.Count]:
    """How many answered an item, don't know, did not answer: together everyone, exactly.

    Where the rounded number of answers leaves too little to the others, it becomes "at least".
    """
    counts = np.array([row.n_answers, row.n_dont_know, row.n_no_answer], dtype=int)
    total = int(counts.sum())
    small = find_small(counts, profile=profile)
    low, high = limit_rounded(counts, rounding=profile.rounding_base, least=profile.threshold)
    veiled = (np.zeros(3), np.full(3, float(total)))
    for form in (ROUNDED, AT_LEAST):
        low[0], high[0] = _limit_base(int(counts[0]), total, form=form)
        withheld, _ = hide_in_sum(
            counts, shown=(low, high), veiled=veiled, small=small, hidden=small
        )
        if (withheld == small).all():
            break
    return (
        true_tables.Base(int(counts[0]), total, form == AT_LEAST),
        true_tables.Count(int(counts[1]), total, bool(withheld[1])),
        true_tables.Count(int(counts[2]), total, bool(withheld[2])),
    )


def _limit_base(n: int, total: int, *, form: str) -> tuple[int, int]:
    """The least and the most that a base can be, printed rounded or as "at least"."""
    if form == ROUNDED:
        low, high = limit_rounded(np.array([n]), rounding=BASE_ROUNDING)
        return int(low[0]), int(high[0])
    least = limit_base(n, total)
    is_last = least == limit_base(total, total)
    return least, total if is_last else least + BASE_ROUNDING - 1
