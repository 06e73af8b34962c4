"""How common a theme is, from a machine's answers on all comments and people's on a sample.

In: the machine's yes or no on every comment, people's on a probability sample of them. Out: the
corrected share with its interval. The machine's share alone has no interval that means anything:
its errors do not cancel.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gpgp.agreement.statistics.inputs import read_numbers
from gpgp.agreement.statistics.intervals import normal_quantile
from gpgp.errors import ParameterError


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
