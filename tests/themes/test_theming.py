import random

import pandas as pd
import pytest

from gpgp.errors import ContractError, ParameterError
from gpgp.tables import SPECS, check_table
from gpgp.themes import find_themes

PLANTED = {
    "pay": ["pay", "wages", "salary", "allowance", "bonus", "pension", "increment", "overtime"],
    "training": ["training", "skills", "course", "apprentice", "learning", "college", "mentor"],
    "travel": ["travel", "parking", "bus", "commute", "mileage", "car", "train", "fuel"],
}


def make_comments(n_each=40, *, seed=7, planted=PLANTED):
    """Comments of four words drawn from one planted theme each."""
    draw = random.Random(seed)
    texts = [" ".join(draw.sample(words, 4)) for words in planted.values() for _ in range(n_each)]
    return frame_of(texts)


def frame_of(texts, **columns):
    n = len(texts)
    frame = {
        "comment_id": [f"r{i:04d}:q1" for i in range(n)],
        "response_id": [f"r{i:04d}" for i in range(n)],
        "question_id": "q1",
        "text": texts,
        "language_code": "en",
        "n_words": [len(text.split()) for text in texts],
        "n_redactions": 0,
        "is_non_answer": False,
        "campaign_id": None,
        "campaign_role_code": "none",
    }
    return pd.DataFrame({**frame, **columns})


def test_planted_themes_are_found_and_named_by_their_own_words():
    result = find_themes(make_comments(), themes=3, seed=1, checks=False)
    assert result.themes["n_respondents"].tolist() == [40, 40, 40]
    for keywords in result.themes["keywords"]:
        assert any(set(keywords.split("|")) <= set(words) for words in PLANTED.values())


def test_every_table_keeps_its_contract():
    result = find_themes(make_comments(), seed=1)
    check_table(result.themes, SPECS["themes"])
    check_table(result.comment_themes, SPECS["comment_themes"])
    check_table(result.checks, SPECS["theme_checks"])


def test_the_order_of_rows_does_not_matter():
    comments = make_comments()
    first = find_themes(comments, themes=4, seed=1, checks=False)
    for seed in range(3):
        shuffled = comments.sample(frac=1, random_state=seed)
        again = find_themes(shuffled, themes=4, seed=1, checks=False)
        pd.testing.assert_frame_equal(first.comment_themes, again.comment_themes)
        pd.testing.assert_frame_equal(first.themes, again.themes)


def test_non_answers_stay_out_and_are_listed():
    comments = make_comments()
    comments.loc[0, "is_non_answer"] = True
    result = find_themes(comments, themes=3, seed=1, checks=False)
    assert "r0000:q1" not in set(result.comment_themes["comment_id"])
    assert result.unthemed.loc[0].tolist() == [
        "r0000:q1", "r0000", "q1", "non_answer", False,
    ]  # fmt: skip


def test_campaign_copies_count_in_no_theme_and_no_base():
    comments = make_comments()
    letter = frame_of(["parking mileage fuel commute"] * 50)
    letter["comment_id"] = "c" + letter["comment_id"]
    letter["response_id"] = "c" + letter["response_id"]
    letter = letter.assign(campaign_id="c1", campaign_role_code="identical")
    both = pd.concat([comments, letter], ignore_index=True)
    result = find_themes(both, themes=3, seed=1, checks=False)
    assert result.themes["n_base"].tolist() == [120, 120, 120]
    assert not result.comment_themes["comment_id"].str.startswith("c").any()
    assert result.unthemed["reason_code"].eq("campaign_copy").sum() == 49


def test_what_raises_no_matter_is_set_apart_under_a_plain_name():
    odd = frame_of(["Nothing comes to mind", "Keep up the good work", "Survey too long"])
    odd = odd.assign(comment_id=["a", "b", "c"], response_id=["a", "b", "c"])
    comments = pd.concat([make_comments(), odd], ignore_index=True)
    unthemed = find_themes(comments, themes=3, seed=1, checks=False).unthemed
    assert unthemed["reason_code"].tolist() == ["nothing_to_add", "general_praise", "about_survey"]
    assert unthemed["is_in_base"].tolist() == [False, True, False]


