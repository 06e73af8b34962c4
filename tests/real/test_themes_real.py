"""Themes of real comments, compared with people's codes and against shuffled words."""

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score

from gpgp.themes import find_themes, theme_texts

CODED = (
    "jupyter2015_hinderances",
    "jupyter2015_first_experience_enhancements",
    "numpy_survey_priority_comments",
)


def read_coded(folder, name):
    coded = pd.read_csv(folder / "comments" / f"{name}.csv", dtype=str, keep_default_na=False)
    return coded[coded.groupby("label")["text"].transform("size") >= 5]


def frame_comments(texts):
    ids = [f"r{i:05d}" for i in range(len(texts))]
    return pd.DataFrame(
        {
            "comment_id": ids,
            "response_id": ids,
            "question_id": "q",
            "text": texts,
            "language_code": "en",
            "n_words": 1,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": None,
            "campaign_role_code": "none",
        }
    )


@pytest.mark.parametrize("name", CODED)
def test_themes_agree_with_people_far_better_than_plain_clustering(shared_data, name):
    coded = read_coded(shared_data, name)
    k = coded["label"].nunique()
    themes = theme_texts(coded["text"], themes=k, seed=1).rows["theme"]
    plain = TfidfVectorizer(stop_words="english").fit_transform(coded["text"])
    clusters = KMeans(k, n_init=10, random_state=1).fit_predict(plain)
    ours, theirs = (
        adjusted_mutual_info_score(coded["label"], found) for found in (themes, clusters)
    )
    assert ours > theirs + 0.05


@pytest.mark.parametrize(
    ("name", "seed"),
    [
        (CODED[0], 4),
        (CODED[1], 5),
        pytest.param(CODED[2], 6, marks=pytest.mark.promises),
    ],
)
def test_words_shuffled_between_comments_are_not_shown_as_themes(shared_data, name, seed):
    texts = read_coded(shared_data, name)["text"]
    lengths = texts.str.split().str.len()
    words = np.random.default_rng(seed).permutation(" ".join(texts).split())
    ends = lengths.cumsum()
    shuffled = [" ".join(words[end - n : end]) for end, n in zip(ends, lengths, strict=True)]
    themes = find_themes(frame_comments(shuffled), themes=8, seed=1).themes
    assert themes["is_shown"].sum() == 0


def test_the_same_real_comments_give_the_same_themes_in_any_order(shared_data):
    texts = read_coded(shared_data, CODED[0])["text"].tolist()
    comments = frame_comments(texts)
    first = find_themes(comments, themes=8, seed=1, checks=False)
    again = find_themes(comments.iloc[::-1], themes=8, seed=1, checks=False)
    pd.testing.assert_frame_equal(first.themes, again.themes)
    pd.testing.assert_frame_equal(first.comment_themes, again.comment_themes)
