"""Campaigns: letters that many people sent, as they were or with changes, found and set apart.

A campaign belongs to a comment, not to a person: the response stays, its ratings count. What
somebody added in their own words becomes a comment of its own.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz.distance import LCSseq

from gpgp.cleaning.shingles import N_WORDS, Shingles, find_words, group_similar, make_shingles

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
            for near in np.flatnonzero(is_near & is_free & (shared > 0))
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
