"""Days and times as exports write them: by the declared format, in ISO order, or with month names.

Read by the declared format first. What that does not read is written plainly (digits of any
script, names of months in many languages, morning and afternoon, offsets such as GMT+1) and read
by it again, and last in ISO order, which cannot be mistaken.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import pandas as pd
from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from gpgp.instrument.text import map_unique

ZONE = "Europe/London"  # days are counted where the consultation is held
_FIRST_YEAR = 2000  # before it, a clock that was not set, or no date
_BUDDHIST_ERA = 543  # years that Thailand is ahead
_LOCALE_CODES = """
en cy fr de es pt it nl ga gd pl cs sk sl hr sr uk ru bg el tr ro hu fi sv da nb et lv lt ca eu
gl sq mt is ar fa ur he hi bn ta te th vi id ms zh ja ko
"""
_MONTH_NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_HALF_DAYS = {
    "上午": "AM", "下午": "PM", "午前": "AM", "午後": "PM", "오전": "AM", "오후": "PM", "ص": "AM",
    "م": "PM", "a. m.": "AM", "p. m.": "PM", "a.m.": "AM", "p.m.": "PM", "πμ": "AM", "μμ": "PM",
    "π.μ.": "AM", "μ.μ.": "PM", "ก่อนเที่ยง": "AM", "หลังเที่ยง": "PM", "yb": "AM", "yh": "PM",
}  # fmt: skip
_EAST_ASIAN = re.compile(r"(\d{4})[年년]\s*(\d{1,2})[月월]\s*(\d{1,2})[日일]")
_OFFSET = re.compile(r"\s*(?:GMT|UTC)?\s*([+-])(\d{1,2}):?(\d{2})?$|\s*\b(?:GMT|UTC|Z)$")
_NAME = re.compile(r"[^\d\s/,:()+-]*[^\W\d_][^\d\s/,:()+-]*")  # a word, with its points
_HALF_DAY_BEFORE = re.compile(r"\b([AP]M)\s*(\d{1,2}[:.]\d{2}(?:[:.]\d{2})?)")
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?"
)


def read_times(words: pd.Series, date_format: str) -> pd.Series:
    """Read times in the declared format, with month names of any language, or in ISO order.

    Parameters
    ----------
    words : Series of text
    date_format : str
        As of ``strptime``; months by name as ``%b``.

    Returns
    -------
    Series of datetime64[us], same index
        Local time where the text has an offset; missing where it is no time, or before 2000.

    Examples
    --------
    >>> words = pd.Series(["3 avril 2031 à 10:05", "2031-04-03T09:05:00Z"], dtype="str")
    >>> read_times(words, "%d %b %Y %H:%M").dt.strftime("%d/%m %H:%M").tolist()
    ['03/04 10:05', '03/04 10:05']
    """
    times = _parse(words, date_format)
    unread = times.isna() & words.str.strip().ne("")
    if unread.any():
        plain = map_unique(words[unread], write_plainly).astype("str")
        again = _parse(plain, date_format)
        is_iso = again.isna() & plain.map(lambda text: bool(_ISO.fullmatch(text)))
        for has_zone in (False, True):
            chosen = is_iso & (plain.str.contains(r"(?:Z|[+-]\d{2}:?\d{2})$") == has_zone)
            again[chosen] = _parse(plain[chosen], "ISO8601", has_zone=has_zone)
        times[unread] = again
    return times.mask(times.dt.year < _FIRST_YEAR)


def _parse(words: pd.Series, date_format: str, *, has_zone: bool | None = None) -> pd.Series:
    zoned = "%z" in date_format if has_zone is None else has_zone
    times = pd.to_datetime(words, format=date_format, errors="coerce", utc=zoned)
    if zoned:
        times = times.dt.tz_convert(ZONE).dt.tz_localize(None)
    return times.astype("datetime64[us]")


def write_plainly(text: str) -> str:
    """Return a time with Arabic digits, English months, AM or PM, and offsets as ``+0100``.

    Examples
    --------
    >>> write_plainly("2031年4月3日 下午3:05"), write_plainly("3 avril 2031 à 10:05")
    ('2031-04-03 3:05 PM', '3 Apr 2031 10:05')
    >>> write_plainly("2031/03/01 7:00:45 PM GMT+1")
    '2031/03/01 7:00:45 PM +0100'
    """
    plain = "".join(
        str(unicodedata.decimal(letter)) if letter.isdecimal() else letter
        for letter in unicodedata.normalize("NFC", text).strip()
    )
    for word, half in _HALF_DAYS.items():
        plain = plain.replace(word, half)
    plain = _EAST_ASIAN.sub(lambda m: f"{m[1]}-{int(m[2]):02}-{int(m[3]):02} ", plain)
    is_iso = _ISO.fullmatch(plain)
    if not is_iso:
        plain = _OFFSET.sub(_write_offset, plain)
        plain = re.sub(r"[(),]+", " ", _NAME.sub(_translate, plain))
        plain = re.sub(r"(?<=\d)\.(?= )", "" if re.search("[A-Z][a-z]", plain) else ".", plain)
    plain = _HALF_DAY_BEFORE.sub(r"\2 \1", plain)
    plain = re.sub(r"\b(2[4-6]\d\d)\b", lambda m: str(int(m[1]) - _BUDDHIST_ERA), plain)
    return re.sub(r"\s+", " ", plain).strip()


def _write_offset(match: re.Match[str]) -> str:
    return f" {match[1]}{int(match[2]):02}{match[3] or '00'}" if match[1] else " +0000"


def _translate(match: re.Match[str]) -> str:
    """Return the English name of a month; AM, PM and T as they are; nothing for other words."""
    word = match[0].strip(".").casefold()
    if word.upper() in ("AM", "PM"):
        return word.upper()
    if word == "t":
        return "T"
    return _months().get(word, "")


@cache
def _months() -> dict[str, str]:
    """Names of months, whole and short, in many languages: English short name by folded name."""
    found: dict[str, str] = {}
    for code in _LOCALE_CODES.split():
        try:
            locale = Locale.parse(code)
        except (UnknownLocaleError, ValueError):
            continue
        for width in ("wide", "abbreviated"):
            for context in ("format", "stand-alone"):
                for number, name in get_month_names(width, context, locale).items():
                    folded = name.strip(".").casefold()
                    if not folded.isdecimal():
                        found.setdefault(folded, _MONTH_NAMES[number - 1])
    return found
