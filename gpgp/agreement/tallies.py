"""Answers counted per organisation, group, item and scale point: what every figure starts from.

In: the table ``ratings`` for one question. Out: :class:`Answers` (who gave which score) and
:class:`Tally` (counts in one dimension), as plain arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gpgp.agreement.respondents import Grouping, Respondents
from gpgp.agreement.statistics.intervals import design_effects
from gpgp.tables import DONT_KNOW


@dataclass(frozen=True)
class Answers:
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
    design_effect: np.ndarray  # (n_groups, n_items) of the share that agrees
    n_responses: np.ndarray  # (n_groups,)


def read_answers(ratings: pd.DataFrame, respondents: Respondents, *, question: Any) -> Answers:
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
    return Answers(
        question.id, items, scale.n_points, scale.agree_from, scale.disagree_to, scores, dont_know
    )


def count_answers(answers: Answers, respondents: Respondents, grouping: Grouping) -> Tally:
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
