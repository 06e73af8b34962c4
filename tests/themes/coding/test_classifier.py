"""What is learnt from coded comments: planted themes are found, nothing is forced."""

import numpy as np
import pytest

from gpgp.errors import ParameterError
from gpgp.themes.cluster.words import read_words
from gpgp.themes.coding.calibration import (
    adapt_shares,
    choose_themes,
    fit_curve,
    make_signals,
    spread_folds,
)
from gpgp.themes.coding.classifier import learn_themes
from gpgp.themes.coding.likeness import sample_f1

PARTS = (
    ("pay", ["wages are too low", "salary is far behind", "pay does not cover the rent"]),
    ("bus", ["the bus is always late", "no bus after six", "trains and buses do not connect"]),
    ("noise", ["the street is loud at night", "too much noise", "noisy neighbours every night"]),
)


def _write(n_comments, *, seed=3):
    """Comments of one or two planted themes, and which."""
    draw = np.random.default_rng(seed)
    has = np.zeros((n_comments, len(PARTS)), dtype=bool)
    texts = []
    for row in has:
        row[draw.choice(len(PARTS), size=draw.integers(1, 3), replace=False)] = True
        parts = [draw.choice(PARTS[theme][1]) for theme in np.flatnonzero(row)]
        texts.append(". ".join(parts))
    return texts, has


def _learn(texts, has, positions, **options):
    names = read_words([name for name, _ in PARTS])
    return learn_themes(read_words(texts), names, positions, has[positions], **options)


def test_planted_themes_are_learnt_from_twenty_coded_comments():
    texts, has = _write(120)
    learnt = _learn(texts, has, np.arange(20))
    assert sample_f1(has[20:], learnt.is_chosen[20:]).mean() > 0.9
    assert learnt.held_back.shape == learnt.near_held_back.shape == (20, 3)


def test_the_same_comments_give_the_same_answer():
    texts, has = _write(60)
    first, second = (_learn(texts, has, np.arange(30)) for _ in range(2))
    assert (first.chances == second.chances).all()


@pytest.mark.parametrize("n_coded", [2, 3, 5])
def test_very_few_coded_comments_give_an_answer_and_no_error(n_coded):
    texts, has = _write(40)
    learnt = _learn(texts, has, np.arange(n_coded), is_drawn=False)
    assert np.isfinite(learnt.chances).all()
    assert learnt.is_chosen.any(axis=1).all() or not has[:n_coded].any(axis=1).all()


def test_a_theme_without_a_coded_comment_is_found_by_its_words():
    texts, has = _write(80)
    blind = has[:30].copy()
    kept = np.flatnonzero(~blind[:, 1])
    learnt = learn_themes(read_words(texts), read_words(["pay", "bus", "noise"]), kept, blind[kept])
    chance = learnt.chances[30:, 1]
    assert chance[has[30:, 1]].mean() > 2 * chance[~has[30:, 1]].mean()


def test_where_people_found_no_theme_none_is_given():
    texts, has = _write(80)
    texts = [*texts, *["see my earlier letter about this", "as I wrote in my letter"] * 15]
    has = np.vstack([has, np.zeros((30, 3), dtype=bool)])
    coded = np.r_[0:40, 80:100]
    learnt = _learn(texts, has, coded)
    assert not learnt.is_chosen[100:].any()


def test_sureness_tells_where_the_answer_is_good():
    texts, has = _write(100)
    texts[60:80] = [f"unheard word{number} here" for number in range(20)]
    learnt = _learn(texts, has, np.arange(40))
    assert learnt.sureness[60:80].max() < np.median(learnt.sureness[40:60])


def test_arrays_out_of_step_are_refused():
    texts, has = _write(10)
    with pytest.raises(ParameterError, match="a row per coded comment"):
        _learn(texts, has[:, :2], np.arange(5))
    with pytest.raises(ParameterError, match="at least two"):
        _learn(texts, has, np.arange(1))


# The parts


def test_folds_hold_their_share_of_each_theme():
    has = np.random.default_rng(5).random((100, 4)) < [0.05, 0.2, 0.5, 0.9]
    fold = spread_folds(has, 5)
    assert np.bincount(fold).tolist() == pytest.approx([20] * 5, abs=2)
    for theme in range(4):
        held = [has[fold == number, theme].sum() for number in range(5)]
        assert max(held) - min(held) <= 2 + has[:, theme].sum() // 20


def test_the_set_chosen_has_the_highest_expected_f1():
    chances = np.array([[0.9, 0.6, 0.1], [0.9, 0.05, 0.05], [0.02, 0.02, 0.02]])
    chosen, sure = choose_themes(chances, most=3, may_be_none=True)
    assert chosen.tolist() == [[True, True, False], [True, False, False], [False] * 3]
    assert sure == pytest.approx([2 * 1.5 / 3.6, 1.8 / 2, 0.98**3])


def test_no_more_themes_are_given_than_allowed():
    chosen, _ = choose_themes(np.full((2, 4), 0.9), most=2, may_be_none=False)
    assert chosen.sum(axis=1).tolist() == [2, 2]


def test_shares_of_chosen_examples_are_drawn_towards_those_of_all_comments():
    chances = np.array([[0.7, 0.3]] * 9 + [[0.3, 0.7]])
    adapted = adapt_shares(chances, np.array([0.5, 0.5]))
    assert (adapted[:, 0] > chances[:, 0]).all() and (adapted[:, 1] < chances[:, 1]).all()


def test_the_curve_follows_coded_comments_where_there_are_many():
    draw = np.random.default_rng(2)
    score = draw.random((400, 2))
    coded = draw.random((400, 2)) < score
    flat = np.zeros_like(score)
    signals = make_signals(score, flat, flat, share=np.array([0.5, 0.5]))
    few = fit_curve(signals[:3], coded[:3])
    many = fit_curve(signals, coded)
    fitted = 1 / (1 + np.exp(-(np.c_[signals[:, 0], np.ones(400)] @ many)))
    assert np.abs(fitted - score[:, 0]).mean() < 0.1
    assert np.abs(few[:6]).max() < 2
