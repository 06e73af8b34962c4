import codecs

import pandas as pd
import pytest

from gpgp.errors import InputError

TWO = "  - {id: a, type: ignore, columns: [a, b]}"


def cells(received):
    return received.rows.drop(columns="source_row").to_numpy().tolist()


def test_every_cell_is_text_and_nothing_is_missing(read):
    received = read("a,b\n007,NA\n,None\n nan ,1e5\n", questions=TWO)
    assert cells(received) == [["007", "NA"], ["", "None"], [" nan ", "1e5"]]
    assert received.rows["source_row"].tolist() == [2, 3, 4]
    assert received.rows["source_row"].dtype == "int64"
    assert all(received.rows[name].dtype == "str" for name in "ab")
    assert received.sheet == ""
    assert received.findings.empty


def test_rows_are_counted_as_a_spreadsheet_shows_them(read):
    received = read('a,b\n"one\ntwo\r\nthree",x\ny,z\n', questions=TWO)
    assert received.rows["source_row"].tolist() == [2, 3]
    assert cells(received)[0][0] == "one\ntwo\r\nthree"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_do_not_matter(read, end):
    assert cells(read(f"a,b{end}1,2{end}3,4{end}", questions=TWO)) == [["1", "2"], ["3", "4"]]
    mixed = read("a,b\r\n1,2\n3,4\r5,6", questions=TWO)
    assert len(mixed.rows) == 3


def test_a_bare_return_inside_a_comment_stays(read):
    assert cells(read('a,b\n"x\ry",2\n', questions=TWO)) == [["x\ry", "2"]]


def test_only_declared_words_are_blank(read):
    received = read("a,b\n-,- no\n-99, - \n", questions=TWO, export='missing: ["-", "-99"]')
    assert cells(received) == [["", "- no"], ["", ""]]


def test_a_byte_order_mark_is_no_part_of_the_first_name(read):
    content = codecs.BOM_UTF8 + "a\nŵ\n".encode()
    assert read(content).rows.columns.tolist() == ["source_row", "a"]


def test_windows_text_is_read_where_it_is_declared(read):
    content = "a\ndŵr £5 ’".replace("ŵ", "w").encode("cp1252")
    assert cells(read(content, export="encoding: cp1252")) == [["dwr £5 ’"]]


def test_a_byte_of_another_encoding_is_named_with_its_row(read):
    content = b'a\n"line\nbreak"\ngood\n\xa35\n'
    with pytest.raises(InputError, match=r"responses\.csv, row 4: byte 20 \(0xa3\) is not utf-8"):
        read(content)


def test_utf_16_is_named_and_can_be_declared(read):
    content = "a\nŵ\n".encode("utf-16")
    with pytest.raises(InputError, match=r"is UTF-16, declared is utf-8.*save the file as UTF-8"):
        read(content)
    assert cells(read(content, export="encoding: utf-16")) == [["ŵ"]]


def test_an_unknown_encoding_is_refused(read):
    with pytest.raises(InputError, match="no encoding 'utf-9'"):
        read("a\n1\n", export="encoding: utf-9")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "the file is empty"),
        ("a\n", "0 responses; found 1 rows"),
        ("a\n\n\n", "0 responses"),
        ("a;b\n1;2\n", "1 column found, at least 2 expected.*the rows hold ';'"),
        ("a\tb\n1\t2\n", "1 column found, at least 2 expected.*the rows hold '\t'"),
        ('a,b\n1,2\n3,"open\nrest,of\nfile', r"row 3 \(line 3 of the file\): a cell is opened"),
        ('a,b\n"x" y,2\n', "row 2.*after a closing quote"),
        ("a,b\n1,2\n1,2,3\n", "row 3: 3 cells, 2 expected"),
        ("a,b,c\n1,2,3\n1,bro\nken,3\n", "rows 3 and 4: 2 and 2 cells, 3 expected"),
        ("a,a\n1,2\n", "columns A and B are both named 'a'"),
        ("a,A\n1,2\n", "columns A and B differ by case only: 'a' and 'A'"),
        ("a,a\u00a0\n1,2\n", "columns A and B are both named 'a'"),
        ("c,d\n1,2\n", "no column 'a'.*\n.*no column|no column"),
        ("source_row,a\n1,2\n", "the column name 'source_row' is reserved"),
    ],
)
def test_a_fault_is_named_with_its_place(read, content, message):
    with pytest.raises(InputError, match=message):
        read(content, questions=TWO)


