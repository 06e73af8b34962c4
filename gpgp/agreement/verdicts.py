"""The verdict on one element: the first rule that holds, in a fixed order.

In: :class:`Evidence`, everything the rules look at. Out: :class:`Verdict`. No rule looks at
anything else, so that a reader can check a verdict by hand from the published tables.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.intervals import normal_quantile

_TINY = 1e-9  # a share of exactly two-thirds is two-thirds, whatever the rounding of a sum


@dataclass(frozen=True)
class Evidence:
    """What the rules look at. Arrays hold one place per eligible constituency."""

    constituencies: tuple[str, ...]
    share: np.ndarray
    low: np.ndarray
    high: np.ndarray
    views: tuple[float, ...]  # share agreeing in each view that could be computed
    agreement_a: float  # of the equal-voice distribution; NaN on a scale of two points
    overall_share: float
    overall_low: float
    overall_high: float
    n_answers: int
    n_neither: int
    n_disagree: int
    design_effect: float
    p_holm: float  # agree by constituency, adjusted over the elements
    population: float  # of all constituencies; NaN where not all are known


@dataclass(frozen=True)
class Verdict:
    """A verdict, whom it names, and which clause decided."""

    verdict_code: str
    supporters: tuple[str, ...] = ()
    objectors: tuple[str, ...] = ()
    reason_code: str = "rule"
    n_more_answers: int | None = None


def judge_element(evidence: Evidence, *, settings: AgreementSettings) -> Verdict:
    """Return the verdict on one element.

    Notes
    -----
    In order: too few to say; divided between constituencies; divided within them; shared;
    shared with reservations; majority, not consensus; not supported; not settled.
    """
    half, shared_from = settings.majority, settings.shared_from
    above = _named(evidence, evidence.low > half)
    below = _named(evidence, evidence.high < half)
    if len(evidence.constituencies) < 2:
        return Verdict("too_few", above, below)
    if above and below and evidence.p_holm < settings.alpha:
        return Verdict("divided_between", above, below)
    if (1 - evidence.agreement_a) / 2 >= settings.divided_within_from - _TINY:
        return Verdict("divided_within", above, below)
    if min(evidence.views) >= shared_from - _TINY:
        return _judge_shared(evidence, above, settings)
    if min(evidence.views) > half + _TINY and evidence.overall_low > half:
        return Verdict("majority", above, below)
    if max(evidence.views) < half - _TINY and evidence.overall_high < half:
        is_rejected = evidence.n_disagree >= evidence.n_neither
        reason = "mostly_disagree" if is_rejected else "mostly_middle"
        return Verdict("not_supported", above, (), reason)
    n_more = _more_answers(evidence, settings)
    reason = "more_would_not" if n_more is None else "more_answers"
    return Verdict("not_settled", above, below, reason, n_more)


def _judge_shared(
    evidence: Evidence, above: tuple[str, ...], settings: AgreementSettings
) -> Verdict:
    is_doubtful = (evidence.share < settings.majority - _TINY) | (
        evidence.high < settings.shared_from - _TINY
    )
    doubtful = _named(evidence, is_doubtful)
    if doubtful:
        return Verdict("shared_with_reservations", above, doubtful)
    if evidence.agreement_a < settings.shared_agreement_from - _TINY:
        return Verdict("shared_with_reservations", above, (), "spread_opinion")
    return Verdict("shared", above)


def _named(evidence: Evidence, chosen: np.ndarray) -> tuple[str, ...]:
    return tuple(code for code, is_in in zip(evidence.constituencies, chosen, strict=True) if is_in)


def _more_answers(evidence: Evidence, settings: AgreementSettings) -> int | None:
    """Return how many more answers could settle it; None where more would not.

    The Wilson interval leaves one half out exactly where ``n > z^2 / (4 (p - 1/2)^2)``.
    """
    half = settings.majority
    distance = abs(evidence.overall_share - half)
    sides = {bool(view > half) for view in evidence.views}
    if distance <= settings.close_to_half + _TINY or len(sides) > 1:
        return None
    z = normal_quantile(settings.confidence)
    independent = half * (1 - half) * (z / distance) ** 2
    needed = math.floor(independent * max(evidence.design_effect, 1.0)) + 1
    n_more = needed - evidence.n_answers
    return None if n_more <= 0 or needed > evidence.population else n_more
