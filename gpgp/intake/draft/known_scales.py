"""How the words of a column are recognised as a rating scale, and which way it runs.

The families of words stand in ``scale_families.yaml``, each from its lowest point (disagree, bad,
never, unimportant) to its highest, whatever order the words have in the export.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from gpgp.instrument import fold_word, read_yaml

_FAMILIES_FILE = "scale_families.yaml"
_MOST_POINTS = 11
_MOST_WORDS = 30
_MOST_CODES = 7
_POSITIVE = ("agree", "satisf", "important", "excellent", "very good", "useful", "likely", "always")
_NEGATIVE = ("disagree", "dissatisf", "not ", "poor", "never", "bad", "unlikely", "worst")
DONT_KNOW = re.compile(
    r"(?:n\s*/\s*a|n\.a\.|don'?t know|do not know|not sure|unsure|no opinion|not applicable|"
    r"does not apply(?! at all)|doesn'?t apply|please (?:make a selection|select)|"
    r"prefer not|rather not|no basis|unfamiliar|can(?:no|')t say|"
    r"no answer|not familiar|never heard|i don'?t (?:know|use)|undecided|ddim yn gwybod|"
    r"no s[eé]|no sabe|weiß nicht|ne sait pas)\b.*"
)
_REMARK = re.compile(r"\s*\([^()]*\)$")  # "neither (neutral)"
_NUMBER = re.compile(
    r"\(?(\d{1,2})(?:\.0)?\)?(?:\s*[-–.:=/)]?\s+(.*)|\s*[-–.:=]\s*(\D.*)|)", re.DOTALL
)


@dataclass(frozen=True)
class _Family:
    """The points of a kind of scale, lowest first, each with its folded words."""

    points: tuple[tuple[str, ...], ...]
    has_two_sides: bool


@cache
def _families() -> dict[str, _Family]:
    text = files("gpgp.intake.draft").joinpath(_FAMILIES_FILE).read_text(encoding="utf-8")
    data: Any = read_yaml(text, file_name=_FAMILIES_FILE).data
    return {
        name: _Family(
            tuple(tuple(_fold(word) for word in words) for words in family["points"]),
            family["two_sides"] == "yes",
        )
        for name, family in data.items()
    }


def _fold(word: str) -> str:
    folded = fold_word(word).rstrip(".!")
    folded = _REMARK.sub("", folded) or folded
    return "neither" if folded.startswith("neither ") else folded  # this nor that, in any order


@dataclass(frozen=True)
class FoundScale:
    """A scale as the words of an export show it, lowest point first."""

    name: str
    points: tuple[tuple[str, ...], ...]  # per point: its label, then other words
    dont_know: tuple[str, ...]
    reason: str

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two found scales the same."""
        return self.name, self.points, self.dont_know


def recognise_scale(values: Iterable[str], *, allow_numbers: bool = False) -> FoundScale | None:
    """Recognise the words of a column, or of the columns of a matrix, as one scale.

    Parameters
    ----------
    values : words as received, the commonest first
    allow_numbers : bool
        Take bare numbers as a scale too.

    Returns
    -------
    FoundScale or None
        None where a word belongs to no point, or fewer than two points are used.
    """
    words = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    if len(words) > _MOST_WORDS:
        return None
    dont_know = [word for word in words if DONT_KNOW.fullmatch(fold_word(word))]
    if "0" in words and sum(word[0].isdigit() for word in words) == 1:
        dont_know.append("0")  # a list from which nothing was picked
    rest = [word for word in words if word not in dont_know]
    found = _numbers(rest, allow_numbers) or _family(rest)
    if found is None and dont_know:
        return _family(words)  # a word such as "not sure" can be the middle of a scale
    return found and FoundScale(found.name, found.points, _distinct(dont_know), found.reason)


