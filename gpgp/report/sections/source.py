"""What a section is written from, and what a section is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, overload

import pandas as pd
from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import Cell, ProtectedTable
from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.profiles import Profile
from gpgp.errors import ContractError
from gpgp.instrument import Consultation
from gpgp.instrument.questions import Choice, MultiChoice, Number, Question, Ranking, Rating
from gpgp.report.render import markup
from gpgp.report.tables.priorities import ORDER
from gpgp.report.tables.verdicts import VERDICTS

CAVEAT = (
    "A consultation is not a survey, and not a vote: those answer who take a keen interest. "
    "Nothing here is a share of everybody who could have answered."
)
PAPER, ANNEX = "paper", "annex"


@dataclass(frozen=True)
class Section:
    """One part of the report: its anchor, its heading, its HTML; of the paper or the annex."""

    anchor: str
    title: str
    body: Markup
    part: str = PAPER

    def _repr_html_(self) -> str:
        if self.part == PAPER:
            return str(Markup('<section class="report paper">\n{}\n</section>').format(self.body))
        return str(
            Markup(
                '<section class="report annex"><details id="{}"><summary><h2>{}</h2></summary>'
                "\n{}\n</details></section>"
            ).format(self.anchor, self.title, self.body)
        )


@dataclass(frozen=True)
class Source:
    """Protected tables in the order of their numbers, the instrument, the profile, the run.

    ``quotes`` are those that a person approved: ``theme_id``, ``text``, ``language_code``.
    ``edits`` are the officer's words for clauses of the statement of intent, by item.
    """

    tables: Mapping[str, ProtectedTable]
    consultation: Consultation
    profile: Profile
    provenance: Mapping[str, str]
    quotes: pd.DataFrame | None = None
    edits: Mapping[str, Any] = field(default_factory=dict)

    def has(self, declared: Declaration, question: Question | None = None) -> bool:
        """Whether there is such a table with rows."""
        return self.find(declared, question) is not None

    def find(
        self, declared: Declaration, question: Question | None = None, item_code: str = ""
    ) -> ProtectedTable | None:
        """Return the table of a question, or of the consultation; None without rows."""
        table = self.tables.get(declared.name(question.id if question else "", item_code))
        return table if table is not None and table.rows else None

    def take(
        self, declared: Declaration, question: Question | None = None, item_code: str = ""
    ) -> ProtectedTable:
        """Return a table that is there because of another one; an error where it is not."""
        table = self.find(declared, question, item_code)
        if table is None:
            name = declared.name(question.id if question else "", item_code)
            raise ContractError(f"report: expected a table {name} with rows, found none.")
        return table

    def number(self, name: str) -> int:
        """Return the number a table is printed under."""
        return list(self.tables).index(name) + 1

    def show(self, table: ProtectedTable, **drawings: markup.Drawing) -> Markup:
        """Return a table as HTML."""
        return markup.render_table(table, number=self.number(table.name), drawings=drawings)

    def about(self, cell: Cell) -> str:
        """Return a printed number of people as prose has it: about, where it is rounded."""
        if cell.low is not None:
            return f"{number_words.format_count(int(cell.low))} or more"
        is_rounded = self.profile.rounding_base > 1 and cell.value is not None
        return f"about {cell.text}" if is_rounded else cell.text

    def count(self, cell: Cell, noun: str = "people") -> str:
        """Return a number with what it counts, in words where it is withheld."""
        return f"a withheld number of {noun}" if cell.mark else f"{self.about(cell)} {noun}"

    @overload
    def questions(self, *types: Literal["rating"], table: Declaration) -> list[Rating]: ...

    @overload
    def questions(self, *types: Literal["ranking"], table: Declaration) -> list[Ranking]: ...

    @overload
    def questions(
        self, *types: Literal["choice", "multi_choice"], table: Declaration
    ) -> list[Choice | MultiChoice]: ...

    @overload
    def questions(self, *types: Literal["number"], table: Declaration) -> list[Number]: ...

    def questions(self, *types: str, table: Declaration) -> Sequence[Question]:
        """Return the questions of these types that have such a table."""
        asked = self.consultation.questions_of(*types)
        return [question for question in asked if self.has(table, question)]

    @property
    def headline_rating(self) -> Rating | None:
        """The rating question of the first screen: the one about the elements, else the first."""
        found = self.questions("rating", table=VERDICTS)
        about = [question for question in found if question.about == "elements"]
        return next(iter(about or found), None)

    @property
    def headline_ranking(self) -> Ranking | None:
        """The ranking question of the first screen: the one about priorities, else the first."""
        found = self.questions("ranking", table=ORDER)
        about = [question for question in found if question.about == "priorities"]
        return next(iter(about or found), None)


def make_section(anchor: str, title: str, parts: list[Markup], *, part: str = PAPER) -> Section:
    """Return a section with its heading; without parts, an empty one that no page shows."""
    if not parts:
        return Section(anchor, title, Markup(""), part)
    head = [markup.heading(title, level=2, anchor=anchor)] if part == PAPER else []
    return Section(anchor, title, markup.join_markup([*head, *parts]), part)
