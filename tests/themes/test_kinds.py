import pytest

from gpgp.themes.cluster.selection import KIND_LABELS, find_kind
from gpgp.themes.cluster.words import split_words

RECEIVED = [
    ("Nothing comes to mind", "en", "nothing_to_add"),
    ("Can't think of anything at the moment", "en", "nothing_to_add"),
    ("I have no further comments to make", "en", "nothing_to_add"),
    ("As stated above", "en", "nothing_to_add"),
    ("Everything is great, thank you!", "en", "general_praise"),
    ("Very good", "en", "general_praise"),
    ("Not very good at all", "en", "general_criticism"),
    ("A complete waste of time", "en", "general_criticism"),
    ("This questionnaire was too long and confusing", "en", "about_survey"),
    ("Good training for new staff", "en", ""),
    ("No parking", "en", ""),
    ("Nothing is done about bullying", "en", ""),
    ("Pay", "en", ""),
    ("", "en", ""),
    ("Rien à ajouter", "fr", "nothing_to_add"),
    ("Merci, tout est parfait", "fr", "general_praise"),
    ("Pas assez de personnel", "fr", ""),
    ("Keine weiteren Anmerkungen", "de", "nothing_to_add"),
    ("Alles super", "de", "general_praise"),
    ("Geen opmerkingen", "nl", "nothing_to_add"),
    ("Dim byd i'w ychwanegu", "cy", ""),
    ("Dim sylwadau pellach", "cy", "nothing_to_add"),
    ("Wszystko dobrze", "pl", ""),
]


@pytest.mark.parametrize(("text", "language", "kind"), RECEIVED)
def test_comments_that_raise_no_matter_are_known_by_their_words(text, language, kind):
    assert find_kind(split_words(text), language=language) == kind


def test_every_kind_has_a_plain_name():
    assert {kind for _, _, kind in RECEIVED} - {""} == set(KIND_LABELS)
