import random

import pytest

from gpgp.errors import ParameterError
from gpgp.themes import theme_texts

TEXTS = ["better pay", "pay", "parking costs", "the car park", "", "of the", "🙂", "pay rise", None]


def test_one_row_per_text_in_the_same_order():
    rows = theme_texts(TEXTS, themes=2, seed=1).rows
    assert rows.columns.tolist() == ["row", "theme", "label", "themes", "score"]
    assert rows["row"].tolist() == list(range(9))


def test_only_texts_without_a_content_word_have_no_theme():
    rows = theme_texts(TEXTS, themes=2, seed=1).rows
    assert rows.index[rows["theme"].eq(-1)].tolist() == [4, 5, 6, 8]
    assert rows.loc[rows["theme"].eq(-1), "label"].eq("").all()


def test_there_are_never_more_themes_than_asked_for():
    assert theme_texts(TEXTS, themes=2, seed=1).rows["theme"].max() <= 1
    assert theme_texts(["same words"] * 5, themes=3, seed=1).rows["theme"].max() == 0


def test_few_texts_are_answered_with_a_warning():
    warnings = theme_texts(TEXTS, themes=2, seed=1).warnings
    assert any("few for 2 themes" in warning for warning in warnings)


def test_no_texts_and_no_words_give_rows_without_themes():
    assert theme_texts([], themes=3, seed=1).rows.empty
    assert theme_texts(["", "the of"], themes=3, seed=1).rows["theme"].tolist() == [-1, -1]


def test_the_order_of_texts_does_not_matter():
    texts = [f"{a} {b}" for a in ("pay", "cars", "skills") for b in ("now", "later", "soon", "x1")]
    first = theme_texts(texts, themes=3, seed=1).rows["theme"].tolist()
    again = theme_texts(texts[::-1], themes=3, seed=1).rows["theme"].tolist()
    assert first == again[::-1]


def test_a_number_of_themes_under_one_is_refused():
    with pytest.raises(ParameterError, match="whole number from 1 up"):
        theme_texts(TEXTS, themes=0, seed=1)


def test_checks_say_which_themes_cannot_be_relied_upon():
    draw = random.Random(2)
    words = [a + b for a in "bcdfglmnpr" for b in ("ado", "ilo", "una", "ero")]
    texts = [" ".join(draw.sample(words, 4)) for _ in range(120)]
    warnings = theme_texts(texts, themes=4, seed=1, checks=True).warnings
    assert any("no more often than by chance" in warning for warning in warnings)
    assert not theme_texts(texts, themes=4, seed=1).warnings
