"""What a section is written from, and what a section is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import Cell, ProtectedTable
from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.profiles import Profile
from gpgp.instrument import Consultation
from gpgp.report.render import grids, markup
from gpgp.report.tables.priorities import ORDER
from gpgp.report.tables.verdicts import VERDICTS

CAVEAT = "A consultation is not a survey: these are the views of those who answered."
SYNTHETIC = "synthetic sample"


@dataclass(frozen=True)
class Section:
    """One part of the report: its anchor, its heading, its HTML."""

    anchor: str
    title: str
    body: Markup

    def _repr_html_(self) -> str:
        return str(Markup('<section class="report">\n{}\n</section>').format(self.body))


@dataclass(frozen=True)
class Source:
    """Protected tables in the order of their numbers, the instrument, the profile, the run.

    ``quotes`` are those that a person approved: ``theme_id``, ``text``, ``language_code``.
    """

    tables: Mapping[str, ProtectedTable]
    consultation: Consultation
    profile: Profile
    provenance: Mapping[str, str]
    quotes: pd.DataFrame | None = None

    def has(self, name: str) -> bool:
        """Whether there is such a table with rows."""
        return name in self.tables and bool(self.tables[name].rows)

    def number(self, name: str) -> int:
        """Return the number a table is printed under."""
        return list(self.tables).index(name) + 1

    def link(self, name: str) -> Markup:
        """Return a link to a table."""
        return grids.table_link(self.tables[name], number=self.number(name))

    def show(self, name: str) -> Markup:
        """Return a table as HTML."""
        return grids.render_table(self.tables[name], number=self.number(name))

    def figure(
        self, pictures: tuple[bytes, bytes], *, name: str, headline: str, measure: str, alt: str
    ) -> Markup:
        """Return a chart of a table, followed by the table."""
        synthetic = f"; {SYNTHETIC}" if self.consultation.is_synthetic else ""
        figure = markup.render_figure(
            pictures, anchor=name, headline=headline, subtitle=f"{measure}{synthetic}", alt=alt
        )
        return figure + self.show(name)

    def sentence(self, text: str, name: str) -> Markup:
        """Return a sentence with a link to its table."""
        return Markup("{} {}").format(text, self.link(name))

    def about(self, cell: Cell) -> str:
        """Return a printed number of people as prose has it: about, where it is rounded."""
        if cell.low is not None:
            return f"{number_words.format_count(int(cell.low))} or more"
        is_rounded = self.profile.rounding_base > 1 and cell.value is not None
        return f"about {cell.text}" if is_rounded else cell.text

    def count(self, cell: Cell, noun: str = "people") -> str:
        """Return a number with what it counts, in words where it is withheld."""
        if is_mark(cell):
            return f"a withheld number of {noun}"
        return f"{self.about(cell)} {noun}"

    def questions(self, *types: str, table: Declaration) -> list[Any]:
        """Return the questions of these types that have such a table."""
        return [
            question
            for question in self.consultation.questions_of(*types)
            if self.has(table.name(question.id))
        ]

    @property
    def headline_rating(self) -> Any:
        """The rating question of the first screen: the one about the elements, else the first."""
        found = self.questions("rating", table=VERDICTS)
        about = [question for question in found if question.about == "elements"]
        return next(iter(about or found), None)

    @property
    def headline_ranking(self) -> Any:
        """The ranking question of the first screen: the one about priorities, else the first."""
        found = self.questions("ranking", table=ORDER)
        about = [question for question in found if question.about == "priorities"]
        return next(iter(about or found), None)


def is_mark(cell: Cell) -> bool:
    """Whether a cell prints only why it has no figure."""
    return bool(cell.mark)


def make_section(anchor: str, title: str, parts: list[Markup]) -> Section:
    """Return a section with its heading; without parts, an empty one that no page shows."""
    if not parts:
        return Section(anchor, title, Markup(""))
    head = markup.heading(title, level=2, anchor=anchor)
    return Section(anchor, title, markup.join_markup([head, *parts]))
