"""The columns of an unknown export, the blocks they form, and the questions they become.

In: headers and cells. Out: one :class:`Column` per column, with what its header says and
what its cells look like; neighbours are one block where their headers share what the dialect says
they share (a matrix, the options of a choice, the places of a ranking); the question as it will
stand in a drafted consultation.yaml.
"""

from __future__ import annotations

import html
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd

from gpgp.instrument import fold_word, make_code
from gpgp.instrument.parts import RESERVED_CODES
from gpgp.instrument.text import clean_text
from gpgp.intake.draft.cells import OptionList, find_option_list
from gpgp.intake.draft.dialects import Dialect, own_column
from gpgp.intake.draft.scales import FoundScale, recognise_scale
from gpgp.intake.draft.value_labels import leave_value_labels, read_value_labels, with_codes
from gpgp.intake.draft.vocabulary import asks_for
from gpgp.intake.read.headers import ROW_COLUMN

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
    ticks: tuple[str, ...] = ()  # the platform's own words for chosen and not chosen

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
        if not self.value_labels:
            return recognise_scale(self.answers, known=self.known)
        labels = self.value_labels
        found = recognise_scale({labels[c]: n for c, n in self.answers.items() if c in labels})
        unexplained = tuple(code for code in self.answers if code not in labels)
        return found and with_codes(found, labels, dont_know=unexplained)

    @cached_property
    def value_labels(self) -> dict[str, str]:
        """What its codes mean, where the header says it: "(1 = Yes, 2 = No)"."""
        return read_value_labels(self.header, self.answers)

    @property
    def title(self) -> str:
        """The header without the meanings of codes."""
        return leave_value_labels(self.header) if self.value_labels else self.header

    @cached_property
    def option_list(self) -> OptionList | None:
        """The options that its cells list, if they list several."""
        is_asked = asks_for("several", self.header)
        return find_option_list(self.answers, separators=self.separators, is_asked=is_asked)

    @cached_property
    def is_tick(self) -> bool:
        """It holds one word, or yes and no, and so says whether an option was chosen."""
        ticks = self.ticks or _TICKS
        if 0 < len(self.answers) <= 2 and all(v.casefold() in ticks for v in self.answers):
            return True
        named = fold_word(plain_text(self.header).replace("_", " "))
        return len(self.answers) == 1 and (
            self.n_filled > 1
            or fold_word(plain_text(next(iter(self.answers)))).rstrip(":") in named
        )

    @property
    def is_yes_or_no(self) -> bool:
        """It holds nothing but words for yes, no or a tick."""
        return all(v.casefold() in _TICKS for v in self.answers)

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
        if self.is_numeric and not self.value_labels:
            return "number"
        if self.option_list:
            return "list"
        return "closed" if self.is_closed else "text"


OWN_REASON = "a column of the platform's own"


@dataclass(frozen=True)
class Drafted:
    """One question: its type, its columns, and why it was taken for that."""

    type: str
    text: str
    columns: tuple[Column, ...]
    reason: str
    items: tuple[str, ...] = ()  # labels of what is rated, ranked or chosen
    words: tuple[str, ...] = ()  # per item, how the export writes it where that is not the label
    scale: FoundScale | None = None
    separator: str = ""
    is_sensitive: bool = False
    is_sure: bool = True
    runners: tuple[str, ...] = ()  # headers of columns that could have this role as well
    is_fixed: bool = False  # never joined with its neighbours
    about: str = ""  # elements or priorities; for free text its subject
    keys: dict[str, Any] = field(default_factory=dict)  # further keys of the instrument

    @property
    def column(self) -> Column:
        """Its only, or first, column."""
        return self.columns[0]

    def but(self, **changes: Any) -> Drafted:
        """Return it with something changed."""
        return replace(self, **changes)


def make_codes(texts: Iterable[str], *, taken: set[str] | None = None) -> list[str]:
    """Return a code of its own for each label; reserved and taken ones get a number."""
    used = set(taken or ()) | RESERVED_CODES
    codes = []
    for text in texts:
        base = code = make_code(text)
        n = 2
        while code in used:
            code, n = f"{base}_{n}", n + 1
        used.add(code)
        codes.append(code)
    return codes


