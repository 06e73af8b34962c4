"""Checks of themes: is each real, does it come back, and what was measured against which limit.

Words by comment and a theme number per comment come in; a p-value and an overlap per theme, and
rows of ``theme_checks`` go out. A theme is real when its words keep company in comments that did
not choose them; it is settled when it comes back in resamples of the people who answered. Neither
says that it is well drawn or named, and shuffled words can be settled too.
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


N_RESAMPLES = 25  # the mean is then known to about .03
MAX_RESAMPLED = 1_500  # comments in a resample; bounds the time on large consultations
SETTLED_FROM = 0.75  # Hennig (2007): a valid, stable cluster
INDICATIVE_FROM = 0.50  # below: dissolved


def check_settled(
    labels: np.ndarray,
    *,
    regroup: Regroup,
    seed: int,
    n_resamples: int = N_RESAMPLES,
    max_resampled: int = MAX_RESAMPLED,
) -> np.ndarray:
    """Mean bootstrap Jaccard of each theme with the nearest theme of each resample.

    Parameters
    ----------
    labels : array of int, one per comment
        The theme, 0 to n - 1; -1 where there is none.
    regroup : function of draws, each positions and a seed
        Makes vectors and themes anew from the comments at these positions: a number for each.
    seed : int
    n_resamples : int, at least 1
        Resamples of comments, drawn with repeats.
    max_resampled : int
        Comments in a resample, at most.

    Returns
    -------
    array of float, one per theme, 0 to 1
        Missing where no resample holds the theme.

    References
    ----------
    Hennig, C. (2007). Cluster-wise assessment of cluster stability. Computational Statistics
    and Data Analysis 52, 258-271.
    """
    draw = np.random.default_rng(seed)
    placed = np.flatnonzero(labels >= 0)
    n_themes = int(labels.max(initial=-1)) + 1
    total, times = np.zeros(n_themes), np.zeros(n_themes)
    size = min(len(placed), max_resampled)
    draws = [
        (np.sort(draw.choice(placed, size)), int(draw.integers(2**31))) for _ in range(n_resamples)
    ]
    for (drawn, _), again in zip(draws, regroup(draws), strict=True):
        once = np.unique(drawn, return_index=True)[1]
        shared = count_shared(labels[drawn[once]], again[once], n_themes)
        total += jaccard(shared).max(axis=1)
        times += shared.any(axis=1)
    return np.divide(total, times, out=np.full(n_themes, np.nan), where=times > 0)


def name_settled(
    overlap: float, *, settled_from: float = SETTLED_FROM, indicative_from: float = INDICATIVE_FROM
) -> str:
    """The word for a mean Jaccard: settled, indicative or loose. It hides nothing."""
    if np.isnan(overlap):
        return "not_checked"
    if overlap >= settled_from:
        return "settled"
    return "indicative" if overlap >= indicative_from else "loose"


MAX_OVERLAP = 0.5  # two themes sharing more than half of their keywords read as one
MIN_COVERAGE = 0.5  # below, the themes shown speak for less than half of the comments
_SETTLED_WORDS = {
    "settled": "It comes back nearly whole when other people happen to answer.",
    "indicative": "Its core comes back when other people happen to answer; its borders move.",
    "loose": "Its borders are loose: read the comments before relying on its size.",
}


MAX_P_UNREAD = 0.05  # themes nobody has read: their rule has limits of its own
MIN_CLOSENESS = 0.6  # mean score of the comments whose main theme it is


def may_show_unread(p_real: pd.Series, closeness: pd.Series) -> pd.Series:
    """Tell which themes nobody has read may reach the board: real, and close to their comments.

    Parameters
    ----------
    p_real : Series of float
        Of the check *real*; NaN where it was not possible.
    closeness : Series of float
        Mean score of the comments whose main theme it is.

    Returns
    -------
    Series of bool
        The limits are those of record 0029.
    """
    return p_real.le(MAX_P_UNREAD) & closeness.ge(MIN_CLOSENESS)


def rule_real(p: float, *, limit: float = MAX_P) -> dict[str, object]:
    """Pass where chance alone joins the theme's words so often in at most ``limit`` of copies."""
    is_passed = bool(p <= limit)
    explanation = (
        "Its words keep company also in the comments that did not choose them."
        if is_passed
        else "In comments that did not choose them, its words meet no more often than by chance."
    )
    return _row("real", p, limit, is_passed, explanation)


def rule_settled(overlap: float, *, limit: float = SETTLED_FROM) -> dict[str, object]:
    """Pass from ``limit`` of mean bootstrap Jaccard up; a theme that fails is still shown."""
    if np.isnan(overlap):
        return _row("settled", np.nan, limit, None, "Too few comments to tell.")
    word = name_settled(overlap, settled_from=limit)
    return _row("settled", overlap, limit, bool(overlap >= limit), _SETTLED_WORDS[word])


def rule_overlap(share: float, *, limit: float = MAX_OVERLAP) -> dict[str, object]:
    """Pass where at most ``limit`` of the theme's keywords are those of one other theme."""
    is_passed = bool(share <= limit)
    verb = "are few" if is_passed else "are many: the two may be one"
    return _row("overlap", share, limit, is_passed, f"Keywords shared with another theme {verb}.")


def rule_coverage(share: float, *, limit: float = MIN_COVERAGE) -> dict[str, object]:
    """Pass where at least ``limit`` of the comments that say something carry a theme shown."""
    explanation = "Share of the comments that say something and carry a theme that is shown."
    return _row("coverage", share, limit, bool(share >= limit), explanation)


def share_keywords(keywords: Sequence[Sequence[str]]) -> list[float]:
    """Largest share of each theme's keywords that stand among those of one other theme.

    Examples
    --------
    >>> share_keywords([["pay", "low"], ["pay", "rent"], ["bus", "fuel"]])
    [0.5, 0.5, 0.0]
    """
    sets = [set(words) for words in keywords]
    return [
        max((len(one & other) / max(len(one), 1) for other in sets[:i] + sets[i + 1 :]), default=0)
        for i, one in enumerate(sets)
    ]


def table_checks(themes: pd.DataFrame, *, n_comments: int, n_shown: int) -> pd.DataFrame:
    """Rows of ``theme_checks`` from the figures of each theme.

    Parameters
    ----------
    themes : DataFrame, one row per theme
        ``theme_id``, ``p_real``, ``overlap_settled``, ``keywords`` (joined by ``|``).
    n_comments, n_shown : int
        Comments that say something; those that carry a theme that is shown.
    """
    shared = share_keywords([words.split("|") for words in themes["keywords"]])
    rows = []
    for theme, share in zip(themes.itertuples(), shared, strict=True):
        rules = (
            rule_real(theme.p_real),
            rule_settled(theme.overlap_settled),
            rule_overlap(share),
        )
        rows += [{"theme_id": theme.theme_id, **rule} for rule in rules]
    if n_comments:
        rows.append({"theme_id": "all", **rule_coverage(n_shown / n_comments)})
    return pd.DataFrame(rows)


def _row(
    code: str, value: float, limit: float, is_passed: bool | None, explanation: str
) -> dict[str, object]:
    return {
        "check_code": code,
        "value": value,
        "limit": limit,
        "is_passed": is_passed,
        "explanation": explanation,
    }
