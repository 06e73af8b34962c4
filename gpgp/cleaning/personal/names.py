"""Names of people that give themselves away.

By a title, an introduction, the end of a letter, or a given name before a surname. A name without
such a sign is not found: there is no telling "Hope" from "hope" by rule. Words that merely look
like one are listed for a person to review (`list_possible_names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import simplemma

from gpgp.cleaning.personal.given_names import GIVEN_NAMES, WORD_NAMES

_LANGUAGES = ("en", "cy")
_MOST_TOKENS = 4
_TITLE = re.compile(
    r"\b(?P<title>(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Cyng|Cynghorydd|Rev|Revd|"
    r"Reverend|Sir|Dame|Lord|Lady|Baroness|Fr|MR|MRS|MS|MISS|DR|CLLR|COUNCILLOR)\b\.?"
    r"(?:\s{1,2}(?:and|&|a|AND)\s{1,2}(?:Mr|Mrs|Ms|Miss|Dr|Lady|MRS)\b\.?)?)"
)
_INTRODUCTION = re.compile(
    r"\b(?:my name is|my name's|my name was|they call me|people call me|i am called|i'm called|"
    r"fy enw i yw|fy enw yw|fy enw i ydi|fy enw i ydy|enw i yw)\s{1,2}",
    re.IGNORECASE,
)
_CLAIM = re.compile(r"\b(?:I am|I'm|i am|i'm|Im|This is|Fi yw)\s{1,2}")
_SIGN_OFF = re.compile(
    r"\b(?:(?:kind|best|warm|many)\s(?:regards|wishes|thanks)|regards|yours\s?(?:sincerely|"
    r"faithfully|truly)?|thanks|thank\syou|cheers|signed(?:\sby)?|sincerely|"
    r"cofion(?:\s(?:gorau|cynnes))?|diolch(?:\syn\sfawr|\so\sgalon)?|yn\s(?:gywir|ddiffuant)|"
    r"llofnodwyd)\s?[,.:!-]?\s{1,4}",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\s{0,2}(?P<word>[^\W\d_](?:[\w']|-(?=\w)){0,39})(?P<stop>\.?)")
_PARTICLES = "ap ab ferch van de der den von di da du la al el bin ibn ter"
_SMALL_WORDS = "i a the and but or not no who my we it from on at"
_AFTER_TITLE = "lieutenant mayor provost chief training council allowance"
_PLACE_WORDS = "park street road avenue lane hospital centre school house ward court"
_NOT_A_NAME = frozenset(f"{_SMALL_WORDS} {_AFTER_TITLE} {_PLACE_WORDS}".split())
_CAPITALISED_RUN = re.compile(
    r"(?<!\w)[^\W\d_a-z][\w'-]{0,39}(?:[ \t]{1,2}[^\W\d_a-z](?:[\w'-]{0,39}|\.)){1,5}"
)
_MAY_HOLD_A_NAME = re.compile(  # a capital inside a sentence, a line's end, or a word of the above
    r"[\w,'&-]\s{1,3}[^\W\d_a-z]|\n|\b[A-Z][a-z]{1,4}\.|(?:name|enw|call)|"
    r"(?:[Rr]egards|[Tt]hank|[Ss]incerely|[Dd]iolch|[Cc]ofion|[Cc]heers|[Ss]igned)"
)
_END_OF_LETTER = re.compile(r"[\s.,!]{0,4}(?:\n|$)")

Span = tuple[int, int]


def find_names(view: str, *, known: frozenset[str] = frozenset()) -> list[Span]:
    """Find names that a title, an introduction, a given name or the end of a letter gives away.

    Parameters
    ----------
    view : str
        A text with straight quotes (`pattern.plain_view`).
    known : frozenset of str
        Full names, casefolded, to find wherever they stand.

    Returns
    -------
    list of (start, end), in order, none overlapping
    """
    if not _MAY_HOLD_A_NAME.search(view):
        return []
    finds = (_titled(view), _introduced(view), _claimed(view), _signed(view), _full(view, known))
    kept: list[Span] = []
    for start, end in sorted(span for spans in finds for span in spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
        else:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
    return kept


def _titled(view: str) -> Iterator[Span]:
    for match in _TITLE.finditer(view):
        most = 1 if match["title"][:2].isupper() else _MOST_TOKENS
        end = _read_name(view, match.end(), most=most)
        if end is not None and (most > 1 or view[match.end() : end].isupper()):
            yield match.start(), end


def _introduced(view: str) -> Iterator[Span]:
    for match in _INTRODUCTION.finditer(view):
        end = _read_name(view, match.end(), most=_MOST_TOKENS)
        end = _read_small_name(view, match.end()) if end is None else end
        if end is not None:
            yield match.end(), end


def _claimed(view: str) -> Iterator[Span]:
    """*I am Jane Holloway*: a given name first, or a word that no dictionary knows."""
    for match in _CLAIM.finditer(view):
        end = _read_name(view, match.end(), most=3)
        if end is not None and _is_likely(view[match.end() : end]):
            yield match.end(), end


def _full(view: str, known: frozenset[str]) -> Iterator[Span]:
    """*Jane Holloway*: a given name with a surname, or a name that is known, anywhere."""
    for run in _CAPITALISED_RUN.finditer(view):
        for first, last in pairwise(_TOKEN.finditer(run[0])):
            name = f"{first['word']} {last['word']}".casefold()
            if name in known or _is_full_name(first["word"], last["word"]):
                yield run.start() + first.start("word"), run.start() + last.end("word")


def _is_full_name(first: str, last: str) -> bool:
    given, surname = first.casefold(), last.casefold()
    is_cased = first[1:].islower() and last[0].isupper() and len(last) > 1
    if not is_cased or surname in _NOT_A_NAME:
        return False
    return given in GIVEN_NAMES or (given in WORD_NAMES and not is_word(surname))


def _signed(view: str) -> Iterator[Span]:
    """*Kind regards, Jane*: only where the letter, or its line, ends there."""
    for match in _SIGN_OFF.finditer(view):
        end = _read_name(view, match.end(), most=3)
        if end is not None and _END_OF_LETTER.match(view, end):
            yield match.end(), end


def _read_name(view: str, start: int, *, most: int) -> int | None:
    """Where a run of initials, particles and capitalised words ends; None if there is none."""
    end, n_words, position = None, 0, start
    while n_words < most and (token := _TOKEN.match(view, position)):
        word, position = token["word"], token.end("word")
        if len(word) == 1 and word.isupper():
            position = token.end()  # an initial, with its point
        elif word.lower() not in _PARTICLES.split():
            if not word[0].isupper() or word.lower() in _NOT_A_NAME:
                break
            end, n_words = position, n_words + 1
            if token["stop"]:
                break
    return end


def _read_small_name(view: str, start: int) -> int | None:
    """One or two words in small letters, as in *my name is jane holloway and …*."""
    end = None
    position = start
    for _ in range(2):
        token = _TOKEN.match(view, position)
        if token is None or token["word"].lower() in _NOT_A_NAME:
            break
        end = position = token.end("word")
    return end


def _is_likely(name: str) -> bool:
    words = [word for word in re.findall(r"[^\W\d_][\w']*", name) if not word.isupper()]
    first = words[0].casefold() if words else ""
    is_given = first in GIVEN_NAMES or (first in WORD_NAMES and len(words) > 1)
    return is_given or any(not is_word(word) for word in words)


@lru_cache(maxsize=200_000)
def is_word(word: str) -> bool:
    """Whether a dictionary of English or Welsh knows a word."""
    plain = word.lower().removesuffix("'s")
    return any(simplemma.is_known(plain, language) for language in _LANGUAGES)
