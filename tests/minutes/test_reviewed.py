"""The file in which people review: strict, and silent on what nobody reviewed."""

import pytest

from gpgp.errors import InputError, ParameterError
from gpgp.minutes import (
    Segment,
    gather_reviewed,
    read_meeting,
    read_segments,
    write_meeting,
    write_segments,
)
from gpgp.minutes.reviewed import COLUMNS

HEAD = ",".join(COLUMNS)


def sheet(*rows):
    return "\n".join([HEAD, *rows]).encode()


def test_segments_are_written_in_the_columns_that_people_know():
    made = [Segment("Pay", "a member", "question", "=Why?", "Why?"),
            Segment("Pay", "the Clerk", "officer response", "So.", "So.", answers=1)]  # fmt: skip
    text = write_segments(made, {1: "t01|t02"})
    assert text.splitlines()[0].removeprefix("\ufeff") == (
        "segment,item,speaker_role,kind,text,answers_segment,theme_ids,reviewed_by"
    )
    rows = read_segments(text.encode(), file_name="m.csv")
    assert rows["text"].tolist() == ["=Why?", "So."]
    assert rows["answers_segment"].tolist()[1] == 1
    assert rows["theme_ids"].tolist() == ["t01|t02", ""]
    assert rows["reviewed_by"].tolist() == ["", ""], "nobody has reviewed a draft"


def test_nothing_that_nobody_reviewed_is_gathered():
    files = {
        "board.csv": sheet("1,Pay,a member,question,Why?,,,", "2,Pay,,decision,Noted.,,,Clerk")
    }
    found = gather_reviewed(files, place="minutes/")
    assert found["text"].tolist() == ["Noted."]
    assert found["meeting_code"].tolist() == ["board"]
    none = gather_reviewed({"board.csv": sheet("1,,,note,Nil,,, ")}, place="minutes/")
    assert none.empty
    assert gather_reviewed({}, place="minutes/").empty


def test_the_meeting_stands_beside_its_segments():
    about = write_meeting(body='The "Board"', held_on="2018-09-04", source="m.docx").encode()
    files = {"board.csv": sheet("1,,,note,Nil,,,Clerk"), "board.yaml": about}
    found = gather_reviewed(files, place="minutes/")
    assert found[["body", "held_on"]].iloc[0].tolist() == ['The "Board"', "2018-09-04"]
    assert read_meeting(None, file_name="m.yaml") == {}
    with pytest.raises(InputError, match="m.yaml: expected the keys body, held_on, source alone"):
        read_meeting(b"who: x\n", file_name="m.yaml")
    with pytest.raises(ParameterError, match="--date: expected a date"):
        write_meeting(body=None, held_on="4 May", source="m.txt")


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,,,note,Nil,,,", "m.csv, row 2, column segment: expected a whole number"),
        ("0,,,note,Nil,,,", "row 2, column segment: expected a whole number"),
        ("1,,,remark,Nil,,,", "row 2, column kind: expected one of report, member comment"),
        ("1,,,notes,Nil,,,", "did you mean 'note'"),
        ("1,,,note,,,,", "row 2, column text: is empty"),
        ("1,,,note,Nil,1,,", "row 2, column answers_segment: expected the number of another"),
        ("1,,,note,Nil,7,,", "row 2, column answers_segment: expected the number of another"),
    ],
)
def test_a_row_that_cannot_stand_is_named(row, message):
    with pytest.raises(InputError, match=message):
        read_segments(sheet(row), file_name="m.csv")


def test_a_number_that_stands_twice_is_named():
    with pytest.raises(InputError, match="row 3, column segment: the number stands twice"):
        read_segments(sheet("1,,,note,Nil,,,", "1,,,note,Nil,,,"), file_name="m.csv")
