"""How the words of a column are recognised as a rating scale, and which way it runs.

A label is read as a strength and a stem ("not very" + "clear"), or as a word with a place of its
own (``gpgp.instrument.scale_words``). Where no stem is known, labels that share one are ordered by
their strengths; words that all labels share count for nothing. Points run from the lowest
(disagree, bad, never, unimportant) to the highest, whatever order the words have in the export.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from gpgp.instrument import fold_word
from gpgp.instrument.scale_words import (
    Family,
    fold_label,
    is_dont_know,
    place_label,
    read_families,
    read_strength,
)

_MOST_POINTS = 11
_MOST_WORDS = 40
_MOST_CODES = 7
_MOST_WRITE_INS = 0.05  # of the answers are words of no point
_LEAST_ALIKE = 88  # 0 to 100: a word so like a known one is the known one, misspelt
_BARE_DENIAL = 3  # strength of "not"
_LOOSE = ("yes_and_no", "letters", "signs", "amount", "progress", "severity")  # common words
_UNKNOWN_STRENGTH = 4.5
_LOW_MIDDLE = 1.5  # "neutral" on a scale that has no opposing side: above "slightly"
_POSITIVE = ("agree", "satisf", "important", "excellent", "very good", "useful", "likely", "always",
             "best", "most", "highest", "top")  # fmt: skip
_NEGATIVE = ("disagree", "dissatisf", "not ", "poor", "never", "bad", "unlikely", "worst", "unimp",
             "least", "lowest")  # fmt: skip
_TRAILING = re.compile(r"\s*[(\[]?(?<![\d/])\b(\d{1,2})[)\]]?$")  # Strongly agree (5)
_MISSING_CODES = frozenset({"77", "88", "97", "98", "99", "777", "888", "997", "998", "999"})
_NUMBER = re.compile(
    r"[(\[]?((?<!\w)[-+−–]?\d{1,2})(?:\.0)?[)\]]?(?:\s*[-–.:=/)]?\s+(.*)|\s*[-–.:=]\s*(\D.*)|)",
    re.DOTALL,
)
_STARS = re.compile(r"(?P<star>[★⭐☆*])(?P=star){0,9}️?")
_ANTONYM = re.compile(
    r"(?:un|in|im|ir|il|dis|mis|non |non-|not |an|on|des|de|mal|annh|ddim yn )(?P<stem>.+)"
)


@dataclass(frozen=True)
class FoundScale:
    """A scale as the words of an export show it, lowest point first."""

    name: str
    points: tuple[tuple[str, ...], ...]  # per point: its label, then other words
    dont_know: tuple[str, ...]
    reason: str
    kind: str = ""  # what it measures: agreement, importance, …
    write_ins: tuple[str, ...] = ()  # words of no point, to decide on
    is_fixed: bool = False  # a person wrote it
    is_guess: bool = False  # the order, or which end is good, is not said by the words

    @property
    def key(self) -> tuple[object, ...]:
        """What makes two found scales the same."""
        return self.name, self.points, self.dont_know


def recognise_scale(
    values: Mapping[str, int] | Iterable[str],
    *,
    allow_numbers: bool = False,
    hint: str = "",
    known: Iterable[FoundScale] = (),
) -> FoundScale | None:
    """Recognise the words of a column, or of the columns of a matrix, as one scale.

    Parameters
    ----------
    values : words as received, the commonest first, with how often each occurs
    allow_numbers : bool
        Take bare numbers as a scale too.
    hint : str
        The question: it can say which end of a row of numbers is good.
    known : scales that a person wrote
        Taken as they are where they hold all of the words.

    Returns
    -------
    FoundScale or None
        None where more than a few answers belong to no point, or fewer than two points are used.
    """
    counts = dict(values) if isinstance(values, Mapping) else dict.fromkeys(values, 1)
    counts = {word.strip(): n for word, n in counts.items() if word.strip()}
    for scale in known:
        if _covers(scale, counts):
            return scale
    words, write_ins = _leave_write_ins(counts)
    if len(words) > _MOST_WORDS:
        return None
    dont_know = [w for w in words if is_dont_know(w)] + find_missing_codes(words)
    if "0" in words and not any(re.match(r"[-+−–]?\d", w) for w in words if w != "0"):
        dont_know.append("0")  # a list from which nothing was picked
    points = [w for w in dont_know if _is_point(w, [v for v in words if v not in dont_know])]
    dont_know = [word for word in dont_know if word not in points]
    rest = [word for word in words if word not in dont_know]
    found = _numbers(rest, allow_numbers, hint) or _by_words(rest, counts)
    if found is None and dont_know:
        found = _by_words(words, counts)  # a word such as "not sure" can be the middle of a scale
        dont_know = []
    if found is None:
        return None
    return replace(found, dont_know=_distinct(dont_know), write_ins=(*found.write_ins, *write_ins))


def find_missing_codes(words: Iterable[str]) -> list[str]:
    """Return numbers that stand for no answer among those of a scale: -9, 99."""
    words = list(words)
    numbers = [int(word) for word in words if re.fullmatch(r"-?\d{1,3}", word)]
    positive = [n for n in numbers if n >= 0 and str(n) not in _MISSING_CODES]
    if len(numbers) < len(words) or len(positive) < 2 or max(positive) > _MOST_POINTS:
        return []
    is_balanced = min(numbers) == -max(positive)
    return [w for w in words if w in _MISSING_CODES or (w.startswith("-") and not is_balanced)]


def _is_point(word: str, others: list[str]) -> bool:
    """Say whether "not familiar" or "never heard of it" is a point among the other words."""
    if "familiarity" in place_label(word):
        return sum("familiarity" in place_label(other) for other in others) > 1
    stem = min((stem for _, stem in read_strength(fold_label(word))), key=len)
    sharing = [
        other for other in others if any(s == stem for _, s in read_strength(fold_label(other)))
    ]
    return bool(stem) and len(sharing) > 1 and len(sharing) == len(others)


def _covers(scale: FoundScale, counts: Mapping[str, int]) -> bool:
    words = {fold_word(word) for point in scale.points for word in point}
    words |= {fold_word(word) for word in scale.dont_know}
    used = [word for word in counts if fold_word(word) in words]
    return len(used) > 1 and sum(counts[w] for w in used) >= (1 - _MOST_WRITE_INS) * sum(
        counts.values()
    )


def _leave_write_ins(counts: dict[str, int]) -> tuple[list[str], list[str]]:
    """Leave rare words of more than a few words aside: nobody has to know them."""
    total = sum(counts.values())
    if len(counts) <= 12 or max(counts.values()) < 3:
        return list(counts), []
    rare = [w for w, n in counts.items() if n <= 2 and n < 0.02 * total and place_label(w) == {}]
    if not rare or sum(counts[w] for w in rare) > _MOST_WRITE_INS * total:
        return list(counts), []
    return [w for w in counts if w not in rare], rare


def _by_words(words: list[str], counts: Mapping[str, int]) -> FoundScale | None:
    """Recognise words by the family that places them all; else by what they share."""
    whole = {word: word for word in words}
    return (
        _by_family(whole, counts)
        or _by_shared_stem(words)
        or _by_family(_leave_shared(words), counts, is_guess=True)
    )


def _leave_shared(words: list[str]) -> dict[str, str]:
    """Return labels without the words that nearly all of them hold: poor value, good value."""
    tokens = {word: fold_label(word).split() for word in words}
    n_labels = Counter(token for each in tokens.values() for token in set(each))
    shared = {token for token, n in n_labels.items() if n >= 0.75 * len(words) and n > 2}
    left = {word: " ".join(t for t in each if t not in shared) for word, each in tokens.items()}
    return left if shared and all(left.values()) else {}


def _by_family(
    said: Mapping[str, str], counts: Mapping[str, int], *, is_guess: bool = False
) -> FoundScale | None:
    """Return the scale of the family that places the words, each read as ``said`` has it."""
    families = read_families()
    words = list(said)
    places = {word: place_label(text) for word, text in said.items()}
    total = sum(counts.get(word, 1) for word in words)
    fitting = []
    for name, family in families.items():
        known = [word for word in words if name in places[word]]
        if len({places[word][name][0] for word in known}) < 2:
            continue
        placed, strange = _with_misspelt(words, known, counts, name, places)
        by_stem = _place_by_stem(strange, family)
        left = [word for word in strange if word not in by_stem]
        guessed = by_stem | _place_strange(placed, left, is_loose=name in _LOOSE)
        placed, strange = placed | guessed, [word for word in strange if word not in guessed]
        n_strange = sum(counts.get(word, 1) for word in strange)
        if strange and (n_strange > _MOST_WRITE_INS * total or len(known) < 3):
            continue
        points = _order(placed, family)
        if len(points) <= _MOST_POINTS and len(points) > 1:
            fitting.append((len(strange) + len(guessed), -len(points), name, points, strange))
    if not fitting:
        return None
    n_guessed, _, name, points, strange = min(fitting, key=lambda each: each[:2])
    reason = f"the words are a scale of {name.replace('_', ' ')}"
    return FoundScale(name, points, (), reason, families[name].kind, tuple(strange),
                      is_guess=is_guess or n_guessed > len(strange))  # fmt: skip


def _place_by_stem(strange: list[str], family: Family) -> dict[str, tuple[float, bool]]:
    """Take one unknown word beside a known stem for a strong one: utterly acceptable."""
    found = {}
    for word in strange:
        first, _, last = fold_label(word).partition(" ")
        for stem in (first, last):
            if stem in family.stems and " " not in (first if stem == last else last):
                side = family.stems[stem]
                found[word] = (side * _UNKNOWN_STRENGTH, side < 0)
    return found


def _place_strange(
    placed: Mapping[str, tuple[float, bool]], strange: list[str], *, is_loose: bool
) -> dict[str, tuple[float, bool]]:
    """Give one or two unknown words the places that the known ones leave.

    The middle; the bottom, where they deny; a place by their strength, where they say nothing else;
    else the top, unless the words of the family are common ones (``is_loose``).
    """
    known = [place for place, _ in placed.values() if place == place]
    if len(known) < 2 or not strange:
        return {}
    below = [place for place in known if place < 0]
    above = [place for place in known if place > 0]
    if len(strange) == 1 and len(below) == len(above) > 1 and {*known} == {*below, *above}:
        return {strange[0]: (0.0, False)} if len(known) == len(placed) else {}
    found = {}
    for word in strange:
        readings = read_strength(fold_label(word))
        strength = next((s for s, stem in readings if not stem), 0.0)
        if strength:
            found[word] = (strength, False)
        elif min(s for s, _ in readings) <= -_BARE_DENIAL:
            found[word] = (min(0.0, *known) - 1, False)
        elif len(set(known)) > 2 and len(strange) <= len(set(known)) / 2 and not is_loose:
            found[word] = (max(known) + 1, False)
    return found if len({place for place, _ in found.values()}) == len(strange) else {}


def _with_misspelt(
    words: list[str],
    known: list[str],
    counts: Mapping[str, int],
    name: str,
    places: Mapping[str, Mapping[str, tuple[float, bool]]],
) -> tuple[dict[str, tuple[float, bool]], list[str]]:
    """Give misspelt words the place of the known word they are most like."""
    placed = {word: places[word][name] for word in known}
    strange = []
    by_fold = {fold_label(word): word for word in known}
    for word in words:
        if word in placed:
            continue
        near = process.extractOne(fold_label(word), by_fold, scorer=fuzz.ratio,
                                  score_cutoff=_LEAST_ALIKE)  # fmt: skip
        target = near and by_fold[near[2] if isinstance(near[2], str) else near[0]]
        if (
            target
            and fold_label(word)[:1] == fold_label(target)[:1]
            and counts.get(word, 1) < counts.get(target, 1)
        ):
            placed[word] = placed[target]
        else:
            strange.append(word)
    return placed, strange


def _order(placed: Mapping[str, tuple[float, bool]], family: Family) -> tuple[tuple[str, ...], ...]:
    """Order words by place; where a scale has two sides, add what the other side lacks."""
    has_two_sides = any(is_other for _, is_other in placed.values())
    middle = 0.0 if has_two_sides or not family.stems else _LOW_MIDDLE
    if not has_two_sides and family.kind in ("agreement", "likelihood", "comparison"):
        middle = 0.0
    by_place: dict[float, tuple[str, ...]] = {}
    for word, (place, _) in placed.items():
        where = middle if place != place else place
        by_place[where] = (*by_place.get(where, ()), word)
    if has_two_sides:
        folded = set(map(fold_label, placed))
        for word, (place, _) in placed.items():
            opposite = _mirror(word, family) if place == place and -place not in by_place else None
            if opposite and fold_label(opposite) not in folded:
                by_place[-place] = (opposite,)
    return tuple(_distinct(by_place[place]) for place in sorted(by_place))


def _mirror(word: str, family: Family) -> str | None:
    """Return a label with its stem turned into the opposite: strongly agree, strongly disagree."""
    plain = fold_label(word)
    stems = sorted((s for s in family.stems if s in plain.split() or s in plain), key=len)
    if not stems or stems[-1] not in family.opposites:
        return None
    opposite = plain.replace(stems[-1], family.opposites[stems[-1]])
    return opposite[:1].upper() + opposite[1:] if word[:1].isupper() else opposite


def _by_shared_stem(words: list[str]) -> FoundScale | None:
    """Order labels that differ in strength only, whatever their stem says (Very leafy)."""
    if not 3 <= len(words) <= _MOST_POINTS:
        return None
    placed: dict[str, float] = {}
    stems: dict[str, str] = {}
    for word in words:
        plain = fold_label(word)
        readings = read_strength(plain)
        strength, stem = min(readings, key=lambda reading: len(reading[1]))
        placed[word], stems[word] = strength, stem
    shared = min(stems.values(), key=len)
    for word, stem in stems.items():
        opposite = _ANTONYM.fullmatch(stem)
        if stem != shared and opposite is not None and opposite["stem"] == shared:
            placed[word] = -placed[word]
        elif stem != shared:
            return None
    if len(set(placed.values())) < max(3, len(words) - 1):
        return None
    order = sorted(set(placed.values()))
    points = tuple(tuple(w for w in words if placed[w] == place) for place in order)
    name = re.sub(r"\W+", "_", shared).strip("_") or "amount"
    reason = "the words differ in strength only"
    return FoundScale(name, points, (), reason, "amount", is_guess=True)


def _distinct(words: Sequence[str]) -> tuple[str, ...]:
    return tuple({fold_word(word): word for word in reversed(words)}.values())[::-1]


def _numbers(words: list[str], allow_bare: bool, hint: str = "") -> FoundScale | None:
    """Recognise numbers, bare or with a label (``5 Very important``, ``Good (4)``, ``★★★``)."""
    labels: dict[int, list[str]] = {}
    texts: dict[int, str] = {}
    for word in words:
        read = _read_number(word)
        if read is None:
            return None
        number, text = read
        labels.setdefault(number, []).append(word)
        texts[number] = texts.get(number) or text
    if not labels or (not any(texts.values()) and not allow_bare):
        return None
    if any(texts.values()) and not _are_points(texts):
        return None
    low, high = min(labels), max(labels)
    top = next((end for end in (3, 4, 5, 6, 7, 10) if end >= high), None)
    is_full = not any(texts.values()) or texts.get(high)
    if low < 0 and low == -high and 1 <= high <= 5:
        points = [tuple(labels.get(n, [f"{n:+d}" if n else "0"])) for n in range(low, high + 1)]
        return FoundScale(f"from_minus_{high}_to_{high}", tuple(points), (),
                          f"numbers from {low} to +{high}", "numeric",
                          is_guess=not any(texts.values()))  # fmt: skip
    if low < 0 or top is None or (high < 2 and not any(texts.values())):
        return None
    start = 0 if low == 0 else 1
    end = high if is_full and texts.get(high) else max(top, high)
    if end - start + 1 > _MOST_POINTS or end - start < 1:
        return None
    points = [tuple(labels.get(n, [str(n)])) for n in range(start, end + 1)]
    ends = texts.get(start, ""), texts.get(end, "")
    said = _said_ends(hint, start, end) if not any(ends) else ends
    is_reversed = _is_reversed(*said) or (not any(said) and "schulnote" in hint.casefold())
    reason = f"numbers from {start} to {end}" + (f", {start} being the best" if is_reversed else "")
    return FoundScale(
        f"from_{start}_to_{end}", tuple(points[::-1] if is_reversed else points), (), reason,
        "numeric", is_guess=not any(said),
    )  # fmt: skip


def _read_number(word: str) -> tuple[int, str] | None:
    if _STARS.fullmatch(word):
        return len(word.rstrip("️")), ""
    match = _NUMBER.fullmatch(word)
    if match is not None:
        number = int(match[1].replace("−", "-").replace("–", "-"))
        return number, (match[2] or match[3] or "").strip(" .-–")
    last = _TRAILING.search(word)
    if last is not None and last.start() > 2:
        return int(last[1]), word[: last.start()].strip(" .-–(:=")
    return None


_NOT_POINTS = re.compile(
    r"(?:(?:to|or|and|-|–|bis|à|a)\b|%|(?:st|nd|rd|th)$|"
    r"(?:full |whole |other )?(?:years?|yrs?|jahre?|ans?|años?|anni|months?|days?|hours?|hrs?|"
    r"minutes?|weeks?|people|persons?|employees|miles?|km|times|staff|beds?|bedrooms?|rooms?|"
    r"children|child|cars?|adults?|more)\b).*",
    re.IGNORECASE | re.DOTALL,
)


def _are_points(texts: Mapping[int, str]) -> bool:
    """Say whether numbers with words are points, not bands (``5 to 9``) or amounts (``2 cars``)."""
    said = [text for text in texts.values() if text]
    if any(_NOT_POINTS.fullmatch(text) for text in said):
        return False
    if len(said) > 7 or len(set(said)) < len(said):
        return all(text.rstrip("s") == "star" for text in said)
    if len(said) < len(texts):
        return len(said) <= 3
    is_full_run = set(texts) >= set(range(min(texts), max(texts) + 1))
    return is_full_run and _by_words(said, {}) is not None


def _said_ends(hint: str, start: int, end: int) -> tuple[str, str]:
    """Return what a question says of the first and the last number: 1 = not at all, 5 = very."""

    def said(number: int) -> str:
        match = re.search(
            rf"(?<!\d){number}\s*(?:=|:|-|–|\(|being|is|as|means|meaning|for|ist|est|es|é|è)+\s*"
            rf"(?:the )?([^\d,;()=]{{3,40}})",
            hint,
            re.IGNORECASE,
        )
        if match is None:
            match = re.search(
                rf"([^\d,;()=]{{3,40}}?)\s*(?:=\s*{number}(?!\d)|\(\s*{number}\s*\))", hint
            )
        return match[1].strip() if match else ""

    return said(start), said(end)


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
    points = tuple((code,) for code in codes)
    return FoundScale("codes", points, negative, "codes of a scale", "numeric", is_guess=True)


def unknown_scale(words: Sequence[str]) -> FoundScale | None:
    """Take a closed set of words that several columns share for a scale of unknown order."""
    dont_know = [word for word in words if is_dont_know(word)]
    if "0" in words and not any(re.match(r"[-+−–]?\d", w) for w in words if w != "0"):
        dont_know.append("0")  # a list from which nothing was picked
    points = [word for word in words if word not in dont_know]
    if not 3 <= len(points) <= _MOST_POINTS:
        return None
    reason = "several columns share these words; check their order"
    each = tuple((word,) for word in _distinct(points))
    return FoundScale("answers", each, _distinct(dont_know), reason, is_guess=True)


def _is_reversed(lowest: str, highest: str) -> bool:
    places = [place_label(text) for text in (lowest, highest)]
    for name in places[0].keys() & places[1].keys():
        low, high = places[0][name][0], places[1][name][0]
        if low == low and high == high:
            return low > high

    def reads(text: str, words: tuple[str, ...]) -> bool:
        return any(word in f"{fold_word(text)} " for word in words)

    def is_negative(text: str) -> bool:
        return reads(text, _NEGATIVE) and not reads(text, ("not sure",))

    low_is_good = reads(lowest, _POSITIVE) and not is_negative(lowest)
    return low_is_good and (not highest or is_negative(highest))
