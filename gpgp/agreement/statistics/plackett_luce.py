"""Plackett and Luce's model of rankings, fitted by Hunter's minorise-maximise rounds.

In: ranks and weights of checked ballots. Out: worths that sum to 1.
"""

from __future__ import annotations

import numpy as np

_TOLERANCE = 1e-10
_MAX_ROUNDS = 20_000


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
    when no worth moves by 1e-10, or after 20,000: where one option is always before another the
    likelihood has no maximum and the worth nears its limit ever more slowly.
    """
    choosable, chosen, weight = _choices(ranks, weights)
    wins = weight @ chosen
    worth = np.full(ranks.shape[1], 1 / ranks.shape[1])
    if wins.sum() == 0:  # a single option: there was nothing to choose
        return worth
    for _ in range(_MAX_ROUNDS):
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
