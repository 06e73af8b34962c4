"""What a code frame can say: the themes people work with, and what they decided on them.

The file is replayed from top to bottom on every run. A theme stands in ``themes`` from the day it
enters the frame for good; decisions act on it and never take its entry away. So a decision is
undone by deleting it, and nothing that was decided is overwritten.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from gpgp.instrument import Part, Text

MAX_LABEL = 60  # characters; a label stands in a table beside figures


_ID = re.compile(r"[a-z][a-z0-9_]{0,19}")
_WEIGHTED = re.compile(r"[^\d\s]\S* \d{1,2}(?:\.\d{1,2})?")
_FORBIDDEN = re.compile(r"[\x00-\x1f|<>]")


def _as_list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


def _check_id(name: str) -> str:
    if not _ID.fullmatch(name):
        raise ValueError(
            f"'{name}' is no id: expected a small letter, then at most 19 small letters, digits, _"
        )
    return name


def _check_label(label: str) -> str:
    if len(label) > MAX_LABEL or _FORBIDDEN.search(label):
        raise ValueError(f"expected at most {MAX_LABEL} characters on one line, without | < >")
    return label


def _check_weighted(pair: str) -> str:
    if not _WEIGHTED.fullmatch(pair):
        raise ValueError(f"'{pair}': expected a word and its weight, such as 'pay 2.4'")
    return pair


ThemeId = Annotated[str, AfterValidator(_check_id)]
Label = Annotated[Text, AfterValidator(_check_label)]
Texts = Annotated[tuple[Text, ...], BeforeValidator(_as_list)]
WeightedWords = Annotated[
    tuple[Annotated[str, AfterValidator(_check_weighted)], ...], BeforeValidator(_as_list)
]
ThemeIds = Annotated[tuple[ThemeId, ...], BeforeValidator(_as_list), Field(min_length=1)]


class FrameTheme(Part):
    """A theme of the frame and the rules by which comments come to it."""

    id: ThemeId
    label: Label
    definition: Text | None = None
    heading: Label | None = None
    language: Annotated[str, Field(pattern="^[a-z]{2,8}$")] = "en"  # of its words (ISO 639-1)
    outside_draft: bool | None = None  # a person read the draft: it does (not) speak of this
    include: Texts = ()  # a comment that holds one of these words or phrases carries the theme
    exclude: Texts = ()  # a comment that holds one of these does not
    examples: Texts = ()  # comment ids
    words: WeightedWords = ()  # 'pay 2.4': what it is made of, to find members elsewhere

    @property
    def has_rule(self) -> bool:
        """Whether words or examples tell which comments it takes."""
        return bool(self.include or self.examples)


class _Decision(Part):
    reason: Text
    who: Text
    when: date


class Accept(_Decision):
    """These themes are as people want them: shown whatever their figures."""

    do: Literal["accept"]
    themes: ThemeIds


class Rename(_Decision):
    """The theme gets another label; its comments stay."""

    do: Literal["rename"]
    theme: ThemeId
    to: Label


class Merge(_Decision):
    """The comments of ``themes`` go to ``into``, today's and those to come."""

    do: Literal["merge"]
    themes: ThemeIds
    into: ThemeId


class Split(_Decision):
    """The comments of ``theme`` go to its parts: by their words and examples, else the nearest."""

    do: Literal["split"]
    theme: ThemeId
    into: ThemeIds


class New(_Decision):
    """A theme nobody proposed: it takes the comments that its words and examples name."""

    do: Literal["new"]
    themes: ThemeIds


class Drop(_Decision):
    """No theme: its comments go where they are near enough, the others carry none."""

    do: Literal["drop"]
    themes: ThemeIds


class Pin(_Decision):
    """These comments belong in a theme, or do not, whatever anything else says."""

    do: Literal["pin"]
    comments: Annotated[Texts, Field(min_length=1)]
    into: ThemeId | None = None
    out_of: ThemeId | None = None

    @model_validator(mode="after")
    def _check_place(self) -> Self:
        if (self.into is None) == (self.out_of is None):
            raise ValueError("expected either 'into:' or 'out_of:' with the id of a theme")
        return self

    @property
    def theme(self) -> str:
        """The theme the comments are pinned in or out of."""
        return str(self.into or self.out_of)


class Move(_Decision):
    """These comments leave one theme for another: one decision in place of two pins."""

    do: Literal["move"]
    comments: Annotated[Texts, Field(min_length=1)]
    out_of: ThemeId
    into: ThemeId

    @model_validator(mode="after")
    def _check_places(self) -> Self:
        if self.into == self.out_of:
            raise ValueError("expected two different themes in 'out_of:' and 'into:'")
        return self


class OutsideDraft(_Decision):
    """A person read the themes beside the draft: it does not speak of them, or it does."""

    do: Literal["outside_draft"]
    themes: ThemeIds
    is_outside: bool = True


class Note(_Decision):
    """Something to remember about these themes, in ``reason``; no comment moves."""

    do: Literal["note"]
    themes: ThemeIds


Decision = Annotated[
    Accept | Rename | Merge | Split | New | Drop | Pin | Move | OutsideDraft | Note,
    Field(discriminator="do"),
]
DECISION_TYPES = (
    "accept", "rename", "merge", "split", "new", "drop", "pin", "move", "outside_draft", "note",
)  # fmt: skip


@dataclass(frozen=True)
class Pinned:
    """Comments that a decision puts in a theme (``is_in``), or keeps out of it."""

    decision: int
    comments: tuple[str, ...]
    theme: str
    is_in: bool


class CodeFrame(Part):
    """The themes of a consultation as people decided on them, in the order they decided."""

    themes: tuple[FrameTheme, ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of all themes that ever stood in the frame, also of those merged or dropped."""
        return tuple(theme.id for theme in self.themes)

    @property
    def named_comments(self) -> frozenset[str]:
        """Ids of the comments that stand in it, as examples or pinned."""
        pinned = [each.comments for each in self.pins]
        return frozenset(c for ids in (*pinned, *(t.examples for t in self.themes)) for c in ids)

    @property
    def pins(self) -> tuple[Pinned, ...]:
        """What pins and moves say, in their order; the last word on a comment and theme holds."""
        found = []
        for number, decision in enumerate(self.decisions, start=1):
            if isinstance(decision, Pin):
                is_in = decision.into is not None
                found.append(Pinned(number, decision.comments, decision.theme, is_in))
            elif isinstance(decision, Move):
                found.append(Pinned(number, decision.comments, decision.out_of, is_in=False))
                found.append(Pinned(number, decision.comments, decision.into, is_in=True))
        return tuple(found)

    def theme(self, theme_id: str) -> FrameTheme:
        """Return the theme with that id."""
        return next(theme for theme in self.themes if theme.id == theme_id)


def list_named(decision: Any) -> tuple[str, ...]:
    """Ids of the themes that a decision names, in the order it names them."""
    if isinstance(decision, Pin):
        return (decision.theme,)
    if isinstance(decision, Rename):
        return (decision.theme,)
    if isinstance(decision, Move):
        return (decision.out_of, decision.into)
    if isinstance(decision, Merge):
        return tuple(dict.fromkeys((*decision.themes, decision.into)))
    if isinstance(decision, Split):
        return tuple(dict.fromkeys((decision.theme, *decision.into)))
    return tuple(dict.fromkeys(decision.themes))
