"""An export held against its consultation.yaml: what cleaning would not understand, and why.

Reads words by the rules that cleaning uses (:mod:`gpgp.instrument.matching`), so that nothing is
lost later that was not told here. Spellings of groups and scale words are shown, for the analyst's
own screen; what people wrote freely is counted only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
from rapidfuzz import fuzz, process

from gpgp.instrument import (
    Consultation,
    find_columns,
    fold_word,
    group_words,
    item_words,
    match_word,
    read_rank,
    scale_words,
    split_options,
)
from gpgp.instrument.text import clean_text
from gpgp.intake.draft.cell_shapes import MOJIBAKE, personal_kind
from gpgp.intake.read.headers import ROW_COLUMN
from gpgp.intake.read.reading import Received
from gpgp.tables import LOSS, NOTE, Finding, list_findings

_SHOWN_CHARACTERS = 120
_NEAR = 75  # rapidfuzz's score, 0 to 100, from which on a name is suggested
_FREQUENT = 3  # rows that give the same other answer: an option that is missing, not a person
_MOST_SHOWN = 10

Cells = dict[str, pd.Series]


def check_responses(received: Received, *, consultation: Consultation) -> pd.DataFrame:
    """Tell everything in an export that its consultation.yaml does not account for.

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
        cells = {slot: received.rows[header].map(clean_text) for slot, header in slots.items()}
        found += _check_question(question, cells, consultation)
        found += _empty_columns(question, slots, cells)
        found += _broken_encoding(question, received.rows[list(slots.values())])
        if question.type != "personal":
            found += [
                finding
                for header in slots.values()
                for finding in _looks_personal(question.id, received.rows[header])
            ]
    found += _unused_columns(received.rows, [h for h in headers if h not in used])
    return list_findings(_merge(received.findings, found))


def _check_question(question: Any, cells: Cells, consultation: Consultation) -> list[Finding]:
    if question.type in ("constituency", "nation"):
        groups = consultation.groups(question.type)
        known, names = group_words(groups), [group.label for group in groups]
        place = "constituencies" if question.type == "constituency" else "nations"
        return _unknown_words(question, cells, known, f"unknown_{question.type}", names, place)
    if question.type == "respondent_type":
        names = [*question.individual, *question.organisation]
        known = {fold_word(word): word for word in names}
        place = "the words of individual and organisation"
        return _unknown_words(question, cells, known, "unknown_respondent_type", names, place)
    if question.type == "rating":
        names = [point.label for point in question.scale.points]
        known, place = scale_words(question.scale), f"scales, {question.scale_name}"
        return _unknown_words(question, cells, known, "word_outside_scale", names, place)
    check = _CHECKS.get(question.type)
    return check(question, cells, consultation) if check else []


def _unknown_words(
    question: Any, cells: Cells, known: dict[str, Any], code: str, names: list[str], place: str
) -> list[Finding]:
    counts = Counter[str]()
    for column in cells.values():
        counts.update(column[column != ""])
    unknown = Counter[str]()
    for word, n_rows in counts.items():
        if match_word(word, known) is None:
            unknown[word[:_SHOWN_CHARACTERS]] += n_rows
    return [
        Finding(code, question.id, n, LOSS,
                f"{_suggest(word, names)}; {place} in consultation.yaml", word)
        for word, n in unknown.items()
    ]  # fmt: skip


def _suggest(word: str, names: Iterable[str]) -> str:
    near = process.extractOne(word, list(names), scorer=fuzz.WRatio, processor=str.casefold)
    if near is None or near[1] < _NEAR:
        return "say what it means"
    return f"if it means '{near[0]}', add it there as an alias"


def _check_choices(question: Any, cells: Cells, consultation: Consultation) -> list[Finding]:
    if "" not in cells:
        return []
    known = item_words(question.items)
    filled = cells[""][cells[""] != ""]
    others = filled.map({text: _other_words(text, question, known) for text in filled.unique()})
    n_rows = int(others.map(bool).sum())
    if not n_rows:
        return []
    where = f"see the column; add options or aliases in consultation.yaml, {question.id}"
    counts = Counter(word for words in others for word in set(words))
    return [Finding("not_an_option", question.id, n_rows, LOSS, where)] + [
        Finding("missing_option", question.id, n, NOTE, "given by several; add it to the options",
                word[:_SHOWN_CHARACTERS])
        for word, n in counts.most_common(_MOST_SHOWN)
        if n >= _FREQUENT
    ]  # fmt: skip


def _other_words(text: str, question: Any, known: dict[str, str]) -> tuple[str, ...]:
    if question.type == "choice":
        return () if match_word(text, known) else (text,)
    return split_options(text, known, separator=question.separator)[1]


def _check_ranking(question: Any, cells: Cells, consultation: Consultation) -> list[Finding]:
    problems: dict[str, set[int]] = {}
    if "" in cells:
        known = item_words(question.items)
        said = {row: split_options(text, known, separator=question.separator)[1]
                for row, text in cells[""].items() if text}  # fmt: skip
        problems["unknown"] = {row for row, others in said.items() if others}
    elif question.places:
        problems = _problems_of_places(cells, item_words(question.items))
    else:
        n_items = len(question.items)
        for column in cells.values():
            for row, text in column[column != ""].items():
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
        for row, text in column[~column.isin(["", "-"])].items():
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


