"""CSV that a spreadsheet opens without running anything."""

import csv
import io

import pytest

from gpgp.disclosure.protected import Cell, Column, ProtectedTable, Row
from gpgp.report.render.csv_files import write_csv


def read(table):
    return list(csv.reader(io.StringIO(write_csv(table).decode("utf-8-sig"), newline="")))


def one_cell(text, value=None, kind="text"):
    columns = (Column("a", "Theme"), Column("b", "People", kind))
    return ProtectedTable("t", "c", columns, (Row("r", (Cell(text), Cell("1,435", value))),))


@pytest.mark.parametrize("start", list("=+-@\t\r＝＋－＠"))
def test_text_that_would_run_gets_an_apostrophe(start):
    assert read(one_cell(f"{start}1+1"))[1][0] == f"'{start}1+1"


def test_numbers_are_numbers():
    assert read(one_cell("Pay", 1435, "count"))[1] == ["Pay", "1435"]
    assert read(one_cell("Pay", None, "count"))[1] == ["Pay", "1,435"]


@pytest.mark.parametrize("text", ['Pay, "fair"', "tŷ ŵ", "a\r\nb", "الأجور", "🙂"])
def test_text_survives(text):
    assert read(one_cell(text))[1][0] == text
