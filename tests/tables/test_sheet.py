"""Files that people fill in: none runs, and what goes out comes back."""

import pytest

from gpgp.errors import InputError
from gpgp.tables.sheet import arm_cell, disarm_cell, read_day, read_sheet, write_sheet

COLUMNS = ("id", "text")


@pytest.mark.parametrize(
    "text",
    [
        "plain",
        "",
        "=HYPERLINK(1)",
        "+44",
        "-3",
        "@SUM(1)",
        "'=1",
        "''=1",
        "'tis",
        "a, b; c",
        'say "so"',
        "two\nlines",
        "Gweithlu’n gynhyrchiol",
        "عمل",
    ],
)
def test_a_cell_comes_back_as_it_was(text):
    written = write_sheet([{"id": "a", "text": text}], columns=COLUMNS)
    rows = read_sheet(written.encode(), file_name="a.csv", columns=COLUMNS)
    assert rows[0].cells == {"id": "a", "text": text}
    assert disarm_cell(arm_cell(text)) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "＝"])
def test_no_cell_begins_like_a_formula(start):
    assert arm_cell(f"{start}1").startswith("'")


def test_other_separators_encodings_and_orders_are_read():
    for content in (
        "text;id\r\nPâr;a\r\n".encode("cp1252"),
        "text\tid\nPâr\ta\n".encode("utf-16"),
        "\ufeffTEXT,Id\nPâr,a\n\n,\n".encode(),
    ):
        rows = read_sheet(content, file_name="a.csv", columns=COLUMNS)
        assert [(row.number, row.cells) for row in rows] == [(2, {"id": "a", "text": "Pâr"})]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"id,words\n1,2\n", "a.csv, row 1: no column text"),
        (b"id,text,text\n1,2,3\n", "a.csv, row 1: more than one column text"),
        (b"PK\x03\x04", "a.csv: is a workbook; save it as CSV"),
        (b'id,text\n1,"open\n', "a.csv: is not a CSV file"),
        (b"", "a.csv, row 1: no column id"),
    ],
)
def test_what_is_no_such_sheet_is_refused(content, message):
    with pytest.raises(InputError, match=message):
        read_sheet(content, file_name="a.csv", columns=COLUMNS)


def test_a_date_that_a_spreadsheet_turned_round_is_the_same_date():
    assert read_day("2018-02-03") == read_day("3/2/2018") == read_day("03.02.2018") == "2018-02-03"
    for text in ("31/02/2018", "soon", "2018-13-01", "02/2018"):
        with pytest.raises(ValueError, match=r"."):
            read_day(text)
