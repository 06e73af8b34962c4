"""The files that people code in: written so that a spreadsheet opens them, read back forgivingly.

A sample and a code book go out as CSV. What coders saved comes back in, whatever their
spreadsheet made of it: separators, encodings, order of rows and columns, case, labels for ids.
What is not known is never guessed: file, row and column are named.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import StringIO

import pandas as pd

from gpgp.errors import InputError
from gpgp.instrument import fold_word, nearest_word

NO_THEME_WORD = "none"
_NONE = frozenset({NO_THEME_WORD, "no theme", "nothing", "-", "0"})
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\0", "＝", "＋", "－", "＠")
_MARK = "\ufeff"  # tells a spreadsheet that the file is UTF-8
_ID_NUMBER = re.compile(r"([a-z_]+)0*([1-9]\d*)")
_MAX_SHOWN = 5


def render_coder_file(sample: pd.DataFrame, questions: Mapping[str, str]) -> str:
    """Write a sample for one coder: id, question, comment, an empty column for themes.

    A comment that a spreadsheet would run as a formula gets a leading apostrophe; line breaks
    become `` / ``, so that a row is a row.
    """
    rows = pd.DataFrame(
        {
            "comment_id": sample["comment_id"],
            "themes": "",
            "comment": [_disarm(" / ".join(text.split("\n"))) for text in sample["text"]],
            "question": [_disarm(questions.get(one, one)) for one in sample["question_id"]],
        }
    )
    return _MARK + rows.to_csv(index=False, lineterminator="\r\n")


def render_code_book(themes: pd.DataFrame, definitions: Mapping[str, str]) -> str:
    """Write what coders may choose from: id, label, definition, keywords."""
    rows = pd.DataFrame(
        {
            "theme_id": themes["theme_id"],
            "label": [_disarm(label) for label in themes["label"]],
            "definition": [_disarm(definitions.get(one, "")) for one in themes["theme_id"]],
            "keywords": [_disarm(words.replace("|", ", ")) for words in themes["keywords"]],
        }
    )
    return _MARK + rows.to_csv(index=False, lineterminator="\r\n")


def read_code_book(content: bytes, *, file_name: str) -> dict[str, str]:
    """Read the labels that coders chose from, by theme id."""
    rows = _read_rows(content, file_name=file_name, columns=("theme_id", "label"))
    return {theme_id: label.removeprefix("'") for _, theme_id, label in rows}


def read_definitions(content: bytes, *, file_name: str) -> dict[str, str]:
    """Read what the code book says of each theme beside its label, by theme id."""
    rows = _read_rows(content, file_name=file_name, columns=("theme_id", "definition"))
    return {theme_id: said.removeprefix("'") for _, theme_id, said in rows}


@dataclass(frozen=True)
class CoderEntry:
    """A comment of a coder's file; ``themes``: None not coded yet, () no theme fits."""

    comment: str
    question: str
    themes: tuple[str, ...] | None


def read_coder_sheet(
    content: bytes, *, file_name: str, labels: Mapping[str, str]
) -> dict[str, CoderEntry]:
    """Read a coder's file with its comments, to go on coding; by comment id, in its order.

    Raises
    ------
    InputError
        As :func:`read_coder_file`; a column with comments or questions is missing.
    """
    columns = {
        name: _read_rows(content, file_name=file_name, columns=("comment_id", name))
        for name in ("comment", "question")
    }
    ids = [comment_id.removeprefix("'") for _, comment_id, _ in columns["comment"]]
    coded = read_coder_file(content, file_name=file_name, comment_ids=ids, labels=labels)
    texts = (
        [cell.removeprefix("'") for _, _, cell in columns[name]] for name in ("comment", "question")
    )
    given = {
        key: tuple(str(theme) for theme in rows["theme_id"].dropna())
        for key, rows in coded.groupby("comment_id")
    }
    return {
        key: CoderEntry(comment, question, given.get(key))
        for key, comment, question in zip(ids, *texts, strict=True)
    }


