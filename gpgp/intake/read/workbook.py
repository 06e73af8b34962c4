"""One sheet of a workbook as rows of text, as a CSV export of the same platform would hold it."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from gpgp.errors import InputError
from gpgp.instrument import Export
from gpgp.intake.read import accepted_files as accepted
from gpgp.intake.read.headers import column_letters
from gpgp.intake.read.sheet_scan import SheetScan, column_number, scan_workbook
from gpgp.tables import LOSS, NOTE, Finding

_CHILD = Path(__file__).with_name("workbook_child.py")
_EXACT_BELOW = 1e15  # spreadsheets keep 15 digits


@dataclass(frozen=True)
class Sheet:
    """The rows of one sheet as text, from row 1 on, and what reading came upon."""

    records: list[list[str]]
    sheet: str
    findings: tuple[Finding, ...]


def read_workbook(content: bytes, *, export: Export, file_name: str, kind: str) -> Sheet:
    """Read one sheet.

    Parameters
    ----------
    content : bytes
    export : Export
        ``sheet`` names it (needed where several hold something); dates are written in
        ``date_format``; merged cells are allowed within ``header_rows``.
    file_name : str
    kind : ``xlsx`` or ``xls``

    Raises
    ------
    InputError
        Refused by the limits, or the sheet cannot be read as rows; names sheet and cell.
    """
    scans = list_sheets(content, kind=kind, file_name=file_name)
    scan = choose_sheet(scans, wanted=export.sheet, file_name=file_name)
    where = f"{file_name}, sheet '{scan.name}'"
    _refuse_far_cells(scan, where)
    _refuse_uncomputed(scan, where)
    found = _run_child(content, file_name, scan.name)
    _refuse_merged(found["merged"], export.header_rows, where)
    _put_errors(found["rows"], scan)
    records = [[write_cell(cell, export.date_format) for cell in row] for row in found["rows"]]
    findings = _findings(scan, scans, found["rows"])
    return Sheet(records, scan.name, tuple(findings))


def list_sheets(content: bytes, *, kind: str, file_name: str) -> list[SheetScan]:
    """Return what each worksheet holds; of a legacy workbook only its name and last row.

    Raises
    ------
    InputError
        Refused by the limits, or damaged.
    """
    if kind == "xlsx":
        return scan_workbook(content, file_name=file_name)
    listed = _run_child(content, file_name, None)["sheets"]
    return [SheetScan(name, not shown, last_row=n, last_column=1) for name, shown, n in listed]


def choose_sheet(scans: list[SheetScan], *, wanted: str | None, file_name: str) -> SheetScan:
    """Return the sheet to read: the named one, or the only visible one that holds something.

    Raises
    ------
    InputError
        There is no such sheet, or there are several and none is named.
    """
    names = ", ".join(f"'{scan.name}'" for scan in scans)
    if wanted is not None:
        for scan in scans:
            if scan.name == wanted:
                return scan
        raise InputError(f"{file_name}: no sheet '{wanted}'; there are: {names}.")
    filled = [scan for scan in scans if not scan.is_empty]
    visible = [scan for scan in filled if not scan.is_hidden]
    if len(visible) == 1:
        return visible[0]
    if not filled:
        raise InputError(f"{file_name}: the workbook holds nothing.")
    raise InputError(
        f"{file_name}: {len(filled)} sheets hold something ({names}); write the one with the "
        "responses as 'sheet:' under export: in consultation.yaml."
    )


def _run_child(content: bytes, file_name: str, sheet_name: str | None) -> dict[str, Any]:
    command = [sys.executable, "-I", str(_CHILD), str(accepted.CHILD_MEMORY_BYTES)]
    command += [sheet_name] if sheet_name is not None else []
    try:
        done = subprocess.run(  # noqa: S603 - our own program, no shell; the name is an argument
            command,
            input=content,
            capture_output=True,
            timeout=accepted.CHILD_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise InputError(
            f"{file_name}: reading takes longer than {accepted.CHILD_SECONDS} seconds; "
            "save the sheet as CSV."
        ) from None
    if done.returncode == 4:
        raise InputError(f"{file_name}: the workbook is damaged or protected; export it again.")
    if done.returncode != 0:
        gigabytes = accepted.CHILD_MEMORY_BYTES // 10**9
        raise InputError(
            f"{file_name}: the workbook cannot be read within {gigabytes} GB of memory; "
            "save the sheet as CSV."
        )
    return json.loads(done.stdout)


def _refuse_far_cells(scan: SheetScan, where: str) -> None:
    if scan.last_column > accepted.MAX_COLUMNS:
        raise InputError(
            f"{where}: cells reach to column {column_letters(scan.last_column - 1)}, the limit is "
            f"{accepted.MAX_COLUMNS:,} columns; delete what stands beyond the responses."
        )
    if scan.last_row * scan.last_column > accepted.MAX_CELLS:
        raise InputError(
            f"{where}: cells reach to row {scan.last_row:,} and column "
            f"{column_letters(scan.last_column - 1)}, the limit is {accepted.MAX_CELLS:,} cells; "
            "delete what stands beyond the responses, or save the sheet as CSV."
        )


def _refuse_uncomputed(scan: SheetScan, where: str) -> None:
    if scan.uncomputed:
        shown = ", ".join(scan.uncomputed[:5])
        raise InputError(
            f"{where}: {len(scan.uncomputed)} cells hold a formula without a value ({shown}); an "
            "answer that began with '=' may have become one. Open the file in a spreadsheet "
            "program, save it, and look at these cells; or take the CSV export."
        )


def _refuse_merged(merged: list[list[list[int]]], header_rows: int, where: str) -> None:
    for (first_row, first_column), (last_row, last_column) in merged:
        if last_row >= header_rows:
            cells = (
                f"{column_letters(first_column)}{first_row + 1}:"
                f"{column_letters(last_column)}{last_row + 1}"
            )
            raise InputError(
                f"{where}: the cells {cells} are merged, so that only the first keeps its "
                "answer; unmerge them, or take the CSV export."
            )


def _put_errors(rows: list[list[Any]], scan: SheetScan) -> None:
    for reference, word in scan.errors.items():
        letters = reference.rstrip("0123456789")
        row, column = int(reference[len(letters) :]) - 1, column_number(letters) - 1
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = word


def write_cell(cell: Any, date_format: str) -> str:
    """Return a cell as a CSV export would hold it.

    Whole numbers without a point, others with the digits a spreadsheet keeps, TRUE and FALSE,
    dates to the nearest second in the declared format.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, int | float):
        is_whole = float(cell).is_integer() and abs(cell) < _EXACT_BELOW
        return str(int(cell)) if is_whole else format(cell, ".15g")
    kind, value = cell
    if kind == "seconds":
        return str(timedelta(seconds=round(value)))
    if kind == "time":
        return time.fromisoformat(value).strftime("%H:%M:%S")
    if kind == "date":
        return date.fromisoformat(value).strftime(date_format)
    moment = datetime.fromisoformat(value) + timedelta(microseconds=500_000)
    return moment.replace(microsecond=0).strftime(date_format)


