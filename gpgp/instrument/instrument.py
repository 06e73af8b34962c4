"""The consultation itself: read from consultation.yaml, checked as a whole, frozen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, Self, overload
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, ValidationError, model_validator

from gpgp.errors import InputError, ParameterError
from gpgp.instrument.dates import ZONE
from gpgp.instrument.fieldwork import Collector, Hub
from gpgp.instrument.parts import (
    RESERVED_CODES,
    CleaningRules,
    Code,
    Export,
    Group,
    Item,
    OfficerTexts,
    ParallelConsultation,
    Part,
    Scale,
    Text,
    nearest_word,
    refuse_repeats,
)
from gpgp.instrument.questions import (
    ONCE_ONLY,
    PLATFORM_TYPES,
    QUESTION_TYPES,
    Choice,
    Consent,
    FreeText,
    ItemQuestion,
    Language,
    MultiChoice,
    Number,
    Organisation,
    Personal,
    Question,
    QuoteConsent,
    Ranking,
    Rating,
    _ItemQuestion,
)
from gpgp.instrument.strict_yaml import Document, Path, locate_fault, read_yaml
from gpgp.instrument.translated import FIRST_LANGUAGE, Translated

_PLACES = {
    "question": ("questions", "id"),
    "constituency": ("constituencies", "code"),
    "nation": ("nations", "code"),
}
FIRST_DATE = date(2000, 1, 1)  # 1970-01-01 and 1980-01-01 are what machines write for no date
COLUMN_KEYS = (
    "columns", "column_pattern", "column", "places", "separator", "best", "unchosen", "primary",
    "missing",
)  # fmt: skip
INTERIM = "INTERIM"
FREE_TEXT_SUBJECTS = ("vision_wording", "missing", "anything")


class Consultation(Part):
    """Everything the analysis knows about a consultation before it sees a response.

    ``status``: *draft* (no export, no columns), *open* (fieldwork runs, an export may be partial)
    or *closed*. ``opens`` and ``closes`` are whole days in ``time_zone``; ``closing_time`` says
    when the last day ends early. ``invited``: who is expected to answer, by name.
    """

    title: Translated
    organisation: Translated
    language: str = Field(default=FIRST_LANGUAGE, pattern="^[a-z]{2}$")
    status: Literal["draft", "open", "closed"] = "closed"
    opens: date | None = None
    closes: date | None = None
    closing_time: str | None = Field(default=None, pattern=r"^([01]\d|2[0-3]):[0-5]\d$")
    time_zone: Text = ZONE
    delete_after: date
    is_synthetic: bool = False
    linked: Export | None = Field(default=None, alias="export")
    elements: tuple[Item, ...] = ()
    priorities: tuple[Item, ...] = ()
    scales: dict[Code, Scale] = Field(default_factory=dict)
    constituencies: tuple[Group, ...] = ()
    nations: tuple[Group, ...] = ()
    questions: tuple[Question, ...] = Field(min_length=1)
    hub: Hub = Hub()
    parallel_consultations: tuple[ParallelConsultation, ...] = ()
    collectors: tuple[Collector, ...] = ()
    invited: tuple[Text, ...] = ()
    cleaning: CleaningRules = CleaningRules()
    report: OfficerTexts = OfficerTexts()
    roles: dict[Text, Text] = Field(default_factory=dict)  # name in minutes → role to print

    @property
    def export(self) -> Export:
        """The export of the responses.

        Raises
        ------
        InputError
            There is none yet.
        """
        if self.linked is None:
            raise InputError(
                f"consultation.yaml: no export yet (status {self.status}); once there are answers, "
                "run 'gpgp link NAME EXPORT'."
            )
        return self.linked

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that respondents see, in order."""
        return tuple(question for question in self.questions if question.is_asked)

    @property
    def is_interim(self) -> bool:
        """Whether more answers are to come, so that nothing said of them is final."""
        return self.status != "closed"

    @property
    def report_title(self) -> str:
        """The title that reports carry on every page."""
        return f"{INTERIM}: {self.title}" if self.is_interim else str(self.title)

    def question(self, question_id: str) -> Question:
        """Return the question with that id.

        Raises
        ------
        ParameterError
            There is none.
        """
        for question in self.questions:
            if question.id == question_id:
                return question
        known = {question.id for question in self.questions}
        raise ParameterError(f"no question '{question_id}'{nearest_word(question_id, known)}")

    @overload
    def questions_of(self, *types: Literal["rating"]) -> tuple[Rating, ...]: ...

    @overload
    def questions_of(self, *types: Literal["ranking"]) -> tuple[Ranking, ...]: ...

    @overload
    def questions_of(
        self, *types: Literal["choice", "multi_choice"]
    ) -> tuple[Choice | MultiChoice, ...]: ...

    @overload
    def questions_of(
        self, one: Literal["multi_choice"], other: Literal["ranking"], /
    ) -> tuple[MultiChoice | Ranking, ...]: ...

    @overload
    def questions_of(
        self, *types: Literal["rating", "ranking", "choice", "multi_choice"]
    ) -> tuple[ItemQuestion, ...]: ...

    @overload
    def questions_of(self, *types: Literal["free_text"]) -> tuple[FreeText, ...]: ...

    @overload
    def questions_of(self, *types: Literal["number"]) -> tuple[Number, ...]: ...

    @overload
    def questions_of(self, *types: Literal["language"]) -> tuple[Language, ...]: ...

    @overload
    def questions_of(self, *types: Literal["personal"]) -> tuple[Personal, ...]: ...

    @overload
    def questions_of(
        self, *types: Literal["consent", "quote_consent"]
    ) -> tuple[Consent | QuoteConsent, ...]: ...

    @overload
    def questions_of(
        self, *types: Literal["organisation", "personal"]
    ) -> tuple[Organisation | Personal, ...]: ...

    @overload
    def questions_of(self, *types: str) -> tuple[Question, ...]: ...

    def questions_of(self, *types: str) -> tuple[Question, ...]:
        """Return the questions of these types, in the instrument's order."""
        return tuple(question for question in self.questions if question.type in types)

    def groups(self, dimension: str) -> tuple[Group, ...]:
        """Return the groups of ``constituency`` or ``nation``."""
        return self.constituencies if dimension == "constituency" else self.nations

    def label_of(self, code: str) -> str:
        """Return the label people read for a code of an item or a group; else the code."""
        for question in self.questions_of("rating", "ranking", "choice", "multi_choice"):
            for item in question.items:
                if item.code == code:
                    return item.label
        known: tuple[Item | Group, ...]
        known = (*self.elements, *self.priorities, *self.constituencies, *self.nations)
        return next((part.label for part in known if part.code == code), code)

    @model_validator(mode="before")
    @classmethod
    def _take_columns(cls, data: Any) -> Any:
        """Read what ``export: columns:`` says of a question as if it stood in the question."""
        export = data.get("export") if isinstance(data, dict) else None
        columns = export.get("columns") if isinstance(export, dict) else None
        questions = data.get("questions") if isinstance(data, dict) else None
        if not isinstance(columns, dict) or not isinstance(questions, list | tuple):
            return data
        return {**data, "questions": add_columns(questions, columns)}

    @model_validator(mode="after")
    def _check_status(self) -> Self:
        if self.status == "draft" and self.linked is not None:
            raise ValueError(
                "status: a draft has no export; write open while answers come in, then closed"
            )
        if self.status == "closed" and self.linked is None:
            raise ValueError(
                "export: this key is missing; before there are answers, write status: draft"
            )
        letters = self.linked.letters if self.linked is not None else None
        texts = {question.id for question in self.questions_of("free_text")}
        if letters is not None and letters.question not in texts:
            hint = nearest_word(letters.question, texts)
            raise ValueError(f"export: letters: no free_text question '{letters.question}'{hint}")
        unlinked = [q for q in self.questions if not q.is_linked]
        if self.linked is not None and unlinked:
            one = unlinked[0]
            names = [n for n in COLUMN_KEYS[:4] if n in type(one).model_fields]
            what = (
                f"expected exactly one of {', '.join(names)}"
                if len(names) > 1
                else f"{names[0]}: this key is missing"
            )
            raise ValueError(f"question '{one.id}': {what}")
        return self

    @model_validator(mode="after")
    def _check_dates(self) -> Self:
        try:
            ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(
                f"time_zone: no zone '{self.time_zone}'; expected one such as {ZONE}"
            ) from None
        if self.delete_after < FIRST_DATE:
            raise ValueError(
                f"delete_after: {self.delete_after} is no day to keep data until; expected one "
                f"from {FIRST_DATE} on"
            )
        if self.opens and self.closes and self.opens > self.closes:
            raise ValueError(f"closes: {self.closes} is before opens {self.opens}")
        if self.closes and self.delete_after < self.closes:
            raise ValueError(f"delete_after: {self.delete_after} is before closes {self.closes}")
        return self

    @model_validator(mode="after")
    def _check_codes(self) -> Self:
        items = [item.code for item in (*self.elements, *self.priorities)]
        refuse_repeats(items, "element or priority code")
        refuse_repeats([question.id for question in self.questions], "question id")
        for groups, what in ((self.constituencies, "constituency"), (self.nations, "nation")):
            codes = [group.code for group in groups]
            refuse_repeats(codes, f"{what} code")
            words = [w.casefold() for g in groups for w in dict.fromkeys((g.label, *g.aliases))]
            refuse_repeats(words, f"{what} name")
            _check_parents(groups, what)
        refuse_repeats([each.code for each in self.collectors], "collector code")
        for code in (*items, *(g.code for g in (*self.constituencies, *self.nations))):
            if code in RESERVED_CODES:
                raise ValueError(f"the code '{code}' is reserved; take another")
        known_nations = {nation.code for nation in self.nations}
        for group in self.constituencies:
            if group.nation and group.nation not in known_nations:
                hint = nearest_word(group.nation, known_nations)
                raise ValueError(f"constituency '{group.code}': no nation '{group.nation}'{hint}")
        return self

    @model_validator(mode="after")
    def _resolve_questions(self) -> Self:
        for question in self.questions:
            if isinstance(question, _ItemQuestion):
                self._resolve_items(question)
            if question.type == "free_text":
                known = {i.code for i in (*self.elements, *self.priorities)}
                known |= set(FREE_TEXT_SUBJECTS)
                if question.about not in known:
                    hint = nearest_word(question.about, known)
                    raise ValueError(f"question '{question.id}', about: '{question.about}'{hint}")
            self._check_routing(question)
        for kind in ONCE_ONLY:
            if len(self.questions_of(kind)) > 1:
                raise ValueError(f"questions: more than one of type {kind}; keep one")
        if self.questions_of("constituency") and not self.constituencies:
            raise ValueError("constituencies: the constituency question needs its closed list")
        return self

    def options_of(self, question: Question) -> dict[str, str]:
        """Return what can be answered to a question with options: label by code."""
        if question.type in ("choice", "multi_choice"):
            return {item.code: item.label for item in question.items}
        if question.type in ("constituency", "nation"):
            return {group.code: group.label for group in self.groups(question.type)}
        if question.type == "respondent_type":
            return {k: getattr(question, k)[0] for k in ("individual", "organisation")}
        if question.type in ("quote_consent", "consent"):
            return {"yes": question.yes[0], "no": question.no[0]}
        if question.type == "language":
            return {code: words[0] for code, words in question.words.items()}
        return {}

    def _check_routing(self, question: Question) -> None:
        if question.asked_if is None:
            return
        position = self.questions.index(question)
        earlier = {q.id: q for q in self.questions[:position] if self.options_of(q)}
        where = f"question '{question.id}', asked_if"
        name = question.asked_if.question
        if name not in earlier:
            hint = nearest_word(name, set(earlier)) if earlier else "; there is none"
            raise ValueError(f"{where}: no earlier question with options '{name}'{hint}")
        known = set(self.options_of(earlier[name]))
        for code in question.asked_if.options:
            if code not in known:
                raise ValueError(
                    f"{where}: '{name}' has no option '{code}'{nearest_word(code, known)}"
                )

    def _resolve_items(self, question: _ItemQuestion) -> None:
        question.resolve(self.elements, self.priorities)
        codes = {item.code for item in question.items}
        if not codes:
            raise ValueError(f"question '{question.id}': there are no {question.about}")
        for code in question.columns:
            if code not in codes:
                hint = nearest_word(code, codes)
                raise ValueError(f"question '{question.id}', columns: no item '{code}'{hint}")
        if isinstance(question, Rating):
            if question.scale_name not in self.scales:
                hint = nearest_word(question.scale_name, set(self.scales))
                raise ValueError(
                    f"question '{question.id}': no scale '{question.scale_name}'{hint}"
                )
            question.use_scale(self.scales[question.scale_name])


