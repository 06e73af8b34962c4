"""Numbers and dates in words, English and Welsh: their patterns, and the digits they stand for."""

from __future__ import annotations

import re
from collections.abc import Iterable

_DIGITS = {
    "oh o zero nought naught dim sero": "0",
    "one un": "1",
    "two dau dwy": "2",
    "three tri tair": "3",
    "four pedwar": "4",
    "five pump": "5",
    "six chwech": "6",
    "seven saith": "7",
    "eight wyth": "8",
    "nine naw": "9",
}
_DIGIT = {word: digit for words, digit in _DIGITS.items() for word in words.split()}
_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
    "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEEN = {word: str(number) for number, word in enumerate(_TEENS, start=10)}
_TEN = {word: str(number) for number, word in enumerate(_TENS, start=2)}
_TIMES = {"double": 2, "triple": 3, "treble": 3, "dwbl": 2}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_UNIT = "one|two|three|four|five|six|seven|eight|nine"
_WORD = _any([*_DIGIT, *_TEEN, *_TEN, *_TIMES, "hundred"])
_PIECE = re.compile(rf"(?P<word>{_WORD})|(?P<digits>\d+)|(?P<letters>[oil])", re.IGNORECASE)
_ONES = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_ORDINAL = (
    rf"(?:(?:twenty|thirty)[\s-](?:{_ONES})|{_ONES}|tenth|eleventh|twelfth|thirteenth|fourteenth|"
    "fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)

NUMBER = rf"(?:(?:{_any(_TENS)})(?:[\s-](?:{_UNIT}))?|{_any(_TEENS)}|{_UNIT})"  # 1 to 99
DAY = rf"(?:\d{{1,2}}(?:st|nd|rd|th|af|ain|fed|eg)?(?![\d:])|{_ORDINAL})"
YEAR = (
    r"(?:(?:19|20)\d\d(?!\d)|'?\d\d(?![\d:])|"
    rf"nineteen(?:\s(?:hundred(?:\sand)?|oh))?[\s-]{NUMBER}|(?:twenty|twenty[\s-]oh)[\s-]{NUMBER}|"
    rf"two\sthousand(?:\s(?:and\s)?{NUMBER})?)"
)
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|"
    r"mehefin|gorffennaf|awst|medi|hydref|tachwedd|rhagfyr)"
)
MONTH_IN_WORDS = rf"(?:{_ONES}|tenth|eleventh|twelfth)"

_TOKEN = rf"(?:(?:{_WORD})(?![^\W\d_])|\d{{1,11}}+|[oil](?=[\doil]))"
DIGIT_RUN = re.compile(  # oh seven seven double oh, 07700 nine hundred, o77oo 9oo
    rf"(?<![\w£$€])(?:\+\s?)?{_TOKEN}(?:[\s,.()/-]{{0,3}}{_TOKEN}){{2,28}}+(?!\w)", re.IGNORECASE
)


def read_digits(text: str) -> str:
    """Return the digits that a run of digits and number words stands for.

    Examples
    --------
    >>> read_digits("oh seven seven double oh, nine hundred, four sixty-one")
    '07700900461'
    """
    digits: list[str] = []
    times, ten = 1, ""
    for piece in _PIECE.finditer(text):
        word = (piece["word"] or "").lower()
        if ten and word in _DIGIT and _DIGIT[word] != "0":
            digits.append(ten + _DIGIT[word])
            ten = ""
            continue
        if ten:
            digits.append(ten + "0")
            ten = ""
        if word in _TIMES:
            times = _TIMES[word]
            continue
        if word in _TEN:
            ten = _TEN[word]
            continue
        if word == "hundred":
            value = "00"
        elif piece["letters"]:
            value = "0" if piece["letters"].lower() == "o" else "1"
        else:
            value = _DIGIT.get(word) or _TEEN.get(word) or piece["digits"]
        digits.append(value * times if len(value) == 1 else value)
        times = 1
    return "".join([*digits, ten + "0" if ten else ""])
