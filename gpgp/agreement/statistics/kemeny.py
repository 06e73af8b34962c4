"""Kemeny's order: the one that agrees with most pairwise preferences, found exactly.

In: an array of pairwise preferences. Out: ranks; options share a rank where the best orders
differ about them.
"""

from __future__ import annotations

import numpy as np

from gpgp.errors import ParameterError

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
