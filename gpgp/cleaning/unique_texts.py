"""Work on each different text once, however often it stands in a column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd


def map_unique(texts: pd.Series, function: Callable[[str], Any]) -> pd.Series:
    """Return what a function makes of each text (dtype object); missing texts give None."""
    positions, unique = pd.factorize(texts)
    found = [*map(function, unique.tolist()), None]
    values = np.fromiter(found, dtype=object, count=len(found))
    return pd.Series(values[positions], index=texts.index, dtype=object)
