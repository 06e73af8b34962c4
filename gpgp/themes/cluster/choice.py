"""The number of themes: proposed with the figures it rests on.

Vectors come in; a table of candidate numbers goes out with how stable each is over restarts,
how well it fits, how many of its themes are real, and which is proposed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, silhouette_score
from threadpoolctl import threadpool_limits

CHOICE_COLUMNS = ["n_themes", "stability", "fit", "n_real", "is_chosen"]
CANDIDATES = (2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20)  # more than 20 no board can hold
N_RESTARTS, N_STARTS = 3, 4  # groupings compared; each the tightest of so many
ROOT_SHARE = 0.4  # people who coded comments by hand used .4 to .8 times the root of their number
MAX_FITTED = 3_000  # comments looked at; the choice does not get better with more
WORTH_ONE_MORE = 0.5  # a larger number must bring at least half a real theme more


def list_candidates(n_comments: int) -> list[int]:
    """Numbers of themes worth trying: from a fifth to two fifths of the root of the comments.

    Examples
    --------
    >>> list_candidates(2_000), list_candidates(300), list_candidates(40)
    ([10, 12, 14, 16, 18], [4, 5, 6, 7], [2, 3])
    """
    most = min(max(round(np.sqrt(n_comments) * ROOT_SHARE), 3), CANDIDATES[-1])
    return [number for number in CANDIDATES if most / 2 <= number <= most]


def propose_number(
    vectors: np.ndarray,
    *,
    seed: int,
    count_real: Callable[[Sequence[int]], Mapping[int, float]] | None = None,
) -> pd.DataFrame:
    """Propose how many themes to look for.

    Parameters
    ----------
    vectors : array, comments x dimensions
    seed : int
    count_real : function of the candidates, optional
        How many themes of each number are real in comments that did not draw them.

    Returns
    -------
    DataFrame, one row per candidate number
        ``n_themes``, ``stability`` (mean adjusted Rand index between restarts, 1 = the same
        every time), ``fit`` (mean silhouette, -1 to 1), ``n_real`` (missing without
        ``count_real``), ``is_chosen``.

    Notes
    -----
    Chosen is the number that gives most themes that are real, a larger one only where it gives
    at least half a theme more; without ``count_real`` the highest sum of stability and fit.
    Stability alone takes the fewest themes, and those are too broad to act on; the agreement
    with people's codes hardly depends on the number, so the bounds follow what a board can
    hold and what the comments can carry.
    """
    sample = _sample(vectors[vectors.any(axis=1)], seed)
    n_different = len(np.unique(sample.round(6), axis=0))
    numbers = [n for n in list_candidates(len(sample)) if n <= n_different] or [1]
    rows = [(number, *_judge_number(sample, number, seed)) for number in numbers]
    table = pd.DataFrame(rows, columns=CHOICE_COLUMNS[:3])
    n_real = dict.fromkeys(numbers, np.nan) if count_real is None else count_real(numbers)
    table["n_real"] = table["n_themes"].map(n_real).astype(float)
    gain = table["stability"] + table["fit"] if count_real is None else table["n_real"]
    worth = 0.0 if count_real is None else WORTH_ONE_MORE
    table["is_chosen"] = table.index == _choose(gain.tolist(), worth)
    return table


def _choose(gain: Sequence[float], worth: float) -> int:
    """Place of the largest gain, of those within ``worth`` of the one before the earlier."""
    best = 0
    for place in range(1, len(gain)):
        if gain[place] > gain[best] and gain[place] >= gain[best] + worth:
            best = place
    return best


def _sample(vectors: np.ndarray, seed: int) -> np.ndarray:
    if len(vectors) <= MAX_FITTED:
        return vectors
    chosen = np.random.default_rng(seed).choice(len(vectors), MAX_FITTED, replace=False)
    return vectors[np.sort(chosen)]


def _judge_number(vectors: np.ndarray, n_themes: int, seed: int) -> tuple[float, float]:
    with threadpool_limits(1):
        runs = [
            KMeans(n_themes, n_init=N_STARTS, random_state=seed + restart).fit_predict(vectors)
            for restart in range(N_RESTARTS)
        ]
        pairs = [adjusted_rand_score(one, other) for one, other in combinations(runs, 2)]
        if not 1 < len(np.unique(runs[0])) < len(vectors):
            return float(np.mean(pairs)), 0.0
        return float(np.mean(pairs)), float(silhouette_score(vectors, runs[0]))
