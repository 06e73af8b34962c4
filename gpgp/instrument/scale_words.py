"""Where a label stands on a scale: its kind, its strength and its side, in many languages.

The words stand in ``scale_vocabulary``, a file per group of languages in one shape. A label is a
strength and a stem ("not very" + "satisfied") or a word with a place of its own ("never"). What a
scale measures, which end of it is low and whether that end opposes the other follow from them.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from gpgp.instrument.text import fold_word
from gpgp.instrument.word_lists import read_words

_WEAK = 2.6  # a strength up to "mostly"
BARE = 3.0  # how strong a stem is by itself
_FOLDER = "scale_vocabulary"
_ACCENT = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_ARABIC_MARKS = re.compile(r"[\u064b-\u0652\u0640]")
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")  # "neither (neutral)"
_NOISE = re.compile(r"[.!,;:…\"“”()\[\]_\ufe0f]+|\s-\s|^[-–•*]\s*")
_ENUMERATION = re.compile(r"^(?:[(\[]?[a-k\d]{1,2}[)\].:=]|\d{1,2}\s*[-–])\s*(?=\D)")
_HEAD = re.compile(r"\s*([^,;:(–—]{2,40}?)\s*(?:[,;:(–—]|\s-\s).{3,}", re.DOTALL)
# A side and the other one, both denied: the middle, in whatever order the two stand.
_NEITHER = re.compile(
    r"neither\b.*|weder\b.*\bnoch\b.*|h?verken\b.*\beller\b.*|varken\b.*\beller\b.*|"
    r"ani\b.*\bani\b.*|nem\b.*\bnem\b.*|nao\b.*\bnem\b.*|n[eio]\b.*\bn[ei]\b.*|"
    r"noch\b.*\bnoch\b.*|niet\b.*\b(?:en|maar)?\s*(?:ook )?niet\b.*|ei\b.*\beika\b.*|"
    r"en\b.*\benka\b.*|ni\b.*\bna\b.*|ddim yn\b.*\bnac yn\b.*|既不.*|ни\b.*\bни\b.*"
)
# Words of strength that stand apart, brought together: "not X at all", "ddim yn X iawn".
_DO = r"(?:do |does |am |is |are |was )?"
_APART = (
    (re.compile(rf"{_DO}not (.+?) (?:at all|in the least)"), r"not at all \1"),
    (re.compile(rf"{_DO}not (.+?) (?:very|that|so) (?:much|well)"), r"not very \1"),
    (re.compile(r"ddim yn (.+?) iawn"), r"ddim yn iawn \1"),
    (re.compile(r"(?:ne )?pas (.+?) du tout"), r"pas du tout \1"),
    (re.compile(r"non (.+?) (?:per niente|per nulla|affatto)"), r"per niente \1"),
)  # fmt: skip
_THAN = re.compile(r"(.*(?:er|worse|more|less)) than (?!once\b|daily|weekly|monthly|an?\b|\d).+")
_FILLERS = frozenset({
    "i", "am", "is", "does", "do", "it", "this", "the", "to", "a", "an", "of", "at", "all", "that",
    "me", "my", "well", "got", "get", "become", "gotten", "je",
    "suis", "c'est", "ich", "bin", "es", "soy", "estoy", "sou", "io", "sono",
    "ik", "ben", "vind", "yn", "'n", "n", "iawn", "ar", "er", "jsem", "jestem", "olen", "jag",
    "jeg", "się",
})  # fmt: skip
_ENDINGS = {"as": ("o", "a"), "os": ("o",), "es": ("e", ""), "a": ("o", "y", "e"), "e": ("",),
            "s": ("",), "t": ("",), "i": ("o", "e"), "o": ("e",)}  # fmt: skip
_WITH_OPPOSITES = ("agreement", "satisfaction", "likelihood", "quality", "comparison")
_PER_YEAR = {"hour": 3000, "day": 365, "week": 52, "fortnight": 26, "month": 12, "quarter": 4,
             "term": 3, "year": 1}  # fmt: skip
_ENGLISH_COUNTS = {
    "twice": 2.0, "three times": 3.0, "several times": 3.0, "a few times": 2.5, "every few": 0.35,
    "multiple times": 3.0, "a couple of times": 2.0, "every two": 0.5, "every other": 0.5,
    "most": 0.7, "a few": 2.5, "once": 1.0, "each": 1.0, "every": 1.0, "one": 1.0, "times": 1.0,
}  # fmt: skip


@dataclass(frozen=True)
class Family:
    """A kind of scale: stems with their side, the middle, and words with a place of their own."""

    kind: str
    stems: Mapping[str, float]
    opposites: Mapping[str, str]
    middle: frozenset[str]
    words: Mapping[str, float]


@dataclass(frozen=True)
class _Vocabulary:
    families: Mapping[str, Family]
    strengths: Mapping[str, float]
    strength: re.Pattern[str]
    dont_know: re.Pattern[str]
    times: Mapping[str, float]
    interval: re.Pattern[str]
    counts: Mapping[str, float]
    units: Mapping[str, str]
    less: str  # a pattern of what means less often than


@cache
def _read() -> _Vocabulary:
    strengths: dict[str, float] = {}
    times: dict[str, float] = {}
    counts: dict[str, float] = dict(_ENGLISH_COUNTS)
    units = {unit: unit for unit in _PER_YEAR}
    less: list[str] = []
    occasions: list[str] = []
    joins = ["an", "a", "per", "each", "every", "in a"]
    kinds: dict[str, str] = {}
    pairs: dict[str, dict[str, str]] = defaultdict(dict)
    negative: dict[str, list[str]] = defaultdict(list)
    middle: dict[str, list[str]] = defaultdict(list)
    words: dict[str, dict[str, float]] = defaultdict(dict)
    dont_know: list[str] = []
    for data in _files():
        for place, said in data.get("strengths", {}).items():
            for word in said:
                strengths.setdefault(fold_label(word), float(place))
        for place, said in data.get("times", {}).items():
            times |= {fold_label(word): float(place) for word in said}
        intervals = data.get("intervals", {})
        for count, said in intervals.get("counts", {}).items():
            counts |= {fold_label(word): float(count) for word in said}
        for unit, said in intervals.get("units", {}).items():
            units |= {fold_label(word): unit for word in said}
        occasions += map(fold_label, intervals.get("times", []))
        less += map(fold_label, intervals.get("less", []))
        joins += map(fold_label, intervals.get("joins", []))
        dont_know += map(fold_label, data.get("dont_know", []))
        for name, family in data["families"].items():
            kinds.setdefault(name, family.get("kind", ""))
            stems = (family.get("stems") or {}).items()
            pairs[name] |= {fold_label(good): fold_label(bad) for good, bad in stems}
            negative[name] += map(fold_label, family.get("negative") or [])
            middle[name] += map(fold_label, family.get("middle") or [])
            for place, said in (family.get("words") or {}).items():
                for word in said:
                    words[name].setdefault(fold_label(word), float(place))
    families = {
        name: Family(
            kind,
            {**dict.fromkeys([*pairs[name].values(), *negative[name]], -1.0),
             **dict.fromkeys(pairs[name], 1.0)},
            {**{bad: good for good, bad in pairs[name].items()}, **pairs[name]},
            frozenset(middle[name]),
            words[name],
        )
        for name, kind in kinds.items()
    }  # fmt: skip
    return _Vocabulary(
        families, strengths, re.compile(_any_of(strengths)),
        re.compile(f"(?:i )?{_any_of(dont_know)}.*"), times,
        _interval_pattern(counts, units, joins, less, occasions), counts, units,
        "|".join(map(re.escape, sorted(less, key=len, reverse=True))),
    )  # fmt: skip


def _files() -> list[dict[str, Any]]:
    """Return the files of the vocabulary, the western one first: where two differ, it counts."""
    names = [file.name for file in files("gpgp.instrument").joinpath(_FOLDER).iterdir()]
    found = sorted(names, key=lambda name: (name != "western.yaml", name))
    return [
        read_words("gpgp.instrument", _FOLDER, name) for name in found if name.endswith(".yaml")
    ]


def _any_of(words: Iterable[str]) -> str:
    """Return a pattern of whole words; those of scripts without blanks count within others."""
    longest = sorted(set(words), key=len, reverse=True)
    whole = [re.escape(word) for word in longest if not _UNSPACED.search(word)]
    within = [re.escape(word) for word in longest if _UNSPACED.search(word)]
    either = [rf"(?<![\w'])(?:{'|'.join(whole)})(?!\w)"] if whole else []
    return f"(?:{'|'.join([*either, *within])})"


def _interval_pattern(
    counts: Mapping[str, float],
    units: Mapping[str, str],
    joins: list[str],
    less: list[str],
    occasions: list[str],
) -> re.Pattern[str]:
    def one_of(words: Iterable[str]) -> str:
        return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))

    return re.compile(
        rf"(?:(?P<less>{one_of(less)})|"
        r"(?P<more>more (?:often )?than|over|at least|or more))?\s*"
        r"(?:about |around |approximately )?"
        rf"(?P<count>{one_of(counts)}|\d+\+?(?:\s*(?:-|–|to|or|à|bis|a|o|tot|till|til|do)?\s*\d+)? "
        rf"(?:{one_of(occasions)}))\s*(?:times?)?\s*(?:or more |or less )?(?:{one_of(joins)}|/)?\s*"
        rf"(?P<unit>{one_of(units)})s?(?P<after> or (?:more|less).*)?"
    )


def read_families() -> Mapping[str, Family]:
    """Return the kinds of scale that are known by their words."""
    return _read().families


@lru_cache(maxsize=10_000)
def fold_label(word: str) -> str:
    """Return a label as words are compared: small letters, no marks, no number before it."""
    plain = _ARABIC_MARKS.sub("", _leave_accents(fold_word(str(word))))
    plain = _REMARK.sub("", plain) or plain
    plain = _ENUMERATION.sub("", plain)
    plain = re.sub(r"\s+", " ", _NOISE.sub(" ", plain)).strip()
    plain = re.sub(r"(?<=\w)'n ", " yn ", plain)  # cytuno'n gryf
    for pattern, together in _APART:
        if match := pattern.fullmatch(plain):
            return match.expand(together)
    return "neither" if _NEITHER.fullmatch(plain) else plain  # this nor that, in any order


def _leave_accents(text: str) -> str:
    """Return text without the accents of its letters: codes of an export have none (tres_bon)."""
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))


@lru_cache(maxsize=10_000)
def is_dont_know(word: str) -> bool:
    """Say whether an answer says that the respondent cannot or will not answer."""
    plain = fold_label(word)
    if re.match(r"does not apply at all", plain) or plain.endswith("either way"):
        return False  # the lowest point of a scale of how far something applies
    return _read().dont_know.fullmatch(plain) is not None


def place_label(word: str) -> dict[str, tuple[float, bool]]:
    """Return the place that a label has in each family, and whether it is on the other side.

    A label with an explanation ("never, as I have no car") has the place of its beginning, one in
    two languages ("Agree / Cytuno") that of the half that is known.
    """
    found = _places_of(fold_label(word))
    if not found and " / " in word:
        return next(filter(None, map(place_label, word.split(" / "))), {})
    head = _HEAD.match(word) if not found else None
    if head is None:
        return found
    found = _places_of(fold_label(head[1]))
    said = found.get("yes_and_no", (0.0, False))[0]
    if abs(said) == BARE:  # "No, rather not" is not "No, not at all"
        strength = abs(read_strength(fold_label(word[head.end(1) :]))[0][0])
        graded = math.copysign(1.5 if strength <= _WEAK else BARE if strength == BARE else 4, said)
        found = {**found, "yes_and_no": (graded, False)}
    return found


@cache
def _places_of(plain: str) -> dict[str, tuple[float, bool]]:
    found: dict[str, tuple[float, bool]] = {}
    readings = [(BARE, plain), *read_strength(plain)]  # the last is without fillers
    plainest = readings[-1][1]
    if than := _THAN.fullmatch(plain):
        readings += [(BARE, than[1]), *read_strength(than[1])]
    for name, family in _read().families.items():
        own = next((w for w in (plain, plainest) if w and w in family.words), None)
        if own is not None:
            found[name] = (family.words[own], False)
            continue
        graded = _place_graded(family, readings)
        if graded is not None:
            found[name] = (graded, False)
            continue
        if family.middle and (plain == "neither" or family.middle & {plain, plainest}):
            found[name] = (math.nan, False)
            continue
        for strength, stem in readings:
            known = next((s for s in _uninflected(stem) if s in family.stems), None)
            if known is not None:
                side = family.stems[known]
                found[name] = (side * strength, side < 0)
                break
    time = _place_of_interval(plain)
    if time is not None and "frequency" not in found:
        found["frequency"] = (time, False)
    return found


def _place_graded(family: Family, readings: list[tuple[float, str]]) -> float | None:
    """Return the place of a word with a strength beside it: very low, rather good."""
    for strength, stem in readings:
        word = next((s for s in _uninflected(stem) if s and s in family.words), None)
        if word is None or strength < 0 or (strength == BARE and word == stem):
            continue
        place = family.words[word]
        middle = (min(family.words.values()) + max(family.words.values())) / 2
        step = 0.0 if strength == BARE else 0.7 if strength > BARE else -0.5
        return place + step * math.copysign(1, place - middle)
    return None


@lru_cache(maxsize=10_000)
def _uninflected(word: str) -> tuple[str, ...]:
    """Return a word, then what it can be with another gender or number: buenas, bueno."""
    found = [word]
    for ending, others in _ENDINGS.items():
        if word.endswith(ending) and len(word) > len(ending) + 3:
            found += [word[: -len(ending)] + other for other in others]
    return tuple(found)


def has_opposing_side(labels: Iterable[str]) -> bool | None:
    """Say whether the low end of a scale opposes the high one, by the words of its points.

    Returns
    -------
    bool or None
        "Disagree … Agree" and "Poor … Good" have two sides, "Not at all … Very important" has one.
        None where no label is known.

    Examples
    --------
    >>> has_opposing_side(["Very dissatisfied", "Neither", "Very satisfied"])
    True
    >>> has_opposing_side(["Not at all satisfied", "Fairly satisfied", "Very satisfied"])
    False
    """
    found = {label: place_label(label) for label in labels}
    names = Counter(name for places in found.values() for name in places)
    if not names:
        return None
    name = max(names, key=lambda each: names[each])
    family = _read().families[name]
    words = {fold_label(label) for label in found} & set(family.words)
    is_worded = family.kind in _WITH_OPPOSITES and any(family.words[word] < 0 for word in words)
    return is_worded or any(name in places and places[name][1] for places in found.values())


def read_strength(plain: str) -> list[tuple[float, str]]:
    """Divide a label into its strength and its stem, the likeliest reading first."""
    known = _read()
    found = list(known.strength.finditer(plain))
    said = [known.strengths[match[0]] for match in found]
    readings = [(_strength(said), _without(plain, found))] if found else []
    if len(found) > 1:
        readings += [
            (one, _without(plain, [match])) for one, match in zip(said, found, strict=True)
        ]
    bare = [(s, " ".join(w for w in stem.split() if w not in _FILLERS)) for s, stem in readings]
    plainest = " ".join(word for word in plain.split() if word not in _FILLERS)
    return [*readings, *bare, (BARE, plainest)]


def _strength(several: list[float]) -> float:
    """Return the strength of several words together: not + very = not very."""
    negative = [s for s in several if s < 0]
    if not negative:
        return several[0]
    positive = [s for s in several if s > 0]
    return -min(positive) if positive and min(negative) > -4 else min(negative)


def _without(plain: str, found: list[re.Match[str]]) -> str:
    rest = plain
    for match in reversed(found):
        glue = "" if _UNSPACED.search(match[0]) else " "
        rest = f"{rest[: match.start()]}{glue}{rest[match.end() :]}"
    return re.sub(r"\s+", " ", rest).strip(" '")


def _place_of_interval(plain: str) -> float | None:
    """Return the place of ``2-3 times a week`` among words for how often."""
    known = _read()
    times = known.times
    if plain in times:
        return times[plain]
    less = re.fullmatch(rf"(?:{known.less}|more(?: often)? than) (?:once )?(?:an? )?(.+)", plain)
    if less is not None:
        than = times.get(less[1]) or times.get(less[1] + "ly")
        if than:
            return than + (0.5 if plain.startswith("more") else -0.5)
    match = known.interval.fullmatch(plain)
    if match is None:
        return None
    n = known.counts.get(match["count"], 1.0)
    if number := re.match(r"\d+", match["count"]):
        n = float(number[0])
    after = match["after"] or ""
    n *= 0.7 if match["less"] or "less" in after else 1.0
    n *= 1.3 if match["more"] or "more" in after else 1.0
    return 2.0 + 2.4 * math.log10(max(n * _PER_YEAR[known.units[match["unit"]]], 0.01))
