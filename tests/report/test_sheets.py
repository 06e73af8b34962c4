"""CSV that a spreadsheet opens without running anything."""

import csv
import io

import pytest

from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.protected import Cell, ProtectedTable, TableColumn, TableRow
from gpgp.report.render.table_files import write_csv

DECLARED = Declaration("t", "c", (), audit="words", place="file")


def read(table):
    return list(csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"), newline="")))


def one_cell(text, value=None, kind="text"):
    columns = (TableColumn("a", "Theme"), TableColumn("b", "People", kind))
    return ProtectedTable(
        DECLARED, "t", "c", columns, (TableRow("r", (Cell(text), Cell("1,435", value))),)
    )


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_text_that_would_run_gets_an_apostrophe(start):
    assert read(one_cell(f"{start}1+1"))[1][0] == f"'{start}1+1"


def test_numbers_are_numbers():
    assert read(one_cell("Pay", 1435, "count"))[1] == ["Pay", "1435"]
    assert read(one_cell("Pay", None, "count"))[1] == ["Pay", "1,435"]


@pytest.mark.parametrize("text", ['Pay, "fair"', "tŷ ŵ", "a\r\nb", "الأجور", "🙂"])
def test_text_survives(text):
    assert read(one_cell(text))[1][0] == text
