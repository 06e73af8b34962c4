"""Intervals of shares: Wilson on the effective n, and a machine's share corrected by people.

In: arrays of shares and bases; for the correction a machine's yes or no on all comments and
people's on a probability sample. Out: arrays of the same shape. An organisation that answers many
times is not many independent voices: the base is divided by a design effect first.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from gpgp.agreement.statistics.inputs import read_numbers
from gpgp.errors import ParameterError


def normal_quantile(confidence: float) -> float:
    """Return the two-sided standard normal quantile, 1.96 for 95%.

    Raises
    ------
    ParameterError
        ``confidence`` is not strictly between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise ParameterError(
            f"confidence: expected a number strictly between 0 and 1, found {confidence}."
        )
    return float(ndtri(0.5 + confidence / 2))


def wilson_interval(
    share: ArrayLike, n: ArrayLike, *, confidence: float
) -> tuple[np.ndarray, np.ndarray]:
    """Return the Wilson score interval of shares; ``n`` need not be whole.

    Parameters
    ----------
    share, n : array-like
        Shares from 0 to 1 and their bases, above 0.
    confidence : float, strictly between 0 and 1
        Coverage.

    Returns
    -------
    low, high : arrays, 0 to 1; NaN where the share is

    Raises
    ------
    ParameterError
        ``confidence`` is not strictly between 0 and 1.

    References
    ----------
    Wilson, E. B. (1927). Journal of the American Statistical Association 22(158), 209-212.
    """
    z = normal_quantile(confidence)
    share, n = np.asarray(share, dtype=float), np.asarray(n, dtype=float)
    centre = share + z**2 / (2 * n)
    half_width = z * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    scale = 1 + z**2 / n
    low, high = (centre - half_width) / scale, (centre + half_width) / scale
    return np.where(share == 0, 0.0, low), np.where(share == 1, 1.0, high)


