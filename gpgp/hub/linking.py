"""Which column of an export answers which question: by generated names or by exact wording.

Headers are compared after case, spaces and a leading number (``Q3.``). Nothing else is forgiven,
and a header that two questions could claim, or a question that two headers could answer, stops the
link: a wrong column is worse than a question to the analyst.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
import yaml

from gpgp.errors import InputError
from gpgp.hub.questionnaire import name_questions
from gpgp.instrument import (
    PLATFORM_TYPES,
    Consultation,
    Export,
    Translated,
    fold_word,
    item_words,
    nearest_word,
    normalise_header,
    split_options,
)
from gpgp.instrument.questions import ItemQuestion, MultiChoice, Question, Ranking, Rating

_NUMBER = re.compile(r"^(?:question |q)?\d{1,3}\s*[.):]\s*", re.IGNORECASE)
_SEPARATORS = (";", ",", "|", "\n", " ")
_NEGATIVES = (
    "n",
    "na",
    "nac ydw",
    "nein",
    "non",
    "nee",
    "não",
    "nej",
    "nei",
    "not selected",
    "unchecked",
    "off",
)
_HEAD = "# Written by gpgp link: which column of the export answers what."
_ROW_COLUMN = "source_row"  # of what was received; no column of the export
# What a column per item is called: q the question, i the item.
_ITEM_NAMES: tuple[str, ...] = (
    "{q}.{i}", "{q}/{i}", "{q}[{i}]", "{q} [{i}]", "{q} | {i}", "{q} - {i}", "{q}: {i}", "{q}_{i}",
    "{q} ({i})", "{q}. {i}", "{q} {i}",
)  # fmt: skip
_PLACE_NAMES: tuple[str, ...] = (
    "{q}[{n}]", "{q} [{n}]", "{q} | {n}", "{q} - {n}", "{q}_{n}", "{q} ({n})", "{q} - rank {n}",
    "{q} [rank {n}]", "{q}: {n}", "{q} | rank {n}",
)  # fmt: skip
_OWN_NAMES = {  # of our own form
    "response_id": "respondent_id",
    "submitted_at": "submitted_at",
    "channel": "channel",
    "collector": "collector",
}


@dataclass(frozen=True)
class Link:
    """What each question reads, and what is left.

    ``columns``: by question id, as it stands under ``export: columns:``; ``unused``: headers that
    no question reads.
    """

    columns: Mapping[str, Mapping[str, Any]]
    unused: tuple[str, ...] = field(default=())

    @property
    def headers(self) -> frozenset[str]:
        """Every header that a question reads."""
        return frozenset(h for part in self.columns.values() for h in _headers_of(part))


def link_questions(consultation: Consultation, rows: pd.DataFrame) -> Link:
    """Find the columns of every question that people see.

    Parameters
    ----------
    consultation : Consultation
        Questions that name their columns themselves stay as they are.
    rows : DataFrame of text
        The export; its cells say by which sign several options in one cell are separated.

    Raises
    ------
    InputError
        One line per fault that `find_links` finds.
    """
    link, faults = find_links(consultation, rows)
    if faults:
        raise InputError("\n".join(faults))
    return link


def find_links(consultation: Consultation, rows: pd.DataFrame) -> tuple[Link, list[str]]:
    """Find the columns of the questions that have some, and say what is wrong with the others.

    Returns
    -------
    Link, list of str
        One line per question that has no column, several, or shares one with another question;
        names the nearest header.
    """
    headers = _Headers([header for header in rows.columns if header != _ROW_COLUMN])
    names = name_questions([question.id for question in consultation.asked])
    found: dict[str, dict[str, Any]] = {}
    faults: list[str] = []
    for question in consultation.questions:
        if question.is_linked or question.type == "ignore":
            continue
        try:
            part = _link_question(question, headers, rows, names.get(question.id, question.id))
        except InputError as fault:
            faults.append(str(fault))
            continue
        if part is not None:
            found[question.id] = part
        elif question.type in ("collector", "channel"):
            faults.append(f"question '{question.id}': take it out, the export has no such column")
        elif question.is_asked or question.type == "personal":
            faults.append(_say_absent(question, headers))
    faults += _list_shared(found)
    for header in headers.originals:
        kind = _OWN_NAMES.get(header)
        if kind and not consultation.questions_of(kind) and header not in found:
            found[header] = {"type": kind, "column": header}
    used = {h for part in found.values() for h in _headers_of(part)}
    used |= {h for question in consultation.questions for h in question.headers()}
    return Link(found, tuple(h for h in headers.originals if h not in used)), faults


def add_own_columns(
    link: Link, own: Mapping[str, tuple[str, str]], *, consultation: Consultation
) -> Link:
    """Add the platform's own columns: its key, its time, what else it notes.

    Parameters
    ----------
    own : header → question type and, for personal data, its kind

    Raises
    ------
    InputError
        The instrument has a key or a time of its own that nothing in the export can be.
    """
    columns = {code: dict(part) for code, part in link.columns.items()}
    linked = {str(q.type) for q in consultation.questions if q.is_linked or q.id in columns}
    linked |= {part["type"] for part in columns.values() if "type" in part}
    waiting = {str(q.type): q.id for q in consultation.questions if q.type not in linked}
    ignored = []
    for header in link.unused:
        kind, of = own.get(header, ("", ""))
        if kind in ("respondent_id", "submitted_at") and kind not in linked:
            columns[waiting.pop(kind, kind)] = {"type": kind, "column": header}
            linked.add(kind)
        elif kind == "personal":
            columns[f"personal_{len(columns)}"] = {
                "type": kind,
                "column": header,
                "kind": of or "other",
            }
        elif kind:
            ignored.append(header)
    for kind in ("respondent_id", "submitted_at"):
        if kind in waiting:
            raise InputError(
                f"question '{waiting[kind]}': no column of the export is its {kind}; name it in "
                "the question (column:), or take the question out"
            )
    if ignored:
        columns["platform_columns"] = {"type": "ignore", "columns": ignored}
    used = {h for part in columns.values() for h in _headers_of(part)}
    return Link(columns, tuple(h for h in link.unused if h not in used))


def remove_link(text: str) -> str:
    """Return the text of a consultation.yaml without what an earlier `gpgp link` wrote."""
    kept, is_export = [], False
    for line in text.splitlines():
        is_export = line.startswith("export:") or (is_export and (not line or line[0] in " #-"))
        if not is_export and line != _HEAD:
            kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"


def apply_link(consultation: Consultation, link: Link, export: Export) -> Consultation:
    """Return a consultation of only those questions that a link has columns for."""
    questions = tuple(
        question.model_copy(update=dict(link.columns[question.id]))
        for question in consultation.questions
        if question.id in link.columns
    )
    return consultation.model_copy(update={"questions": questions, "linked": export})


def write_link(text: str, *, export: Export, link: Link) -> str:
    """Return the text of a consultation.yaml with its export and columns, all else as it stood.

    A draft becomes open; an export that stood there is replaced.
    """
    declared = export.model_dump(mode="json", exclude_unset=True, exclude={"columns"})
    block = {"export": {**declared, "columns": {k: dict(v) for k, v in link.columns.items()}}}
    written = yaml.dump(block, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    body = re.sub(r"(?m)^status: *draft\b", "status: open", remove_link(text))
    return f"{body}\n{_HEAD}\n{written}"


class _Dumper(yaml.SafeDumper):
    """Writes every text in quotes, and no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _write_text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    is_plain = re.fullmatch(r"[a-z][a-z0-9_]*", text) and text not in ("null", "yes", "no")
    style = None if is_plain else '"'
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_text)


