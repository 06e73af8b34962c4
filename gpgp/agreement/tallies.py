"""Who answered, and their answers counted per organisation, group, item and scale point.

In: the tables ``responses`` and ``ratings``. Out: :class:`Respondents` (one place per response,
in the order of ``response_id``, which every module of this stage counts by), :class:`Scores` (who
gave which score) and :class:`Tally` (counts in one dimension), as plain arrays; rows of
``agreement_ratings`` and ``agreement_points``. Nothing is hidden here: disclosure decides what may
be shown.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gpgp.agreement.ratings import (
    agreement_values,
    consensus_values,
    leik_values,
    median_values,
    r_wg_values,
)
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.intervals import design_effects, share_interval
from gpgp.instrument import Consultation, Group
from gpgp.instrument.questions import Rating
from gpgp.tables import ALL, DONT_KNOW, NO_ANSWER, NOT_ASKED, NOT_MATCHED

RESERVED = frozenset({ALL, NO_ANSWER, NOT_ASKED, NOT_MATCHED})


@dataclass(frozen=True)
class Grouping:
    """One way to group responses: the group of each, the groups' codes and populations."""

    dimension: str
    group: np.ndarray  # (n_responses,) place in labels
    labels: tuple[str, ...]  # sorted; reserved codes among them
    population: np.ndarray  # (n_groups,) NaN where unknown

    @property
    def is_named(self) -> np.ndarray:
        """Whether each group is one of the instrument's, not a reserved code."""
        return np.array([label not in RESERVED for label in self.labels], dtype=bool)


