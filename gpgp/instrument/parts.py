"""The parts an instrument is made of: items, scales, groups, the export, the officer's texts."""

from __future__ import annotations

import difflib
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from gpgp.instrument.scale_kinds import ScaleKind, guess_scale_kind
from gpgp.instrument.text import make_code
from gpgp.instrument.translated import (
    Translated,
    is_translations,
    learn_words,
    main_language,
    spread_words,
)
from gpgp.tables import ALL, DONT_KNOW, NO_ANSWER, NOT_ASKED, NOT_MATCHED

RESERVED_CODES = frozenset({ALL, DONT_KNOW, NO_ANSWER, NOT_ASKED, NOT_MATCHED, "none", "other"})
# Where agreement begins and disagreement ends, by number of scale points (0 to 10 counts as 11).
DEFAULT_CUTS = {3: (3, 1), 4: (3, 2), 5: (4, 2), 6: (5, 2), 7: (5, 3), 11: (8, 5)}

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Link = Annotated[str, StringConstraints(pattern=r"^https://[^\s\"'<>]+$")]


def nearest_word(word: str, known: list[str] | tuple[str, ...] | set[str]) -> str:
    """Return ``; did you mean 'x'?`` for the nearest known word, or the known words themselves."""
    close = difflib.get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"; did you mean '{close[0]}'?" if close else f"; known: {', '.join(sorted(known))}"


def check_file_name(name: str) -> str:
    """Return the name of a file beside consultation.yaml.

    Raises
    ------
    ValueError
        It names a folder, or a hidden file.
    """
    if "/" in name or "\\" in name or name.startswith("."):
        raise ValueError("expected the name of a file beside consultation.yaml")
    return name


PlainFileName = Annotated[Text, AfterValidator(check_file_name)]


