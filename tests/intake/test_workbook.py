import datetime as dt
import io
import time
import zipfile

import pytest

from gpgp.errors import InputError
from gpgp.intake.read.workbook import write_cell

FORMAT = 'date_format: "%d/%m/%Y %H:%M"'


def cells(received):
    return received.rows.drop(columns="source_row").to_numpy().tolist()


def test_a_workbook_reads_as_its_csv_would(read, workbook):
    moment = dt.datetime(2024, 4, 3, 9, 5, 59, 700_000)
    content = workbook([["a", "b", "c"], [1, "007", moment], [0.19, None, True], ["x", "", "y"]])
    received = read(content, export=FORMAT)
    assert cells(received) == [
        ["1", "007", "03/04/2024 09:06"],
        ["0.19", "", "TRUE"],
        ["x", "", "y"],
    ]
    assert received.rows["source_row"].tolist() == [2, 3, 4]
    assert received.sheet == "Responses"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (5.0, "5"),
        (-3.0, "-3"),
        (0.1 + 0.2, "0.3"),
        (1e21, "1e+21"),
        (True, "TRUE"),
        ("=1", "=1"),
        (["date", "2024-04-03"], "03.04.2024"),
        (["time", "03:04:05"], "03:04:05"),
        (["seconds", 93600.0], "1 day, 2:00:00"),
        (["datetime", "2024-04-03T23:59:59.6"], "04.04.2024"),
    ],
)
def test_cells_are_written_as_text(cell, text):
    assert write_cell(cell, "%d.%m.%Y") == text


def test_several_filled_sheets_need_a_name(read, workbook):
    def add(book, sheet):
        book.create_sheet("Second").append(["b"])
        book.create_sheet("Empty")

    content = workbook([["a"], ["1"]], add)
    with pytest.raises(
        InputError, match="2 sheets hold something .*'Responses', 'Second', 'Empty'"
    ):
        read(content)
    assert read(content, export="sheet: Responses").sheet == "Responses"
    with pytest.raises(InputError, match="no sheet 'Third'"):
        read(content, export="sheet: Third")


def test_empty_sheets_need_no_name(read, workbook):
    assert read(workbook([["a"], ["1"]], lambda b, s: b.create_sheet("Empty"))).sheet == "Responses"


def test_hidden_sheets_rows_and_columns_are_told(read, workbook):
    def hide(book, sheet):
        other = book.create_sheet("Notes")
        other.append(["x"])
        other.sheet_state = "hidden"
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["A"].hidden = True

    received = read(workbook([["a"], ["1"], ["2"]], hide))
    assert cells(received) == [["1"], ["2"]]
    assert set(received.findings["finding_code"]) == {
        "hidden_sheet",
        "hidden_rows",
        "hidden_columns",
    }


def test_merged_answers_are_refused_and_merged_headers_are_not(read, workbook):
    rows = [["a", None], ["one", "two"], ["1", "2"]]
    questions = "  - {id: a, type: ignore, columns: [a | one]}"
    content = workbook(rows, lambda b, s: s.merge_cells("A1:B1"))
    received = read(content, questions=questions, export="header_rows: 2")
    assert received.rows.columns.tolist()[1:] == ["a | one", "a | two"]
    with pytest.raises(InputError, match="sheet 'Responses': the cells A3:B3 are merged"):
        read(workbook(rows, lambda b, s: s.merge_cells("A3:B3")), export="header_rows: 2")


def test_formulas_without_a_value_are_refused_with_their_cell(read, workbook):
    content = workbook([["a", "b"], ["=1+1", "=cmd|x"], ["x", "y"]])
    with pytest.raises(InputError, match=r"2 cells hold a formula without a value \(A2, B2\)"):
        read(content)


def test_computed_formulas_are_read(read, workbook, put_part):
    content = workbook([["a", "b", "c"], [9, 9, 9]])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()
    computed = sheet.replace('<c r="A2" t="n"><v>9</v>', '<c r="A2"><f>1+1</f><v>2</v>').replace(
        '<c r="B2" t="n"><v>9</v>', '<c r="B2" t="str"><f>""</f><v></v>'
    )
    assert computed.count("<f>") == 2
    received = read(put_part(content, "xl/worksheets/sheet1.xml", computed))
    assert cells(received) == [["2", "", "9"]]
    assert received.findings[["finding_code", "n_rows"]].to_numpy().tolist() == [["formula", 2]]


