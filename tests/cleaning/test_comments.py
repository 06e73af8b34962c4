import pandas as pd
import pytest

from gpgp.cleaning.languages import find_language, find_languages
from gpgp.cleaning.non_answers import kind_of
from gpgp.cleaning.personal.possible_names import list_possible_names


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We need more staff and better pay in every team.", "en"),
        ("Overworked, underpaid, undervalued, ignored, tired, leaving soon.", "en"),
        ("The EU rules on working time are gone or ignored.", "en"),
        ("leadership", "en"),
        ("lack of staff", "en"),
        ("Treating everybody the same", "en"),  # short, and clearly English
        ("Mae angen mwy o staff ar y cyngor.", "cy"),
        ("yr iaith Gymraeg", "cy"),  # short, with a Welsh function word
        ("Cyfle i symud ymlaen. Proses recriwtio gyflymach.", "cy"),  # without one
        ("Dim", None),
        ("Potrzebujemy więcej pracowników i lepszych płac w każdym zespole.", "pl"),
        ("نحتاج إلى المزيد من الموظفين في كل فريق.", "ar"),
        ("", None),
        ("👍 £££ 123", None),
    ],
)
def test_the_language_of_a_comment_is_told_where_it_can_be(text, language):
    assert find_language(text) == language


def test_a_short_comment_is_in_the_language_of_its_respondent():
    texts = pd.Series(["lack of staff", "Cyflog", "Mae angen mwy o staff arnom ni i gyd"])
    found = find_languages(texts, pd.Series(["en", "cy", "en"]))
    assert found.tolist() == ["en", "cy", "cy"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("n/a", "unsaid"),
        ("N / A", "unsaid"),
        (".", "unsaid"),
        ("?!…", "unsaid"),
        ("See my answer above.", "unsaid"),
        ("see answer to Q4", "unsaid"),
        ("No further comments at this time", "unsaid"),
        ("don’t know", "unsaid"),
        ("Gweler uchod", "unsaid"),
        ("Dim sylwadau", "unsaid"),
        ("Nothing.", "nothing"),
        ("none that I can think of", "nothing"),
        ("Dim byd i’w ychwanegu", "nothing"),
        ("No thank you", "nothing"),
        ("No bullying", ""),
        ("Nothing works here", ""),
        ("None of the managers listen", ""),
        ("dim digon o staff", ""),
        ("as before the cuts", ""),
        ("see above average pay leave", ""),
        ("Pay", ""),
        ("👎", ""),
        ("£££", ""),
        ("N/A " * 40, ""),  # whoever writes this much says something
    ],
)
def test_a_comment_says_nothing_only_when_all_of_it_does(text, kind):
    assert kind_of(text) == kind


def test_nothing_answers_a_question_that_reads_so(clean):
    comments = clean({"Change": "Nothing.", "Missing": "Nothing."}, {"Missing": "n/a"}).comments
    told = comments.set_index("comment_id")["is_non_answer"]
    assert told.to_dict() == {"a1:change": True, "a1:missing": False, "a2:missing": True}


def test_words_that_look_like_names_are_listed_for_review():
    comments = pd.DataFrame(
        {
            "response_id": ["a", "a", "b"],
            "text": [
                "I asked Zebedee Quist and the Borsetshire Board in Ambridge for Help.",
                "Wonderful. Zebedee Quist was right, said UNISON.",
                "the lovely Zebedee Quist",
            ],
        }
    )
    listed = list_possible_names(comments, instrument_words=["Borsetshire asks"])
    table = listed.set_index("name")
    assert table.loc["Zebedee Quist"].tolist() == [2, 2]  # not at the start of a sentence
    assert "Help" not in table.index and "UNISON" not in table.index
    assert not table.index.str.contains("Borsetshire").any()


def test_comments_count_their_words_without_the_marks(clean):
    comment = clean({"Change": "Ring 07700 900123 about pay"}).comments.iloc[0]
    assert comment["text"] == "Ring [phone number removed] about pay"
    assert (comment["n_words"], comment["n_redactions"]) == (3, 1)