def fill_coder_cell(content: bytes, comment_id: str, cell: str, *, file_name: str) -> str:
    """Return a coder's file with one cell of ``themes`` filled in; the others stay as they are.

    Raises
    ------
    InputError
        There is no such comment, or the file is no coder's.
    """
    found = _read_rows(content, file_name=file_name, columns=("comment_id", "themes"))
    numbers = [number for number, one, _ in found if one.removeprefix("'") == comment_id]
    if not numbers:
        raise InputError(f"{file_name}: the comment is not in the file any more.")
    rows, separator = _split_rows(content, file_name)
    place = [fold_word(name) for name in rows[0]].index("themes")
    row = rows[numbers[0] - 1]
    row += [""] * (place + 1 - len(row))
    row[place] = cell
    written = StringIO(newline="")
    csv.writer(written, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return _MARK + written.getvalue()


def read_coder_file(
    content: bytes, *, file_name: str, comment_ids: Iterable[str], labels: Mapping[str, str]
) -> pd.DataFrame:
    """Read what one coder saved.

    Parameters
    ----------
    content : bytes
        CSV separated by comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252.
    file_name : str
        Stands in errors.
    comment_ids : comments of the sample
    labels : mapping of theme id to label
        A cell of ``themes`` holds ids or labels, several joined by ``|`` ``,`` ``;`` or ``+``;
        *none* where no theme fits. An empty cell is a comment not coded yet.

    Returns
    -------
    DataFrame, one row per theme of a coded comment
        ``comment_id``, ``theme_id`` (missing: coded, and no theme fits).

    Raises
    ------
    InputError
        Columns missing, a comment that is not in the sample or stands twice, an unknown theme;
        names file, row and column, and the nearest theme.
    """
    known = set(comment_ids)
    words = _theme_words(labels)
    faults: list[str] = []
    seen: Counter[str] = Counter()
    coded: list[tuple[str, str | None]] = []
    for row, comment_id, cell in _read_rows(
        content, file_name=file_name, columns=("comment_id", "themes")
    ):
        comment_id = comment_id.removeprefix("'")
        seen[comment_id] += 1
        if comment_id not in known:
            faults.append(f"row {row}, column comment_id: no such comment in the sample")
        elif seen[comment_id] > 1:
            faults.append(f"row {row}, column comment_id: stands twice")
        else:
            themes, fault = _read_cell(cell, words)
            faults += [f"row {row}, column themes: {fault}"] if fault else []
            coded += [(comment_id, theme) for theme in themes]
    if faults:
        raise InputError(_tell(file_name, faults))
    return pd.DataFrame(coded, columns=["comment_id", "theme_id"]).astype("str")


def _tell(file_name: str, faults: list[str]) -> str:
    more = len(faults) - _MAX_SHOWN
    lines = [f"{file_name}, {fault}" for fault in faults[:_MAX_SHOWN]]
    return "\n".join([*lines, f"{file_name}: {more} more"] if more > 0 else lines)


def _theme_words(labels: Mapping[str, str]) -> dict[str, str | None]:
    """What may stand in a cell: ids with or without leading zeros, labels, words for none."""
    words: dict[str, str | None] = dict.fromkeys(_NONE)
    for theme_id, label in labels.items():
        words[_fold(label)] = theme_id
    for theme_id in labels:
        words[_fold(theme_id)] = theme_id
    return words


def _fold(text: str) -> str:
    folded = fold_word(text)
    number = _ID_NUMBER.fullmatch(folded.replace(" ", ""))
    return "".join(number.groups()) if number else folded


def _read_cell(cell: str, words: Mapping[str, str | None]) -> tuple[list[str | None], str]:
    """Themes of a cell ([None]: none fits; []: not coded), and what is wrong with it."""
    if not cell.strip():
        return [], ""
    parts = [cell]
    for marks in (r"[|\n]", r"[,;+/]", r"\s+"):
        cut = [
            one.strip()
            for part in parts
            for one in ([part] if _fold(part) in words else re.split(marks, part))
            if one.strip()
        ]
        is_known = all(_fold(part) in words for part in cut)
        parts = cut if is_known or marks != r"\s+" else parts
        if is_known:
            break
    strangers = [part for part in parts if _fold(part) not in words]
    if strangers:
        shown = sorted({word for word in words if words[word]} | {NO_THEME_WORD})
        return [], "no such theme in the code book" + _hint(strangers[0], shown, words)
    themes = list(dict.fromkeys(words[_fold(part)] for part in parts))
    if len(themes) > 1 and None in themes:
        return [], f"'{NO_THEME_WORD}' stands beside a theme; keep one of them"
    return themes, ""


def _hint(stranger: str, shown: list[str], words: Mapping[str, str | None]) -> str:
    """Name the nearest theme by its id; what the coder wrote is not repeated."""
    said = nearest_word(_fold(stranger), shown)
    if "did you mean" not in said:
        return f"; write ids of code_book.csv joined by |, or '{NO_THEME_WORD}'"
    nearest = said.rpartition(" '")[2].removesuffix("'?")
    return f"; did you mean '{words.get(nearest) or NO_THEME_WORD}'?"


def _read_rows(
    content: bytes, *, file_name: str, columns: tuple[str, str]
) -> list[tuple[int, str, str]]:
    """Rows as a spreadsheet numbers them, with two columns of theirs; blank rows are passed."""
    rows, _ = _split_rows(content, file_name)
    names = [fold_word(name) for name in rows[0]] if rows else []
    absent = [name for name in columns if name not in names]
    if absent:
        raise InputError(
            f"{file_name}, row 1: no column {' and no column '.join(absent)}; keep the first row "
            "as it was written."
        )
    first, second = (names.index(name) for name in columns)
    return [
        (number, _take_cell(row, first), _take_cell(row, second))
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    ]


def _split_rows(content: bytes, file_name: str) -> tuple[list[list[str]], str]:
    """Every row of a CSV file, and what separates its cells."""
    text = _decode(content, file_name)
    separator = max(",;\t", key=text.split("\n", 1)[0].count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator)), separator
    except csv.Error as fault:
        raise InputError(f"{file_name}: is not a CSV file ({fault}); save it as CSV.") from None


def _take_cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _decode(content: bytes, file_name: str) -> str:
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise InputError(
            f"{file_name}: is a workbook; save it as CSV (in Excel: Save As, CSV UTF-8)."
        )
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _disarm(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