def share_interval(
    n_agree: ArrayLike,
    n_answers: ArrayLike,
    *,
    confidence: float,
    min_n: int,
    design_effect: ArrayLike = 1.0,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the interval of shares agreeing and the effective n behind it.

    Parameters
    ----------
    n_agree, n_answers : array-like
        People who agree, and all who answered.
    confidence : float, strictly between 0 and 1
        Coverage.
    min_n : int
        Answers under which no interval is given.
    design_effect : array-like
        Variance of the share against that of as many independent answers; under 1 counts as 1.

    Returns
    -------
    low, high, n_effective : arrays
        ``low`` and ``high`` are NaN under ``min_n`` answers, ``n_effective`` with no answer.

    Notes
    -----
    No correction for a finite population: it would take silent people to answer like the others.
    """
    arrays = (n_agree, n_answers, design_effect)
    agree, n, effect = np.broadcast_arrays(*(np.asarray(a, dtype=float) for a in arrays))
    safe_n = np.where(n > 0, n, 1.0)
    effective = safe_n / np.maximum(effect, 1.0)
    low, high = wilson_interval(agree / safe_n, effective, confidence=confidence)
    has_interval = n >= min_n
    return (
        np.where(has_interval, low, np.nan),
        np.where(has_interval, high, np.nan),
        np.where(n > 0, effective, np.nan),
    )


def design_effects(
    agree: np.ndarray, answers: np.ndarray, group_starts: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the design effect of each group's share and its number of organisations.

    Parameters
    ----------
    agree, answers : arrays of shape (n_organisations, n_items)
        People who agree and who answered, per organisation (a lone person is one), sorted by
        group.
    group_starts : array of shape (n_groups,)
        First row of each group.

    Returns
    -------
    design_effect, n_organisations : arrays of shape (n_groups, n_items)
        The effect is 1 where every organisation answers once, where all agree or none does,
        and where nobody answers; n where one organisation gave all answers.

    Notes
    -----
    The linearised between-organisation variance of the ratio ``sum y / sum n`` over the
    variance of a simple random sample, both unbiased: ``C/(C-1) sum (y - p n)^2 / n^2`` against
    ``p(1-p)/(n-1)``.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 9A.
    """
    sizes = np.diff(np.append(group_starts, len(answers)))
    n = np.add.reduceat(answers, group_starts, axis=0).astype(float)
    n_organisations = np.add.reduceat((answers > 0).astype(np.int64), group_starts, axis=0)
    share = np.add.reduceat(agree, group_starts, axis=0) / np.maximum(n, 1)
    residual = agree - np.repeat(share, sizes, axis=0) * answers
    squares = np.add.reduceat(residual**2, group_starts, axis=0)
    between = squares * n_organisations * np.maximum(n - 1, 0)
    simple = np.maximum(n_organisations - 1, 0) * n**2 * share * (1 - share)
    effect = np.divide(between, simple, out=np.ones(n.shape), where=simple > 0)
    return np.where((n_organisations == 1) & (n > 1), n, effect), n_organisations


def difference_interval(
    own: tuple[float, float, float],
    others: tuple[float, float, float],
    *,
    confidence: float,
) -> tuple[float, float]:
    """Return the interval of the difference of two shares, own less others.

    Parameters
    ----------
    own, others : tuple (n_yes, n, design effect)
    confidence : float, strictly between 0 and 1
        Coverage.

    Returns
    -------
    low, high : float, -1 to 1; NaN where either base is 0

    Notes
    -----
    Newcombe's hybrid of the two Wilson intervals, on effective counts.

    References
    ----------
    Newcombe, R. G. (1998). Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> low, high = difference_interval((56, 70, 1), (48, 80, 1), confidence=0.95)
    >>> round(low, 4), round(high, 4)
    (0.0524, 0.3339)
    """
    if not own[1] or not others[1]:
        return np.nan, np.nan
    shares, limits = [], []
    for n_yes, n, effect in (own, others):
        shares.append(n_yes / n)
        limits.append(wilson_interval(n_yes / n, n / effect, confidence=confidence))
    (p, q), ((p_low, p_high), (q_low, q_high)) = shares, limits
    low = p - q - np.sqrt((p - p_low) ** 2 + (q_high - q) ** 2)
    high = p - q + np.sqrt((p_high - p) ** 2 + (q - q_low) ** 2)
    return float(low), float(high)


class CorrectedShare(NamedTuple):
    """A share corrected by a coded sample, and its limits, all from 0 to 1."""

    share: float
    low: float
    high: float


def correct_share(
    machine_share: float,
    people: ArrayLike,
    machine: ArrayLike,
    *,
    weights: ArrayLike,
    confidence: float = 0.95,
) -> CorrectedShare:
    """Return the share of comments with a theme by the difference estimator.

    Parameters
    ----------
    machine_share : float, 0 to 1
        Share of all comments to which the machine gave the theme.
    people, machine : array-like of shape (n_sampled,)
        Whether people (the share of coders) and the machine gave it to each sampled comment.
    weights : array-like of shape (n_sampled,)
        Comments each sampled one stands for: 1 over its chance of being drawn.
    confidence : float, strictly between 0 and 1
        Coverage of the interval.

    Returns
    -------
    CorrectedShare (share, low, high), cut at 0 and 1

    Raises
    ------
    ParameterError
        Arrays of different length, fewer than two sampled comments, a missing value, or a weight
        that is not above 0.

    Notes
    -----
    The machine's share plus the weighted mean of people's answer less the machine's. Whatever
    the machine's errors, the sum is unbiased; the better the machine, the narrower the interval.
    The variance takes sampling as with replacement and holds one error of average weight more
    than were seen, so that a sample without errors is not taken for proof that there are none.

    References
    ----------
    Särndal, C.-E., Swensson, B. and Wretman, J. (1992). Model Assisted Survey Sampling, 6.3.
    """
    judged, guessed = read_numbers(people, name="people"), read_numbers(machine, name="machine")
    weight = read_numbers(weights, name="weights")
    if not (judged.shape == guessed.shape == weight.shape and judged.ndim == 1):
        raise ParameterError("correct_share: expected one value of each kind per sampled comment.")
    values = np.concatenate([judged, guessed, weight])
    if len(judged) < 2 or not np.isfinite(values).all() or not (weight > 0).all():
        raise ParameterError(
            "correct_share: expected two or more sampled comments, no value missing, weights "
            "above 0."
        )
    gap = judged - guessed
    total = weight.sum()
    correction = float(weight @ gap / total)
    spread = ((weight * (gap - correction)) ** 2).sum() + weight.mean() ** 2
    n = len(gap)
    error = float(np.sqrt(spread * n / (n - 1)) / total)
    share, half = machine_share + correction, normal_quantile(confidence) * error
    low, middle, high = np.clip([share - half, share, share + half], 0.0, 1.0)
    return CorrectedShare(float(middle), float(low), float(high))


def rogan_gladen(machine_share: float, *, recall: float, false_alarms: float) -> float:
    """Return the share that recall and false alarms make of the machine's share: a check.

    Parameters
    ----------
    machine_share : float, 0 to 1
    recall, false_alarms : float, 0 to 1
        Share given the theme by the machine, of comments that have it and that do not.

    Returns
    -------
    float, 0 to 1; NaN where the machine finds the theme no more often where it is

    References
    ----------
    Rogan, W. J. and Gladen, B. (1978). American Journal of Epidemiology 107(1), 71-76.

    Examples
    --------
    >>> round(rogan_gladen(0.23, recall=0.5, false_alarms=0.2), 6)
    0.1
    """
    if not recall > false_alarms:
        return float("nan")
    return float(np.clip((machine_share - false_alarms) / (recall - false_alarms), 0.0, 1.0))
