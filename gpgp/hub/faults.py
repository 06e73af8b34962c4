"""What is wrong with an instrument before anybody answers it, each with its line and a remedy.

Reads a valid consultation and the lines of its file. These are faults of asking: the file can be
read, but what it asks cannot be answered, or not be analysed afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gpgp.hub.texts import list_languages, list_untranslated
from gpgp.instrument import Consultation, Document, fold_word
from gpgp.instrument.questions import Question

_OTHERS = re.compile(
    r"(?:any |some |an)?other(?:s|\b).*|none of (?:these|the above).*|arall.*|something else.*"
)
_NEGATIVE = re.compile(
    r"\b(?:dis|un|in(?:effective|adequate)|not\b|never|no\b|none|poor|bad|low|least|anghyt|ddim|"
    r"byth|gwael|oppose|against|worse|rarely|hardly)"
)
_UP_TO = re.compile(r"\b(?:up to|at most|no more than|hyd at|dim mwy na) (\w+)", re.IGNORECASE)
_COUNTED = re.compile(r"\b(?:the|these|y|these) (\w+) (?:\w+ )?in order\b", re.IGNORECASE)
_NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "dau": 2, "dwy": 2, "tri": 3, "tair": 3, "pedwar": 4, "pedair": 4,
    "pump": 5,
}  # fmt: skip
_LIST_SIGN = ";"  # what Microsoft Forms and our own files put between options
_MOST_RANKED = 9  # items that a person can put in order
_MOST_NAMED = 20  # texts without a translation
_PERSONAL = ("personal", "organisation")


@dataclass(frozen=True)
class Fault:
    """One fault: the line of the file, what it is about, what is wrong, what to do."""

    line: int
    subject: str
    what: str
    remedy: str


_Found = Iterator[tuple[tuple[str | int, ...], str, str]]  # path in the file, what, remedy


def find_instrument_faults(
    consultation: Consultation, *, document: Document, today: date
) -> list[Fault]:
    """List what should be put right before the first person answers.

    Parameters
    ----------
    consultation : Consultation
    document : Document
        The file it was read from, for its lines.
    today : date

    Returns
    -------
    list of Fault, in the order of the file
    """
    places = _Places(document)
    found = [
        Fault(document.line_of(path), _subject(path, document), what, remedy)
        for check in _CHECKS
        for path, what, remedy in check(consultation, places)
    ]
    if consultation.closes and consultation.closes < today and consultation.status != "closed":
        line = document.line_of(("closes",))
        what = f"{consultation.closes} has passed although the status is {consultation.status}"
        found.append(Fault(line, "closes", what, "move the day, or write status: closed"))
    return sorted(set(found), key=lambda fault: (fault.line, fault.subject, fault.what))


class _Places:
    """Where the parts of an instrument stand in its file."""

    def __init__(self, document: Document) -> None:
        data: Any = document.data
        self._data = data if isinstance(data, dict) else {}

    def question(self, question_id: str, *keys: str | int) -> tuple[str | int, ...]:
        return self.entry("questions", question_id, *keys, name="id")

    def entry(
        self, section: str, code: str, *keys: str | int, name: str = "code"
    ) -> tuple[str | int, ...]:
        entries = self._data.get(section) or []
        codes = [each.get(name) if isinstance(each, dict) else each for each in entries]
        return (section, codes.index(code), *keys) if code in codes else (section,)


def _subject(path: tuple[str | int, ...], document: Document) -> str:
    """Return what a path is about: the id of a question or code, else its keys."""
    data: Any = document.data
    name = ""
    for step in path:
        is_there = isinstance(data, list) or (isinstance(data, dict) and step in data)
        data = data[step] if is_there else None
        if isinstance(data, dict) and ("id" in data or "code" in data):
            name = str(data.get("id") or data.get("code"))
    return name or str(path[-1] if isinstance(path[-1], str) else path[0])


def _find_texts_missing(consultation: Consultation, places: _Places) -> _Found:
    for question in consultation.asked:
        if question.text is None:
            yield places.question(question.id), "asks nothing", "write its text:"


def _find_same_wording(consultation: Consultation, places: _Places) -> _Found:
    seen: dict[str, str] = {}
    for question in consultation.asked:
        words = fold_word(question.text or "")
        if words and words in seen:
            what = f"has the same wording as '{seen[words]}'"
            remedy = "reword one, so that their columns can be distinguished in an export"
            yield places.question(question.id, "text"), what, remedy
        seen.setdefault(words, question.id)


def _find_unclear_scales(consultation: Consultation, places: _Places) -> _Found:
    used = {q.scale_name for q in consultation.questions_of("rating")}
    for name, scale in consultation.scales.items():
        path: tuple[str | int, ...] = ("scales", name)
        if name not in used:
            yield path, "no question uses this scale", "use it, or take it out"
        first, last = fold_word(scale.points[0].label), fold_word(scale.points[-1].label)
        if not re.search(r"[^\W\d]", first) or not re.search(r"[^\W\d]", last):
            what = "has no direction: its end points are numbers, so nobody can tell which is good"
            yield path, what, "give both ends words, such as '1 - Strongly disagree'"
        elif _NEGATIVE.search(last) and not _NEGATIVE.search(first):
            what = f"runs from '{scale.points[0].label}' down to '{scale.points[-1].label}'"
            yield path, what, "write the lowest point first"


def _find_unasked_items(consultation: Consultation, places: _Places) -> _Found:
    about = {getattr(q, "about", None) for q in consultation.questions}
    for section, verb in (("elements", "rating"), ("priorities", "ranking")):
        for item in getattr(consultation, section):
            if section not in about and item.code not in about:
                remedy = f"add a {verb} with 'about: {section}', or take it out"
                yield places.entry(section, item.code), "stands in no question", remedy
    for section, kind in (("constituencies", "constituency"), ("nations", "nation")):
        if getattr(consultation, section) and not consultation.questions_of(kind):
            remedy = f"add a question of type {kind}, or take the list out"
            yield (section,), "no question asks for it", remedy
    if not consultation.questions_of("constituency"):
        what = "no question asks in which capacity people answer, so no groups can be compared"
        yield ("questions",), what, "add a question of type constituency, with constituencies:"


def _find_catch_alls(consultation: Consultation, places: _Places) -> _Found:
    for section in ("constituencies", "nations"):
        for group in getattr(consultation, section):
            is_open = _OTHERS.fullmatch(fold_word(group.label))
            if is_open and not set(group.aliases) - set(group.label.translations.values()):
                what = f"'{group.label}' says nothing about who answers, and has no aliases"
                remedy = "list who is meant as aliases:, or name the groups you expect"
                yield places.entry(section, group.code), what, remedy


def _find_same_options(consultation: Consultation, places: _Places) -> _Found:
    for question in consultation.asked:
        seen: dict[str, str] = {}
        for code, label in _labels(consultation, question):
            words = fold_word(label)
            if words in seen and seen[words] != code:
                what = f"its options '{seen[words]}' and '{code}' read the same, '{label}'"
                yield places.question(question.id), what, "give each a label of its own"
            seen[words] = code
            if _LIST_SIGN in label and question.type in ("multi_choice", "ranking"):
                what = f"the option '{code}' holds '{_LIST_SIGN}', which parts options in exports"
                yield places.question(question.id), what, "write a comma or a dash instead"


def _labels(consultation: Consultation, question: Question) -> list[tuple[str, str]]:
    if question.type in ("rating", "ranking"):
        return [(item.code, item.label) for item in question.items]
    return list(consultation.options_of(question).items())


def _find_wrong_limits(consultation: Consultation, places: _Places) -> _Found:
    for question in consultation.questions_of("multi_choice", "ranking"):
        n, limit = len(question.items), question.max_choices
        if limit is not None and limit > n:
            path = places.question(question.id, "max_choices")
            yield path, f"max_choices {limit} is more than its {n} options", "lower it"
        said = _UP_TO.search(question.text or "")
        promised = _read_count(said[1]) if said else None
        if said and promised is not None and promised != limit:
            found = "no max_choices is set" if limit is None else f"max_choices is {limit}"
            path = places.question(question.id, "text")
            yield path, f"says '{said[0]}' but {found}", f"write max_choices: {promised}"
        counted = _COUNTED.search(question.text or "")
        named = _read_count(counted[1]) if counted else None
        if counted and named is not None and named != n:
            path = places.question(question.id, "text")
            yield path, f"says '{counted[1]}' but has {n} options", "correct the text or the list"
        if n < 2:
            yield places.question(question.id), "has a single option", "add options"
        is_long = question.type == "ranking" and min(n, limit or n) > _MOST_RANKED
        if is_long:
            what = f"asks people to put {n} options in order"
            yield places.question(question.id), what, "write max_choices: 5, or group them"


def _read_count(word: str) -> int | None:
    return int(word) if word.isdecimal() else _NUMBERS.get(word.casefold())


def _find_forced_answers(consultation: Consultation, places: _Places) -> _Found:
    for question in consultation.questions_of(*_PERSONAL):
        if question.required:
            what = "personal data is required, so that nobody can answer without giving it"
            yield places.question(question.id, "required"), what, "take required out"
    for question in consultation.questions_of("rating"):
        if question.required and not question.scale.dont_know:
            what = "is required, and its scale leaves nobody without an opinion a way out"
            remedy = f'add dont_know: ["Don\'t know"] to the scale {question.scale_name}'
            yield places.question(question.id, "required"), what, remedy
    for question in consultation.asked:
        if question.asked_if is None:
            continue
        gate = consultation.question(question.asked_if.question)
        n_options = len(consultation.options_of(gate))
        if len(set(question.asked_if.options)) == n_options:
            what = f"is asked whatever the answer to '{gate.id}'"
            yield places.question(question.id, "asked_if"), what, "take asked_if out"


def _find_promises_missing(consultation: Consultation, places: _Places) -> _Found:
    hub = consultation.hub
    collects = any(q.type in _PERSONAL for q in consultation.asked)
    if collects and hub.privacy is None:
        what = "people are asked for personal data without a privacy notice"
        yield ("hub",), what, "write hub: privacy: who keeps what, how long, and people's rights"
    if hub.contact is None:
        yield ("hub",), "nobody can be asked for help", "write hub: contact:"
    if consultation.closes is None:
        yield ("title",), "nothing says until when people may answer", "write opens: and closes:"


def _find_wrong_chunks(consultation: Consultation, places: _Places) -> _Found:
    asked = [question.id for question in consultation.asked]
    named = [code for chunk in consultation.hub.chunks for code in chunk.questions]
    for n, chunk in enumerate(consultation.hub.chunks):
        path = ("hub", "chunks", n, "questions")
        for code in chunk.questions:
            if code not in asked:
                yield path, f"names '{code}', which is no question that people see", "correct it"
            elif named.count(code) > 1:
                yield path, f"the question '{code}' stands in several chunks", "keep it in one"
        for subject in chunk.about:
            if subject not in ("elements", "priorities"):
                where = ("hub", "chunks", n, "about")
                yield where, f"cannot show '{subject}'", "write elements or priorities"
    positions = [asked.index(code) for code in named if code in asked]
    if positions != sorted(positions):
        what = "the chunks name the questions in another order than questions: has them"
        yield ("hub", "chunks"), what, "put both in the same order"


def _find_untranslated(consultation: Consultation, places: _Places) -> _Found:
    for language in list_languages(consultation):
        missing = list_untranslated(consultation, language)
        for path, text in missing[:_MOST_NAMED]:
            shown = " ".join(text.split())[:40]
            what = f"has no text in '{language}' although others have: '{shown}'"
            yield path, what, f"write {{{consultation.language}: ..., {language}: ...}}"
        if len(missing) > _MOST_NAMED:
            what = f"{len(missing) - _MOST_NAMED} further texts are not in '{language}'"
            yield ("title",), what, f"translate all, or take '{language}' out everywhere"


_CHECKS: tuple[Callable[[Consultation, _Places], _Found], ...] = (
    _find_texts_missing,
    _find_same_wording,
    _find_unclear_scales,
    _find_unasked_items,
    _find_catch_alls,
    _find_same_options,
    _find_wrong_limits,
    _find_forced_answers,
    _find_promises_missing,
    _find_wrong_chunks,
    _find_untranslated,
)
