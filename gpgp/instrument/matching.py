"""Which item, group or scale point the words of an export mean.

Cleaning and checking share these rules, so that what the check promises is what cleaning does.
Forgiven: case, spacing of any kind, ``&`` for *and*, curly for straight quotes, composed or
decomposed accents. Nothing else: a word one letter off is not matched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from gpgp.errors import InputError
from gpgp.instrument.parts import Group, Item, Scale
from gpgp.instrument.text import fold_word
from gpgp.tables import DONT_KNOW

_RANK = re.compile(
    r"(?:#|rank |ranked |priority |choice |place |no\.? ?)?(\d{1,3})(?:\.0+)?(?:st|nd|rd|th)?\.?"
    r"(?: choice| priority| place| preference)?",
    re.ASCII,
)
_NOT_RANKED = frozenset({"", "-", "n/a", "na", "not ranked"})


def match_word(text: str, words: Mapping[str, Any]) -> Any | None:
    """Return the code of a word, or None. ``words`` has folded keys, as `item_words` makes."""
    return words.get(fold_word(text))


def item_words(items: Iterable[Item]) -> dict[str, str]:
    """Map every folded word that means an item to its code: code, label, aliases, wording.

    Raises
    ------
    InputError
        One word means two items; a code is a word only where no label says the same.
    """
    every = tuple(items)
    words = _word_map((word, item.code) for item in every for word in item.words)
    return _add_codes(words, (item.code for item in every))


def group_words(groups: Iterable[Group]) -> dict[str, str]:
    """Map every folded word that means a group to its code: code, label, aliases.

    Raises
    ------
    InputError
        One word means two groups.
    """
    every = tuple(groups)
    words = _word_map((w, g.code) for g in every for w in (g.label, *g.aliases))
    return _add_codes(words, (group.code for group in every))


def scale_words(scale: Scale) -> dict[str, int | str]:
    """Map every folded word of a scale to its point (1 = lowest) or to ``dont_know``.

    A point's code stands for it where no label or word says the same.

    Raises
    ------
    InputError
        One word means two points.
    """
    points = ((w, n) for n, p in enumerate(scale.points, start=1) for w in (p.label, *p.words))
    words = _word_map([*points, *((word, DONT_KNOW) for word in scale.dont_know)])
    codes = {fold_word(code): n for n, code in enumerate(scale.codes, start=1)}
    return {**codes, **({DONT_KNOW: DONT_KNOW} if scale.dont_know else {}), **words}


def split_options(
    text: str, words: Mapping[str, str], *, separator: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Split a cell that lists several items, also where an item's own label has the separator.

    Parameters
    ----------
    text : str
        For instance ``"a, b (x, y), something else"``.
    words : Mapping
        Folded words, as `item_words` makes.
    separator : str

    Returns
    -------
    codes, unknown
        The codes in the order of the cell, each once (the longest label wins); and what is left
        over, neighbouring pieces together.
    """
    if text.startswith("[") and text.endswith("]"):  # a JSON list of codes, as LimeSurvey writes
        text = re.sub(r"[\[\]\"]", "", text)
    pieces = text.split(separator)
    longest = 1 + max((word.count(separator.strip() or separator) for word in words), default=0)
    codes: list[str] = []
    unknown: list[list[str]] = [[]]
    start = 0
    while start < len(pieces):
        code, end = _longest_match(pieces, start, words, separator, longest)
        if code is None:
            unknown[-1].append(pieces[start])
        else:
            codes.append(code)
            unknown.append([])
        start = end
    left_over = (separator.join(run).strip(separator + " ") for run in unknown)
    return tuple(dict.fromkeys(codes)), tuple(text for text in left_over if text)


def read_rank(text: str, *, n_items: int, best: str) -> tuple[int | None, str]:
    """Read the place that a cell gives to an item: ``1``, ``1.0``, ``1st``, ``#1``.

    Parameters
    ----------
    text : str
    n_items : int
        Places there are.
    best : ``lowest`` (1 is first) or ``highest``

    Returns
    -------
    rank, problem
        1 = first, None = not ranked; ``unknown`` (no number), ``out_of_range`` or ``""``.
    """
    word = fold_word(text)
    if word in _NOT_RANKED:
        return None, ""
    number = _RANK.fullmatch(word)
    if number is None:
        return None, "unknown"
    rank = int(number[1])
    if not 1 <= rank <= n_items:
        return None, "out_of_range"
    return (rank if best == "lowest" else n_items + 1 - rank), ""


def _longest_match(
    pieces: list[str], start: int, words: Mapping[str, str], separator: str, longest: int
) -> tuple[str | None, int]:
    for end in range(min(start + longest, len(pieces)), start, -1):
        code = match_word(separator.join(pieces[start:end]), words)
        if code is not None:
            return code, end
    return None, start + 1


def _add_codes(words: dict[str, str], codes: Iterable[str]) -> dict[str, str]:
    """Let a code stand for itself where no label or alias says the same."""
    return {**{fold_word(code): code for code in codes}, **words}


def _word_map(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for word, code in pairs:
        folded = fold_word(word)
        if known.setdefault(folded, code) != code:
            raise InputError(
                f"consultation.yaml: '{word}' means both '{known[folded]}' and '{code}'; "
                "case, spacing, '&' and quotes make no difference, so change one of them"
            )
    return known
