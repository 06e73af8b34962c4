"""Every headline under each view: answers weighted in three or four ways, with limits.

In: one question's answers, the group and organisation of everyone who gave them. Out: a weight per
answer; per item the distribution and share agreeing in each view; rows of ``weighting_views``. A
view's weights are fixed before resampling; where a view gives constituencies a fixed voice, every
resample does too. Weights never make a consultation representative; they show what a headline
depends on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gpgp.agreement.resampling import group_generator, has_enough, split_by_group
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.bootstrap import (
    acceleration,
    add_up_resamples,
    bca_limits,
    resample_times,
)
from gpgp.agreement.tallies import Respondents, Scores, Tally
from gpgp.errors import ParameterError


@dataclass(frozen=True)
class View:
    """The weights of one view: what each answer counts, and how many voices there are."""

    view_code: str
    weights: np.ndarray  # (n_answers,), 0 or more; 0 = has no voice in this view
    n_voices: float
    pooled: tuple[str, ...] = ()  # constituencies that share one voice
    left_out: tuple[str, ...] = ()  # constituencies heard from that have no voice

    @property
    def n_effective(self) -> float:
        """Kish's effective n, (sum w)^2 / sum w^2."""
        return float(self.weights.sum() ** 2 / (self.weights**2).sum())

    @property
    def design_effect(self) -> float:
        """Answers with a voice over the effective n."""
        return float((self.weights > 0).sum() / self.n_effective)

    @property
    def weight_range(self) -> tuple[float, float]:
        """Smallest and largest weight of an answer with a voice, where their mean is 1."""
        voices = self.weights[self.weights > 0]
        return float(voices.min() / voices.mean()), float(voices.max() / voices.mean())


def view_per_respondent(n_answers: int) -> View:
    """Every answer counts one."""
    return View("per_respondent", np.ones(n_answers), float(n_answers))


def view_per_organisation(organisation: np.ndarray) -> View:
    """Every organisation counts one, shared by its answers; so does a lone person."""
    _, place, size = np.unique(organisation, return_inverse=True, return_counts=True)
    return View("per_organisation", 1 / size[place], float(len(size)))


def view_equal_constituency(
    group: np.ndarray, labels: tuple[str, ...], is_named: np.ndarray, *, min_eligible: int
) -> View | None:
    """Every eligible constituency counts one; the smaller ones share one if they have enough.

    Parameters
    ----------
    group : array of shape (n_answers,)
        Place of each answer's constituency in ``labels``.
    labels : tuple of str
        Constituency codes, reserved codes among them.
    is_named : bool array of shape (n_groups,)
        False for reserved codes: they are no constituency and have no voice here.
    min_eligible : int
        Answers that give a constituency, or the smaller ones together, a voice.

    Returns
    -------
    View, or None where no constituency is eligible
        The smaller constituencies are ``pooled`` into one voice, or ``left_out``.
    """
    size = np.bincount(group, minlength=len(labels))
    is_eligible = is_named & (size >= min_eligible)
    if not is_eligible.any():
        return None
    is_small = is_named & ~is_eligible & (size > 0)
    share = np.zeros(len(labels))
    share[is_eligible] = 1 / size[is_eligible]
    small = tuple(label for label, is_in in zip(labels, is_small, strict=True) if is_in)
    if size[is_small].sum() < min_eligible:
        return View("equal_constituency", share[group], float(is_eligible.sum()), left_out=small)
    share[is_small] = 1 / size[is_small].sum()
    return View("equal_constituency", share[group], float(is_eligible.sum() + 1), pooled=small)


def rake(
    groups: pd.DataFrame,
    *,
    population: Mapping[str, Mapping[str, float]],
    tolerance: float = 1e-9,
    max_rounds: int = 1000,
) -> np.ndarray:
    """Weight people so that the margins of each grouping equal the known population shares.

    Parameters
    ----------
    groups : DataFrame, one row per person
        One column per grouping, each a group code.
    population : mapping of column to mapping of group to number of people
        Groups without a known population are left out: their people get weight 0.
    tolerance : float
        Largest difference of a margin's share from its target at which to stop.
    max_rounds : int
        Rounds of fitting after which to give up.

    Returns
    -------
    array of shape (n_people,)
        Weights with mean 1 among the people that are weighted, 0 for the others.

    Raises
    ------
    ParameterError
        No person is in a group of known population in every column, or the margins cannot be
        met together.

    Notes
    -----
    Iterative proportional fitting (Deming and Stephan 1940). Targets are shares among the
    groups that someone answered for.

    References
    ----------
    Deming, W. E. and Stephan, F. F. (1940). Annals of Mathematical Statistics 11, 427-444.
    """
    margins = []
    is_known = np.ones(len(groups), dtype=bool)
    for column, known in population.items():
        target = groups[column].map(pd.Series(dict(known), dtype=float)).to_numpy(dtype=float)
        is_known &= np.isfinite(target)
    if not is_known.any():
        raise ParameterError("rake: expected people in groups of known population, found none.")
    for column, known in population.items():
        place, labels = pd.factorize(groups.loc[is_known, column], sort=True)
        target = np.array([float(known[label]) for label in labels])
        margins.append((place, target / target.sum()))
    weights = np.full(int(is_known.sum()), 1 / is_known.sum())
    for _ in range(max_rounds):
        for place, target in margins:
            weights = weights * (target / np.bincount(place, weights=weights))[place]
        gaps = [np.abs(np.bincount(p, weights=weights) - target).max() for p, target in margins]
        if max(gaps) <= tolerance:
            raked = np.zeros(len(groups))
            raked[is_known] = weights * is_known.sum()
            return raked
    raise ParameterError(
        f"rake: the margins of {', '.join(population)} cannot be met together; largest gap "
        f"{max(gaps):.3g} after {max_rounds} rounds. Weight by one of them."
    )


