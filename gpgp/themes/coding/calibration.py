"""From a classifier's raw figures to chances, and from chances to the themes of a comment.

Signals (comments x themes) come in; chances and choices of themes go out. One curve serves all
themes: a theme with three coded comments cannot carry its own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit, logit

# Size and usual weight of each signal: score, nearness, likeness to the theme's words; score and
# nearness against the comment's best theme; log odds of the theme's share. Means over five sets.
SCALES = np.array([0.15, 0.13, 0.38, 0.25, 0.15, 1.0])
USUAL = np.array([0.75, 0.2, 0.3, 0.35, 0.4, 0.4, -3.0])
TRUST = 10.0  # in the usual weights: fifty coded comments weigh about as much
TRUST_LEVEL = 0.05  # in the usual intercept: how much people code differs between consultations
N_ROUNDS = 20  # of learning shares from comments nobody coded; it settles in ten


def make_signals(
    score: np.ndarray, near: np.ndarray, likeness: np.ndarray, *, share: np.ndarray
) -> np.ndarray:
    """Return the signals of each comment and theme, comments x themes x 6."""
    against_best = [figure - figure.max(axis=1, keepdims=True) for figure in (score, near)]
    level = np.broadcast_to(logit(share), score.shape)
    return np.stack([score, near, likeness, *against_best, level], axis=-1) / SCALES


def fit_curve(signals: np.ndarray, is_coded: np.ndarray) -> np.ndarray:
    """Weigh signals by how people coded: logistic regression drawn towards the usual weights.

    References
    ----------
    Platt, J. (1999). Probabilistic outputs for support vector machines. Advances in Large Margin
    Classifiers, 61-74.
    """
    rows = _with_level(signals).reshape(-1, len(USUAL))
    coded = is_coded.ravel().astype(float)
    trust = np.append(np.full(len(SCALES), TRUST), TRUST_LEVEL)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        odds, away = rows @ weights, weights - USUAL
        value = np.logaddexp(0, odds).sum() - coded @ odds + (trust * away * away).sum() / 2
        return value, rows.T @ (expit(odds) - coded) + trust * away

    return minimize(loss, USUAL, jac=True, method="L-BFGS-B").x


def find_chances(signals: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Chance that a person would give each comment each theme."""
    return expit(_with_level(signals) @ weights)


def _with_level(signals: np.ndarray) -> np.ndarray:
    return np.concatenate([signals, np.ones((*signals.shape[:-1], 1))], axis=-1)


def adapt_shares(chances: np.ndarray, share: np.ndarray) -> np.ndarray:
    """Correct chances learnt from chosen examples, whose shares say nothing about the whole.

    References
    ----------
    Saerens, M., Latinne, P., Decaestecker, C. (2002). Adjusting the outputs of a classifier to
    new a priori probabilities. Neural Computation 14(1), 21-41. Half-way only: with so few
    examples the full correction follows its own errors.
    """
    level = logit(share)
    adapted, now = chances, share
    for _ in range(N_ROUNDS):
        adapted = expit(logit(np.clip(chances, 1e-9, 1 - 1e-9)) + logit(now) - level)
        now = (adapted.mean(axis=0) + share) / 2
    return adapted


def choose_themes(
    chances: np.ndarray, *, most: int, may_be_none: bool
) -> tuple[np.ndarray, np.ndarray]:
    """Choose each comment's themes so that agreement with a person is expected to be highest.

    Parameters
    ----------
    chances : array, comments x themes
    most : int
        Themes a comment may be given.
    may_be_none : bool
        No theme is a choice too.

    Returns
    -------
    array of bool, comments x themes; array of the expected sample F1, one per comment

    References
    ----------
    Lewis, D. (1995). Evaluating and optimizing autonomous text classification systems. SIGIR,
    246-254.
    """
    order = np.argsort(-chances, axis=1, kind="stable")
    sorted_chances = np.take_along_axis(chances, order, axis=1)
    counts = np.arange(1, chances.shape[1] + 1)
    hits = 2 * sorted_chances.cumsum(axis=1)
    expected = (hits / (counts + chances.sum(axis=1, keepdims=True)))[:, :most]
    best = expected.argmax(axis=1)
    sure = np.minimum(expected.max(axis=1), 1.0)
    is_chosen = np.zeros(chances.shape, dtype=bool)
    np.put_along_axis(is_chosen, order, counts[None] <= best[:, None] + 1, axis=1)
    if may_be_none:
        none = np.prod(1 - chances, axis=1)
        is_chosen[none > sure] = False
        sure = np.maximum(sure, none)
    return is_chosen, sure


def spread_folds(is_coded: np.ndarray, n_folds: int) -> np.ndarray:
    """Part comments into folds so that each holds its share of every theme, rare ones first.

    References
    ----------
    Sechidis, K., Tsoumakas, G., Vlahavas, I. (2011). On the stratification of multi-label data.
    ECML PKDD, 145-158.
    """
    n_comments = len(is_coded)
    order = np.random.default_rng(0).permutation(n_comments)
    fold = np.full(n_comments, -1)
    wanted = np.tile(is_coded.sum(axis=0) / n_folds, (n_folds, 1))
    room = np.full(n_folds, n_comments / n_folds)
    for theme in [*np.argsort(is_coded.sum(axis=0), kind="stable"), None]:
        holds = np.ones(n_comments, dtype=bool) if theme is None else is_coded[:, theme]
        for comment in order[holds[order] & (fold[order] < 0)]:
            keys: Sequence[np.ndarray] = (-room,) if theme is None else (-room, -wanted[:, theme])
            place = np.lexsort(keys)[0]
            fold[comment] = place
            wanted[place] -= is_coded[comment]
            room[place] -= 1
    return fold
