"""Comments as vectors: scikit-learn's TF-IDF, smoothed by which words share comments.

Stems of comments come in, :class:`Vectors` go out: one row per comment, one vector per word, in
the same space. Short comments share few words, so each word is placed by the company it keeps:
positive pointwise mutual information of words sharing a comment, factorised by SVD; a comment is
the TF-IDF-weighted mean of its words. Nothing is learnt from outside the comments at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import svds
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

MAX_DIMENSIONS = 100  # of the word space; more adds noise on short comments
STRETCH_WORDS = 15  # content words that keep each other company; one long letter pairs them all
MAX_TERMS = 20_000  # the most used words; bounds memory on very large consultations


@dataclass(frozen=True)
class Vectors:
    """Comments and words in one space, all of unit length (a comment without words: zeros)."""

    comments: np.ndarray
    terms: np.ndarray
    term_names: np.ndarray
    tfidf: sparse.csr_matrix


def place_comments(contents: Sequence[Sequence[str]], *, min_comments: int = 2) -> Vectors:
    """Place comments and words in one space by TF-IDF and shared company.

    Parameters
    ----------
    contents : sequence of sequences of str
        The content stems of each comment; at least one stem in ``min_comments`` comments.
    min_comments : int
        Words in fewer comments are left out.

    References
    ----------
    Levy, O., Goldberg, Y. (2014). Neural word embedding as implicit matrix factorization. NIPS.
    """
    vectorizer = TfidfVectorizer(
        analyzer=list, min_df=min_comments, max_features=MAX_TERMS, sublinear_tf=True
    )
    tfidf = vectorizer.fit_transform(contents).tocsr()
    terms = _place_terms(_count_stretches(contents, vectorizer.vocabulary_))
    comments = normalize(np.asarray(tfidf @ terms))
    return Vectors(comments, terms, vectorizer.get_feature_names_out(), tfidf)


def _count_stretches(
    contents: Sequence[Sequence[str]], vocabulary: Mapping[str, int]
) -> sparse.csr_matrix:
    """Which stretch of which comment holds which word, stretches x terms, 0 or 1.

    In whole comments one answer of a thousand words would give all its words the same company;
    two of them were enough to merge half of two thousand comments into one cluster.
    """
    stretches = [
        content[start : start + STRETCH_WORDS]
        for content in contents
        for start in range(0, len(content), STRETCH_WORDS)
    ]
    counter = CountVectorizer(analyzer=list, vocabulary=vocabulary, binary=True, dtype=float)
    return counter.transform(stretches).tocsr()


def _place_terms(present: sparse.csr_matrix) -> np.ndarray:
    shared = _positive_information(present)
    n_dimensions = min(MAX_DIMENSIONS, min(shared.shape) - 1)
    if n_dimensions < 1:
        return np.eye(*shared.shape)
    start = np.ones(shared.shape[0])  # a fixed start makes the factors reproducible
    left, values, _ = svds(shared, k=n_dimensions, v0=start)
    return normalize(left * values)


def _positive_information(present: sparse.csr_matrix) -> sparse.csr_matrix:
    """Positive pointwise mutual information of words sharing a stretch of a comment."""
    shared = (present.T @ present).tocoo()
    n_stretches = np.asarray(present.sum(axis=0)).ravel()
    information = np.log(
        shared.data * present.shape[0] / (n_stretches[shared.row] * n_stretches[shared.col])
    )
    kept = information > 0
    return sparse.csr_matrix(
        (information[kept], (shared.row[kept], shared.col[kept])), shape=shared.shape
    )
