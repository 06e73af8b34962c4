"""A second file of the same responses: its columns stand beside theirs, and nothing is lost."""

import pytest

from gpgp.errors import InputError
from gpgp.instrument import parse_consultation
from gpgp.intake import read_responses

CONSULTATION = parse_consultation("""
title: A small one
organisation: Somebody
delete_after: 2030-01-01
export: {file: a.csv, joined: [{file: words.csv, on: Id}]}
questions:
  - {id: respondent, type: respondent_id, column: Id}
  - {id: words, type: free_text, column: Words}
""")
ANSWERS = b"Id,Rating\n1,Good\n2,Bad\n2,Bad\n3,Good\n"


def _read(words: bytes):
    return read_responses(
        ANSWERS, consultation=CONSULTATION, file_name="a.csv", joined={"words.csv": words}
    )


def test_columns_stand_beside_the_responses_they_belong_to():
    rows = _read(b"Id,Words\n3,three\n2,two\n").rows
    assert rows["Id"].to_list() == ["1", "2", "2", "3"]
    assert rows["Words"].to_list() == ["", "two", "two", "three"]
    assert rows["source_row"].to_list() == [2, 3, 4, 5]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (b"Key,Words\n1,x\n", r"words.csv: there is no column 'Id' to join on"),
        (b"Id,Words\n1,x\n1,y\n", r"'Id': 2 values stand more than once \(rows 2, 3\)"),
        (b"Id,Words\n,x\n1,y\n", r"'Id': 1 values are blank \(rows 2\)"),
        (b"Id,Words\n1,x\n9,y\n", r"1 values belong to no response of the export \(rows 3\)"),
        (b"Id,Words,Rating\n1,x,y\n", "column 'Rating' is in the export too"),
    ],
)
def test_what_would_multiply_or_lose_rows_is_refused(words, message):
    with pytest.raises(InputError, match=message):
        _read(words)


def test_a_file_that_was_not_read_is_named():
    with pytest.raises(InputError, match=r"words.csv: is to be joined to a.csv"):
        read_responses(ANSWERS, consultation=CONSULTATION, file_name="a.csv")
