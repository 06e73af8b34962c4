"""Answers are paired with remarks, segments with themes, each with a score."""

import pandas as pd

from gpgp.minutes import Segment, suggest_themes
from gpgp.minutes.reading import pair_answers


def segment(kind, text, item="Pay"):
    return Segment(item, "", kind, text, text)


def answers(*segments):
    return [each.answers for each in pair_answers(segments)]


def test_an_answer_belongs_to_the_remark_before_it():
    found = pair_answers(
        [segment("question", "Why so late?"), segment("officer response", "Snow.")]
    )
    assert found[1].answers == 1
    assert 0 < found[1].answers_score <= 1


def test_a_row_of_answers_is_matched_by_words_and_order():
    assert answers(
        segment("member comment", "Agency pay is driving up costs."),
        segment("member comment", "Training places for psychologists are few."),
        segment("member comment", "International recruitment in care is no answer."),
        segment("officer response", "Training places would be raised with universities."),
        segment("officer response", "Guidance on international recruitment was being rewritten."),
    ) == [None, None, None, 2, 3]


def test_an_answer_that_shares_no_word_with_a_row_of_remarks_is_left_open():
    assert answers(
        segment("member comment", "Agency pay is driving up costs."),
        segment("member comment", "Training places are few."),
        segment("officer response", "Weather permitting."),
        segment("officer response", "Agency pay would be capped."),
    ) == [None, None, None, 1]


def test_answers_never_reach_into_another_item_or_back_before_their_question():
    assert answers(
        segment("question", "Why?", item="Pay"),
        segment("officer response", "Because.", item="Roads"),
        segment("officer response", "So.", item="Bins"),
        segment("question", "When?", item="Bins"),
    ) == [None, None, None, None]


def test_an_answer_that_says_its_own_question_is_not_given_another():
    assert answers(
        segment("member comment", "Agency pay is high."),
        segment("officer response", "In reply to a question about parking, the clerk said no."),
    ) == [None, None]


def test_themes_are_suggested_by_shared_words_and_hidden_ones_never():
    themes = pd.DataFrame(
        {
            "theme_id": ["t01", "t02"],
            "label": ["Housing costs", "Pay and wages"],
            "keywords": ["rent|housing", "pay|wage"],
            "is_shown": [True, False],
        }
    )
    carried = pd.DataFrame({"comment_id": ["a"], "theme_id": ["t01"], "is_main": [True]})
    comments = pd.DataFrame({"comment_id": ["a"], "text": ["Rents near work are too high"]})
    tables = {"themes": themes, "comment_themes": carried, "comments": comments}
    found = suggest_themes(["Members raised the cost of rent.", "Pay and wages.", "Nil"], **tables)
    assert list(found) == [1]
    theme_id, score = found[1][0]
    assert theme_id == "t01"
    assert 0 < score <= 1
    assert suggest_themes([], **tables) == {}
