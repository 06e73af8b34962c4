"""The export in the shape of SurveyMonkey: two header rows, one column per item or option."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gpgp.instrument import Consultation

PLATFORM_COLUMNS = {
    "respondent": "Respondent ID",
    "collector": "Collector ID",
    "started": "Start Date",
    "submitted": "End Date",
    "ip_address": "IP Address",
    "email": "Email Address",
    "first_name": "First Name",
    "last_name": "Last Name",
}
FIRST_ROW = 3  # of the responses, as a spreadsheet counts
_SKIPPED = {"respondent", "submitted", "email", "first_name", "last_name", "platform_columns"}


def list_columns(instrument: Consultation) -> dict[str, tuple[str, str]]:
    """List the columns: slot → top and second header. Slot = question, or question.item."""
    columns = {slot: (header, "") for slot, header in PLATFORM_COLUMNS.items()}
    for question in instrument.questions:
        if question.id not in _SKIPPED:
            columns.update(_columns_of(question))
    return columns


def write_export(rows: Iterable[Mapping[str, str]], *, instrument: Consultation) -> bytes:
    """Write the export: UTF-8 with a mark in front, CRLF between rows, LF inside cells.

    Quoting is written out here, since the csv module's has changed between Pythons.
    """
    columns = list_columns(instrument)
    tops: list[str] = []
    previous = None
    for top, _ in columns.values():
        tops.append("" if top == previous else top)
        previous = top
    lines = [tops, [second for _, second in columns.values()]]
    lines += [[row.get(slot, "") for slot in columns] for row in rows]
    text = "".join(",".join(map(_quote, line)) + "\r\n" for line in lines)
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def _columns_of(question: Any) -> dict[str, tuple[str, str]]:
    if question.type == "multi_choice":
        return {
            f"{question.id}.{item.code}": (question.text, item.label) for item in question.items
        }
    if getattr(question, "columns", None):
        pairs = ((code, header.split(" | ")) for code, header in question.columns.items())
        return {f"{question.id}.{code}": (top, second) for code, (top, second) in pairs}
    is_open = question.type in ("free_text", "organisation")
    return {question.id: (question.column, "Open-Ended Response" if is_open else "Response")}


def _quote(cell: str) -> str:
    needs_quotes = any(character in cell for character in ',"\r\n') or cell != cell.strip(" ")
    return '"' + cell.replace('"', '""') + '"' if needs_quotes else cell
