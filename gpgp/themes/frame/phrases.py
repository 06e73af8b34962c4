"""The words of a frame's rules, found in comments by their stems: *pension* finds *pensions*.

A phrase is found where its words stand side by side in this order; small words count within a
phrase (*cost of living*) but make none by themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from gpgp.themes.cluster.words import Words, read_words


def has_content(phrase: str, *, language: str) -> bool:
    """Tell whether a rule's word or phrase holds a word that carries meaning."""
    return bool(read_words([phrase], [language])[0].content)


def find_phrases(words: Sequence[Words], phrases: Iterable[str], *, language: str) -> np.ndarray:
    """Tell which comments hold at least one of the phrases.

    Parameters
    ----------
    words : sequence of Words, one per comment
    phrases : words or phrases, as people write them
    language : str
        ``cy`` reads the phrases as Welsh, all else as English.

    Returns
    -------
    array of bool, one per comment
    """
    every = list(phrases)
    wanted = {_keys(one) for one in read_words(every, [language] * len(every)) if one.content}
    if not wanted:
        return np.zeros(len(words), dtype=bool)
    lengths = sorted({len(phrase) for phrase in wanted})
    return np.array([_holds(_keys(one), wanted, lengths) for one in words], dtype=bool)


def _keys(words: Words) -> tuple[str, ...]:
    """Each word's stem; small words as written."""
    return tuple(stem or word for word, stem in zip(words.surface, words.stems, strict=True))


def _holds(keys: tuple[str, ...], wanted: set[tuple[str, ...]], lengths: Sequence[int]) -> bool:
    return any(
        keys[start : start + length] in wanted
        for length in lengths
        for start in range(len(keys) - length + 1)
    )
