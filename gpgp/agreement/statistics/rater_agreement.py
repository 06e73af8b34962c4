"""How alike raters are: Kendall's W and distance for rankings, Krippendorff's alpha for coders.

In: complete ranks, or a matrix of coders by units. Out: plain floats.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from scipy import stats

from gpgp.agreement.statistics.inputs import read_numbers
from gpgp.errors import ParameterError


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
    table = read_numbers(ranks, name="ranks")
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
    first, second = (read_numbers(ranks, name="kendall_distance") for ranks in (a, b))
    if first.ndim != 1 or first.shape != second.shape:
        raise ParameterError("kendall_distance: expected two rankings of the same options.")
    is_ranked = np.isfinite(first) & np.isfinite(second)
    first, second = first[is_ranked], second[is_ranked]
    one, other = np.triu_indices(len(first), k=1)
    gap = np.sign(first[one] - first[other]) - np.sign(second[one] - second[other])
    return float(np.abs(gap).sum() / 2)


def krippendorff_alpha(matrix: ArrayLike, level: str) -> float:
    """Return how far coders agree beyond chance: 1 wholly, 0 as by chance.

    Parameters
    ----------
    matrix : array-like of shape (n_coders, n_units)
        Values; NaN where a coder did not code the unit.
    level : {'nominal', 'ordinal', 'interval', 'ratio'}
        What the values mean.

    Returns
    -------
    float, at most 1
        1 where all pairable values are equal: no disagreement, and none was possible.

    Raises
    ------
    ParameterError
        An unknown level, no unit coded twice, or a negative value on a ratio scale.

    Notes
    -----
    ``1 - Do/De`` from the coincidence matrix. Between constituencies it tells only whether
    they order the elements alike: about 0 where everyone agrees on everything.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's Alpha-Reliability.
    """
    values, counts = _count_units(matrix)
    size = counts.sum(axis=1, keepdims=True)
    coincidence = counts.T @ (counts / (size - 1)) - np.diag((counts / (size - 1)).sum(axis=0))
    totals = coincidence.sum(axis=0)
    distance = _squared_distance(values, totals, level)
    observed = (coincidence * distance).sum()
    expected = (np.outer(totals, totals) * distance).sum() / (totals.sum() - 1)
    return 1.0 if expected == 0 else float(1 - observed / expected)


def _count_units(matrix: ArrayLike) -> tuple[np.ndarray, np.ndarray]:
    """Count each value in each unit that at least two coders coded."""
    coded = read_numbers(matrix, name="matrix")
    if coded.ndim != 2:
        raise ParameterError(f"matrix: expected coders by units, found {coded.ndim} dimensions.")
    coded = coded[:, np.isfinite(coded).sum(axis=0) >= 2]
    if coded.shape[1] == 0:
        raise ParameterError("matrix: expected a unit coded by two coders, found none.")
    values = np.unique(coded[np.isfinite(coded)])
    return values, (coded[:, :, None] == values).sum(axis=0).astype(float)


def _squared_distance(values: np.ndarray, totals: np.ndarray, level: str) -> np.ndarray:
    if level == "nominal":
        return (values[:, None] != values).astype(float)
    if level == "ordinal":
        middle = np.cumsum(totals) - totals / 2
        return (middle[:, None] - middle) ** 2
    if level == "interval":
        return (values[:, None] - values) ** 2
    if level != "ratio":
        raise ParameterError(
            f"level: expected nominal, ordinal, interval or ratio, found '{level}'."
        )
    if (values < 0).any():
        raise ParameterError("matrix: expected values from 0 up on a ratio scale.")
    total = values[:, None] + values
    gap = values[:, None] - values
    return np.divide(gap, total, out=np.zeros(total.shape), where=total > 0) ** 2
