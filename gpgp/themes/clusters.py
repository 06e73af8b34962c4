"""Clusters of comments: k-means on unit vectors, numbered by size, the same for any row order.

Vectors come in, a cluster number per comment goes out; -1 where a comment has no vector. The
caller sorts comments by a stable key first; every fit runs on one thread, because sums in
another order give other clusters.
"""

from __future__ import annotations

import numpy as np
from sklearn.cluster import KMeans
from sklearn.preprocessing import normalize
from threadpoolctl import threadpool_limits

N_STARTS = 10  # k-means is run so often from other starts; the tightest result is kept


def cluster_comments(vectors: np.ndarray, *, n_themes: int, seed: int) -> np.ndarray:
    """Cluster comments into at most ``n_themes`` clusters, 0 = the largest.

    Parameters
    ----------
    vectors : array, comments x dimensions, unit length or all zeros
    n_themes : int, at least 1
        Fewer come out where there are fewer different comments.
    seed : int

    Returns
    -------
    array of int, one per comment; -1 where the vector is all zeros
    """
    placed = vectors.any(axis=1)
    labels = np.full(len(vectors), -1)
    if placed.any():
        labels[placed] = _number_by_size(_fit(vectors[placed], n_themes, seed))
    return labels


def find_centres(vectors: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Unit-length mean vector of each cluster, clusters x dimensions."""
    numbers = range(labels.max() + 1)
    return normalize(np.array([vectors[labels == number].mean(axis=0) for number in numbers]))


def _fit(vectors: np.ndarray, n_themes: int, seed: int) -> np.ndarray:
    n_different = len(np.unique(vectors.round(9), axis=0))
    k = min(n_themes, n_different)
    with threadpool_limits(1):
        return KMeans(k, n_init=N_STARTS, random_state=seed).fit_predict(vectors)


def _number_by_size(labels: np.ndarray) -> np.ndarray:
    """Number clusters from the largest down; of equal ones the first to appear comes first."""
    numbers, first, sizes = np.unique(labels, return_index=True, return_counts=True)
    order = numbers[np.lexsort((first, -sizes))]
    rank = np.empty(labels.max() + 1, dtype=int)
    rank[order] = np.arange(len(order))
    return rank[labels]
