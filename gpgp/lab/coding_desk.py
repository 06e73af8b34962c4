"""Blind double coding, one comment at a time; the same files as a spreadsheet would fill in.

A coder's file and the code book come in, that file goes out after every comment. Nothing that the
machine or another coder gave a comment is read here.
"""

from __future__ import annotations

import pandas as pd

from gpgp import storage, themes
from gpgp.errors import InputError
from gpgp.lab.cards import Button, Card, CardDesk, Field, Listing, Passage, Row, plain
from gpgp.themes import CODING_FOLDER, NO_THEME_WORD

_SHOWN = 70  # characters of a comment in the list


class CodingDesk(CardDesk):
    """The comments of a sample and what one coder gave them."""

    def __init__(self, project: storage.Project, name: str) -> None:
        super().__init__()
        self._project, self._name = project, name
        self._book = themes.read_code_book_entries(self._read_files())
        self._coder = self._list_coders()[0]
        self._read()
        self.step_on(to_open=True)

    def _read_files(self) -> dict[str, bytes]:
        content = storage.read_coding_folder(self._project, self._name, CODING_FOLDER)
        if not content:
            raise InputError(
                f"data/coding/{self._name}/{CODING_FOLDER}/: nothing is there; draw a sample with "
                f"'gpgp coding-sample {self._name}'."
            )
        return content

    def _list_coders(self) -> list[str]:
        names = themes.list_coder_files(self._read_files())
        if not names:
            raise InputError(f"data/coding/{self._name}/{CODING_FOLDER}/: no coder's file is left.")
        return names

    def _read(self) -> bytes:
        content = self._read_files()[self._coder]
        self._sheet = themes.read_coder_sheet(
            content, file_name=self._coder, labels={key: one[0] for key, one in self._book.items()}
        )
        return content

    def tabulate(self) -> pd.DataFrame:
        """Count what each coder has coded; no comment stands in it."""
        rows = []
        labels = {key: one[0] for key, one in self._book.items()}
        for coder, content in self._read_files().items():
            if coder in self._list_coders():
                sheet = themes.read_coder_sheet(content, file_name=coder, labels=labels)
                n_coded = sum(one.themes is not None for one in sheet.values())
                rows.append({"file": coder, "comments": len(sheet), "coded": n_coded})
        return pd.DataFrame(rows)

    def change_view(self, value: str) -> None:
        """Take another coder's file."""
        if value not in self._list_coders():
            raise InputError(f"{value}: there is no such file.")
        self._coder = value
        self._read()
        self.chosen = ""
        self.step_on(to_open=True)

    def list_rows(self) -> Listing:
        """List the sample in the order of the file."""
        rows = [
            Row(
                code,
                f"{place}. {one.comment[:_SHOWN]}",
                "not coded" if one.themes is None else "coded",
                one.themes is not None,
            )
            for place, (code, one) in enumerate(self._sheet.items(), start=1)
        ]
        n_coded = sum(row.is_done for row in rows)
        coders = tuple((name, name.removesuffix(".csv")) for name in self._list_coders())
        return Listing(
            place=f"data/coding/{self._name}/{CODING_FOLDER}/{self._coder}",
            summary=f"{n_coded} of {len(rows)} coded",
            rows=rows,
            view=Field("view", "You are", self._coder, "list", coders),
        )

    def make_card(self, row: str, given: dict[str, str]) -> Card:
        """Show one comment and the code book; what is pressed is what its cell holds."""
        entry = self._sheet[row]
        width = len(str(len(self._book)))
        on = () if entry.themes is None else entry.themes
        choices = [
            Button("toggle", label, f"{place:0{width}d}", key, definition, key in on)
            for place, (key, (label, definition)) in enumerate(self._book.items(), start=1)
        ]
        none = Button("none", "No theme fits", "0" * width, is_on=entry.themes == ())
        digits = "a digit" if width == 1 else f"{width} digits, such as {'1':0>{width}}"
        return Card(
            title=entry.question or "Comment",
            passages=(Passage("Comment", plain(entry.comment)),),
            note=f"Press {digits}; several themes may fit. Enter takes the next comment.",
            choices=(*choices, none),
            buttons=(
                Button("next", "Next", "Enter", is_main=True, is_possible=entry.themes is not None),
                Button("back", "Back", "b"),
                Button("clear", "Clear", "c", is_possible=entry.themes is not None),
            ),
        )

    def do(self, what: str, row: str, value: str, given: dict[str, str]) -> None:
        """Change the cell of a comment, or take another comment."""
        here = self._sheet[row].themes
        on = () if here is None else here
        if what == "toggle" and value in self._book:
            kept = tuple(one for one in self._book if (one in on) != (one == value))
            self._write(row, kept or None)
        elif what == "none":
            self._write(row, None if here == () else ())
        elif what == "clear":
            self._write(row, None)
        elif what == "back":
            self.step_on(by=-1)
        elif what == "next":
            if here is None:
                raise InputError("press the number of a theme first, or that of 'No theme fits'.")
            n_open = sum(one.themes is None for one in self._sheet.values())
            self.step_on(to_open=bool(n_open))
            if not n_open:
                self.notice = f"All are coded. Then: gpgp coding-agreement {self._name}"
        else:
            raise InputError(f"there is no action '{what}'.")

    def _write(self, row: str, given: tuple[str, ...] | None) -> None:
        """Write one cell; what stands in the others now is kept."""
        cell = "" if given is None else "|".join(given) or NO_THEME_WORD
        with storage.hold_lock(self._project, self._name):
            text = themes.fill_coder_cell(self._read(), row, cell, file_name=self._coder)
            place = f"{CODING_FOLDER}/{self._coder}"
            storage.write_coding(self._project, self._name, place, text)
        self._read()
