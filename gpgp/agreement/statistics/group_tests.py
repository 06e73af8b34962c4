"""Do groups answer alike, and how far apart are they: tests, adjusted p values, Cliff's delta.

In: ``groups``, a mapping of label to a 1-d array of scores, or a table of counts. Out: a frozen
dataclass, a named tuple, a float or a tidy frame. Lead with the effect size, not with p.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
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


@dataclass(frozen=True)
class KruskalResult:
    """Kruskal and Wallis's test with its effect size."""

    H: float
    df: int
    p: float
    epsilon_squared: float


def kruskal_epsilon(groups: Mapping[Hashable, ArrayLike]) -> KruskalResult:
    """Test whether groups rate alike, and how much of the ranking the group explains.

    Parameters
    ----------
    groups : mapping of label to 1-d array-like
        Scores; NaN is left out, a group without scores too.

    Returns
    -------
    KruskalResult
        ``H`` corrected for ties, ``df`` groups - 1, ``p``, ``epsilon_squared`` = H/(n - 1),
        0 to 1. H = 0 and p = 1 where all scores are equal.

    Raises
    ------
    ParameterError
        Fewer than two groups with scores.

    References
    ----------
    Tomczak, M. and Tomczak, E. (2014). Trends in Sport Sciences 21(1), 19-25.
    """
    scores = _read_groups(groups, least=2)
    together = np.concatenate(list(scores.values()))
    df = len(scores) - 1
    if (together == together[0]).all():
        return KruskalResult(0.0, df, 1.0, 0.0)
    h, p = stats.kruskal(*scores.values())
    return KruskalResult(float(h), df, float(p), float(h) / (len(together) - 1))


def dunn(groups: Mapping[Hashable, ArrayLike], adjust: str = "holm") -> pd.DataFrame:
    """Compare every pair of groups after Kruskal and Wallis, on the ranks of all scores.

    Parameters
    ----------
    groups : mapping of label to 1-d array-like
        Scores; NaN is left out, a group without scores too.
    adjust : {'holm', 'bonferroni', 'none'}
        How to adjust p over the pairs.

    Returns
    -------
    DataFrame, one row per pair in the order of ``groups``
        ``group_a``, ``group_b``, ``z`` (above 0: a rates higher), ``p_value`` (two-sided),
        ``p_adjusted``. z = 0 and p = 1 where all scores are equal.

    Raises
    ------
    ParameterError
        Fewer than two groups with scores, or an unknown adjustment.

    References
    ----------
    Dunn, O. J. (1964). Technometrics 6(3), 241-252.
    """
    scores = _read_groups(groups, least=2)
    labels = list(scores)
    together = np.concatenate(list(scores.values()))
    sizes = np.array([len(values) for values in scores.values()])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    mean_rank = np.add.reduceat(stats.rankdata(together), starts) / sizes
    n = len(together)
    ties = np.unique(together, return_counts=True)[1].astype(float)
    variance = n * (n + 1) / 12 - (ties**3 - ties).sum() / (12 * max(n - 1, 1))
    first, second = np.triu_indices(len(labels), k=1)
    error = np.sqrt(np.maximum(variance, 0) * (1 / sizes[first] + 1 / sizes[second]))
    z = np.divide(
        mean_rank[first] - mean_rank[second], error, out=np.zeros(len(first)), where=error > 0
    )
    p = 2 * stats.norm.sf(np.abs(z))
    return pd.DataFrame(
        {
            "group_a": [labels[i] for i in first],
            "group_b": [labels[i] for i in second],
            "z": z,
            "p_value": p,
            "p_adjusted": adjust_p_values(p, method=adjust),
        }
    )


class Association(NamedTuple):
    """Chi-squared of a table of counts, with Cramer's V."""

    chi_squared: float
    df: int
    p: float
    cramers_v: float


def cramers_v(table: np.ndarray) -> Association:
    """Return how strongly the rows and columns of a table go together.

    Parameters
    ----------
    table : array of shape (n_rows, n_columns)
        Counts, or effective counts, from 0 up. Empty rows and columns are left out.

    Returns
    -------
    Association (chi_squared, df, p, cramers_v)
        0, 0, 1, 0 where fewer than two rows or columns hold anything.

    Notes
    -----
    ``V = sqrt(chi^2 / (n (min(r, c) - 1)))``, without continuity correction.

    References
    ----------
    Cramer, H. (1946). Mathematical Methods of Statistics, p. 282.

    Examples
    --------
    >>> round(cramers_v([[100, 150], [203, 322], [420, 700], [320, 210]]).cramers_v, 8)
    0.18617813
    """
    counts = np.asarray(table, dtype=float)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    if min(counts.shape) < 2:
        return Association(0.0, 0, 1.0, 0.0)
    statistic = chi_squared(counts)
    df = (counts.shape[0] - 1) * (counts.shape[1] - 1)
    v = np.sqrt(statistic / (counts.sum() * (min(counts.shape) - 1)))
    return Association(statistic, df, float(stats.chi2.sf(statistic, df)), float(v))


def chi_squared(counts: np.ndarray) -> float:
    """Return Pearson's chi-squared of a table of counts, without continuity correction."""
    total = counts.sum()
    if total == 0:
        return 0.0
    expected = np.outer(counts.sum(axis=1), counts.sum(axis=0)) / total
    gaps = (counts - expected) ** 2
    return float(np.divide(gaps, expected, out=np.zeros(gaps.shape), where=expected > 0).sum())


def adjust_p_values(p_values: ArrayLike, *, method: str = "holm") -> np.ndarray:
    """Adjust p values for the number of tests; NaN stays NaN and is no test.

    Parameters
    ----------
    p_values : array-like of shape (n,)
    method : {'holm', 'bonferroni', 'benjamini_hochberg', 'none'}

    Raises
    ------
    ParameterError
        An unknown method.

    References
    ----------
    Holm, S. (1979). Scandinavian Journal of Statistics 6(2), 65-70. Benjamini, Y. and
    Hochberg, Y. (1995). Journal of the Royal Statistical Society B 57(1), 289-300.
    """
    adjusted = np.array(p_values, dtype=float)
    tested = np.isfinite(adjusted)
    p = adjusted[tested]
    if method == "holm":
        order = np.argsort(p, kind="stable")
        stepped = np.maximum.accumulate(p[order] * np.arange(len(p), 0, -1))
        p[order] = np.minimum(stepped, 1.0)
    elif method == "bonferroni":
        p = np.minimum(p * len(p), 1.0)
    elif method == "benjamini_hochberg":
        p = stats.false_discovery_control(p) if len(p) else p
    elif method != "none":
        raise ParameterError(
            f"adjust: expected holm, bonferroni, benjamini_hochberg or none, found '{method}'."
        )
    adjusted[tested] = p
    return adjusted


def _read_groups(groups: Mapping[Hashable, ArrayLike], *, least: int) -> dict[Hashable, np.ndarray]:
    scores = {label: read_scores(values, name="groups") for label, values in groups.items()}
    scores = {label: values for label, values in scores.items() if len(values)}
    if len(scores) < least:
        raise ParameterError(f"groups: expected {least} or more with scores, found {len(scores)}.")
    return scores


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
