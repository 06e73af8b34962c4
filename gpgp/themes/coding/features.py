"""Comments as rows a classifier can learn from: the engine's own views beside plain TF-IDF.

:class:`~gpgp.themes.cluster.words.Words` of all comments come in, coded or not; rows of unit length
go out. The views are learnt from every comment, so that a few coded ones lean on all the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

from gpgp.themes.cluster.vectors import Space, fit_space, place_comments
from gpgp.themes.cluster.words import Words

LETTERS = (3, 5)  # shortest and longest piece of a word


@dataclass(frozen=True)
class FeatureSpace:
    """What turns words into rows: the engine's space, stems with pairs of words, letters."""

    space: Space
    terms: TfidfVectorizer
    letters: TfidfVectorizer


@dataclass(frozen=True)
class Features:
    """Rows of comments: ``rows`` for the classifier, ``views`` and ``stems`` for nearness."""

    rows: sparse.csr_array
    views: tuple[np.ndarray, ...]
    stems: sparse.csr_array

    def take(self, positions: np.ndarray) -> Features:
        """Return the comments at some positions."""
        views = tuple(view[positions] for view in self.views)
        return Features(self.rows[positions], views, self.stems[positions])

    def likeness(self, other: Features) -> np.ndarray:
        """Cosines with other comments, summed over the views and the stems."""
        near = sum(mine @ theirs.T for mine, theirs in zip(self.views, other.views, strict=True))
        return near + (self.stems @ other.stems.T).toarray()


def fit_features(words: Sequence[Words]) -> FeatureSpace:
    """Learn the rows' columns from the words of all comments."""
    min_df = 2 if len(words) > 1 else 1
    terms = TfidfVectorizer(analyzer=_list_terms, sublinear_tf=True, min_df=min_df)
    letters = TfidfVectorizer(
        analyzer="char_wb", ngram_range=LETTERS, sublinear_tf=True, min_df=min_df
    )
    return FeatureSpace(
        fit_space(words), terms.fit(words), letters.fit([" ".join(one.surface) for one in words])
    )


def place_features(space: FeatureSpace, words: Sequence[Words]) -> Features:
    """Place comments, or the words that describe a theme, as rows."""
    placed = place_comments(space.space, words)
    letters = space.letters.transform([" ".join(one.surface) for one in words])
    blocks = [*placed.views, space.terms.transform(words), letters]
    rows = sparse.hstack([sparse.csr_array(block) for block in blocks]) / np.sqrt(len(blocks))
    return Features(rows.tocsr(), placed.views, _unit_rows(placed.tfidf))


def _list_terms(words: Words) -> list[str]:
    """Stems, and pairs of words as they stand side by side, small words among them."""
    pairs = zip(words.surface, words.surface[1:], strict=False)
    return [*words.content, *(f"{first} {second}" for first, second in pairs)]


def _unit_rows(rows: sparse.csr_array) -> sparse.csr_array:
    length = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return sparse.csr_array(sparse.diags_array(1 / np.maximum(length, 1e-12)) @ rows)