def test_missing_columns_are_listed_with_those_found(read):
    with pytest.raises(InputError, match="2 columns found: 'c', 'd'"):
        read("c,d\n1,2\n", questions=TWO)


def test_no_message_repeats_an_answer(read):
    for content in ('a,b\n1,"CANARY', "a,b\nCANARY,2,3\n", "a,b\nCANARY\nCANARY,2\n,,CANARY"):
        with pytest.raises(InputError) as fault:
            read(content, questions=TWO)
        assert "CANARY" not in str(fault.value)


def test_repeated_headers_are_numbered_where_declared(read):
    received = read("a,Other,other,Other (2)\n1,2,3,4\n", export="repeated_headers: number")
    assert received.rows.columns.tolist()[1:] == ["a", "Other", "other (2)", "Other (2) (2)"]


def test_a_column_without_a_header_is_known_by_its_letter(read):
    received = read("a,\n1,2\n")
    assert received.rows.columns.tolist() == ["source_row", "a", "Column B"]
    assert received.findings["finding_code"].tolist() == ["blank_header"]


def test_short_rows_are_filled_with_blanks_and_counted(read):
    received = read("a,b,c\n1,2,3\n1\n1,2,3\n", questions=TWO)
    assert cells(received)[1] == ["1", "", ""]
    assert received.findings[["finding_code", "n_rows"]].to_numpy().tolist() == [["short_row", 1]]


def test_a_line_without_a_character_is_no_row(read):
    received = read("a,b\n1,2\n\n,\n3,4\n,\n,\n\n", questions=TWO)
    assert cells(received) == [["1", "2"], ["", ""], ["3", "4"]]
    assert received.rows["source_row"].tolist() == [2, 4, 5]
    assert received.findings[["finding_code", "n_rows"]].to_numpy().tolist() == [
        ["blank_line", 1],
        ["empty_end", 2],
    ]


def test_a_nul_is_replaced_and_counted(read):
    received = read("a\none\0two\n")
    assert cells(received) == [["one two"]]
    assert received.findings[["finding_code", "n_rows"]].to_numpy().tolist() == [
        ["nul_character", 1]
    ]


def test_a_comment_of_five_megabytes_is_whole(read):
    assert len(read("a\n" + "x" * 5_000_000 + "\n").rows["a"][0]) == 5_000_000


def test_ten_thousand_columns_are_refused(read):
    with pytest.raises(InputError, match="10,000 columns, the limit is 5,000"):
        read(",".join(f"a{n}" for n in range(10_000)) + "\n")


def test_the_csv_limit_of_the_process_is_put_back(read):
    import csv

    before = csv.field_size_limit()
    read("a\n1\n")
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (b"\x1f\x8b\x08rest", "compressed with gzip"),
        (b"%PDF-1.7", "a PDF"),
        (b"  <!DOCTYPE html><table>", "web page"),
        (b"\xef\xbb\xbf<html>", "web page"),
        (b'[{"a": 1}]', "JSON"),
        (b"PK\x03\x04 cut off", "the archive is damaged"),
    ],
)
def test_another_kind_of_file_is_named(read, start, message):
    with pytest.raises(InputError, match=message):
        read(start)


def test_the_same_bytes_give_the_same_table(read):
    one, two = read("a,b\n1,2\n"), read("a,b\n1,2\n")
    pd.testing.assert_frame_equal(one.rows, two.rows)
