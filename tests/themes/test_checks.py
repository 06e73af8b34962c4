import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from gpgp.themes.cluster.checks import (
    check_real,
    check_settled,
    jaccard,
    name_settled,
    rule_coverage,
    rule_overlap,
    rule_real,
    rule_settled,
    share_keywords,
    table_checks,
)


def plant_words(n_each=60, *, n_themes=3, n_words=8, seed=0):
    """Comments of four words of their theme and two of any; themes and words by number."""
    draw = np.random.default_rng(seed)
    labels = np.repeat(np.arange(n_themes), n_each)
    written = np.zeros((len(labels), n_themes * n_words))
    for row, theme in enumerate(labels):
        written[row, theme * n_words + draw.choice(n_words, 4, replace=False)] = 1
        written[row, draw.choice(n_themes * n_words, 2)] = 1
    return sparse.csr_matrix(written), labels


def keep(labels):
    """Make themes anew: the same ones, numbered backwards."""
    return lambda draws: [labels.max() - labels[positions] for positions, _ in draws]


def test_planted_themes_are_real():
    written, labels = plant_words()
    p = check_real(written, labels, range(len(labels)), regroup=keep(labels), seed=1)
    assert p.tolist() == [1 / 201] * 3


def test_words_strewn_at_random_are_not_real():
    draw = np.random.default_rng(3)
    written = sparse.csr_matrix((draw.random((300, 40)) < 0.15).astype(float))
    labels = draw.integers(0, 4, 300)
    p = check_real(written, labels, range(300), regroup=keep(labels), seed=1)
    assert (p > 0.01).all()


def test_what_one_person_writes_over_and_over_proves_nothing():
    draw = np.random.default_rng(5)
    written = (draw.random((300, 40)) < 0.1).astype(float)
    written[:60] = 0
    written[:60, :6] = 1
    labels = np.r_[np.zeros(60, int), np.ones(240, int)]
    people = np.r_[np.zeros(60, int), np.arange(1, 241)]
    p = check_real(sparse.csr_matrix(written), labels, people, regroup=keep(labels), seed=1)
    assert p[0] > 0.01


def test_a_long_comment_does_not_make_its_words_a_theme():
    draw = np.random.default_rng(7)
    lengths = np.r_[400, np.full(299, 4)]
    written = np.array([np.bincount(draw.integers(0, 60, n), minlength=60) for n in lengths])
    labels = draw.integers(0, 5, 300)
    p = check_real(
        sparse.csr_matrix(written.astype(float)), labels, range(300), regroup=keep(labels), seed=1
    )
    assert (p > 0.01).all()


def test_a_theme_that_always_comes_back_is_settled():
    _, labels = plant_words()
    overlap = check_settled(labels, regroup=keep(labels), seed=1, n_resamples=5)
    assert overlap.tolist() == [1, 1, 1]


def test_a_theme_drawn_by_lot_is_loose():
    labels = np.repeat([0, 1, 2, 3], 50)

    def regroup(draws):
        return [np.random.default_rng(seed).integers(0, 4, len(drawn)) for drawn, seed in draws]

    overlap = check_settled(labels, regroup=regroup, seed=1, n_resamples=20)
    assert (overlap < 0.3).all()


def test_overlap_of_two_groupings_by_sets():
    shared = np.array([[3.0, 1.0], [0.0, 4.0]])
    np.testing.assert_allclose(jaccard(shared), [[3 / 4, 1 / 8], [0, 4 / 5]])


@pytest.mark.parametrize(
    ("overlap", "word"),
    [(0.75, "settled"), (0.74, "indicative"), (0.5, "indicative"), (0.49, "loose")],
)
def test_words_for_settled_follow_hennig(overlap, word):
    assert name_settled(overlap) == word


def test_rules_hold_at_their_limits():
    assert rule_real(0.01)["is_passed"]
    assert not rule_real(0.011)["is_passed"]
    assert rule_settled(0.75)["is_passed"]
    assert rule_settled(np.nan)["is_passed"] is None
    assert rule_overlap(0.5)["is_passed"]
    assert not rule_coverage(0.49)["is_passed"]


def test_a_theme_alone_shares_no_keyword():
    assert share_keywords([["pay"]]) == [0]


def test_every_theme_gets_each_check_and_all_get_coverage():
    themes = pd.DataFrame(
        {
            "theme_id": ["t01", "t02"],
            "p_real": [0.005, 1.0],
            "overlap_settled": [0.8, np.nan],
            "keywords": ["pay|low", "bus|fuel"],
        }
    )
    checks = table_checks(themes, n_comments=10, n_shown=6)
    assert checks["check_code"].tolist() == [*["real", "settled", "overlap"] * 2, "coverage"]
    assert checks["value"].iloc[-1] == 0.6
