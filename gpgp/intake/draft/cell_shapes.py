"""What the cells of a column are by their shape: personal data, dates, keys, text read wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
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
    "a telephone number": re.compile(
        r"(?:\+|00)\d[\d ()-]{7,17}\d|0\d[\d ()-]{7,14}\d|\(\d{3}\) ?\d{3}-\d{4}"
    ),
    "a postcode": re.compile(r"[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}"),
    "a place on the map": re.compile(r"-?\d{1,3}\.\d{3,}[,; ]+-?\d{1,3}\.\d{3,}(?: [-\d. ]+)?"),
}
_TECHNICAL = {
    "addresses of pages": re.compile(r"https?://\S+|www\.\S+"),
    "names of browsers": re.compile(r"(?:Mozilla|Opera)/\d.*"),
    "keys of some system": re.compile(
        r"(?:uuid:)?[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{16,128}|"
        r"(?=\S*\d)(?=\S*[A-Za-z])(?!\S*[.,;/]\S*[.,;/ ])[A-Za-z0-9][\w.:-]{11,}"
    ),
}
_SHARE = 0.3  # of the filled cells
_MOST_TECHNICAL = 0.95  # of the filled cells
_DATE_LIKE = re.compile(
    r"\D{0,12}\d{1,4}[-/. ]{1,2}(?:\d{1,2}|[^\W\d]{3,12}\.?)[-/., ]{1,2}\d{1,4}.{0,40}|"
    r"(?:[^\W\d]{3,10},? )?[^\W\d]{3,12}\.? \d{1,2},? \d{4}.{0,40}|\d{4}年.*|\d{4}-\d{2}-\d{2}T.*"
)
_FORMATS = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ",
    "%Y-%m-%dT%H:%M:%S.%fZ", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%dT%H:%M:%S.%f%z",
    "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%dT%H:%M%z", "%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S%z",
    "%Y-%m-%d %H:%M:%S.%f%z", "%Y-%m-%d %H:%M:%S UTC", "%Y-%m-%d %H:%M UTC",
    "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y %H:%M:%S",
    "%d/%m/%Y, %H:%M:%S",
    "%m/%d/%Y, %H:%M:%S", "%d/%m/%Y, %H:%M", "%m/%d/%Y, %H:%M", "%m/%d/%Y, %I:%M:%S %p",
    "%d/%m/%Y %H:%M", "%m/%d/%Y %H:%M", "%m/%d/%Y %I:%M:%S %p", "%d/%m/%Y %I:%M:%S %p",
    "%m/%d/%Y %I:%M %p", "%d/%m/%Y %I:%M %p", "%m/%d/%y %I:%M %p", "%d/%m/%Y %H.%M.%S",
    "%d/%m/%y %H:%M:%S", "%m/%d/%y %H:%M:%S", "%d/%m/%y %H:%M", "%m/%d/%y %H:%M", "%d/%m/%Y",
    "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
    "%d.%m.%Y, %H:%M:%S", "%d.%m.%Y, %H:%M", "%d.%m.%y %H:%M", "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d-%m-%y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M",
    "%Y/%m/%d", "%Y/%m/%d %I:%M:%S %p", "%Y.%m.%d %H:%M:%S", "%Y.%m.%d", "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M", "%d %b %Y", "%d-%b-%Y", "%d-%b-%Y %H:%M:%S", "%d-%b-%y", "%d %B %Y %H:%M",
    "%d %B %Y %H:%M:%S", "%d %B %Y", "%b %d, %Y %I:%M:%S %p", "%b %d, %Y %I:%M %p", "%b %d, %Y",
    "%b %d %Y %H:%M", "%b %d, %Y, %I:%M %p", "%b %d, %Y %H:%M:%S", "%B %d, %Y %I:%M %p",
    "%B %d, %Y", "%a %b %d %Y %H:%M:%S", "%A, %d %B %Y %H:%M", "%A, %d %B %Y",
    "%a, %d %b %Y %H:%M:%S %z",
)  # fmt: skip
_LEAST_READ = 0.9  # of the filled cells
_SAMPLE = 12  # different cells that rule out most formats


@dataclass(frozen=True)
class Dates:
    """How a column writes its dates, and the newest of them."""

    date_format: str
    newest: date
    is_ambiguous: bool  # the day could as well be the month


def personal_kind(cells: pd.Series) -> tuple[str | None, int]:
    """Return which kind of personal data a column looks like, and how many of its cells do.

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
    return personal_kind_of({str(text): int(n) for text, n in counts.items()})


def personal_kind_of(answers: Mapping[str, int]) -> tuple[str | None, int]:
    """Return the same of filled cells and how often each occurs."""
    n_filled = sum(answers.values())
    for kind, pattern in _PERSONAL.items():
        n_cells = sum(n for text, n in answers.items() if pattern.fullmatch(text))
        if n_cells and n_cells >= _SHARE * n_filled:
            return kind, n_cells
    return None, 0


def technical_kind(answers: Iterable[str]) -> str | None:
    """Return what machine-made cells are: addresses of pages, browsers, keys; None for others."""
    words = list(answers)
    for kind, pattern in _TECHNICAL.items():
        n = sum(bool(pattern.fullmatch(word)) for word in words)
        if n and n >= _MOST_TECHNICAL * len(words):
            return kind
    return None


def look_like_dates(answers: Iterable[str]) -> bool:
    """Say whether nearly all cells have the shape of a date, in whatever language."""
    words = list(answers)[:_SAMPLE]
    return bool(words) and sum(bool(_DATE_LIKE.fullmatch(w)) for w in words) >= 0.9 * len(words)


def find_dates(cells: pd.Series, *, is_day_first: bool) -> Dates | None:
    """Find the format that reads nearly every filled cell of a column as a date.

    Parameters
    ----------
    cells : Series of text
    is_day_first : bool
        Which of day and month the platform writes first, where the cells do not say.
    """
    filled = cells.str.strip()
    filled = filled[filled != ""].drop_duplicates()
    if filled.empty or not look_like_dates(filled.iloc[:_SAMPLE]):
        return None
    reading: dict[str, pd.Series] = {}
    for form in _FORMATS:
        if _read(filled.iloc[:_SAMPLE], form).notna().mean() < _LEAST_READ / 2:
            continue
        read = _read(filled, form)
        if read.notna().mean() >= _LEAST_READ:
            reading[form] = read
    if not reading:
        return None
    best = max(read.notna().sum() for read in reading.values())
    fitting = [form for form, read in reading.items() if read.notna().sum() == best]
    form = next((f for f in fitting if _is_day_first(f) == is_day_first), fitting[0])
    return Dates(form, reading[form].max().date(), len({_is_day_first(f) for f in fitting}) > 1)


def _read(words: pd.Series, date_format: str) -> pd.Series:
    return pd.to_datetime(words, format=date_format, errors="coerce", utc=True)


def _is_day_first(date_format: str) -> bool:
    return date_format.startswith("%d/")