class _Headers:
    """The headers of an export by what two spellings of one share."""

    def __init__(self, originals: list[str]) -> None:
        self.originals = originals
        self.by_code: dict[str, list[str]] = {}
        self.by_text: dict[str, list[str]] = {}
        for header in originals:
            plain = normalise_header(header)
            self.by_code.setdefault(plain, []).append(header)
            whole = fold_word(plain)
            for name in dict.fromkeys((whole, _NUMBER.sub("", whole))):
                self.by_text.setdefault(name, []).append(header)

    def find(self, codes: Iterable[str], texts: Iterable[str], subject: str) -> str | None:
        """Return the one header that is one of some codes, letter by letter, or some texts.

        Raises
        ------
        InputError
            There are several.
        """
        keys = dict.fromkeys(fold_word(normalise_header(text)) for text in texts)
        by_code = [header for code in codes for header in self.by_code.get(code, ())]
        by_text = [header for key in keys for header in self.by_text.get(key, ())]
        found = list(dict.fromkeys([*by_code, *by_text]))
        if len(found) > 1:
            shown = " and ".join(f"'{header[:60]}'" for header in found[:3])
            raise InputError(
                f"{subject}: {shown} could both be its column; rename one in the export, or name "
                "the right one in the question (column:)"
            )
        return found[0] if found else None


def _codes_of(question: Question, name: str) -> list[str]:
    """What a questionnaire made from the instrument calls a question."""
    own = [name for name, kind in _OWN_NAMES.items() if kind == question.type]
    return [*dict.fromkeys((question.id, name)), *own]


def _texts_of(question: Question) -> list[str]:
    """The words of a question in every language."""
    return [] if question.text is None else [question.text, *question.text.translations.values()]


