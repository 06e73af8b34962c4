"""The number of themes: proposed with the figures it rests on.

Vectors come in; a table of candidate numbers goes out with how stable each is over restarts,
how well it fits, and which is proposed.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score, silhouette_score

from gpgp.themes.clusters import cluster_comments

CHOICE_COLUMNS = ["n_themes", "stability", "fit", "is_chosen"]
MIN_COMMENTS_PER_THEME = 15  # fewer comments than this per theme cannot be told from chance
MAX_THEMES = 20  # more than a board can hold
N_RESTARTS = 3
MAX_FITTED = 3_000  # comments looked at; the choice does not get better with more


def propose_number(vectors: np.ndarray, *, seed: int) -> pd.DataFrame:
    """Propose how many themes to look for.

    Returns
    -------
    DataFrame, one row per candidate number
        ``n_themes``, ``stability`` (mean adjusted Rand index between restarts, 1 = the same
        every time), ``fit`` (mean silhouette, -1 to 1), ``is_chosen``.

    Notes
    -----
    Chosen is the number with the highest sum of stability and fit, of equal ones the smaller.
    """
    sample = _sample(vectors[vectors.any(axis=1)], seed)
    rows = [(k, *_judge_number(sample, k, seed)) for k in _candidates(len(sample))]
    table = pd.DataFrame(rows, columns=CHOICE_COLUMNS[:3])
    table["is_chosen"] = False
    if len(table):
        table.loc[(table["stability"] + table["fit"]).idxmax(), "is_chosen"] = True
    return table


def _sample(vectors: np.ndarray, seed: int) -> np.ndarray:
    if len(vectors) <= MAX_FITTED:
        return vectors
    chosen = np.random.default_rng(seed).choice(len(vectors), MAX_FITTED, replace=False)
    return vectors[np.sort(chosen)]


def _candidates(n_comments: int) -> list[int]:
    largest = max(4, min(MAX_THEMES, n_comments // MIN_COMMENTS_PER_THEME))
    return [k for k in (4, 5, 6, 7, 8, 10, 12, 14, 16, 18, 20) if k <= largest]


def _judge_number(vectors: np.ndarray, n_themes: int, seed: int) -> tuple[float, float]:
    runs = [
        cluster_comments(vectors, n_themes=n_themes, seed=seed + restart)
        for restart in range(N_RESTARTS)
    ]
    pairs = [
        adjusted_rand_score(one, other) for i, one in enumerate(runs) for other in runs[i + 1 :]
    ]
    if len(np.unique(runs[0])) < 2:
        return float(np.mean(pairs)), 0.0
    return float(np.mean(pairs)), float(silhouette_score(vectors, runs[0]))
