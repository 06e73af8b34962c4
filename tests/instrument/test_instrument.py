"""The instrument is read strictly: every fault names its key, its line and the nearest word."""

import time
from datetime import date
from pathlib import Path

import pytest

from gpgp.errors import InputError, ParameterError
from gpgp.instrument import find_columns, parse_consultation, read_yaml

BUNDLED = Path(__file__).resolve().parents[2] / "data" / "raw" / "great_people"
TEXT = (BUNDLED / "consultation.yaml").read_text(encoding="utf-8")
SMALL = """
title: A small one
organisation: Somebody
delete_after: 2030-01-01
export: {file: a.csv}
elements: [{code: fair, label: Fair}, {code: fast, label: Fast}]
scales:
  yes_no:
    points: [No, Perhaps, Yes]
constituencies: [{code: north, label: North}, {code: south, label: South}]
questions:
  - {id: who, type: constituency, column: Who}
  - {id: vision, type: rating, about: elements, scale: yes_no,
     columns: {fair: Rate fair, fast: Rate fast}}
"""


def test_the_bundled_consultation_is_what_it_says():
    consultation = parse_consultation(TEXT)
    assert [e.code for e in consultation.elements] == [
        "productive", "joined_up", "co_designing", "valued", "diverse",
    ]  # fmt: skip
    assert [p.code for p in consultation.priorities] == [
        "leadership", "organisational_change", "skills", "recruitment", "pay",
    ]  # fmt: skip
    assert consultation.is_synthetic
    assert consultation.closes == date(2018, 8, 31)
    vision = consultation.question("vision")
    assert (vision.scale.n_points, vision.scale.agree_from, vision.scale.disagree_to) == (5, 4, 2)
    assert [item.code for item in vision.items] == [e.code for e in consultation.elements]
    assert consultation.label_of("job_design") == "Job design"
    assert consultation.label_of("wales") == "Wales"


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("title: A", "titel: A", "line 2: unknown key 'titel'; did you mean 'title'?"),
        ("label: Fair", "lable: Fair", r"elements\[0\]: unknown key 'lable'; did you mean 'label'"),
        ("type: rating", "type: ratings", "no question type 'ratings'; did you mean 'rating'"),
        ("scale: yes_no", "scale: yesno", "line 13: .*no scale 'yesno'; did you mean 'yes_no'"),
        ("{fair: Rate fair", "{fare: Rate fair", "no item 'fare'; did you mean 'fair'"),
        ("code: south", "code: all", "the code 'all' is reserved"),
        ("code: south", "code: north", "constituency code 'north' stands twice"),
        ("label: South", "label: north", "constituency name 'north' stands twice"),
        (
            "code: south, label: South",
            "code: south, label: S, parent: nort",
            "did you mean 'north'",
        ),
        ("delete_after: 2030-01-01", "", "delete_after: this key is missing"),
        ("delete_after: 2030-01-01", "delete_after: soon", "line 4, delete_after"),
        ("organisation: Somebody", "organisation:", "organisation: this key is missing"),
        ("points: [No, Perhaps, Yes]", "points: [No, no, Yes]", "scale word 'no' stands twice"),
        ("points: [No, Perhaps, Yes]", "points: [a, b, c]\n    agree_from: 4", "expected 1 <= "),
        ("file: a.csv", "file: ../a.csv", "file: expected the name of a file beside"),
        ("id: vision", "id: who", "question id 'who' stands twice"),
        ("type: constituency, column: Who", "type: constituency", "column: this key is missing"),
        (
            "column: Who}",
            "column: Who, separator: ','}",
            "primary: a response is given in one capacity",
        ),
        (
            "questions:",
            "questions:\n  - {id: w2, type: constituency, column: X}",
            "more than one of",
        ),
        (
            "title: A small one",
            "title: A small one\ntitle: B",
            r"line 3: the key 'title' stands twice",
        ),
        ("title: A small one", "\ttitle: x", "line 2: not valid YAML: indented with a tab"),
        ("title: A small one", "title: &a x", "anchors"),
        ("title: A small one", "title: !!python/name:os x", "tags"),
    ],
)
def test_a_fault_is_named_with_its_line_and_the_nearest_word(right, wrong, message):
    assert right in SMALL
    with pytest.raises(InputError, match=message):
        parse_consultation(SMALL.replace(right, wrong, 1))


def test_dates_that_contradict_each_other_are_refused():
    for line, message in [
        ("opens: 2029-02-01\ncloses: 2029-01-01", r"line 1\d: closes: 2029-01-01 is before opens"),
        ("closes: 2031-01-01", "delete_after: 2030-01-01 is before closes"),
    ]:
        with pytest.raises(InputError, match=message):
            parse_consultation(SMALL + line)


