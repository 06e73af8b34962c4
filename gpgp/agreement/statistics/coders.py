"""How far coders agree beyond chance: Krippendorff's alpha.

In: a matrix of coders by units. Out: a float.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from gpgp.agreement.statistics.inputs import read_numbers
from gpgp.errors import ParameterError


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
