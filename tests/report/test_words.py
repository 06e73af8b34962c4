"""The one table of words."""

from datetime import date

import pytest

from gpgp import number_words
from gpgp.report import code_names
from gpgp.tables import SPECS


@pytest.mark.parametrize(
    ("percent", "word"),
    [
        (100, "all"), (99, "nearly all"), (90, "nearly all"), (89, "most"), (67, "most"),
        (66, "a majority"), (56, "a majority"), (55, "about half"), (45, "about half"),
        (44, "a minority"), (10, "a minority"), (9, "few"), (1, "few"), (0, "none"),
    ],
)  # fmt: skip
def test_every_whole_per_cent_has_its_words(percent, word):
    assert number_words.word_for_share(percent) == word


@pytest.mark.parametrize(
    ("table", "column", "known"),
    [
        ("agreement_verdicts", "verdict_code", code_names.VERDICT_NAMES),
        ("agreement_verdicts", "verdict_code", code_names.VERDICT_RULES),
        ("agreement_verdicts", "verdict_code", code_names.VERDICT_MEANINGS),
        ("agreement_verdicts", "reason_code", code_names.REASONS),
        ("themes", "settled_code", code_names.SETTLED_WORDS),
        ("set_aside", "reason_code", code_names.SET_ASIDE_REASONS),
        ("priorities_orders", "rule_code", code_names.RULE_NAMES),
        ("priorities_orders", "view_code", code_names.VIEW_NAMES),
        ("priorities_orders", "view_code", code_names.VIEW_VOICES),
        ("priorities_selections", "method_code", code_names.METHOD_NAMES),
    ],
)
def test_every_code_of_a_contract_has_words(table, column, known):
    assert set(known) == SPECS[table].columns[column].allowed


def test_numbers_follow_the_style():
    assert number_words.format_count(1437) == "1,437"
    assert number_words.format_date(date(2024, 4, 3)) == "3 April 2024"
    assert number_words.join_words(["a", "b", "c"]) == "a, b and c"
    assert number_words.join_words(["a"]) == "a"
    assert number_words.join_words([]) == ""
    assert [number_words.spell_place(n) for n in (2, 10, 11, 21, 22, 23)] == [
        "second", "10th", "11th", "21st", "22nd", "23rd",
    ]  # fmt: skip
