"""Clusters of comments, numbered by size: what many k-means runs agree on, and how many there are.

Views of comments come in, a cluster number per comment goes out; -1 where no view sees anything.
The number of themes starts from the number of comments (people who code comments by hand use about
.75 times its root), and clusters that cannot be distinguished become one. The caller sorts comments
by a stable key first and allows one thread, because sums in another order give other clusters.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import linalg, sparse
from sklearn.cluster import KMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import randomized_svd

MAX_EXACT = 400  # rows or columns up to which factors are computed exactly
N_POWERS = 3  # more bring the factors of larger matrices no nearer to the exact ones in effect


def find_factors(rows: sparse.sparray, n_factors: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Leading singular vectors and values, at most ``n_factors`` of them, the largest first.

    References
    ----------
    Halko, N., Martinsson, P., Tropp, J. (2011). Finding structure with randomness. SIAM Review
    53(2), 217-288.
    """
    n_factors = min(n_factors, *rows.shape)
    if min(rows.shape) <= MAX_EXACT:
        left, values, right = _decompose(rows.toarray())
        return left[:, :n_factors], values[:n_factors], right[:n_factors]
    return randomized_svd(
        rows, n_factors, n_iter=N_POWERS, power_iteration_normalizer="LU", random_state=0
    )


def _decompose(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Exact factors; LAPACK's fast way gives up on rare matrices of low rank, the slow one never.

    One of some thousand resamples of 1,500 comments stopped a whole run.
    """
    try:
        return np.linalg.svd(rows, full_matrices=False)
    except np.linalg.LinAlgError:
        return linalg.svd(rows, full_matrices=False, lapack_driver="gesvd")


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
    return learn_clusters(views, n_themes=n_themes, seed=seed, n_runs=n_runs)[0]


@dataclass(frozen=True)
class Consensus:
    """What many runs agree on, kept so that other comments can be numbered by it.

    ``runs``: the view and the centres (clusters x dimensions) of each run; ``scores``: clusters of
    all runs x factors; ``centres``: the last k-means, by number of its clusters.
    """

    runs: tuple[tuple[int, np.ndarray], ...]
    scores: np.ndarray
    centres: np.ndarray

    def number_comments(self, views: Sequence[np.ndarray]) -> np.ndarray:
        """The cluster of each comment; -1 where all views are zero."""
        placed = np.any([view.any(axis=1) for view in views], axis=0)
        starts = np.cumsum([0, *(len(centres) for _, centres in self.runs)])
        column = np.empty((len(placed), len(self.runs)), dtype=np.int32)
        for run, (place, centres) in enumerate(self.runs):
            column[:, run] = starts[run] + _find_nearest(views[place], centres)
        rows = np.arange(len(placed) + 1) * len(self.runs)
        shape = (len(placed), starts[-1])
        fallen = sparse.csr_array((np.ones(column.size), column.ravel(), rows), shape=shape)
        return np.where(placed, _find_nearest(normalize(fallen @ self.scores), self.centres), -1)


def learn_clusters(
    views: Sequence[np.ndarray], *, n_themes: int, seed: int, n_runs: int = N_RUNS
) -> tuple[np.ndarray, Consensus | None]:
    """:func:`cluster_comments`, and what numbers other comments; nothing where none is placed."""
    placed = np.any([view.any(axis=1) for view in views], axis=0)
    labels, consensus = np.full(len(placed), -1), None
    if placed.any():
        seen = views if placed.all() else [view[placed] for view in views]
        labels[placed], consensus = _agree(seen, n_themes, seed, n_runs)
    return labels, consensus


def find_centres(vectors: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Unit-length mean vector of each cluster, clusters x dimensions."""
    numbers = range(labels.max() + 1)
    return normalize(np.array([vectors[labels == number].mean(axis=0) for number in numbers]))


def _find_nearest(vectors: np.ndarray, centres: np.ndarray) -> np.ndarray:
    near = vectors @ centres.T
    near -= (centres**2).sum(axis=1) / 2
    return near.argmax(axis=1)


def _agree(
    views: Sequence[np.ndarray], n_themes: int, seed: int, n_runs: int
) -> tuple[np.ndarray, Consensus]:
    draw = np.random.default_rng(seed)
    if len(views[0]) > 2 * MAX_FITTED:
        n_runs = max(n_runs // 2, 1)
    places = [place for place in range(len(views)) for _ in range(len(FINENESS) * n_runs)]
    runs = [
        _run(view, fineness * n_themes, draw)
        for view in views
        for fineness in FINENESS
        for _ in range(n_runs)
    ]
    described, weights = _describe([labels for labels, _ in runs])
    left, values, right = find_factors(described, n_themes)
    n_starts = N_STARTS if len(views[0]) <= 2 * MAX_FITTED else N_STARTS // 2
    last = KMeans(n_themes, n_init=n_starts, random_state=int(draw.integers(2**31)))
    agreed = _fit_some(last, normalize(left * values), draw, max_fitted=MAX_FITTED_LAST)
    labels = number_by_size(agreed)
    first = np.unique(labels, return_index=True)[1]
    centres = tuple((place, found) for place, (_, found) in zip(places, runs, strict=True))
    scores = weights[:, None] * right.T
    return labels, Consensus(centres, scores, last.cluster_centers_[agreed[first]])


def _run(
    vectors: np.ndarray, n_clusters: int, draw: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """The cluster of each comment in one k-means, and the centres of the clusters that have any."""
    means = KMeans(
        n_clusters,
        init="random",
        n_init=1,
        max_iter=MAX_ROUNDS,
        random_state=int(draw.integers(2**31)),
    )
    labels = _fit_some(means, vectors, draw, max_fitted=MAX_FITTED)
    return labels, means.cluster_centers_[: labels.max() + 1]


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


def _describe(runs: list[np.ndarray]) -> tuple[sparse.csr_array, np.ndarray]:
    """Comments x clusters of all runs, and the weight of each cluster."""
    starts = np.cumsum([0] + [run.max() + 1 for run in runs])
    column = np.concatenate([run + start for run, start in zip(runs, starts, strict=False)])
    row = np.tile(np.arange(len(runs[0])), len(runs))
    weight = 1 / np.sqrt(np.maximum(np.bincount(column), 1))
    shape = (len(runs[0]), starts[-1])
    return sparse.csr_array((weight[column], (row, column)), shape=shape), weight


def number_by_size(labels: np.ndarray) -> np.ndarray:
    """Number clusters from the largest down; of equal ones the first to appear comes first."""
    placed = labels >= 0
    numbers, first, sizes = np.unique(labels[placed], return_index=True, return_counts=True)
    rank = np.full(labels.max(initial=-1) + 2, -1)  # the last place stays -1 for "in none"
    rank[numbers[np.lexsort((first, -sizes))]] = np.arange(len(numbers))
    return rank[labels]


def number_through(clusters: np.ndarray, themes: np.ndarray) -> np.ndarray:
    """The theme that comments of each cluster are in (-1: none), by number of the cluster.

    Examples
    --------
    >>> number_through(np.array([0, 1, 2, 1]), np.array([0, -1, 0, 1])).tolist()
    [0, 1, 0]
    """
    found = np.full(int(clusters.max(initial=-1)) + 1, -1)
    both = (clusters >= 0) & (themes >= 0)
    found[clusters[both]] = themes[both]
    return found


CHOICE_COLUMNS = ["n_comments", "n_started", "n_themes", "language_code"]
ROOT_SHARE = 0.75  # people's median over coded sets, as a share of the root of the comments
MOST_THEMES = 40  # more no analyst reads through
ALIKE_FROM = 0.3  # cosine of two themes' directions, from which they are one


def propose_number(n_comments: int) -> int:
    """How many themes to look for first.

    Examples
    --------
    >>> [propose_number(n) for n in (2, 40, 300, 700, 100_000)]
    [2, 5, 13, 20, 40]
    """
    return int(np.clip(round(ROOT_SHARE * np.sqrt(n_comments)), 2, MOST_THEMES))


def merge_alike(
    vectors: np.ndarray, labels: np.ndarray, *, alike_from: float = ALIKE_FROM
) -> np.ndarray:
    """Merge clusters that point the same way, the most alike first.

    Parameters
    ----------
    vectors : array, comments x dimensions
    labels : array of int, one per comment
        Cluster, 0 to n - 1; -1 where there is none.
    alike_from : float, -1 to 1
        Cosine of two clusters' directions (mean vector less the mean of all), from which they
        are merged.

    Returns
    -------
    array of int, one per comment
        Clusters numbered by size.
    """
    labels = labels.copy()
    placed = labels >= 0
    if not placed.any():
        return labels
    middle = vectors[placed].mean(axis=0)
    while labels.max() > 0:
        directions = normalize(find_centres(vectors, labels) - middle)
        alike = directions @ directions.T
        np.fill_diagonal(alike, -1)
        kept, merged = np.unravel_index(int(alike.argmax()), alike.shape)
        if alike[kept, merged] < alike_from:
            break
        labels[labels == merged] = kept
        labels = number_by_size(labels)
    return labels
