"""Rule words are found by their stems, phrases word by word."""

import pytest

from gpgp.themes.cluster.words import read_words
from gpgp.themes.frame.claims import find_phrases, has_content


@pytest.mark.parametrize(
    ("phrase", "text", "is_found"),
    [
        ("pension", "Our PENSIONS are good", True),
        ("pension", "The pensioner", True),  # the stemmer makes both one word
        ("cost of living", "the cost of living.", True),
        ("cost of living", "living costs", False),
        ("pay and display", "pay & display", False),
        ("not paid", "We aren't paid", True),
        ("IT", "it is", False),  # a small word alone finds nothing
        ("pay", "", False),
    ],
)
def test_a_phrase_is_found_or_not(phrase, text, is_found):
    words = read_words([text], ["en"])
    assert find_phrases(words, [phrase], language="en").tolist() == [is_found]


def test_welsh_words_are_found_in_their_mutated_forms():
    words = read_words(["Mae angen gwell gyflog"], ["cy"])
    assert find_phrases(words, ["cyflog"], language="cy").tolist() == [True]


def test_words_without_content_make_no_rule():
    assert has_content("pay", language="en")
    assert not has_content("of the", language="en")
    assert find_phrases(read_words(["of the"], ["en"]), ["of the"], language="en").tolist() == [
        False
    ]
