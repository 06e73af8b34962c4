"""How sure an order is: chances of places, leads over rivals, and pairs apart beyond chance.

In: ballots, with each voter's group and organisation. Out: frames by option, arrays.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from gpgp.agreement.statistics.ballots import read_ballots
from gpgp.agreement.statistics.bootstrap import add_up_resamples, resample_times
from gpgp.errors import ParameterError

_DECIMALS = 9  # totals equal to this many decimals tie, whatever the rounding of a sum


def rank_probabilities(
    ballots: pd.DataFrame,
    seed: int,
    *,
    weights: ArrayLike | None = None,
    groups: ArrayLike | None = None,
    clusters: ArrayLike | None = None,
    n_resamples: int = 2000,
) -> pd.DataFrame:
    """Return how often resampling the voters puts each option in each place, by Borda points.

    Parameters
    ----------
    ballots, weights
        As for :func:`borda`.
    seed : int
        Seed of the draws.
    groups : array-like of shape (n_voters,), optional
        Voters are drawn within their group; without it, from all.
    clusters : array-like of shape (n_voters,), optional
        Organisations, drawn whole; without it every voter stands alone.
    n_resamples : int
        Resamples.

    Returns
    -------
    DataFrame, one row per option, columns 1 to n_options
        Shares of draws. Rows and columns sum to 1: options equal in a draw take its places in
        random order.

    Raises
    ------
    ParameterError
        As for :func:`borda`; or ``n_resamples`` under 1, ``groups`` or ``clusters`` not one
        per voter.
    """
    if n_resamples < 1:
        raise ParameterError(f"n_resamples: expected a number from 1 up, found {n_resamples}.")
    read = read_ballots(ballots, weights=weights)
    n_options = len(read.options)
    is_counted = pd.DataFrame(ballots).notna().any(axis=1).to_numpy()
    stratum = _read_labels(groups, "groups", is_counted)
    cluster = _read_labels(clusters, "clusters", is_counted)
    given = read.points * read.weights[:, None]
    generator = np.random.default_rng(seed)
    totals = np.zeros((n_resamples, n_options))
    for group in range(int(stratum.max()) + 1):
        own = np.unique(cluster[stratum == group], return_inverse=True)[1]
        summed = np.zeros((own.max() + 1, n_options))
        np.add.at(summed, own, given[stratum == group])
        totals += add_up_resamples(resample_times(len(summed), n_resamples, generator), summed)
    places = _places(totals, generator)
    shares = [(places == place).mean(axis=0) for place in range(1, n_options + 1)]
    columns = pd.RangeIndex(1, n_options + 1, name="rank")
    return pd.DataFrame(np.column_stack(shares), index=read.options, columns=columns)


def _places(totals: np.ndarray, generator: np.random.Generator) -> np.ndarray:
    """Rank each row, highest first; equal totals in random order."""
    order = np.lexsort((generator.random(totals.shape), -totals.round(_DECIMALS)), axis=1)
    return np.argsort(order, axis=1) + 1


def _read_labels(labels: ArrayLike | None, name: str, is_counted: np.ndarray) -> np.ndarray:
    if labels is None:
        n = int(is_counted.sum())
        return np.zeros(n, dtype=np.int64) if name == "groups" else np.arange(n)
    values = np.asarray(labels)
    if values.shape != is_counted.shape:
        raise ParameterError(f"{name}: expected one for each of {len(is_counted)} voters.")
    return np.unique(values[is_counted], return_inverse=True)[1]


class Leads(NamedTuple):
    """How far each option is ahead of each other, in points per ballot."""

    lead: np.ndarray  # (n_options, n_options) row before column, above 0: row is ahead
    error: np.ndarray  # (n_options, n_options) its standard error; inf with one organisation


def measure_leads(points: np.ndarray, *, clusters: ArrayLike | None = None) -> Leads:
    """Return the mean difference of points between each pair of options, and its standard error.

    Parameters
    ----------
    points : array of shape (n_ballots, n_options)
        What each ballot gives each option.
    clusters : array-like of shape (n_ballots,), optional
        Organisations; without it every ballot stands alone.

    Notes
    -----
    The error is that of a mean over organisations, ``sqrt(C/(C-1) sum of squares) / n``, of the
    summed deviations of each organisation; with one ballot each, the sd of the ballots'
    differences over the square root of n.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques, 3rd ed., section 9A.
    """
    n = len(points)
    mean = points.mean(axis=0)
    own = np.arange(n) if clusters is None else np.unique(clusters, return_inverse=True)[1]
    summed = np.zeros((own.max() + 1, points.shape[1]))
    np.add.at(summed, own, points - mean)
    products = summed.T @ summed
    squares = np.diag(products)
    variance = np.maximum(squares[:, None] + squares - 2 * products, 0.0)
    n_clusters = len(summed)
    if n_clusters < 2:
        return Leads(mean[:, None] - mean, np.full(variance.shape, np.inf))
    error = np.sqrt(variance * n_clusters / (n_clusters - 1)) / n
    return Leads(mean[:, None] - mean, error)


def find_leaders(leads: Leads, *, least_errors: float) -> np.ndarray:
    """Return which options lead: the first, and those it is not clearly ahead of.

    Parameters
    ----------
    least_errors : float
        Standard errors that a clear lead is more than.

    Returns
    -------
    bool array of shape (n_options,)
        One True only where an option is clearly ahead of each other.
    """
    first = int(leads.lead.mean(axis=1).round(_DECIMALS).argmax())
    is_behind = leads.lead[first] > least_errors * leads.error[first] + 10.0**-_DECIMALS
    is_behind[first] = False
    return ~is_behind


def adjust_pairs(
    statistic: Callable[[np.ndarray], np.ndarray],
    group: np.ndarray,
    *,
    n_permutations: int,
    seed: int,
) -> np.ndarray:
    """Return p of each pair of groups by redrawing who is in which, adjusted over all pairs.

    Parameters
    ----------
    statistic : callable
        From the group of each organisation to one distance per pair.
    group : array of shape (n_clusters,)
        Group of each organisation; organisations move whole.
    n_permutations : int
        Draws.
    seed : int

    Returns
    -------
    array of shape (n_pairs,)
        Chance that any pair of groups that differ by chance only looks as far apart.

    References
    ----------
    Westfall, P. H. and Young, S. S. (1993). Resampling-based Multiple Testing, 2.6 (minimum p).
    """
    observed = statistic(group)
    if len(observed) == 0:
        return observed
    generator = np.random.default_rng(seed)
    drawn = np.array([statistic(generator.permutation(group)) for _ in range(n_permutations)])
    every = np.vstack([observed, drawn]).round(_DECIMALS)
    p = stats.rankdata(-every, method="max", axis=0) / len(every)
    smallest = np.sort(p.min(axis=1))
    return np.searchsorted(smallest, p[0], side="right") / len(every)
