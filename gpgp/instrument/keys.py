"""Whether the values of a column can be the keys of responses or respondents."""

from __future__ import annotations

import re

import pandas as pd

_SCIENTIFIC = re.compile(r"-?\d(?:[.,]\d+)?[eE]\+?\d{1,3}")
_ROUNDED = re.compile(r"\d{15}0+(?:\.0)?")  # a spreadsheet keeps 15 digits
_MOST_BROKEN = 0.01  # of the keys
_MOST_REPEATED = 0.05  # of the rows have a key that an earlier row has


def is_broken_key(text: str) -> bool:
    """Say whether a spreadsheet has rounded a key: ``1.14379E+11``, or zeros after 15 digits.

    Examples
    --------
    >>> is_broken_key("1.14379E+11"), is_broken_key("R_3kE7"), is_broken_key("114379004521")
    (True, False, False)
    """
    return bool(_SCIENTIFIC.fullmatch(text.strip()) or _ROUNDED.fullmatch(text.strip()))


def find_key_fault(keys: pd.Series) -> str:
    """Return why a column holds no keys, ``""`` where it may.

    Parameters
    ----------
    keys : Series of text
        Blank cells are left out.

    Returns
    -------
    str
        For instance ``"12% of its rows repeat an earlier value"``.
    """
    filled = keys.str.strip()
    filled = filled[filled != ""]
    if filled.empty:
        return "it is empty"
    n_broken = int(filled.map(is_broken_key).sum())
    if n_broken > _MOST_BROKEN * len(filled):
        return f"{n_broken:,} of its values were rounded by a spreadsheet, such as 1.2E+11"
    share = float(filled.duplicated().mean())
    if share > _MOST_REPEATED:
        return f"{share:.0%} of its rows repeat an earlier value"
    return ""
