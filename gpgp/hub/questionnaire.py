"""The questionnaire behind every format: sections of fields, in one language, with their codes.

Instrument in; one plain description out, from which each format is written. Codes are what an
answer is called in a file, labels what people read.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from gpgp.hub.texts import say
from gpgp.instrument import Consultation
from gpgp.instrument.questions import Question, Rating
from gpgp.tables import DONT_KNOW

Kind = Literal["one", "several", "rank", "grid", "text", "long", "number"]
_KINDS: dict[str, Kind] = {
    "rating": "grid",
    "ranking": "rank",
    "multi_choice": "several",
    "free_text": "long",
    "number": "number",
    "organisation": "text",
    "personal": "text",
}  # the others choose one
_LONGEST_NAME = 20  # of a question in LimeSurvey


@dataclass(frozen=True)
class Option:
    """One thing to choose, to rate or to put in order; ``value`` is what an answer file holds."""

    code: str
    label: str
    hint: str = ""
    value: str = ""


@dataclass(frozen=True)
class Field:
    """One question.

    ``rows``: what a grid rates on the scale ``options``. ``asked_if``: the id of an earlier field
    and the codes of its options on which this one is asked.
    """

    id: str
    kind: Kind
    type: str
    title: str
    help: str = ""
    required: bool = False
    most: int | None = None
    options: tuple[Option, ...] = ()
    rows: tuple[Option, ...] = ()
    asked_if: tuple[str, tuple[str, ...]] | None = None
    unit: str = ""


@dataclass(frozen=True)
class Section:
    """Neighbouring questions under one heading; the title is blank outside the chunks."""

    title: str
    text: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Questionnaire:
    """A whole questionnaire in one language."""

    title: str
    organisation: str
    language: str
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """Every question in order."""
        return tuple(field for section in self.sections for field in section.fields)


def make_questionnaire(consultation: Consultation, *, language: str) -> Questionnaire:
    """Describe the questionnaire of a consultation in one language.

    Returns
    -------
    Questionnaire
        Questions in the instrument's order; neighbours of one chunk of the hub share a section. A
        text without a translation stands in the consultation's own language.
    """
    chunks = {code: chunk for chunk in consultation.hub.chunks for code in chunk.questions}
    groups: list[tuple[Any, list[Field]]] = []
    for question in consultation.asked:
        chunk = chunks.get(question.id)
        if not groups or groups[-1][0] != chunk:
            groups.append((chunk, []))
        groups[-1][1].append(_make_field(consultation, question, language))
    sections = [
        Section(
            say(chunk.title, language) if chunk else "",
            say(chunk.text, language) if chunk else "",
            tuple(fields),
        )
        for chunk, fields in groups
    ]
    return Questionnaire(
        say(consultation.title, language),
        say(consultation.organisation, language),
        language,
        tuple(sections),
    )


def name_questions(ids: list[str]) -> dict[str, str]:
    """Return the code of each question in LimeSurvey: letters and digits, unique, at most 20."""
    names: dict[str, str] = {}
    for code in ids:
        name = code.replace("_", "")[:_LONGEST_NAME]
        if name in names.values():
            name = f"{name[: _LONGEST_NAME - 3]}{len(names):03}"
        names[code] = name
    return names


def list_columns_of(field: Field) -> list[str]:
    """List the columns of a field in our own files: ``id``, or ``id.item`` where it has parts."""
    parts = field.rows or (field.options if field.kind in ("several", "rank") else ())
    return [f"{field.id}.{part.code}" for part in parts] or [field.id]


def list_items(
    consultation: Consultation, about: tuple[str, ...], language: str
) -> tuple[Option, ...]:
    """List the parts of the vision, the priorities, or both, as people read them."""
    return tuple(
        _item_option(item, language)
        for section in about
        for item in getattr(consultation, section, ())
    )


def _make_field(consultation: Consultation, question: Question, language: str) -> Field:
    kind = _KINDS.get(question.type, "one")
    items = tuple(_item_option(item, language) for item in getattr(question, "items", ()))
    options = items if kind in ("several", "rank") else ()
    if kind == "one":
        options = _options(consultation, question, language)
    gate = question.asked_if
    return Field(
        id=question.id,
        kind=kind,
        type=question.type,
        title=say(question.text or question.title, language),
        help=say(question.help, language),
        required=question.required,
        most=getattr(question, "max_choices", None),
        options=_points(question.scale, language) if isinstance(question, Rating) else options,
        rows=items if kind == "grid" else (),
        asked_if=(gate.question, gate.options) if gate else None,
        unit=getattr(question, "unit", None) or "",
    )


def _item_option(item: Any, language: str) -> Option:
    label, hint = say(item.label, language), say(getattr(item, "wording", None), language)
    return Option(item.code, label, hint if hint != label else "", str(item.label))


def _options(consultation: Consultation, question: Question, language: str) -> tuple[Option, ...]:
    labels: dict[str, Any] = dict(consultation.options_of(question))
    return tuple(
        Option(code, say(label, language), "", str(label)) for code, label in labels.items()
    )


def _points(scale: Any, language: str) -> tuple[Option, ...]:
    points = [
        Option(code, say(point.label, language), "", str(point.label))
        for code, point in zip(scale.codes, scale.points, strict=True)
    ]
    unsure = [Option(DONT_KNOW, say(text, language), "", str(text)) for text in scale.dont_know[:1]]
    return (*points, *unsure)
