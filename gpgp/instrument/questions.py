"""The kinds of question an instrument can hold, and how each maps to columns of the export."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, Self

from pydantic import Field, PrivateAttr, model_validator

from gpgp.instrument.numbers import read_number
from gpgp.instrument.parts import Code, Item, Part, Scale, Text, refuse_repeats
from gpgp.instrument.text import fold_word
from gpgp.instrument.translated import Translated, spread_words

About = Literal["elements", "priorities"]
# Filled in by the platform; no respondent sees them.
PLATFORM_TYPES = ("respondent_id", "submitted_at", "collector", "channel", "ignore")
_VISION = re.compile(r"\b(?:vision|n?gweledigaeth|weledigaeth)\b", re.IGNORECASE)


class AskedIf(Part):
    """On whose answers a question depends: those with one of some options of an earlier one."""

    question: Code
    options: tuple[Code, ...] = Field(min_length=1)


class _Question(Part):
    """What every question has.

    ``required``, ``help`` and ``asked_if`` are for respondents; ``missing`` lists words in its
    own columns that stand for a blank.
    """

    id: Code
    text: Translated | None = None
    help: Translated | None = None
    required: bool = False
    asked_if: AskedIf | None = None
    missing: tuple[str, ...] = ()
    sensitive: bool = False

    @property
    def is_asked(self) -> bool:
        """Whether respondents see it; the platform fills in the others itself."""
        kind: str = getattr(self, "type", "")
        return kind not in PLATFORM_TYPES and (kind != "personal" or self.text is not None)

    @property
    def is_linked(self) -> bool:
        """Whether it says which columns of an export it reads."""
        return bool(self.headers()) or self.pattern is not None

    def headers(self) -> tuple[str, ...]:
        """Return the exact headers it reads; empty where a pattern names them."""
        column = getattr(self, "column", None)
        return (column,) if column else ()

    @property
    def title(self) -> str:
        """What it asks: its text, else its single column without a leading number, else its id."""
        column = re.sub(r"^[Qq]?\d+\s*[.):]\s*", "", getattr(self, "column", None) or "")
        return self.text or column.replace("&nbsp;", " ").strip() or self.id

    @property
    def pattern(self) -> re.Pattern[str] | None:
        """The pattern its columns are found by, if it has one."""
        text = getattr(self, "column_pattern", None)
        return re.compile(text) if text else None


def _spread_lists(data: Any, *names: str) -> Any:
    """Add to each list of words the translations of its words and, last, its own name."""
    if not isinstance(data, dict):
        return data
    return {**data, **{name: spread_words(data[name], name) for name in names if name in data}}


class _OneColumn(_Question):
    """A question that is one column of the export."""

    column: Text | None = None


class _ItemQuestion(_Question):
    """A question about several items: the elements, the priorities, or options of its own."""

    about: About | None = None
    options: tuple[Item, ...] = ()
    columns: dict[Code, Text] = Field(default_factory=dict)
    column_pattern: Text | None = None
    _items: tuple[Item, ...] = PrivateAttr(default=())

    @property
    def items(self) -> tuple[Item, ...]:
        """The items it is about, resolved."""
        return self._items

    def headers(self) -> tuple[str, ...]:
        """Return the exact headers it reads; empty where a pattern names them."""
        return (*super().headers(), *self.columns.values(), *getattr(self, "places", ()))

    def resolve(self, elements: tuple[Item, ...], priorities: tuple[Item, ...]) -> None:
        """Fill in the items. Called once, by the consultation that holds the question."""
        known = {"elements": elements, "priorities": priorities}
        self._items = known[self.about] if self.about else self.options

    @model_validator(mode="before")
    @classmethod
    def _take_columns(cls, data: Any) -> Any:
        """Read ``options: [{code, label, column}]``, where each option names its column."""
        options = data.get("options") if isinstance(data, dict) else None
        if not isinstance(options, list | tuple) or "columns" in data:
            return data
        named = {
            o["code"]: o["column"]
            for o in options
            if isinstance(o, dict) and o.keys() >= {"code", "column"}
        }
        if not named:
            return data
        plain = [{k: v for k, v in o.items() if k != "column"} for o in options]
        return {**data, "options": plain, "columns": named}

    @model_validator(mode="after")
    def _check_items(self) -> Self:
        if (self.about is None) == (not self.options):
            raise ValueError("expected one of 'about: elements', 'about: priorities' or 'options:'")
        refuse_repeats([item.code for item in self.options], "option code")
        if self.column_pattern is not None:
            _check_pattern(self.column_pattern)
        return self


def _check_pattern(text: str) -> None:
    try:
        names = re.compile(text).groupindex
    except re.error as fault:
        raise ValueError(f"column_pattern: not a regular expression: {fault.msg}") from None
    if "item" not in names:
        raise ValueError("column_pattern: expected a group (?P<item>...) that captures the item")


def _one_of(question: _Question, *names: str) -> None:
    """Refuse several ways to name columns; without any, the questionnaire has no answers yet."""
    if sum(bool(getattr(question, name)) for name in names) > 1:
        raise ValueError(f"expected exactly one of {', '.join(names)}")


class Rating(_ItemQuestion):
    """Each item gets a point of a scale: one column per item."""

    type: Literal["rating"]
    scale_name: Code = Field(alias="scale")
    column: Text | None = None
    _scale: Scale = PrivateAttr()

    @property
    def scale(self) -> Scale:
        """The scale, resolved."""
        return self._scale

    @property
    def is_vision(self) -> bool:
        """It asks about the parts of a vision: its id, its title or its text says so."""
        said = f"{self.id.replace('_', ' ')} {self.title} {self.text}"
        return self.about == "elements" and _VISION.search(said) is not None

    def use_scale(self, scale: Scale) -> None:
        """Fill in the scale. Called once, by the consultation that holds the question."""
        self._scale = scale

    @model_validator(mode="after")
    def _check_columns(self) -> Self:
        _one_of(self, "columns", "column_pattern", "column")
        if self.column and len(self.options) != 1:
            raise ValueError("column: a single column rates a single option; use columns")
        return self


class Ranking(_ItemQuestion):
    """Items put in order.

    ``columns``: one per item, holding its rank. ``places``: one column per place, first place
    first, holding the item. ``column`` with ``separator``: one column listing items in order.
    """

    type: Literal["ranking"]
    column: Text | None = None
    separator: str = ";"
    places: tuple[Text, ...] = ()
    best: Literal["lowest", "highest"] = "lowest"
    max_choices: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _check_columns(self) -> Self:
        _one_of(self, "columns", "column_pattern", "column", "places")
        return self


class Choice(_ItemQuestion):
    """One option chosen out of several."""

    type: Literal["choice"]
    column: Text | None = None


class MultiChoice(_ItemQuestion):
    """Any number of options chosen: one column with a separator, or a column per option."""

    type: Literal["multi_choice"]
    column: Text | None = None
    separator: str = ";"
    unchosen: tuple[str, ...] = ("", "0", "No", "FALSE")  # in a column per option
    max_choices: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _check_columns(self) -> Self:
        _one_of(self, "columns", "column_pattern", "column")
        return self


class FreeText(_OneColumn):
    """Comments in people's own words.

    ``about``: an element's or priority's code, ``vision_wording``, ``missing`` or ``anything``.
    ``nothing_is_answer``: "nothing" answers the question (what could be improved?).
    ``is_themed``: comments go into theming; by default all but those on single words.
    """

    type: Literal["free_text"]
    about: Code = "anything"
    nothing_is_answer: bool = False
    is_themed: bool

    @model_validator(mode="before")
    @classmethod
    def _default_theming(cls, data: Any) -> Any:
        return {"is_themed": data.get("about") != "vision_wording", **data}


class Number(_OneColumn):
    """A quantity: an age, a headcount, an amount of money, a percentage, years.

    ``unit``: what was asked for ("years", "£", "%"). ``lowest``, ``highest``: a value beyond them
    is implausible and not counted. ``decimal``: the mark before decimals where ``1,234`` could be
    either. ``words``: words that stand for a number (none: 0).
    """

    type: Literal["number"]
    unit: Text | None = None
    lowest: float | None = Field(default=None, allow_inf_nan=False)
    highest: float | None = Field(default=None, allow_inf_nan=False)
    decimal: Literal[".", ","] = "."
    words: dict[Text, float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _check_bounds(self) -> Self:
        if self.lowest is not None and self.highest is not None and self.lowest > self.highest:
            raise ValueError(f"highest: {self.highest:g} is below lowest {self.lowest:g}")
        return self

    def read(self, text: str) -> tuple[float | None, bool]:
        """Return the value of an answer (None: not one number) and whether it is plausible."""
        words = {fold_word(word): value for word, value in self.words.items()}
        value = read_number(text, decimal=self.decimal, unit=self.unit or "", words=words)
        is_low = value is not None and self.lowest is not None and value < self.lowest
        is_high = value is not None and self.highest is not None and value > self.highest
        return value, not (is_low or is_high)


class ConstituencyQuestion(_OneColumn):
    """The one capacity in which a response is given.

    ``separator`` says that the column can hold several; then ``primary`` names the column that
    holds the main one.
    """

    type: Literal["constituency"]
    separator: str | None = None
    primary: Text | None = None

    @model_validator(mode="after")
    def _check_primary(self) -> Self:
        if self.separator and not self.primary:
            raise ValueError(
                "primary: a response is given in one capacity; name the column that holds the "
                "main one, or take a question that allows one answer"
            )
        return self

    def headers(self) -> tuple[str, ...]:
        """Return the exact headers it reads."""
        return tuple(header for header in (self.column, self.primary) if header)


class NationQuestion(_OneColumn):
    """The nation or region."""

    type: Literal["nation"]


class RespondentType(_OneColumn):
    """An individual, or someone who answers for an organisation."""

    type: Literal["respondent_type"]
    individual: tuple[Translated, ...] = Field(min_length=1)
    organisation: tuple[Translated, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, data: Any) -> Any:
        return _spread_lists(data, "individual", "organisation")


class Organisation(_OneColumn):
    """The organisation's name; private."""

    type: Literal["organisation"]


