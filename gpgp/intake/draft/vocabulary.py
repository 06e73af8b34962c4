"""What the words of headers mean, in several languages.

The expressions stand in ``header_words.yaml``. Out: what a column of a platform is, and what a
question asks. Nothing here looks at cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any

from gpgp.instrument.word_lists import read_words

_FILE = "header_words.yaml"
_PERSONAL = ("email", "phone", "address", "name", "other")
_QUESTION_NUMBER = re.compile(r"^(?:question |q)?\d{1,3}[a-z]?[.):]?\s+", re.IGNORECASE)
_SEPARATORS = re.compile(r"[_\s.:/-]+")
_PLACE_WORDS = (
    r"\b(?:highest|first|1st|top|most|primary|1er|première?|erste[rs]?|primer[ao]?|primeir[ao]|"
    r"prim[ao]|eerste)\b",
    r"\b(?:second|2nd|2e|deuxième|zweite[rs]?|segund[ao]|second[ao]|tweede)\b",
    r"\b(?:third|3rd|3e|troisième|dritte[rs]?|tercer[ao]?|terceir[ao]|terz[ao]|derde)\b",
    r"\b(?:fourth|4th|4e|quatrième|vierte[rs]?|cuart[ao]|quart[ao]|vierde)\b",
    r"\b(?:fifth|5th|5e|cinquième|fünfte[rs]?|quint[ao]|vijfde)\b",
)  # fmt: skip
_PLACE_NUMBER = re.compile(
    r"(?:rank(?:ing)?|choice|place|priority|preference|rang|#|no\.)[ _:.-]?(\d{1,2})\b",
    re.IGNORECASE,
)


@cache
def _words() -> dict[str, Any]:
    return read_words("gpgp.intake.draft", _FILE)


@cache
def _pattern(role: str) -> re.Pattern[str]:
    return re.compile("|".join(_words()["asks_for"][role]), re.IGNORECASE)


@cache
def _platform_columns() -> dict[str, re.Pattern[str]]:
    return {
        kind: re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)
        for kind, patterns in _words()["platform_columns"].items()
    }


@cache
def asks_for(role: str, text: str) -> bool:
    """Say whether the text of a question asks for something: a number, an order, consent, …"""
    return any(_pattern(role).search(each) for each in _each_language(text.replace("_", " ")))


def _each_language(text: str) -> list[str]:
    """Return a text, and its halves where it says the same in two languages: Name / Enw."""
    return [text, *(part.strip() for part in text.split(" / ") if " / " in text)]


@cache
def platform_column(header: str) -> str:
    """Return what a column that no respondent filled is, by its whole header; ``""`` if unknown.

    ``respondent_id``, ``submitted_at``, ``language``, ``ignore``, or a kind of personal data.
    """
    for text in _each_language(header.casefold()):
        folded = _SEPARATORS.sub(" ", text).strip()
        for kind, pattern in _platform_columns().items():
            if pattern.fullmatch(folded) or pattern.fullmatch(text):
                return kind
    return ""


def personal_kind_asked(text: str) -> str | None:
    """Return the kind of personal data that a question asks for, or None."""
    plain = _QUESTION_NUMBER.sub("", text)
    return next((kind for kind in _PERSONAL if asks_for(f"personal_{kind}", plain)), None)


@cache
def capacity_score(text: str) -> int:
    """Return how much a question speaks for telling in which capacity people answer, 0 to 10."""
    for score, patterns in _words()["capacity"].items():
        pattern = "|".join(patterns)
        if any(re.search(pattern, each, re.IGNORECASE) for each in _each_language(text)):
            return int(score)
    return 0


def find_places(items: Iterable[str]) -> list[int]:
    """Return the place (from 0) that each item names, -1 where it names none."""
    found = []
    for item in items:
        number = _PLACE_NUMBER.search(item)
        if number is not None:
            found.append(int(number[1]) - 1)
            continue
        places = [n for n, p in enumerate(_PLACE_WORDS) if re.search(p, item, re.IGNORECASE)]
        found.append(places[-1] if places else -1)
    return found
