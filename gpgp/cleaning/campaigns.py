"""Campaigns: letters that many people sent, as they were or with changes, found and set apart.

A campaign belongs to a comment, not to a person: the response stays, its ratings count. What
somebody added in their own words becomes a comment of its own. Comments are compared as sets of
word triples (MinHash, LSH), whole columns at a time, so that 300,000 comments take seconds; hashes
do not depend on the order of the rows or on the session.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq
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


LEAST_ADDED_WORDS = 6  # a run of words that the letter does not have, to be somebody's own
_CHANCE_WORDS = 3  # words that the letter shares with a personal addition by chance
_LEAST_OF_LETTER = 0.7  # share of the letter's words, in order, that a copy has
_LEAST_OF_COPY = 0.8  # or share of a comment's words that are the letter's
_MOST_FAILED = 20  # texts of a group that turn out to be no letter, before it is left
_LEAST_TRIPLES = 0.2  # of either, to be looked at


@dataclass(frozen=True)
class Campaigns:
    """Comments with what is known of campaigns, and the table of campaigns.

    ``comments`` has the columns given, ``campaign_id`` (missing = none),
    ``campaign_role_code``, and a row ``…:added`` for each personal addition.
    """

    comments: pd.DataFrame
    campaigns: pd.DataFrame


def find_campaigns(
    comments: pd.DataFrame, *, least_copies: int, least_words: int, known_texts: list[str]
) -> Campaigns:
    """Find the letters that many sent.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``comment_id``, ``response_id``, ``question_id``, ``text`` (clean, redacted).
    least_copies : int
        Responses that must have sent it.
    least_words : int
        Words that a copy must share with the letter.
    known_texts : list of str
        Texts of the instrument: to quote the question is no campaign.

    Returns
    -------
    Campaigns

    Notes
    -----
    Letters are found among comments that resemble each other (MinHash over word triples). A copy
    is any comment with 70% of the letter's words in their order, or made of the letter to 80%.
    """
    long = comments[comments["text"].str.count(r"\w+") >= least_words]
    texts = sorted(long["text"].unique().tolist())
    shingles = make_shingles(texts, without=known_texts)
    n_sent = long["text"].value_counts().reindex(texts).to_numpy(dtype=np.int64)
    letters = _find_letters(shingles, n_sent, least_copies=least_copies, least_words=least_words)
    letter_of = {texts[copy]: texts[letter] for letter in letters for copy in letters[letter]}
    sent = long.assign(letter=long["text"].map(letter_of).astype("str"))
    n_senders = sent.groupby("letter", observed=True)["response_id"].nunique()
    kept = set(n_senders.index[n_senders >= least_copies])
    parts = {
        text: _part_copy(text, letter) | {"letter": letter}
        for text, letter in letter_of.items()
        if letter in kept
    }
    return _mark_comments(comments, parts)


def _find_letters(
    shingles: Shingles, n_sent: np.ndarray, *, least_copies: int, least_words: int
) -> dict[int, np.ndarray]:
    """Map the position of each letter to the positions of its copies, itself among them."""
    groups = group_similar(shingles)
    sizes = np.bincount(groups[groups >= 0], weights=n_sent[groups >= 0])
    is_free = np.ones(len(n_sent), dtype=bool)
    letters: dict[int, np.ndarray] = {}
    for group in np.argsort(-sizes, kind="stable"):
        if sizes[group] < least_copies:
            break
        members, n_failed = np.flatnonzero((groups == group) & is_free), 0
        while n_sent[members].sum() >= least_copies and n_failed < _MOST_FAILED:
            letter = _choose_letter(shingles, members, n_sent)
            copies = _find_copies(shingles, letter, is_free, least_words)
            if n_sent[copies].sum() >= least_copies:
                letters[letter] = copies
                is_free[copies] = False
            else:
                n_failed += 1
            members = members[is_free[members] & (members != letter)]
    return letters


def _choose_letter(shingles: Shingles, members: np.ndarray, n_sent: np.ndarray) -> int:
    """The text most made of what most copies have; of equals, the one sent most often."""
    triples = [shingles.triples_of(member) for member in members]
    every, inverse = np.unique(np.concatenate(triples), return_inverse=True)
    owner = np.repeat(np.arange(len(members)), [len(each) for each in triples])
    n_with = np.bincount(inverse, weights=n_sent[members][owner], minlength=len(every))
    scores = np.bincount(owner, weights=n_with[inverse] - n_sent[members].sum() / 2)
    return int(members[np.lexsort((members, -n_sent[members], -scores))[0]])


def _find_copies(
    shingles: Shingles, letter: int, is_free: np.ndarray, least_words: int
) -> np.ndarray:
    triples = shingles.triples_of(letter)
    shared = shingles.count_shared(triples)
    n_triples = np.maximum(np.diff(shingles.starts) - N_WORDS + 1, 1)
    is_near = (shared >= _LEAST_TRIPLES * len(triples)) | (shared >= 0.5 * n_triples)
    words = shingles.words_of(letter)
    return np.array(
        [
            near
            for near in np.flatnonzero(is_near & is_free & (shared > 0)).tolist()
            if _is_copy(shingles.words_of(near), words, least_words)
        ],
        dtype=np.int64,
    )


def _is_copy(copy: list[int], letter: list[int], least_words: int) -> bool:
    n_common = LCSseq.similarity(copy, letter)
    if n_common < least_words:
        return False
    return n_common >= _LEAST_OF_LETTER * len(letter) or n_common >= _LEAST_OF_COPY * len(copy)


def _part_copy(text: str, letter: str) -> dict[str, str]:
    """Part a copy into the letter as sent and what its sender added."""
    words = find_words(text)
    copy_words = [word[0].casefold() for word in words]
    letter_words = [word[0].casefold() for word in find_words(letter)]
    runs = _own_runs(copy_words, letter_words)
    is_own = {position for start, end in runs for position in range(start, end)}
    rest = [word for position, word in enumerate(copy_words) if position not in is_own]
    cuts = [(words[start].start(), _end_of(words, end, text)) for start, end in runs]
    return {
        "role": "identical" if rest == letter_words else "edited",
        "added": " … ".join(text[start:end].strip() for start, end in cuts),
        "sent": _without(text, cuts),
    }


def _own_runs(copy: list[str], letter: list[str]) -> list[tuple[int, int]]:
    """Stretches of a copy, in words, that the letter does not have and that are long enough."""
    known = set(zip(*(letter[offset:] for offset in range(N_WORDS)), strict=False))
    is_own = [True] * len(copy)
    for start in range(len(copy) - N_WORDS + 1):
        if tuple(copy[start : start + N_WORDS]) in known:
            is_own[start : start + N_WORDS] = [False] * N_WORDS
    runs: list[tuple[int, int]] = []
    for position in (p for p, own in enumerate(is_own) if own):
        if runs and position - runs[-1][1] <= _CHANCE_WORDS:
            runs[-1] = (runs[-1][0], position + 1)
        else:
            runs.append((position, position + 1))
    return [(start, end) for start, end in runs if end - start >= LEAST_ADDED_WORDS]


def _end_of(words: list, end: int, text: str) -> int:
    return words[end].start() if end < len(words) else len(text)


def _without(text: str, cuts: list[tuple[int, int]]) -> str:
    pieces, position = [], 0
    for start, end in cuts:
        pieces.append(text[position:start].strip())
        position = end
    return " ".join(piece for piece in [*pieces, text[position:].strip()] if piece)


def _mark_comments(comments: pd.DataFrame, parts: dict[str, dict[str, str]]) -> Campaigns:
    columns = ["role", "added", "sent", "letter"]
    index = pd.Index(list(parts), dtype="str")
    table = pd.DataFrame(list(parts.values()), index=index, columns=columns, dtype="str")
    marked = comments.join(table, on="text", validate="many_to_one")
    campaigns = _count_campaigns(marked[marked["letter"].notna()])
    ids = marked["letter"].map(campaigns.set_index("text")["campaign_id"]).astype("str")
    own = marked.assign(
        text=marked["sent"].fillna(marked["text"]),
        campaign_id=ids,
        campaign_role_code=marked["role"].fillna("none"),
    )
    has_added = marked["added"].fillna("") != ""
    added = own.assign(
        comment_id=own["comment_id"] + ":added",
        text=marked["added"],
        campaign_role_code="addition",
    )[has_added]
    every = pd.concat([own, added], ignore_index=True)
    return Campaigns(every[[*comments.columns, "campaign_id", "campaign_role_code"]], campaigns)


def _count_campaigns(copies: pd.DataFrame) -> pd.DataFrame:
    """The table ``campaigns``; c1 is the largest."""
    counted = copies.assign(
        is_identical=copies["role"].eq("identical"), has_added=copies["added"].ne("")
    ).groupby("letter", observed=True, dropna=False)
    table = (
        counted.agg(
            question_id=("question_id", lambda ids: ids.mode().iloc[0]),
            n_copies=("text", "size"),
            n_identical=("is_identical", "sum"),
            n_additions=("has_added", "sum"),
        )
        .rename_axis("text")
        .reset_index()
    )
    table = table.assign(n_edited=table["n_copies"] - table["n_identical"])
    table = table.sort_values(["n_copies", "text"], ascending=[False, True], ignore_index=True)
    return table.assign(campaign_id=[f"c{n}" for n in range(1, len(table) + 1)])
