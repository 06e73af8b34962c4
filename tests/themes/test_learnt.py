"""Themes learnt from a sample, and every other text placed by itself."""

import random

import numpy as np
import pandas as pd
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from gpgp.themes import find_themes, theme_texts
from gpgp.themes.cluster.learnt import join_blocks, learn_themes, place_blocks, place_texts
from gpgp.themes.cluster.vectors import _count_letters, fit_space, place_comments
from gpgp.themes.cluster.words import read_words

SUBJECTS = {
    "pay": "pay wages salary pension bonus rent",
    "skills": "training courses mentors degree coaching learning",
    "cars": "parking traffic bicycles buses fuel roads",
}


def write_texts(n, *, seed=3):
    draw = random.Random(seed)
    lists = [words.split() for words in SUBJECTS.values()]
    return [
        ". ".join(" ".join(draw.choices(draw.choice(lists), k=4)) for _ in range(1 + i % 2))
        for i in range(n)
    ]


@pytest.fixture(scope="module")
def texts():
    return [*write_texts(400), "", "the of", "ymlaen", "Больше денег", "pay pay pay"]


@pytest.fixture(scope="module")
def learnt(texts):
    return learn_themes(sorted(texts), themes=3, seed=1)[1]


def test_up_to_the_size_all_texts_are_learnt_from(texts):
    whole = theme_texts(texts, themes=3, seed=1).rows
    again = theme_texts(texts, themes=3, seed=1, max_learnt=len(texts)).rows
    pd.testing.assert_frame_equal(whole, again)


def test_above_the_size_every_text_has_its_row_and_copies_share_their_theme(texts):
    rows = theme_texts(texts + texts, themes=3, seed=1, max_learnt=150).rows
    assert rows["row"].tolist() == list(range(2 * len(texts)))
    first, again = rows[: len(texts)], rows[len(texts) :]
    kept = ["theme", "label", "themes", "score"]
    assert first[kept].to_numpy().tolist() == again[kept].to_numpy().tolist()
    assert rows["theme"].iloc[400:402].tolist() == [-1, -1]


def test_themes_of_a_sample_are_those_of_all(texts):
    of_one_subject = texts[:400:2]
    all_of_them = theme_texts(of_one_subject, themes=3, seed=1).rows["theme"]
    sampled = theme_texts(of_one_subject, themes=3, seed=1, max_learnt=100).rows["theme"]
    shared = pd.crosstab(all_of_them, sampled)
    assert shared.max(axis=1).sum() >= 0.95 * len(of_one_subject)


def test_above_the_size_the_order_of_texts_changes_nothing(texts):
    rows = theme_texts(texts, themes=3, seed=1, max_learnt=150).rows
    turned = theme_texts(texts[::-1], themes=3, seed=1, max_learnt=150).rows
    assert rows["themes"].tolist() == turned["themes"].tolist()[::-1]
    assert rows["score"].tolist() == turned["score"].tolist()[::-1]


def test_what_a_text_gets_does_not_depend_on_those_placed_with_it(texts, learnt):
    some = texts[::10]
    together = place_texts(learnt, some)
    by_itself = join_blocks(place_texts(learnt, [text]) for text in some)
    np.testing.assert_array_equal(together.labels, by_itself.labels)
    np.testing.assert_array_equal(together.closeness, by_itself.closeness)
    pairs = ["position", "cluster"]
    pd.testing.assert_frame_equal(together.further[pairs], by_itself.further[pairs])


def test_processes_change_nothing(texts, learnt, monkeypatch):
    monkeypatch.setattr("gpgp.themes.cluster.learnt.MAX_PLACED", 150)
    shared = join_blocks(place_blocks(learnt, texts))
    np.testing.assert_array_equal(shared.labels, place_texts(learnt, texts).labels)


def test_words_are_counted_as_scikit_learn_counts_them(texts):
    words = read_words(texts)
    space = fit_space(words[:200])
    new = read_words([*texts[200:], "unheard-of pensionable wageworker"])
    placed = place_comments(space, new)
    expected = space.terms.transform([one.content for one in new])
    assert abs(placed.tfidf - expected).max() < 1e-12
    surface = CountVectorizer(analyzer=list)
    counts = surface.fit_transform([one.content_surface for one in new])
    pieces = counts @ space.letters.transform(surface.get_feature_names_out())
    assert abs(_count_letters(space, new) - pieces).max() == 0


def make_comments(texts):
    ids = [f"r{number:04d}" for number in range(len(texts))]
    return pd.DataFrame(
        {
            "comment_id": ids, "response_id": ids, "question_id": "q1", "text": texts,
            "language_code": "en", "n_words": 4, "n_redactions": 0, "is_non_answer": False,
            "campaign_id": None, "campaign_role_code": "none",
            "constituency_code": ["a", "b"] * (len(texts) // 2),
        }
    )  # fmt: skip


def test_find_themes_accounts_for_every_comment_above_the_size_too():
    comments = make_comments(write_texts(600, seed=8))
    found = find_themes(comments, themes=3, seed=1, max_learnt=300)
    themed = set(found.comment_themes["comment_id"])
    assert themed | set(found.unthemed["comment_id"]) == set(comments["comment_id"])
    assert themed.isdisjoint(found.unthemed["comment_id"])
    assert found.themes["is_real"].all()
    whole = find_themes(comments, themes=3, seed=1, checks=False)
    sizes = found.themes["n_comments"].tolist(), whole.themes["n_comments"].tolist()
    np.testing.assert_allclose(*sizes, rtol=0.1)


def test_find_themes_above_the_size_does_not_depend_on_the_order_of_rows():
    comments = make_comments(write_texts(300, seed=9))
    first = find_themes(comments, themes=3, seed=1, checks=False, max_learnt=150)
    turned = comments.sample(frac=1, random_state=2)
    again = find_themes(turned, themes=3, seed=1, checks=False, max_learnt=150)
    pd.testing.assert_frame_equal(first.comment_themes, again.comment_themes)