def _link_question(
    question: Question, headers: _Headers, rows: pd.DataFrame, name: str
) -> dict[str, Any] | None:
    subject = f"question '{question.id}'"
    codes, texts = _codes_of(question, name), _texts_of(question)
    if not isinstance(question, Rating | Ranking | MultiChoice):
        header = headers.find(codes, texts, subject)
        return {"column": header} if header else None
    if not isinstance(question, Rating) and (header := headers.find(codes, texts, subject)):
        return {"column": header, "separator": _find_separator(rows[header], question)}
    if columns := _by_item(question, headers, subject, codes, texts):
        is_own = question.type != "multi_choice" or "unchosen" in question.model_fields_set
        return {
            "columns": columns,
            **({} if is_own else _find_unchosen(rows[list(columns.values())])),
        }
    if not isinstance(question, Ranking):
        return None
    places = _by_place(question, headers, subject, codes, texts)
    return {"places": places} if places else None


def _by_item(
    question: ItemQuestion, headers: _Headers, subject: str, codes: list[str], texts: list[str]
) -> dict[str, str]:
    """Find the column of each item, by the first way of naming them that has every item."""
    group = f"{question.id}_group"  # of an XLSForm
    ways = [*_ITEM_NAMES, group + "/{q}_{i}", group + "-{q}_{i}"]
    ways += ["{i}"] if question.type == "rating" else []  # Microsoft Forms: the statement alone
    most: dict[str, str] = {}
    for way in ways:
        found = {}
        for n, item in enumerate(question.items, start=1):
            labels = [*item.words, *_translations(item.wording)]
            by_code = [way.format(q=q, i=i) for q in codes for i in (item.code, f"S{n:03}")]
            by_text = [way.format(q=q, i=i) for q in (*codes, *texts) for i in labels]
            header = headers.find(by_code if "{q}" in way else [], by_text, subject)
            if header is not None:
                found[item.code] = header
        if len(set(found.values())) < len(found):
            raise InputError(f"{subject}: two of its items have the same column; reword one")
        if len(found) == len(question.items):
            return found
        most = max(most, found, key=len)
    if most:
        absent = [item.label for item in question.items if item.code not in most]
        raise InputError(f"{subject}: the export has no column for {', '.join(absent)}")
    return {}


def _translations(text: Translated | None) -> tuple[str, ...]:
    return tuple(text.translations.values()) if text is not None else ()


def _by_place(
    question: Ranking, headers: _Headers, subject: str, codes: list[str], texts: list[str]
) -> list[str]:
    for way in _PLACE_NAMES:
        places: list[str] = []
        for n in range(1, len(question.items) + 1):
            by_code = [way.format(q=q, n=n) for q in codes]
            by_text = [way.format(q=q, n=n) for q in texts]
            header = headers.find(by_code, by_text, subject)
            if header is None:
                break
            places.append(header)
        if places:
            return places
    return []


def _find_separator(cells: pd.Series, question: Ranking | MultiChoice) -> str:
    """Return the sign that leaves fewest pieces unknown."""
    words = item_words(question.items)
    said = [cell for cell in cells.unique().tolist() if cell.strip()]

    def count_unknown(separator: str) -> int:
        return sum(len(split_options(text, words, separator=separator)[1]) for text in said)

    return min(_SEPARATORS, key=count_unknown)


def _find_unchosen(cells: pd.DataFrame) -> dict[str, Any]:
    said = {word for column in cells for word in cells[column].unique().tolist()}
    further = sorted(word for word in said if fold_word(word) in _NEGATIVES)
    return {"unchosen": ["", "0", "No", "FALSE", *further]} if further else {}


def _headers_of(part: Mapping[str, Any]) -> list[str]:
    columns = part.get("columns", {})
    single = [part["column"]] if "column" in part else []
    listed = list(columns.values()) if isinstance(columns, dict) else list(columns)
    return [*single, *listed, *part.get("places", ())]


def _list_shared(found: Mapping[str, Mapping[str, Any]]) -> list[str]:
    owners: dict[str, list[str]] = {}
    for code, part in found.items():
        for header in _headers_of(part):
            owners.setdefault(header, []).append(code)
    return [
        f"column '{header[:80]}': the questions {' and '.join(codes)} could both read it; reword "
        "one, or name the column in one of them (column:)"
        for header, codes in owners.items()
        if len(codes) > 1
    ]


def _say_absent(question: Question, headers: _Headers) -> str:
    wanted = question.text or question.id
    hint = nearest_word(str(wanted), [header[:100] for header in headers.originals])
    near = hint if "did you mean" in hint else ""
    what = "platform column" if question.type in PLATFORM_TYPES else "column"
    return f"question '{question.id}': the export has no {what} '{str(wanted)[:100]}'{near}"
