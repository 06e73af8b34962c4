"""Words of an export that its consultation.yaml does not know, and the places that could know them.

In: the findings of :func:`gpgp.intake.check_responses` and the instrument. Out: for each word, the
entries of consultation.yaml that it may mean, the nearest first, and where it would be written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from gpgp.instrument import Consultation, make_code
from gpgp.instrument.questions import ItemQuestion, Language, Question, Rating, RespondentType
from gpgp.instrument.strict_yaml import Path
from gpgp.instrument.yaml_text import NewItem
from gpgp.intake.checking import (
    SHOWN_CHARACTERS,
    Known,
    find_nearest,
    known_groups,
    known_lists,
    known_options,
    known_points,
)

_CODES = (
    "unknown_constituency", "unknown_nation", "unknown_respondent_type", "unknown_language",
    "word_outside_scale", "not_an_option",
)  # fmt: skip


@dataclass(frozen=True)
class Meaning:
    """What a word may mean: the label people read, and the list and item that would say so."""

    label: str
    path: Path
    item: NewItem


@dataclass(frozen=True)
class Stranger:
    """A word that is not known.

    ``meanings``: what it may mean, in the order of the file; ``nearest``: the place of the most
    similar one, None if there is none; ``one_more``: as an entry of its own; ``dont_know``: as a
    word for *don't know*. ``is_whole``: it is not cut short.
    """

    word: str
    n_rows: int
    question: Question
    meanings: tuple[Meaning, ...]
    nearest: int | None
    one_more: Meaning | None = None
    dont_know: Meaning | None = None

    @property
    def is_whole(self) -> bool:
        """Whether the word stands here as it stands in the export."""
        return len(self.word) < SHOWN_CHARACTERS


def list_strangers(findings: pd.DataFrame, consultation: Consultation) -> list[Stranger]:
    """List the unknown words of an export, question by question, the most frequent first.

    Parameters
    ----------
    findings : DataFrame (contract ``findings``)
        From :func:`gpgp.intake.check_responses` with this instrument.
    """
    named = findings[findings["finding_code"].isin(_CODES) & ~findings["value"].isin(["", "..."])]
    places = {question.id: place for place, question in enumerate(consultation.questions)}
    rows = named.assign(place=named["subject"].map(places))
    rows = rows.sort_values(["place", "n_rows", "value"], ascending=[True, False, True])
    return [
        _describe(row.value, int(row.n_rows), consultation.question(row.subject), consultation)
        for row in rows.itertuples()
    ]


def _describe(word: str, n_rows: int, question: Question, consultation: Consultation) -> Stranger:
    place = consultation.questions.index(question)
    own: Path = ("questions", place)
    if question.type in ("constituency", "nation"):
        top = "constituencies" if question.type == "constituency" else "nations"
        known = known_groups(consultation.groups(question.type), place=top)
        meanings = _list_meanings(known, word, _number((top,), "aliases", len(known.entries)))
        return _make(word, n_rows, question, known, meanings, one_more=(top,))
    if isinstance(question, Rating):
        scale: Path = ("scales", question.scale_name)
        known = known_points(question)
        paths = _number((*scale, "points"), "words", len(known.entries))
        dont_know = Meaning("don't know", (*scale, "dont_know"), word)
        meanings = _list_meanings(known, word, paths)
        return _make(word, n_rows, question, known, meanings, dont_know=dont_know)
    if isinstance(question, RespondentType | Language):
        lists, start = _name_lists(question, own)
        known = known_lists(question, lists)
        meanings = _list_meanings(known, word, [(*start, name) for name in lists])
        return _make(word, n_rows, question, known, meanings)
    assert isinstance(question, ItemQuestion)  # the codes above are of no other question
    items: Path = (question.about,) if question.about else (*own, "options")
    known = known_options(question)
    meanings = _list_meanings(known, word, _number(items, "aliases", len(known.entries)))
    one_more = None if question.about else items
    return _make(word, n_rows, question, known, meanings, one_more=one_more)


def _name_lists(
    question: RespondentType | Language, own: Path
) -> tuple[Mapping[str, tuple[str, ...]], Path]:
    if isinstance(question, Language):
        return question.words, (*own, "words")
    return {"individual": question.individual, "organisation": question.organisation}, own


def _number(start: Path, key: str, n: int) -> list[Path]:
    return [(*start, place, key) for place in range(n)]


def _list_meanings(known: Known, word: str, paths: Iterable[Path]) -> tuple[Meaning, ...]:
    labels = [words[0] for words in known.entries.values()]
    return tuple(Meaning(label, path, word) for label, path in zip(labels, paths, strict=True))


def _make(
    word: str,
    n_rows: int,
    question: Question,
    known: Known,
    meanings: tuple[Meaning, ...],
    *,
    one_more: Path | None = None,
    dont_know: Meaning | None = None,
) -> Stranger:
    name = find_nearest(word, known.entries)
    nearest = None if name is None else list(known.entries).index(name)
    entry = {"code": make_code(word), "label": word}
    more = None if one_more is None else Meaning(word, one_more, entry)
    return Stranger(word, n_rows, question, meanings, nearest, more, dont_know)
