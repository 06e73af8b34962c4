"""What in an export its consultation.yaml does not account for, and what to do about it.

Reads words by the rules that cleaning uses (:mod:`gpgp.instrument.matching`), so that nothing is
lost later that was not reported here. Words that are not known are shown, for the analyst's own
screen; comments are counted only.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from gpgp.instrument import (
    Consultation,
    Group,
    find_columns,
    find_non_answer,
    fold_word,
    group_words,
    is_broken_key,
    item_words,
    make_code,
    match_word,
    read_rank,
    read_times,
    scale_words,
    split_options,
)
from gpgp.instrument.questions import (
    Choice,
    Consent,
    ItemQuestion,
    Language,
    MultiChoice,
    Number,
    Question,
    QuoteConsent,
    Ranking,
    Rating,
    RespondentType,
)
from gpgp.instrument.text import clean_text
from gpgp.intake.draft.cells import MOJIBAKE, personal_kind
from gpgp.intake.read.headers import ROW_COLUMN
from gpgp.intake.read.reading import Received
from gpgp.tables import LOSS, NOTE, Finding, list_findings

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
    nearest = {word: find_nearest(word, known.entries) for word in words}
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


def find_nearest(word: str, entries: Mapping[str, Sequence[str]]) -> str | None:
    """Return the name of the entry with the most similar word; None if none is near."""
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


def known_groups(groups: Iterable[Group], *, place: str) -> Known:
    """Return the place that lists constituencies or nations."""
    entries = {f"code {each.code}": (each.label, *each.aliases) for each in groups}
    return Known(f"{place} in consultation.yaml", "aliases", entries, write_entry)


def known_options(question: ItemQuestion) -> Known:
    """Return the place that lists the options of a question."""
    entries = {f"code {each.code}": (each.label, *each.aliases) for each in question.items}
    return Known(f"{question.about or question.id}, options", "aliases", entries, write_entry)


def known_points(question: Rating) -> Known:
    """Return the place that lists the points of a question's scale."""
    entries = {f"'{each.label}'": (each.label, *each.words) for each in question.scale.points}
    return Known(f"scales, {question.scale_name}, points", "words", entries, write_point)


def known_lists(question: Question, lists: Mapping[str, Sequence[str]]) -> Known:
    """Return the place of a question that holds lists of words by name."""
    entries = {name: (name, *words) for name, words in lists.items()}
    return Known(f"questions, {question.id}", "words", entries)


_PERSONAL_SIGN = re.compile(r"[\d@]")  # every shape of personal data has one
_MOST_SPACES = 6  # in personal data; a comment has more
_LEAST_PERSONAL = 0.3  # of the filled cells
_MOST_ASIDE = 0.02  # of the responses may be set aside as repeats before it is a loss

Cells = dict[str, list[str]]  # clean text by slot, in the order of the rows


def check_responses(received: Received, *, consultation: Consultation) -> pd.DataFrame:
    """List everything in an export that its consultation.yaml does not account for.

    Parameters
    ----------
    received : Received
    consultation : Consultation

    Returns
    -------
    DataFrame in the shape of the table ``findings``
        Those of reading included. Severity *loss* where an answer would be lost: it stays in the
        tables as ``not_matched`` or as a missing answer.

    Raises
    ------
    InputError
        A column that the instrument names is not there.
    """
    headers = [name for name in received.rows.columns if name != ROW_COLUMN]
    found: list[Finding] = []
    used: set[str] = set()
    for question in consultation.questions:
        slots = find_columns(question, headers)
        used |= set(slots.values())
        if question.type == "ignore":
            continue
        raw = {slot: received.rows[header].tolist() for slot, header in slots.items()}
        cells = {slot: _clean(column) for slot, column in raw.items()}
        found += _check_question(question, cells, consultation)
        found += _empty_columns(question, slots, cells)
        found += _broken_encoding(question, raw)
        if question.type != "personal":
            found += [each for column in raw.values() for each in _looks_personal(question, column)]
    found += _unused_columns(received.rows, [h for h in headers if h not in used])
    return list_findings(_merge(received.findings, found))


def _clean(cells: list[str]) -> list[str]:
    """Clean each different cell once."""
    cleaned = {text: clean_text(text) for text in dict.fromkeys(cells)}
    return [cleaned[text] for text in cells]


def _count_filled(cells: list[str]) -> Counter[str]:
    counts = Counter(cells)
    del counts[""]
    return counts


def _check_question(question: Question, cells: Cells, consultation: Consultation) -> list[Finding]:
    check = _CHECKS.get(question.type)
    return check(question, cells, consultation) if check else []


def _check_groups(question: Question, cells: Cells, consultation: Consultation) -> list[Finding]:
    groups = consultation.groups(question.type)
    place = "constituencies" if question.type == "constituency" else "nations"
    counts = _count_unknown(cells, group_words(groups))
    known = known_groups(groups, place=place)
    return list_unknown(counts, known, code=f"unknown_{question.type}", subject=question.id)


