"""Comments as words: what a person wrote, cut, and each content word brought to its stem.

Comments come in as text, :class:`Words` go out: every surface word in its order beside its stem
('' where the word carries no theme). The rules: Unicode NFC, invisible characters taken out of
words, *n't* becomes *not*, *l'équipe* becomes *équipe*, numbers and single letters dropped; each
language has its own stems and function words. Nothing is corrected or translated.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

from gpgp.themes.cluster.languages import (
    find_stemmer,
    guess_body,
    guess_language,
    is_foreign,
    may_be_foreign,
    split_brackets,
)

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'"})
_REDACTION = re.compile(r"\[[A-Za-z][^\]\n]{0,40}\]")  # marks that cleaning leaves: [name removed]
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:'[^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+|\s*[\n\r]+\s*|\s+/\s+|\s+[-–—•*]\s+")
_ENDINGS = ("'s", "'ll", "'ve", "'re", "'d", "'m")
_ELIDED = re.compile(
    "(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|all|dall|dell|nell|sull|un|quest)'(?=[^\\W\\d_])"
)  # l'équipe, dell'anno: the word after the apostrophe counts
_CONTRACTED = {"can't": "can", "won't": "will", "shan't": "shall", "cannot": "can"}


@dataclass(frozen=True)
class Words:
    """The words of one text: surface forms in order, and beside each its stem or ''."""

    surface: tuple[str, ...]
    stems: tuple[str, ...]
    language: str = "en"

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
    if not text.isascii():
        text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text)).translate(_APOSTROPHES)
    if "[" in text:
        text = _REDACTION.sub(" ", text)
    words: list[str] = _WORD.findall(text.lower())
    if "'" not in text and "cannot" not in words:
        return words
    return [part for word in words for part in _open_contraction(word)]


def split_sentences(text: str) -> list[str]:
    """Cut a text where a sentence, line, list item or spaced slash ends; never returns blanks.

    Examples
    --------
    >>> split_sentences("More pay. Better training / less paper\\nParking!")
    ['More pay.', 'Better training', 'less paper', 'Parking!']
    """
    return [part for part in _SENTENCE_END.split(text) if part and not part.isspace()]


@dataclass(frozen=True)
class Reading:
    """How the texts of a body are read: its language, and whether foreign parts are left out."""

    body: str
    leaves_foreign: bool


def learn_reading(texts: Sequence[str]) -> Reading:
    """Learn from some texts of a body how :func:`read_words` reads each of them."""
    cut = [split_words(text) for text in texts]
    body = guess_body(cut)
    read, _, n_foreign = _read_each(texts, cut, [_choose_language(one, body) for one in cut])
    return Reading(body, _leaves_foreign(read, n_foreign))


def read_words(
    texts: Sequence[str],
    languages: Sequence[str] | None = None,
    *,
    reading: Reading | None = None,
) -> list[Words]:
    """Read each text as :class:`Words` by the rules of its language.

    Parameters
    ----------
    texts : sequence of str
    languages : sequence of str, optional
        Code of each text's language (ISO 639-1); one without a stemmer is read by plain words.
        Without it the function words of all texts decide, and a Welsh text among English ones
        is read as Welsh.
    reading : Reading, optional
        What all texts would decide, where these are some of them.

    Notes
    -----
    Parts of an English text in another language are left out where the rest can be read, unless
    most of what was written is in another language.
    """
    cut = [split_words(text) for text in texts]
    if languages is None:
        body = guess_body(cut) if reading is None else reading.body
        languages = [_choose_language(words, body) for words in cut]
    read, by_language, n_foreign = _read_each(texts, cut, languages)
    if _leaves_foreign(read, n_foreign) if reading is None else reading.leaves_foreign:
        for position, known in by_language.items():
            one = _stem_words(known, "en")
            read[position] = one if one.content else read[position]
    return read


def _read_each(
    texts: Sequence[str], cut: Sequence[list[str]], languages: Sequence[str]
) -> tuple[list[Words], dict[int, list[str]], int]:
    """Every text read whole; the words to read of those with foreign parts; words in these."""
    read, by_language, n_foreign = [], {}, 0
    for position, (text, words, language) in enumerate(zip(texts, cut, languages, strict=True)):
        read.append(_stem_words(words, language))
        if language == "en" and may_be_foreign(text, words):
            by_language[position], foreign = list_foreign(text)
            n_foreign += len(foreign)
    return read, by_language, n_foreign


def _leaves_foreign(read: Sequence[Words], n_foreign: int) -> bool:
    return n_foreign * 2 <= sum(len(one.surface) for one in read)


def _choose_language(words: Sequence[str], body: str) -> str:
    """The language of most texts; among English ones a Welsh text is read as Welsh."""
    return guess_language(words) if body == "en" else body


def list_foreign(text: str) -> tuple[list[str], list[str]]:
    """Split the words of a text into those to read and those in another language.

    Examples
    --------
    >>> list_foreign("More examples. (Original: más ejemplos y recomendaciones)")
    (['more', 'examples'], ['original', 'más', 'ejemplos', 'y', 'recomendaciones'])
    """
    known: list[str] = []
    foreign: list[str] = []
    for part in split_brackets(text):
        whole = split_words(part)
        if part.startswith("(") and is_foreign(whole):
            foreign += whole
            continue
        for sentence in split_sentences(part):
            words = split_words(sentence)
            (foreign if is_foreign(words) else known).extend(words)
    return known, foreign


def _stem_words(words: Sequence[str], language: str) -> Words:
    return Words(tuple(map(intern, words)), tuple(map(find_stemmer(language), words)), language)


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
    return [_ELIDED.sub("", word, count=1)]
