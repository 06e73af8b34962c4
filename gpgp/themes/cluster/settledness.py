"""Whether a theme is settled: does it come back when other people happen to answer?

Themes of comments come in; the mean overlap of each with its nearest fellow in resamples goes
out. It says how far the borders of a theme can be trusted, not whether it is real: shuffled
words can be settled too.
"""

from __future__ import annotations

import numpy as np

from gpgp.themes.cluster.realness import Regroup, count_shared, jaccard

N_RESAMPLES = 50  # the mean is then known to about .02
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
