import pandas as pd
import pytest

from gpgp.cleaning import clean_responses
from gpgp.instrument import parse_consultation

LONG_COMMENT = "Pay people what the work is worth."


def reasons(cleaned) -> dict[int, str]:
    return dict(zip(cleaned.set_aside["source_row"], cleaned.set_aside["reason_code"], strict=True))


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ("30/04/2024 23:59", "before_opening"),
        ("01/05/2024 00:00", None),
        ("31/05/2024 23:59", None),  # the closing day counts as open
        ("01/06/2024 00:00", "after_closing"),
        ("2024-06-01 00:00:00", "after_closing"),  # ISO order cannot be mistaken
        ("2024-05-31T22:30:00Z", None),
        ("2024-05-31T23:30:00Z", "after_closing"),  # half past midnight in summer time
        ("01/01/1900 00:00", None),  # before 2000 is no date: the row stays
        ("01/01/2204 00:00", "after_closing"),
        ("13/13/2024 00:00", None),  # unreadable: the row stays
        ("", None),
    ],
)
def test_rows_outside_the_dates_are_set_aside(clean, sent, reason):
    assert reasons(clean({"Sent": sent})).get(2) == reason


def test_an_unreadable_date_is_told_and_a_blank_one_is_not(clean):
    findings = clean({"Sent": "yesterday"}, {"Sent": ""}).findings
    told = findings[findings["finding_code"] == "unreadable_date"]
    assert told["n_rows"].tolist() == [1]


def test_a_row_without_any_answer_is_blank(clean, blank_answers):
    cleaned = clean(blank_answers, blank_answers | {"Change": "\u200b "}, {})
    assert reasons(cleaned) == {2: "blank", 3: "blank"}


def test_an_answer_that_is_not_matched_is_not_blank(clean, blank_answers):
    assert reasons(clean(blank_answers | {"V | Diverse": "Agreeish"})) == {}


@pytest.mark.parametrize(
    ("change", "is_test"),
    [
        ({"Organisation": "Test"}, True),
        ({"Name": "test test"}, True),
        ({"Change": "test", "Missing": "TEST 2"}, True),
        ({"Change": "asdf", "V | Diverse": "", "R | Pay": "", "R | Skills": "",
          "R | Leadership": "", "Top": ""}, True),
        ({"Change": "Testing"}, False),  # a full response; "testing" may be what it means
        ({"Change": "Test the vision on staff", "Missing": "test"}, False),
        ({"Organisation": "Test Valley Borough Council"}, False),
        ({"Organisation": "Test", "Change": "More pay for carers"}, False),
    ],
)  # fmt: skip
def test_only_what_is_nothing_but_a_test_is_set_aside(clean, change, is_test):
    assert reasons(clean(change)) == ({2: "test"} if is_test else {})


def test_a_test_word_in_a_row_that_stays_is_told(clean):
    findings = clean({"Change": "Testing"}).findings
    assert "looks_like_test" in findings["finding_code"].tolist()


def test_a_partial_response_is_set_aside_below_the_threshold(
    consultation, make_rows, blank_answers
):
    strict = consultation.model_copy(
        update={"cleaning": consultation.cleaning.model_copy(update={"least_answers": 2})}
    )
    rows = make_rows(blank_answers | {"Change": LONG_COMMENT}, {})
    cleaned = clean_responses(rows, consultation=strict, source_file="r.csv")
    assert reasons(cleaned) == {2: "partial"}


@pytest.mark.parametrize(
    ("change", "is_repeat"),
    [
        ({}, False),  # thousands tick the same boxes
        ({"Change": "More pay"}, False),
        ({"Change": LONG_COMMENT}, True),
        ({"Email": "jane@example.org"}, True),
        ({"Kind": "Body", "Organisation": "Ambridge Parish Council"}, True),
        ({"Organisation": "Ambridge Parish Council"}, False),  # two who work there
    ],
)
def test_equal_answers_are_a_repeat_only_from_the_same_hand(clean, change, is_repeat):
    assert reasons(clean(change, change)) == ({3: "exact_repeat"} if is_repeat else {})


def test_equal_answers_with_another_address_are_two_people(clean):
    shared = {"Change": LONG_COMMENT}
    assert reasons(clean(shared | {"Email": "a@x.org"}, shared | {"Email": "b@x.org"})) == {}