def test_error_values_are_shown_and_counted(read, workbook):
    def spoil(book, sheet):
        sheet["A2"] = "#N/A"
        sheet["A2"].data_type = "e"

    received = read(workbook([["a", "b"], ["", "x"]], spoil))
    assert cells(received) == [["#N/A", "x"]]
    assert received.findings[["finding_code", "severity_code"]].to_numpy().tolist() == [
        ["error_cell", "loss"]
    ]


def test_long_numbers_are_told(read, workbook):
    received = read(workbook([["a"], [12345678901234567]]))
    assert received.findings["finding_code"].tolist() == ["long_number"]


def test_macros_are_refused(read, workbook, put_part):
    with pytest.raises(InputError, match="holds macros"):
        read(put_part(workbook([["a"], ["1"]]), "xl/vbaProject.bin", b"x"))


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("Index/Document.iwa", "Apple Numbers"),
        ("content.xml", "OpenDocument"),
        ("xl/workbook.bin", "binary workbook"),
        ("notes.csv", "a zip archive; unpack it"),
    ],
)
def test_other_archives_are_named(read, path, message):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(path, "a\n1\n")
    with pytest.raises(InputError, match=message):
        read(buffer.getvalue())


def test_a_password_is_named(read):
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    with pytest.raises(InputError, match="protected with a password"):
        read(content)


def test_a_damaged_legacy_workbook_is_refused(read):
    with pytest.raises(InputError, match="damaged or protected"):
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000))


def bomb(content, put_part, n_bytes):
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    return put_part(content, "xl/worksheets/sheet1.xml", sheet + b" " * n_bytes)


def test_a_zip_bomb_is_refused_at_once(read, workbook, put_part):
    content = bomb(workbook([["a"], ["1"]]), put_part, 200_000_000)
    start = time.perf_counter()
    with pytest.raises(InputError, match="unpacks to more than 100 times its size"):
        read(content)
    assert time.perf_counter() - start < 2


def test_a_zip_bomb_that_lies_about_its_size_is_refused(read, workbook, put_part):
    content = bytearray(bomb(workbook([["a"], ["1"]]), put_part, 50_000_000))
    archive = zipfile.ZipFile(io.BytesIO(bytes(content)))
    part = archive.getinfo("xl/worksheets/sheet1.xml")
    true_size = part.file_size.to_bytes(4, "little")
    for place in (content.find(true_size), content.rfind(true_size)):
        content[place : place + 4] = (1000).to_bytes(4, "little")
    with pytest.raises(InputError, match="unpacks to more than 100 times its size"):
        read(bytes(content))


def test_a_far_cell_is_refused_at_once(read, workbook, put_part):
    content = workbook([["a"], ["1"]])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    content = put_part(content, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", far))
    start = time.perf_counter()
    with pytest.raises(InputError, match="cells reach to column XFD, the limit is 5,000"):
        read(content)
    assert time.perf_counter() - start < 2


def test_a_far_cell_that_the_scan_does_not_see_kills_only_the_child(read, workbook, put_part):
    content = workbook([["a"], ["1"]])
    sheet = zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    hidden = b'<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row></sheetData>'
    content = put_part(content, "xl/worksheets/sheet1.xml", sheet.replace(b"</sheetData>", hidden))
    with pytest.raises(InputError, match="cannot be read|damaged"):
        read(content)


def test_a_document_type_is_refused(read, workbook, put_part):
    content = workbook([["a"], ["1"]])
    book = zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")
    with pytest.raises(InputError, match="declares a document type"):
        read(put_part(content, "xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]>' + book))


@pytest.mark.parametrize("cut", [3, 30, 400, -30, -3])
def test_a_workbook_cut_short_is_refused(read, workbook, cut):
    content = workbook([["a"], ["1"]])
    with pytest.raises(InputError):
        read(content[:cut])
    with pytest.raises(InputError):
        read(b"PK\x03\x04" + content[4 + abs(cut) :])
