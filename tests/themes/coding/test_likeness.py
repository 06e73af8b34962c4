"""Sample F1 and MASI alpha: published numbers, another package, limits."""

import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import masi_distance as nltk_masi
from sklearn.metrics import f1_score

from gpgp.errors import ParameterError
from gpgp.themes.coding.likeness import masi_alpha, masi_distance, sample_f1


def test_sample_f1_gives_the_numbers_worked_by_hand():
    # {AB, ABC} -> .8; {BD, BD} -> 1; {A, AC} -> 2/3
    first = np.array([[1, 1, 0, 0], [0, 1, 0, 1], [1, 0, 0, 0]])
    second = np.array([[1, 1, 1, 0], [0, 1, 0, 1], [1, 0, 1, 0]])
    assert sample_f1(first, second) == pytest.approx([0.8, 1, 2 / 3])


def test_sample_f1_is_that_of_scikit_learn():
    draw = np.random.default_rng(1)
    first, second = draw.random((2, 50, 6)) < 0.3
    expected = f1_score(first, second, average="samples", zero_division=1.0)
    assert sample_f1(first, second).mean() == pytest.approx(expected)


def test_two_coders_who_both_found_no_theme_agree():
    assert sample_f1(np.zeros((1, 3)), np.zeros((1, 3))) == [1]
    assert sample_f1(np.zeros((1, 3)), np.ones((1, 3))) == [0]


def test_masi_is_that_of_nltk():
    sets = [frozenset(s) for s in ("a", "ab", "abc", "bd", "abcd", "e")]
    for one in sets:
        for other in sets:
            assert masi_distance(one, other) == pytest.approx(nltk_masi(one, other), abs=0.006)
    assert masi_distance(frozenset(), frozenset()) == 0


def test_masi_alpha_is_that_of_nltk_on_seeded_codes():
    draw = np.random.default_rng(7)
    first = draw.random((40, 4)) < 0.4
    first[:, 0] |= ~first.any(axis=1)
    second = first ^ (draw.random((40, 4)) < 0.1)
    second[:, 0] |= ~second.any(axis=1)
    rows = [
        (coder, item, frozenset(np.flatnonzero(codes)))
        for coder, table in (("a", first), ("b", second))
        for item, codes in enumerate(table)
    ]
    expected = AnnotationTask(rows, distance=masi_distance).alpha()
    assert masi_alpha(first, second, weights=np.ones(40)) == pytest.approx(expected)


def test_a_comment_that_weighs_double_counts_as_two():
    first = np.array([[1, 0], [0, 1], [1, 1]], dtype=bool)
    second = np.array([[1, 0], [1, 1], [0, 1]], dtype=bool)
    twice = [0, 1, 1, 2]
    weighed = masi_alpha(first, second, weights=np.array([1.0, 2.0, 1.0]))
    repeated = masi_alpha(first[twice], second[twice], weights=np.ones(4))
    assert weighed == pytest.approx(repeated, abs=0.05)  # three comments allow fewer pairs


def test_equal_sets_agree_wholly_and_no_comment_is_an_error():
    assert masi_alpha(np.ones((3, 2)), np.ones((3, 2)), weights=np.ones(3)) == 1
    with pytest.raises(ParameterError, match="at least one comment"):
        masi_alpha(np.ones((0, 2)), np.ones((0, 2)), weights=np.ones(0))
