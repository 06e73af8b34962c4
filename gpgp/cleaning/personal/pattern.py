"""What a pattern of personal data is, and the plain view of a text that patterns read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
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


_PLAIN = {
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
