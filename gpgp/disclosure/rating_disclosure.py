"""What each constituency and nation answered to a rating question, and what may be printed of it.

One decision per element holds wherever its shares are printed: matrix, split by constituency,
everyone's answers, those without a campaign's senders, verdicts, weightings, briefs. All these
ways to group the people who answered are audited together; the board's report starts from what
the public one prints.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.audit import Fact
from gpgp.disclosure.bands import BAND, HEADLINE_BANDS, NOTHING, SHARE
from gpgp.disclosure.crossing import PUBLISHED, Crossing, Key, cross_people, find_between
from gpgp.disclosure.pooling import Area, sum_over_areas
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import BASE_ROUNDING, limit_base
from gpgp.disclosure.shares import SuppressedShares, suppress_shares
from gpgp.disclosure.sums import find_small, hide_in_sum, limit_rounded
from gpgp.errors import ContractError
from gpgp.instrument.questions import Rating
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED

SIDES = ("disagree", "neither", "agree")
COUNTS = ["n_answers", "n_disagree", "n_neither", "n_agree"]
DIMENSIONS = ("constituency", "nation")
ROUNDED, AT_LEAST = "rounded", "at_least"  # how a base is printed
NOT_LISTED = ""  # people of no constituency or nation on the list: a row that is not printed
CODE, LETTER = "code", "letter"  # further ways to group people: each constituency, a campaign
OTHERS, SENDERS = "others", "senders"  # of people who sent a letter or none
_CLOSE = 1e-6
_FINE = 10**9  # a share as a count of so many
PRINTED_SIDES = {  # disagree, neither, agree, by way to group people
    ALL: (True, True, True),
    "constituency": (True, True, True),
    "nation": (False, False, True),
    LETTER: (False, False, True),
    CODE: (False, False, False),
}
MEAN = "equal_constituency"  # the view in which each constituency counts the same
LEAST_SENDERS = 30  # with fewer campaign respondents the headlines are not shown without them
LEAST_SENT = 0.05  # ... nor under this share of all


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
    """What is printed of one item, and of whom.

    Attributes
    ----------
    ways : mapping of a way to group people to the group of each person
    crossing : Crossing
    shares : SuppressedShares
        Groups are those of the crossing, then what two of them leave of each other.
    mean : int
        What may be printed of the mean of constituencies: the whole per cent, its band, nothing.
    """

    ways: Mapping[str, np.ndarray]
    crossing: Crossing
    shares: SuppressedShares
    mean: int = NOTHING

    def kinds(self, key: Key) -> tuple[int, ...]:
        """Return what is printed of each side of a group."""
        return tuple(self.shares.kinds[self.crossing.rows[key]].tolist())

    def hides(self, way: str) -> bool:
        """Return whether a group of a way does not print its share agreeing."""
        rows = [row for (of, group), row in self.crossing.rows.items() if of == way and group]
        return bool((self.shares.kinds[rows, SIDES.index("agree")] != SHARE).any())


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
    tables: Mapping[str, pd.DataFrame],
    *,
    question: Rating,
    areas: Mapping[str, tuple[Area, ...]],
    profile: Profile,
    published: Rated | None = None,
) -> Rated:
    """Decide what may be printed of a rating question.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        ``responses``, ``ratings``, ``agreement_ratings``, ``weighting_views``, ``comments``.
    question : Rating
    areas : mapping of ``constituency`` and ``nation`` to their areas
    profile : Profile
    published : Rated, optional
        What another report prints of the same answers: the reader is taken to hold it too.

    Returns
    -------
    Rated

    Raises
    ------
    ContractError
        ``ratings`` and ``agreement_ratings`` do not hold the same answers.
    """
    measured = _rows_of(tables["agreement_ratings"], question)
    views = _rows_of(tables["weighting_views"], question)
    means = {row.item_code: row for row in views.itertuples() if row.view_code == MEAN}
    people = _gather_people(tables, question)
    counted: dict[tuple[str, str, str], AreaRating] = {}
    for dimension in DIMENSIONS:
        chosen = measured.loc[measured["dimension_code"] == dimension]
        for (area, item), rating in rate_areas(chosen, areas[dimension], profile=profile).items():
            counted[dimension, area, item] = rating
    answers, audits = {}, {}
    for row in measured.loc[measured["group_code"] == ALL].itertuples():
        if row.n_answers > 0:
            item = row.item_code
            counted["all", ALL, item] = _take_counts(row)
            here = people.loc[people["item_code"] == item]
            _check_counts(here, counted["all", ALL, item], question, item)
            audits[item] = _audit_item(
                _group_people(here, item, counted, areas),
                here,
                profile=profile,
                is_sensitive=question.sensitive,
                mean=means.get(item),
                published=published.audits.get(item) if published else None,
            )
            _note_kinds(counted, audits[item], item)
            answers[item] = _decide_answers(row, profile)
    return Rated(counted, answers, audits)


class _Counts(Protocol):
    n_answers: int
    n_disagree: int
    n_neither: int
    n_agree: int


def _take_counts(row: _Counts) -> AreaRating:
    counts = (row.n_answers, row.n_disagree, row.n_neither, row.n_agree)
    n_answers, n_disagree, n_neither, n_agree = map(int, counts)
    return AreaRating(n_answers, n_disagree, n_neither, n_agree)


def _rows_of(frame: pd.DataFrame, question: Rating) -> pd.DataFrame:
    return frame.loc[frame["question_id"] == question.id]


def find_senders(tables: Mapping[str, pd.DataFrame]) -> set[str]:
    """Return the responses that hold a copy of a campaign letter, identical or edited."""
    comments = tables["comments"]
    sent = comments["campaign_role_code"].isin(["identical", "edited"])
    return set(comments.loc[sent, "response_id"])


def _gather_people(tables: Mapping[str, pd.DataFrame], question: Rating) -> pd.DataFrame:
    """One row per item and person who answered it: side, constituency, nation, letter.

    ``letter`` is missing where headlines are not shown without the senders of letters.
    """
    ratings = _rows_of(tables["ratings"], question)
    scored = ratings.loc[ratings["score"].notna(), ["response_id", "item_code", "score"]]
    groups = tables["responses"][["response_id", "constituency_code", "nation_code"]]
    people = scored.merge(groups, on="response_id", how="inner", validate="m:1")
    score, scale = people["score"].astype("int64"), question.scale
    side = (score > scale.disagree_to).astype(int) + (score >= scale.agree_from).astype(int)
    senders, letter = find_senders(tables), pd.Series(pd.NA, index=people.index, dtype="str")
    if len(senders) >= max(LEAST_SENDERS, LEAST_SENT * len(groups)):
        is_sender = people["response_id"].isin(senders)
        letter = pd.Series(np.where(is_sender, SENDERS, OTHERS), index=people.index)
    return people.assign(side=side, letter=letter)


def _check_counts(people: pd.DataFrame, everyone: AreaRating, question: Rating, item: str) -> None:
    """Refuse tables that were not measured on the same answers."""
    found = tuple(np.bincount(people["side"], minlength=len(SIDES)).tolist())
    if found != everyone.sides:
        raise ContractError(
            f"ratings, question {question.id}, item {item}: expected the {everyone.n_answers} "
            f"answers that agreement_ratings counts, found {len(people)} or other ones; measure "
            "agreement again."
        )


def _group_people(
    people: pd.DataFrame,
    item: str,
    counted: Mapping[tuple[str, str, str], AreaRating],
    areas: Mapping[str, tuple[Area, ...]],
) -> dict[str, np.ndarray]:
    """The group of each person in every way that is printed, by way.

    A constituency that is counted in its pool on this item is part of the pool.
    """
    ways = {CODE: people["constituency_code"].where(_is_named(people), NOT_LISTED)}
    for dimension in DIMENSIONS:
        place: dict[str, str] = {}
        for area in areas[dimension]:
            rating = counted.get((dimension, area.code, item))
            code = (rating.pool_code or area.code) if rating else area.code
            place |= dict.fromkeys(area.members, code)
        codes = people[f"{dimension}_code"].astype("object")
        ways[dimension] = codes.map(lambda code, place=place: place.get(code, NOT_LISTED))
    if people["letter"].notna().all() and len(people):
        ways[LETTER] = people["letter"]
    return {way: groups.to_numpy(dtype=str) for way, groups in ways.items()}


def _is_named(people: pd.DataFrame) -> pd.Series:
    return ~people["constituency_code"].isin([NO_ANSWER, NOT_MATCHED])


def _audit_item(
    ways: Mapping[str, np.ndarray],
    people: pd.DataFrame,
    *,
    profile: Profile,
    is_sensitive: bool,
    mean: Any,
    published: AuditedItem | None,
) -> AuditedItem:
    """Audit all ways to group the people who answered an item together.

    People of no constituency or nation on the list, each constituency of a pool, and what two
    printed groups leave of each other are protected, though nothing is printed of them.
    """
    everywhere = dict(ways)
    if published is not None:
        everywhere |= {PUBLISHED + way: groups for way, groups in published.ways.items()}
    crossing = cross_people(everywhere, people["side"].to_numpy(), n_parts=len(SIDES))
    may_print = np.zeros((len(crossing.members), len(SIDES)), dtype=bool)
    known = np.full(may_print.shape, NOTHING)
    for (way, group), row in crossing.rows.items():
        if published is not None and (way.startswith(PUBLISHED) or way == ALL):
            kinds = published.kinds((way.removeprefix(PUBLISHED), group))
            known[row] = np.maximum(known[row], kinds)
        if group not in (NOT_LISTED, SENDERS):
            may_print[row] |= PRINTED_SIDES.get(way, PRINTED_SIDES[CODE])
    printed = np.flatnonzero(may_print.any(axis=1) | (known > NOTHING).any(axis=1))
    between = find_between(crossing, printed, threshold=profile.threshold)
    extra = ((0, len(between)), (0, 0))
    facts = _find_mean_facts(mean, crossing, len(crossing.members) + len(between))
    shares = suppress_shares(
        crossing.cells,
        members=np.vstack([crossing.members, between]),
        threshold=profile.threshold,
        floor=profile.share_base_floor,
        headline=SIDES.index("agree"),
        has_bands=True,
        may_print=np.pad(may_print, extra),
        known=np.pad(known, extra),
        facts=(facts[published.mean],) if published and published.mean in facts else (),
        is_sensitive=is_sensitive,
    )
    audited = AuditedItem(ways, crossing, shares, published.mean if published else NOTHING)
    for kind in (SHARE, BAND):
        is_safe = kind in facts and not shares.tells(facts[kind])
        if kind > audited.mean and (is_safe or (mean is not None and not audited.hides(CODE))):
            return replace(audited, mean=kind)
    return audited


def _find_mean_facts(mean: Any, crossing: Crossing, n_groups: int) -> dict[int, Fact]:
    """What the mean of constituencies tells as a whole per cent and as a band; {} if not known.

    Constituencies without a voice of their own share one.
    """
    if mean is None:
        return {}
    weights, small = np.zeros((n_groups, len(SIDES))), set(str(mean.pooled).split("|"))
    rows = {g: row for (way, g), row in crossing.rows.items() if way == CODE and g != NOT_LISTED}
    bases = {group: int(crossing.members[row] @ crossing.sizes) for group, row in rows.items()}
    n_small = sum(n for group, n in bases.items() if group in small)
    for group, row in rows.items():
        weights[row, -1] = 1 / (mean.n_voices * (n_small if group in small else bases[group]))
    true = crossing.members @ crossing.cells
    share = float(mean.share_agree)
    if not abs(float((weights[: len(true)] * true).sum()) - share) < _CLOSE:
        return {}
    printed = np.floor(100 * share + 0.5 + _CLOSE) / 100
    low, high = HEADLINE_BANDS.limits(round(share * _FINE), _FINE)
    return {
        SHARE: Fact(weights, printed - 0.005 - _CLOSE, printed + 0.005 + _CLOSE),
        BAND: Fact(weights, low / _FINE - _CLOSE, high / _FINE + _CLOSE),
    }


def rate_areas(
    ratings: pd.DataFrame, areas: tuple[Area, ...], *, profile: Profile
) -> dict[tuple[str, str], AreaRating]:
    """Return the counts of each area and item, by (area code, item code).

    An area with too few answers to one item is counted in its pool for that item, and gets the
    pool's counts, so that both print the same figure and nothing can be subtracted.
    """
    summed = sum_over_areas(ratings, areas=areas, by=["item_code"], counts=COUNTS)
    rated = {
        (row.area_code, row.item_code): _take_counts(row) for row in summed.itertuples(index=False)
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


def _note_kinds(
    counted: dict[tuple[str, str, str], AreaRating], audited: AuditedItem, item: str
) -> None:
    """Note what may be printed of each group, and count those who sent no letter."""
    rows, table = audited.crossing.rows, audited.shares.table
    if (LETTER, OTHERS) in rows:
        sides = table.true[rows[LETTER, OTHERS]].tolist()
        counted[LETTER, OTHERS, item] = AreaRating(sum(sides), *sides)
    for key, rating in counted.items():
        way, group, of = key
        if of == item and rating.n_answers > 0:
            group = rating.pool_code or group
            counted[key] = replace(rating, kinds=audited.kinds((way, group)))


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
