"""Ballots: full, partial, tied, top-k; checked, and turned into what counting rules need.

In: one row per voter, one column per option, rank 1 = first; equal ranks are ties; missing =
not ranked. Only the order within a row counts, so ranks may have gaps. Out: arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

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
