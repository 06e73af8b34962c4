"""Further themes of a comment: those nearly as close as its main one, and those of a sentence.

Texts, their words' space and the themes' centres come in; rows of comment and further theme go
out. The main theme of a comment is that of its whole text. Another is added where the comment is
nearly as close to it, or where one of its sentences is as near to it as the theme's own comments
commonly are.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gpgp.themes.cluster.vectors import MAX_PLACED, Space, place_comments
from gpgp.themes.cluster.words import read_words, split_sentences

MIN_SENTENCE_WORDS = 2  # content words; a lone word says too little beside a whole comment
NEARLY_AS_CLOSE = 0.9  # of the closeness to the main theme
NEAR_AS_SHARE = 0.5  # nearer to the theme than this share of the comments whose main theme it is
_NOTHING = pd.DataFrame({"position": [], "cluster": [], "score": []}).astype(
    {"position": int, "cluster": int}
)


def find_further_themes(
    texts: Sequence[str],
    *,
    language: str | None,
    space: Space,
    placed: np.ndarray,
    centres: np.ndarray,
    labels: np.ndarray,
    closeness: np.ndarray,
    near_as_share: float = NEAR_AS_SHARE,
    nearly_as_close: float = NEARLY_AS_CLOSE,
) -> pd.DataFrame:
    """Themes that a comment raises beside its main one.

    Parameters
    ----------
    texts : sequence of str, one per comment
    language : str, optional
        Of all texts; without it each sentence is judged by its function words.
    space : Space
        The space the comments were placed in.
    placed : array, comments x dimensions, unit rows or zeros
    centres : array, themes x dimensions, unit rows
    labels, closeness : arrays, one per comment
        Main theme (-1: none) and how close the comment is to its centre.
    near_as_share : float, 0 to 1
        A sentence adds a theme if it is nearer to it than this share of the theme's comments.
    nearly_as_close : float, 0 to 1
        The whole comment adds a theme if it is at least this share as close to it as to its own.

    Returns
    -------
    DataFrame, one row per comment and further theme
        ``position`` (of the comment), ``cluster``, ``score`` (closeness, 0 to 1).
    """
    found = pd.concat(
        [
            _find_close(placed, centres, labels, closeness * nearly_as_close),
            _find_raised(
                texts,
                language,
                space,
                centres,
                _limits(labels, closeness, len(centres), near_as_share),
            ),
        ],
        ignore_index=True,
    )
    found = found[found["cluster"] != labels[found["position"]]]
    return found.groupby(["position", "cluster"], observed=True, as_index=False)["score"].max()


def _find_close(
    placed: np.ndarray, centres: np.ndarray, labels: np.ndarray, limits: np.ndarray
) -> pd.DataFrame:
    """Themes that whole comments with a main theme are close to, from a limit of each up."""
    near = np.clip(placed @ centres.T, 0, 1) if len(centres) else np.zeros((len(placed), 0))
    position, cluster = np.nonzero((near >= limits[:, None]) & (labels >= 0)[:, None])
    return pd.DataFrame(
        {"position": position, "cluster": cluster, "score": near[position, cluster]}
    )


def _find_raised(
    texts: Sequence[str],
    language: str | None,
    space: Space,
    centres: np.ndarray,
    limits: np.ndarray,
) -> pd.DataFrame:
    """The nearest theme of each sentence that is near enough to it."""
    sentences = [
        (position, sentence)
        for position, text in enumerate(texts)
        if len(parts := split_sentences(text)) > 1
        for sentence in parts
    ]
    if not sentences:
        return _NOTHING
    parts = [
        _find_near(sentences[start : start + MAX_PLACED], language, space, centres)
        for start in range(0, len(sentences), MAX_PLACED)
    ]
    found = pd.concat(parts, ignore_index=True)
    return found[found["score"] >= limits[found["cluster"]]]


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