ALONE = "#"  # the key of a column whose header says nothing of others
_LEAST_SHARED_WORDS = 3
_OWN_NAME = re.compile(
    r"^(?:[A-Za-z]\w*\d\w*(?:\[\w+\])?\.|[A-Za-z]\w*\[\w+\]\.|\d+[a-z]?\d*[.)]) ?(?=\S)"
)
_END_OF_STEM = re.compile(r"^.*[?:.\[\]…)!–-]\s*|^.*\s-\s", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """Neighbouring columns that share their question, and the text of that question."""

    text: str
    columns: tuple[Column, ...]
    items: tuple[str, ...]  # what each column is about


def read_columns(
    rows: pd.DataFrame, dialect: Dialect, known: tuple[FoundScale, ...] = ()
) -> list[Column]:
    """Return the columns of an export, each header divided as the dialect writes it."""
    patterns = [re.compile(pattern, re.DOTALL) for pattern in dialect.patterns]
    columns = []
    headers = set(rows.columns)
    for header in rows.columns:
        if header != ROW_COLUMN:
            repaired = {cell: clean_text(cell) for cell in rows[header].unique()}
            cells = rows[header].map(repaired).astype("str")
            column = Column(
                header, ALONE, "", header, cells, dialect.separators, known, dialect.ticks
            )
            if own_column(header, dialect) is None:
                title = column.title if column.value_labels else _unnumbered(header, headers)
                key, question, text = _part(title, patterns)
                column = replace(column, key=key, question=question, text=text)
            columns.append(column)
    return columns


def _unnumbered(header: str, headers: set[str]) -> str:
    """Return a header without the number that makes a repeated one unique."""
    plain = re.sub(r" \(\d{1,3}\)$", "", header)
    return plain if plain in headers else header


def _part(header: str, patterns: list[re.Pattern[str]]) -> tuple[str, str, str]:
    """Return what a header shares with its neighbours, its question if it says it, its own part."""
    for number, pattern in enumerate(patterns):
        match = pattern.match(header)
        if match:
            found = match.groupdict()
            key = f"{number}:{found['key']}#{found.get('column') or ''}"  # ends in # if whole
            question = plain_text(found["key"]) if "item" in found else ""
            return key, question, found.get("item") or found.get("text") or ""
    return ALONE, "", header


def group_columns(columns: list[Column]) -> list[Block]:
    """Return the columns as blocks, in the order of the export; most hold a single column."""
    blocks = []
    for key, run in itertools.groupby(_bring_together(columns), key=lambda column: column.key):
        members = tuple(run)
        if key != ALONE and len(members) > 1:
            blocks.append(_block(members))
        else:
            blocks += [Block(_whole_text(c), (c,), (plain_text(c.text),)) for c in members]
    return blocks


def _bring_together(columns: list[Column]) -> list[Column]:
    """Put the columns of a matrix in several parts (7a1, 7a2, 7b1, 7b2) beside their like."""
    first = {column.key: n for n, column in reversed(list(enumerate(columns)))}
    order = [n if c.key.endswith("#") else first[c.key] for n, c in enumerate(columns)]
    return [columns[n] for n in sorted(range(len(columns)), key=order.__getitem__)]


def _whole_text(column: Column) -> str:
    """Return the question of a column that stands alone, without the platform's own name."""
    text = column.title.rpartition(" | ")[2] if " | " in column.title else column.title
    return plain_text(_OWN_NAME.sub("", text)).removesuffix("[]").strip() or column.header


def _common_start(texts: list[str]) -> str:
    alike = itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*texts, strict=False))
    return "".join(letters[0] for letters in alike)


def _block(members: tuple[Column, ...]) -> Block:
    texts = [plain_text(column.text).strip("[] ") for column in members]
    stem = "" if members[0].question else _common_start(texts)
    cut = _END_OF_STEM.match(stem)
    stem = cut[0] if cut else ""
    is_question = stem.rstrip().endswith(("?", ":"))
    n_words = len(stem.split()) + _LEAST_SHARED_WORDS * is_question
    if n_words >= _LEAST_SHARED_WORDS and all(len(text) > len(stem) for text in texts):
        items = [text[len(stem) :].strip(" -–:|[]") for text in texts]
        return Block(plain_text(stem).rstrip(" -–["), members, tuple(items))
    number = re.match(r"\d+:(\d+)#", members[0].key)
    question = _OWN_NAME.sub("", members[0].question) or (f"Question {number[1]}" if number else "")
    return Block(question, members, tuple(texts))
