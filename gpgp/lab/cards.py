"""A desk where one thing is decided at a time: a list, and the card of the chosen row.

One screen draws all of them (``static/cards.js``): what a card shows, and which key does what, is
said here as plain data.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

from gpgp.errors import InputError
from gpgp.lab.desk import Answer, Desk, Task


@dataclass(frozen=True)
class Row:
    """A line of the list: what it is, how it stands, and whether somebody decided on it."""

    id: str
    label: str
    small: str
    is_done: bool = False


@dataclass(frozen=True)
class Piece:
    """A stretch of a text. ``change``: "", *cut* or *new*; ``is_flagged``: to be looked at."""

    text: str
    change: str = ""
    is_flagged: bool = False


@dataclass(frozen=True)
class Passage:
    """A text with its heading."""

    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Field:
    """What a person fills in: ``kind`` is *line*, *text* or *list* (of ``options``)."""

    name: str
    label: str
    value: str
    kind: str = "line"
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Button:
    """What a person may do. ``key`` does the same; ``is_on``: pressed, where it can be."""

    do: str
    label: str
    key: str
    value: str = ""
    small: str = ""
    is_on: bool | None = None
    is_main: bool = False
    is_possible: bool = True


@dataclass(frozen=True)
class Card:
    """The chosen row in full. ``choices`` are pressed by number, several at a time."""

    title: str
    passages: tuple[Passage, ...] = ()
    note: str = ""
    fields: tuple[Field, ...] = ()
    choices: tuple[Button, ...] = ()
    buttons: tuple[Button, ...] = ()


@dataclass(frozen=True)
class Listing:
    """Everything left of the card: where it is written, how far it is, the view and its rows."""

    place: str
    summary: str
    rows: Sequence[Row]
    view: Field | None = None
    empty: str = "Nothing here."


@dataclass
class CardDesk(Desk):
    """A list and a card. Subclasses say what they list, show and do."""

    chosen: str = ""
    notice: str = field(default="", init=False)

    @property
    def tasks(self) -> dict[str, Task]:
        """What a screen may ask for."""
        return {
            "open": self.show, "choose": self.choose, "draw": self.draw, "act": self.act,
            "view": self.turn,
        }  # fmt: skip

    @abstractmethod
    def list_rows(self) -> Listing:
        """Return the list as it now stands."""

    @abstractmethod
    def make_card(self, row: str, given: dict[str, str]) -> Card:
        """Return the card of a row with what a person filled in so far."""

    @abstractmethod
    def do(self, what: str, row: str, value: str, given: dict[str, str]) -> None:
        """Do what a button says; set ``chosen`` where the next row is to be shown."""

    def change_view(self, value: str) -> None:
        """Take another view of the list."""

    def show(self) -> Answer:
        """Return the list and the card of the chosen row."""
        listing = self.list_rows()
        ids = [row.id for row in listing.rows]
        if self.chosen not in ids:
            self.chosen = ids[0] if ids else ""
        card = asdict(self.make_card(self.chosen, {})) if self.chosen else None
        notice, self.notice = self.notice, ""
        return {**asdict(listing), "chosen": self.chosen, "card": card, "notice": notice}

    def choose(self, *, row: str) -> Answer:
        """Show another row."""
        self._take(row)
        return self.show()

    def draw(self, *, row: str, given: dict[str, str]) -> Answer:
        """Return the card with what was filled in; nothing is written."""
        self._take(row)
        return {"card": asdict(self.make_card(row, given))}

    def act(self, *, do: str, row: str, given: dict[str, str], value: str = "") -> Answer:
        """Do what a button says and show what comes next."""
        self._take(row)
        self.do(do, row, value, given)
        return self.show()

    def turn(self, *, value: str) -> Answer:
        """Show another view of the list."""
        self.change_view(value)
        return self.show()

    def step_on(self, *, by: int = 1, to_open: bool = False) -> None:
        """Choose the next row, or the next that nobody decided on."""
        rows = list(self.list_rows().rows)
        ids = [row.id for row in rows]
        here = ids.index(self.chosen) if self.chosen in ids else -1
        after = [row.id for row in (*rows[here + 1 :], *rows[:here]) if not row.is_done]
        if to_open:
            self.chosen = after[0] if after else self.chosen
        elif rows:
            self.chosen = ids[min(max(here + by, 0), len(ids) - 1)]

    def _take(self, row: str) -> None:
        if row not in [each.id for each in self.list_rows().rows]:
            raise InputError("that row is not in the list any more; choose another.")
        self.chosen = row


def plain(text: str) -> tuple[Piece, ...]:
    """Return a text as one piece."""
    return (Piece(text),)


def count(n: int, noun: str) -> str:
    """Return '1 row' or '2 rows'."""
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"
