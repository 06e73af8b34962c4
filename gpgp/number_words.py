"""Words for numbers: shares, counts, dates, places. One table, for prose, tables and charts alike.

Numbers follow the GOV.UK style: 1,234; 25%; 31 August 2018; "to" in ranges; no sentence begins
with a numeral.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

SHARE_WORDS = (  # (from this whole per cent, words); the first that fits
    (100, "all"),
    (90, "nearly all"),
    (67, "most"),
    (56, "a majority"),
    (45, "about half"),
    (10, "a minority"),
    (1, "few"),
    (0, "none"),
)
BANDS = ("two-thirds or more", "half to two-thirds", "under half")
SIDE_BANDS = ("half or more", "a quarter to half", "under a quarter")  # disagree, neither
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_PLACES = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def word_for_share(percent: int) -> str:
    """Return the words for a printed whole per cent.

    Examples
    --------
    >>> word_for_share(78), word_for_share(66), word_for_share(50), word_for_share(34)
    ('most', 'a majority', 'about half', 'a minority')
    """
    return next(word for least, word in SHARE_WORDS if percent >= least)


def format_count(n: int) -> str:
    """Return a whole number with thousands separated by commas."""
    return f"{n:,}"


def format_percent(percent: int) -> str:
    """Return a whole per cent."""
    return f"{percent}%"


def format_date(day: date) -> str:
    """Return a date as GOV.UK writes it.

    Examples
    --------
    >>> format_date(date(2018, 8, 31))
    '31 August 2018'
    """
    months = "January February March April May June July August September October November December"
    return f"{day.day} {months.split()[day.month - 1]} {day.year}"


def spell_number(n: int) -> str:
    """Return small numbers as words, others as numerals: three, 12.

    Examples
    --------
    >>> spell_number(3), spell_number(12)
    ('three', '12')
    """
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else format_count(n)


def spell_place(rank: int) -> str:
    """Return a place: first, second, 12th.

    Examples
    --------
    >>> spell_place(1), spell_place(12)
    ('first', '12th')
    """
    if 1 <= rank <= len(_PLACES):
        return _PLACES[rank - 1]
    suffix = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10)
    return f"{rank}{suffix or 'th'}"


def join_words(words: Sequence[str], *, last: str = "and") -> str:
    """Join words as a sentence lists them.

    Examples
    --------
    >>> join_words(["joined up", "diverse", "valued"])
    'joined up, diverse and valued'
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def capitalise(sentence: str) -> str:
    """Return the sentence with its first letter raised and the rest as it stands."""
    return sentence[:1].upper() + sentence[1:]


def lower_first(phrase: str) -> str:
    """Return a phrase as it stands inside a sentence; NHS and other capitals stay.

    Examples
    --------
    >>> lower_first("Joined up"), lower_first("NHS pay")
    ('joined up', 'NHS pay')
    """
    return phrase if phrase[1:2].isupper() else phrase[:1].lower() + phrase[1:]


def count_of(n: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: 1 person, 1,437 responses.

    Examples
    --------
    >>> count_of(1, "person", "people"), count_of(1437, "response")
    ('1 person', '1,437 responses')
    """
    return f"{format_count(n)} {noun if n == 1 else plural or noun + 's'}"
