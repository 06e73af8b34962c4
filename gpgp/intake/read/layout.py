"""How an unknown file is laid out: encoding, separator, sheet, header rows.

Guesses, each with its reason, for a draft that a person reads. Nothing here is used once a
consultation.yaml declares the layout.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

from gpgp.errors import InputError
from gpgp.instrument import Export, nearest_word, normalise_header
from gpgp.intake.read.accepted_files import find_kind
from gpgp.intake.read.delimited import decode_text, read_records
from gpgp.intake.read.headers import FILLERS, combine_headers, is_import_ids, name_columns
from gpgp.intake.read.workbook import list_sheets, read_workbook

_SEPARATORS = ",;\t|"
_LOOKED_AT = 200  # rows, for the separator and the header rows
_CODE = re.compile(r"[A-Za-z][\w#.: -]{0,40}")
_COMMON_IN_TEXT = frozenset("‘’“”–—…•£€°·«»¿¡ºª\u00a0")


@dataclass(frozen=True)
class Layout:
    """The guessed ``export`` section, and what of it was guessed and why."""

    export: Export
    guesses: tuple[str, ...]


def detect_layout(content: bytes, *, file_name: str) -> Layout:
    """Find out how a file is to be read.

    Raises
    ------
    InputError
        It is not rows of text in columns.
    """
    if not content:
        raise InputError(f"{file_name}: the file is empty.")
    kind = find_kind(content, file_name=file_name)
    declared: dict[str, object] = {"file": _plain_name(file_name)}
    if kind == "text":
        encoding, guesses = detect_encoding(content)
        text = decode_text(content, encoding=encoding, file_name=file_name).replace("\0", " ")
        separator = detect_separator(text)
        if separator != ",":
            guesses.append(f"separator {_SEPARATOR_NAMES[separator]}: it parts the rows alike")
        records = read_records(text, separator=separator, file_name=file_name)
        declared |= {"encoding": encoding, "separator": separator}
    else:
        sheet, guesses = _detect_sheet(content, kind, file_name)
        export = Export.model_validate({**declared, "sheet": sheet, "header_rows": 3})
        records = read_workbook(content, export=export, file_name=file_name, kind=kind).records
        declared["sheet"] = sheet
    header_rows, reason = detect_header_rows(records[:_LOOKED_AT])
    if header_rows > 1:
        guesses.append(f"{header_rows} header rows: {reason}")
    declared |= {"header_rows": header_rows, **_repeats(records[:header_rows], guesses)}
    return Layout(Export.model_validate(declared), tuple(guesses))


def _repeats(header_rows: list[list[str]], guesses: list[str]) -> dict[str, str]:
    """Declare the numbering of repeated headers where there are any; name the blank ones."""
    n_columns = max(map(len, header_rows), default=0)
    headers = combine_headers(header_rows, n_columns=n_columns)
    n_blank = headers.count("")
    if n_blank:
        guesses.append(f"{n_blank} columns without a header are known by their letter")
    try:
        name_columns(headers, number_repeats=False, file_name="")
    except InputError:
        guesses.append("repeated headers are made unique: the second is 'name (2)'")
        return {"repeated_headers": "number"}
    return {}


_SEPARATOR_NAMES = {";": "semicolon", "\t": "tab", "|": "bar", ",": "comma"}


def _plain_name(file_name: str) -> str:
    return re.sub(r"[/\\]", "_", file_name).lstrip(".") or "responses.csv"


def detect_encoding(content: bytes) -> tuple[str, list[str]]:
    """Return the encoding of a text: by its mark, else UTF-8 if it is, else the likelier of two.

    Returns
    -------
    encoding, guesses
    """
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16", ["encoding utf-16: by its byte-order mark"]
    if content[:4000].count(0) > len(content[:4000]) // 4:
        name = "utf-16-le" if content[1:2] == b"\0" else "utf-16-be"
        return name, [f"encoding {name}: every other byte is nought"]
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        name = max(("cp1252", "mac_roman"), key=lambda each: _fitness(content, each))
        return name, [f"encoding {name}: it is not UTF-8; look at accents, quotes and £"]
    return "utf-8", []


def _fitness(content: bytes, encoding: str) -> int:
    """Count what reads well in an encoding, less what does not: letters next to letters do."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return -len(content)
    score = 0
    for match in re.finditer(r"[^\x00-\x7f]+", text):
        before = text[match.start() - 1 : match.start()]
        for letter in match[0]:
            if letter in _COMMON_IN_TEXT:
                score += 1
            elif letter.isalpha() and letter.islower():
                score += 1 if before.isalpha() else 0
            elif letter.isalpha():
                score -= 1 if before.islower() else 0
            else:
                score -= 1
            before = letter
    return score