def add_columns(questions: Sequence[Any], columns: Mapping[str, Any]) -> list[Any]:
    """Return questions with the columns that an export gives them; the platform's own are added.

    Raises
    ------
    ValueError
        There is no such question and it is none of the platform's own, a key is not about columns,
        or the question names its columns itself.
    """
    known = {str(q.get("id")): q for q in questions if isinstance(q, dict)}
    for code, part in columns.items():
        if not isinstance(part, dict):
            raise ValueError(f"export: columns: {code}: expected keys such as column:")
        if code not in known and part.get("type") not in (*PLATFORM_TYPES, "personal"):
            raise ValueError(
                f"export: columns: no question '{code}'{nearest_word(code, set(known))}"
            )
        for key, value in part.items():
            if code in known and key not in COLUMN_KEYS and known[code].get(key) != value:
                hint = nearest_word(key, COLUMN_KEYS)
                raise ValueError(f"export: columns: {code}: no key '{key}'{hint}")
            if known.get(code, {}).get(key, value) != value:
                raise ValueError(f"question '{code}': {key} stands in export too; keep one")
    own = [{"id": code, **part} for code, part in columns.items() if code not in known]
    filled = [
        {**q, **columns.get(str(q.get("id")), {})} if isinstance(q, dict) else q for q in questions
    ]
    return [*filled, *own]


