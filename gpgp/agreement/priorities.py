"""Which option comes first: counting rules for ballots, and how sure the order is.

In: ``ballots``, one row per voter, one column per option, rank 1 = first, equal ranks = ties,
missing = not ranked; ``weights``, one number per row. Out: a Series by option, a frame or a
plain float. The rules can disagree; the report then says so.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from gpgp.agreement.statistics.ballots import kemeny_ranks, plackett_luce_worth, read_ballots
from gpgp.agreement.statistics.leads import rank_probabilities
from gpgp.agreement.statistics.rater_agreement import kendall_distance, kendalls_w

__all__ = [
    "borda",
    "first_choices",
    "kemeny",
    "kendall_distance",
    "kendalls_w",
    "plackett_luce",
    "rank_probabilities",
    "schulze",
]

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
