"""What a printed table is: its name, columns, the people they count, its audit, its place.

A table is declared once, in :mod:`gpgp.report.tables`. Order, captions, file names, the counts of
a release and the tests read the declaration. Only a declared table passes the gate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from gpgp.errors import ContractError
from gpgp.storage.stage_tables import LONGEST_NAME

AUDITS = {
    "item": "all shares of an item, over constituencies and nations together",
    "theme": "each theme over constituencies, and against those who did not raise it",
    "sum": "numbers that add up to a printed total",
    "side": "both sides and what they leave, with and without a theme, apart from any constituency",
    "sizes": "the sizes of all areas by their sum",
    "difference": "each number against what another printed number leaves",
    "words": "none: words only",
    "figures": "none: places, probabilities and statistics of many people",
    "no_people": "none: counts no people",
    "printed": "none: every cell is one that another table prints",
    "both": "worked out of shares that two reports print, withheld where either withholds one",
}
PLACES = ("paper", "element", "annex", "file")


@dataclass(frozen=True)
class TableColumn:
    """A column: its key, the header with its unit, and what stands in it.

    ``kind`` is ``text``, ``span`` (from one number to another), ``count``, ``percent``,
    ``band`` (per cent or words for it) or ``figure``; single numbers are set to the right.
    ``people`` says what people a column counts, such as ``responses``; '' counts none.
    ``each`` repeats the column for every item, area, place, point or method.
    """

    key: str
    label: str
    kind: str = "text"
    people: str = ""
    each: str = ""


@dataclass(frozen=True)
class Declaration:
    """One printed table, or one per question, or one per item of a question.

    Attributes
    ----------
    ending : str
        What its name ends with, and the whole name where it is about no question.
    caption : str
        With ``{...}`` for what the maker of the table fills in.
    columns : tuple of TableColumn
        Labels may hold ``{...}`` as well.
    audit : str
        A key of :data:`AUDITS`: what makes sure that nothing can be worked back.
    place : str
        ``paper``, ``element`` (the annex page of one item), ``annex`` or ``file`` (only offered
        as CSV and in the workbook).
    of : tuple of str
        Types of question that it is made for; empty: one for the whole consultation.
    turned : tuple of TableColumn
        The columns where rows and columns change places, because there are many items.
    """

    ending: str
    caption: str
    columns: tuple[TableColumn, ...]
    audit: str
    place: str
    of: tuple[str, ...] = ()
    turned: tuple[TableColumn, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table without an audit or a place."""
        if self.audit not in AUDITS or self.place not in PLACES:
            raise ContractError(
                f"table {self.ending}: expected one of the audits {', '.join(AUDITS)} and one of "
                f"the places {', '.join(PLACES)}, found '{self.audit}' and '{self.place}'."
            )

    def name(self, question_id: str = "", item_code: str = "") -> str:
        """Return the name of the table: its file name without an ending, and its anchor.

        A long one is cut and ends with a hash of the whole.

        Examples
        --------
        >>> VERDICTS = Declaration("verdicts", "", (), "item", "paper", ("rating",))
        >>> VERDICTS.name("vision"), VERDICTS.name("vision", "diverse")
        ('vision_verdicts', 'vision-diverse_verdicts')
        """
        about = "-".join(filter(None, (question_id, item_code)))
        name = f"{about}_{self.ending}" if about else self.ending
        if len(name) <= LONGEST_NAME:
            return name
        tail = f"_{sha256(name.encode()).hexdigest()[:8]}_{self.ending}"
        return f"{about[: LONGEST_NAME - len(tail)]}{tail}"

    @property
    def people(self) -> Mapping[str, str]:
        """What each column counts that counts people, by the key of the column."""
        return {each.key: each.people for each in (*self.columns, *self.turned) if each.people}

    def lay_out(
        self,
        words: Mapping[str, str],
        each: Mapping[str, Sequence[tuple[str, str]]],
        *,
        is_turned: bool = False,
    ) -> tuple[TableColumn, ...]:
        """Return the columns of one table: labels filled in, repeated ones written out.

        Parameters
        ----------
        words : mapping
            What stands for ``{...}`` in the labels.
        each : mapping of a column's ``each`` to (key, label) pairs
            One column per pair; its label follows the column's own at ``{label}``.
        is_turned : bool
            Whether rows and columns change places.
        """
        columns = []
        for column in self.turned if is_turned else self.columns:
            if not column.each:
                columns.append(replace(column, label=column.label.format(**words)))
                continue
            columns += [
                replace(column, key=key, label=column.label.format(**{**words, "label": label}))
                for key, label in each.get(column.each, ())
            ]
        return tuple(columns)
