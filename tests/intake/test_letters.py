"""Letters are responses without questions: themed with the rest, counted apart."""

import pytest

from gpgp.cleaning import clean_responses
from gpgp.errors import InputError
from gpgp.instrument import parse_consultation
from gpgp.intake import check_responses, read_responses

TEXT = """
title: T
organisation: O
delete_after: 2030-01-01
export: {file: a.csv, letters: {file: letters.csv, question: why}, date_format: "%d/%m/%Y"}
constituencies: [{code: staff, label: Staff}, {code: unions, label: Unions}]
questions:
  - {id: key, type: respondent_id, column: ID}
  - {id: sent, type: submitted_at, column: Sent}
  - {id: agreed, type: consent, column: OK, yes: [I agree]}
  - {id: who, type: constituency, column: Who}
  - {id: plan, type: choice, column: Plan, options: [{code: a, label: A}]}
  - {id: why, type: free_text, column: Why, about: anything}
"""
ROWS = b"ID,Sent,OK,Who,Plan,Why\n1,03/02/2029,I agree,Staff,A,More time for training\n"
LETTERS = (
    b"received_at,constituency,text\n"
    b'2029-02-05,Unions,"Dear board,\n\npay comes first for our members."\n'
    b"2029-02-06,,We write as neighbours of the depot.\n"
)


def read(letters=LETTERS, text=TEXT):
    consultation = parse_consultation(text)
    received = read_responses(
        ROWS, consultation=consultation, file_name="a.csv", joined={"letters.csv": letters}
    )
    return consultation, received


def test_a_letter_is_a_response_with_a_comment_and_no_answer():
    consultation, received = read()
    assert received.rows["source_row"].tolist() == [2, 3, 4]
    findings = check_responses(received, consultation=consultation)
    (note,) = findings[findings["finding_code"] == "letters"].itertuples()
    assert (note.n_rows, note.subject, note.severity_code) == (2, "letters.csv", "note")
    assert "after row 2" in note.what_to_do
    cleaned = clean_responses(received.rows, consultation=consultation, source_file="a.csv")
    assert cleaned.set_aside.empty
    assert cleaned.responses["constituency_code"].tolist() == ["staff", "unions", "no_answer"]
    assert cleaned.responses["submitted_at"].dt.day.tolist() == [3, 5, 6]
    assert len(cleaned.comments) == 3
    assert cleaned.comments["text"].str.contains("pay comes first").sum() == 1
    assert set(cleaned.choices["option_code"]) == {"a", "no_answer"}


@pytest.mark.parametrize(
    ("letters", "message"),
    [
        (b"texts,channel\nx,y\n", "letters.csv: unknown column 'texts'; did you mean 'text'"),
        (b"channel,constituency\npost,Staff\n", "expected a column 'text'"),
        (b'text,constituency\n"",Staff\n', "letters.csv, row 2: the letter has no text"),
        (b"text,channel\nx,post\n", "no question of type channel for the column 'channel'"),
    ],
)
def test_a_file_that_holds_no_letters_is_refused(letters, message):
    with pytest.raises(InputError, match=message):
        read(letters)


def test_letters_are_read_with_a_question_of_free_text():
    with pytest.raises(InputError, match="letters: no free_text question 'plan'; known: why"):
        parse_consultation(TEXT.replace("question: why", "question: plan"))
    with pytest.raises(InputError, match="letters.csv: holds the letters and was not read"):
        read_responses(ROWS, consultation=parse_consultation(TEXT), file_name="a.csv")
