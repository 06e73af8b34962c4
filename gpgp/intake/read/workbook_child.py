"""Run as a program of its own: one sheet of a workbook on standard input, its cells out as JSON.

It stands apart so that a file which makes the reader run out of memory or die takes nothing with
it. It imports nothing of gpgp, so that it starts in a tenth of a second.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import sys


def limit_memory(n_bytes: int) -> None:
    """Let this process have no more memory than that, where the system can hold it to it."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (n_bytes, n_bytes))


def plain_cell(cell: object) -> object:
    """Return text, numbers and truth values as they are, times as ``[kind, ISO text]``."""
    if isinstance(cell, dt.datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, dt.date):
        return ["date", cell.isoformat()]
    if isinstance(cell, dt.time):
        return ["time", cell.isoformat()]
    if isinstance(cell, dt.timedelta):
        return ["seconds", cell.total_seconds()]
    return cell


def read_sheet(content: bytes, sheet_name: str | None) -> dict[str, object]:
    """Return the sheets' names and, where one is asked for, its rows and merged ranges."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    kind, visible = (
        python_calamine.SheetTypeEnum.WorkSheet,
        python_calamine.SheetVisibleEnum.Visible,
    )
    found = [(s.name, s.visible == visible) for s in book.sheets_metadata if s.typ == kind]
    if sheet_name is None:
        return {"sheets": [[n, v, book.get_sheet_by_name(n).total_height] for n, v in found]}
    chosen = book.get_sheet_by_name(sheet_name)
    rows = [[plain_cell(c) for c in row] for row in chosen.to_python(skip_empty_area=False)]
    return {"rows": rows, "merged": chosen.merged_cell_ranges or []}


def main() -> int:
    """Read the workbook from standard input; arguments: memory limit, sheet name (optional)."""
    limit_memory(int(sys.argv[1]))
    sheet_name = sys.argv[2] if len(sys.argv) > 2 else None
    try:
        found = read_sheet(sys.stdin.buffer.read(), sheet_name)
    except MemoryError:
        return 3
    except Exception:  # whatever the reader says, the file cannot be read
        return 4
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
