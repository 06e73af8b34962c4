"""Languages of what is read: English or Welsh, and parts in another that carry no words here.

Words of a text, or of a part of it, come in; a language code, or whether it is foreign, goes out.
Bilingual answers are common ("more examples (original in Spanish: ...)"): the foreign part would
otherwise gather comments by their language and not by what they say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gpgp.themes.cluster.stop_words import ENGLISH, FOREIGN, WELSH

MIN_FOREIGN = 2  # function words or accented words of another language, before a part is foreign
MAX_SCRIPT = 0.25  # share of letters beyond the Latin ones
_BRACKETED = re.compile(r"(\([^()]{3,}\))")
_ACCENTED = re.compile("[\u00c0-\u024f]")
_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\uffef]")
_ONLY_WELSH, _ONLY_ENGLISH = WELSH - ENGLISH, ENGLISH - WELSH
_SIGNS_OF_WORDS = 2  # a Chinese or Japanese sign says about as much as two letters


def guess_language(words: Sequence[str]) -> str:
    """Tell Welsh (``cy``) from English (``en``) by which function words a text uses more."""
    if _ONLY_WELSH.isdisjoint(words):
        return "en"
    welsh = sum(word in _ONLY_WELSH for word in words)
    english = sum(word in _ONLY_ENGLISH for word in words)
    return "cy" if welsh > english and not is_foreign(words) else "en"


def may_be_foreign(text: str, words: Sequence[str]) -> bool:
    """Tell quickly whether a closer look at the parts of a text is worth its time."""
    return not (text.isascii() and FOREIGN.isdisjoint(words))


def is_foreign(words: Sequence[str]) -> bool:
    """Tell whether words are of a language other than English and Welsh.

    Examples
    --------
    >>> is_foreign(["más", "ejemplos", "y", "recomendaciones"]), is_foreign(["fair", "pay"])
    (True, False)
    """
    letters = "".join(words)
    beyond = len(_BEYOND_LATIN.findall(letters)) * _SIGNS_OF_WORDS
    if beyond > MAX_SCRIPT * (len(letters) + beyond / 2):
        return True
    different = set(words)
    known = sum(word in ENGLISH for word in words if len(word) > 1)
    welsh = len((different & WELSH) - FOREIGN - ENGLISH)
    foreign = len(different & FOREIGN)
    foreign += sum(bool(_ACCENTED.search(word)) for word in different - FOREIGN - WELSH)
    return foreign >= MIN_FOREIGN and foreign > max(known, welsh)


def split_brackets(text: str) -> list[str]:
    """Cut a text into its stretches outside and inside round brackets."""
    return [part for part in _BRACKETED.split(text) if part and not part.isspace()]
