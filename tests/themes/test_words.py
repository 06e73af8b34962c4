import pytest

from gpgp.themes.words import guess_language, read_words, split_words

RECEIVED = [
    ("We don't need it", ["we", "do", "not", "need", "it"], "a contraction holds a no"),
    ("the sector’s pay", ["the", "sector", "pay"], "a right quote is an apostrophe"),
    ("can't won't", ["can", "not", "will", "not"], "irregular contractions"),
    ("par\u200bking", ["parking"], "invisible characters do not part a word"),
    ("dŵr tŷ".replace("ŵ", "w\u0302").replace("ŷ", "y\u0302"), ["dŵr", "tŷ"], "NFD Welsh"),
    ("NHS 2018 3rd v2", ["nhs", "rd", "v2"], "numbers are no words"),
    ("الرواتب منخفضة", ["الرواتب", "منخفضة"], "Arabic"),
    ("👍🏽 great!", ["great"], "emoji"),
    ("", [], "an empty text"),
]


@pytest.mark.parametrize(("received", "expected", "reason"), RECEIVED)
def test_texts_are_cut_into_words(received, expected, reason):
    assert split_words(received) == expected, reason


def test_negations_are_content():
    (words,) = read_words(["It is not enough, never more, always too little"])
    assert words.content == ["not", "enough", "never", "more", "alway", "too", "littl"]


def test_welsh_is_brought_to_its_lemma_and_loses_its_function_words():
    (words,) = read_words(["Mae angen mwy o arian yng Nghymru"], ["cy"])
    assert "cymru" in words.content
    assert "mae" not in words.content
    assert "mwy" in words.content


def test_welsh_is_told_from_english_by_its_function_words():
    assert guess_language(split_words("Mae angen mwy o staff yn y cyngor")) == "cy"
    assert guess_language(split_words("There is a need for more staff in the council")) == "en"
    assert guess_language(split_words("Staff")) == "en"
