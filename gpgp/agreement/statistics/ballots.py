"""Ballots: full, partial, tied, top-k; checked, with the two rules that need more than a sum.

In: one row per voter, one column per option, rank 1 = first; equal ranks are ties; missing = not
ranked. Only the order within a row counts, so ranks may have gaps. Out: arrays; the ranks of
Kemeny's order (exact); the worths of Plackett and Luce's model (Hunter's minorise-maximise).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats
from scipy.sparse.csgraph import connected_components

from gpgp.agreement.statistics.inputs import read_numbers, read_weights
from gpgp.errors import ParameterError


@dataclass(frozen=True)
class Ballots:
    """Checked ballots. A row without any rank is left out, with its weight."""

    options: pd.Index
    ranks: np.ndarray  # (n_ballots, n_options) inf = not ranked
    weights: np.ndarray  # (n_ballots,)

    @property
    def points(self) -> np.ndarray:
        """Borda points of each ballot: n-1 for the first place to 0 for the last.

        Tied options share the points of the places they take; options not ranked are tied
        after the ranked ones and share the points that are left.
        """
        return len(self.options) - stats.rankdata(self.ranks, method="average", axis=1)

    @property
    def preferences(self) -> np.ndarray:
        """Weight of ballots that put row before column; a ranked option is before the others."""
        n = len(self.options)
        before = np.zeros((n, n))
        for option in range(n):
            ahead = self.ranks[:, [option]] < self.ranks
            before[option] = self.weights @ ahead
        return before


def read_ballots(ballots: pd.DataFrame, *, weights: ArrayLike | None = None) -> Ballots:
    """Check ballots and their weights.

    Raises
    ------
    ParameterError
        No option or no ballot with a rank; an option named twice; ranks that are not numbers
        above 0; weights that are negative, missing, all 0 or not one per row.
    """
    frame = pd.DataFrame(ballots)
    if frame.shape[1] == 0 or frame.columns.has_duplicates:
        raise ParameterError("ballots: expected one column per option, each named once.")
    ranks = read_numbers(frame, name="ballots")
    given = ~np.isnan(ranks)
    if not (np.isfinite(ranks[given]) & (ranks[given] > 0)).all():
        raise ParameterError("ballots: expected ranks above 0, missing where not ranked.")
    counted = given.any(axis=1)
    weight = read_weights(weights, n=len(frame))
    if not counted.any() or weight[counted].sum() == 0:
        raise ParameterError("ballots: expected at least one that ranks an option, found none.")
    return Ballots(frame.columns, np.where(given, ranks, np.inf)[counted], weight[counted])


MAX_OPTIONS = 16  # 2^16 subsets: a second and 20 MB; each further option doubles both


def kemeny_ranks(preferences: np.ndarray) -> tuple[np.ndarray, float]:
    """Return the ranks of Kemeny's order and how many pairwise preferences it agrees with.

    Parameters
    ----------
    preferences : array of shape (n_options, n_options)
        Weight of ballots that put row before column.

    Returns
    -------
    ranks : array of shape (n_options,)
        1 + the number of options that stand before it in *every* best order.
    agreeing : float
        Weight of the pairwise preferences that the best orders agree with.

    Raises
    ------
    ParameterError
        More than 16 options.

    Notes
    -----
    Dynamic programming over the sets of options placed so far (Held and Karp 1962): exact, and
    it knows all best orders at once. Some best order has b before a exactly if a set on the way
    of a best order holds b and not a.

    References
    ----------
    Kemeny, J. G. (1959). Daedalus 88(4), 577-591.
    """
    n = len(preferences)
    if n > MAX_OPTIONS:
        raise ParameterError(
            f"kemeny: exact up to {MAX_OPTIONS} options, found {n}. Ask about fewer, or use "
            "borda or schulze."
        )
    gains = _gains(preferences)
    forward, backward = _best_from_start(gains), _best_to_end(gains)
    best = forward[-1]
    slack = 1e-9 * max(1.0, abs(best))
    on_the_way = np.flatnonzero(forward + backward >= best - slack)
    holds = (on_the_way[:, None] >> np.arange(n)) & 1 == 1
    can_precede = np.array(
        [[(holds[:, b] & ~holds[:, a]).any() for a in range(n)] for b in range(n)]
    )
    always_precedes = can_precede & ~can_precede.T
    return 1.0 + always_precedes.sum(axis=0), float(best)


def _gains(preferences: np.ndarray) -> np.ndarray:
    """Return what placing an option next gains, by the set already placed: (2^n, n)."""
    n = len(preferences)
    placed = np.zeros((1, n))
    for option in range(n):
        placed = np.concatenate([placed, placed + preferences[:, option]])
    return preferences.sum(axis=1) - np.diag(preferences) - placed


def _best_from_start(gains: np.ndarray) -> np.ndarray:
    """Return the best score of every set of options, placed before all others: (2^n,)."""
    best = np.full(len(gains), -np.inf)
    best[0] = 0.0
    for sets in _sets_by_size(gains)[1:]:
        for option in range(gains.shape[1]):
            with_it = sets[(sets >> option) & 1 == 1]
            before = with_it ^ (1 << option)
            best[with_it] = np.maximum(best[with_it], best[before] + gains[before, option])
    return best


def _best_to_end(gains: np.ndarray) -> np.ndarray:
    """Return the best score of placing all other options after every set: (2^n,)."""
    best = np.full(len(gains), -np.inf)
    best[-1] = 0.0
    for sets in _sets_by_size(gains)[-2::-1]:
        for option in range(gains.shape[1]):
            without_it = sets[(sets >> option) & 1 == 0]
            after = without_it | (1 << option)
            best[without_it] = np.maximum(best[without_it], gains[without_it, option] + best[after])
    return best


def _sets_by_size(gains: np.ndarray) -> list[np.ndarray]:
    n_sets, n = gains.shape
    sets = np.arange(n_sets)
    size = ((sets[:, None] >> np.arange(n)) & 1).sum(axis=1)
    return [sets[size == k] for k in range(n + 1)]


_TOLERANCE = 1e-10
_MAX_ROUNDS = 20_000
_ROUNDS_WITHOUT_MAXIMUM = 1_000


def plackett_luce_worth(ranks: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the worths that make the ballots most likely.

    Parameters
    ----------
    ranks : array of shape (n_ballots, n_options)
        inf = not ranked.
    weights : array of shape (n_ballots,)

    Notes
    -----
    A ballot is a row of choices: the first out of all, the second out of the rest. Rounds stop
    when no worth moves by 1e-10, or after 20,000; after 1,000 where the options fall into two
    sets and nobody puts one of the second before one of the first: then the likelihood has no
    maximum, and the worth of the second nears 0 ever more slowly (Hunter 2004, Annals of
    Statistics 32(1), 384-406, assumption 1).
    """
    choosable, chosen, weight = _choices(ranks, weights)
    wins = weight @ chosen
    worth = np.full(ranks.shape[1], 1 / ranks.shape[1])
    if wins.sum() == 0:  # a single option: there was nothing to choose
        return worth
    beaten = chosen.T @ (choosable - chosen)
    n_sets, _ = connected_components(beaten > 0, directed=True, connection="strong")
    for _ in range(_MAX_ROUNDS if n_sets == 1 else _ROUNDS_WITHOUT_MAXIMUM):
        rate = weight * chosen.sum(axis=1) / (choosable @ worth)
        exposure = choosable.T @ rate
        updated = np.divide(wins, exposure, out=np.zeros(len(wins)), where=wins > 0)
        updated /= updated.sum()
        if np.abs(updated - worth).max() <= _TOLERANCE:
            return updated
        worth = updated
    return worth


def plackett_luce_log_likelihood(
    ranks: np.ndarray, weights: np.ndarray, worth: np.ndarray
) -> float:
    """Return the log-likelihood of the ballots; every chosen option's worth above 0."""
    choosable, chosen, weight = _choices(ranks, weights)
    won = (chosen * np.log(np.where(worth > 0, worth, 1.0))).sum(axis=1)
    return float(weight @ (won - chosen.sum(axis=1) * np.log(choosable @ worth)))


def _choices(ranks: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return each distinct choice: what there was, what was taken, how often.

    A choice from a single option says nothing and is left out.
    """
    distinct, place = np.unique(ranks, axis=0, return_inverse=True)
    weight = np.bincount(place.ravel(), weights=weights)
    choosable, chosen, times = [], [], []
    for row, n in zip(distinct, weight, strict=True):
        for rank in np.unique(row[np.isfinite(row)]):
            if (row >= rank).sum() > 1:
                choosable.append(row >= rank)
                chosen.append(row == rank)
                times.append(n)
    shape = (-1, ranks.shape[1])
    return (
        np.array(choosable, dtype=float).reshape(shape),
        np.array(chosen, dtype=float).reshape(shape),
        np.array(times),
    )