PER_RESPONDENT, EQUAL = "per_respondent", "equal_constituency"
FIXED_VOICES = (EQUAL, "raked")  # a constituency's voice does not depend on who is drawn


@dataclass(frozen=True)
class ViewedItem:
    """One item in one view."""

    view: View
    distribution: np.ndarray  # (n_points,) weighted shares
    share_agree: float


def view_items(
    answers: Scores, respondents: Respondents, *, settings: AgreementSettings
) -> list[dict[str, ViewedItem]]:
    """Return, for each item, its views by code; an item without answers has none."""
    return [
        {
            view.view_code: _weigh(scores[scores > 0], view, answers)
            for view in views_of(np.flatnonzero(scores > 0), respondents, settings=settings)
        }
        for scores in answers.scores.T
    ]


def views_of(
    who: np.ndarray, respondents: Respondents, *, settings: AgreementSettings
) -> list[View]:
    """Return the views of a set of responses, given by their places; none of no responses."""
    if len(who) == 0:
        return []
    constituencies = respondents.groupings["constituency"]
    equal = view_equal_constituency(
        constituencies.group[who],
        constituencies.labels,
        constituencies.is_named,
        min_eligible=settings.min_eligible,
    )
    views = [
        view_per_respondent(len(who)),
        equal,
        view_per_organisation(respondents.organisation[who]),
        _view_raked(who, respondents) if settings.rake else None,
    ]
    return [view for view in views if view is not None]


def _view_raked(who: np.ndarray, respondents: Respondents) -> View:
    known, groups = {}, {}
    for dimension in ("constituency", "nation"):
        grouping = respondents.groupings.get(dimension)
        if grouping is not None and np.isfinite(grouping.population).any():
            labels = np.array(grouping.labels)
            is_known = np.isfinite(grouping.population)
            known[dimension] = dict(
                zip(labels[is_known], grouping.population[is_known], strict=True)
            )
            groups[dimension] = labels[grouping.group[who]]
    weights = rake(pd.DataFrame(groups), population=known)
    return View("raked", weights, float((weights > 0).sum()))


def _weigh(scores: np.ndarray, view: View, answers: Scores) -> ViewedItem:
    counts = np.bincount(scores - 1, weights=view.weights, minlength=answers.n_points)
    shares = counts / counts.sum()
    return ViewedItem(view, shares, float(shares[answers.agree_from - 1 :].sum()))


