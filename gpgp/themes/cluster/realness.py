"""Whether a theme is real: its words keep company in comments that did not choose them.

Words by comment and a theme number per comment come in; a p-value per theme goes out. It tells a
theme from chance company of words; it does not tell whether the theme is well drawn or named.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from gpgp.themes.cluster.naming import N_KEYWORDS, score_terms

N_COPIES = 200
N_TELLING = 10  # words of a theme among which the six keywords are looked for
N_SPLITS = 5  # halves are drawn so often; the middle p-value counts, not the luck of one draw
MAX_P = 0.01  # at most one of 200 copies may reach what was seen
MAX_JUDGED = 6_000  # comments drawn for the check; bounds its time on large consultations

Draw = tuple[np.ndarray, int]  # positions of comments, and a seed
Regroup = Callable[[Sequence[Draw]], Sequence[np.ndarray]]


def check_real(
    written: sparse.csr_matrix,
    labels: np.ndarray,
    people: Sequence[object],
    *,
    regroup: Regroup,
    seed: int,
    n_splits: int = N_SPLITS,
    n_copies: int = N_COPIES,
) -> np.ndarray:
    """Chance that the words of a theme keep the company they keep without it, per theme.

    Parameters
    ----------
    written : sparse array, comments x single words; how often the comment holds the word
        No phrases: their words keep company by themselves.
    labels : array of int, one per comment
        The theme, 0 to n - 1; -1 where there is none.
    people : sequence, one per comment
        Who wrote it. People, not comments, are split into halves, so that what one person
        writes over and over proves nothing.
    regroup : function of draws, each positions and a seed
        Makes themes anew from the comments at these positions alone: a number for each.
    seed : int
    n_splits, n_copies : int
        Random halves; copies with redrawn words in each.

    Returns
    -------
    array of float, one per theme
        Median over the halves of (1 + copies that reach what was seen) / (1 + copies).

    Notes
    -----
    One half alone makes themes anew; six keywords of the one that shares most comments with the
    theme are chosen there. (Were they chosen from the theme itself, the other half would have
    had a say in drawing it: one in eight themes of shuffled words then looked real.) Seen: pairs
    of keywords in one comment, over the other half. Copies: each keyword's comments redrawn
    without repeats, in proportion to their number of words (Gumbel keys; Efraimidis and
    Spirakis, 2006).
    """
    draw = np.random.default_rng(seed)
    halves = [_split_people(people, draw) for _ in range(n_splits)]
    regrouped = regroup([(chooses, int(draw.integers(2**31))) for chooses, _ in halves])
    splits = []
    for (chooses, judges), again in zip(halves, regrouped, strict=True):
        orders = _redraw_orders(written[judges], draw, n_copies)
        p = _judge_groups(written, again, chooses, judges, orders)
        splits.append(_carry_over(p, labels[chooses], again, int(labels.max(initial=-1)) + 1))
    return np.median(splits, axis=0)


def _carry_over(p: np.ndarray, labels: np.ndarray, again: np.ndarray, n_themes: int) -> np.ndarray:
    """p-value of each theme: that of the later theme which shares most comments with it."""
    shared = count_shared(labels, again, n_themes)
    return np.where(shared.any(axis=1), p[jaccard(shared).argmax(axis=1)], 1.0)


def _judge_groups(
    written: sparse.csr_matrix,
    groups: np.ndarray,
    chooses: np.ndarray,
    judges: np.ndarray,
    orders: np.ndarray,
) -> np.ndarray:
    """p-value of each group of the half that chooses, from the half that judges."""
    n_groups = max(int(groups.max(initial=-1)) + 1, 1)
    here, other = written[chooses], written[judges]
    score = score_terms(here, groups, n_groups)
    keywords = [_choose_companions(here, row) for row in score]
    return np.array([_judge(other, chosen, orders) for chosen in keywords])


def _choose_companions(written: sparse.csr_matrix, score: np.ndarray) -> np.ndarray:
    """Six of a theme's most telling words that most often meet in the comments at hand.

    Words that stand for one another (*noisy*, *loud*) mark a theme and seldom meet; the words
    they meet with do. What met by chance here will not meet in the other half.
    """
    telling = np.argsort(-score, kind="stable")[:N_TELLING]
    telling = telling[score[telling] > 0]
    if len(telling) <= N_KEYWORDS:
        return telling
    held = (written[:, telling] > 0).astype(float)
    n_held = np.asarray(held.sum(axis=0)).ravel()
    beyond = (held.T @ held).toarray() - np.outer(n_held, n_held) / written.shape[0]
    np.fill_diagonal(beyond, 0)
    chosen = [int(beyond.max(axis=1).argmax())]
    while len(chosen) < N_KEYWORDS:
        gain = beyond[chosen].sum(axis=0)
        gain[chosen] = -np.inf
        chosen.append(int(gain.argmax()))
    return telling[chosen]


def count_shared(first: np.ndarray, again: np.ndarray, n_themes: int) -> np.ndarray:
    """Count comments by first and later theme; comments without a later theme count in none."""
    shared = np.zeros((n_themes, max(int(again.max(initial=-1)) + 1, 1)))
    both = (first >= 0) & (again >= 0)
    np.add.at(shared, (first[both], again[both]), 1)
    return shared


def jaccard(shared: np.ndarray) -> np.ndarray:
    """Share of comments that two themes have in common, of all that either has."""
    either = shared.sum(axis=1, keepdims=True) + shared.sum(axis=0, keepdims=True) - shared
    return np.divide(shared, either, out=np.zeros_like(shared), where=either > 0)


def _split_people(
    people: Sequence[object], draw: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    codes, found = pd.factorize(pd.Series(people))
    in_first = (draw.permutation(len(found)) < len(found) / 2)[codes]
    first, second = (
        np.sort(draw.choice(half, min(len(half), MAX_JUDGED // 2), replace=False))
        for half in (np.flatnonzero(in_first), np.flatnonzero(~in_first))
    )
    return first, second


def _redraw_orders(
    written: sparse.csr_matrix, draw: np.random.Generator, n_copies: int
) -> np.ndarray:
    """Comments in random order, longer ones earlier: copies x keywords x comments with words."""
    lengths = np.asarray(written.sum(axis=1)).ravel()
    with_words = np.flatnonzero(lengths)
    keys = draw.gumbel(size=(n_copies, N_KEYWORDS, len(with_words))) + np.log(lengths[with_words])
    return with_words[np.argsort(-keys.astype(np.float32), axis=-1)].astype(np.int32)


def _judge(written: sparse.csr_matrix, keywords: np.ndarray, orders: np.ndarray) -> float:
    if len(keywords) < 2:
        return 1.0
    held = written[:, keywords] > 0
    seen = _count_pairs(np.asarray(held.sum(axis=1)).ravel())
    redrawn = np.zeros((len(orders), written.shape[0]), dtype=np.int32)
    copy = np.arange(len(orders))[:, None]
    for place, n_comments in enumerate(np.asarray(held.sum(axis=0)).ravel().astype(int)):
        redrawn[copy, orders[:, place, :n_comments]] += 1
    return (1 + np.sum(_count_pairs(redrawn) >= seen)) / (1 + len(orders))


def _count_pairs(n_held: np.ndarray) -> np.ndarray:
    return (n_held * (n_held - 1) / 2).sum(axis=-1)
