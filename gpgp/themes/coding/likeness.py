"""How alike two coders' sets of themes are: sample F1, and Krippendorff's alpha with MASI.

Sets of themes of comments come in, floats go out. A comment may weigh more than another, so that
a sample drawn unevenly speaks for the whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gpgp.errors import ParameterError

_SUBSET, _OVERLAP = 2 / 3, 1 / 3  # Passonneau's weights of monotonicity


def sample_f1(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """F1 of two coders' sets, comment by comment: 1 where equal (also both empty), 0 apart.

    Parameters
    ----------
    first, second : arrays of bool, comments x themes

    Examples
    --------
    >>> sample_f1(np.array([[1, 0, 1]]), np.array([[1, 0, 0]])).round(4)
    array([0.6667])
    """
    one, other = np.asarray(first, dtype=bool), np.asarray(second, dtype=bool)
    both, size = (one & other).sum(axis=1), one.sum(axis=1) + other.sum(axis=1)
    return np.where(size > 0, 2 * both / np.maximum(size, 1), 1.0)


def masi_distance(first: frozenset[str], second: frozenset[str]) -> float:
    """Distance of two sets: 0 where equal, 1 where nothing is shared.

    References
    ----------
    Passonneau, R. (2006). Measuring agreement on set-valued items (MASI). LREC, 831-836.

    Examples
    --------
    >>> round(masi_distance(frozenset("ab"), frozenset("abcd")), 4)
    0.6667
    """
    if first == second:
        return 0.0
    shared = len(first & second)
    if not shared:
        return 1.0
    kind = _SUBSET if first <= second or second <= first else _OVERLAP
    return 1 - shared / len(first | second) * kind


def masi_alpha(first: np.ndarray, second: np.ndarray, *, weights: np.ndarray) -> float:
    """Agreement of two coders' sets beyond chance: 1 wholly, 0 as by chance.

    Parameters
    ----------
    first, second : arrays of bool, comments x themes, at least one comment
    weights : array, one per comment, above 0
        How many comments of the whole each stands for.

    Returns
    -------
    float, at most 1
        1 where all sets are equal: no disagreement, and none was possible.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability.
    """
    every = np.arange(len(first))
    return MasiPairs.of(first, second).alpha(every, np.asarray(weights, dtype=float))


@dataclass(frozen=True)
class MasiPairs:
    """Sets of two coders as numbers, with all distances: made once, asked by each resample."""

    first: np.ndarray
    second: np.ndarray
    distances: np.ndarray

    @classmethod
    def of(cls, first: np.ndarray, second: np.ndarray) -> MasiPairs:
        """Number the sets of two coders, comments x themes each."""
        rows = np.vstack([first, second]).astype(bool)
        different, codes = np.unique(rows, axis=0, return_inverse=True)
        sets = [frozenset(map(str, np.flatnonzero(row))) for row in different]
        distances = np.array([[masi_distance(row, column) for column in sets] for row in sets])
        one, other = np.split(codes.ravel(), 2)
        return cls(one, other, distances)

    def alpha(self, taken: np.ndarray, weights: np.ndarray) -> float:
        """Krippendorff's alpha on the comments at some positions, some perhaps repeated.

        Raises
        ------
        ParameterError
            No comment is taken.
        """
        if len(taken) == 0:
            raise ParameterError("masi_alpha: expected at least one comment that both coded.")
        first, second = self.first[taken], self.second[taken]
        weights = weights * len(weights) / weights.sum()
        observed = (weights * self.distances[first, second]).sum() / weights.sum()
        both, twice = np.concatenate([first, second]), np.concatenate([weights, weights])
        totals = np.bincount(both, weights=twice, minlength=len(self.distances))
        expected = totals @ self.distances @ totals / (totals.sum() * (totals.sum() - 1))
        return 1.0 if expected == 0 else float(1 - observed / expected)