def tabulate_views(
    answers: Scores,
    viewed: list[dict[str, ViewedItem]],
    body: Tally,
    constituencies: Tally,
    *,
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Return the rows of ``weighting_views`` of one rating question.

    Parameters
    ----------
    body, constituencies : Tally of the whole body and of the constituencies
    """
    is_enough = has_enough(body.n_answers[0], body.n_organisations[0], settings=settings)
    limits = _limit_views(answers, viewed, constituencies, is_enough, settings)
    nothing = (np.nan, np.nan)
    rows = [
        {
            "question_id": answers.question_id,
            "item_code": code,
            **describe_view(seen.view),
            "share_agree": seen.share_agree,
            "share_low": limits.get((item, view_code), nothing)[0],
            "share_high": limits.get((item, view_code), nothing)[1],
            "changes_headline": _sides(seen.share_agree, settings)
            != _sides(viewed[item][PER_RESPONDENT].share_agree, settings),
        }
        for item, code in enumerate(answers.items)
        for view_code, seen in viewed[item].items()
    ]
    return rank_views(pd.DataFrame(rows))


def _limit_views(
    answers: Scores,
    viewed: list[dict[str, ViewedItem]],
    tally: Tally,
    is_enough: np.ndarray,
    settings: AgreementSettings,
) -> dict[tuple[int, str], tuple[float, float]]:
    cells = [(item, code) for item in np.flatnonzero(is_enough).tolist() for code in viewed[item]]
    if not cells:
        return {}
    sums = [
        _sum_by_cluster(answers.scores[:, item], viewed[item][code].view, answers, tally)
        for item, code in cells
    ]
    agree, weight = np.stack(sums, axis=-1)
    low, high = limit_shares(
        agree,
        weight,
        tally.starts,
        has_fixed_voices=np.array([code in FIXED_VOICES for _, code in cells]),
        settings=settings,
    )
    return dict(zip(cells, zip(low, high, strict=True), strict=True))


def _sum_by_cluster(
    scores: np.ndarray, view: View, answers: Scores, tally: Tally
) -> tuple[np.ndarray, np.ndarray]:
    """Add up the weight of agreeing answers and of all, per organisation within constituency."""
    who = np.flatnonzero(scores > 0)
    n_clusters = len(tally.clusters)
    is_agreeing = scores[who] >= answers.agree_from
    agree = np.bincount(tally.cluster[who], view.weights * is_agreeing, minlength=n_clusters)
    return agree, np.bincount(tally.cluster[who], view.weights, minlength=n_clusters)


def describe_view(view: View) -> dict[str, Any]:
    """Return the columns of ``weighting_views`` that say how the view weighs."""
    lowest, highest = view.weight_range
    return {
        "view_code": view.view_code,
        "n_voices": view.n_voices,
        "n_effective": view.n_effective,
        "design_effect": view.design_effect,
        "weight_min": lowest,
        "weight_max": highest,
        "pooled": "|".join(view.pooled),
        "left_out": "|".join(view.left_out),
    }


def rank_views(views: pd.DataFrame) -> pd.DataFrame:
    """Give each item its place among the items of its question in each view."""
    if views.empty:
        return views
    rounded = views["share_agree"].round(12)  # equal shares tie, whatever the rounding of a sum
    by = [views["question_id"], views["view_code"]]
    return views.assign(rank=rounded.groupby(by, observed=True).rank("min", ascending=False))


def _sides(share: float, settings: AgreementSettings) -> tuple[bool, bool]:
    return share > settings.majority, share >= settings.shared_from - 1e-9


def limit_shares(
    agree: np.ndarray,
    weight: np.ndarray,
    starts: np.ndarray,
    *,
    has_fixed_voices: np.ndarray,
    settings: AgreementSettings,
) -> tuple[np.ndarray, np.ndarray]:
    """Return BCa limits of weighted shares.

    Parameters
    ----------
    agree, weight : arrays of shape (n_clusters, n_figures)
        Weight of the answers that agree and of all answers, per organisation within
        constituency, sorted by constituency. Every figure has some weight.
    starts : array of shape (n_groups,)
        First row of each constituency.
    has_fixed_voices : bool array of shape (n_figures,)
        Whether each constituency's weight is the same in every draw.

    Returns
    -------
    low, high : arrays of shape (n_figures,)
    """
    tables = split_by_group(np.hstack([agree, weight]), starts)
    totals = np.array([table.sum(axis=0) for table in tables])
    draws = np.zeros((settings.n_resamples, 2 * agree.shape[1]))
    for group, table in enumerate(tables):
        times = resample_times(len(table), settings.n_resamples, group_generator(group, settings))
        drawn = add_up_resamples(times, table)
        draws += _hold_voices(drawn, totals[group], has_fixed_voices)
    whole = totals.sum(axis=0)
    left_out = [
        _share(whole - total + _hold_voices(total - table, total, has_fixed_voices))
        for table, total in zip(tables, totals, strict=True)
    ]
    return bca_limits(
        _share(whole), _share(draws), acceleration(left_out), confidence=settings.confidence
    )


def _share(sums: np.ndarray) -> np.ndarray:
    agree, weight = np.split(sums, 2, axis=-1)
    share = np.divide(agree, weight, out=np.full(agree.shape, np.nan), where=weight > 0)
    return share.round(12)  # so that equal shares are equal, whatever the rounding of a sum


def _hold_voices(drawn: np.ndarray, total: np.ndarray, is_held: np.ndarray) -> np.ndarray:
    """Scale a constituency's drawn sums to its own weight; keep its own sums if none was drawn."""
    agree, weight = np.split(drawn.copy(), 2, axis=-1)
    own_agree, own_weight = (part[is_held] for part in np.split(total, 2))
    drawn_weight = weight[..., is_held]
    scale = np.divide(
        own_weight, drawn_weight, out=np.zeros(drawn_weight.shape), where=drawn_weight > 0
    )
    agree[..., is_held] = np.where(drawn_weight > 0, agree[..., is_held] * scale, own_agree)
    weight[..., is_held] = own_weight
    return np.concatenate([agree, weight], axis=-1)
