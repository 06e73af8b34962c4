"""What respondents gave of themselves elsewhere in the form, to be removed from comments.

A respondent's own name, organisation, address: from their own comments. The full names of all:
from every comment. A word such as "Will" or "Council" alone is only taken as written.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gpgp.cleaning.personal.name_lists import GIVEN_NAMES
from gpgp.cleaning.personal.names import is_word
from gpgp.cleaning.personal.redaction import GivenWord
from gpgp.cleaning.prepared_rows import PreparedRows
from gpgp.cleaning.respondents import normalise_organisation
from gpgp.instrument import Consultation
from gpgp.instrument.text import map_unique

_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "cllr", "councillor", "sir"])
_GENERAL = frozenset(["council", "cyngor", "school", "university", "union", "nhs", "trust"])
_LEAST_CHARACTERS = 4  # of an organisation, an address or an answer of unknown kind
_MOST_WORDS = 8  # a longer answer is not a name


@dataclass(frozen=True)
class Identities:
    """Words of each response by response id, and full names (first and last word, folded)."""

    own: dict[str, list[GivenWord]]
    known_names: frozenset[str]


def read_identities(
    received: PreparedRows, respondents: pd.DataFrame, *, consultation: Consultation
) -> Identities:
    """Gather what the rows say about who wrote them.

    Parameters
    ----------
    received : PreparedRows
        All rows, those set aside too: their names may stand in others' comments.
    respondents : DataFrame, same index
        ``response_id``.
    """
    names = _full_names(received, consultation)
    words = [
        map_unique(name, _name_words) for name in (*_name_cells(received, consultation), names)
    ]
    for question in consultation.questions_of("organisation", "personal"):
        if question.type == "organisation" or question.kind != "name":
            kind = "organisation" if question.type == "organisation" else "listed"
            cells = received.cell(question)
            words.append(map_unique(cells, lambda cell, kind=kind: _phrase_words(cell, kind)))
    own: dict[str, list[GivenWord]] = {}
    for column in words:
        for response_id, found in zip(respondents["response_id"], column, strict=True):
            if found:
                own.setdefault(response_id, []).extend(found)
    return Identities(own, frozenset(map_unique(names, _first_and_last).dropna()))


def _name_cells(received: PreparedRows, consultation: Consultation) -> list[pd.Series]:
    return [
        received.cell(question)
        for question in consultation.questions_of("personal")
        if question.kind == "name"
    ]


def _full_names(received: PreparedRows, consultation: Consultation) -> pd.Series:
    """First and last name, where they stand in columns of their own, put together."""
    whole = pd.Series("", index=received.rows.index, dtype="str")
    for cells in _name_cells(received, consultation):
        whole = whole + " " + cells
    names = whole.str.strip()
    return names.where(names.str.split().str.len() <= _MOST_WORDS, "")


def _name_words(name: str) -> list[GivenWord]:
    parts = [part for part in name.split() if part.casefold().strip(".") not in _TITLES]
    if len(parts) > _MOST_WORDS or not parts:
        return []
    singly = [GivenWord(_capitalised(p), "name", _is_word_too(p)) for p in parts if len(p) > 2]
    if len(parts) == 1:
        return singly
    whole = GivenWord(" ".join(parts), "name", all(_is_word_too(part) for part in parts))
    return [whole, *singly]


def _is_word_too(name: str) -> bool:
    """Whether a name is a word as well, and so is only taken with its capital."""
    return name.casefold() not in GIVEN_NAMES and is_word(name)


def _capitalised(name: str) -> str:
    return name[0].upper() + name[1:]


def _first_and_last(name: str) -> str | None:
    parts = name.casefold().split()
    return f"{parts[0]} {parts[-1]}" if len(parts) > 1 else None


def _phrase_words(phrase: str, kind: str) -> list[GivenWord]:
    plain = normalise_organisation(phrase)
    if plain is None or len(phrase) < _LEAST_CHARACTERS or plain in _GENERAL:
        return []
    is_one_word = len(phrase.split()) == 1
    if kind == "listed" and is_one_word and phrase.isalpha():
        return []  # an answer such as "Manager" to a question of unknown kind
    return [GivenWord(phrase, kind, is_exact=is_one_word and is_word(phrase))]