def detect_separator(text: str) -> str:
    """Return the separator that parts most rows into as many cells as the first row has."""
    start = "".join(text[:400_000].splitlines(keepends=True)[: _LOOKED_AT * 2])
    return max(_SEPARATORS, key=lambda separator: _evenness(start, separator))


def _evenness(text: str, separator: str) -> tuple[float, int]:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        widths = [len(row) for row in rows]
    except csv.Error:
        return 0.0, 0
    width = widths[0] if widths else 0
    if width < 2:
        return 0.0, 0
    return round(Counter(widths)[width] / len(widths), 1), width


def _detect_sheet(content: bytes, kind: str, file_name: str) -> tuple[str, list[str]]:
    scans = list_sheets(content, kind=kind, file_name=file_name)
    filled = [scan for scan in scans if not scan.is_empty]
    if not filled:
        raise InputError(f"{file_name}: the workbook holds nothing.")
    best = max(filled, key=lambda scan: (not scan.is_hidden, scan.last_row * scan.last_column))
    if len(filled) == 1:
        return best.name, []
    return best.name, [f"sheet '{best.name}': the largest of {len(filled)} that hold something"]


def detect_header_rows(records: list[list[str]]) -> tuple[int, str]:
    """Return how many rows stand above the first response, and how that shows."""
    if len(records) > 3 and is_import_ids(records[2]):
        return 3, "names, questions and ImportIds, as Qualtrics writes them"
    if len(records) < 3:
        return 1, ""
    upper, lower = records[0], records[1]
    n = max(len(upper), len(lower), 1)
    upper = [*upper, *[""] * (n - len(upper))]
    lower = [*lower, *[""] * (n - len(lower))]
    if n > 1 and not any(cell.strip() for cell in lower):
        return 2, "the second is empty, as in condensed exports of SurveyMonkey"
    n_fillers = sum(cell.strip().casefold() in FILLERS for cell in lower)
    gaps = [j for j in range(n) if not upper[j].strip() and lower[j].strip()]
    if n_fillers >= max(1, 0.05 * n) and n_fillers + len(gaps) >= 0.2 * n:
        return 2, "the second says 'Response' or names options, as SurveyMonkey writes them"
    if len(gaps) >= max(2, 0.2 * n) and _names_options(records, gaps):
        return 2, "the second names options under the questions of the first"
    if _codes_over_texts(upper, lower, records):
        return 2, "short names over the text of the questions"
    return 1, ""


def _names_options(records: list[list[str]], gaps: list[int]) -> bool:
    """Cells below a gap either repeat the name of the option, or never do (an answer is given)."""
    lower = [records[1][j].strip() for j in gaps]
    return len(set(lower)) >= 0.6 * len(lower) and not any(_is_number(cell) for cell in lower)


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"-?\d+([.,]\d+)?", text))


def _codes_over_texts(upper: list[str], lower: list[str], records: list[list[str]]) -> bool:
    both = [(u.strip(), low.strip()) for u, low in zip(upper, lower, strict=True) if u.strip()]
    if len(both) < 3 or any(_is_number(low) for _, low in both):
        return False
    are_codes = sum(bool(_CODE.fullmatch(u)) and u.count(" ") <= 1 for u, _ in both)
    longer = sum(len(low) >= len(u) for u, low in both)
    below = {cell.strip() for record in records[2:] for cell in record}
    repeated = sum(low in below for _, low in both)
    words_below = sum(len(low.split()) > 3 for _, low in both)
    return (
        are_codes >= 0.8 * len(both)
        and longer >= 0.8 * len(both)
        and words_below >= 0.3 * len(both)
        and repeated <= 0.1 * len(both)
    )


def read_column(content: bytes, *, column: str, file_name: str) -> list[str]:
    """Read one column of any CSV file of comments with one header row, in its rows' order.

    Encoding and separator are detected, as for a draft.

    Raises
    ------
    InputError
        The file cannot be read as rows, or has no such column (names the nearest) or several.
    """
    encoding, _ = detect_encoding(content)
    text = decode_text(content, encoding=encoding, file_name=file_name)
    separator = detect_separator(text)
    header, *records = read_records(text, separator=separator, file_name=file_name) or [[]]
    names = [normalise_header(name) for name in header]
    wanted = normalise_header(column)
    if wanted not in names:
        raise InputError(
            f"{file_name}: there is no column '{wanted}'{nearest_word(wanted, set(names))}"
        )
    if names.count(wanted) > 1:
        raise InputError(
            f"{file_name}, line 1: {names.count(wanted)} columns are called '{wanted}'; rename "
            "those that are not meant."
        )
    place = names.index(wanted)
    return [record[place] if place < len(record) else "" for record in records if record]
