"""Which columns of an export a question reads.

Headers are compared after :func:`normalise_header`; nothing else is forgiven.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from gpgp.errors import InputError
from gpgp.instrument.parts import Item, nearest_word
from gpgp.instrument.questions import Ignore, ItemQuestion, Question, Ranking

_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def normalise_header(text: str) -> str:
    """Return a header in NFC with every run of space, of any kind, as one blank."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()


def find_columns(question: Question, headers: Sequence[str]) -> dict[str, str]:
    """Find the columns of one question.

    Parameters
    ----------
    question : a question of the instrument
    headers : the export's headers, each unique

    Returns
    -------
    dict from slot to the export's own header
        Slot = the item's code (one column per item), ``place_1`` … (one column per place), or
        the header itself (questions of type *ignore*), or ``""`` (a single column).

    Raises
    ------
    InputError
        A column is not in the export, or a pattern finds none of its items; names the nearest.
    """
    known = _normalise_headers(tuple(headers))
    if isinstance(question, ItemQuestion) and question.pattern is not None:
        return _by_pattern(question, question.pattern, known)
    return {slot: _column(question, text, known) for slot, text in _wanted(question).items()}


@lru_cache(maxsize=4)
def _normalise_headers(headers: tuple[str, ...]) -> dict[str, str]:
    """Map each normalised header to the export's own; done once per export."""
    return {normalise_header(header): header for header in headers}


def _wanted(question: Question) -> dict[str, str]:
    if isinstance(question, Ignore):
        return {text: text for text in question.columns}
    if isinstance(question, ItemQuestion) and question.columns:
        return dict(question.columns)
    if isinstance(question, Ranking) and question.places:
        return {f"place_{n}": text for n, text in enumerate(question.places, start=1)}
    single = getattr(question, "primary", None) or question.column
    if not single:
        raise InputError(
            f"question '{question.id}': names no column yet; run 'gpgp link' on the export"
        )
    return {"": single}


def _column(question: Question, text: str, known: dict[str, str]) -> str:
    wanted = normalise_header(text)
    if wanted not in known:
        raise InputError(
            f"question '{question.id}': the export has no column '{wanted}'"
            f"{nearest_word(wanted, set(known))}"
        )
    return known[wanted]


def _by_pattern(
    question: ItemQuestion, pattern: re.Pattern[str], known: dict[str, str]
) -> dict[str, str]:
    names = {_fold(word): item.code for item in question.items for word in _words(item)}
    found: dict[str, str] = {}
    for header, original in known.items():
        match = pattern.search(header)
        code = names.get(_fold(match["item"])) if match else None
        if code is not None:
            found[code] = original
    absent = [item.code for item in question.items if item.code not in found]
    if absent:
        raise InputError(
            f"question '{question.id}': column_pattern finds no column for {', '.join(absent)}; "
            "correct the pattern, or the labels and aliases of the items"
        )
    return {item.code: found[item.code] for item in question.items}


def _words(item: Item) -> tuple[str, ...]:
    return (item.code, *item.words)


def _fold(text: str) -> str:
    return normalise_header(text).casefold()
