"""Which option comes first: counting rules for ballots, and how sure the order is.

In: ``ballots``, one row per voter, one column per option, rank 1 = first, equal ranks = ties,
missing = not ranked; ``weights``, one number per row. Out: a Series by option, a frame or a
plain float. The rules can disagree; the report then says so.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from gpgp.agreement.ballots import read_ballots
from gpgp.agreement.bootstrap import resample_clusters
from gpgp.agreement.kemeny import kemeny_ranks
from gpgp.agreement.plackett_luce import plackett_luce_worth
from gpgp.errors import ParameterError

_DECIMALS = 9  # scores equal to this many decimals tie, whatever the rounding of a sum


def borda(ballots: pd.DataFrame, *, weights: ArrayLike | None = None) -> pd.Series:
    """Return the Borda points of each option: n-1 for a first place to 0 for a last one.

    Parameters
    ----------
    ballots : DataFrame of shape (n_voters, n_options)
        Ranks, 1 = first; missing = not ranked.
    weights : array-like of shape (n_voters,), optional
        What each ballot counts; 1 without it.

    Returns
    -------
    Series, option to points

    Raises
    ------
    ParameterError
        No option, no ballot with a rank, or ranks or weights that are not numbers as described.

    Notes
    -----
    Tied options share the points of the places they take. Partial ballots: options not ranked
    are tied after the ranked ones and share the points that are left, so that every ballot
    gives the same number of points and nobody gains by ranking one option only.

    References
    ----------
    de Borda, J.-C. (1784). Mémoire sur les élections au scrutin. Académie royale des sciences.
    """
    read = read_ballots(ballots, weights=weights)
    return pd.Series(read.weights @ read.points, index=read.options, name="points")


def first_choices(ballots: pd.DataFrame, *, weights: ArrayLike | None = None) -> pd.Series:
    """Return the share of ballots that put each option first; options tied first share it.

    Parameters
    ----------
    ballots, weights
        As for :func:`borda`.

    Returns
    -------
    Series, option to share; they sum to 1
    """
    read = read_ballots(ballots, weights=weights)
    is_first = read.ranks == read.ranks.min(axis=1, keepdims=True)
    share = read.weights @ (is_first / is_first.sum(axis=1, keepdims=True))
    return pd.Series(share / read.weights.sum(), index=read.options, name="share")


def kemeny(ballots: pd.DataFrame, *, weights: ArrayLike | None = None) -> pd.Series:
    """Return the order that agrees with most pairwise preferences of the ballots.

    Parameters
    ----------
    ballots, weights
        As for :func:`borda`. A ranked option is preferred to one not ranked; two that are tied,
        or both not ranked, say nothing about each other.

    Returns
    -------
    Series, option to rank
        1 = first. Where several orders are best, options they differ about share a rank.

    Raises
    ------
    ParameterError
        As for :func:`borda`, or more than 16 options.

    References
    ----------
    Kemeny, J. G. (1959). Daedalus 88(4), 577-591.
    """
    read = read_ballots(ballots, weights=weights)
    ranks, _ = kemeny_ranks(read.preferences)
    return pd.Series(ranks, index=read.options, name="rank")


def schulze(ballots: pd.DataFrame, *, weights: ArrayLike | None = None) -> pd.Series:
    """Return Schulze's order: the widest paths of pairwise victories, measured by margins.

    Parameters
    ----------
    ballots, weights
        As for :func:`kemeny`.

    Returns
    -------
    Series, option to rank
        1 + the number of options that beat it; 1 = first, ties share a rank.

    Raises
    ------
    ParameterError
        As for :func:`borda`.

    References
    ----------
    Schulze, M. (2011). Social Choice and Welfare 36, 267-303.
    """
    read = read_ballots(ballots, weights=weights)
    width = np.maximum(read.preferences - read.preferences.T, 0.0).round(_DECIMALS)
    for through in range(len(width)):
        width = np.maximum(width, np.minimum(width[:, [through]], width[[through], :]))
    beaten_by = (width > width.T).sum(axis=0)
    return pd.Series(1.0 + beaten_by, index=read.options, name="rank")


def plackett_luce(ballots: pd.DataFrame, *, weights: ArrayLike | None = None) -> pd.Series:
    """Return the worth of each option: its chance to be chosen first, if rankings arise by choices.

    Parameters
    ----------
    ballots, weights
        As for :func:`borda`. Options not ranked come after all ranked ones, in no order; tied
        options are each chosen among themselves and all later ones (Breslow).

    Returns
    -------
    Series, option to worth; they sum to 1
        With first choices only, the share of first choices. An option that no ballot prefers
        to another has worth 0.

    Raises
    ------
    ParameterError
        As for :func:`borda`.

    References
    ----------
    Hunter, D. R. (2004). Annals of Statistics 32(1), 384-406.
    """
    read = read_ballots(ballots, weights=weights)
    worth = plackett_luce_worth(read.ranks, read.weights)
    return pd.Series(worth, index=read.options, name="worth")


def kendalls_w(ranks: ArrayLike) -> float:
    """Return how far raters order alike: 1 all the same, 0 no order in common.

    Parameters
    ----------
    ranks : array-like of shape (n_raters, n_options), at least 2 options
        Complete rankings; ties allowed.

    Returns
    -------
    float, 0 to 1
        ``12 S / (m^2 (n^3 - n) - m T)``; 0 where every rater ties every option.

    Raises
    ------
    ParameterError
        Fewer than two options, no rater, or a missing rank.

    References
    ----------
    Kendall, M. G. and Babington Smith, B. (1939). Annals of Mathematical Statistics 10(3),
    275-287.

    Examples
    --------
    >>> round(kendalls_w([[1, 2, 3, 4], [1, 2.5, 2.5, 4], [2, 1, 3.5, 3.5]]), 7)
    0.8214286
    """
    table = np.asarray(ranks, dtype=float)
    if table.ndim != 2 or table.shape[0] < 1 or table.shape[1] < 2 or not np.isfinite(table).all():
        raise ParameterError("ranks: expected complete rankings of two or more options.")
    m, n = table.shape
    table = stats.rankdata(table, axis=1)
    sums = table.sum(axis=0)
    spread = ((sums - sums.mean()) ** 2).sum()
    ties = sum(float((t**3 - t).sum()) for t in (_tie_sizes(row) for row in table))
    largest = m**2 * (n**3 - n) - m * ties
    return float(12 * spread / largest) if largest > 0 else 0.0


def _tie_sizes(row: np.ndarray) -> np.ndarray:
    return np.unique(row, return_counts=True)[1]


def kendall_distance(a: ArrayLike, b: ArrayLike) -> float:
    """Return how many pairs of options two rankings put in opposite order.

    Parameters
    ----------
    a, b : array-like of shape (n_options,), or Series by option
        Ranks. Options missing in either are left out.

    Returns
    -------
    float, 0 to ``n (n - 1) / 2``
        A pair tied in one ranking only counts one half.

    Raises
    ------
    ParameterError
        Rankings of different length, or Series of different options.

    References
    ----------
    Kendall, M. G. (1938). Biometrika 30, 81-93. Fagin, R. et al. (2006). SIAM Journal on
    Discrete Mathematics 20(3), 628-648, on ties.

    Examples
    --------
    >>> kendall_distance([1, 2, 3, 4], [2, 1, 3, 4])
    1.0
    """
    if isinstance(a, pd.Series) and isinstance(b, pd.Series):
        if set(a.index) != set(b.index):
            raise ParameterError("kendall_distance: the rankings are of different options.")
        b = b.reindex(a.index)
    first, second = np.asarray(a, dtype=float), np.asarray(b, dtype=float)
    if first.ndim != 1 or first.shape != second.shape:
        raise ParameterError("kendall_distance: expected two rankings of the same options.")
    is_ranked = np.isfinite(first) & np.isfinite(second)
    first, second = first[is_ranked], second[is_ranked]
    one, other = np.triu_indices(len(first), k=1)
    gap = np.sign(first[one] - first[other]) - np.sign(second[one] - second[other])
    return float(np.abs(gap).sum() / 2)


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
        Draws.

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
        totals += resample_clusters(summed, n_resamples=n_resamples, generator=generator)
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
