"""Delimited text to records: strict, by the declared encoding and separator, nothing repaired.

A record is what a spreadsheet shows as one row, also where a cell holds line breaks.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager

from gpgp.errors import InputError
from gpgp.intake.read.accepted_files import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS

_LINE_END = re.compile("\r\n|\n|\r")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode_text(content: bytes, *, encoding: str, file_name: str) -> str:
    """Decode the bytes of a file, without its byte-order mark.

    Raises
    ------
    InputError
        The encoding is unknown, or a byte is not of it; names the byte, its offset and the row.
    """
    declared = _codec_name(encoding, file_name)
    if content.startswith(_UTF16_MARKS) and not declared.startswith("utf-16"):
        raise InputError(
            f"{file_name}: the file is UTF-16, declared is {encoding}; write 'encoding: utf-16' "
            "under export:, or save the file as UTF-8."
        )
    start = len(codecs.BOM_UTF8) if content.startswith(codecs.BOM_UTF8) else 0
    try:
        return content[start:].decode(declared).removeprefix("\ufeff")
    except UnicodeDecodeError as fault:
        offset = start + fault.start
        row = _row_of(content[start:offset].decode(declared, errors="ignore"))
        found = f"byte {offset:,} (0x{content[offset]:02x})"
        raise InputError(
            f"{file_name}, row {row}: {found} is not {encoding}; write the file's own encoding "
            "under export: (often cp1252), or save the file as UTF-8."
        ) from None


def _codec_name(encoding: str, file_name: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except LookupError:
        raise InputError(
            f"{file_name}: no encoding '{encoding}'; write one such as utf-8, cp1252 or utf-16."
        ) from None


def _row_of(text_before: str) -> int:
    """Return the row in which a text that is cut off ends."""
    with _long_cells():
        reader = csv.reader(io.StringIO(text_before + "x", newline=""))
        return sum(1 for _ in reader)


def read_records(
    text: str, *, separator: str, file_name: str, quoting: str = "standard"
) -> list[list[str]]:
    """Split a text into records of cells.

    Parameters
    ----------
    text : str
    separator : str
    file_name : str
    quoting : ``standard``, or ``none`` where each line is a row and quotes are plain characters

    Returns
    -------
    list of lists
        One per row, the header rows first; an empty line is an empty list.

    Raises
    ------
    InputError
        An unclosed quote, text after a closing quote, a cell, a row or a file beyond the limits;
        names the row.
    """
    records: list[list[str]] = []
    if quoting == "none":
        for line in split_lines(text):
            records.append(line.split(separator) if line else [])
            _check_size(records[-1], len(records), file_name)
        return records
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    first_line = 1
    with _long_cells():
        try:
            for record in reader:
                records.append(record)
                _check_size(record, len(records), file_name)
                first_line = reader.line_num + 1
        except csv.Error as fault:
            where = f"{file_name}, row {len(records) + 1} (line {first_line} of the file)"
            raise InputError(f"{where}: {_explain(str(fault), separator)}") from None
    return records


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, without the empty one after the last line end."""
    lines = _LINE_END.split(text)
    return lines[:-1] if lines[-1] == "" else lines


def _check_size(record: list[str], row: int, file_name: str) -> None:
    if row > MAX_ROWS:
        raise InputError(f"{file_name}: more than {MAX_ROWS:,} rows; split the export.")
    if len(record) > MAX_COLUMNS:
        raise InputError(
            f"{file_name}, row {row}: {len(record):,} columns, the limit is {MAX_COLUMNS:,}; "
            "leave out the columns that are not needed."
        )


def _explain(fault: str, separator: str) -> str:
    if "unexpected end of data" in fault:
        return 'a cell is opened with " and never closed; add the missing quote.'
    if "expected after" in fault:
        return (
            f'after a closing quote comes something other than "{separator}"; quotes inside a '
            'cell must be doubled ("").'
        )
    if "field larger" in fault:
        return f"a cell is longer than {MAX_CELL_CHARACTERS:,} characters."
    return f"cannot be read as delimited text ({fault})."


@contextmanager
def _long_cells() -> Iterator[None]:
    """Lift the csv module's own limit of 131,072 characters a cell, and put it back."""
    before = csv.field_size_limit(MAX_CELL_CHARACTERS)
    try:
        yield
    finally:
        csv.field_size_limit(before)