class RespondentId(_OneColumn):
    """The platform's key of a response, or of a respondent (then repeats are set aside)."""

    type: Literal["respondent_id"]


class SubmittedAt(_OneColumn):
    """When the response came in, in ``export.date_format``."""

    type: Literal["submitted_at"]


class _YesOrNo(_OneColumn):
    """A question that says yes or no."""

    yes: tuple[Translated, ...] = Field(min_length=1)
    no: tuple[Translated, ...] = (Translated("No", {"en": "No", "cy": "Na"}), Translated("Na"))

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, data: Any) -> Any:
        return _spread_lists(data, "yes", "no")


class QuoteConsent(_YesOrNo):
    """Whether the respondent may be quoted."""

    type: Literal["quote_consent"]


class Consent(_YesOrNo):
    """Whether the respondent agreed to take part; whoever did not say yes is set aside."""

    type: Literal["consent"]


class Language(_OneColumn):
    """The language the respondent answered in: ISO 639-1 code by the words of the export."""

    type: Literal["language"]
    words: dict[str, tuple[Text, ...]]

    @model_validator(mode="before")
    @classmethod
    def _spread(cls, data: Any) -> Any:
        words = data.get("words") if isinstance(data, dict) else None
        return {**data, "words": _spread_lists(words, *words)} if isinstance(words, dict) else data