class Part(BaseModel):
    """A frozen model that refuses unknown keys and names the nearest known one."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)

    @model_validator(mode="before")
    @classmethod
    def _refuse_unknown_keys(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        known = {field.alias or name for name, field in cls.model_fields.items()}
        for key in data:
            if key not in known:
                raise ValueError(f"unknown key '{key}'{nearest_word(key, known)}")
        return {key: value for key, value in data.items() if value is not None}


class Item(Part):
    """Something that is rated, ranked or chosen: an element, a priority, an option."""

    code: Code
    label: Translated
    wording: Translated | None = None
    parts: tuple[Translated, ...] = ()
    aliases: tuple[Text, ...] = ()
    cost: float | None = Field(default=None, ge=0)

    @model_validator(mode="before")
    @classmethod
    def _learn_translations(cls, data: Any, info: ValidationInfo) -> Any:
        language = main_language(info)
        return learn_words(data, texts=("label", "wording"), into="aliases", language=language)

    @property
    def words(self) -> tuple[str, ...]:
        """Every text in an export that means this item."""
        return tuple(dict.fromkeys((self.label, *self.aliases, self.wording or self.label)))


class ScalePoint(Part):
    """One point of a scale: its label and the other words that mean it."""

    label: Translated
    words: tuple[Text, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: Any, info: ValidationInfo) -> Any:
        part = {"label": data} if isinstance(data, str) or is_translations(data) else data
        return learn_words(part, texts=("label",), into="words", language=main_language(info))


class Scale(Part):
    """A rating scale, lowest point first.

    ``agree_from`` and ``disagree_to`` are scale points counted from 1. ``kind``: what the scale
    measures; by default what the words of its points say.
    """

    points: tuple[ScalePoint, ...] = Field(min_length=2, max_length=11)
    agree_from: int
    disagree_to: int
    dont_know: tuple[Translated, ...] = ()
    kind: ScaleKind

    @model_validator(mode="before")
    @classmethod
    def _spread_dont_know(cls, data: Any) -> Any:
        if not isinstance(data, dict) or "dont_know" not in data:
            return data
        return {**data, "dont_know": spread_words(data["dont_know"])}

    @model_validator(mode="before")
    @classmethod
    def _default_cuts(cls, data: Any) -> Any:
        if not isinstance(data, dict) or not isinstance(data.get("points"), list | tuple):
            return data
        cuts = DEFAULT_CUTS.get(len(data["points"]))
        return (
            {**dict(zip(("agree_from", "disagree_to"), cuts, strict=True)), **data}
            if cuts
            else data
        )

    @model_validator(mode="before")
    @classmethod
    def _default_kind(cls, data: Any) -> Any:
        points = data.get("points") if isinstance(data, dict) else None
        if not isinstance(points, list | tuple):
            return data
        labels = [each.get("label", each) if isinstance(each, dict) else each for each in points]
        texts = [
            text
            for label in labels
            for text in (label.values() if isinstance(label, dict) else (label,))
            if isinstance(text, str)
        ]
        return {"kind": guess_scale_kind(texts), **data}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not 1 <= self.disagree_to < self.agree_from <= self.n_points:
            raise ValueError(
                f"expected 1 <= disagree_to < agree_from <= {self.n_points}, found "
                f"disagree_to {self.disagree_to} and agree_from {self.agree_from}"
            )
        words = [w.casefold() for p in self.points for w in dict.fromkeys((p.label, *p.words))]
        words += [w.casefold() for w in dict.fromkeys(self.dont_know)]
        refuse_repeats(words, "scale word")
        return self

    @property
    def n_points(self) -> int:
        """Number of scale points."""
        return len(self.points)

    @property
    def codes(self) -> tuple[str, ...]:
        """What questionnaires call each point: its label in small letters, else its number."""
        made = [make_code(point.label) for point in self.points]
        is_clear = len({*made, DONT_KNOW}) == len(made) + 1
        return tuple(made if is_clear else (f"point_{n}" for n in range(1, len(made) + 1)))


class Group(Part):
    """A constituency, a nation or a region."""

    code: Code
    label: Translated
    aliases: tuple[Text, ...] = ()
    parent: Code | None = None
    nation: Code | None = None
    population: int | None = Field(default=None, ge=1)

    @model_validator(mode="before")
    @classmethod
    def _learn_translations(cls, data: Any, info: ValidationInfo) -> Any:
        return learn_words(data, texts=("label",), into="aliases", language=main_language(info))


class JoinedFile(Part):
    """A second file of the same responses, joined on a column that both have."""

    file: PlainFileName
    on: Text


class Letters(Part):
    """Responses that answer no question: a CSV with one letter per row beside the export.

    Its columns: ``text``; and, where known, ``received_at`` (such as 2030-01-31), ``channel``,
    ``constituency``, ``organisation``. ``question``: the free-text question they are read with.
    """

    file: PlainFileName
    question: Code


class LongForm(Part):
    """The columns of a file with one row per answer; it is read as one row per response.

    ``id``: whose answer it is; ``question``, ``answer``: each question becomes a column.
    """

    id: Text
    question: Text
    answer: Text


class Export(Part):
    """How the file of responses is to be read. Nothing is guessed once this is written.

    ``skip_rows``: rows above the header, such as a title. ``header_rows``: 0 where there is none;
    columns are then known by their letter. ``quoting``: *none* where quotes are plain characters.
    ``coalesced``: by the header of a question, the columns that ask it again after a branching;
    where it is blank, their answer counts.
    """

    file: PlainFileName
    joined: tuple[JoinedFile, ...] = ()
    letters: Letters | None = None
    sheet: Text | None = None
    encoding: Text = "utf-8"
    separator: Annotated[str, StringConstraints(min_length=1, max_length=1)] = ","
    quoting: Literal["standard", "none"] = "standard"
    skip_rows: int = Field(default=0, ge=0, le=100)
    header_rows: int = Field(default=1, ge=0, le=3)
    long: LongForm | None = None
    platform: Text | None = None
    date_format: Text = "%Y-%m-%d %H:%M:%S"
    missing: tuple[str, ...] = ("",)
    columns: dict[Code, dict[str, Any]] = Field(default_factory=dict)  # as gpgp link writes them
    coalesced: dict[Text, tuple[Text, ...]] = Field(default_factory=dict)
    repeated_headers: Literal["refuse", "number"] = "refuse"  # number: the second is "name (2)"


class CleaningRules(Part):
    """What cleaning sets aside and removes, and from when on comments count as a campaign."""

    test_words: tuple[Text, ...] = ("test", "testing", "asdf", "qwerty")
    least_answers: int = Field(default=1, ge=0)
    keep_repeat: Annotated[str, StringConstraints(pattern="^(first|last)$")] = "last"
    remove_words: tuple[Text, ...] = ()  # names and words to take out of every comment
    campaign_least_copies: int = Field(default=10, ge=2)
    campaign_least_words: int = Field(default=12, ge=3)


class ParallelConsultation(Part):
    """Another consultation that readers should know of."""

    title: Translated
    link: Link | None = None
    whom_for: Translated | None = None


class Action(Part):
    """What will be done about what was heard: by whom, and by when."""

    heard: Text
    action: Text
    owner: Text
    by: date


class WelshSummary(Part):
    """The title and a summary of about 120 words in Welsh."""

    title: Text
    text: Text
    note: Text | None = None


class OfficerTexts(Part):
    """What the officer writes and the report prints as such."""

    purpose: Text | None = None
    recommendation: Text | None = None
    action: Text | None = None
    background: Text | None = None
    implications_for_wales: Text | None = None
    financial_implications: Text | None = None
    next_steps: Text | None = None
    contact: Text | None = None
    meant_for: Literal["decision", "information"] = "decision"
    author: Text | None = None  # a role, not a name
    reported_on: date | None = None
    actions: tuple[Action, ...] = ()
    welsh_summary: WelshSummary | None = None
    campaign_asks: Text | None = None  # what the largest campaign letter asks, in one sentence
    campaign_answer: Text | None = None
    parallel_consultations: tuple[ParallelConsultation, ...] = ()


def refuse_repeats(words: list[str], what: str) -> None:
    """Raise ValueError if a word stands twice.

    Raises
    ------
    ValueError
        Names the first repeated word.
    """
    seen: set[str] = set()
    for word in words:
        if word in seen:
            raise ValueError(f"the {what} '{word}' stands twice; it must mean one thing")
        seen.add(word)
