"""Clusters of comments: what many k-means runs on several views agree on, numbered by size.

Views of comments come in, a cluster number per comment goes out; -1 where no view sees anything.
The caller sorts comments by a stable key first and allows one thread, because sums in another
order give other clusters.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence

import numpy as np
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import normalize

from gpgp.themes.cluster.factors import find_factors

N_RUNS = 12  # in each view, coarse and fine; half as many on a large body, which needs fewer
FINENESS = (1, 2)  # runs look for as many clusters as asked for, and for twice as many
MAX_FITTED = 1_500  # comments drawn for a run on a large body; the others take the nearest centre
MAX_FITTED_LAST = 10_000
MAX_ROUNDS = 20  # of a run; runs need not converge, only differ
SAME_WITHIN = 1e-4  # along one direction: equal vectors are summed in another order
N_STARTS = 10  # of the last k-means, the tightest is kept; half as many on a large body


def cluster_comments(
    views: Sequence[np.ndarray], *, n_themes: int, seed: int, n_runs: int = N_RUNS
) -> np.ndarray:
    """Cluster comments into at most ``n_themes`` clusters, 0 = the largest.

    Parameters
    ----------
    views : sequence of arrays, comments x dimensions, rows of unit length or all zeros
    n_themes : int, at least 1
        Fewer come out where there are fewer different comments.
    seed : int
    n_runs : int
        Runs per view and fineness.

    Returns
    -------
    array of int, one per comment; -1 where all views are zero

    Notes
    -----
    Comments are described by the clusters they fall into over all runs, each cluster weighted by
    one over the root of its size; k-means on the leading factors of that description is spectral
    clustering of how often two comments fall together. One run depends on its start; what runs
    have in common does not.

    References
    ----------
    Strehl, A., Ghosh, J. (2002). Cluster ensembles. JMLR 3, 583-617.
    Fern, X., Brodley, C. (2004). Solving cluster ensemble problems by bipartite graph
    partitioning. ICML.
    """
    placed = np.any([view.any(axis=1) for view in views], axis=0)
    labels = np.full(len(placed), -1)
    if placed.any():
        seen = views if placed.all() else [view[placed] for view in views]
        labels[placed] = number_by_size(_agree(seen, n_themes, seed, n_runs))
    return labels


def find_centres(vectors: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Unit-length mean vector of each cluster, clusters x dimensions."""
    numbers = range(labels.max() + 1)
    return normalize(np.array([vectors[labels == number].mean(axis=0) for number in numbers]))


def _agree(views: Sequence[np.ndarray], n_themes: int, seed: int, n_runs: int) -> np.ndarray:
    draw = np.random.default_rng(seed)
    if len(views[0]) > 2 * MAX_FITTED:
        n_runs = max(n_runs // 2, 1)
    runs = [
        _run(view, fineness * n_themes, draw)
        for view in views
        for fineness in FINENESS
        for _ in range(n_runs)
    ]
    left, values, _ = find_factors(_describe(runs), n_themes)
    n_starts = N_STARTS if len(views[0]) <= 2 * MAX_FITTED else N_STARTS // 2
    last = KMeans(n_themes, n_init=n_starts, random_state=int(draw.integers(2**31)))
    return _fit_some(last, normalize(left * values), draw, max_fitted=MAX_FITTED_LAST)


def _run(vectors: np.ndarray, n_clusters: int, draw: np.random.Generator) -> np.ndarray:
    means = KMeans(
        n_clusters,
        init="random",
        n_init=1,
        max_iter=MAX_ROUNDS,
        random_state=int(draw.integers(2**31)),
    )
    return _fit_some(means, vectors, draw, max_fitted=MAX_FITTED)


def _fit_some(
    means: KMeans, vectors: np.ndarray, draw: np.random.Generator, *, max_fitted: int
) -> np.ndarray:
    """Fit on a draw of the vectors where there are many; number all by the nearest centre."""
    fitted = vectors
    if len(vectors) > 2 * max_fitted:
        fitted = vectors[np.sort(draw.choice(len(vectors), max_fitted, replace=False))]
    means.set_params(n_clusters=_at_most_different(fitted, means.n_clusters))
    with warnings.catch_warnings():  # comments that are almost alike may make one cluster of two
        warnings.simplefilter("ignore", ConvergenceWarning)
        means.fit(fitted)
    return means.labels_ if fitted is vectors else means.predict(vectors)


def _at_most_different(vectors: np.ndarray, n_clusters: int) -> int:
    """So many clusters, or as many as there are vectors that differ by more than rounding."""
    along = np.sort(vectors @ np.sqrt(np.arange(1, vectors.shape[1] + 1)))
    return min(n_clusters, 1 + int((np.diff(along) > SAME_WITHIN).sum()))


def _describe(runs: list[np.ndarray]) -> sparse.csr_array:
    """Comments x clusters of all runs."""
    starts = np.cumsum([0] + [run.max() + 1 for run in runs])
    column = np.concatenate([run + start for run, start in zip(runs, starts, strict=False)])
    row = np.tile(np.arange(len(runs[0])), len(runs))
    weight = 1 / np.sqrt(np.maximum(np.bincount(column), 1))
    return sparse.csr_array((weight[column], (row, column)), shape=(len(runs[0]), starts[-1]))


def number_by_size(labels: np.ndarray) -> np.ndarray:
    """Number clusters from the largest down; of equal ones the first to appear comes first."""
    placed = labels >= 0
    numbers, first, sizes = np.unique(labels[placed], return_index=True, return_counts=True)
    rank = np.full(labels.max(initial=-1) + 2, -1)  # the last place stays -1 for "in none"
    rank[numbers[np.lexsort((first, -sizes))]] = np.arange(len(numbers))
    return rank[labels]