@dataclass(frozen=True)
class Respondents:
    """All analysed responses."""

    response_id: pd.Index
    organisation: np.ndarray  # (n_responses,) a number; a lone person has one of their own
    groupings: dict[str, Grouping]  # by dimension: all, constituency, and others where asked

    def __len__(self) -> int:
        """Return the number of responses."""
        return len(self.response_id)

    def places(self, response_id: pd.Series) -> np.ndarray:
        """Return the place of each response; -1 where it is not an analysed one."""
        return self.response_id.get_indexer(pd.Index(response_id))

    def clusters_within(self, grouping: Grouping) -> tuple[np.ndarray, np.ndarray]:
        """Number the organisations within each group, sorted by group.

        Returns
        -------
        cluster : array of shape (n_responses,)
        starts : array of shape (n_groups,)
            First cluster of each group.
        """
        width = int(self.organisation.max()) + 1
        pair = grouping.group.astype(np.int64) * width + self.organisation
        pairs, cluster = np.unique(pair, return_inverse=True)
        return cluster, np.searchsorted(pairs // width, np.arange(len(grouping.labels)))


def group_respondents(responses: pd.DataFrame, *, consultation: Consultation) -> Respondents:
    """Read the groups and organisations of all analysed responses.

    Parameters
    ----------
    responses : DataFrame, contract ``responses``
    consultation : Consultation
        Gives the populations of its constituencies and nations.

    Returns
    -------
    Respondents
        Sorted by time and ``response_id``: ids made from row numbers change with the order of
        rows, and with them what is drawn in resampling. The dimensions ``nation`` (as answered),
        ``whole_nation`` (regions rolled up into their nation) and ``respondent_type`` are there
        only where they were asked for, and regions have a nation.
    """
    rows = responses.sort_values(["submitted_at", "response_id"], ignore_index=True)
    own = "response:" + pd.Series(rows.index.astype("str")).str.zfill(9)
    given = "organisation:" + rows["organisation_id"].astype("str")
    key = given.where(rows["organisation_id"].notna(), own)
    everybody = pd.Series(ALL, index=rows.index, dtype="str")
    groupings = {
        ALL: _group_by(everybody, ALL, ()),
        "constituency": _group_by(
            rows["constituency_code"], "constituency", consultation.constituencies
        ),
    }
    if (rows["nation_code"] != NOT_ASKED).any():
        groupings["nation"] = _group_by(rows["nation_code"], "nation", consultation.nations)
        whole = {
            group.code: _find_whole(group, consultation.nations) for group in consultation.nations
        }
        if any(code != parent for code, parent in whole.items()):
            rolled_up = rows["nation_code"].replace(whole).astype("str")
            groupings["whole_nation"] = _group_by(rolled_up, "whole_nation", consultation.nations)
    if (rows["respondent_type_code"] != NOT_ASKED).any():
        groupings["respondent_type"] = _group_by(
            rows["respondent_type_code"], "respondent_type", ()
        )
    return Respondents(
        response_id=pd.Index(rows["response_id"]),
        organisation=pd.factorize(key, sort=True)[0],
        groupings=groupings,
    )


def _find_whole(group: Group, groups: tuple[Group, ...]) -> str:
    """Return the code of the nation that a region is part of; of a nation, its own."""
    parents = {known.code: known.parent for known in groups}
    code = group.code
    while parent := parents.get(code):
        code = parent
    return code


def _group_by(codes: pd.Series, dimension: str, groups: tuple[Group, ...]) -> Grouping:
    places, labels = pd.factorize(codes, sort=True)
    known = {group.code: group.population for group in groups if group.population is not None}
    population = np.array([known.get(label, np.nan) for label in labels], dtype=float)
    return Grouping(dimension, places, tuple(str(label) for label in labels), population)


@dataclass(frozen=True)
class Scores:
    """The scores of one rating question."""

    question_id: str
    items: tuple[str, ...]
    n_points: int
    agree_from: int
    disagree_to: int
    scores: np.ndarray  # (n_responses, n_items) int8; 0 = no scale point
    dont_know: np.ndarray  # (n_responses, n_items) bool


@dataclass(frozen=True)
class Tally:
    """One question's answers counted in one dimension.

    ``clusters`` has a row per organisation within group, sorted by group: the unit that
    intervals and bootstrap draws treat as one voice.
    """

    grouping: Grouping
    cluster: np.ndarray  # (n_responses,) row in clusters
    clusters: np.ndarray  # (n_clusters, n_items, n_points) answers
    starts: np.ndarray  # (n_groups,) first row of each group in clusters
    counts: np.ndarray  # (n_groups, n_items, n_points) answers
    n_answers: np.ndarray  # (n_groups, n_items) on a scale point
    n_agree: np.ndarray  # (n_groups, n_items)
    n_dont_know: np.ndarray  # (n_groups, n_items)
    n_organisations: np.ndarray  # (n_groups, n_items) behind the answers
    design_effect: np.ndarray  # (n_groups, n_items) of the share that agrees, as estimated
    n_responses: np.ndarray  # (n_groups,)


def read_scores(ratings: pd.DataFrame, respondents: Respondents, *, question: Rating) -> Scores:
    """Lay the ratings of one question out as respondents by items.

    Parameters
    ----------
    ratings : DataFrame, contract ``ratings``
        All questions; a response without a row for an item gave no answer to it.
    respondents : Respondents
    question : rating question of the instrument
    """
    items = tuple(item.code for item in question.items)
    rows = ratings[ratings["question_id"] == question.id]
    place = respondents.places(rows["response_id"])
    item = pd.Index(items).get_indexer(pd.Index(rows["item_code"]))
    known = (place >= 0) & (item >= 0)
    shape = (len(respondents), len(items))
    scores, dont_know = np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=bool)
    score = rows["score"].fillna(0).to_numpy(dtype=np.int8)
    scores[place[known], item[known]] = score[known]
    said = (rows["status_code"] == DONT_KNOW).to_numpy()
    dont_know[place[known & said], item[known & said]] = True
    scale = question.scale
    return Scores(
        question.id, items, scale.n_points, scale.agree_from, scale.disagree_to, scores, dont_know
    )


def tally_scores(answers: Scores, respondents: Respondents, grouping: Grouping) -> Tally:
    """Count one question's answers in one dimension."""
    cluster, starts = respondents.clusters_within(grouping)
    clusters = count_points(answers.scores, cluster, int(cluster.max()) + 1, answers.n_points)
    counts = np.add.reduceat(clusters, starts, axis=0, dtype=np.int64)
    is_agreeing = slice(answers.agree_from - 1, None)
    effect, n_organisations = design_effects(
        clusters[..., is_agreeing].sum(axis=-1), clusters.sum(axis=-1), starts
    )
    dont_know = np.zeros((len(starts), len(answers.items)), dtype=np.int64)
    np.add.at(dont_know, grouping.group, answers.dont_know)
    return Tally(
        grouping=grouping,
        cluster=cluster,
        clusters=clusters,
        starts=starts,
        counts=counts,
        n_answers=counts.sum(axis=-1),
        n_agree=counts[..., is_agreeing].sum(axis=-1),
        n_dont_know=dont_know,
        n_organisations=n_organisations,
        design_effect=effect,
        n_responses=np.bincount(grouping.group, minlength=len(starts)),
    )


