"""The number of themes: where the search starts, and which themes are merged again.

The number of comments comes in and a number of themes goes out; then clusters come in, and those
that cannot be told apart come out as one. People who code comments by hand use about .75 times
the root of their number of comments; few enough for a board are the headings over the themes.
"""

from __future__ import annotations

import numpy as np
from sklearn.preprocessing import normalize

from gpgp.themes.cluster.clusters import find_centres, number_by_size

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
