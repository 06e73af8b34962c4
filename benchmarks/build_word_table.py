"""Build the table of word vectors that ships with the package: ``make word-table``.

    pip install "gpgp[peer]" wordfreq==3.1.1 && python benchmarks/build_word_table.py [FILE]

Vocabulary: the 30,000 most used English words of two letters or more in wordfreq, plain letters
only; no coded comments are looked at. Each word is placed by all-MiniLM-L6-v2 as the mean of two
phrases (the word, and "comments about" it); the mean of all words is taken away; the leading 64
principal components are kept, each row scaled to whole numbers from -127 to 127.
Prints the SHA-256 of the file, which tests compare with the one that ships.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import numpy as np
from embedding_peer import embed_texts
from sklearn.preprocessing import normalize
from wordfreq import top_n_list

N_WORDS, N_DIMENSIONS = 30_000, 64
PHRASES = ("{}", "comments about {}")
TABLE = Path(__file__).parents[1] / "gpgp" / "themes" / "cluster" / "word_table.npz"
NOTICE = (
    "Derived from sentence-transformers/all-MiniLM-L6-v2, Apache License 2.0, "
    "https://www.apache.org/licenses/LICENSE-2.0; changed: word vectors, 64 principal components, "
    "8 bits. Vocabulary by wordfreq, Robyn Speer, CC BY-SA 4.0 data."
)


def list_words() -> list[str]:
    """The vocabulary, most used first."""
    ranked = top_n_list("en", 2 * N_WORDS)
    return [word for word in ranked if len(word) > 1 and word.isascii() and word.isalpha()][
        :N_WORDS
    ]


def reduce_vectors(vectors: np.ndarray) -> np.ndarray:
    """Leading components of centred vectors as whole numbers, words x dimensions."""
    centred = vectors - vectors.mean(axis=0)
    spread = centred.T @ centred
    values, axes = np.linalg.eigh(spread.astype(np.float64))
    axes = axes[:, np.argsort(-values)[:N_DIMENSIONS]]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    reduced = normalize(centred @ axes)
    return np.rint(reduced / np.abs(reduced).max(axis=1, keepdims=True) * 127).astype(np.int8)


def main() -> None:
    """Write the table and print its hash."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TABLE
    words = list_words()
    vectors = sum(embed_texts([phrase.format(word) for word in words]) for phrase in PHRASES)
    with target.open("wb") as file:
        np.savez(
            file,
            words=np.frombuffer("\n".join(words).encode("ascii"), dtype=np.uint8),
            vectors=reduce_vectors(vectors),
            notice=np.frombuffer(NOTICE.encode("ascii"), dtype=np.uint8),
        )
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    print(f"{len(words):,} words, {target.stat().st_size / 1e6:.1f} MB, SHA-256 {digest}")


if __name__ == "__main__":
    main()
