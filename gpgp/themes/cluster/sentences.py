"""Further themes of a comment: what its single sentences are about.

Texts, their words' space and the themes' centres come in; rows of comment and further theme go
out. The main theme of a comment is that of its whole text; a sentence adds a theme only where it
is as near to it as the theme's own comments commonly are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gpgp.themes.cluster.vectors import MAX_PLACED, Space, place_comments
from gpgp.themes.cluster.words import read_words, split_sentences

MIN_SENTENCE_WORDS = 2  # content words; a lone word says too little beside a whole comment
NEAR_AS_SHARE = 0.5  # nearer to the theme than this share of the comments whose main theme it is
_NOTHING = pd.DataFrame({"position": [], "cluster": [], "score": []}).astype(
    {"position": int, "cluster": int}
)


def find_further_themes(
    texts: Sequence[str],
    *,
    language: str | None,
    space: Space,
    centres: np.ndarray,
    labels: np.ndarray,
    closeness: np.ndarray,
    near_as_share: float = NEAR_AS_SHARE,
) -> pd.DataFrame:
    """Themes that single sentences raise beside the main theme of their comment.

    Parameters
    ----------
    texts : sequence of str, one per comment
    language : str, optional
        Of all texts; without it each sentence is judged by its function words.
    space : Space
        The space the comments were placed in.
    centres : array, themes x dimensions, unit rows
    labels, closeness : arrays, one per comment
        Main theme (-1: none) and how close the comment is to its centre.
    near_as_share : float, 0 to 1
        A sentence adds a theme if it is nearer to it than this share of the theme's comments.

    Returns
    -------
    DataFrame, one row per comment and further theme
        ``position`` (of the comment), ``cluster``, ``score`` (closeness, 0 to 1).
    """
    sentences = [
        (position, sentence)
        for position, text in enumerate(texts)
        if len(parts := split_sentences(text)) > 1
        for sentence in parts
    ]
    if not sentences:
        return _NOTHING
    limits = _limits(labels, closeness, len(centres), near_as_share)
    parts = [
        _find_near(sentences[start : start + MAX_PLACED], language, space, centres)
        for start in range(0, len(sentences), MAX_PLACED)
    ]
    found = pd.concat(parts, ignore_index=True)
    is_near = found["score"] >= limits[found["cluster"]]
    found = found[is_near & (found["cluster"] != labels[found["position"]])]
    return found.groupby(["position", "cluster"], observed=True, as_index=False)["score"].max()


def _find_near(
    sentences: Sequence[tuple[int, str]], language: str | None, space: Space, centres: np.ndarray
) -> pd.DataFrame:
    """The nearest theme of each sentence that says enough, and how near it is."""
    languages = None if language is None else [language] * len(sentences)
    words = read_words([sentence for _, sentence in sentences], languages)
    telling = [i for i, one in enumerate(words) if len(one.content) >= MIN_SENTENCE_WORDS]
    if not telling:
        return _NOTHING
    near = place_comments(space, [words[i] for i in telling]).comments @ centres.T
    return pd.DataFrame(
        {
            "position": [sentences[i][0] for i in telling],
            "cluster": near.argmax(axis=1),
            "score": np.clip(near.max(axis=1), 0, 1),
        }
    )


def _limits(labels: np.ndarray, closeness: np.ndarray, n_themes: int, share: float) -> np.ndarray:
    return np.array([np.quantile(closeness[labels == theme], share) for theme in range(n_themes)])
