import numpy as np
import pytest

from gpgp.themes.cluster.choice import list_candidates, propose_number


def scatter(n_each=40, *, n_groups=4, seed=0):
    draw = np.random.default_rng(seed)
    points = np.repeat(np.eye(n_groups), n_each, axis=0) + draw.normal(0, 0.1, (160, n_groups))
    return points / np.linalg.norm(points, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("n_comments", "least", "most"), [(30, 2, 3), (300, 4, 7), (2_000, 10, 18), (100_000, 10, 20)]
)
def test_few_comments_get_few_themes_and_a_board_never_more_than_twenty(n_comments, least, most):
    candidates = list_candidates(n_comments)
    assert (candidates[0], candidates[-1]) == (least, most)


def test_without_a_count_the_most_stable_and_fitting_number_is_chosen():
    table = propose_number(scatter(), seed=1)
    assert table.loc[table["is_chosen"], "n_themes"].tolist() == [4]


def test_the_number_with_most_real_themes_is_chosen():
    table = propose_number(scatter(), seed=1, count_real=lambda numbers: {3: 2, 4: 3, 5: 2})
    assert table.loc[table["is_chosen"], "n_themes"].tolist() == [4]


def test_a_larger_number_must_bring_half_a_theme_more():
    table = propose_number(scatter(), seed=1, count_real=lambda numbers: {3: 2, 4: 2.4, 5: 2.45})
    assert table.loc[table["is_chosen"], "n_themes"].tolist() == [3]


def test_comments_that_are_all_alike_make_one_theme():
    table = propose_number(np.tile([1.0, 0.0], (60, 1)), seed=1)
    assert table["n_themes"].tolist() == [1]
    assert table["is_chosen"].all()
