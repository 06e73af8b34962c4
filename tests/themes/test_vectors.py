import numpy as np
import pytest
from scipy import sparse

from gpgp.themes.cluster.clusters import cluster_comments, find_centres, find_factors
from gpgp.themes.cluster.vectors import fit_space, place_comments, smooth_views
from gpgp.themes.cluster.words import read_words

TEXTS = ["low pay", "pay rise", "salary", "bus fares", "bus stop", "documentation", "docs", "the"]


def place(texts=TEXTS):
    words = read_words(texts)
    return place_comments(fit_space(words), words)


def test_each_view_gives_unit_vectors_or_zeros():
    for view in place().views:
        lengths = np.linalg.norm(view, axis=1)
        assert np.all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))


def test_a_text_of_stop_words_has_no_place():
    vectors = place()
    assert not vectors.comments[-1].any()
    assert not vectors.is_linked[-1]


def test_near_synonyms_stand_near_by_the_table_of_words():
    meaning = place().views[3]
    assert meaning[2] @ meaning[1] > meaning[2] @ meaning[4] + 0.2


def test_the_table_of_english_words_is_not_used_for_another_language():
    texts = ["die Gift im Boot", "das Boot ist gut", "Gift und Wand", "eine Wand"]
    words = read_words(texts, ["de"] * 4)
    assert not place_comments(fit_space(words), words).views[3].any()


def test_words_of_like_letters_stand_near():
    letters = place(["documenting", "documentation", "parking", "parked"]).views[2]
    assert letters[0] @ letters[1] > letters[0] @ letters[2]


def test_a_word_nobody_else_used_links_to_nothing():
    assert place(["pay", "pay now", "zebra"]).is_linked.tolist() == [True, True, False]


def test_a_new_text_is_placed_in_a_known_space():
    space = fit_space(read_words(TEXTS))
    near = place_comments(space, read_words(["a pay rise"])).comments @ place().comments.T
    assert near.argmax() in (0, 1)


def test_smoothing_leaves_large_bodies_as_they_are():
    views = place().views
    smoothed = smooth_views(views, n_neighbours=2, max_comments=3)
    assert all(one is other for one, other in zip(views, smoothed, strict=True))


def test_clusters_are_numbered_by_size_and_zeros_have_none():
    vectors = np.repeat(np.eye(3), [2, 5, 3], axis=0)
    vectors = np.vstack([vectors, np.zeros(3)])
    labels = cluster_comments([vectors], n_themes=3, seed=1)
    assert labels.tolist() == [2, 2, 0, 0, 0, 0, 0, 1, 1, 1, -1]
    np.testing.assert_allclose(find_centres(vectors, labels), np.eye(3)[[1, 2, 0]])


@pytest.mark.parametrize("shape", [(30, 900), (600, 500)])
def test_factors_give_the_matrix_back_and_are_always_the_same(shape):
    draw = np.random.default_rng(1)
    rows = draw.random((shape[0], 5)) @ draw.random((5, shape[1]))
    left, values, right = find_factors(sparse.csr_array(rows), 8)
    np.testing.assert_allclose((left * values) @ right, rows, atol=1e-8)
    again = find_factors(sparse.csr_array(rows), 8)
    np.testing.assert_array_equal(left, again[0])


def test_words_of_the_question_count_half():
    words = read_words(TEXTS)
    whole, halved = fit_space(words), fit_space(words, echoed=frozenset({"pay"}))
    place = whole.terms.vocabulary_["pay"]
    assert halved.terms.idf_[place] == pytest.approx(whole.terms.idf_[place] / 2)
    assert halved.terms.idf_[place - 1] == whole.terms.idf_[place - 1]
