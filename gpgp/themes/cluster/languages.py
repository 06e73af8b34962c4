"""Languages of what is read: their stems and function words, and parts that are not English.

Words come in; a stem, a language code, or whether a part is foreign goes out. One method serves
every language: its function words are dropped and the rest brought to its stem (nltk's Snowball;
Welsh: simplemma's lemma). A language without a stemmer is read by its plain words. Bilingual
English answers are common ("more examples (original in Spanish: ...)"): the foreign part would
otherwise gather comments by their language and not by what they say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache

from gpgp.themes.cluster.stop_words import ENGLISH, FOREIGN, STOP_WORDS, WELSH

SNOWBALL = {
    "en": "english", "fr": "french", "de": "german", "nl": "dutch", "es": "spanish",
    "it": "italian", "pt": "portuguese", "sv": "swedish", "da": "danish", "no": "norwegian",
    "fi": "finnish", "hu": "hungarian", "ro": "romanian", "ru": "russian", "ar": "arabic",
}  # fmt: skip
MIN_LETTERS = 2  # a single letter does not show what a comment is about
MIN_SHARE_KNOWN = 0.15  # of all words: function words of a language, before a body is read as it
_MASKED = re.compile(r"(\w)\1{2,}|xx")  # "XXXX" where somebody hid a name
_WELSH_KEPT = frozenset({"mwy", "llai", "gwell", "gwaeth"})  # not their lemmas "large", "good"

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


def guess_body(texts: Iterable[Sequence[str]]) -> str:
    """Tell which language most of a body of texts is in, by function words; English in doubt.

    Examples
    --------
    >>> guess_body([["plus", "de", "moyens", "pour", "les", "équipes"], ["les", "horaires"]])
    'fr'
    """
    counts = Counter(word for words in texts for word in words)
    known = {
        code: sum(counts[word] for word in stop_words) for code, stop_words in STOP_WORDS.items()
    }
    best = max(known, key=lambda code: (known[code], code == "en"))
    is_clear = known[best] >= MIN_SHARE_KNOWN * counts.total()
    return best if is_clear and known[best] > known["en"] else "en"


def find_stemmer(language: str) -> Callable[[str], str]:
    """The function that gives a word's stem in a language, '' where it carries no theme."""
    return stem_welsh if language == "cy" else _snowball_stemmer(language)


@cache
def _snowball_stemmer(language: str) -> Callable[[str], str]:
    stop_words = STOP_WORDS.get(language, frozenset())
    stem: Callable[[str], str] = str
    if language in SNOWBALL:
        from nltk.stem import SnowballStemmer

        stem = SnowballStemmer(SNOWBALL[language]).stem

    @lru_cache(maxsize=200_000)
    def stem_word(word: str) -> str:
        is_empty = len(word) < MIN_LETTERS or word in stop_words or _MASKED.fullmatch(word)
        return "" if is_empty else stem(word)

    return stem_word


@lru_cache(maxsize=200_000)
def stem_welsh(word: str) -> str:
    """Lemma of a Welsh word (mutations undone), '' where it carries no theme."""
    if len(word) < MIN_LETTERS or word in WELSH or _MASKED.fullmatch(word):
        return ""
    if word in _WELSH_KEPT:
        return word
    import simplemma

    lemma = simplemma.lemmatize(word, lang="cy").lower()
    return "" if lemma in WELSH else lemma


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