def test_all_faults_are_told_at_once():
    wrong = SMALL.replace("label: Fair", "lable: Fair").replace("type: constituency", "type: who")
    with pytest.raises(InputError) as fault:
        parse_consultation(wrong)
    assert len(str(fault.value).splitlines()) == 2


def test_words_that_yaml_likes_to_change_stay_words():
    data = read_yaml(
        "a: no\nb: 010\nc: 12:30\nd: 1_000\ne: +44\nf: 2024-01-02\ng:\n", file_name="x"
    ).data
    assert data == {
        "a": "no", "b": "010", "c": "12:30", "d": "1_000", "e": "+44", "f": "2024-01-02", "g": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("# only a remark", "the file is empty"),
        ("- a\n- b", "expected keys such as 'title:'"),
        ("a: [1, 2", "line 1: not valid YAML"),
        ("a: 'x", "not valid YAML"),
        ("? [a]\n: b", "a key must be one word"),
        ("a: \x00", "holds a character that YAML does not allow"),
        ("x" * 1_000_001, "longer than 1,000,000 characters"),
    ],
)
def test_a_file_that_is_no_instrument_is_refused(text, message):
    with pytest.raises(InputError, match=message):
        parse_consultation(text)


@pytest.mark.parametrize(
    ("n_points", "cuts"),
    [(3, (3, 1)), (4, (3, 2)), (5, (4, 2)), (6, (5, 2)), (7, (5, 3)), (11, (8, 5))],
)
def test_a_scale_knows_where_agreement_begins(n_points, cuts):
    points = ", ".join(f"p{n}" for n in range(n_points))
    scale = parse_consultation(SMALL.replace("No, Perhaps, Yes", points)).scales["yes_no"]
    assert (scale.agree_from, scale.disagree_to) == cuts


def test_a_scale_of_unusual_length_must_say_it():
    with pytest.raises(InputError, match="agree_from: this key is missing"):
        parse_consultation(SMALL.replace("No, Perhaps, Yes", "a, b, c, d, e, f, g, h"))


def test_an_unknown_question_is_named_with_the_nearest():
    with pytest.raises(ParameterError, match="no question 'visio'; did you mean 'vision'"):
        parse_consultation(SMALL).question("visio")


def test_columns_are_found_by_header_whatever_its_spaces():
    question = parse_consultation(SMALL).question("vision")
    headers = ["Who", "\ufeffRate fair", "Rate\u00a0fast "]
    assert find_columns(question, headers) == {"fair": "\ufeffRate fair", "fast": "Rate\u00a0fast "}


def test_a_column_that_is_not_in_the_export_is_named_with_the_nearest():
    question = parse_consultation(SMALL).question("vision")
    with pytest.raises(InputError, match="has no column 'Rate fast'; did you mean 'Rate fats'"):
        find_columns(question, ["Who", "Rate fair", "Rate fats"])


def test_columns_are_found_by_pattern_and_an_absent_one_is_named():
    text = SMALL.replace(
        "columns: {fair: Rate fair, fast: Rate fast}", "column_pattern: 'Rate \\[(?P<item>.+)\\]'"
    )
    question = parse_consultation(text).question("vision")
    headers = ["Rate [Fair]", "Rate [fast]", "Rate [other]"]
    assert find_columns(question, headers) == {"fair": "Rate [Fair]", "fast": "Rate [fast]"}
    with pytest.raises(InputError, match="finds no column for fast"):
        find_columns(question, headers[:1])


def test_a_pattern_must_capture_the_item():
    text = SMALL.replace("columns: {fair: Rate fair, fast: Rate fast}", "column_pattern: 'Rate .+'")
    with pytest.raises(InputError, match=r"expected a group \(\?P<item>"):
        parse_consultation(text)


@pytest.mark.parametrize(
    ("column", "title"),
    [("4) Do you use it?&nbsp;", "Do you use it?"), ("Q7. Why", "Why"), ("12", "12")],
)
def test_a_question_without_a_text_is_called_by_its_column(column, title):
    text = SMALL + f"  - {{id: use, type: free_text, column: '{column}', about: anything}}\n"
    assert parse_consultation(text).question("use").title == title
    assert parse_consultation(SMALL).question("vision").title == "vision"


@pytest.mark.parametrize(
    "text", ["a: " + "[" * 20_000, "a: " + "{b: " * 20_000, "- " * 20_000 + "x"]
)
def test_a_deeply_nested_file_is_refused_in_one_line(text):
    started = time.process_time()
    with pytest.raises(InputError, match="line 1: nested more than 50 deep") as fault:
        parse_consultation(text)
    assert "\n" not in str(fault.value)
    assert time.process_time() - started < 5
