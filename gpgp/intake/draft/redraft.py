"""A draft made again after a person corrected it: what they wrote stays, the rest is guessed anew.

What a person wrote is what differs from the first draft of the same export. Their scales are read
wherever the same words stand, so that one corrected matrix corrects its siblings.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from gpgp.instrument import Consultation, Scale, parse_consultation
from gpgp.instrument.questions import Question
from gpgp.intake.draft.drafting import Draft, Kept, guess_instrument
from gpgp.intake.draft.scales import FoundScale
from gpgp.intake.read.layout import detect_layout

_SECTIONS = ("elements", "priorities", "constituencies", "nations")
_SECTION_OF_TYPE = {"constituency": "constituencies", "nation": "nations"}
_GUESSED_ANEW = (*_SECTIONS, "scales", "questions")


def redraft_consultation(content: bytes, *, corrected: str, file_name: str, name: str) -> Draft:
    """Draft a consultation.yaml again from one that a person corrected.

    Parameters
    ----------
    content : bytes
        The export.
    corrected : str
        The text of the consultation.yaml as it stands.
    file_name, name : str
        Of the export and of the consultation.

    Returns
    -------
    Draft
        Every question, scale and section that differs from the first draft stands as it was
        written, comments included; the other columns are guessed again.

    Raises
    ------
    InputError
        ``corrected`` is no valid consultation.yaml, or the export is not rows of responses.
    """
    person = parse_consultation(corrected, file_name="consultation.yaml")
    layout = detect_layout(
        content,
        file_name=file_name,
        has_header=person.export.header_rows > 0,
        long=person.export.long,
        is_accepted=True,
    )
    day = _year_before(person.delete_after)
    first_text, _, _ = guess_instrument(content, layout=layout, name=name, today=day)
    first = parse_consultation(first_text, file_name="the drafted consultation.yaml")
    guessed = [_content_of(question) for question in first.questions]
    written = [q for q in person.questions if _content_of(q) not in guessed]
    scales = {code: s for code, s in person.scales.items() if s not in first.scales.values()}
    needed = {q.scale_name for q in written if q.type == "rating"} | set(scales)
    sections = _sections_to_keep(person, first, written)
    kept = Kept(
        export=person.export,
        headers=frozenset(header for q in written for header in q.headers()),
        types=frozenset(q.type for q in written),
        ids=frozenset(q.id for q in written),
        sections=frozenset(sections),
        scales=tuple(_as_found(code, person.scales[code]) for code in sorted(needed)),
    )
    fresh, platform, guesses = guess_instrument(
        content, layout=layout, name=name, today=day, kept=kept
    )
    text = _compose(corrected, fresh, kept, [q.id for q in written])
    consultation = parse_consultation(text, file_name="the redrafted consultation.yaml")
    stays = f"{len(written)} questions and {len(needed)} scales stay as you wrote them"
    return Draft(text, platform, (stays, *guesses), consultation)


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28))


def _content_of(question: Question) -> tuple[Any, ...]:
    """Return what a question asks, whatever its id, its scale's name or the order of its keys."""
    data = question.model_dump(exclude={"id", "scale_name"})
    scale = question.scale if question.type == "rating" else None
    return data, getattr(question, "items", ()), scale


def _sections_to_keep(person: Consultation, first: Consultation, written: list[Any]) -> set[str]:
    changed = {s for s in _SECTIONS if getattr(person, s) != getattr(first, s)}
    used = {q.about for q in written if getattr(q, "about", None) in _SECTIONS}
    return (
        changed | used | {_SECTION_OF_TYPE[q.type] for q in written if q.type in _SECTION_OF_TYPE}
    )


def _as_found(code: str, scale: Scale) -> FoundScale:
    points = tuple((point.label, *point.words) for point in scale.points)
    return FoundScale(code, points, scale.dont_know, "as you wrote it", scale.kind, is_fixed=True)


def _compose(corrected: str, fresh: str, kept: Kept, written: list[str]) -> str:
    """Join what a person wrote with what is guessed again, in the order of a draft."""
    theirs, ours = _divide(corrected, ""), _divide(fresh, "")
    parts = [ours.pop("", "")]
    for key, text in theirs.items():
        if key and key not in _GUESSED_ANEW:
            parts.append(text)
    parts += [(theirs if key in kept.sections else ours).get(key, "") for key in _SECTIONS]
    their_scales = _divide(theirs.get("scales", ""), "  ")
    our_scales = _divide(ours.get("scales", ""), "  ")
    names = {scale.name for scale in kept.scales}
    scales = {code: text for code, text in their_scales.items() if code in names}
    scales |= {code: text for code, text in our_scales.items() if code and code not in names}
    parts += ["scales:\n", *scales.values(), "\n"] if scales else []
    blocks = _questions_of(theirs.get("questions", ""))
    their_blocks = {key: text for key, text in blocks.items() if key in written}
    parts += ["questions:\n", *their_blocks.values()]
    parts += [text for key, text in _questions_of(ours.get("questions", "")).items() if key]
    return re.sub(r"\n{3,}", "\n\n", "".join(parts))


def _divide(text: str, indent: str) -> dict[str, str]:
    """Return the text under each key that stands at an indent; ``""`` for what is above them."""
    parts: dict[str, str] = {"": ""}
    key = ""
    for line in text.splitlines(keepends=True):
        match = re.match(rf"{indent}([A-Za-z_]\w*):", line)
        if match:
            key = match[1]
        parts[key] = parts.get(key, "") + line
    return parts


def _questions_of(text: str) -> dict[str, str]:
    """Return the text of each question by its id, with the comments inside it."""
    parts: dict[str, str] = {}
    blocks = re.split(r"(?m)^(?=\s*- )", text.partition("\n")[2])
    first = next((block for block in blocks if block.lstrip().startswith("- ")), "")
    indent = first[: len(first) - len(first.lstrip())]
    key = ""
    for block in blocks:
        starts = re.match(rf"{indent}- ", block) is not None
        named = re.search(r"(?m)^\s*(?:- )?\{?\s*id:\s*([\w]+)|\bid:\s*(\w+)", block)
        if starts and named:
            key = named[1] or named[2]
        if key:
            parts[key] = parts.get(key, "") + block
    return parts
