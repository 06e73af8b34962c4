"""Names for themes: keywords and labels people can read, in words that were written.

Words of comments and their cluster come in, keywords (surface forms) and a label per cluster
go out. A stem is always shown as its most written surface form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np
from scipy import sparse

from gpgp.themes.words import Words

N_KEYWORDS = 6  # the check "real" looks at as many
N_LABEL_WORDS = 3


def surface_forms(words: Iterable[Words]) -> dict[str, str]:
    """The most written surface form of each stem; of equal ones the first in the alphabet."""
    counts: dict[str, Counter[str]] = {}
    for one in words:
        for surface, stem in zip(one.surface, one.stems, strict=True):
            if stem:
                counts.setdefault(stem, Counter())[surface] += 1
    return {
        stem: min(forms, key=lambda form: (-forms[form], form)) for stem, forms in counts.items()
    }


def rank_terms(tfidf: sparse.csr_matrix, labels: np.ndarray, n_themes: int) -> np.ndarray:
    """Rank the terms of each cluster by how far they mark it off, clusters x terms, best first.

    Notes
    -----
    Score = share of the cluster's comments with the term x log of that share over the share
    among all comments: frequent *and* distinctive, so that neither a common nor a rare word wins.
    """
    present = tfidf.copy()
    present.data = np.ones_like(present.data)
    member = sparse.csr_matrix(
        (np.ones(len(labels)), (np.maximum(labels, 0), np.arange(len(labels)))),
        shape=(n_themes, len(labels)),
    )
    member = member @ sparse.diags_array((labels >= 0).astype(float))
    sizes = np.maximum(np.asarray(member.sum(axis=1)).ravel(), 1)
    inside = np.asarray((member @ present).todense()) / sizes[:, None]
    overall = np.asarray(present.mean(axis=0)).ravel()
    score = inside * np.log((inside + 1e-9) / (overall + 1e-9))
    return np.argsort(-score, axis=1, kind="stable")


def name_clusters(ranked: np.ndarray, surface: list[str]) -> tuple[list[list[str]], list[str]]:
    """Keywords and a label for each cluster from its ranked terms."""
    keywords = [[surface[term] for term in row[:N_KEYWORDS]] for row in ranked]
    return keywords, [", ".join(row[:N_LABEL_WORDS]) for row in keywords]