def _check_numbers(question: Any, cells: Cells, consultation: Consultation) -> list[Finding]:
    filled = cells[""][cells[""] != ""]
    unread, implausible = Counter[str](), Counter[str]()
    for text, n_rows in filled.value_counts().items():
        value, is_plausible = question.read(str(text))
        if value is None:
            unread[str(text)[:_SHOWN_CHARACTERS]] += int(n_rows)
        elif not is_plausible:
            implausible[str(text)[:_SHOWN_CHARACTERS]] += int(n_rows)
    place = f"consultation.yaml, {question.id}"
    return [
        *_most_frequent("not_a_number", question.id, unread,
                        f"not counted; if it stands for a number, add it to words: in {place}"),
        *_most_frequent("implausible_number", question.id, implausible,
                        f"not counted; if it is right, correct lowest: or highest: in {place}"),
    ]  # fmt: skip


def _most_frequent(code: str, subject: str, counts: Counter[str], advice: str) -> list[Finding]:
    """One finding for all answers, and one for each of the words given most often."""
    if not counts:
        return []
    return [Finding(code, subject, counts.total(), LOSS, advice)] + [
        Finding(code, subject, n, NOTE, advice, word) for word, n in counts.most_common(_MOST_SHOWN)
    ]


def _check_dates(question: Any, cells: Cells, consultation: Consultation) -> list[Finding]:
    words = cells[""][cells[""] != ""]
    form = consultation.export.date_format
    dates = pd.to_datetime(words, format=form, errors="coerce", utc="%z" in form)
    iso = pd.to_datetime(words[dates.isna()], format="ISO8601", errors="coerce", utc=True)
    n_unread = int(iso.isna().sum())
    advice = "the rows stay; correct date_format in consultation.yaml, export"
    return [Finding("unreadable_date", "submitted_at", n_unread, NOTE, advice)] if n_unread else []


def _check_language(question: Any, cells: Cells, consultation: Consultation) -> list[Finding]:
    known = {fold_word(w): code for code, words in question.words.items() for w in words}
    names = [word for words in question.words.values() for word in words]
    found = _unknown_words(question, cells, known, "unknown_language", names, question.id)
    return [
        Finding(f.finding_code, f.subject, f.n_rows, NOTE, f.what_to_do, f.value) for f in found
    ]


def _check_ids(question: Any, cells: Cells, consultation: Consultation) -> list[Finding]:
    ids = cells[""][cells[""] != ""]
    n_repeated = int(ids.duplicated(keep=False).sum())
    advice = f"one response of each is kept, the {consultation.cleaning.keep_repeat}; see set_aside"
    return [Finding("repeated_id", question.id, n_repeated, NOTE, advice)] if n_repeated else []


def _check_consent(question: Any, cells: Cells, consultation: Consultation) -> list[Finding]:
    filled = cells[""][cells[""] != ""]
    yes = {fold_word(word) for word in question.yes}
    if filled.empty or filled.map(fold_word).isin(yes).any():
        return []
    advice = (
        f"no answer is one of the words of yes; correct them in consultation.yaml, {question.id}"
    )
    return [Finding("consent_never_given", question.id, len(filled), NOTE, advice)]


_CHECKS: dict[str, Callable[[Any, Cells, Consultation], list[Finding]]] = {
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


def _empty_columns(question: Any, slots: dict[str, str], cells: Cells) -> list[Finding]:
    empty = [slots[slot] for slot, column in cells.items() if (column == "").all()]
    advice = "nobody answered; if they did, it is the wrong column"
    return [
        Finding("empty_column", header[:_SHOWN_CHARACTERS], 0, NOTE, advice) for header in empty
    ]


def _broken_encoding(question: Any, cells: pd.DataFrame) -> list[Finding]:
    is_broken = cells.map(lambda text: not text.isascii() and bool(MOJIBAKE.search(text)))
    n_rows = int(is_broken.any(axis=1).sum())
    advice = "letters broken before the export, such as Â£ for £; comments are repaired"
    return [Finding("mojibake", question.id, n_rows, NOTE, advice)] if n_rows else []


def _looks_personal(subject: str, cells: pd.Series) -> list[Finding]:
    kind, n_rows = personal_kind(cells)
    if kind is None:
        return []
    advice = f"most cells look like {kind}; if so, give it the type personal in consultation.yaml"
    return [Finding("looks_personal", subject, n_rows, NOTE, advice)]


def _unused_columns(rows: pd.DataFrame, headers: list[str]) -> list[Finding]:
    found = []
    for header in headers:
        n_filled = int((rows[header].str.strip() != "").sum())
        kind, _ = personal_kind(rows[header])
        hint = f" (it looks like {kind})" if kind else ""
        advice = f"no question reads it{hint}; it is left out. Add a question, or type ignore"
        found.append(Finding("unused_column", header[:_SHOWN_CHARACTERS], n_filled, NOTE, advice))
    return found


def _merge(earlier: pd.DataFrame, found: list[Finding]) -> list[Finding]:
    """Join the findings of reading and of checking; the same call on two columns counts once."""
    every = [*(Finding(**row) for row in earlier.to_dict("records")), *found]
    return list({(f.finding_code, f.subject, f.value): f for f in every}.values())
