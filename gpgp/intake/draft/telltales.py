"""Shapes by which the cells of a column give away what they are."""

from __future__ import annotations

import re

import pandas as pd

# What UTF-8 looks like after it has been read as Windows-1252 or Mac Roman.
MOJIBAKE = re.compile(
    "[ÃÅÂâÄË][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]|√[©®†°≥º]|‚Ä[ôúù]"
)
_PERSONAL = {
    "an e-mail address": re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[A-Za-z]{2,24}"),
    "an IP address": re.compile(
        r"\d{1,3}(?:\.\d{1,3}){3}|[0-9a-fA-F]{1,4}(?::[0-9a-fA-F]{0,4}){3,7}"
    ),
    "a telephone number": re.compile(r"(?:\+|00)\d[\d ()-]{7,17}\d|0\d[\d ()-]{7,14}\d"),
    "a postcode": re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}"),
}
_SHARE = 0.3  # of the filled cells


def personal_kind(cells: pd.Series) -> tuple[str | None, int]:
    """Say which kind of personal data a column looks like, and how many of its cells do.

    Parameters
    ----------
    cells : Series of text

    Returns
    -------
    kind, n_cells
        ``None, 0`` where less than three in ten of the filled cells have one shape.
    """
    filled = cells.str.strip()
    counts = filled[filled != ""].value_counts()
    n_filled = int(counts.sum())
    for kind, pattern in _PERSONAL.items():
        n_cells = sum(int(n) for text, n in counts.items() if pattern.fullmatch(str(text)))
        if n_cells and n_cells >= _SHARE * n_filled:
            return kind, n_cells
    return None, 0
