"""Comments as vectors: scikit-learn's TF-IDF, seen in four ways that suit short comments.

:class:`~gpgp.themes.cluster.words.Words` of comments come in, a :class:`Space` and unit vectors go
out. Two short comments on one matter often share no word. Each view brings them together by other
means: *company* places words by the words they share comments with; *terms* by what whole comments
have in common; *letters* lets words that look alike count as one (typos, inflections, compounds);
*meaning* places English words by a small table of word vectors that ships with the package: 30,000
words of a frequency list, fixed before anything was measured with it, placed by a language model
once (``make word-table``). A word it does not hold is placed beside the words whose letters it
shares (*acknowledgment*, *recieve*), if they are alike enough. No model runs here, and the same
words have the same vectors everywhere.

The table is derived from sentence-transformers/all-MiniLM-L6-v2 (Apache License 2.0).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files
from itertools import chain, repeat

import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer, TfidfVectorizer
from sklearn.preprocessing import normalize

from gpgp.themes.cluster.clusters import find_factors
from gpgp.themes.cluster.samples import MAX_LEARNT
from gpgp.themes.cluster.words import Words

TABLE_FILE = "word_table.npz"
_WORD_PIECES = (3, 4)  # length of the pieces that unknown words are compared by
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
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=_WORD_PIECES, dtype=np.float32)
    return pieces, pieces.fit_transform(list(read_table()[0]))


COMPANY_DIMENSIONS = 100
VIEW_DIMENSIONS = 50  # of the views of terms and letters
STRETCH_WORDS = 15  # words keep company within so many content words: one letter pairs them all
WEIGHT_ECHOED = 0.5  # of a word of the question against others
MAX_TERMS = 20_000  # the most used words; bounds memory on very large consultations
MAX_FACTORISED = 5_000  # comments whose factors are computed; the others are projected
MAX_PLACED = 20_000  # comments placed at a time; bounds memory
TABLE_COMPANY = 12.0  # weight of the table in a word's company, in units of information (nats)
LETTERS = (4, 6)  # shortest and longest piece of a word


@dataclass(frozen=True)
class Space:
    """Four views of words, from which comments, old or new, are placed.

    ``terms`` reads stems; ``is_common`` shows which of them two comments share; ``company``
    (terms x dimensions) is zero for words in one stretch only; ``meaning`` (terms x dimensions) is
    zero for words outside the table, and ``middle`` is the mean of all comments there; the rest
    are projections of counts of words and of pieces of words. ``known`` are the words as written
    whose ``pieces`` (words x pieces) are counted already: placing a comment is then a matter of
    products of sparse tables.
    """

    terms: TfidfVectorizer
    is_common: np.ndarray
    company: np.ndarray
    term_factors: np.ndarray
    letters: CountVectorizer
    known: dict[str, int]
    pieces: sparse.csr_array
    letter_weights: TfidfTransformer
    letter_factors: np.ndarray
    meaning: np.ndarray
    middle: np.ndarray


@dataclass(frozen=True)
class Vectors:
    """Comments in each view (unit rows; zeros where it sees nothing), and all views side by side.

    Where there are very many comments the views are slices of the one array ``comments``, whose
    rows as a whole have unit length.

    ``space`` is where they stand and where others can be placed. ``is_linked``: the comment has a
    word that another comment has too.
    """

    space: Space
    views: tuple[np.ndarray, ...]
    comments: np.ndarray
    tfidf: sparse.csr_array
    is_linked: np.ndarray


def fit_space(words: Sequence[Words], *, echoed: frozenset[str] = frozenset()) -> Space:
    """Learn the four views from the words of comments, at least one of them a content word.

    The stems in ``echoed`` count half: people repeat the words of the question.

    References
    ----------
    Levy, O., Goldberg, Y. (2014). Neural word embedding as implicit matrix factorization. NIPS.
    Bojanowski, P. et al. (2017). Enriching word vectors with subword information. TACL 5.
    """
    words = [words[place] for place in _spread(len(words), MAX_LEARNT).tolist()]
    terms = TfidfVectorizer(analyzer=list, max_features=MAX_TERMS, sublinear_tf=True, norm=None)
    contents = [one.content for one in words]
    terms.fit(contents)
    is_echoed = np.isin(terms.get_feature_names_out(), sorted(echoed))
    terms.idf_ = np.where(is_echoed, WEIGHT_ECHOED, 1.0) * terms.idf_
    tfidf = sparse.csr_array(terms.transform(contents))
    letters, known, pieces, counts = _fit_letters(words)
    weights = TfidfTransformer(sublinear_tf=True).fit(counts)
    meaning = _place_by_table(words, terms.vocabulary_)
    return Space(
        terms=terms,
        is_common=(tfidf > 0).sum(axis=0) > 1,
        company=_place_terms(contents, terms, meaning),
        term_factors=_factorise(normalize(tfidf)),
        letters=letters,
        known=known,
        pieces=pieces,
        letter_weights=weights,
        letter_factors=_factorise(weights.transform(counts)),
        meaning=meaning,
        middle=normalize(tfidf @ meaning).mean(axis=0),
    )


def place_comments(space: Space, words: Sequence[Words]) -> Vectors:
    """Place comments, or parts of comments, in a space."""
    widths = [factors.shape[1] for factors in _projections(space)]
    placed = np.empty((len(words), sum(widths)), dtype=np.float32)
    tfidf = []
    for start in range(0, max(len(words), 1), MAX_PLACED):
        part, views = _place_part(space, words[start : start + MAX_PLACED])
        placed[start : start + MAX_PLACED] = np.hstack(views)
        tfidf.append(part)
    tfidf = sparse.vstack(tfidf).tocsr()
    is_linked = tfidf @ space.is_common.astype(float) > 0
    views = tuple(np.split(placed, np.cumsum(widths)[:-1], axis=1))
    if len(words) <= MAX_LEARNT:  # else the views stay slices of one array: nothing is held twice
        views, placed = tuple(map(np.ascontiguousarray, views)), placed.copy()
    return Vectors(space, views, normalize(placed, copy=False), tfidf, is_linked)


def take_vectors(vectors: Vectors, positions: np.ndarray) -> Vectors:
    """The comments at these positions, placed as they are among all."""
    return replace(
        vectors,
        views=tuple(view[positions] for view in vectors.views),
        comments=vectors.comments[positions],
        tfidf=vectors.tfidf[positions],
        is_linked=vectors.is_linked[positions],
    )


def _projections(space: Space) -> tuple[np.ndarray, ...]:
    return space.company, space.term_factors, space.letter_factors, space.meaning


def _place_part(
    space: Space, words: Sequence[Words]
) -> tuple[sparse.csr_array, tuple[np.ndarray, ...]]:
    counts = _count_words([one.content for one in words], space.terms.vocabulary_)
    tfidf = counts.astype(float)
    tfidf.data = (np.log(tfidf.data) + 1.0) * space.terms.idf_[tfidf.indices]
    letters = space.letter_weights.transform(_count_letters(space, words))
    seen = (tfidf, normalize(tfidf), letters, tfidf)
    views = [
        normalize(np.asarray(rows @ factors, dtype=np.float32))
        for rows, factors in zip(seen, _projections(space), strict=True)
    ]
    is_placed = views[-1].any(axis=1)[:, None]
    views[-1] = normalize((views[-1] - space.middle.astype(np.float32)) * is_placed)
    return tfidf, tuple(views)


def _count_words(
    contents: Sequence[Sequence[str]], vocabulary: Mapping[str, int]
) -> sparse.csr_array:
    """How often each comment holds each word of a vocabulary, comments x words."""
    n_words = np.fromiter(map(len, contents), dtype=np.int64, count=len(contents))
    every = map(vocabulary.get, chain.from_iterable(contents), repeat(-1))
    column = np.fromiter(every, dtype=np.int64, count=int(n_words.sum()))
    row = np.repeat(np.arange(len(contents)), n_words)[column >= 0]
    shape = (len(contents), len(vocabulary))
    ones = np.ones(len(row), dtype=np.int64)
    return sparse.csr_array((ones, (row, column[column >= 0])), shape=shape)


def smooth_views(
    views: Sequence[np.ndarray], *, n_neighbours: int = 10, max_comments: int = 3_000
) -> tuple[np.ndarray, ...]:
    """Move each comment half-way to its nearest neighbours, in each view.

    It makes up for how little one short comment says. Above ``max_comments`` the views are
    returned as they are: there it costs much and gains nothing.
    """
    n_comments = len(views[0])
    if n_comments > max_comments or n_comments <= n_neighbours + 1:
        return tuple(views)
    return tuple(_smooth(view, n_neighbours) for view in views)


# Words in company


def _place_terms(
    contents: Sequence[Sequence[str]], terms: TfidfVectorizer, meaning: np.ndarray
) -> np.ndarray:
    """Positive information of words on words, beside what the table says of them; unit rows.

    Where comments are few the table decides much, where they are many their own company does.
    """
    held = _count_stretches(contents, terms.vocabulary_)
    shared = np.flatnonzero(held.sum(axis=0) > 1)
    if len(shared) < 2:
        return np.zeros((held.shape[1], 1), dtype=np.float32)
    company = [
        _positive_information(held[:, shared]),
        sparse.csr_array(TABLE_COMPANY * meaning[shared]),
    ]
    left, values, _ = find_factors(sparse.hstack(company).tocsr(), COMPANY_DIMENSIONS)
    scores = normalize(left * values)
    placed = np.zeros((held.shape[1], scores.shape[1]), dtype=np.float32)
    placed[shared] = scores
    return placed


def _count_stretches(
    contents: Sequence[Sequence[str]], vocabulary: Mapping[str, int]
) -> sparse.csr_array:
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
    return sparse.csr_array(counter.transform(stretches))


def _positive_information(held: sparse.csr_array) -> sparse.csr_array:
    """Positive pointwise mutual information of two words sharing a stretch."""
    together = (held.T @ held).tocoo()
    row, column = together.coords
    share = np.asarray(together.sum(axis=1)).ravel() / together.data.sum()
    information = np.log(together.data / together.data.sum() / (share[row] * share[column]))
    kept = information > 0
    return sparse.csr_array((information[kept], (row[kept], column[kept])), shape=together.shape)


# Words by what they mean


def _place_by_table(words: Sequence[Words], vocabulary: Mapping[str, int]) -> np.ndarray:
    """Mean of the table's vectors of the forms in which each stem was written, terms x dimensions.

    The table is of English words: forms written in another language do not count.
    """
    forms = Counter(
        pair
        for one in words
        if one.language == "en"
        for pair in zip(one.stems, one.surface, strict=True)
    )
    kept = sorted(pair for pair in forms if pair[0] in vocabulary)
    rows = [vocabulary[stem] for stem, _ in kept]
    weights = sparse.csr_array(
        ([float(forms[pair]) for pair in kept], (rows, range(len(kept)))),
        shape=(len(vocabulary), len(kept)),
    )
    return normalize(weights @ place_meanings([form for _, form in kept]))


# Words by their letters


def _fit_letters(
    words: Sequence[Words],
) -> tuple[CountVectorizer, dict[str, int], sparse.csr_array, sparse.csr_array]:
    """How words are cut; the most used words and their pieces; pieces by comment."""
    surface = CountVectorizer(analyzer=list, max_features=MAX_TERMS)
    counts = sparse.csr_array(surface.fit_transform([one.content_surface for one in words]))
    pieces = CountVectorizer(analyzer="char_wb", ngram_range=LETTERS)
    names = surface.get_feature_names_out()
    cut = sparse.csr_array(pieces.fit_transform(names))
    by_comment = counts @ cut
    shared = np.flatnonzero((by_comment > 0).sum(axis=0) > 1)
    if len(shared) == 0:
        shared = np.arange(by_comment.shape[1])
    kept = pieces.get_feature_names_out()[shared]
    letters = CountVectorizer(analyzer="char_wb", ngram_range=LETTERS, vocabulary=kept)
    known = {word: row for row, word in enumerate(names.tolist())}
    return letters, known, cut[:, shared], by_comment[:, shared]


def _count_letters(space: Space, words: Sequence[Words]) -> sparse.csr_array:
    """Count pieces of words by comment; only a word that was not learnt is cut, and once."""
    contents = [one.content_surface for one in words]
    different = sorted(set(chain.from_iterable(contents)))
    if not different:
        return sparse.csr_array((len(words), space.pieces.shape[1]), dtype=np.int64)
    new = [word for word in different if word not in space.known]
    pieces, place = space.pieces, space.known
    if new:
        pieces = sparse.vstack([pieces, sparse.csr_array(space.letters.transform(new))])
        place = {**place, **{word: len(place) + row for row, word in enumerate(new)}}
    counts = _count_words(contents, {word: column for column, word in enumerate(different)})
    return counts @ pieces.tocsr()[[place[word] for word in different]]


# Factors


def _factorise(rows: sparse.csr_array) -> np.ndarray:
    """Leading right singular vectors of rows, columns x dimensions."""
    spread = rows[_spread(rows.shape[0], MAX_FACTORISED)]
    return find_factors(spread, VIEW_DIMENSIONS)[2].T.astype(np.float32)


def _spread(n_rows: int, most: int) -> np.ndarray:
    """Places of at most so many rows, evenly spread."""
    return np.linspace(0, n_rows - 1, min(n_rows, most)).astype(int)


def _smooth(view: np.ndarray, n_neighbours: int) -> np.ndarray:
    closeness = view @ view.T
    np.fill_diagonal(closeness, -1)
    nearest = np.argpartition(-closeness, n_neighbours, axis=1)[:, :n_neighbours]
    weight = np.maximum(np.take_along_axis(closeness, nearest, axis=1), 0) ** 3
    weight /= weight.sum(axis=1, keepdims=True) + 1e-12
    return normalize(view + np.einsum("ij,ijk->ik", weight, view[nearest]))
