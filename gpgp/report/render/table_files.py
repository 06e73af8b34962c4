"""Protected tables as files: CSV each, and all of them in one workbook or archive.

The same tables give the same bytes: no time, author or path stands in a file. Text is stored as
text and never as a formula, so that a spreadsheet can open it without running anything.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Mapping

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from gpgp.disclosure.protected import Cell, ProtectedTable, TableColumn
from gpgp.errors import ContractError
from gpgp.printed_text import drop_hidden

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠")
WORDS = ("text", "span")  # kinds of column that hold no single number


def write_csv(table: ProtectedTable) -> bytes:
    """Return the table as CSV: UTF-8 with the mark that spreadsheets need.

    Numbers stand without thousands commas and per cent signs; what is withheld stands as its
    mark. Text that a spreadsheet would run as a formula gets a leading apostrophe.

    Raises
    ------
    ContractError
        Something other than a protected table was handed in.
    """
    if not isinstance(table, ProtectedTable):
        raise ContractError("only a table that has passed the disclosure gate can be written.")
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([disarm(column.label) for column in table.columns])
    for row in table.rows:
        pairs = zip(row.cells, table.columns, strict=True)
        writer.writerow([_write_cell(cell, column) for cell, column in pairs])
    return out.getvalue().encode("utf-8-sig")


def disarm(text: str) -> str:
    """Return text that no spreadsheet takes for a formula.

    Examples
    --------
    >>> disarm("=1+1"), disarm("pay")
    ("'=1+1", 'pay')
    """
    text = drop_hidden(text)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _write_cell(cell: Cell, column: TableColumn) -> str:
    if column.kind in WORDS or cell.value is None or cell.is_pooled:
        return disarm(cell.text)
    return f"{cell.value:.1f}" if cell.value != int(cell.value) else f"{cell.value:.0f}"


LONGEST_SHEET_NAME = 31  # letters, by the format
FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
CORE = "docProps/core.xml"
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
WIDTHS = (38, 16)  # of the first column and of the others, in letters


def write_archive(tables: Mapping[str, ProtectedTable]) -> bytes:
    """Return a ZIP file of all tables as CSV."""
    return zip_files({f"{name}.csv": write_csv(table) for name, table in tables.items()})


def zip_files(files: Mapping[str, bytes]) -> bytes:
    """Return files as a ZIP file that is the same for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def fix_dates(package: bytes) -> bytes:
    """Return an Office file with the times of its parts taken out."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    if CORE in parts:
        parts[CORE] = _TIME.sub(rb"\g<1>2000-01-01T00:00:00Z", parts[CORE])
    return zip_files(parts)


def write_workbook(tables: Mapping[str, ProtectedTable]) -> bytes:
    """Return a workbook: a sheet of contents, then one sheet per table."""
    book = Workbook(write_only=True)
    book.properties.creator = "gpgp"
    contents = book.create_sheet("Contents")
    contents.column_dimensions["A"].width, contents.column_dimensions["B"].width = 12, 90
    contents.append([_text(contents, head, is_head=True) for head in ("Sheet", "Table")])
    for number, table in enumerate(tables.values(), start=1):
        name = f"{number} {table.name.translate(FORBIDDEN)}"[:LONGEST_SHEET_NAME]
        contents.append([_text(contents, str(number)), _text(contents, table.caption)])
        _write_sheet(book, name, table)
    out = io.BytesIO()
    book.save(out)
    return fix_dates(out.getvalue())


def _write_sheet(book: Workbook, name: str, table: ProtectedTable) -> None:
    sheet = book.create_sheet(name)
    for place in range(1, len(table.columns) + 1):
        letter = chr(ord("A") + place - 1) if place <= 26 else None
        if letter:
            sheet.column_dimensions[letter].width = WIDTHS[place > 1]
    sheet.append([_text(sheet, table.caption, is_head=True)])
    sheet.append([_text(sheet, column.label, is_head=True) for column in table.columns])
    for row in table.rows:
        pairs = zip(row.cells, table.columns, strict=True)
        sheet.append([_write_sheet_cell(sheet, cell, column.kind) for cell, column in pairs])
    for note in table.notes:
        sheet.append([_text(sheet, note)])


def _write_sheet_cell(sheet: object, cell: Cell, kind: str) -> WriteOnlyCell:
    if kind in ("text", "span") or cell.value is None or cell.is_pooled:
        return _text(sheet, cell.text)
    return WriteOnlyCell(sheet, value=cell.value)


def _text(sheet: object, text: str, *, is_head: bool = False) -> WriteOnlyCell:
    """A cell that holds text whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    if is_head:
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
    return cell
