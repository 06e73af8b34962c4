import random

import pandas as pd

from gpgp.themes import theme_texts

WORDS = (
    ["pay", "wages", "salary", "allowance", "bonus", "pension"],
    ["travel", "parking", "bus", "commute", "mileage", "fuel"],
)


def plant_texts(n_each=30):
    draw = random.Random(5)
    texts = [" ".join(draw.sample(words, 4)) for words in WORDS for _ in range(n_each)]
    return [*texts, "Pay wages salary bonus. Parking bus commute mileage.", "Pay. Bus."]


def test_a_comment_on_two_matters_carries_both_themes():
    rows = theme_texts(plant_texts(), themes=2, seed=1).rows
    assert set(rows.loc[60, "themes"].split("|")) == {"0", "1"}
    assert rows.loc[60, "themes"].startswith(str(rows.loc[60, "theme"]))


def test_a_sentence_of_one_word_adds_no_theme():
    rows = theme_texts(plant_texts(), themes=2, seed=1).rows
    assert "|" not in rows.loc[61, "themes"]


def test_comments_of_one_sentence_carry_one_theme():
    rows = theme_texts(plant_texts(), themes=2, seed=1).rows
    pd.testing.assert_series_equal(
        rows["themes"][:60], rows["theme"][:60].astype("str"), check_names=False
    )


def test_sentences_that_say_too_little_are_no_fault():
    texts = [f"{one}. And so on" for words in WORDS for one in words * 3]
    rows = theme_texts(texts, themes=2, seed=1).rows
    assert not rows["themes"].str.contains("|", regex=False).any()
