"""How sure an order is: the chance of each place for each option, by resampling voters.

In: ballots, with each voter's group and organisation. Out: a frame, option by place.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

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
