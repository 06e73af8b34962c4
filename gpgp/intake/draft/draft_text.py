"""A drafted consultation.yaml as text, with the reason of every guess beside it."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from gpgp.instrument import Export, make_code
from gpgp.intake.draft.question_columns import OWN_REASON, Drafted, make_codes
from gpgp.intake.draft.scales import FoundScale
from gpgp.intake.draft.vocabulary import capacity_score

_LONGEST_LABEL = 70
_LIKELY_CAPACITY = 7  # of capacity_score
_ASKED_TYPES = ("rating", "ranking", "choice", "multi_choice", "free_text", "number", "personal")
_MOST_DOUBTS = 25
_HEAD = """\
# Drafted from {file} ({platform}, {n_columns} columns, {n_questions} questions).
# It runs as it is, but it is a reading of the file by rules, not what was asked. Look at the
# doubts first, correct what is wrong, then: gpgp check {name}
# After a correction, gpgp redraft {name} guesses the rest again and leaves what you wrote.
"""
_GROUP_TYPES = ("constituency", "nation")


@dataclass(frozen=True)
class DraftedFile:
    """Everything that goes into a drafted consultation.yaml."""

    name: str
    platform: str
    export: Export
    questions: tuple[Drafted, ...]
    newest: date | None
    delete_after: date
    language: str
    layout_guesses: tuple[str, ...]
    taken_ids: frozenset[str] = frozenset()  # of questions that a person wrote


def write_draft(draft: DraftedFile) -> str:
    """Return the text of the file."""
    asked = [q for q in draft.questions if q.type != "ignore"]
    scales = _name_scales(draft.questions)
    subjects = {
        q.about: _items(q) for q in draft.questions if q.about in ("elements", "priorities")
    }
    _make_unique(subjects)
    n_columns = sum(len(question.columns) for question in draft.questions)
    head = _HEAD.format(file=_comment(draft.export.file), platform=draft.platform, name=draft.name,
                        n_columns=n_columns, n_questions=len(asked))  # fmt: skip
    asked_ids = make_codes(_id_texts(asked), taken=set(draft.taken_ids))
    lines = [head.rstrip(), *_write_doubts(asked, asked_ids), "", *_write_top(draft)]
    lines += _write_export(draft.export, draft.layout_guesses)
    for about, items in subjects.items():
        lines += ["", f"{about}:", *(_write_item(item) for item in items)]
    lines += _write_scales(scales)
    for kind in _GROUP_TYPES:
        lines += _write_groups(kind, draft.questions)
    lines += ["", "questions:"]
    for question, question_id in zip(asked, asked_ids, strict=True):
        lines += _write_question(question, question_id, scales, subjects)
    ignored = [q for q in draft.questions if q.type == "ignore"]
    lines += _write_ignored(ignored, {*asked_ids, *draft.taken_ids})
    return "\n".join(lines) + "\n"


def _write_doubts(questions: list[Drafted], ids: list[str]) -> list[str]:
    """Return what a person should look at first, numbered, as comments."""
    doubts = [
        (_rank_of_doubt(question), f"{question_id}: {doubt}")
        for question, question_id in zip(questions, ids, strict=True)
        for doubt in _doubts_about(question)
    ]
    if not any(question.type == "constituency" for question in questions):
        doubts.append((0, "constituency: no column says in which capacity people answer"))
    ordered = [text for _, text in sorted(doubts, key=lambda doubt: doubt[0])]
    lines = [f"# {n}. {_comment(text)}" for n, text in enumerate(ordered[:_MOST_DOUBTS], start=1)]
    left = len(ordered) - _MOST_DOUBTS
    more = [f"# … and {left} more, marked '# guessed' below"] if left > 0 else []
    return ["#", "# Doubts, the weightiest first:", *lines, *more]


def _rank_of_doubt(question: Drafted) -> int:
    order = ("constituency", "nation", "consent", "rating", "ranking", "respondent_id", "number")
    return order.index(question.type) if question.type in order else len(order)


def _doubts_about(question: Drafted) -> Iterator[str]:
    name = f"'{question.column.header[:60]}'"
    if question.type == "constituency":
        others = "; ".join(f"'{header[:60]}'" for header in question.runners)
        yield f"is {name} the capacity in which people answer?" + (f" Or {others}?" * bool(others))
    elif question.scale is not None and question.scale.is_guess and question.type == "rating":
        yield f"which end of the scale of {name} is the good one, and are its points in order?"
    elif not question.is_sure and question.type != "personal":
        n = len(question.columns)
        yield f"is {name}{f' and {n - 1} more' * (n > 1)} a {question.type}? ({question.reason})"
    if question.type == "multi_choice" and capacity_score(question.text) >= _LIKELY_CAPACITY:
        yield "people tick several capacities; say which column holds the main one (below)"
    if question.scale is not None and question.scale.write_ins:
        words = ", ".join(word[:30] for word in question.scale.write_ins[:5])
        yield f"decide on answers outside the scale: {words}"


def summarise_guesses(draft: DraftedFile) -> Iterator[str]:
    """Say what was guessed beyond the layout of the file, in a few lines."""
    unsure = sum(not q.is_sure for q in draft.questions if q.type != "ignore")
    yield f"delete_after {draft.delete_after}: a year from today"
    for kind in _GROUP_TYPES:
        for question in draft.questions:
            if question.type == kind:
                yield f"{kind}: the column '{question.column.header[:80]}'"
    if not any(question.type == "constituency" for question in draft.questions):
        yield "constituency: none of the columns tells in which capacity people answer"
    if unsure:
        yield f"the type of {unsure} of the questions, marked in the draft"


def _quote(text: str) -> str:
    """Return text between double quotes as YAML reads it back."""
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(
        letter if letter == " " or letter.isprintable() else _escape(letter) for letter in quoted
    )


def _escape(letter: str) -> str:
    number = ord(letter)
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _comment(text: str) -> str:
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _why(reason: str, *, is_sure: bool = False) -> str:
    return f"# {'' if is_sure else 'guessed: '}{_comment(reason)}"


def _write_top(draft: DraftedFile) -> list[str]:
    title = draft.name.replace("_", " ").replace("-", " ").strip().capitalize()
    closes = [f"# closes: {draft.newest}  # the newest date in the file"] if draft.newest else []
    return [
        f"title: {_quote(title)}  # guessed: the name of the consultation",
        'organisation: "The organisation that asked"  # guessed: the file does not say',
        f"language: {draft.language}  # guessed",
        *closes,
        f"delete_after: {draft.delete_after}  # guessed: a year after the draft",
    ]


def _write_export(export: Export, guesses: tuple[str, ...]) -> list[str]:
    lines = ["", "export:", f"  file: {_quote(export.file)}", f"  platform: {export.platform}"]
    if export.sheet is not None:
        lines.append(f"  sheet: {_quote(export.sheet)}")
    else:
        lines.append(f"  encoding: {export.encoding}")
        lines.append(f"  separator: {_quote(export.separator)}")
        lines += ["  quoting: none"] * (export.quoting == "none")
    lines += [f"  skip_rows: {export.skip_rows}"] * bool(export.skip_rows)
    lines.append(f"  header_rows: {export.header_rows}")
    if export.long is not None:
        shown = ", ".join(f"{key}: {_quote(name)}" for key, name in export.long)
        lines.append(f"  long: {{{shown}}}")
    lines.append(f"  date_format: {_quote(export.date_format)}")
    if export.missing != ("",):
        lines.append(f"  missing: [{', '.join(map(_quote, export.missing))}]")
    if export.coalesced:
        lines.append("  coalesced:")
        lines += [f"    {_quote(first)}: [{', '.join(map(_quote, others))}]"
                  for first, others in export.coalesced.items()]  # fmt: skip
    if export.repeated_headers != "refuse":
        lines.append(f"  repeated_headers: {export.repeated_headers}")
    return lines + [f"  {_why(guess)}" for guess in guesses]


@dataclass(frozen=True)
class _Item:
    """An element, a priority or an option: its code, its label, how the export writes it."""

    code: str
    label: str
    wording: str = ""
    aliases: tuple[str, ...] = ()


def _items(question: Drafted) -> list[_Item]:
    words = question.words or question.items
    labels = _shorten(question.items)
    return [
        _Item(code, label, whole * (whole != label), (word,) * (word not in (label, whole)))
        for code, label, whole, word in zip(
            make_codes(labels), labels, question.items, words, strict=True
        )
    ]


def _shorten(labels: tuple[str, ...]) -> list[str]:
    """Return labels short enough for a chart; those that would then be the same stay whole."""
    short = [textwrap.shorten(label, _LONGEST_LABEL, placeholder=" …") for label in labels]
    return [
        (one if short.count(one) == 1 else whole) or "(no text)"
        for one, whole in zip(short, labels, strict=True)
    ]


def _make_unique(subjects: dict[str, list[_Item]]) -> None:
    """Elements and priorities share one set of codes."""
    taken = {item.code for item in subjects.get("elements", ())}
    items = subjects.get("priorities")
    if items:
        codes = make_codes([item.label for item in items], taken=taken)
        subjects["priorities"] = [replace(i, code=c) for i, c in zip(items, codes, strict=True)]


def _write_item(item: _Item, indent: str = "  ", *, column: str = "") -> str:
    parts = [f"code: {item.code}", f"label: {_quote(item.label)}"]
    if item.wording:
        parts.append(f"wording: {_quote(item.wording)}")
    if item.aliases:
        parts.append(f"aliases: [{', '.join(map(_quote, item.aliases))}]")
    if column:
        parts.append(f"column: {_quote(column)}")
    return f"{indent}- {{{', '.join(parts)}}}"


def _name_scales(questions: Iterable[Drafted]) -> dict[tuple[object, ...], tuple[str, FoundScale]]:
    """Give every different scale a name of its own."""
    named: dict[tuple[object, ...], tuple[str, FoundScale]] = {}
    found = {q.scale.key: q.scale for q in questions if q.type == "rating" and q.scale}
    for code, (key, scale) in zip(
        make_codes(scale.name for scale in found.values()), found.items(), strict=True
    ):
        named[key] = (code, scale)
    return named


def _write_scales(named: dict[tuple[object, ...], tuple[str, FoundScale]]) -> list[str]:
    lines = ["", "scales:"] if named else []
    for code, scale in named.values():
        why = _why(f"{scale.reason}; lowest first", is_sure=not scale.is_guess)
        points = ", ".join(_write_point(words) for words in scale.points)
        lines += [f"  {code}:  {why}", f"    points: [{points}]"]
        lines += [f"    kind: {scale.kind}"] if scale.kind else []
        if len(scale.points) not in (3, 4, 5, 6, 7, 11):
            lines += _write_cuts(len(scale.points))
        if scale.dont_know:
            lines.append(f"    dont_know: [{', '.join(map(_quote, scale.dont_know))}]")
    return lines


def _write_point(words: tuple[str, ...]) -> str:
    label, *others = words
    if not others:
        return _quote(label)
    return f"{{label: {_quote(label)}, words: [{', '.join(map(_quote, others))}]}}"


def _write_cuts(n_points: int) -> list[str]:
    agree_from = max(2, round(n_points * 0.7))
    disagree_to = max(1, min(round(n_points * 0.4), agree_from - 1))
    return [
        f"    agree_from: {agree_from}  # guessed",
        f"    disagree_to: {disagree_to}  # guessed",
    ]


def _write_groups(kind: str, questions: tuple[Drafted, ...]) -> list[str]:
    found = [question for question in questions if question.type == kind]
    if not found:
        return []
    name = "constituencies" if kind == "constituency" else "nations"
    reason = _why("the answers given more than once; join, rename, add aliases")
    return ["", f"{name}:  {reason}", *(_write_item(_as_group(i)) for i in _items(found[0]))]


def _as_group(item: _Item) -> _Item:
    aliases = tuple(dict.fromkeys(word for word in (item.wording, *item.aliases) if word))
    return _Item(item.code, item.label, "", aliases)


def _id_texts(questions: list[Drafted]) -> Iterator[str]:
    """Say from what the id of each question is made: its role, or the words of its text."""
    for number, question in enumerate(questions, start=1):
        words = make_code(question.text, longest=28) if question.text else f"question_{number}"
        yield words if question.type in _ASKED_TYPES else question.type


def _write_question(
    question: Drafted,
    question_id: str,
    scales: dict[tuple[object, ...], tuple[str, FoundScale]],
    subjects: dict[str, list[_Item]],
) -> list[str]:
    lines = [
        f"  - id: {question_id}  {_why(question.reason, is_sure=question.is_sure)}",
        f"    type: {question.type}",
    ]
    if question.text and question.text != question.column.header:
        lines.append(f"    text: {_quote(question.text)}")
    if question.is_sensitive and question.type != "personal":
        lines.append("    sensitive: true  # guessed: it is about the person")
    if question.type in ("rating", "ranking", "choice", "multi_choice"):
        lines += _write_item_question(question, scales, subjects)
    else:
        lines += _write_plain_question(question)
    return lines


def _write_item_question(
    question: Drafted,
    scales: dict[tuple[object, ...], tuple[str, FoundScale]],
    subjects: dict[str, list[_Item]],
) -> list[str]:
    items = subjects.get(question.about) or _items(question)
    lines = [f"    about: {question.about}"] if question.about in subjects else []
    if question.scale is not None:
        lines.append(f"    scale: {scales[question.scale.key][0]}")
    is_in_items = question.about not in subjects and _has_column_per_item(question)
    lines += [] if is_in_items else _write_columns(question, items)
    if "unchosen" in question.keys:
        lines.append(f"    unchosen: [{', '.join(map(_quote, question.keys['unchosen']))}]")
    if question.about not in subjects:
        headers = [column.header for column in question.columns] if is_in_items else []
        headers += [""] * (len(items) - len(headers))
        pairs = zip(items, headers, strict=True)
        lines += ["    options:", *(_write_item(i, "      ", column=c) for i, c in pairs)]
    if question.type == "multi_choice" and capacity_score(question.text) >= _LIKELY_CAPACITY:
        lines += [
            "    # Several capacities can be ticked. To compare constituencies, make this instead:",
            f"    #   type: constituency, separator: {_quote(question.separator)}",
            "    #   primary: the column that holds the main one  # choose",
        ]
    return lines


def _has_column_per_item(question: Drafted) -> bool:
    return not question.keys.get("places") and (
        len(question.columns) > 1 or _is_column_per_item(question)
    )


def _write_columns(question: Drafted, items: list[_Item]) -> list[str]:
    headers = [column.header for column in question.columns]
    if question.keys.get("places"):
        return ["    places:", *(f"      - {_quote(header)}" for header in headers)]
    if len(headers) == 1 and not _is_column_per_item(question):
        lines = [f"    column: {_quote(headers[0])}"]
        return lines + ([f"    separator: {_quote(question.separator)}"] * bool(question.separator))
    pairs = zip(items, headers, strict=True)
    return ["    columns:", *(f"      {item.code}: {_quote(header)}" for item, header in pairs)]


def _is_column_per_item(question: Drafted) -> bool:
    return question.type == "multi_choice" and not question.separator


def _write_plain_question(question: Drafted) -> list[str]:
    lines = [f"    column: {_quote(question.column.header)}"]
    if question.type == "free_text" and question.about:
        lines.append(f"    about: {question.about}")
    for key, value in question.keys.items():
        if key == "words" and isinstance(value, dict):
            pairs = (f"{code}: [{', '.join(map(_quote, v))}]" for code, v in value.items())
            lines.append(f"    words: {{{', '.join(pairs)}}}")
        elif isinstance(value, list):
            lines.append(f"    {key}: [{', '.join(map(_quote, value))}]")
        elif isinstance(value, bool):
            lines.append(f"    {key}: {str(value).lower()}")
        else:
            lines.append(f"    {key}: {value}")
    return lines


def _write_ignored(questions: list[Drafted], taken: set[str]) -> list[str]:
    if not questions:
        return []
    question_id = make_codes(["not_used"], taken=taken)[0]
    lines = [f"  - id: {question_id}", "    type: ignore", "    columns:"]
    for question in questions:
        is_own = question.reason == OWN_REASON
        why = "" if is_own else f"  {_why(question.reason, is_sure=question.is_sure)}"
        lines += [f"      - {_quote(column.header)}{why}" for column in question.columns]
    return lines
