"""What a pattern of personal data is, and the plain view of a text that patterns read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

DIGITS = tuple("0123456789")
Check = Callable[[re.Match[str]], bool]


@dataclass(frozen=True)
class Pattern:
    """One shape of personal data.

    ``needs`` are pieces in small letters; in a text that has none of them the pattern is not
    tried. ``check`` has the last word on a match. ``group`` is what is removed; the rest stays.
    """

    kind: str
    needs: tuple[str, ...]
    regex: re.Pattern[str]
    check: Check = lambda match: True
    group: int | str = 0


def plain_view(text: str) -> str:
    """Return a text of the same length with plain digits, dashes, quotes, blanks and at-signs.

    Letter for letter, so that positions in the view are positions in the text.
    """
    return text if text.isascii() else text.translate(_PLAIN)


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