def _check_parents(groups: tuple[Group, ...], what: str) -> None:
    parents = {group.code: group.parent for group in groups}
    for code, parent in parents.items():
        if parent is not None and parent not in parents:
            raise ValueError(
                f"{what} '{code}': no parent '{parent}'{nearest_word(parent, set(parents))}"
            )
        seen = {code}
        while parent is not None:
            if parent in seen:
                raise ValueError(f"{what} '{code}': is its own parent in the end")
            seen.add(parent)
            parent = parents[parent]


def parse_consultation(text: str, *, file_name: str = "consultation.yaml") -> Consultation:
    """Read the text of a consultation.yaml.

    Raises
    ------
    InputError
        One line per fault: file, line, key, what was expected, the nearest valid word.
    """
    document = read_yaml(text, file_name=file_name)
    if not isinstance(document.data, dict):
        raise InputError(
            f"{file_name}, line 1: expected keys such as 'title:', found a list or text."
        )
    try:
        language = document.data.get("language")
        return Consultation.model_validate(document.data, context={"language": language})
    except ValidationError as fault:
        faults = fault.errors(include_url=False, include_context=True)
        lines = [_describe_fault(each, document, file_name) for each in faults]
        raise InputError("\n".join(dict.fromkeys(lines))) from None


def _describe_fault(fault: Any, document: Document, file_name: str) -> str:
    path, key, message = locate_fault(fault, document, kind="question type", kinds=QUESTION_TYPES)
    where = f", {key}" if key else ""  # a fault of the whole names its subject itself
    line = document.line_of(path or _subject_path(message, document.data))
    return f"{file_name}, line {line}{where}: {message}"


def _subject_path(message: str, data: Any) -> Path:
    """Find what a fault of the whole is about: ``question 'vision': …`` or ``closes: …``."""
    named = re.match(r"(question|constituency|nation) '([^']+)'", message)
    if named is None:
        key = message.partition(":")[0]
        return (key,) if key in data else ()
    place, key = _PLACES[named[1]]
    codes = [entry.get(key) for entry in data.get(place) or []]
    return (place, codes.index(named[2])) if named[2] in codes else ()