def _family(words: list[str]) -> FoundScale | None:
    fitting = []
    for name, family in _families().items():
        known = {
            word: (rank, place)
            for rank, line in enumerate(family.points)
            for place, word in enumerate(line)
        }
        used = [known.get(_fold(word)) for word in words]
        if None not in used and len({rank for rank, _ in used}) > 1:
            points = _order_words(words, used, family)
            fitting.append((len(points), name, points))
    if not fitting:
        return None
    _, name, points = min(fitting, key=lambda each: each[0])  # the fewest points not used
    return FoundScale(name, points, (), f"the words are a scale of {name.replace('_', ' ')}")


def _order_words(
    words: list[str], used: list[tuple[int, int]], family: _Family
) -> tuple[tuple[str, ...], ...]:
    """Order words by rank; where a scale has two sides, add what the other side lacks."""
    by_rank: dict[int, tuple[str, ...]] = {}
    for (rank, _), word in zip(used, words, strict=True):
        by_rank[rank] = (*by_rank.get(rank, ()), word)
    for rank, place in used if family.has_two_sides else []:
        opposite = family.points[len(family.points) - 1 - rank]
        word = opposite[min(place, len(opposite) - 1)]
        by_rank.setdefault(len(family.points) - 1 - rank, (word.capitalize(),))
    return tuple(_distinct(by_rank[rank]) for rank in sorted(by_rank))


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    return tuple({fold_word(word): word for word in reversed(words)}.values())[::-1]


def _numbers(words: list[str], allow_bare: bool) -> FoundScale | None:
    """Recognise numbers, bare or with a label (``5 Very important``, ``(0) Not a problem``)."""
    labels: dict[int, list[str]] = {}
    texts: dict[int, str] = {}
    for word in words:
        match = _NUMBER.fullmatch(word)
        if match is None:
            return None
        number = int(match[1])
        labels.setdefault(number, []).append(word)
        text = (match[2] or match[3] or "").strip(" .-–")
        texts[number] = texts.get(number) or text
    if not labels or (not any(texts.values()) and not allow_bare):
        return None
    low, high = min(labels), max(labels)
    top = next((end for end in (3, 4, 5, 6, 7, 10) if end >= high), None)
    is_full = not any(texts.values()) or texts.get(high)
    if low < 0 or top is None or (high < 2 and not any(texts.values())):
        return None
    start = 0 if low == 0 else 1
    end = high if is_full and texts.get(high) else max(top, high)
    if end - start + 1 > _MOST_POINTS or end - start < 1:
        return None
    order = range(start, end + 1)
    points = [tuple(labels.get(n, [str(n)])) for n in order]
    is_reversed = _is_reversed(texts.get(start, ""), texts.get(end, ""))
    reason = f"numbers from {start} to {end}" + (", 1 being the best" if is_reversed else "")
    return FoundScale(
        f"from_{start}_to_{end}", tuple(points[::-1] if is_reversed else points), (), reason
    )


def recognise_codes(values: Iterable[str]) -> FoundScale | None:
    """Take a few numbers that several columns share for the codes of a scale, negative ones aside.

    Returns
    -------
    FoundScale or None
        Points in the order of the numbers; which end is good the export does not say.
    """
    words = list(dict.fromkeys(value.strip() for value in values if value.strip()))
    if not all(re.fullmatch(r"-?\d+(?:\.0+)?", word) for word in words):
        return None
    codes = sorted((word for word in words if float(word) >= 0), key=float)
    if not 3 <= len(codes) <= _MOST_CODES:
        return None
    negative = tuple(word for word in words if float(word) < 0)
    return FoundScale("codes", tuple((code,) for code in codes), negative, "codes of a scale")


def _is_reversed(lowest: str, highest: str) -> bool:
    def reads(text: str, words: tuple[str, ...]) -> bool:
        return any(word in f"{fold_word(text)} " for word in words)

    def is_negative(text: str) -> bool:
        return reads(text, _NEGATIVE) and not (reads(text, ("not sure",)))

    low_is_good = reads(lowest, _POSITIVE) and not is_negative(lowest)
    return low_is_good and (not highest or is_negative(highest))