class CollectorColumn(_OneColumn):
    """Through which collector a response came: who spread the link."""

    type: Literal["collector"]


class Channel(_OneColumn):
    """How a response came in: online, by e-mail, by post, at an event."""

    type: Literal["channel"]


class Personal(_OneColumn):
    """Personal data: never analysed, never shown; what it holds is removed from comments."""

    type: Literal["personal"]
    kind: Literal["name", "email", "phone", "address", "other"] = "other"
    sensitive: bool = True


class Ignore(_Question):
    """Columns that are known and not used."""

    type: Literal["ignore"]
    columns: tuple[Text, ...] = Field(min_length=1)

    def headers(self) -> tuple[str, ...]:
        """Return the exact headers it names."""
        return self.columns


ItemQuestion = Rating | Ranking | Choice | MultiChoice
Question = Annotated[
    Rating
    | Ranking
    | Choice
    | MultiChoice
    | FreeText
    | Number
    | ConstituencyQuestion
    | NationQuestion
    | RespondentType
    | Organisation
    | RespondentId
    | SubmittedAt
    | QuoteConsent
    | Consent
    | Language
    | CollectorColumn
    | Channel
    | Personal
    | Ignore,
    Field(discriminator="type"),
]
ONCE_ONLY = (
    "constituency",
    "nation",
    "respondent_type",
    "organisation",
    "respondent_id",
    "submitted_at",
    "quote_consent",
    "consent",
    "language",
    "collector",
    "channel",
)
QUESTION_TYPES = (
    *("rating", "ranking", "choice", "multi_choice", "number", "free_text", "personal"),
    "ignore",
    *ONCE_ONLY,
)
