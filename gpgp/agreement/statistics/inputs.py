"""What callers pass in: anything array-like, turned into numbers or refused by name."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from gpgp.errors import ParameterError


def read_numbers(values: ArrayLike, *, name: str) -> np.ndarray:
    """Return an array of floats, NaN where a value is missing.

    Raises
    ------
    ParameterError
        A value is not a number.
    """
    try:
        if isinstance(values, pd.DataFrame | pd.Series):
            return values.to_numpy(dtype=float, na_value=np.nan)
        return np.asarray(values, dtype=float)
    except (TypeError, ValueError):
        raise ParameterError(f"{name}: expected numbers, found something else.") from None


def read_scores(values: ArrayLike, *, name: str) -> np.ndarray:
    """Return a flat array of the numbers that are not missing.

    Raises
    ------
    ParameterError
        A value is not a number.
    """
    numbers = read_numbers(values, name=name).ravel()
    return numbers[~np.isnan(numbers)]


def read_weights(weights: ArrayLike | None, *, n: int) -> np.ndarray:
    """Return one weight per voter; 1 each without weights.

    Raises
    ------
    ParameterError
        Not one number from 0 up for each.
    """
    read = np.ones(n) if weights is None else read_numbers(weights, name="weights")
    if read.shape != (n,) or not (np.isfinite(read) & (read >= 0)).all():
        raise ParameterError(f"weights: expected one number from 0 up for each of {n} voters.")
    return read
