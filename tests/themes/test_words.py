import pytest

from gpgp.themes.cluster.words import guess_language, read_words, split_words

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


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ("More examples. (Original in Spanish: Más ejemplos y datos.)", ["more", "exampl"]),
        ("Faster (原文: 速くしてほしい)", ["faster"]),
        ("Dr XXXX on ward xx was kind aaaaa", ["dr", "ward", "kind"]),
        ("A café, a fiancée and a résumé", ["café", "fiancé", "résumé"]),
        ("We need IT, OS and DOS skills", ["need", "os", "dos", "skill"]),
    ],
)
def test_parts_in_another_language_and_masked_names_carry_no_theme(written, content):
    padding = ["Fair pay and better buses for every town in the region"] * 3
    assert read_words([written, *padding])[0].content == content


def test_a_body_in_another_language_is_read_as_it_stands():
    texts = ["Wir wollen mehr Geld. Bessere Busse", "Das ist nicht gut", "Die Schulen sind alt"]
    assert "buss" in read_words(texts)[0].content
    assert "geld" in read_words(texts)[0].content
