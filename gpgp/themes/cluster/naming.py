"""Names of themes that a board member understands: phrases and words that were written.

Words of comments and their cluster come in; keywords and a label per cluster go out. A word or
phrase is named only where ten people wrote it; a stem is shown as its most written form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from gpgp.themes.cluster.words import Words, stem_english, stem_welsh

N_KEYWORDS = 6  # the check "real" looks at as many
MIN_TERM_RESPONDENTS = 10  # a word fewer people used could point to one of them
MAX_LABEL_PIECES, MAX_LABEL_WORDS = 3, 4
MIN_LIKELIHOOD_RATIO = 10.83  # chi-squared of one degree at p = .001: the words belong together
MIN_PHRASE_SHARE = 0.25  # of a word's comments in the theme, to show the phrase in its place

# Words that name nothing when they stand alone; within a phrase they may tell ("agency staff").
_ENGLISH = """
able actually add again already always area ask away back bad best better big bit bring call change
cheap come council day deal different difficult easy else enough everywhere far feel few find first
full good great happen hard help high hour huge idea important improve job keep kind know large last
late leave less level little local long look lot main mainly matter mean minute month more move
name near need never new next nice no nobody none nor not nothing number often old order
organisation part people person place please point poor possible probably problem provide real
reason report right run sense service set several short show simply small sometimes sort staff
start stop sure talk team tell thank think three time today together too total true try turn two
understand use usually want way week well woman work worker world worse wrong year
absolutely bottom cause face left miss outside rest top four five six seven eight nine ten whole yet
"""
_WELSH = """
angen bob byth da digon dim diwedd does gallu gormod gwaith gwasanaeth gweithio gweld lle llai mae
mawr mwy nid nifer pob pobl rhoi rhy staff wahanol well gwell
"""
FILLERS = frozenset(
    [*map(stem_english, _ENGLISH.split()), *map(stem_welsh, _WELSH.split()), *_WELSH.split()]
) - {""}
MISSPELT_BELOW = 5  # "poeple" where "people" is written at least so many times as often
MAX_CAPITALS = 5  # letters of a word that may be shown in capitals: NHS, not PARKING
SAME_BEGINNING = 5  # letters: "vacancy" beside "vacant" says the same twice


def name_themes(
    words: Sequence[Words],
    texts: Sequence[str],
    labels: np.ndarray,
    people: Sequence[object],
    *,
    min_people: int = MIN_TERM_RESPONDENTS,
) -> tuple[list[list[str]], list[str]]:
    """Keywords and a label for each cluster.

    Parameters
    ----------
    words, texts : one per comment
        The words read, and the text as written: it tells NHS from nhs.
    labels : array of int, one per comment
        Cluster, 0 to n - 1; -1 where there is none.
    people : sequence, one per comment
        Who wrote it; missing where the comment does not count.
    min_people : int
        People who must have used a word or phrase before it is named.

    Returns
    -------
    two lists, one entry per cluster
        Up to six keywords; a label of at most four words, '' where no word may be named.

    Notes
    -----
    A word belongs to the cluster that it marks most (z of the difference of shares), so no two
    labels hold the same word. Where its words often stand together beyond chance (likelihood
    ratio; Dunning 1993) the phrase takes the word's place.
    """
    n_themes = int(labels.max(initial=-1)) + 1
    counter = CountVectorizer(analyzer=_list_terms, binary=True)
    present = counter.fit_transform(words).tocsr()
    terms = counter.get_feature_names_out()
    score = score_terms(present, labels, n_themes)
    score[:, ~_may_be_named(present, terms, people, min_people)] = -np.inf
    inside = np.array(
        [np.asarray(present[labels == k].sum(axis=0)).ravel() for k in range(n_themes)]
    )
    keywords = [_choose_keywords(row, terms) for row in score]
    pieces = [
        _choose_pieces(k, score, inside[k], terms) or _fall_back(keywords[k])
        for k in range(n_themes)
    ]
    chosen = {term for row in (*keywords, *pieces) for term in row}
    shown = show_terms(chosen, words, texts)
    return (
        [[shown[term] for term in row] for row in keywords],
        [_capitalise(", ".join(shown[term] for term in row)) for row in pieces],
    )


def score_terms(tfidf: sparse.csr_matrix, labels: np.ndarray, n_themes: int) -> np.ndarray:
    """Score how far each term marks each cluster off, clusters x terms.

    Notes
    -----
    Score = z of the difference of two shares: comments with the term among the cluster's and
    among all others. A word must be frequent *and* distinctive to come first.
    """
    present = tfidf.copy()
    present.data = np.ones_like(present.data)
    member = sparse.csr_matrix(
        (np.ones(len(labels)), (np.maximum(labels, 0), np.arange(len(labels)))),
        shape=(n_themes, len(labels)),
    )
    member = member @ sparse.diags_array((labels >= 0).astype(float))
    sizes = np.asarray(member.sum(axis=1)).ravel()[:, None]
    n_inside = np.asarray((member @ present).todense())
    n_all, n_outside = np.asarray(present.sum(axis=0)).ravel(), len(labels) - sizes
    inside = n_inside / np.maximum(sizes, 1)
    outside = (n_all - n_inside) / np.maximum(n_outside, 1)
    spread = n_all / len(labels) * (1 - n_all / len(labels))
    spread = spread * (1 / np.maximum(sizes, 1) + 1 / np.maximum(n_outside, 1))
    return (inside - outside) / np.sqrt(spread + 1e-12)


def _list_terms(words: Words) -> list[str]:
    """Stems of content words, and of two content words side by side."""
    pairs = [f"{one} {other}" for one, other in pairwise(words.stems) if one and other != one]
    return words.content + [pair for pair in pairs if not pair.endswith(" ")]


def _may_be_named(
    present: sparse.csr_matrix, terms: np.ndarray, people: Sequence[object], min_people: int
) -> np.ndarray:
    """Terms that enough people used; phrases only where their words belong together."""
    codes, _ = pd.factorize(pd.Series(people))
    counted = np.flatnonzero(codes >= 0)
    used = present[counted].tocoo()
    pairs = np.unique(np.c_[used.col, codes[counted][used.row]], axis=0)
    enough = np.bincount(pairs[:, 0], minlength=len(terms)) >= min_people
    place = {term: i for i, term in enumerate(terms)}
    n_comments = np.asarray(present.sum(axis=0)).ravel()
    enough &= ~_are_misspelt(terms, n_comments)
    for i in np.flatnonzero(enough):
        if " " in terms[i]:
            one, other = (n_comments[place[word]] for word in terms[i].split(" "))
            enough[i] = _belongs_together(int(n_comments[i]), int(one), int(other), len(codes))
    return enough


def _are_misspelt(terms: np.ndarray, n_comments: np.ndarray) -> np.ndarray:
    """Terms that hold a word with the letters of a far more common one, in another order."""
    common: dict[tuple[str, ...], int] = {}
    words = [i for i, term in enumerate(terms) if " " not in term and len(term) >= SAME_BEGINNING]
    for i in words:
        letters = (terms[i][0], *sorted(terms[i]))
        common[letters] = max(common.get(letters, 0), int(n_comments[i]))
    swapped = {
        terms[i]
        for i in words
        if n_comments[i] * MISSPELT_BELOW <= common[(terms[i][0], *sorted(terms[i]))]
    }
    return np.array([not swapped.isdisjoint(term.split(" ")) for term in terms], dtype=bool)


def _belongs_together(n_both: int, n_one: int, n_other: int, n_all: int) -> bool:
    from nltk.metrics.association import BigramAssocMeasures

    if n_both * n_all <= n_one * n_other:
        return False
    ratio = BigramAssocMeasures.likelihood_ratio(n_both, (n_one, n_other), n_all)
    return bool(ratio >= MIN_LIKELIHOOD_RATIO)


def _choose_keywords(score: np.ndarray, terms: np.ndarray) -> list[str]:
    order = [i for i in np.argsort(-score, kind="stable") if score[i] > 0]
    telling = [terms[i] for i in order if " " not in terms[i] and terms[i] not in FILLERS]
    fillers = [terms[i] for i in order if terms[i] in FILLERS]
    return [*telling, *fillers][:N_KEYWORDS]


def _choose_pieces(
    theme: int, score: np.ndarray, inside: np.ndarray, terms: np.ndarray
) -> list[str]:
    """Words and phrases of a label, most telling first; each is marked most by this theme."""
    own = np.flatnonzero((score.argmax(axis=0) == theme) & (score[theme] > 0))
    own = own[np.argsort(-score[theme, own], kind="stable")]
    phrases = [i for i in own if " " in terms[i] and not set(terms[i].split(" ")) <= FILLERS]
    pieces: list[str] = []
    for i in own:
        if " " in terms[i] or terms[i] in FILLERS:
            continue
        held = [p for p in phrases if terms[i] in terms[p].split(" ")]
        held = [p for p in held if inside[p] >= MIN_PHRASE_SHARE * inside[i]]
        piece = terms[max(held, key=lambda p: (inside[p], terms[p]))] if held else terms[i]
        stems = {stem for chosen in pieces for stem in chosen.split(" ")}
        if _repeats(piece, stems) or len(stems) + piece.count(" ") >= MAX_LABEL_WORDS:
            continue
        pieces.append(piece)
        if len(pieces) == MAX_LABEL_PIECES:
            break
    return pieces


def _fall_back(keywords: list[str]) -> list[str]:
    """Keywords as a label, for a theme that marks no word most; fillers only if all are."""
    return [word for word in keywords if word not in FILLERS][:1] or keywords[:MAX_LABEL_PIECES]


def _repeats(piece: str, stems: set[str]) -> bool:
    beginnings = {stem[:SAME_BEGINNING] for stem in stems}
    return any(stem[:SAME_BEGINNING] in beginnings for stem in piece.split(" "))


def show_terms(
    terms: Iterable[str], words: Sequence[Words], texts: Sequence[str]
) -> dict[str, str]:
    """The most written form of each term; of equal ones the first in the alphabet."""
    wanted = {term: Counter() for term in terms}
    pairs = {tuple(term.split(" ")): term for term in wanted if " " in term}
    firsts = {first for first, _ in pairs}
    for one in words:
        for place, stem in enumerate(one.stems):
            if stem in wanted:
                wanted[stem][one.surface[place]] += 1
            if stem in firsts and (term := pairs.get(one.stems[place : place + 2])):
                wanted[term][" ".join(one.surface[place : place + 2])] += 1
    best = {term: min(c, key=lambda form: (-c[form], form)) for term, c in wanted.items()}
    cases = _count_cases({word for form in best.values() for word in form.split()}, texts)
    return {
        term: " ".join(_show_case(word, cases) for word in form.split())
        for term, form in best.items()
    }


def _count_cases(words: set[str], texts: Sequence[str]) -> dict[str, Counter[str]]:
    """How each short word was written, but for first words and texts all in capitals."""
    cases = {word: Counter() for word in words if len(word) <= MAX_CAPITALS}
    for text in texts:
        if not text.isupper():
            for word in text.split()[1:]:
                bare = word.strip(".,;:!?()'\"")
                if len(bare) <= MAX_CAPITALS and (lower := bare.lower()) in cases:
                    cases[lower][bare] += 1
    return cases


def _show_case(word: str, cases: dict[str, Counter[str]]) -> str:
    """NHS where people write NHS; all else in small letters."""
    found = cases.get(word, Counter())
    upper = word.upper()
    return upper if found[upper] * 2 > found.total() else word


def _capitalise(label: str) -> str:
    return label[:1].upper() + label[1:]
