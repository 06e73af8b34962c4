"""What words mean in several languages: in headers, and on the points of a scale.

The expressions stand in ``header_words.yaml`` and ``scale_families.yaml``. Out: what a column of a
platform is, what a question asks, and where a label stands on its scale: its strength and its stem,
or a place of its own. Nothing here looks at cells.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from gpgp.instrument import fold_word, read_yaml

_FILE = "header_words.yaml"
_PERSONAL = ("email", "phone", "address", "name", "other")
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
    text = files("gpgp.intake.draft").joinpath(_FILE).read_text(encoding="utf-8")
    data: Any = read_yaml(text, file_name=_FILE).data
    return data


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
    return next((kind for kind in _PERSONAL if asks_for(f"personal_{kind}", text)), None)


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


_FAMILIES_FILE = "scale_families.yaml"
BARE = 3.0  # how strong a stem is by itself
_ACCENT = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")
_REMARK = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")  # "neither (neutral)"
_NOISE = re.compile(r"[.!,;:…\"“”()\[\]_]+|\s-\s|^[-–•*]\s*")
_ENUMERATION = re.compile(r"^(?:[(\[]?[a-k\d]{1,2}[)\].:=]|\d{1,2}\s*[-–])\s*(?=\D)")
_HEAD = re.compile(r"\s*([^,;:(–—]{2,40}?)\s*(?:[,;:(–—]|\s-\s).{3,}", re.DOTALL)
_FILLERS = frozenset({
    "i", "am", "is", "does", "do", "it", "this", "the", "to", "a", "an", "of", "at", "all", "that",
    "me", "my", "je", "suis", "c'est", "ich", "bin", "es", "soy", "estoy", "sou", "io", "sono",
    "ik", "ben", "vind", "yn", "'n", "n", "iawn",
})  # fmt: skip
_INTERVAL = re.compile(
    r"(?:(?P<less>less (?:often )?than|fewer than|under)|"
    r"(?P<more>more (?:often )?than|over|at least|or more))?\s*"
    r"(?:about |around |approximately )?"
    r"(?:(?P<count>once|twice|three times|\d+\+?(?:\s*(?:-|–|to|or)\s*\d+)? times?|several times|"
    r"a few times|multiple times|a couple of times|every(?: few| two| other)?|each|most|a few|one))"
    r"\s*"
    r"(?:times?)?\s*(?:or more |or less )?(?:an?|per|each|every|in a|/)?\s*"
    r"(?P<unit>hour|day|week|fortnight|month|quarter|term|year)s?(?P<after> or (?:more|less).*)?"
)
_UNITS = {"hour": 3000, "day": 365, "week": 52, "fortnight": 26, "month": 12, "quarter": 4,
          "term": 3, "year": 1}  # fmt: skip
_WORDS_OF_TIME = {
    "daily": 8.15, "every day": 8.15, "weekly": 6.1, "monthly": 4.6, "quarterly": 3.4,
    "yearly": 2.0, "annually": 2.0, "fortnightly": 5.4, "almost every day": 7.9,
    "hourly": 9.5, "täglich": 8.15,
    "wöchentlich": 6.1, "monatlich": 4.6, "jährlich": 2.0, "quotidiennement": 8.15,
    "tous les jours": 8.15, "toutes les semaines": 6.1, "chaque semaine": 6.1, "tous les mois": 4.6,
    "a diario": 8.15, "diariamente": 8.15, "todos los días": 8.15, "todos os dias": 8.15,
    "semanalmente": 6.1, "mensualmente": 4.6, "mensalmente": 4.6, "anualmente": 2.0,
    "tutti i giorni": 8.15, "ogni giorno": 8.15, "ogni settimana": 6.1, "ogni mese": 4.6,
    "dagelijks": 8.15, "wekelijks": 6.1, "maandelijks": 4.6, "jaarlijks": 2.0, "bob dydd": 8.15,
    "bob wythnos": 6.1, "semanal": 6.1, "mensual": 4.6, "mensal": 4.6, "diario": 8.15,
    "diariamente al menos": 8.15, "anual": 2.0, "hebdomadaire": 6.1, "mensuel": 4.6,
    "less than monthly": 4.0, "less than weekly": 5.0, "less than yearly": 1.5,
    "bob mis": 4.6, "bob blwyddyn": 2.0,
}  # fmt: skip


@dataclass(frozen=True)
class Family:
    """A kind of scale: stems with their side, the middle, and words with a place of their own."""

    kind: str
    stems: Mapping[str, float]
    opposites: Mapping[str, str]
    middle: frozenset[str]
    words: Mapping[str, float]


@cache
def read_vocabulary() -> tuple[dict[str, Family], dict[str, float], re.Pattern[str]]:
    """Families by name, strengths by word, and the pattern that finds a strength."""
    text = files("gpgp.intake.draft").joinpath(_FAMILIES_FILE).read_text(encoding="utf-8")
    data: Any = read_yaml(text, file_name=_FAMILIES_FILE).data
    strengths = {
        fold_label(word): float(place)
        for place, words in data["strengths"].items()
        for word in words
    }
    longest = sorted(strengths, key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w'])(?:{'|'.join(map(re.escape, longest))})(?!\w)")
    families = {}
    for name, family in data["families"].items():
        stems = (family.get("stems") or {}).items()
        pairs = {fold_label(good): fold_label(bad) for good, bad in stems}
        negative = [*pairs.values(), *map(fold_label, family.get("negative") or [])]
        families[name] = Family(
            family["kind"],
            {**dict.fromkeys(negative, -1.0), **dict.fromkeys(pairs, 1.0)},
            {**{bad: good for good, bad in pairs.items()}, **pairs},
            frozenset(map(fold_label, family.get("middle") or [])),
            {fold_label(w): float(p) for p, ws in (family.get("words") or {}).items() for w in ws},
        )
    return families, strengths, pattern


@lru_cache(maxsize=10_000)
def fold_label(word: str) -> str:
    """Return a label as words are compared: small letters, no marks, no number before it."""
    plain = _leave_accents(fold_word(str(word)))
    plain = _REMARK.sub("", plain) or plain
    plain = _ENUMERATION.sub("", plain)
    plain = re.sub(r"\s+", " ", _NOISE.sub(" ", plain)).strip()
    plain = re.sub(r"(?<=\w)'n ", " yn ", plain)  # cytuno'n gryf
    return "neither" if plain.startswith("neither ") else plain  # this nor that, in any order


def _leave_accents(text: str) -> str:
    """Return text without the accents of its letters: codes of an export have none (tres_bon)."""
    return unicodedata.normalize("NFC", _ACCENT.sub("", unicodedata.normalize("NFD", text)))


def place_label(word: str) -> dict[str, tuple[float, bool]]:
    """Return the place that a label has in each family, and whether it is on the other side.

    A label with an explanation ("never, as I have no car") has the place of its beginning, one in
    two languages ("Agree / Cytuno") that of the half that is known.
    """
    found = _places_of(fold_label(word))
    if not found and " / " in word:
        return next(filter(None, map(place_label, word.split(" / "))), {})
    head = _HEAD.match(word) if not found else None
    return found if head is None else _places_of(fold_label(head[1]))


@cache
def _places_of(plain: str) -> dict[str, tuple[float, bool]]:
    families, _, _ = read_vocabulary()
    found: dict[str, tuple[float, bool]] = {}
    readings = [(BARE, plain), *read_strength(plain)]  # the last is without fillers
    for name, family in families.items():
        if plain in family.words:
            found[name] = (family.words[plain], False)
            continue
        if family.middle and (plain == "neither" or family.middle & {plain, readings[-1][1]}):
            found[name] = (float("nan"), False)
            continue
        for strength, stem in readings:
            side = family.stems.get(stem)
            if side is not None:
                found[name] = (side * strength, side < 0)
                break
    time = _place_of_interval(plain)
    if time is not None and "frequency" not in found:
        found["frequency"] = (time, False)
    return found


def read_strength(plain: str) -> list[tuple[float, str]]:
    """Divide a label into its strength and its stem, the likeliest reading first."""
    _, strengths, pattern = read_vocabulary()
    found = list(pattern.finditer(plain))
    readings = (
        [(_strength([strengths[m[0]] for m in found]), _without(plain, found))] if found else []
    )
    if len(found) > 1:
        readings += [(strengths[m[0]], _without(plain, [m])) for m in found]
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
        rest = f"{rest[: match.start()]} {rest[match.end() :]}"
    return re.sub(r"\s+", " ", rest).strip(" '")


@cache
def _times_by_word() -> dict[str, float]:
    return {fold_label(word): place for word, place in _WORDS_OF_TIME.items()}


def _place_of_interval(plain: str) -> float | None:
    """Return the place of ``2-3 times a week`` among words for how often."""
    times = _times_by_word()
    if plain in times:
        return times[plain]
    less = re.fullmatch(r"(?:less|more)(?: often)? than (?:once )?(?:an? )?(.+)", plain)
    if less is not None:
        than = times.get(less[1]) or times.get(less[1] + "ly")
        return than and than + (0.5 if plain.startswith("more") else -0.5)
    match = _INTERVAL.fullmatch(plain)
    if match is None:
        return None
    count = match["count"]
    n = {"twice": 2.0, "three times": 3.0, "several times": 3.0, "a few times": 2.5,
         "multiple times": 3.0, "a couple of times": 2.0, "every few": 0.35, "every two": 0.5,
         "every other": 0.5, "most": 0.7, "a few": 2.5}.get(count, 1.0)  # fmt: skip
    if number := re.match(r"\d+", count):
        n = float(number[0])
    after = match["after"] or ""
    n *= 0.7 if match["less"] or "less" in after else 1.0
    n *= 1.3 if match["more"] or "more" in after else 1.0
    return 2.0 + 2.4 * math.log10(max(n * _UNITS[match["unit"]], 0.01))
