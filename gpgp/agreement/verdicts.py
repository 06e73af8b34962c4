"""The verdict on one element: the first of eight rules that holds, in a fixed order.

In: :class:`Evidence`, the answers per constituency. Out: :class:`Figures`, everything the rules
look at, and :class:`Verdict`. No rule looks at anything else, so that a reader can check a
verdict by hand from the published tables. Figures and families are computed for many sets of
answers at once: firmness asks what other answers would have given.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from scipy import stats

from gpgp.agreement.ratings import agreement_values
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.intervals import wilson_interval

TINY = 1e-9  # a share of exactly two-thirds is two-thirds, whatever the rounding of a sum
FAMILIES = (
    "too_few",
    "divided_between",
    "divided_within",
    "shared",  # with or without reservations
    "majority",
    "not_supported",
    "not_settled",
)


@dataclass(frozen=True)
class Evidence:
    """One element's answers; leading axes of the arrays are alternatives (usually none).

    A group is a constituency, or one of the reserved codes, whose people are in the body and in
    no constituency.
    """

    groups: tuple[str, ...]
    is_named: np.ndarray  # (n_groups,) False for reserved codes
    counts: np.ndarray  # (..., n_groups, n_points) answers
    organisation_counts: np.ndarray  # the same, an organisation's answers adding up to 1
    design_effect: np.ndarray  # (..., n_groups) never under the question's mean
    body_effect: np.ndarray  # (...) of the share of the whole body
    question_effect: float | np.ndarray  # answer-weighted mean over constituencies and elements
    agree_from: int
    disagree_to: int
    other_p: np.ndarray  # (n_other,) unadjusted p of the consultation's other elements
    n_elements: int  # rated elements of the consultation that somebody answered


@dataclass(frozen=True)
class Figures:
    """What the rules look at. Shares of the groups are NaN where nobody answered."""

    is_eligible: np.ndarray  # (n_groups,) named, with enough answers
    is_heard: np.ndarray  # (n_groups,) named, with at least one answer
    n_answers: np.ndarray  # (..., n_groups)
    share: np.ndarray  # (..., n_groups)
    is_over: np.ndarray  # (..., n_groups) eligible, interval above one half
    is_under: np.ndarray  # (..., n_groups) eligible, interval below one half
    views: np.ndarray  # (..., 3) respondents, equal voice, organisations
    body_low: np.ndarray  # (...)
    body_high: np.ndarray
    equal_low: np.ndarray
    equal_high: np.ndarray
    agreement_a: np.ndarray  # (...) of the equal-voice shares; NaN on two points
    polarization: np.ndarray  # (...) mean over eligible constituencies of their own
    p_value: np.ndarray  # (...) chi-squared on effective counts; NaN where not tested


class HeldBack(NamedTuple):
    """Which constituencies keep an element from being shared by all, and by which clause."""

    below_half: np.ndarray  # (n_groups,) ten answers or more, under one half
    about_half: np.ndarray  # 30 or more, not clearly over, under .555
    below_rest: np.ndarray  # any number, under two-thirds and lower than the rest beyond chance
    p_value: np.ndarray  # (n_groups,) of the last clause, adjusted; NaN where nobody answered

    @property
    def any_clause(self) -> np.ndarray:
        """Where any of the three holds."""
        return self.below_half | self.about_half | self.below_rest


@dataclass(frozen=True)
class Verdict:
    """A verdict, whom it names, and which clause decided."""

    verdict_code: str
    reason_code: str
    supporters: tuple[str, ...]  # clearly over one half
    objectors: tuple[str, ...]  # clearly under; for a shared element those held back
    p_holm: float


def compute_figures(evidence: Evidence, *, settings: AgreementSettings) -> Figures:
    """Compute what the rules look at."""
    agreeing = slice(evidence.agree_from - 1, None)
    counts = evidence.counts
    n, n_agree = counts.sum(axis=-1), counts[..., agreeing].sum(axis=-1)
    share = _ratio(n_agree, n)
    n_first = n.reshape(-1, n.shape[-1])[0]  # other answers, not more of them
    is_eligible = evidence.is_named & (n_first >= settings.min_eligible)
    low, high = _wilson(share, n / evidence.design_effect, settings)
    body = _ratio(n_agree.sum(axis=-1), n.sum(axis=-1))
    body_low, body_high = _wilson(body, n.sum(axis=-1) / evidence.body_effect, settings)
    by_organisation = evidence.organisation_counts.sum(axis=-2)
    organisations = _ratio(by_organisation[..., agreeing].sum(axis=-1), by_organisation.sum(-1))
    equal, equal_n, distribution = _hear_equally(evidence, is_eligible, n_first, settings)
    equal_low, equal_high = _wilson(equal, equal_n, settings)
    own = counts[..., is_eligible, :]
    return Figures(
        is_eligible=is_eligible,
        is_heard=evidence.is_named & (n_first > 0),
        n_answers=n,
        share=share,
        is_over=is_eligible & (low > settings.majority),
        is_under=is_eligible & (high < settings.majority),
        views=np.stack([body, equal, organisations], axis=-1),
        body_low=body_low,
        body_high=body_high,
        equal_low=equal_low,
        equal_high=equal_high,
        agreement_a=_agreement(distribution),
        polarization=_mean((1 - _agreement(own)) / 2),
        p_value=_test_alike(evidence, n, n_agree, is_eligible),
    )


def _hear_equally(
    evidence: Evidence, is_eligible: np.ndarray, n: np.ndarray, settings: AgreementSettings
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the equal-voice share, its effective n and the equal-voice distribution.

    Every eligible constituency is a voice; the others together are one if they have enough.
    """
    is_small = evidence.is_named & ~is_eligible & (n > 0)
    has_pool = n[is_small].sum() >= settings.min_eligible
    counts, effect = evidence.counts[..., is_eligible, :], evidence.design_effect[..., is_eligible]
    if has_pool and is_eligible.any():
        pool = evidence.counts[..., is_small, :].sum(axis=-2, keepdims=True)
        of_pool = np.broadcast_to(np.asarray(evidence.question_effect), effect.shape[:-1])
        counts = np.concatenate([counts, pool], axis=-2)
        effect = np.concatenate([effect, of_pool[..., None]], axis=-1)
    size = counts.sum(axis=-1)
    shares = _ratio(counts, size[..., None])
    share = shares[..., evidence.agree_from - 1 :].sum(axis=-1)
    n_voices = counts.shape[-2]
    equal = _mean(share)
    if n_voices == 0:
        return equal, equal, np.full((*equal.shape, counts.shape[-1]), np.nan)
    within = (share * (1 - share) * effect / size).sum(axis=-1) / n_voices**2
    unanimous = n_voices**2 / (effect / size).sum(axis=-1)
    n_effective = np.where(within > 0, _ratio(equal * (1 - equal), within), unanimous)
    return equal, n_effective, shares.mean(axis=-2)