def _check_type(
    question: RespondentType, cells: Cells, consultation: Consultation
) -> list[Finding]:
    lists = {"individual": question.individual, "organisation": question.organisation}
    counts = _count_unknown(cells, {fold_word(w): w for words in lists.values() for w in words})
    known = known_lists(question, lists)
    return list_unknown(counts, known, code="unknown_respondent_type", subject=question.id)


def _check_ratings(question: Rating, cells: Cells, consultation: Consultation) -> list[Finding]:
    counts = _count_unknown(cells, scale_words(question.scale))
    known = known_points(question)
    return list_unknown(counts, known, code="word_outside_scale", subject=question.id)


def _check_language(question: Language, cells: Cells, consultation: Consultation) -> list[Finding]:
    words = {fold_word(w): code for code, said in question.words.items() for w in said}
    counts = _count_unknown(cells, words)
    known = known_lists(question, question.words)
    found = list_unknown(counts, known, code="unknown_language", subject=question.id)
    return [replace(each, severity_code=NOTE) for each in found]


def _count_unknown(cells: Cells, known: dict[str, Any]) -> Counter[str]:
    counts = Counter[str]()
    for column in cells.values():
        for word, n_rows in _count_filled(column).items():
            if match_word(word, known) is None:
                counts[cut_word(word)] += n_rows
    return counts


def _check_choices(
    question: Choice | MultiChoice, cells: Cells, consultation: Consultation
) -> list[Finding]:
    if "" not in cells:
        return []
    known = item_words(question.items)
    counts, n_lost = Counter[str](), 0
    for text, n_rows in _count_filled(cells[""]).items():
        others = {cut_word(word) for word in _other_words(text, question, known)}
        counts.update(dict.fromkeys(others, n_rows))
        n_lost += n_rows * bool(others)
    place = known_options(question)
    return list_unknown(counts, place, code="not_an_option", subject=question.id, n_rows=n_lost)


def _other_words(
    text: str, question: Choice | MultiChoice, known: dict[str, str]
) -> tuple[str, ...]:
    if question.type == "choice":
        return () if match_word(text, known) else (text,)
    return split_options(text, known, separator=question.separator)[1]


def _check_ranking(question: Ranking, cells: Cells, consultation: Consultation) -> list[Finding]:
    problems: dict[str, set[int]] = {}
    if "" in cells:
        known = item_words(question.items)
        said = {row: split_options(text, known, separator=question.separator)[1]
                for row, text in enumerate(cells[""]) if text}  # fmt: skip
        problems["unknown"] = {row for row, others in said.items() if others}
    elif question.places:
        problems = _problems_of_places(cells, item_words(question.items))
    else:
        n_items = len(question.items)
        for column in cells.values():
            for row, text in enumerate(column):
                problem = read_rank(text, n_items=n_items, best=question.best)[1]
                problems.setdefault(problem, set()).add(row)
    return [
        Finding(f"rank_{problem}", question.id, len(rows), LOSS, _RANK_ADVICE[problem])
        for problem, rows in problems.items()
        if problem and rows
    ]


def _problems_of_places(cells: Cells, known: dict[str, str]) -> dict[str, set[int]]:
    problems: dict[str, set[int]] = {"unknown": set(), "repeated": set()}
    seen: set[tuple[int, str]] = set()
    for column in cells.values():
        for row, text in enumerate(column):
            if text in ("", "-"):
                continue
            code = match_word(text, known)
            if code is None:
                problems["unknown"].add(row)
            elif (row, code) in seen:
                problems["repeated"].add(row)
            else:
                seen.add((row, code))
    return problems


_RANK_ADVICE = {
    "unknown": "the option counts as not ranked; add aliases in consultation.yaml if it means one",
    "out_of_range": "the option counts as not ranked; see the column",
    "repeated": "the best of its places counts; see the columns",
}


def _check_numbers(question: Number, cells: Cells, consultation: Consultation) -> list[Finding]:
    unread, implausible = Counter[str](), Counter[str]()
    for text, n_rows in _count_filled(cells[""]).items():
        value, is_plausible = question.read(text)
        is_unread = value is None and not find_non_answer(text)
        if is_unread or not is_plausible:
            counts = unread if value is None else implausible
            counts[cut_word(text)] += n_rows
    bounds = f"questions, {question.id}, lowest or highest, if it is right"
    words = f"questions, {question.id}, unit, or paste words: {{the word: its number}}"
    return [
        finding
        for code, counts, place in (
            ("not_a_number", unread, words),
            ("implausible_number", implausible, bounds),
        )
        for finding in list_unknown(
            counts, Known(place, "", {}), code=code, subject=question.id, n_rows=counts.total()
        )
    ]


