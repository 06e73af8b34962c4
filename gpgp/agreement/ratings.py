"""How far one group agrees: coefficients for the distribution of answers on one scale.

In: ``counts``, one number per scale point, lowest first. Out: a float. The functions named
``..._values`` take many distributions at once, one along the last axis each, and give NaN where
nobody answered.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from gpgp.agreement.statistics.inputs import read_numbers
from gpgp.agreement.statistics.intervals import wilson_interval
from gpgp.errors import ParameterError


def agreement_values(counts: np.ndarray) -> np.ndarray:
    """Van der Eijk's A: peel each distribution into layers and weight the layers' values."""
    cells = np.ascontiguousarray(np.moveaxis(np.asarray(counts, dtype=float), -1, 0))
    levels = np.sort(cells, axis=0)
    heights = np.diff(levels, axis=0, prepend=0.0)
    weighted = np.zeros(cells.shape[1:])
    for level, height in zip(levels, heights, strict=True):
        pattern = cells >= level
        size = pattern.sum(axis=0, dtype=np.int32)
        weighted += height * size * _layer_agreement(pattern, size)
    return _ratio(weighted, cells.sum(axis=0))


def _layer_agreement(pattern: np.ndarray, size: np.ndarray) -> np.ndarray:
    """A of layers of 0/1 cells, scale points first: U (1 - (S - 1)/(K - 1)).

    A triple (1,1,0) or (0,1,1) is an empty cell with two full ones on one side of it; a triple
    (1,0,1) is one with a full cell on either side. So both are counted at the empty cells.
    """
    n_points = len(pattern)
    before = np.zeros(size.shape, dtype=np.int32)
    unimodal, bimodal = np.zeros(size.shape, dtype=np.int32), np.zeros(size.shape, dtype=np.int32)
    for is_full in pattern:
        before += is_full
        after = size - before
        unimodal += ~is_full * (before * (before - 1) + after * (after - 1)) // 2
        bimodal += ~is_full * before * after
    triples = (n_points - 2) * (unimodal + bimodal)
    excess = (n_points - 2) * unimodal - (n_points - 1) * bimodal
    unimodality = np.divide(excess, triples, out=np.zeros(size.shape), where=triples > 0)
    return np.where(size == 1, 1.0, unimodality * (1 - (size - 1) / (n_points - 1)))


def consensus_values(counts: np.ndarray) -> np.ndarray:
    """Tastle and Wierman's Cns, over the range of the scale."""
    shares, points = _shares(counts)
    mean = (shares * points).sum(axis=-1, keepdims=True)
    nearness = 1 - np.abs(points - mean) / (len(points) - 1)
    logs = np.log2(nearness, out=np.zeros(shares.shape), where=(shares > 0) & (nearness > 0))
    return 1 + (shares * logs).sum(axis=-1)


def leik_values(counts: np.ndarray) -> np.ndarray:
    """Leik's D: 0 all in one cell, 1 split between the ends."""
    shares, points = _shares(counts)
    cumulative = np.cumsum(shares, axis=-1)
    distance = np.minimum(cumulative, 1 - cumulative)[..., :-1]
    return 2 * distance.sum(axis=-1) / (len(points) - 1)


def r_wg_values(counts: np.ndarray) -> np.ndarray:
    """James, Demaree and Wolf's r_wg against a uniform distribution."""
    shares, points = _shares(counts)
    mean = (shares * points).sum(axis=-1, keepdims=True)
    variance = (shares * (points - mean) ** 2).sum(axis=-1)
    return 1 - variance / ((len(points) ** 2 - 1) / 12)


def median_values(counts: np.ndarray) -> np.ndarray:
    """Median scale point; halfway between two points where the middle falls between them."""
    counts = np.asarray(counts, dtype=float)
    total = counts.sum(axis=-1, keepdims=True)
    cumulative = np.cumsum(counts, axis=-1)
    lower = (2 * cumulative < total).sum(axis=-1)
    upper = (2 * cumulative <= total).sum(axis=-1)
    return np.where(total[..., 0] > 0, (lower + upper) / 2 + 1, np.nan)


def _shares(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    counts = np.asarray(counts, dtype=float)
    shares = _ratio(counts, np.broadcast_to(counts.sum(axis=-1, keepdims=True), counts.shape))
    return shares, np.arange(1.0, counts.shape[-1] + 1)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)


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
