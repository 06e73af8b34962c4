"""Coders' files: what a spreadsheet may do to them is forgiven, what is unknown is named."""

import pytest

from gpgp.errors import InputError
from gpgp.themes.coding.coder_files import (
    read_code_book,
    read_coder_file,
    render_code_book,
    render_coder_file,
)
from gpgp.themes.coding.sampling import draw_coding_sample

LABELS = {"t01": "Low pay, wages", "t02": "Late buses", "t10": "Noise"}


def _read(text, *, encoding="utf-8"):
    return read_coder_file(
        text.encode(encoding), file_name="coder_1.csv", comment_ids=["a:q", "b:q"], labels=LABELS
    )


CELLS = (
    ("t01|t02", ["t01", "t02"], "as asked for"),
    ("T01, t2 ", ["t01", "t02"], "capitals, commas, no leading zero, spaces"),
    ("t02 ; t01; t02", ["t02", "t01"], "semicolons, a theme twice"),
    ("t01 t10", ["t01", "t10"], "spaces"),
    ("t01+t02", ["t01", "t02"], "plus"),
    ("Low pay, wages", ["t01"], "a label with a comma in it"),
    ("late  BUSES|Noise", ["t02", "t10"], "labels"),
    ("Low pay, wages | t02", ["t01", "t02"], "label and id"),
    ("none", [None], "no theme fits"),
    (" - ", [None], "no theme fits"),
    ("No theme", [None], "no theme fits"),
    ("", [], "not coded yet"),
)


@pytest.mark.parametrize(("cell", "expected", "reason"), CELLS, ids=[case[0] for case in CELLS])
def test_a_cell_is_read_as_it_was_meant(cell, expected, reason):
    read = _read(f'comment_id,themes\na:q,"{cell}"\n')
    assert read["theme_id"].isna().tolist() == [one is None for one in expected], reason
    assert read["theme_id"].dropna().tolist() == [one for one in expected if one], reason


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_a_spreadsheet_makes_of_the_file_does_not_matter(separator, encoding):
    rows = [["comment", "Themes ", "comment_id"], ["café", "t01", "b:q"], ["", "", ""]]
    text = "\r\n".join(separator.join(row) for row in rows)
    assert _read(text, encoding=encoding).to_numpy().tolist() == [["b:q", "t01"]]


def test_what_was_written_comes_back_whole_and_blind(tables):
    drawn = draw_coding_sample(**tables, n_comments=120, seed=1)
    text = render_coder_file(drawn, {"missing": "What is missing?"})
    assert text.startswith("\ufeffcomment_id,themes,comment,question\r\n")
    assert "comment number 5 / second line,What is missing?" in text
    assert ",'=HYPERLINK(1)," in text
    assert "t01" not in text and "t02" not in text
    filled = text.replace(":missing,,", ":missing,t02,")
    read = read_coder_file(
        filled.encode(), file_name="f", comment_ids=drawn["comment_id"], labels=LABELS
    )
    assert len(read) == 117 and (read["theme_id"] == "t02").all()


def test_the_code_book_comes_back(tables):
    text = render_code_book(tables["themes"], {"t01": "Anything on wages."})
    assert "pay, wages" in text and "Anything on wages." in text
    back = read_code_book(text.encode(), file_name="code_book.csv")
    assert back == {"t01": "Low pay, wages", "t02": "Late buses"}


FAULTS = (
    ("comment_id,themes\na:q,t1o\n", r"coder_1.csv, row 2, column themes: .*did you mean 't01'"),
    ("comment_id,themes\na:q,late bus\n", "did you mean 't02'"),
    ("comment_id,themes\na:q,xyzzy secret\n", "write ids of code_book.csv"),
    ("comment_id,themes\na:q,none|t01\n", "'none' stands beside a theme"),
    ("comment_id,themes\nzz,t01\n", "row 2, column comment_id: no such comment"),
    ("comment_id,themes\na:q,t01\na:q,t02\n", "row 3, column comment_id: stands twice"),
    ("comment_id,codes\na:q,t01\n", "row 1: no column themes"),
    ("", "row 1: no column comment_id and no column themes"),
)


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_what_is_unknown_is_named_with_its_place(text, message):
    with pytest.raises(InputError, match=message) as fault:
        _read(text)
    assert "secret" not in str(fault.value)


def test_many_faults_are_counted_and_a_workbook_is_named_as_one():
    rows = "".join(f"x{number},t01\n" for number in range(9))
    with pytest.raises(InputError, match="coder_1.csv: 4 more"):
        _read("comment_id,themes\n" + rows)
    with pytest.raises(InputError, match="is a workbook; save it as CSV"):
        read_coder_file(b"PK\x03\x04..", file_name="c.xlsx", comment_ids=[], labels=LABELS)
