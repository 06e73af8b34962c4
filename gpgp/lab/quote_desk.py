"""Quotes, one at a time: the comment beside the wording, what was changed, what may name somebody.

The tables of notebooks 1 and 2 and ``quotes.yaml`` come in; one entry of ``quotes.yaml`` changes
with each decision, through the parser that reads the file. Nothing is approved but by a person.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from gpgp import report, storage
from gpgp.cleaning.personal.flagging import flag_words
from gpgp.errors import InputError
from gpgp.lab.candidates import choose_candidates
from gpgp.lab.cards import Button, Card, CardDesk, Field, Listing, Passage, Piece, Row, count
from gpgp.report import Approval

OTHERS = "Other comments"
VIEWS = (
    ("open", "To decide"), ("approved", "Approved"), ("declined", "Declined"), ("all", "All"),
)  # fmt: skip
_TABLES = ("comments", "responses", "themes", "comment_themes", "possible_names")
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


class QuoteDesk(CardDesk):
    """The quotes of one consultation and what was decided on each."""

    def __init__(
        self, project: storage.Project, name: str, *, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__()
        self._project, self._name, self._today = project, name, today
        self._tables = storage.read_tables(project, name, dict.fromkeys(_TABLES))
        self._remarks = choose_candidates(self._tables)
        rows = self._tables["comments"]
        self._texts = dict(zip(rows["comment_id"], rows["text"].astype(str), strict=True))
        self._listed = tuple(self._tables["possible_names"]["name"])
        self._drafts: dict[str, str] = {}
        self._undo: list[tuple[str, str]] = []
        self._view = "open"
        self._read()
        self._by = ""  # asked of each person anew: an approval is signed

    def _read(self) -> str:
        """Read the file as it stands; where there is none, as 'gpgp quotes' would draft it."""
        text = storage.read_coding(self._project, self._name, report.QUOTES_FILE)
        found = report.renew_approvals(text, self._tables["comments"], candidates=self._remarks)
        self._fallen = set(found.fallen)
        self._entries = {one.comment_id: one for one in report.read_approvals(found.text)}
        return found.text if text is None else text

    def tabulate(self) -> pd.DataFrame:
        """Count the quotes by theme and by what was decided; no comment stands in it."""
        rows = [
            {"theme": self._remarks.get(code, OTHERS), "stands": _name_state(one)}
            for code, one in self._entries.items()
        ]
        return pd.DataFrame(rows, columns=["theme", "stands"]).value_counts().reset_index()

    def change_view(self, value: str) -> None:
        """Show what is to be decided, approved, declined, or all."""
        self._view = value if value in dict(VIEWS) else "open"

    def list_rows(self) -> Listing:
        """List the entries of the view, in the order of the file."""
        states = {code: _name_state(one) for code, one in self._entries.items()}
        rows = [
            Row(
                code,
                self._wording(one),
                f"{states[code]} · {self._remarks.get(code, OTHERS)}",
                states[code] != "open",
            )
            for code, one in self._entries.items()
            if self._view in ("all", states[code])
        ]
        counts = {key: list(states.values()).count(key) for key in ("approved", "declined", "open")}
        return Listing(
            place=f"data/coding/{self._name}/{report.QUOTES_FILE}",
            summary=f"{counts['approved']} approved, {counts['declined']} declined, "
            f"{counts['open']} to decide",
            rows=rows,
            view=Field("view", "Show", self._view, "list", VIEWS),
            empty="Nothing to decide here. Take another view to see the rest.",
        )

    def make_card(self, row: str, given: dict[str, str]) -> Card:
        """Show the comment beside the wording, with what differs and what to look at marked."""
        entry, comment = self._entries[row], self._texts[row]
        if "text" in given:
            self._drafts[row] = given["text"]
        wording = self._wording(entry)
        was, now = mark_changes(comment, wording, listed=self._listed)
        n_flags = sum(piece.is_flagged for piece in now)
        state = _name_state(entry)
        said = {"approved": f"Approved by {entry.approved_by} on {entry.approved_on}.",
                "declined": f"Declined by {entry.declined_by}."}.get(state, "")  # fmt: skip
        if row in self._fallen and state == "open":
            said = "The comment or its wording changed since it was approved: read it again."
        look = "No word is flagged; read it all the same."
        if n_flags:
            look = f"{count(n_flags, 'word')} to look at: a person, a place, a rare event?"
        return Card(
            title=self._remarks.get(row, OTHERS),
            passages=(Passage("As received, personal data removed", was),
                      Passage("As it would be printed", now)),
            note=f"{said} {look}".strip(),
            fields=(
                Field("text", "Wording", wording, "text"),
                Field("by", "Your first name and surname", given.get("by", self._by)),
            ),
            buttons=(
                Button("approve", "Approve", "a", is_main=True),
                Button("decline", "Decline", "d"),
                Button("reopen", "Decide later", "l", is_possible=state != "open"),
                Button("restore", "Original wording", "o", is_possible=wording != comment),
                Button("undo", "Undo", "u", is_possible=bool(self._undo)),
            ),
        )  # fmt: skip

    def do(self, what: str, row: str, value: str, given: dict[str, str]) -> None:
        """Approve, decline or leave open; each writes one entry of the file."""
        entry, comment = self._entries[row], self._texts[row]
        self._drafts[row] = given.get("text", self._wording(entry))
        self._by = given.get("by", self._by).strip()
        if what == "undo":
            self._take_back()
            return
        if what == "restore":
            self._drafts[row] = comment
            return
        wording = self._drafts[row].strip()
        if not wording:
            raise InputError("the wording is empty: write one, or decline the comment.")
        blank = replace(
            entry,
            text=wording,
            sha256=report.hash_quote(comment, wording),
            approved_by="",
            approved_on=None,
            declined_by="",
        )
        changes: dict[str, dict[str, Any]] = {
            "approve": {"approved_by": self._by, "approved_on": self._today()},
            "decline": {"declined_by": self._by},
            "reopen": {},
        }
        if what not in changes:
            raise InputError(f"there is no action '{what}'.")
        if what != "reopen" and len(self._by.split()) < 2:
            raise InputError("write your first name and surname first: you answer for the wording.")
        self.step_on(to_open=True)
        self._write(entry, replace(blank, **changes[what]))
        self.notice = f"{what.capitalize()}: written to {report.QUOTES_FILE}."

    def _write(self, shown: Approval, entry: Approval) -> None:
        """Put one entry into the file, unless somebody changed that entry meanwhile."""
        with storage.hold_lock(self._project, self._name):
            before = self._read()
            if self._entries.get(entry.comment_id) != shown:
                raise InputError(
                    f"{report.QUOTES_FILE}: this quote has changed since it was shown; nothing is "
                    "written. Read it again."
                )
            after = report.put_approval(before, entry)
            storage.write_coding(self._project, self._name, report.QUOTES_FILE, after)
        self._undo.append((before, after))
        self._drafts.pop(entry.comment_id, None)
        self._read()

    def _take_back(self) -> None:
        if not self._undo:
            raise InputError("there is nothing to undo: nothing was decided here.")
        with storage.hold_lock(self._project, self._name):
            before, after = self._undo[-1]
            now = storage.read_coding(self._project, self._name, report.QUOTES_FILE)
            if now != after:
                raise InputError(f"{report.QUOTES_FILE}: has changed since; nothing is undone.")
            storage.write_coding(self._project, self._name, report.QUOTES_FILE, before)
        self._undo.pop()
        self._read()
        self.notice = "Undone."

    def _wording(self, entry: Approval) -> str:
        return self._drafts.get(entry.comment_id, entry.text)


def _name_state(entry: Approval) -> str:
    if entry.is_approved:
        return "approved"
    return "declined" if entry.declined_by else "open"


def mark_changes(
    comment: str, wording: str, *, listed: Iterable[str] = ()
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Mark what a wording leaves out of a comment and adds to it, and words to look at.

    Returns
    -------
    tuple of the pieces of the comment and those of the wording

    Examples
    --------
    >>> was, now = mark_changes("Ask Jo today", "Ask them today")
    >>> [piece.text for piece in was if piece.change], [p.text for p in now if p.change]
    (['Jo'], ['them'])
    """
    old, new = (_TOKEN.findall(text) for text in (comment, wording))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    kept = [block for block in matcher.get_matching_blocks() if block.size]
    same = (
        {place for block in kept for place in range(block.a, block.a + block.size)},
        {place for block in kept for place in range(block.b, block.b + block.size)},
    )
    return (
        _join(old, same[0], "cut", flag_words(comment, listed=listed)),
        _join(new, same[1], "new", flag_words(wording, listed=listed)),
    )


def _join(
    tokens: list[str], same: set[int], change: str, flags: list[tuple[int, int]]
) -> tuple[Piece, ...]:
    """Join neighbours that are marked alike."""
    pieces: list[Piece] = []
    start = 0
    for place, token in enumerate(tokens):
        is_flagged = any(low < start + len(token) and start < high for low, high in flags)
        piece = Piece(token, "" if place in same else change, is_flagged)
        start += len(token)
        last = pieces[-1] if pieces else None
        if last and (last.change, last.is_flagged) == (piece.change, piece.is_flagged):
            pieces[-1] = replace(last, text=last.text + token)
        else:
            pieces.append(piece)
    return tuple(pieces)
