"""Comments as words: what a person wrote, cut, and each content word brought to its stem.

Comments come in as text, :class:`Words` go out: every surface word in its order beside its stem
('' where the word carries no theme). The rules: Unicode NFC, invisible characters taken out of
words, *n't* becomes *not*, numbers and single letters dropped; English is stemmed by nltk's
Snowball, Welsh brought to its lemma by simplemma. Nothing is corrected or translated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from gpgp.themes.cluster.stop_words import ENGLISH, WELSH
from gpgp.themes.languages import guess_language, is_foreign, may_be_foreign, split_brackets

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})
_REDACTION = re.compile(r"\[[A-Za-z][^\]\n]{0,40}\]")  # marks that cleaning leaves: [name removed]
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:'[^\W\d_]+)*")
_MASKED = re.compile(r"(\w)\1{2,}|xx")  # "XXXX" where somebody hid a name
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\s*[\n\r]+\s*|\s+/\s+|\s+[-–—•*]\s+")
_ENDINGS = ("'s", "'ll", "'ve", "'re", "'d", "'m")
_CONTRACTED = {"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"}
_WELSH_KEPT = frozenset({"mwy", "llai", "gwell", "gwaeth"})  # not their lemmas "large", "good"
MIN_LETTERS = 2  # a single letter tells nobody what a comment is about


@dataclass(frozen=True)
class Words:
    """The words of one text: surface forms in order, and beside each its stem or ''."""

    surface: tuple[str, ...]
    stems: tuple[str, ...]

    @property
    def content(self) -> list[str]:
        """The stems of the content words, in order, repeated as often as written."""
        return [stem for stem in self.stems if stem]

    @property
    def content_surface(self) -> list[str]:
        """The content words as written, in order."""
        return [word for word, stem in zip(self.surface, self.stems, strict=True) if stem]


def split_words(text: str) -> list[str]:
    """Cut a text into lower-case words; *don't* gives *do*, *not*.

    Examples
    --------
    >>> split_words("We don’t need MORE forms, the council's own are enough.")
    ['we', 'do', 'not', 'need', 'more', 'forms', 'the', 'council', 'own', 'are', 'enough']
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_APOSTROPHES)
    plain = _REDACTION.sub(" ", plain)
    return [part for word in _WORD.findall(plain.lower()) for part in _open_contraction(word)]


def split_sentences(text: str) -> list[str]:
    """Cut a text where a sentence, line, list item or spaced slash ends; never returns blanks.

    Examples
    --------
    >>> split_sentences("More pay. Better training / less paper\\nParking!")
    ['More pay.', 'Better training', 'less paper', 'Parking!']
    """
    return [part for part in _SENTENCE_END.split(text) if part and not part.isspace()]


def read_words(texts: Sequence[str], languages: Sequence[str] | None = None) -> list[Words]:
    """Read each text as :class:`Words` by the rules of its language.

    Parameters
    ----------
    texts : sequence of str
    languages : sequence of str, optional
        ``cy`` is read as Welsh, all else as English. Without it each text is judged by its own
        function words.

    Notes
    -----
    Parts of a text in another language are left out where the rest can be read, unless most of
    what was written is in another language.
    """
    given = [None] * len(texts) if languages is None else list(languages)
    read, parted, n_foreign = [], {}, 0
    for position, (text, language) in enumerate(zip(texts, given, strict=True)):
        words = split_words(text)
        read.append(_stemmed(words, language))
        if language != "cy" and may_be_foreign(text, words):
            parted[position], foreign = list_foreign(text)
            n_foreign += len(foreign)
    if n_foreign * 2 <= sum(len(one.surface) for one in read):
        for position, known in parted.items():
            one = _stemmed(known, given[position])
            read[position] = one if one.content else read[position]
    return read


def list_foreign(text: str) -> tuple[list[str], list[str]]:
    """Split the words of a text into those to read and those in another language.

    Examples
    --------
    >>> list_foreign("More examples. (Original: más ejemplos y recomendaciones)")
    (['more', 'examples'], ['original', 'más', 'ejemplos', 'y', 'recomendaciones'])
    """
    known, foreign = [], []
    for part in split_brackets(text):
        whole = split_words(part)
        if part.startswith("(") and is_foreign(whole):
            foreign += whole
            continue
        for sentence in split_sentences(part):
            words = split_words(sentence)
            (foreign if is_foreign(words) else known).extend(words)
    return known, foreign


def _stemmed(words: list[str], language: str | None) -> Words:
    stem = stem_welsh if (language or guess_language(words)) == "cy" else stem_english
    return Words(tuple(map(intern, words)), tuple(map(stem, words)))


@lru_cache(maxsize=200_000)
def stem_english(word: str) -> str:
    """Stem of an English word, '' where it carries no theme."""
    if len(word) < MIN_LETTERS or word in ENGLISH or _MASKED.fullmatch(word):
        return ""
    return _english_stemmer()(word)


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


@lru_cache(maxsize=1)
def _english_stemmer() -> Callable[[str], str]:
    from nltk.stem.snowball import EnglishStemmer

    return EnglishStemmer().stem


def _open_contraction(word: str) -> list[str]:
    if word in _CONTRACTED:
        return [_CONTRACTED[word], "not"]
    if "'" not in word:
        return [word]
    if word.endswith("n't") and len(word) > len("n't"):
        return [word.removesuffix("n't"), "not"]
    for ending in _ENDINGS:
        if word.endswith(ending):
            return [word.removesuffix(ending)]
    return [word]
