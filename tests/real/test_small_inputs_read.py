"""The small invented files beside the real data: each kind of fault in reading, done right."""

import pytest

from gpgp.errors import InputError
from gpgp.instrument import find_non_answer
from gpgp.intake import draft_consultation
from gpgp.intake.read.layout import detect_layout, read_column
from gpgp.intake.read.reading import read_rows

REFUSED = {
    "crosstab.csv": "not responses: it looks like a table of results",
    "no_header_row.csv": "the first row looks like an answer.*--no-header",
}


def read(folder, name, **known):
    content = (folder / "small_inputs" / name).read_bytes()
    export = detect_layout(content, file_name=name, **known).export
    return export, read_rows(content, export=export, file_name=name).rows


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_rows_of_responses_is_refused_in_one_sentence(shared_data, name):
    with pytest.raises(InputError, match=REFUSED[name]) as fault:
        read(shared_data, name)
    assert "\n" not in str(fault.value)


def test_a_file_without_a_header_row_is_read_where_that_is_said(shared_data):
    export, rows = read(shared_data, "no_header_row.csv", has_header=False)
    assert (export.header_rows, rows.columns[1], rows["source_row"].iloc[0]) == (0, "Column A", 1)


def test_an_unquoted_sheet_is_read_literally(shared_data):
    export, rows = read(shared_data, "google_sheet_unquoted.tsv")
    lines = (shared_data / "small_inputs" / "google_sheet_unquoted.tsv").read_text("utf-8")
    assert (export.separator, export.quoting) == ("\t", "none")
    assert len(rows) == len(lines.splitlines()) - 1


def test_a_blank_line_after_each_row_is_no_row_and_no_header(shared_data):
    export, rows = read(shared_data, "blank_line_after_each_row.csv")
    assert export.header_rows == 1
    assert (rows.drop(columns="source_row") != "").any(axis=1).all()
    assert rows["source_row"].diff().dropna().eq(2).all()


def test_not_provided_is_a_non_answer(shared_data):
    content = (shared_data / "small_inputs" / "not_provided.csv").read_bytes()
    texts = read_column(content, column="Q2 Please tell us why", file_name="not_provided.csv")
    silent = [text for text in texts if find_non_answer(text)]
    assert set(silent) == {"Not Provided"}
    assert len(silent) == 59


def test_data_of_an_old_file_are_kept_from_today(shared_data):
    content = (shared_data / "small_inputs" / "old_dates.csv").read_bytes()
    draft = draft_consultation(content, file_name="old_dates.csv", name="old")
    assert draft.consultation.delete_after.year >= 2026


def test_no_export_of_the_surveys_is_refused_for_its_shape(shared_data):
    paths = [p for p in sorted((shared_data / "surveys").glob("*/*")) if p.suffix != ".md"]
    layouts = {p.name: detect_layout(p.read_bytes(), file_name=p.name) for p in paths}
    assert len(layouts) == len({p.name for p in paths}) > 25
    assert all(layout.export.skip_rows == 0 for layout in layouts.values())
