"""How far one group agrees: coefficients for the distribution of answers on one scale.

In: ``counts``, one non-negative number per scale point, lowest point first (shares do as well,
except for :func:`top_share`). Out: plain floats. *Don't know* and blank are not scale points:
leave them out. Every function raises rather than return NaN.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gpgp.agreement.statistics.distributions import (
    agreement_values,
    consensus_values,
    leik_values,
    r_wg_values,
)
from gpgp.agreement.statistics.inputs import read_numbers
from gpgp.agreement.statistics.intervals import wilson_interval
from gpgp.errors import ParameterError


class TopShare(NamedTuple):
    """A share and its interval, all from 0 to 1."""

    share: float
    low: float
    high: float


def agreement_a(counts: ArrayLike) -> float:
    """Return van der Eijk's A: 1 all in one cell, 0 evenly spread, -1 split between the ends.

    Parameters
    ----------
    counts : array-like of shape (n_points,), at least 3 points
        Answers (or shares) per scale point, lowest first.

    Returns
    -------
    float, -1 to 1

    Raises
    ------
    ParameterError
        Fewer than 3 points, a negative or missing number, or nobody answered.

    Notes
    -----
    The frequencies are peeled into layers of equal height; a layer's value is
    ``U (1 - (S - 1)/(K - 1))``; A is their mean, weighted by the layers' share of the answers.

    References
    ----------
    van der Eijk, C. (2001). Quality & Quantity 35, 325-341.

    Examples
    --------
    >>> round(agreement_a([30, 40, 210, 130, 530, 50, 10]), 7)
    0.6113333
    """
    return float(agreement_values(_read_counts(counts, least_points=3)))


def polarization(counts: ArrayLike) -> float:
    """Return how far opinion is split between the ends: 0 all in one cell, 1 wholly split.

    Parameters
    ----------
    counts : array-like of shape (n_points,), at least 3 points
        Answers (or shares) per scale point, lowest first.

    Returns
    -------
    float, 0 to 1
        ``(1 - A) / 2`` with van der Eijk's A.

    Raises
    ------
    ParameterError
        As for :func:`agreement_a`.

    References
    ----------
    van der Eijk, C. (2001). Quality & Quantity 35, 325-341.

    Examples
    --------
    >>> round(polarization([30, 40, 210, 130, 530, 50, 10]), 7)
    0.1943333
    """
    return (1 - agreement_a(counts)) / 2


def consensus(counts: ArrayLike) -> float:
    """Return Tastle and Wierman's consensus: 1 all in one cell, 0 split between the ends.

    Parameters
    ----------
    counts : array-like of shape (n_points,), at least 2 points
        Answers (or shares) per scale point, lowest first.

    Returns
    -------
    float, 0 to 1

    Raises
    ------
    ParameterError
        Fewer than 2 points, a negative or missing number, or nobody answered.

    Notes
    -----
    ``1 + sum p_k log2(1 - |x_k - mean| / (max - min))``; the range is that of the scale, not
    that of the answers.

    References
    ----------
    Tastle, W. J. and Wierman, M. J. (2007). International Journal of Approximate Reasoning 45,
    531-545.

    Examples
    --------
    >>> round(consensus([30, 40, 210, 130, 530, 50, 10]), 7)
    0.7256876
    """
    return float(consensus_values(_read_counts(counts, least_points=2)))


def leik_d(counts: ArrayLike) -> float:
    """Return Leik's ordinal dispersion: 0 all in one cell, 1 split between the ends.

    Parameters
    ----------
    counts : array-like of shape (n_points,), at least 2 points
        Answers (or shares) per scale point, lowest first.

    Returns
    -------
    float, 0 to 1
        ``2 sum d_k / (K - 1)``, ``d_k`` the cumulative share or its complement, the smaller.

    Raises
    ------
    ParameterError
        As for :func:`consensus`.

    References
    ----------
    Leik, R. K. (1966). Pacific Sociological Review 9, 85-90.

    Examples
    --------
    >>> round(leik_d([30, 40, 210, 130, 530, 50, 10]), 3)
    0.287
    """
    return float(leik_values(_read_counts(counts, least_points=2)))


def r_wg(counts: ArrayLike) -> float:
    """Return r_wg: 1 no spread, 0 as spread as answers at random, below 0 more than that.

    Parameters
    ----------
    counts : array-like of shape (n_points,), at least 2 points
        Answers (or shares) per scale point, lowest first.

    Returns
    -------
    float, at most 1

    Raises
    ------
    ParameterError
        As for :func:`consensus`.

    Notes
    -----
    ``1 - s^2 / s^2_EU`` with ``s^2_EU = (K^2 - 1)/12``. ``s^2`` divides by n, not n - 1, so
    that shares give the same figure as counts and a uniform distribution gives 0 exactly.

    References
    ----------
    James, L. R., Demaree, R. G. and Wolf, G. (1984). Journal of Applied Psychology 69, 85-98.

    Examples
    --------
    >>> r_wg([0, 0, 12, 0, 0])
    1.0
    """
    return float(r_wg_values(_read_counts(counts, least_points=2)))


def top_share(counts: ArrayLike, top: int = 2, *, confidence: float = 0.95) -> TopShare:
    """Return the share of answers on the top points of the scale, with its Wilson interval.

    Parameters
    ----------
    counts : array-like of shape (n_points,)
        Answers per scale point, lowest first: whole numbers, not shares.
    top : int, 1 to n_points
        How many points count, from the highest down.
    confidence : float, strictly between 0 and 1
        Coverage of the interval.

    Returns
    -------
    TopShare (share, low, high), each 0 to 1

    Raises
    ------
    ParameterError
        Counts that are not whole numbers, nobody answered, or ``top`` outside the scale.

    References
    ----------
    Wilson, E. B. (1927). Journal of the American Statistical Association 22(158), 209-212.

    Examples
    --------
    >>> share, low, high = top_share([182, 81], top=1)
    >>> round(low, 4), round(high, 4)
    (0.2553, 0.3662)
    """
    answers = _read_counts(counts, least_points=1)
    if not np.equal(answers, np.round(answers)).all():
        raise ParameterError("counts: expected whole numbers of answers, found shares.")
    if isinstance(top, bool) or top != int(top) or not 1 <= top <= len(answers):
        raise ParameterError(f"top: expected a whole number from 1 to {len(answers)}, found {top}.")
    share = answers[len(answers) - int(top) :].sum() / answers.sum()
    low, high = wilson_interval(share, answers.sum(), confidence=confidence)
    return TopShare(float(share), float(low), float(high))


def _read_counts(counts: ArrayLike, *, least_points: int) -> np.ndarray:
    values = read_numbers(counts, name="counts")
    if values.ndim != 1 or len(values) < least_points:
        raise ParameterError(
            f"counts: expected one number for each of at least {least_points} scale points, "
            f"found an array of shape {values.shape}."
        )
    if not np.isfinite(values).all() or (values < 0).any():
        raise ParameterError("counts: expected numbers from 0 up, found a negative or missing one.")
    if values.sum() == 0:
        raise ParameterError("counts: expected at least one answer, found none.")
    return values
