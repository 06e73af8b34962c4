"""Comments as sets of word triples, and which sets resemble each other (MinHash, LSH).

Whole columns at a time: the words of all texts stand in one array, so that 300,000 comments take
seconds. Hashes do not depend on the order of the rows or on the session.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from gpgp.tables.cleaned import REDACTION_MARK

N_WORDS = 3  # a shingle; triples of everyday words are rarely shared by chance
_N_BANDS, _BAND_ROWS = 21, 3  # finds a pair that shares half its shingles 94 times in 100
_LEAST_SIMILARITY = 0.4  # estimated Jaccard of a pair that is linked
_SEED = 20_180_514
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)  # splitmix64
_WORD = re.compile(rf"{REDACTION_MARK}|(?P<word>\w+(?:['’]\w+)?)")


def find_words(text: str) -> list[re.Match[str]]:
    """Return the words of a text as matches, in order; marks of removed data are no words."""
    return [word for word in _WORD.finditer(text) if word["word"]]


@dataclass(frozen=True)
class Shingles:
    """The word triples of several texts.

    ``words``: hash of each word of all texts, one after the other; ``starts``: where each text
    begins (one more than texts). ``hashes`` and ``texts``: hash of each triple, and the position
    of its text, in order of texts.
    """

    words: np.ndarray
    starts: np.ndarray
    hashes: np.ndarray
    texts: np.ndarray

    @cached_property
    def _by_hash(self) -> tuple[np.ndarray, np.ndarray]:
        order = np.argsort(self.hashes, kind="stable")
        return self.hashes[order], self.texts[order]

    def words_of(self, text: int) -> list[int]:
        """Return the hashes of one text's words."""
        return self.words[self.starts[text] : self.starts[text + 1]].tolist()

    def triples_of(self, text: int) -> np.ndarray:
        """Return the distinct hashes of one text's triples."""
        low, high = np.searchsorted(self.texts, [text, text + 1])
        return np.unique(self.hashes[low:high])

    def count_shared(self, triples: np.ndarray) -> np.ndarray:
        """Count, for every text, how many of these distinct triples it holds."""
        hashes, texts = self._by_hash
        low = np.searchsorted(hashes, triples, side="left")
        high = np.searchsorted(hashes, triples, side="right")
        pairs = [np.unique(texts[a:b]) for a, b in zip(low, high, strict=True)]
        return np.bincount(np.concatenate(pairs), minlength=len(self.starts) - 1)


def make_shingles(texts: list[str], *, without: list[str]) -> Shingles:
    """Cut texts into word triples, leaving out those that stand in the texts ``without``."""
    words, starts = _hash_words(texts)
    hashes, owners = _triples(words, starts)
    if without:
        known, _ = _triples(*_hash_words(without))
        is_new = ~np.isin(hashes, known)
        hashes, owners = hashes[is_new], owners[is_new]
    return Shingles(words, starts, hashes, owners)


def group_similar(shingles: Shingles) -> np.ndarray:
    """Return a group number per text; texts that resemble each other share one, others have -1.

    References
    ----------
    Broder, A. (1997). On the resemblance and containment of documents. Compression and
    Complexity of Sequences, 21-29.
    """
    n_texts = len(shingles.starts) - 1
    filled, first = np.unique(shingles.texts, return_index=True)
    if not len(filled):
        return np.full(n_texts, -1)
    signatures = _signatures(shingles.hashes, first)
    links = [_link_band(signatures, band) for band in range(_N_BANDS)]
    left, right = (np.concatenate(side) for side in zip(*links, strict=True))
    graph = coo_array((np.ones(len(left), bool), (left, right)), shape=(len(filled),) * 2)
    _, labels = connected_components(graph, directed=False)
    groups = np.full(n_texts, -1)
    groups[filled] = labels
    return groups


def _hash_words(texts: list[str]) -> tuple[np.ndarray, np.ndarray]:
    codes: dict[str, int] = {}
    split = [
        [codes.setdefault(word, len(codes)) for word in _WORD.findall(text.casefold()) if word]
        for text in texts
    ]
    starts = np.cumsum([0, *map(len, split)])
    positions = np.fromiter((code for words in split for code in words), np.int64, starts[-1])
    hashes = pd.util.hash_array(np.array(list(codes), dtype=object))
    return hashes[positions] if codes else _NONE, starts


_NONE = np.array([], dtype=np.uint64)


def _triples(words: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    owners = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    n = len(words) - N_WORDS + 1
    if n <= 0:
        return _NONE, np.array([], dtype=np.int64)
    hashes = np.zeros(n, dtype=np.uint64)
    for offset in range(N_WORDS):
        hashes = _mix(hashes + words[offset : offset + n])
    is_inside = owners[:n] == owners[N_WORDS - 1 :]
    return hashes[is_inside], owners[:n][is_inside]


def _mix(values: np.ndarray) -> np.ndarray:
    """Spread values over 64 bits (the finaliser of splitmix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX_1
    values = (values ^ (values >> np.uint64(27))) * _MIX_2
    return values ^ (values >> np.uint64(31))


def _signatures(hashes: np.ndarray, first: np.ndarray) -> np.ndarray:
    """One row per text and one column per hash function: the smallest hash of its triples."""
    n_functions = _N_BANDS * _BAND_ROWS
    salts = np.random.default_rng(_SEED).integers(1, 2**63, n_functions, dtype=np.uint64)
    columns = [
        (np.minimum.reduceat(_mix(hashes ^ salt), first) >> np.uint64(32)).astype(np.uint32)
        for salt in salts
    ]
    return np.column_stack(columns)


def _link_band(signatures: np.ndarray, band: int) -> tuple[np.ndarray, np.ndarray]:
    """Link each text to the first that has the same values in a band, where they resemble."""
    rows = signatures[:, band * _BAND_ROWS : (band + 1) * _BAND_ROWS]
    keys = np.zeros(len(rows), dtype=np.uint64)
    for column in rows.T:
        keys = _mix(keys + column)
    _, first, bucket = np.unique(keys, return_index=True, return_inverse=True)
    left, right = first[bucket], np.arange(len(rows))
    left, right = left[left != right], right[left != right]
    similarity = (signatures[left] == signatures[right]).mean(axis=1)
    is_near = similarity >= _LEAST_SIMILARITY
    return left[is_near], right[is_near]
