"""A word can stand for a blank in one question and be an answer in another."""

from gpgp.instrument import parse_consultation
from gpgp.intake import read_responses

TEXT = """
title: T
organisation: O
delete_after: 2030-01-01
export: {file: a.csv}
questions:
  - {id: kind, type: choice, column: Kind, options: [{code: some, label: Some}],
     missing: [None, "-99"]}
  - {id: said, type: free_text, column: Said}
"""


def test_missing_words_are_per_question():
    content = b"Kind,Said\nNone,None\n-99,-99\nSome,x\n"
    read = read_responses(content, consultation=parse_consultation(TEXT), file_name="a.csv")
    assert read.rows["Kind"].tolist() == ["", "", "Some"]
    assert read.rows["Said"].tolist() == ["None", "-99", "x"]
