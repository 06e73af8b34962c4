"""What everyday English words mean, as a small table of vectors that ships with the package.

Words come in, a vector of each goes out; zeros for one the table cannot place. The table holds
30,000 words of a frequency list, fixed before anything was measured with it, placed by a language
model once (``make word-table``). A word it does not hold is placed beside the words whose letters
it shares (*acknowledgment*, *recieve*), if they are alike enough. No model runs here, and the same
words have the same vectors everywhere.

The vectors are derived from sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import files

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

TABLE_FILE = "word_table.npz"
LETTERS = (3, 4)  # length of the pieces that unknown words are compared by
MIN_ALIKE = 0.5  # cosine of pieces, before a known word speaks for an unknown one
N_ALIKE = 3  # known words that speak for an unknown one
MIN_LETTERS = 5  # a shorter unknown word resembles too many others by chance
MAX_UNKNOWN = 5_000  # different unknown words looked up at a time; bounds memory


@lru_cache(maxsize=1)
def read_table() -> tuple[dict[str, int], np.ndarray]:
    """Words with their rows, and their vectors (words x dimensions, unit rows)."""
    with (files(__package__) / TABLE_FILE).open("rb") as file, np.load(file) as stored:
        words = stored["words"].tobytes().decode("ascii").split("\n")
        vectors = normalize(stored["vectors"].astype(np.float32))
    return {word: row for row, word in enumerate(words)}, vectors


def place_meanings(words: Iterable[str]) -> np.ndarray:
    """Place English words by what they mean.

    Parameters
    ----------
    words : iterable of str
        Lower-case words as written.

    Returns
    -------
    array, words x dimensions
        Unit rows; zeros where the table holds neither the word nor one of like letters.
    """
    wanted = list(words)
    rows, vectors = read_table()
    placed = np.zeros((len(wanted), vectors.shape[1]), dtype=np.float32)
    known = [position for position, word in enumerate(wanted) if word in rows]
    placed[known] = vectors[[rows[wanted[position]] for position in known]]
    unknown = [
        position
        for position, word in enumerate(wanted)
        if word not in rows and len(word) >= MIN_LETTERS and word.isascii()
    ]
    for start in range(0, len(unknown), MAX_UNKNOWN):
        part = unknown[start : start + MAX_UNKNOWN]
        placed[part] = _place_alike([wanted[position] for position in part])
    return placed


def _place_alike(words: list[str]) -> np.ndarray:
    """Mean of the known words with most letters in common, weighted by how alike they are."""
    pieces, known = _read_pieces()
    vectors = read_table()[1]
    placed = np.zeros((len(words), vectors.shape[1]), dtype=np.float32)
    alike = (pieces.transform(words) @ known.T).tocsr()
    for position in range(len(words)):
        span = slice(alike.indptr[position], alike.indptr[position + 1])
        nearness, columns = alike.data[span], alike.indices[span]
        best = np.lexsort((columns, -nearness))[:N_ALIKE]
        best = best[nearness[best] >= MIN_ALIKE]
        placed[position] = (nearness[best] ** 2) @ vectors[columns[best]]
    return normalize(placed)


@lru_cache(maxsize=1)
def _read_pieces() -> tuple[TfidfVectorizer, np.ndarray]:
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=LETTERS, dtype=np.float32)
    return pieces, pieces.fit_transform(list(read_table()[0]))
