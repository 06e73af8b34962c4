"""What broken software did to words, undone as cleaning undoes it before it matches them."""

from __future__ import annotations

import html
import re

import ftfy

_BLANK = re.compile(r"[^\S\n\t ]")


def repair_word(text: str) -> str:
    """Return a word with its encoding repaired, entities read and odd blanks made plain.

    Examples
    --------
    >>> repair_word(" Health &amp; Carâ€™s ")
    'Health & Car’s'
    """
    if text.isascii() and "&" not in text:
        return text.strip()
    return _BLANK.sub(" ", ftfy.fix_encoding(html.unescape(text))).strip()
