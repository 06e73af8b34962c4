"""What the cells of a column are by their shape: personal data, dates, text read wrongly."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

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
_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M:%S %p",
    "%d/%m/%y %H:%M:%S", "%m/%d/%y %H:%M:%S", "%d/%m/%y %H:%M", "%m/%d/%y %H:%M", "%d/%m/%Y",
    "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
    "%d-%m-%Y %H:%M:%S", "%d-%m-%Y %H:%M", "%d-%m-%Y", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d",
    "%d %b %Y %H:%M:%S", "%d %b %Y %H:%M", "%d %b %Y", "%d %B %Y %H:%M", "%d %B %Y",
    "%b %d, %Y %I:%M %p", "%b %d, %Y",
)  # fmt: skip
_LEAST_READ = 0.9  # of the filled cells


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


@dataclass(frozen=True)
class Dates:
    """How a column writes its dates, and the newest of them."""

    date_format: str
    newest: date
    is_ambiguous: bool  # the day could as well be the month


def find_dates(cells: pd.Series, *, is_day_first: bool) -> Dates | None:
    """Find the format that reads nearly every filled cell of a column as a date.

    Parameters
    ----------
    cells : Series of text
    is_day_first : bool
        Which of day and month the platform writes first, where the cells do not tell.
    """
    filled = cells.str.strip()
    filled = filled[filled != ""]
    if filled.empty or not filled.iloc[:20].str.contains(r"\d{2}", regex=True).all():
        return None
    reading: dict[str, pd.Series] = {}
    for form in _FORMATS:
        if pd.isna(pd.to_datetime(filled.iloc[:1], format=form, errors="coerce")).all():
            continue
        read = pd.to_datetime(filled, format=form, errors="coerce")
        if read.notna().mean() >= _LEAST_READ:
            reading[form] = read
    if not reading:
        return None
    best = max(read.notna().sum() for read in reading.values())
    fitting = [form for form, read in reading.items() if read.notna().sum() == best]
    form = next((f for f in fitting if _is_day_first(f) == is_day_first), fitting[0])
    return Dates(form, reading[form].max().date(), len({_is_day_first(f) for f in fitting}) > 1)


def _is_day_first(date_format: str) -> bool:
    return date_format.startswith("%d/")