def test_a_letter_that_many_send_is_a_campaign_and_no_repeat(clean):
    letter = "Please put pay first, because nobody can feel valued on wages that do not pay rent."
    assert reasons(clean(*[{"Change": letter}] * 12)) == {}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_of_a_respondent_who_answers_again_the_last_is_kept(clean, order):
    sent = ["02/05/2024 09:00", "04/05/2024 09:00", "03/05/2024 09:00"]
    cleaned = clean(*[{"Id": "r7", "Sent": sent[n], "Change": f"I say {n}"} for n in order])
    kept_row = 2 + order.index(1)
    assert cleaned.responses["source_row"].tolist() == [kept_row]
    assert set(cleaned.set_aside["reason_code"]) == {"repeat_respondent"}
    assert set(cleaned.set_aside["detail"]) == {f"row {kept_row} is kept"}


def test_an_exact_repeat_names_the_row_that_is_kept_in_the_end(clean):
    same = {"Id": "r7", "Change": LONG_COMMENT}
    cleaned = clean(same, same, {"Id": "r7", "Sent": "09/05/2024 09:00"})
    assert reasons(cleaned) == {2: "repeat_respondent", 3: "exact_repeat"}
    assert set(cleaned.set_aside["detail"]) == {"row 4 is kept"}


EARLY, LATE = {"Sent": "01/04/2024 00:00"}, {"Sent": "01/07/2024 00:00"}
TEST = {"Organisation": "Test", "Change": ""}


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        (EARLY, "blank", "before_opening"),
        (EARLY, TEST, "before_opening"),
        (LATE, "blank", "after_closing"),
        (LATE, TEST, "after_closing"),
        (TEST, "blank", "blank"),
    ],
)
def test_the_first_reason_that_holds_counts(clean, blank_answers, first, second, reason):
    second = blank_answers if second == "blank" else second
    assert reasons(clean(first | second)) == {2: reason}


ORDER = """
title: A small one
organisation: Somebody
delete_after: 2030-01-01
export: {file: a.csv}
cleaning: {least_answers: 2}
questions:
  - {id: who, type: respondent_id, column: Id}
  - {id: agreed, type: consent, column: Agreed, yes: ["Yes"]}
  - {id: body, type: organisation, column: Body}
  - {id: change, type: free_text, column: Change}
  - {id: more, type: free_text, column: More}
"""


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"Agreed": "No", "Change": "", "More": ""}, "blank"),  # before no consent
        ({"Agreed": "No", "Body": "Test", "Change": "test", "More": ""}, "test"),
        ({"Agreed": "No", "More": ""}, "no_consent"),  # before partial
        ({"Agreed": "No", "Id": "r1"}, "no_consent"),  # before a repeat
        ({"More": "", "Id": "r1"}, "partial"),  # before a repeat
        ({"Id": "r1"}, "exact_repeat"),  # before repeat_respondent
        ({"Id": "r1", "More": "Something else altogether"}, None),  # the last one is kept
    ],
)
def test_reasons_stand_in_one_order(row, reason):
    said = {"Id": "r9", "Agreed": "Yes", "Body": "", "Change": LONG_COMMENT, "More": "Well"}
    rows = pd.DataFrame([said | {"Id": "r1"}, said | row]).assign(source_row=[2, 3])
    consultation = parse_consultation(ORDER)
    cleaned = clean_responses(rows, consultation=consultation, source_file="a.csv")
    assert reasons(cleaned).get(3) == reason


def test_rows_set_aside_can_be_looked_up(clean, blank_answers):
    aside = clean({}, blank_answers).set_aside.iloc[0]
    assert (aside["source_file"], aside["source_row"]) == ("responses.csv", 3)
    assert (aside["response_id"], aside["reason_code"]) == ("a2", "blank")


def test_whoever_was_asked_and_did_not_agree_is_set_aside():
    consultation = parse_consultation("""
title: A small one
organisation: Somebody
delete_after: 2030-01-01
export: {file: a.csv}
questions:
  - {id: agreed, type: consent, column: Agreed, yes: ["Yes", Ydw]}
  - {id: change, type: free_text, column: Change}
""")
    rows = pd.DataFrame(
        {
            "source_row": [2, 3, 4, 5],
            "Agreed": ["yes", "No", "", "YDW"],
            "Change": [f"{LONG_COMMENT} {n}" for n in ("one", "two", "three", "four")],
        }
    )
    cleaned = clean_responses(rows, consultation=consultation, source_file="a.csv")
    assert reasons(cleaned) == {3: "no_consent", 4: "no_consent"}
    assert len(cleaned.comments) == 2
