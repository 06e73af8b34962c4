"""Themes of all comments, learnt from those that people coded.

Words of comments and which of them people gave which theme come in; the themes of every comment,
how sure they are, and how good they proved on coded comments that were held back go out. One
against the rest, linear, on TF-IDF and the engine's views of it; several themes a comment.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.kernel_ridge import KernelRidge
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

from gpgp.errors import ParameterError
from gpgp.themes.cluster.words import Words
from gpgp.themes.coding.calibration import (
    adapt_shares,
    choose_themes,
    find_chances,
    fit_curve,
    make_signals,
    spread_folds,
)
from gpgp.themes.coding.features import Features, fit_features, place_features

PENALTY = 0.3  # of the ridge, rows of unit length; .1 to 1 agree with people equally well
N_FOLDS = 5
MAX_LEARNT = 3_000  # coded comments learnt from, evenly spread; bounds time
MAX_JUDGED = 10_000  # comments judged at a time; bounds memory


@dataclass(frozen=True)
class Learnt:
    """What a classifier made of every comment.

    Attributes
    ----------
    is_chosen, chances : arrays, comments x themes
        Themes given, and the calibrated chance that a person would give each.
    sureness : array, one per comment
        Expected agreement (sample F1) of the themes given with a person.
    held_back, near_held_back : arrays of bool, coded comments x themes
        What the classifier, and the nearest centre, gave coded comments they had not seen.
    positions : array
        Positions of those coded comments.
    """

    is_chosen: np.ndarray
    chances: np.ndarray
    sureness: np.ndarray
    positions: np.ndarray
    held_back: np.ndarray
    near_held_back: np.ndarray


def learn_themes(
    words: Sequence[Words],
    theme_words: Sequence[Words],
    positions: Sequence[int] | np.ndarray,
    is_coded: np.ndarray,
    *,
    is_drawn: bool = True,
) -> Learnt:
    """Give every comment the themes that people would, after the comments they coded.

    Parameters
    ----------
    words : sequence of Words, one per comment, coded or not
    theme_words : sequence of Words, one per theme
        Its label and whatever describes it: it counts as one more coded comment.
    positions : sequence of int
        Which comments are coded.
    is_coded : array of bool, coded comments x themes
        Themes they were given; a row without any says that people found none.
    is_drawn : bool
        Coded comments were drawn by chance, so their shares are those of all comments; False
        where they were chosen as examples.

    Raises
    ------
    ParameterError
        Fewer than two coded comments, or arrays that are not in step.

    Notes
    -----
    Kernel ridge on 0 and 1 per theme; its score, the nearness to the theme's centre and the
    likeness to its words become a chance by one curve, fitted on comments held back in five
    folds. Themes are chosen so that the expected sample F1 is highest.
    """
    places, is_coded = _check(positions, is_coded, len(theme_words))
    with threadpool_limits(1):
        space = fit_features(words)
        every, themes = place_features(space, words), place_features(space, theme_words)
        coded = every.take(places)
        share = (is_coded.sum(axis=0) + 0.5) / (len(is_coded) + 1)
        score, near = _hold_back(coded, themes, is_coded)
        signals = make_signals(score, near, coded.likeness(themes), share=share)
        curve = fit_curve(signals, is_coded)
        chances = _judge(every, coded, themes, is_coded, share, curve)
        if not is_drawn:
            chances = adapt_shares(chances, share)
    limits = {
        "most": min(int(is_coded.sum(axis=1).max()) + 1, is_coded.shape[1]),
        "may_be_none": bool((~is_coded.any(axis=1)).any()),
    }
    is_chosen, sureness = choose_themes(chances, **limits)
    held_back, _ = choose_themes(find_chances(signals, curve), **limits)
    return Learnt(is_chosen, chances, sureness, places, held_back, _pick_nearest(near))


def _check(
    positions: Sequence[int] | np.ndarray, is_coded: np.ndarray, n_themes: int
) -> tuple[np.ndarray, np.ndarray]:
    places, coded = np.asarray(positions, dtype=int), np.asarray(is_coded, dtype=bool)
    if coded.shape != (len(places), n_themes) or len(places) < 2 or not n_themes:
        raise ParameterError(
            "is_coded: expected a row per coded comment (at least two) and a column per theme."
        )
    if len(places) > MAX_LEARNT:
        kept = np.linspace(0, len(places) - 1, MAX_LEARNT).astype(int)
        places, coded = places[kept], coded[kept]
    return places, coded


def _hold_back(
    coded: Features, themes: Features, is_coded: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Score and nearness of each coded comment by a classifier that has not seen it."""
    score, near = np.zeros(is_coded.shape), np.zeros(is_coded.shape)
    fold = spread_folds(is_coded, min(N_FOLDS, len(is_coded)))
    for number in np.unique(fold):
        seen, held = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        part = coded.take(held)
        score[held], near[held] = _measure(part, coded.take(seen), themes, is_coded[seen])
    return score, near


def _judge(
    every: Features,
    coded: Features,
    themes: Features,
    is_coded: np.ndarray,
    share: np.ndarray,
    curve: np.ndarray,
) -> np.ndarray:
    n_comments = every.rows.shape[0]
    chances = []
    for start in range(0, n_comments, MAX_JUDGED):
        part = every.take(np.arange(start, min(start + MAX_JUDGED, n_comments)))
        score, near = _measure(part, coded, themes, is_coded)
        signals = make_signals(score, near, part.likeness(themes), share=share)
        chances.append(find_chances(signals, curve))
    return np.vstack(chances)


def _measure(
    comments: Features, coded: Features, themes: Features, is_coded: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Score of each theme by ridge, and cosine with the centre of its coded comments."""
    learnt = _with_level(sparse.vstack([coded.rows, themes.rows]))
    given = np.vstack([is_coded, np.eye(is_coded.shape[1], dtype=bool)]).astype(float)
    ridge = KernelRidge(alpha=PENALTY).fit(learnt, given)
    score = ridge.predict(_with_level(comments.rows)).reshape(len(comments.views[0]), -1)
    stands, stood = (normalize(np.hstack(one.views)) for one in (comments, coded))
    return score, stands @ normalize(is_coded.T.astype(float) @ stood).T


def _with_level(rows: sparse.csr_array) -> sparse.csr_matrix:
    level = sparse.csr_array(np.ones((rows.shape[0], 1)))
    return sparse.csr_matrix(sparse.hstack([rows, level]))


def _pick_nearest(near: np.ndarray) -> np.ndarray:
    return near == near.max(axis=1, keepdims=True)
