"""Words of the export that consultation.yaml does not know, one at a time, each put in its place.

The export and ``consultation.yaml`` come in; one word is added to one list of that file with each
decision, through the parser that reads it. Every other character of the file stays.
"""

from __future__ import annotations

import pandas as pd

from gpgp import intake, storage
from gpgp.errors import InputError
from gpgp.instrument import add_item, parse_consultation
from gpgp.intake import Meaning, Stranger
from gpgp.lab.cards import Button, Card, CardDesk, Field, Listing, Passage, Row, count, plain

_FILE = "consultation.yaml"


class CheckInDesk(CardDesk):
    """The unknown words of one export."""

    def __init__(self, project: storage.Project, name: str) -> None:
        super().__init__()
        self._project, self._name = project, name
        self._undo: list[tuple[str, str]] = []
        self._read()

    def _read(self) -> None:
        """Read the export as consultation.yaml now declares it, and check it."""
        self._text = storage.read_consultation_text(self._project, self._name)
        consultation = parse_consultation(self._text, file_name=_FILE)
        received = intake.read_responses(
            storage.read_export(self._project, self._name, consultation),
            consultation=consultation,
            file_name=consultation.export.file,
            joined=storage.read_joined(self._project, self._name, consultation),
        )
        findings = intake.check_responses(received, consultation=consultation)
        found = intake.list_strangers(findings, consultation)
        self._strangers = {f"{one.question.id}: {one.word}": one for one in found}
        subjects = {(one.question.id, one.word) for one in found}
        named = list(zip(findings["subject"], findings["value"], strict=True))
        self._n_others = sum(pair not in subjects for pair in named)

    def tabulate(self) -> pd.DataFrame:
        """List the unknown words with their counts; comments are not words."""
        rows = [
            {
                "question": one.question.id,
                "word": one.word,
                "rows": one.n_rows,
                "nearest": "" if one.nearest is None else one.meanings[one.nearest].label,
            }
            for one in self._strangers.values()
        ]
        return pd.DataFrame(rows, columns=["question", "word", "rows", "nearest"])

    def list_rows(self) -> Listing:
        """List the words, question by question, the most frequent first."""
        rows = [
            Row(
                key,
                one.word,
                f"{count(one.n_rows, 'row')} · {one.question.text or one.question.id}",
            )
            for key, one in self._strangers.items()
        ]
        others = f" {count(self._n_others, 'other finding')}: gpgp check {self._name}"
        return Listing(
            place=f"data/raw/{self._name}/{_FILE}",
            summary=f"{count(len(rows), 'unknown word')}.{others if self._n_others else ''}",
            rows=rows,
            empty="Every word is known.",
        )

    def make_card(self, row: str, given: dict[str, str]) -> Card:
        """Show a word with everything it may mean, the most similar chosen."""
        one = self._strangers[row]
        nearest = "" if one.nearest is None else str(one.nearest)
        options = [(str(place), meaning.label) for place, meaning in enumerate(one.meanings)]
        note = "" if one.is_whole else "It is too long to be added here: write it in by hand."
        similar = "none is similar" if one.nearest is None else "the most similar is chosen"
        return Card(
            title=_ask(one),
            passages=(Passage(f"In {count(one.n_rows, 'row')}", plain(one.word)),),
            note=note or f"What does it mean? Of {len(options)} known words, {similar}.",
            fields=(
                Field(
                    "meaning",
                    "It means",
                    given.get("meaning", nearest),
                    "list",
                    (("", "Choose …"), *options),
                ),
            ),
            buttons=(
                Button(
                    "alias", "Add as a word for it", "a", is_main=True, is_possible=one.is_whole
                ),
                Button(
                    "one_more",
                    "It is one more",
                    "m",
                    is_possible=one.is_whole and one.one_more is not None,
                ),
                Button(
                    "dont_know",
                    "It is a don't know",
                    "k",
                    is_possible=one.is_whole and one.dont_know is not None,
                ),
                Button("later", "Later", "l"),
                Button("undo", "Undo", "u", is_possible=bool(self._undo)),
            ),
        )

    def do(self, what: str, row: str, value: str, given: dict[str, str]) -> None:
        """Add a word to the list where it belongs, or take that back."""
        if what == "undo":
            self._take_back()
            return
        if what == "later":
            self.step_on()
            return
        one = self._strangers[row]
        meaning = _find_meaning(one, what, given.get("meaning", ""))
        before = self._text
        with storage.hold_lock(self._project, self._name):
            self._check_unchanged()
            after = add_item(before, meaning.path, meaning.item, file_name=_FILE)
            parse_consultation(after, file_name=_FILE)
            storage.write_consultation(self._project, self._name, after)
        self._undo.append((before, after))
        self.step_on()
        self._read()
        self.notice = f"'{one.word}' is now a word for {meaning.label}."

    def _check_unchanged(self) -> None:
        if storage.read_consultation_text(self._project, self._name) != self._text:
            self._read()
            raise InputError(
                f"{_FILE}: has changed since it was read here, so nothing is written. It is read "
                "again now; decide once more."
            )

    def _take_back(self) -> None:
        if not self._undo:
            raise InputError("there is nothing to undo: nothing was added here.")
        with storage.hold_lock(self._project, self._name):
            before, after = self._undo[-1]
            if storage.read_consultation_text(self._project, self._name) != after:
                raise InputError(f"{_FILE}: has changed since; nothing is undone.")
            storage.write_consultation(self._project, self._name, before)
        self._undo.pop()
        self._read()
        self.notice = "Undone."


def _ask(one: Stranger) -> str:
    return str(one.question.text or one.question.id)


def _find_meaning(one: Stranger, what: str, chosen: str) -> Meaning:
    single = {"one_more": one.one_more, "dont_know": one.dont_know}.get(what)
    if single is not None:
        return single
    if what != "alias":
        raise InputError("that word cannot be taken so; choose what it means.")
    if not chosen.isdecimal() or int(chosen) >= len(one.meanings):
        raise InputError("choose what it means first.")
    return one.meanings[int(chosen)]
