"""Words of an export that its consultation.yaml does not know, each with a line to paste.

Read by the rules that cleaning uses, so that what is listed here is what cleaning would not match.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz, process

from gpgp.instrument import fold_word
from gpgp.intake.draft.drafted import make_code
from gpgp.tables import LOSS, NOTE, Finding

SHOWN_CHARACTERS = 120
_NEAR = 75  # rapidfuzz's score, 0 to 100, from which on a known name is suggested
_MOST_NAMED = 50  # words of one question; the rest is counted


@dataclass(frozen=True)
class Known:
    """A place of consultation.yaml that lists words: its path, and each entry's words.

    ``entries`` maps the name of an entry (a code, a label) to its words, the first its label;
    ``key`` is the key that its further words stand under; ``new`` writes the line of a new entry.
    """

    place: str
    key: str
    entries: Mapping[str, Sequence[str]]
    new: Callable[[str], str] | None = None


def list_unknown(
    counts: Counter[str], known: Known, *, code: str, subject: str, n_rows: int | None = None
) -> list[Finding]:
    """Name every unknown word with its count and what to paste.

    Parameters
    ----------
    counts : unknown word → rows that hold it
    known : the place that would have to know it
    code, subject : of the findings
    n_rows : int, optional
        Rows that would lose an answer, where a row can hold several words; then one finding
        stands for the loss and the words are notes.

    Returns
    -------
    list of Finding, the most frequent words first
    """
    if not counts:
        return []
    severity = LOSS if n_rows is None else NOTE
    named = dict(counts.most_common(_MOST_NAMED))
    found = [
        Finding(code, subject, named[word], severity, advice, word)
        for word, advice in zip(named, _advise(list(named), known), strict=True)
    ]
    rest = counts.total() - sum(named.values())
    if rest:
        advice = f"{len(counts) - len(named):,} further words, see the column"
        found.append(Finding(code, subject, rest, severity, advice, "..."))
    if n_rows is not None:
        advice = f"the words follow; add them in consultation.yaml, {known.place}"
        found.insert(0, Finding(code, subject, n_rows, LOSS, advice))
    return found


def cut_word(text: str) -> str:
    """Return a word short enough to be shown on one line."""
    return " ".join(text[:SHOWN_CHARACTERS].split())


def _advise(words: list[str], known: Known) -> Iterable[str]:
    """Say for each word what to paste; words that mean one entry stand in one list."""
    nearest = {word: _find_nearest(word, known.entries) for word in words}
    for word in words:
        name = nearest[word]
        if name is not None:
            label, *further = known.entries[name]
            said = [each for each in words if nearest[each] == name]
            listed = ", ".join(_quote(each) for each in (*further, *said))
            yield f"if it means '{label}': {known.place}, {name}: paste {known.key}: [{listed}]"
        elif known.new is not None:
            yield f"if it is one more: {known.place}: paste {known.new(word)}"
        else:
            yield f"say what it means: {known.place}"


def _find_nearest(word: str, entries: Mapping[str, Sequence[str]]) -> str | None:
    owner = {fold_word(text): name for name, words in entries.items() for text in words}
    near = process.extractOne(fold_word(word), list(owner), scorer=fuzz.WRatio)
    return owner[near[0]] if near is not None and near[1] >= _NEAR else None


def write_entry(word: str) -> str:
    """Return the line of a new group or option."""
    return f"- {{code: {make_code(word)}, label: {_quote(word)}}}"


def write_point(word: str) -> str:
    """Return the line of a new scale point, or of a word that is none."""
    return f"- {_quote(word)} at its place among points:, or dont_know: [{_quote(word)}]"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def known_groups(groups: Iterable[Any], *, place: str) -> Known:
    """Return the place that lists constituencies or nations."""
    entries = {f"code {each.code}": (each.label, *each.aliases) for each in groups}
    return Known(f"{place} in consultation.yaml", "aliases", entries, write_entry)


def known_options(question: Any) -> Known:
    """Return the place that lists the options of a question."""
    entries = {f"code {each.code}": (each.label, *each.aliases) for each in question.items}
    return Known(f"{question.about or question.id}, options", "aliases", entries, write_entry)


def known_points(question: Any) -> Known:
    """Return the place that lists the points of a question's scale."""
    entries = {f"'{each.label}'": (each.label, *each.words) for each in question.scale.points}
    return Known(f"scales, {question.scale_name}, points", "words", entries, write_point)


def known_lists(question: Any, lists: Mapping[str, Sequence[str]]) -> Known:
    """Return the place of a question that holds lists of words by name."""
    entries = {name: (name, *words) for name, words in lists.items()}
    return Known(f"questions, {question.id}", "words", entries)
