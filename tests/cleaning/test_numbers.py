import pandas as pd
import pytest

from gpgp.cleaning import clean_responses
from gpgp.errors import InputError
from gpgp.instrument import parse_consultation
from gpgp.tables import SPECS, check_table

INSTRUMENT = """
title: T
organisation: O
delete_after: 2030-01-01
export: {{file: r.csv}}
questions:
  - {{id: age, type: number, column: Age, lowest: 10, highest: 110{more}}}
  - {{id: why, type: free_text, column: Why}}
"""


def clean(ages, more=""):
    rows = pd.DataFrame(
        {
            "source_row": range(2, len(ages) + 2),
            "Age": pd.Series(ages, dtype="str"),
            "Why": pd.Series(["because"] * len(ages), dtype="str"),
        }
    )
    consultation = parse_consultation(INSTRUMENT.format(more=more))
    return clean_responses(rows, consultation=consultation, source_file="r.csv")


def test_every_answer_to_a_number_question_is_accounted_for():
    cleaned = clean(["45", "34 years", "", "999", "-1", "0", "forty", "10-20", "10", "110"])
    found = cleaned.numbers.sort_values("response_id", key=lambda ids: ids.str[4:].astype(int))
    assert found["value"].dropna().tolist() == [45, 34, 10, 110]
    assert found["status_code"].tolist() == [
        *("answered", "answered", "no_answer", "implausible", "implausible", "implausible"),
        *("not_matched", "not_matched", "answered", "answered"),
    ]
    ledger = cleaned.ledger.query("question_id == 'age'").set_index("outcome_code")["n_rows"]
    assert ledger.to_dict() == {
        "analysed": 10,
        "answered": 4,
        "implausible": 3,
        "no_answer": 1,
        "not_matched": 2,
    }
    findings = cleaned.findings.set_index("finding_code")["n_rows"]
    assert (findings["implausible_number"], findings["not_a_number"]) == (3, 2)
    check_table(cleaned.numbers, SPECS["numbers"])


def test_words_that_stand_for_a_number_are_read():
    cleaned = clean(["forty", "Forty "], more=", words: {forty: 40}")
    assert cleaned.numbers["value"].tolist() == [40, 40]


def test_bounds_the_wrong_way_round_are_refused():
    text = INSTRUMENT.format(more="").replace("highest: 110", "highest: 5")
    with pytest.raises(InputError, match=r"line 7.*highest: 5 is below lowest 10"):
        parse_consultation(text)


def test_a_consultation_without_numbers_has_an_empty_table():
    text = INSTRUMENT.format(more="").replace("number, column: Age, lowest: 10, highest: 110",
                                              "ignore, columns: [Age]")  # fmt: skip
    rows = pd.DataFrame({"source_row": [2], "Age": ["45"], "Why": ["pay"]}, dtype="str")
    rows["source_row"] = [2]
    cleaned = clean_responses(rows, consultation=parse_consultation(text), source_file="r.csv")
    assert cleaned.numbers.empty