def mean_design_effect(constituencies: Tally, *, settings: AgreementSettings) -> float:
    """Return the design effect of a question: the answer-weighted mean over what is eligible.

    One cell is one item in one constituency with enough answers. A constituency's own effect is
    an estimate from few organisations; every interval and test uses the larger of the two.

    Returns
    -------
    float, 1 or more
        1 where nothing is eligible.
    """
    is_named = constituencies.grouping.is_named[:, None]
    is_eligible = is_named & (constituencies.n_answers >= settings.min_eligible)
    weights = constituencies.n_answers * is_eligible
    if not weights.any():
        return 1.0
    return max(float(np.average(constituencies.design_effect, weights=weights)), 1.0)


def widen_tally(tally: Tally, least_effect: float) -> Tally:
    """Return the tally with no design effect under ``least_effect``."""
    return replace(tally, design_effect=np.maximum(tally.design_effect, least_effect))


def count_points(
    scores: np.ndarray, cluster: np.ndarray, n_clusters: int, n_points: int
) -> np.ndarray:
    """Count answers per cluster, item and scale point: (n_clusters, n_items, n_points)."""
    counted = np.empty((n_clusters, scores.shape[1], n_points), dtype=np.int32)
    for item in range(scores.shape[1]):
        answered = scores[:, item] > 0
        cell = cluster[answered] * n_points + scores[answered, item] - 1
        flat = np.bincount(cell, minlength=n_clusters * n_points)
        counted[:, item] = flat.reshape(n_clusters, n_points)
    return counted


def tabulate_ratings(
    answers: Scores, tally: Tally, limits: dict[str, np.ndarray], *, settings: AgreementSettings
) -> pd.DataFrame:
    """Return one row per item and group, contract ``agreement_ratings``.

    Parameters
    ----------
    limits : dict of arrays of shape (n_groups, n_items)
        Bootstrap limits of A and the median, see :mod:`gpgp.agreement.resampling`.

    Notes
    -----
    The interval of the share is Wilson's on the effective n; van der Eijk's A needs three scale
    points and is missing on a scale of two.
    """
    frame = _keys(answers, tally)
    disagree = tally.counts[..., : answers.disagree_to].sum(axis=-1)
    n_responses = np.repeat(tally.n_responses[:, None], len(answers.items), axis=1)
    figures = {
        "n_responses": n_responses,
        "n_answers": tally.n_answers,
        "n_agree": tally.n_agree,
        "n_neither": tally.n_answers - tally.n_agree - disagree,
        "n_disagree": disagree,
        "n_dont_know": tally.n_dont_know,
        "n_no_answer": n_responses - tally.n_answers - tally.n_dont_know,
        "n_organisations": tally.n_organisations,
        **_share_figures(tally, settings),
        **_coefficients(tally.counts),
        **limits,
    }
    return frame.assign(**{name: np.ravel(values) for name, values in figures.items()})


def tabulate_points(answers: Scores, tally: Tally) -> pd.DataFrame:
    """Return one row per scale point, item and group, contract ``agreement_points``."""
    keys = _keys(answers, tally)
    frame = keys.loc[keys.index.repeat(answers.n_points)].reset_index(drop=True)
    frame["score"] = np.tile(np.arange(1, answers.n_points + 1), len(keys))
    frame["n_answers"] = tally.counts.ravel()
    return frame


def _keys(answers: Scores, tally: Tally) -> pd.DataFrame:
    groups, items = tally.grouping.labels, answers.items
    return pd.DataFrame(
        {
            "question_id": answers.question_id,
            "item_code": list(items) * len(groups),
            "dimension_code": tally.grouping.dimension,
            "group_code": [group for group in groups for _ in items],
        },
        columns=["question_id", "item_code", "dimension_code", "group_code"],
        dtype="str",
    )


def _share_figures(tally: Tally, settings: AgreementSettings) -> dict[str, np.ndarray]:
    low, high, effective = share_interval(
        tally.n_agree,
        tally.n_answers,
        design_effect=tally.design_effect,
        confidence=settings.confidence,
        min_n=settings.min_interval,
    )
    nowhere = np.full(tally.n_agree.shape, np.nan)
    share = np.divide(tally.n_agree, tally.n_answers, out=nowhere, where=tally.n_answers > 0)
    return {
        "share_agree": share,
        "share_low": low,
        "share_high": high,
        "n_effective": effective,
    }


def _coefficients(counts: np.ndarray) -> dict[str, np.ndarray]:
    nowhere = np.full(counts.shape[:-1], np.nan)
    agreement = agreement_values(counts) if counts.shape[-1] > 2 else nowhere
    return {
        "median": median_values(counts),
        "agreement_a": agreement,
        "polarization": (1 - agreement) / 2,
        "consensus": consensus_values(counts),
        "leik_d": leik_values(counts),
        "r_wg": np.where(counts.sum(axis=-1) >= 2, r_wg_values(counts), np.nan),
    }
