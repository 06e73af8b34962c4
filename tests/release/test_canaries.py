"""What a release is searched for: what was received, who sent it, and on which machine."""

import pandas as pd
import pytest

from gpgp.instrument import parse_consultation
from gpgp.release.leak_check import gather_private
from gpgp.release.overlaps import count_overlaps

YAML = """
title: Great People
organisation: A body
delete_after: 2030-01-31
export: {file: a.csv}
questions:
  - {id: respondent, type: respondent_id, column: Id}
  - {id: first, type: personal, kind: name, column: First}
  - {id: last, type: personal, kind: name, column: Last}
  - {id: mail, type: personal, kind: email, column: Mail}
  - {id: unused, type: ignore, columns: [IP, Started]}
  - {id: why, type: free_text, column: Why, text: "Why do you think that the pay should be higher?"}
report:
  parallel_consultations: [{title: Other, link: "https://example.org/other"}]
"""
LONG = "we have not been able to fill a single post since May"


@pytest.fixture
def gathered():
    received = pd.DataFrame(
        {
            "source_row": [2, 3],
            "Id": ["12345", "68904134"],
            "First": ["Mark", "Cher"],
            "Last": ["Young", ""],
            "Mail": ["mark@example.org", ""],
            "IP": ["192.0.2.17", ""],
            "Started": ["2018-05-14", "2018-05-15"],
            "Why": [LONG, "pay"],
        }
    )
    comments = pd.DataFrame({"comment_id": ["1:why"], "text": ["cleaned text"]})
    machine = ["work", "jsmith42", "pay", "gpgp", "vm", "higher"]
    return gather_private(
        parse_consultation(YAML),
        received=received,
        comments=comments,
        quoted=["q"],
        machine=machine,
    )


def test_personal_columns_are_searched_for_and_words_that_could_be_any_are_not(gathered):
    assert gathered.canaries == (
        "192.0.2.17", "68904134", "Mark Young", "Young Mark", "mark@example.org",
    )  # fmt: skip


def test_only_names_that_are_no_words_name_the_machine(gathered):
    assert gathered.words == ("jsmith42",)


def test_what_was_received_and_cleaned_may_not_be_repeated_but_the_instrument_may(gathered):
    assert set(gathered.texts) == {LONG, "cleaned text"}
    assert {"Great People", "q"} <= set(gathered.allowed_texts)
    assert gathered.allowed_addresses == {"https://example.org/other"}


def test_a_phrase_of_the_draft_with_a_word_before_it_repeats_the_draft():
    draft = ["working as one above all in health and social care"]
    said = ["drop above all in health and social care"]
    assert count_overlaps(said, private=said, allowed=draft) == 0
    more = ["please drop the words above all in health"]
    assert count_overlaps(more, private=more, allowed=draft) == 1
