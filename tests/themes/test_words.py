import pytest

from gpgp.themes.cluster.languages import SNOWBALL, STOP_WORDS, guess_body, guess_language
from gpgp.themes.cluster.words import read_words, split_words

RECEIVED = [
    ("We don't need it", ["we", "do", "not", "need", "it"], "a contraction holds a no"),
    ("the sector’s pay", ["the", "sector", "pay"], "a right quote is an apostrophe"),
    ("can't won't", ["can", "not", "will", "not"], "irregular contractions"),
    ("par\u200bking", ["parking"], "invisible characters do not part a word"),
    ("dŵr tŷ".replace("ŵ", "w\u0302").replace("ŷ", "y\u0302"), ["dŵr", "tŷ"], "NFD Welsh"),
    ("NHS 2018 3rd v2", ["nhs", "rd", "v2"], "numbers are no words"),
    ("الرواتب منخفضة", ["الرواتب", "منخفضة"], "Arabic"),
    ("👍🏽 great!", ["great"], "emoji"),
    ("d'accord, l'équipe n'a", ["accord", "équipe", "a"], "French elisions"),
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


@pytest.mark.parametrize(
    ("text", "language", "content"),
    [
        ("Il n'y a pas assez de formation pour les équipes", "fr", ["format", "équip"]),
        ("Die Straßen sind nicht sicher", "de", ["strass", "sich"]),
        ("Meer groen en minder auto's in de wijk", "nl", ["groen", "minder", "auto", "wijk"]),
        ("Więcej zieleni", "pl", ["więcej", "zieleni"]),
    ],
)
def test_each_language_has_its_own_stems_and_function_words(text, language, content):
    assert read_words([text], [language])[0].content == content


def test_the_language_of_a_body_is_guessed_from_its_function_words():
    texts = ["Wir wollen mehr Geld und bessere Busse", "Das ist nicht gut", "Die Schulen sind alt"]
    assert guess_body(map(split_words, texts)) == "de"
    assert guess_body([["pay"], ["buses"]]) == "en"
    assert guess_body([]) == "en"
    assert "schul" in read_words(texts)[2].content


def test_every_stemmer_has_its_function_words():
    assert set(SNOWBALL) | {"cy"} == set(STOP_WORDS)
