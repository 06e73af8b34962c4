import pandas as pd
import pytest

from gpgp.errors import ParameterError
from gpgp.themes import choose_exemplars

COMMENTS = pd.DataFrame(
    {
        "comment_id": ["a", "b", "c", "d", "e", "f"],
        "response_id": ["1", "2", "3", "4", "5", "6"],
        "text": ["one", "two", "three", "four", "five", "one"],
        "n_words": [9, 9, 9, 9, 2, 9],
        "constituency_code": ["x", "x", "y", "y", "y", "y"],
    }
)
THEMES = pd.DataFrame(
    {
        "comment_id": ["a", "b", "c", "d", "e", "f"],
        "theme_id": "t01",
        "response_id": ["1", "2", "3", "4", "5", "6"],
        "score": [0.9, 0.8, 0.7, 0.2, 1.0, 0.95],
        "is_main": True,
    }
)


def choose(**kwargs):
    table = choose_exemplars(COMMENTS, THEMES, **kwargs)
    return {place: rows["comment_id"].tolist() for place, rows in table.groupby("place_code")}


def test_central_comments_come_from_different_constituencies():
    assert choose(per_theme=2) == {"central": ["f", "b"], "border": ["a", "d"]}


def test_comments_of_an_unfit_length_are_not_chosen():
    places = choose(per_theme=5)
    assert "e" not in places["central"] + places["border"]


def test_no_text_stands_twice_among_central_comments():
    assert len({"a", "f"} & set(choose(per_theme=5)["central"])) == 1


def test_none_per_theme_is_refused():
    with pytest.raises(ParameterError, match="per_theme: expected a whole number from 1 up"):
        choose(per_theme=0)
