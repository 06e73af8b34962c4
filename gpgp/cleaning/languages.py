"""The language of each comment: English, Welsh, or another where there is little doubt.

Short English comments are often taken for Welsh by machines, so a comment is decided for itself
only from six words on, or where a Welsh function word stands in it; any other comment counts as
written in the language its respondent answered in, unless it is clearly English.
"""

from __future__ import annotations

import re
from functools import cache

import pandas as pd
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from gpgp.instrument.text import map_unique

LEAST_WORDS = 6  # from here on the model is right on English as on Welsh
_MOST_CHARACTERS = 1000  # of a text, to tell its language by
_CLEARLY_ENGLISH = 0.1  # share of Welsh in the chance of English or Welsh
_CLEARLY_OTHER, _HARDLY = 0.6, 0.05  # chance of the other language; of English and Welsh
_ENGLISH = ("en", "pcm")  # terse English is Pidgin to the model
_ENGLISH_WORDS = """
the and of to for with that this are more not be have should need our they their from staff people
better too what when which would could than there has who will been
"""  # two of them in a text without Welsh ones are English enough
_WORD = re.compile(r"[^\W\d_]+")
_WELSH_WORDS = """
ac angen ar arall bod bydd byddai cael chi dda ddim dim dod dros drwy dylai dylid dylem ein eich
eisiau ei eu fel felly fod fwy fy gael gan gyda gymraeg gwell hefyd heb hyn hynny hwn iawn llai mae
maent mewn mwy nac neu nid nhw oedd oes ond pawb pob rhai rhaid roedd rhwng rwy rydw rydym rydyn sy
sydd trwy tuag wedi wrth y ydi ydw ydy ydyn yma yn yng ym yr yw
"""  # without those that are English words too (am, bob, os, pan)
_WELSH = frozenset(_WELSH_WORDS.split())
_PLAINLY_ENGLISH = frozenset(_ENGLISH_WORDS.split())


def find_languages(texts: pd.Series, defaults: pd.Series) -> pd.Series:
    """Find the language of each text.

    Parameters
    ----------
    texts : Series of clean text
    defaults : Series, same index
        ISO 639-1 code to take where a text is too short to tell.

    Returns
    -------
    Series of ISO 639-1 codes
    """
    return map_unique(texts, find_language).astype("str").fillna(defaults)


def find_language(text: str) -> str | None:
    """Return the code of a text's language, or None where it is too short to tell.

    Examples
    --------
    >>> find_language("Cyflog teg i bawb sydd yn gweithio yma"), find_language("Dim")
    ('cy', None)
    """
    words = _WORD.findall(text.lower())
    has_welsh = not _WELSH.isdisjoint(words)
    if not has_welsh and len(_PLAINLY_ENGLISH.intersection(words)) >= 2:
        return "en"
    chances = dict(_model().rank(text[:_MOST_CHARACTERS]))
    english, welsh = sum(chances[code] for code in _ENGLISH), chances["cy"]
    share = welsh / (welsh + english) if welsh + english else 0.5
    if len(words) < LEAST_WORDS and not has_welsh and not _is_foreign_script(words):
        return "en" if share < _CLEARLY_ENGLISH else None
    other, chance = next(pair for pair in chances.items() if pair[0] not in (*_ENGLISH, "cy"))
    if chance >= _CLEARLY_OTHER and english + welsh <= _HARDLY and len(other) == 2:
        return other
    if share > 0.5:
        return "cy"
    return "en" if share < _CLEARLY_ENGLISH else None


def _is_foreign_script(words: list[str]) -> bool:
    """Whether most words are in letters beyond the Latin ones (up to U+024F and U+1EFF)."""
    beyond = [word for word in words if "\u0250" <= word[0] < "\u1e00" or word[0] > "\u1eff"]
    return len(beyond) * 2 > len(words)


@cache
def _model() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