def test_themes_are_counted_by_question_too():
    comments = make_comments()
    comments.loc[:59, "question_id"] = "q2"
    found = find_themes(comments, themes=3, seed=1, checks=False)
    counted = found.by_question.groupby("theme_id")["n_respondents"].sum()
    assert counted.sum() == len(found.comment_themes)
    assert found.by_question.groupby("question_id")["n_base"].first().tolist() == [60, 60]


def test_each_language_with_thirty_comments_has_themes_of_its_own():
    planted = {
        "pay": ["lohn", "gehalt", "tarif", "zulage"],
        "bus": ["bus", "bahn", "takt", "fahrplan"],
    }
    german = make_comments(20, planted=planted).assign(language_code="de")
    german["comment_id"] = german["response_id"] = "g" + german["response_id"]
    found = find_themes(
        pd.concat([make_comments(), german], ignore_index=True), themes=3, seed=1, checks=False
    )
    assert set(found.themes["language_code"]) == {"en", "de"}


def test_few_welsh_comments_are_listed_apart():
    comments = make_comments()
    comments.loc[:9, "language_code"] = "cy"
    result = find_themes(comments, themes=3, seed=1, checks=False)
    assert result.unthemed["reason_code"].eq("welsh_apart").sum() == 10


def test_comments_in_another_language_are_listed_apart():
    comments = make_comments()
    spanish = frame_of(["Más formación y mejores sueldos para la gente"] * 3).assign(
        comment_id=["s1", "s2", "s3"], response_id=["s1", "s2", "s3"]
    )
    found = find_themes(pd.concat([comments, spanish], ignore_index=True), themes=4, seed=1)
    apart = found.unthemed[found.unthemed["reason_code"] == "other_language"]
    assert apart["comment_id"].tolist() == ["s1", "s2", "s3"]


def test_a_comment_close_to_no_theme_is_said_so_and_stays_in_the_base():
    comments = make_comments()
    odd = frame_of(["pay housing training parking apples"]).assign(
        comment_id="odd", response_id="odd"
    )
    found = find_themes(
        pd.concat([comments, odd], ignore_index=True), themes=4, seed=1, checks=False
    )
    apart = found.unthemed[found.unthemed["reason_code"] == "near_no_theme"]
    assert "odd" in apart["comment_id"].tolist()
    assert (found.themes["n_base"] == comments["response_id"].nunique() + 1).all()


def test_too_few_comments_are_said_not_faked():
    result = find_themes(make_comments(5), seed=1)
    assert result.themes.empty
    assert result.comment_themes.empty
    assert result.checks.loc[0, "check_code"] == "enough_comments"
    assert len(result.unthemed) == 15


@pytest.mark.parametrize("themes", [0, -1, "many", 2.5, True, None])
def test_a_number_of_themes_that_is_none_is_refused(themes):
    with pytest.raises(ParameterError, match="themes: expected 'auto' or a whole number"):
        find_themes(make_comments(), themes=themes, seed=1)


def test_a_missing_column_is_named():
    with pytest.raises(ContractError, match="missing columns language_code"):
        find_themes(make_comments().drop(columns="language_code"), seed=1)


def test_planted_themes_are_all_shown():
    result = find_themes(make_comments(), themes=3, seed=1)
    assert result.themes["is_real"].tolist() == [True] * 3
    assert result.themes["is_shown"].tolist() == [True] * 3
    assert set(result.checks["check_code"]) == {"real", "settled", "overlap", "coverage"}


def test_themes_of_words_strewn_between_comments_are_not_shown():
    comments = make_comments()
    words = " ".join(comments["text"]).split()
    random.Random(1).shuffle(words)
    comments["text"] = [" ".join(words[i : i + 4]) for i in range(0, len(words), 4)]
    assert not find_themes(comments, themes=3, seed=1).themes["is_shown"].any()


def test_without_checks_nothing_is_shown():
    result = find_themes(make_comments(), themes=3, seed=1, checks=False)
    assert result.checks.empty
    assert not result.themes["is_shown"].any()
    assert result.themes["is_real"].isna().all()


def test_comments_that_share_no_word_are_said_to_be_too_few():
    lone = frame_of(["".join(chr(97 + int(d)) for d in f"{i:06d}") for i in range(40)])
    result = find_themes(lone, seed=1)
    assert result.themes.empty
    assert len(result.unthemed) == 40
