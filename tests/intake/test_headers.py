import pytest

from gpgp.intake.read.headers import column_letters, combine_headers, name_columns


@pytest.mark.parametrize(
    ("rows", "expected", "reason"),
    [
        ([["a ", " b\u00a0c"]], ["a", "b c"], "one row is normalised"),
        (
            [["Who?", "Which?", "", "Say"], ["Response", "One", "Two", "Open-Ended Response"]],
            ["Who?", "Which? | One", "Which? | Two", "Say"],
            "SurveyMonkey",
        ),
        ([["ID", "Q"], ["", "Response"]], ["ID", "Q"], "blank below"),
        ([["ID", ""], ["", ""]], ["ID", ""], "blank above and below is not carried"),
        (
            [["Q1", "Q2"], ["Q1", "How?"], ['{"ImportId":"QID1"}', "{'ImportId': 'QID2'}"]],
            ["Q1", "Q2 | How?"],
            "Qualtrics",
        ),
        ([["a"], ["b", "c"]], ["a | b", "a | c"], "a short upper row"),
        ([["Response"]], ["Response"], "a column may be called Response"),
    ],
)
def test_header_rows_are_combined(rows, expected, reason):
    assert combine_headers(rows, n_columns=max(map(len, rows))) == expected, reason


def test_columns_are_lettered_as_in_a_spreadsheet():
    assert [column_letters(n) for n in (0, 25, 26, 701, 702, 16383)] == [
        "A",
        "Z",
        "AA",
        "ZZ",
        "AAA",
        "XFD",
    ]


def test_numbered_names_are_always_unique():
    headers = ["a", "a", "a (2)", "a", "", "Column E"]
    names = name_columns(headers, number_repeats=True, file_name="f")
    assert names == ["a", "a (2)", "a (2) (2)", "a (3)", "Column E", "Column E (2)"]
    assert len(set(names)) == len(names)
