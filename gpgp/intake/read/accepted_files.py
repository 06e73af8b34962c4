"""Which files are read: their kinds, whatever they are called, and how large they may be."""

from __future__ import annotations

import re

from gpgp.errors import InputError

# Above these limits a file is refused before it is parsed.
MAX_ROWS = 1_048_576  # what a spreadsheet can hold
MAX_COLUMNS = 5_000  # the widest real export seen has 367
MAX_CELL_CHARACTERS = 10_000_000  # a comment of 5 MB passes; a spreadsheet holds 32,767
MAX_CELLS = 40_000_000  # of a workbook: its reader holds the whole rectangle in memory
MAX_UNPACKED_BYTES = 1_500_000_000  # of a workbook, all parts together
MAX_PART_BYTES = 1_000_000_000  # of one part of a workbook
MAX_PARTS = 10_000
MAX_RATIO = 100  # unpacked to packed; real workbooks reach 30
LEAST_BYTES_FOR_RATIO = 5_000_000  # small parts that compress well are harmless
CHILD_MEMORY_BYTES = 3_000_000_000
CHILD_SECONDS = 180

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # legacy Office files, and encrypted new ones
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_REFUSED = (
    (b"\x1f\x8b", "compressed with gzip", "unpack it"),
    (b"%PDF", "a PDF", "ask for the export as CSV or XLSX"),
    (b"PAR1", "a Parquet file", "export it as CSV"),
    (b"SQLite format 3", "a database", "export the table as CSV"),
    (b"{\\rtf", "a text document", "ask for the export as CSV or XLSX"),
    (b"7z\xbc\xaf", "a 7-Zip archive", "unpack it"),
    (b"Rar!", "a RAR archive", "unpack it"),
    (b"BZh", "compressed with bzip2", "unpack it"),
    (b"\xfd7zXZ", "compressed with xz", "unpack it"),
    (b"\x28\xb5\x2f\xfd", "compressed with zstd", "unpack it"),
    (b"\x89PNG", "a picture", "ask for the export as CSV or XLSX"),
    (b"\xff\xd8\xff", "a picture", "ask for the export as CSV or XLSX"),
)
_MARKUP = (b"<!doctype", b"<html", b"<table", b"<?xml", b"<head", b"<body", b"<meta", b"<style")
_BOM = b"\xef\xbb\xbf"
_JSON = re.compile(rb"\{\s*\"|\[\s*[\[{]")


def find_kind(content: bytes, *, file_name: str) -> str:
    """Return ``text``, ``xlsx`` or ``xls``.

    Raises
    ------
    InputError
        It is anything else; names the real type and what to do.
    """
    if content.startswith(_ZIP):
        return "xlsx"  # or another kind of archive, which reading it refuses by name
    if content.startswith(_OLE):
        if _ENCRYPTED in content:
            raise InputError(
                f"{file_name}: the workbook is protected with a password; save it without one."
            )
        return "xls"
    for mark, found, advice in _REFUSED:
        if content.startswith(mark):
            raise InputError(f"{file_name}: the file is {found}; {advice}.")
    start = content.removeprefix(_BOM)[:2_000].lstrip().lower()
    if start.startswith(_MARKUP):
        raise InputError(
            f"{file_name}: the file is a web page or XML, whatever its name says; open it in a "
            "spreadsheet program and save it as XLSX or CSV."
        )
    if _JSON.match(start):
        raise InputError(f"{file_name}: the file is JSON; ask for the export as CSV or XLSX.")
    return "text"
