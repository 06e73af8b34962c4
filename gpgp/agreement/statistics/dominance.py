"""How often one group rates higher than another: Cliff's delta and its interval.

In: two arrays of scores, or counts per scale point. Out: a float, an interval, or an array.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from gpgp.agreement.statistics.bootstrap import (
    BootstrapInterval,
    acceleration,
    add_up_resamples,
    bca_limits,
    resample_times,
)
from gpgp.agreement.statistics.inputs import read_scores
from gpgp.errors import ParameterError


def cliffs_delta(x: ArrayLike, y: ArrayLike) -> float:
    """Return Cliff's delta: 1 every x above every y, -1 the reverse, 0 neither more often.

    Parameters
    ----------
    x, y : 1-d array-like
        Scores; NaN is left out.

    Returns
    -------
    float, -1 to 1
        ``(#(x > y) - #(x < y)) / (mn)``.

    Raises
    ------
    ParameterError
        ``x`` or ``y`` holds no score.

    References
    ----------
    Cliff, N. (1993). Psychological Bulletin 114(3), 494-509.

    Examples
    --------
    >>> cliffs_delta([10, 10, 20, 20, 20, 30, 30, 30, 40, 50], [10, 20, 30, 40, 40, 50])
    -0.25
    """
    first, second = _read_scores(x), _read_scores(y)
    ranks = stats.rankdata(np.concatenate([first, second]))[: len(first)]
    u = ranks.sum() - len(first) * (len(first) + 1) / 2
    return float(2 * u / (len(first) * len(second)) - 1)


def cliffs_delta_interval(
    x: ArrayLike,
    y: ArrayLike,
    *,
    x_clusters: ArrayLike | None = None,
    y_clusters: ArrayLike | None = None,
    seed: int = 1,
    n_resamples: int = 2000,
    confidence: float = 0.95,
) -> BootstrapInterval:
    """Return Cliff's delta with its BCa bootstrap interval, organisations drawn whole.

    Parameters
    ----------
    x, y : 1-d array-like
        Scores, none missing.
    x_clusters, y_clusters : 1-d array-like, optional
        The organisation of each score; without it every score stands alone.
    seed : int
        Seed of the draws.
    n_resamples : int
        Resamples.
    confidence : float, strictly between 0 and 1
        Coverage.

    Returns
    -------
    BootstrapInterval (estimate, low, high)
        Equal limits where every draw gives the same figure.

    Raises
    ------
    ParameterError
        No scores, or fewer than two organisations in either group.
    """
    scores = [_read_scores(x), _read_scores(y)]
    values = np.unique(np.concatenate(scores))
    tables = [
        _count_by_cluster(part, clusters, values)
        for part, clusters in zip(scores, (x_clusters, y_clusters), strict=True)
    ]
    generator = np.random.default_rng(seed)
    drawn = [add_up_resamples(resample_times(len(t), n_resamples, generator), t) for t in tables]
    wholes = [table.sum(axis=0) for table in tables]
    estimate = delta_from_counts(wholes[0], wholes[1])
    left_out = [
        delta_from_counts(wholes[0] - tables[0], wholes[1]),
        delta_from_counts(wholes[0], wholes[1] - tables[1]),
    ]
    low, high = bca_limits(
        estimate,
        delta_from_counts(drawn[0], drawn[1]),
        acceleration(left_out),
        confidence=confidence,
    )
    return BootstrapInterval(float(estimate), float(low), float(high))


def delta_from_counts(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Return Cliff's delta from counts per value, lowest first; leading axes broadcast.

    NaN where a side has no answers.
    """
    first, second = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    points = np.arange(first.shape[-1])
    ahead = np.einsum("...k,...k->...", first, second @ np.sign(points - points[:, None]))
    pairs = first.sum(axis=-1) * second.sum(axis=-1)
    return np.divide(ahead, pairs, out=np.full(pairs.shape, np.nan), where=pairs > 0)


def _read_scores(scores: ArrayLike) -> np.ndarray:
    values = read_scores(scores, name="scores")
    if len(values) == 0:
        raise ParameterError("scores: expected at least one, found none.")
    return values


def _count_by_cluster(
    scores: np.ndarray, clusters: ArrayLike | None, values: np.ndarray
) -> np.ndarray:
    """Count each value in each cluster: (n_clusters, n_values)."""
    names = np.arange(len(scores)) if clusters is None else np.asarray(clusters)
    if names.shape != scores.shape:
        raise ParameterError("clusters: expected one for each score, and no score missing.")
    place = np.unique(names, return_inverse=True)[1]
    n_clusters = int(place.max()) + 1
    if n_clusters < 2:
        raise ParameterError("clusters: expected two or more organisations, found one.")
    cell = place * len(values) + np.searchsorted(values, scores)
    return np.bincount(cell, minlength=n_clusters * len(values)).reshape(n_clusters, -1)
