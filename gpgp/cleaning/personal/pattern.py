"""What a pattern of personal data is, and the plain view of a text that patterns read.

Numbers and dates in words, English and Welsh, have patterns here too, with the digits they stand
for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

DIGITS = tuple("0123456789")
MARK = r"[\s./_-]{0,2}"  # between the digits of a number
NUMBER_WORD = (  # what makes a number of a label: payroll *number*, case *ref*
    r"(?:,?\s?-?\s?(?:number|num|nbr|no|nr|ref(?:erence)?|id(?:entifier)?|code|pin)\b\.?|\s?\#"
    r"|\s?n[°º])"
)
IS = r"(?:'s|\s?(?:is|was|yw|oedd|being)\b)?[\s:;=(#-]{0,4}"  # between a label and its number
Check = Callable[[re.Match[str]], bool]


@dataclass(frozen=True)
class Pattern:
    """One shape of personal data.

    ``needs`` are pieces in small letters; in a text that has none of them the pattern is not
    tried; with none it is always. ``check`` has the last word on a match. ``group`` is what is
    removed, of several the one that took part; the rest stays.
    """

    kind: str
    needs: tuple[str, ...]
    regex: re.Pattern[str]
    check: Check = lambda match: True
    group: int | str | tuple[str, ...] = 0

    def find(self, view: str, small: str) -> list[tuple[int, int]]:
        """Return where the pattern stands in a view; ``small`` is the view in small letters."""
        if self.needs and not any(piece in small for piece in self.needs):
            return []
        matches = filter(self.check, self.regex.finditer(view))
        return [match.span(self._part(match)) for match in matches]

    def _part(self, match: re.Match[str]) -> int | str:
        if not isinstance(self.group, tuple):
            return self.group
        return next(name for name in self.group if match[name] is not None)


def plain_view(text: str) -> str:
    """Return a text of the same length with plain digits, dashes, quotes, blanks and at-signs.

    Letter for letter, so that positions in the view are positions in the text.
    """
    return text if text.isascii() else text.translate(_PLAIN)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text, for a list that reads as one."""
    return frozenset(text.split())


def compile_pattern(text: str) -> re.Pattern[str]:
    """Compile a pattern that takes capitals and small letters alike."""
    return re.compile(text, re.IGNORECASE)


_PLAIN: dict[int, str | int] = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},  # full-width letters and signs
    **{ord(c): "-" for c in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"},
    **{ord(c): "'" for c in "\u2018\u2019\u02bc"},
    0x3000: " ",
    0xA0: " ",
    **{
        code: str(unicodedata.digit(chr(code)))
        for first in (0x660, 0x6F0, 0x966, 0x9E6, 0xA66)  # Arabic, Persian, Hindi, Bengali, Punjabi
        for code in range(first, first + 10)
    },
}


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
