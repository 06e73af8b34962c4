"""What the cells of a column are: dates, keys, personal data, or several options at once.

In: the cells of one column. Out: their kind by shape; the separator and the options of a list.
Options hold separators themselves (``Mirrors (create, copy)``): brackets that are open keep a piece
together, and pieces that never appear one without the other are one option.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from gpgp.instrument import write_plainly

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
    r"(?:[^\W\d]{3,10},? )?[^\W\d]{3,12}\.? \d{1,2},? \d{4}.{0,40}|\d{4}年.*|"
    r"\d{8}[ T]\d{2}:?\d{2}.*|\d{4}-\d{2}-\d{2}T.*"
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
    "%d.%m.%y", "%d-%m-%y", "%d.%m.%y %H:%M:%S", "%d %b %y", "%Y-%m-%d %I:%M %p",
    "%d/%m/%y %H:%M:%S", "%m/%d/%y %H:%M:%S", "%d/%m/%y %H:%M", "%m/%d/%y %H:%M", "%d/%m/%Y",
    "%m/%d/%Y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y",
    "%d.%m.%Y, %H:%M:%S", "%d.%m.%Y, %H:%M", "%d.%m.%y %H:%M", "%d-%m-%Y %H:%M:%S",
    "%d-%m-%Y %H:%M", "%d-%m-%Y", "%d-%m-%y %H:%M", "%Y/%m/%d %H:%M:%S", "%Y/%m/%d %H:%M",
    "%Y/%m/%d", "%Y/%m/%d %I:%M:%S %p", "%Y.%m.%d %H:%M:%S", "%Y.%m.%d", "%d %b %Y %H:%M:%S",
    "%d %b %Y %H:%M", "%d %b %Y", "%d-%b-%Y", "%d-%b-%Y %H:%M:%S", "%d-%b-%y", "%d %B %Y %H:%M",
    "%d %B %Y %H:%M:%S", "%d %B %Y", "%b %d, %Y %I:%M:%S %p", "%b %d, %Y %I:%M %p", "%b %d, %Y",
    "%b %d %Y %H:%M", "%b %d, %Y, %I:%M %p", "%b %d, %Y %H:%M:%S", "%B %d, %Y %I:%M %p",
    "%B %d, %Y", "%a %b %d %Y %H:%M:%S", "%A, %d %B %Y %H:%M", "%A, %d %B %Y",
    "%a, %d %b %Y %H:%M:%S %z", "%Y%m%d %H:%M", "%Y%m%d %H:%M:%S", "%Y%m%dT%H%M%S", "%Y%m%d %H%M",
)  # fmt: skip
_LEAST_READ = 0.9  # of the filled cells
_SAMPLE = 12  # different cells that rule out most formats


@dataclass(frozen=True)
class Dates:
    """How a column writes its dates, and the first and the last of them."""

    date_format: str
    oldest: date
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

    Where none does, the cells are read with English months and Arabic digits, as they are when the
    export is read.

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
    reading = _read_all(filled) or _read_all(filled.map(write_plainly))
    if not reading:
        return None
    best = max(read.notna().sum() for read in reading.values())
    fitting = [form for form, read in reading.items() if read.notna().sum() == best]
    form = next((f for f in fitting if _is_day_first(f) == is_day_first), fitting[0])
    days = reading[form].dropna().dt.date
    is_ambiguous = len({_is_day_first(f) for f in fitting}) > 1
    return Dates(form, days.min(), days.max(), is_ambiguous)


def _read_all(words: pd.Series) -> dict[str, pd.Series]:
    """Return the times by each format that reads nearly all of the words."""
    reading = {}
    for form in _FORMATS:
        if _read(words.iloc[:_SAMPLE], form).notna().mean() < _LEAST_READ / 2:
            continue
        read = _read(words, form)
        if read.notna().mean() >= _LEAST_READ:
            reading[form] = read
    return reading


def _read(words: pd.Series, date_format: str) -> pd.Series:
    return pd.to_datetime(words, format=date_format, errors="coerce", utc=True)


def _is_day_first(date_format: str) -> bool:
    return date_format.startswith("%d/")


_LEAST_CELLS = 5
_LEAST_SHARE_OF_LISTS = 0.08  # of the cells hold more than one option
_LEAST_COVERED = 0.75  # of the pieces are options that several people chose
_MOST_OPTIONS = 80
_LONGEST_OPTION = 25  # words
_NAME = re.compile(r"[^\W_A-Z][\w.-]*")
_BRACKETS = {"(": ")", "[": "]"}


@dataclass(frozen=True)
class OptionList:
    """The options of a column whose cells list several."""

    separator: str
    options: tuple[str, ...]  # commonest first
    is_ranking: bool  # every cell lists as many of them, in different orders
    is_ordered: bool  # the same two stand in either order in different cells
    n_other: int  # cells with a piece that is none of them


def find_option_list(
    cells: Counter[str], *, separators: str, is_asked: bool = False
) -> OptionList | None:
    """Find out whether the cells of a column are lists, and of what.

    Parameters
    ----------
    cells : Counter
        Filled cells and how often each occurs.
    separators : str
        The separators to try, the likeliest first.
    is_asked : bool
        The question says that several may be chosen: a single list is enough.

    Returns
    -------
    OptionList or None
        None where the cells are better read as whole.
    """
    if sum(cells.values()) < (2 if is_asked else _LEAST_CELLS):
        return None
    if all(cell.startswith("[") and cell.endswith("]") for cell in cells):
        bare = Counter[str]()
        for cell, n in cells.items():
            bare[re.sub(r"[\[\]\"']", "", cell)] += n
        return _read_as(bare, ",", 0.0, True)
    for separator in dict.fromkeys((*separators, "\n")):
        if separator == " " and not _are_names(cells):
            continue
        found = _read_as(cells, separator, 0.0 if is_asked else _LEAST_SHARE_OF_LISTS, is_asked)
        if found is not None:
            return found
    return None


def _are_names(cells: Counter[str]) -> bool:
    """Say whether cells are names divided by blanks, no words of a language: ``bus library``."""
    lists = [cell.split() for cell in cells]
    return all(
        len(set(names)) == len(names) and all(_NAME.fullmatch(name) for name in names)
        for names in lists
    )


def _read_as(
    cells: Counter[str], separator: str, least_share: float, is_asked: bool
) -> OptionList | None:
    n_cells = sum(cells.values())
    n_separated = sum(n for cell, n in cells.items() if separator in cell)
    if n_separated == 0 or n_separated < least_share * n_cells:
        return None
    lists = {cell: _split_whole(cell, separator) for cell in cells}
    lists = _join_inseparable(lists, cells, separator)
    counts = Counter[str]()
    for cell, pieces in lists.items():
        for piece in dict.fromkeys(pieces):  # of equal counts the first named stands first
            counts[piece] += cells[cell]
    n_lists = sum(n for cell, n in cells.items() if len(lists[cell]) > 1)
    least = 2 if n_cells < 200 else 3
    options = [piece for piece, n in counts.most_common() if n >= least]
    covered = sum(counts[option] for option in options)
    if (
        n_lists < max(least_share * n_cells, 1)
        or covered < _LEAST_COVERED * sum(counts.values())
        or not 2 <= len(options) <= _MOST_OPTIONS
        or sum(len(option.split()) for option in options) > _LONGEST_OPTION * len(options)
        or not _are_shared(lists, cells, set(options))
        or (separator == "," and not is_asked and _are_clauses(lists, options))
    ):
        return None
    known = set(options)
    n_other = sum(n for cell, n in cells.items() if set(lists[cell]) - known)
    return OptionList(
        separator, tuple(options), _is_ranking(lists, cells, options), _is_ordered(lists), n_other
    )


def _are_shared(lists: dict[str, list[str]], cells: Counter[str], options: set[str]) -> bool:
    """Say whether options combine freely: most of them occur in different lists."""
    seen: dict[str, set[str]] = {}
    for cell, pieces in lists.items():
        for piece in pieces:
            if piece in options:
                seen.setdefault(piece, set()).add(cell)
    mixed = sum(len(found) > 1 for found in seen.values())
    return mixed >= 0.5 * len(options)


def _split_whole(cell: str, separator: str) -> list[str]:
    """Split a cell, but not within brackets."""
    pieces: list[str] = []
    for piece in cell.split(separator):
        if pieces and _is_open(pieces[-1]):
            pieces[-1] += separator + piece
        else:
            pieces.append(piece)
    if pieces and _is_open(pieces[-1]):  # a bracket that never closes: split everywhere
        pieces = cell.split(separator)
    return [stripped for piece in pieces if (stripped := piece.strip())]


def _is_open(text: str) -> bool:
    return any(text.count(left) > text.count(right) for left, right in _BRACKETS.items())


def _join_inseparable(
    lists: dict[str, list[str]], cells: Counter[str], separator: str
) -> dict[str, list[str]]:
    """Join pieces of which neither occurs without the other beside it."""
    while True:
        single, pairs = Counter[str](), Counter[tuple[str, str]]()
        for cell, pieces in lists.items():
            for piece in pieces:
                single[piece] += cells[cell]
            for pair in itertools.pairwise(pieces):
                pairs[pair] += cells[cell]
        joined = {
            pair
            for pair, n in pairs.items()
            if n >= 3 and n == single[pair[0]] == single[pair[1]] and pair[0] != pair[1]
        }
        if not joined:
            return lists
        first = max(joined, key=lambda pair: (pairs[pair], pair))
        lists = {cell: _join(pieces, first, separator) for cell, pieces in lists.items()}


def _join(pieces: list[str], pair: tuple[str, str], separator: str) -> list[str]:
    out: list[str] = []
    for piece in pieces:
        if out and (out[-1], piece) == pair:
            glue = separator if separator == "\n" else f"{separator} "
            out[-1] += glue + piece
        else:
            out.append(piece)
    return out


def _are_clauses(lists: dict[str, list[str]], options: list[str]) -> bool:
    """Say whether pieces are the clauses of sentences: what follows a comma begins small."""
    first = {pieces[0] for pieces in lists.values() if pieces}
    begins_large = sum(piece[:1].isupper() for piece in first) > 0.8 * len(first)
    later = [option for option in options if option[:1].islower() and len(option.split()) > 2]
    return begins_large and len(later) >= 0.3 * len(options)


def _is_ordered(lists: dict[str, list[str]]) -> bool:
    """Say whether the order is the respondent's: pairs stand either way round."""
    pairs = {pair for pieces in lists.values() for pair in itertools.combinations(pieces, 2)}
    turned = sum((second, first) in pairs for first, second in pairs)
    return len(pairs) > 2 and turned >= 0.6 * len(pairs)


def _is_ranking(lists: dict[str, list[str]], cells: Counter[str], options: list[str]) -> bool:
    """Say whether nearly every cell lists all options once, in more than one order."""
    every = set(options)
    n_full = sum(n for c, n in cells.items() if len(lists[c]) == len(every) == len(set(lists[c])))
    orders = {tuple(pieces) for pieces in lists.values() if set(pieces) == every}
    return len(every) > 2 and len(orders) > 2 and n_full >= 0.9 * sum(cells.values())
