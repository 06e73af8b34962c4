"""Which terms mark a cluster off: the order that names, keywords and checks rest on.

Terms by comment and a cluster per comment come in; a score per cluster and term goes out.
"""

from __future__ import annotations

import numpy as np
from scipy import sparse

N_KEYWORDS = 6  # the check "real" looks at as many


def rank_terms(tfidf: sparse.csr_matrix, labels: np.ndarray, n_themes: int) -> np.ndarray:
    """Rank the terms of each cluster by how far they mark it off, clusters x terms, best first."""
    return np.argsort(-score_terms(tfidf, labels, n_themes), axis=1, kind="stable")


def score_terms(tfidf: sparse.csr_matrix, labels: np.ndarray, n_themes: int) -> np.ndarray:
    """Score how far each term marks each cluster off, clusters x terms.

    Notes
    -----
    Score = z of the difference of two shares: comments with the term among the cluster's and
    among all others. A word must be frequent *and* distinctive to come first.
    """
    present = tfidf.copy()
    present.data = np.ones_like(present.data)
    member = sparse.csr_matrix(
        (np.ones(len(labels)), (np.maximum(labels, 0), np.arange(len(labels)))),
        shape=(n_themes, len(labels)),
    )
    member = member @ sparse.diags_array((labels >= 0).astype(float))
    sizes = np.asarray(member.sum(axis=1)).ravel()[:, None]
    n_inside = np.asarray((member @ present).todense())
    n_all, n_outside = np.asarray(present.sum(axis=0)).ravel(), len(labels) - sizes
    inside = n_inside / np.maximum(sizes, 1)
    outside = (n_all - n_inside) / np.maximum(n_outside, 1)
    spread = n_all / len(labels) * (1 - n_all / len(labels))
    spread = spread * (1 / np.maximum(sizes, 1) + 1 / np.maximum(n_outside, 1))
    return (inside - outside) / np.sqrt(spread + 1e-12)