def _test_alike(
    evidence: Evidence, n: np.ndarray, n_agree: np.ndarray, is_eligible: np.ndarray
) -> np.ndarray:
    """Return p of chi-squared, agreeing or not by eligible constituency, on effective counts."""
    if is_eligible.sum() < 2:
        return np.full(n.shape[:-1], np.nan)
    effect = evidence.design_effect[..., is_eligible]
    worth = n[..., is_eligible] / effect
    agreeing = n_agree[..., is_eligible] / effect
    overall = (agreeing.sum(axis=-1) / worth.sum(axis=-1))[..., None]
    gaps = (agreeing - worth * overall) ** 2
    statistic = _ratio(gaps, worth * overall * (1 - overall), nowhere=0.0).sum(axis=-1)
    return stats.chi2.sf(statistic, is_eligible.sum() - 1)


def adjust_alone(p_value: np.ndarray, other_p: np.ndarray) -> np.ndarray:
    """Adjust p values by Holm's method, each alone beside the same other p values."""
    others = np.sort(other_p[np.isfinite(other_p)])
    steps = np.maximum.accumulate(others * np.arange(len(others) + 1, 1, -1))
    place = np.searchsorted(others, p_value)
    before = np.concatenate([[0.0], steps])[place]
    return np.minimum(np.maximum(before, p_value * (len(others) + 1 - place)), 1.0)


def find_family(figures: Figures, p_holm: np.ndarray, *, settings: AgreementSettings) -> np.ndarray:
    """Return the place in ``FAMILIES`` of each verdict: the first rule that holds."""
    half = settings.majority
    lowest, highest = figures.views.min(axis=-1), figures.views.max(axis=-1)
    is_above = (figures.body_low > half) & (figures.equal_low > half)
    is_below = (figures.body_high < half) & (figures.equal_high < half)
    has_sides = figures.is_over.any(axis=-1) & figures.is_under.any(axis=-1)
    rules = [
        np.broadcast_to(figures.is_eligible.sum() < 2, lowest.shape),
        has_sides & (p_holm < settings.alpha),
        figures.polarization >= settings.divided_within_from - TINY,
        is_above & (lowest >= settings.shared_from - TINY),
        is_above & (lowest > half + TINY),
        is_below & (highest < half - TINY),
    ]
    return np.select(rules, np.arange(len(rules)), len(rules))