def _findings(scan: SheetScan, scans: list[SheetScan], rows: list[list[Any]]) -> list[Finding]:
    found = [
        Finding(
            "hidden_sheet", other.name, 0, NOTE, "not read; look at it, it may hold personal data"
        )
        for other in scans
        if other.is_hidden and other is not scan
    ]
    if scan.is_hidden:
        found.append(
            Finding("hidden_sheet", scan.name, 0, NOTE, "read as declared, although hidden")
        )
    shown = "read like the others; unhide and look at them"
    if scan.n_hidden_rows:
        found.append(Finding("hidden_rows", scan.name, scan.n_hidden_rows, NOTE, shown))
    if scan.n_hidden_columns:
        found.append(Finding("hidden_columns", scan.name, scan.n_hidden_columns, NOTE, shown))
    if scan.n_formulas:
        advice = "read as the value last computed; an answer that began with '=' may be among them"
        found.append(Finding("formula", scan.name, scan.n_formulas, NOTE, advice))
    if scan.errors:
        advice = f"read as the error's own text; first at {next(iter(scan.errors))}"
        found.append(Finding("error_cell", scan.name, len(scan.errors), LOSS, advice))
    return found + _long_numbers(rows)


def _long_numbers(rows: list[list[Any]]) -> list[Finding]:
    counts: dict[int, int] = {}
    for row in rows:
        for j, cell in enumerate(row):
            if isinstance(cell, float) and abs(cell) >= _EXACT_BELOW:
                counts[j] = counts.get(j, 0) + 1
    advice = "the spreadsheet kept 15 digits of these numbers only; take the CSV export"
    return [
        Finding("long_number", f"column {column_letters(j)}", n, LOSS, advice)
        for j, n in counts.items()
    ]
