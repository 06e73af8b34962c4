"""One column of an unknown export: what its header says and what its cells look like."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from gpgp.instrument import fold_word
from gpgp.intake.draft.header_words import asks_for
from gpgp.intake.draft.option_lists import OptionList, find_option_list
from gpgp.intake.draft.scales import FoundScale, recognise_scale

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_MARKUP = re.compile(r"\*+|_{2,}|\{\{[^{}]*\}\}|\[([^\[\]]+)\]\(https?:[^)]*\)")
_SPACE = re.compile(r"\s+")
_REPEAT = re.compile(r"(?<=[\w:?.)]) \(\d{1,2}\)$")  # the number that a repeated header got
_NUMBER = re.compile(
    r"(?:[-+~]|about |approx\.? |circa |c\. ?)?(?:[£$€]|GBP |EUR |USD )?"
    r"(?:\d{1,3}(?:[,. ]\d{3})+|\d+)(?:[.,]\d+)?\s?"
    r"(?:%|[£$€]|k|p|euros?|pounds?|years?|yrs?|months?|hours?|hrs?|minutes?|mins?|miles?|km|days?|"
    r"ans?|jahre?|años|anos|anni|jaar|people)?\+?",
    re.IGNORECASE,
)
_TICKS = frozenset({
    "1", "0", "yes", "no", "true", "false", "x", "✓", "✔", "quoted", "not quoted", "checked",
    "unchecked", "selected", "not selected", "ie", "na", "nac oes", "oes", "ticked", "on", "off",
    "☑", "☐", "sim", "não", "nee", "no thanks", "sí", "si", "ja", "nein", "oui",
    "non", "y", "n",
})  # fmt: skip
_MOST_CLOSED = 40  # options of a closed list
_LEAST_REPEATED = 0.75  # of the cells say what another cell says


def plain_text(text: str) -> str:
    """Return a header or option without tags, entities and the marks of bold print."""
    plain = _TAG.sub(" ", html.unescape(text))
    plain = _MARKUP.sub(lambda match: match[1] or " ", plain)
    return _REPEAT.sub("", _SPACE.sub(" ", plain).strip(" \t\u00a0:|")).rstrip(": ")


def fold_options(options: Iterable[str]) -> tuple[str, ...]:
    """Return options without those that differ by case, spacing or tags only."""
    first: dict[str, str] = {}
    for option in options:
        first.setdefault(fold_word(plain_text(option)), option)
    return tuple(first.values())


@dataclass(frozen=True)
class Column:
    """A column: its header, divided as its platform writes it, and its cells."""

    header: str
    key: str  # what it shares with the other columns of its question
    question: str  # the question that they share, where the header says it
    text: str  # its own part of the header, or all of it
    cells: pd.Series
    separators: str = ",;|"
    known: tuple[FoundScale, ...] = ()  # scales that a person wrote

    @cached_property
    def answers(self) -> Counter[str]:
        """Filled cells and how often each occurs, the commonest first."""
        filled = self.cells.str.strip()
        counts = filled[filled != ""].value_counts()
        return Counter({str(value): int(n) for value, n in counts.items()})

    @property
    def n_filled(self) -> int:
        """Cells that hold something."""
        return sum(self.answers.values())

    @cached_property
    def mean_words(self) -> float:
        """Words per filled cell."""
        words = sum(len(value.split()) * n for value, n in self.answers.items())
        return words / max(self.n_filled, 1)

    @cached_property
    def is_numeric(self) -> bool:
        """Nearly all filled cells are numbers."""
        n = sum(n for value, n in self.answers.items() if _NUMBER.fullmatch(value))
        return bool(self.n_filled) and n >= 0.9 * self.n_filled

    @cached_property
    def scale(self) -> FoundScale | None:
        """The scale that its words are, numbers on their own left aside."""
        if len(self.answers) < 2:
            return None
        return recognise_scale(self.answers, known=self.known)

    @cached_property
    def option_list(self) -> OptionList | None:
        """The options that its cells list, if they list several."""
        is_asked = asks_for("several", self.header)
        return find_option_list(self.answers, separators=self.separators, is_asked=is_asked)

    @cached_property
    def is_tick(self) -> bool:
        """It holds one word, or yes and no, and so says whether an option was chosen."""
        if 0 < len(self.answers) <= 2 and all(v.casefold() in _TICKS for v in self.answers):
            return True
        named = fold_word(plain_text(self.header).replace("_", " "))
        return len(self.answers) == 1 and (
            self.n_filled > 1
            or fold_word(plain_text(next(iter(self.answers)))).rstrip(":") in named
        )

    @cached_property
    def repeated(self) -> Counter[str]:
        """The cells that occur more than once."""
        return Counter({value: n for value, n in self.answers.items() if n > 1})

    @cached_property
    def is_closed(self) -> bool:
        """Its cells come from a closed list."""
        n_repeated = sum(self.repeated.values())
        is_repeated = n_repeated >= _LEAST_REPEATED * self.n_filled
        n_options = len(self.repeated)
        return (
            len(self.answers) >= 2
            and is_repeated
            and 1 <= n_options <= _MOST_CLOSED
            and (self.n_filled >= 3 * n_options or n_options <= 3)
        )

    @cached_property
    def kind(self) -> str:
        """What its cells look like: empty, tick, number, scale, list, closed or text."""
        if not self.answers:
            return "empty"
        if self.is_tick:
            return "tick"
        if self.scale:
            return "scale"
        if self.is_numeric:
            return "number"
        if self.option_list:
            return "list"
        return "closed" if self.is_closed else "text"