def find_held_back(
    evidence: Evidence, figures: Figures, *, settings: AgreementSettings
) -> HeldBack:
    """Return the constituencies that hold back from agreeing, for one set of answers.

    Notes
    -----
    The last clause is Fisher's exact test, one-sided, of the constituency against all other
    answers, on effective counts; p is multiplied by the constituencies heard from and by the
    elements (Bonferroni).
    """
    n, share, heard = figures.n_answers, figures.share, figures.is_heard
    p = np.full(len(n), np.nan)
    n_agree = evidence.counts[..., evidence.agree_from - 1 :].sum(axis=-1)
    for group in np.flatnonzero(heard):
        yes, own = _worth(n_agree[group], n[group], evidence.design_effect[group])
        others = np.arange(len(n)) != group
        rest_yes, rest = _worth(n_agree[others].sum(), n[others].sum(), evidence.body_effect)
        p[group] = stats.hypergeom.cdf(yes, own + rest, yes + rest_yes, own)
    adjusted = np.minimum(p * heard.sum() * evidence.n_elements, 1.0)
    is_low = heard & (share < settings.shared_from - TINY)
    is_about = (n >= settings.min_about_half) & (share < settings.about_half_under - TINY)
    return HeldBack(
        below_half=figures.is_eligible & (share < settings.majority - TINY),
        about_half=heard & is_about & ~figures.is_over,
        below_rest=is_low & (adjusted < settings.alpha),
        p_value=adjusted,
    )


def _worth(n_agree: float, n: float, effect: float | np.ndarray) -> tuple[int, int]:
    """Return whole effective counts: people agreeing, and all."""
    worth = round(float(n / effect))
    return round(worth * float(n_agree / n)) if n else 0, worth


def judge_element(evidence: Evidence, *, settings: AgreementSettings) -> Verdict:
    """Return the verdict on one element.

    Notes
    -----
    In order: too few to say; divided between constituencies; divided within them; shared;
    shared with reservations; majority, not consensus; not supported; not settled.
    """
    figures = compute_figures(evidence, settings=settings)
    p_holm = adjust_alone(figures.p_value, evidence.other_p)
    family = FAMILIES[int(find_family(figures, p_holm, settings=settings))]
    verdict = Verdict(
        family,
        "rule",
        _names(evidence, figures, figures.is_over),
        _names(evidence, figures, figures.is_under),
        float(p_holm) if np.isfinite(figures.p_value) else np.nan,
    )
    if family == "shared":
        return _judge_shared(verdict, evidence, figures, settings)
    if family == "not_supported":
        return replace(verdict, reason_code=_find_alternative(evidence, settings))
    if family == "not_settled":
        sides = figures.views > settings.majority
        reason = "views_differ" if sides.any() and not sides.all() else "too_close"
        return replace(verdict, reason_code=reason)
    return verdict


def _judge_shared(
    verdict: Verdict, evidence: Evidence, figures: Figures, settings: AgreementSettings
) -> Verdict:
    held_back = find_held_back(evidence, figures, settings=settings).any_clause
    verdict = replace(verdict, objectors=_names(evidence, figures, held_back))
    n_over, n_eligible = figures.is_over.sum(), figures.is_eligible.sum()
    if held_back.any():
        reason = "held_back"
    elif figures.agreement_a < settings.shared_agreement_from - TINY:
        reason = "spread_opinion"
    elif n_over < 2 or 2 * n_over < n_eligible:
        reason = "few_answers"
    else:
        return verdict
    return replace(verdict, verdict_code="shared_with_reservations", reason_code=reason)


def _find_alternative(evidence: Evidence, settings: AgreementSettings) -> str:
    """Return what those do who do not agree: disagree, stand in the middle, or both."""
    points = evidence.counts.sum(axis=-2)
    n, n_disagree = points.sum(), points[: evidence.disagree_to].sum()
    n_neither = points[evidence.disagree_to : evidence.agree_from - 1].sum()
    for part, reason in ((n_disagree, "mostly_disagree"), (n_neither, "mostly_middle")):
        is_most = part >= settings.shared_from * (n_disagree + n_neither) - TINY
        if is_most or part > settings.majority * n:
            return reason
    return "three_ways"


def _names(evidence: Evidence, figures: Figures, chosen: np.ndarray) -> tuple[str, ...]:
    """Return the chosen groups, the lowest share first."""
    order = np.argsort(figures.share, kind="stable")
    return tuple(evidence.groups[place] for place in order if chosen[place])


def _wilson(
    share: np.ndarray, n: np.ndarray, settings: AgreementSettings
) -> tuple[np.ndarray, np.ndarray]:
    return wilson_interval(share, np.where(n > 0, n, np.nan), confidence=settings.confidence)


def _agreement(counts: np.ndarray) -> np.ndarray:
    has_middle = counts.shape[-1] > 2
    return agreement_values(counts) if has_middle else np.full(counts.shape[:-1], np.nan)


def _mean(values: np.ndarray) -> np.ndarray:
    empty = values.shape[-1] == 0
    return np.full(values.shape[:-1], np.nan) if empty else values.mean(axis=-1)


def _ratio(part: np.ndarray, whole: np.ndarray, nowhere: float = np.nan) -> np.ndarray:
    part, whole = np.broadcast_arrays(part, whole)
    return np.divide(part, whole, out=np.full(part.shape, nowhere), where=whole > 0)
