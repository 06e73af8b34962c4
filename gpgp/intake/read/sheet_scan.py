"""What the sheets of an XLSX workbook hold that a reader of values would not say.

How far the cells reach, formulas that were never computed, error values, hidden rows and columns:
found in the stream of a sheet's XML, without building anything.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from gpgp.errors import InputError
from gpgp.intake.read.archive import check_workbook, open_archive, stream_part

_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})(\d{1,7})[\"'][^>]*(?<!/)>")
_ERROR = re.compile(
    rb"<(?:\w+:)?c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"'][^>]*>"
    rb"(?:<(?:\w+:)?f\b[^<]*(?:</(?:\w+:)?f>)?)?<(?:\w+:)?v>([^<]{1,20})<"
)
_UNCOMPUTED = re.compile(
    rb"<(?:\w+:)?c\b(?![^>]*\bt=[\"']str[\"'])[^>]*?\br=[\"']([A-Z]{1,3}\d{1,7})[\"'][^>]*>\s*"
    rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_HIDDEN = re.compile(rb"<(?:\w+:)?(row|col)\b[^>]*\bhidden=[\"'](?:1|true)[\"']")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_KEPT = 5  # examples of each fault


@dataclass
class SheetScan:
    """What one worksheet holds."""

    name: str = ""
    is_hidden: bool = False
    last_row: int = 0
    last_column: int = 0
    n_hidden_rows: int = 0
    n_hidden_columns: int = 0
    n_formulas: int = 0
    uncomputed: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """No cell has a value."""
        return self.last_row == 0


def scan_workbook(content: bytes, *, file_name: str) -> list[SheetScan]:
    """Unpack every part of a workbook within the limits, and look at its worksheets.

    Returns
    -------
    list of SheetScan
        One per worksheet, in the workbook's order.

    Raises
    ------
    InputError
        Not a plain workbook, damaged, larger than the limits allow, or with a document type.
    """
    archive = open_archive(content, file_name=file_name)
    check_workbook(archive, file_name=file_name)
    scans: dict[str, SheetScan] = {}
    for part in archive.infolist():
        pieces = stream_part(content, part, file_name=file_name)
        if part.filename.endswith((".xml", ".rels")):
            pieces = _refuse_doctype(pieces, file_name)
        if part.filename.startswith("xl/worksheets/") and part.filename.endswith(".xml"):
            scans[part.filename] = _scan_sheet(pieces)
        else:
            for _ in pieces:
                pass
    return _named(archive, scans, content, file_name)


def column_number(letters: str) -> int:
    """Return the number of a column from its letters: A is 1.

    Examples
    --------
    >>> column_number("XFD")
    16384
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _refuse_doctype(pieces: Iterator[bytes], file_name: str) -> Iterator[bytes]:
    is_first = True
    for piece in pieces:
        if is_first and _DOCTYPE.search(piece[:4096]):
            raise InputError(f"{file_name}: the workbook declares a document type; refused.")
        is_first = False
        yield piece


def _scan_sheet(pieces: Iterator[bytes]) -> SheetScan:
    scan = SheetScan()
    rest = b""
    for piece in pieces:
        text = rest + piece
        cut = max(text.rfind(b"c>") + 2, text.rfind(b"/>") + 2)
        cut = cut if cut > 1 else text.rfind(b">") + 1
        _scan_text(scan, text[:cut])
        rest = text[cut:]
    _scan_text(scan, rest)
    return scan


def _scan_text(scan: SheetScan, text: bytes) -> None:
    cells = _CELL.findall(text)
    if cells:
        letters = {column for column, _ in cells}
        widest = max(column_number(column.decode()) for column in letters)
        scan.last_column = max(scan.last_column, widest)
        scan.last_row = max(scan.last_row, max(int(row) for _, row in cells))
    for kind in _HIDDEN.findall(text):
        scan.n_hidden_rows += kind == b"row"
        scan.n_hidden_columns += kind == b"col"
    scan.n_formulas += len(_FORMULA.findall(text))
    scan.uncomputed += [ref.decode() for ref in _UNCOMPUTED.findall(text)]
    scan.errors |= {ref.decode(): word.decode() for ref, word in _ERROR.findall(text)}


def _named(
    archive: zipfile.ZipFile, scans: dict[str, SheetScan], content: bytes, file_name: str
) -> list[SheetScan]:
    sheets = _elements(archive, "xl/workbook.xml", "sheet", file_name)
    links = _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship", file_name)
    paths = {
        link.get("Id", ""): posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
        for link in links
    }
    found = []
    for sheet in sheets:
        link_id = next((v for k, v in sheet.items() if k.endswith(":id")), "")
        scan = scans.get(paths.get(link_id, ""))
        if scan is not None:
            scan.name = sheet.get("name", "")
            scan.is_hidden = sheet.get("state", "visible") != "visible"
            found.append(scan)
    return found


def _elements(
    archive: zipfile.ZipFile, path: str, wanted: str, file_name: str
) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []

    def keep(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(attributes)

    parser = expat.ParserCreate()
    parser.StartElementHandler = keep
    try:
        parser.Parse(archive.read(path), True)
    except (KeyError, expat.ExpatError, zipfile.BadZipFile, OSError):
        raise InputError(f"{file_name}: the workbook is damaged; export it again.") from None
    return found