def _check_dates(question: Question, cells: Cells, consultation: Consultation) -> list[Finding]:
    words = pd.Series([text for text in cells[""] if text], dtype="str")
    n_unread = int(read_times(words, consultation.export.date_format).isna().sum())
    advice = "the rows stay; correct date_format in consultation.yaml, export"
    return [Finding("unreadable_date", "submitted_at", n_unread, NOTE, advice)] if n_unread else []


def _check_ids(question: Question, cells: Cells, consultation: Consultation) -> list[Finding]:
    ids = _count_filled(cells[""])
    found = []
    n_broken = sum(n for key, n in ids.items() if is_broken_key(key))
    if n_broken:
        advice = (
            "a spreadsheet rounded them, so that they are no ids and the row is used; take the CSV "
            "export, or give the question the type ignore"
        )
        found.append(Finding("broken_id", question.id, n_broken, LOSS, advice))
    n_aside = sum(n - 1 for key, n in ids.items() if not is_broken_key(key))
    if n_aside:
        severity = LOSS if n_aside > _MOST_ASIDE * len(cells[""]) else NOTE
        advice = (
            f"set aside as repeats: one response of each id is kept, the "
            f"{consultation.cleaning.keep_repeat}; if it is no id of a person, give the question "
            "the type ignore"
        )
        found.append(Finding("repeated_id", question.id, n_aside, severity, advice))
    return found


def _check_consent(
    question: Consent | QuoteConsent, cells: Cells, consultation: Consultation
) -> list[Finding]:
    filled = _count_filled(cells[""])
    yes = {fold_word(word) for word in question.yes}
    if not filled or any(fold_word(word) in yes for word in filled):
        return []
    advice = (
        f"no answer is one of the words of yes; correct them in consultation.yaml, {question.id}"
    )
    return [Finding("consent_never_given", question.id, filled.total(), NOTE, advice)]


# Each takes questions of the type that it stands under.
_CHECKS: dict[str, Callable[[Any, Cells, Consultation], list[Finding]]] = {
    "constituency": _check_groups,
    "nation": _check_groups,
    "respondent_type": _check_type,
    "rating": _check_ratings,
    "choice": _check_choices,
    "multi_choice": _check_choices,
    "ranking": _check_ranking,
    "number": _check_numbers,
    "submitted_at": _check_dates,
    "language": _check_language,
    "respondent_id": _check_ids,
    "quote_consent": _check_consent,
    "consent": _check_consent,
}


def _empty_columns(question: Question, slots: dict[str, str], cells: Cells) -> list[Finding]:
    empty = [slots[slot] for slot, column in cells.items() if not any(column)]
    advice = "nobody answered; if they did, it is the wrong column"
    return [Finding("empty_column", header[:SHOWN_CHARACTERS], 0, NOTE, advice) for header in empty]


def _broken_encoding(question: Question, cells: Cells) -> list[Finding]:
    rows = set[int]()
    for column in cells.values():
        broken = {text for text in set(column) if not text.isascii() and MOJIBAKE.search(text)}
        rows |= {row for row, text in enumerate(column) if broken and text in broken}
    advice = "letters broken before the export, such as Â£ for £; comments are repaired"
    return [Finding("mojibake", question.id, len(rows), NOTE, advice)] if rows else []


def _looks_personal(question: Question, cells: list[str]) -> list[Finding]:
    counts = _count_filled(cells)
    n_possible = sum(
        n
        for text, n in counts.items()
        if text.count(" ") <= _MOST_SPACES and _PERSONAL_SIGN.search(text)
    )
    if not n_possible or n_possible < _LEAST_PERSONAL * counts.total():
        return []
    kind, n_rows = personal_kind(pd.Series(cells, dtype="str"))
    if kind is None:
        return []
    advice = f"most cells look like {kind}; if so, give it the type personal in consultation.yaml"
    return [Finding("looks_personal", question.id, n_rows, NOTE, advice)]


def _unused_columns(rows: pd.DataFrame, headers: list[str]) -> list[Finding]:
    found = []
    for header in headers:
        n_filled = int((rows[header].str.strip() != "").sum())
        kind, _ = personal_kind(rows[header])
        hint = f" (it looks like {kind})" if kind else ""
        advice = f"no question reads it{hint}; it is left out. Add a question, or type ignore"
        found.append(Finding("unused_column", header[:SHOWN_CHARACTERS], n_filled, NOTE, advice))
    return found


def _merge(earlier: pd.DataFrame, found: list[Finding]) -> list[Finding]:
    """Join the findings of reading and of checking; the same call on two columns counts once."""
    every = [*(Finding(**row) for row in earlier.to_dict("records")), *found]
    return list({(f.finding_code, f.subject, f.value): f for f in every}.values())
