"""Names of themes that a board member understands: phrases and words that people wrote.

Words of comments and their cluster come in; keywords, a label and three proposals per cluster go
out. A label is a phrase of two to four words that people in the theme wrote, most of its words
common there; where they wrote none, its most telling words. No word is named that few people
used, that is misspelt, or that names nothing by itself; a stem is shown as most often written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from gpgp.themes.cluster.languages import FILLER_WORDS, find_stemmer
from gpgp.themes.cluster.words import Words, split_words

N_KEYWORDS = 6  # the check "real" looks at as many
N_PROPOSALS = 3  # labels to choose from
MIN_TERM_RESPONDENTS = 10  # a word fewer people used could point to one of them
MAX_PHRASE_WORDS, MAX_LABEL_WORDS = 4, 4
MIN_WORD_SHARE = 0.08  # of the theme's comments, for a word of its label
MIN_PHRASE_SHARE = 0.03  # of the theme's comments, for a phrase to be what people wrote
MIN_PHRASE_COMMENTS = 3  # that hold a phrase
MAX_SMALL_WORDS = 1  # within a phrase: "cost of living"
SHORT_WORD = 3  # letters of a small word within a phrase: "of", "the", "and"
OTHER_COSTS = 0.25  # of a word of a phrase that tells nothing, beside one that tells
LONE_COSTS = 2.0  # a lone word counts as if it were two: a phrase says more
MAX_LISTED = 3_000  # comments in which phrases are looked for, evenly spread; bounds the time
MISSPELT_BELOW = 5  # "poeple" where "people" is written at least so many times as often
MAX_CAPITALS = 5  # letters of a word that may be shown in capitals: NHS, not PARKING
SAME_BEGINNING = 5  # letters: "vacancy" beside "vacant" says the same twice
_STOPS = re.compile(r"[.,;:!?()\[\]{}\"“”/\\|\n\r•*–—]+|\s-+\s|\s[-+&=]+\s")

Phrase = tuple[str, ...]  # stems, and small words as written

FILLERS = frozenset(
    stem
    for language, listed in FILLER_WORDS.items()
    for word in listed
    for stem in (find_stemmer(language)(word), word)
    if stem
)


@dataclass(frozen=True)
class Names:
    """Per cluster: up to six keywords, a label ('' where none may be named), three proposals."""

    keywords: list[list[str]]
    labels: list[str]
    proposals: list[list[str]]


def name_themes(
    words: Sequence[Words],
    texts: Sequence[str],
    labels: np.ndarray,
    people: Sequence[object],
    *,
    min_people: int = MIN_TERM_RESPONDENTS,
) -> Names:
    """Keywords, a label and proposals for each cluster.

    Parameters
    ----------
    words, texts : one per comment
        The words read, and the text as written: it shows NHS from nhs, and where a phrase ends.
    labels : array of int, one per comment
        Cluster, 0 to n - 1; -1 where there is none.
    people : sequence, one per comment
        Who wrote it; missing where the comment does not count.
    min_people : int
        People who must have used a word before it is named.

    Notes
    -----
    A phrase scores the sum of its telling words' z (difference of shares, cluster against the
    rest) over the root of their number, so that a second word counts only if it tells much. A
    word belongs to the cluster that it marks most, so no two labels hold the same telling word.
    A label of one word gets the next phrase or word beside it.
    """
    n_themes = int(labels.max(initial=-1)) + 1
    counter = CountVectorizer(analyzer=_list_content, binary=True)
    present = counter.fit_transform(words).tocsr()
    stems = counter.get_feature_names_out()
    score = score_terms(present, labels, n_themes)
    share = _share_inside(present, labels, n_themes)
    score[:, ~_may_be_named(present, stems, people, min_people)] = -np.inf
    is_own = (score.argmax(axis=0) == np.arange(n_themes)[:, None]) & (score > 0)
    keywords = [_choose_keywords(row, stems) for row in score]
    phrases = _count_phrases(words, texts, labels, n_themes)
    pieces = []
    for theme in range(n_themes):
        telling = {
            stems[i]: (score[theme, i], share[theme, i], is_own[theme, i])
            for i in np.flatnonzero(score[theme] > 0)
        }
        ranked = _rank_pieces(telling, phrases[theme], n_comments=int((labels == theme).sum()))
        pieces.append(_propose_labels(ranked) or _fall_back(keywords[theme]))
    stems_shown = {stem for row in keywords for stem in row}
    stems_shown |= {key[0] for rows in pieces for row in rows for key in row if len(key) == 1}
    shown = show_terms(stems_shown, words, texts)
    proposals = [
        [_write_label(row, shown, forms) for row in rows]
        for rows, forms in zip(pieces, _show_phrases(phrases, texts), strict=True)
    ]
    return Names(
        [[shown[stem] for stem in row] for row in keywords],
        [rows[0] if rows else "" for rows in proposals],
        proposals,
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


def _list_content(words: Words) -> list[str]:
    return words.content


def _share_inside(present: sparse.csr_matrix, labels: np.ndarray, n_themes: int) -> np.ndarray:
    """Share of each cluster's comments that hold each stem, clusters x stems."""
    inside = [np.asarray(present[labels == k].mean(axis=0)).ravel() for k in range(n_themes)]
    return np.array(inside).reshape(n_themes, -1)


def _may_be_named(
    present: sparse.csr_matrix, stems: np.ndarray, people: Sequence[object], min_people: int
) -> np.ndarray:
    """Stems that enough people used and that are no misspelling of a far more common one."""
    codes, _ = pd.factorize(pd.Series(people))
    counted = np.flatnonzero(codes >= 0)
    used = present[counted].tocoo()
    pairs = np.unique(np.c_[used.col, codes[counted][used.row]], axis=0)
    enough = np.bincount(pairs[:, 0], minlength=len(stems)) >= min_people
    return enough & ~_are_misspelt(stems, np.asarray(present.sum(axis=0)).ravel())


def _are_misspelt(stems: np.ndarray, n_comments: np.ndarray) -> np.ndarray:
    """Stems with the letters of a far more common one, in another order."""
    common: dict[tuple[str, ...], int] = {}
    words = [i for i, stem in enumerate(stems) if len(stem) >= SAME_BEGINNING]
    for i in words:
        letters = (stems[i][0], *sorted(stems[i]))
        common[letters] = max(common.get(letters, 0), int(n_comments[i]))
    swapped = [
        i
        for i in words
        if n_comments[i] * MISSPELT_BELOW <= common[(stems[i][0], *sorted(stems[i]))]
    ]
    return np.isin(np.arange(len(stems)), swapped)


def _choose_keywords(score: np.ndarray, stems: np.ndarray) -> list[str]:
    order = [stems[i] for i in np.argsort(-score, kind="stable") if score[i] > 0]
    telling = [stem for stem in order if stem not in FILLERS]
    return [*telling, *(stem for stem in order if stem in FILLERS)][:N_KEYWORDS]


# Phrases as people wrote them


def _count_phrases(
    words: Sequence[Words], texts: Sequence[str], labels: np.ndarray, n_themes: int
) -> list[dict[Phrase, Counter[str]]]:
    """Per cluster: phrases that enough of its comments hold, each with its written forms."""
    placed = np.flatnonzero(labels >= 0)
    if len(placed) > MAX_LISTED:
        placed = placed[np.linspace(0, len(placed) - 1, MAX_LISTED).astype(int)]
    counted: list[dict[Phrase, Counter[str]]] = [defaultdict(Counter) for _ in range(n_themes)]
    for i in placed.tolist():
        for phrase, form in dict(_list_phrases(words[i], texts[i])).items():
            counted[labels[i]][phrase][form] += 1
    sizes = np.bincount(labels[placed], minlength=n_themes)
    return [
        {
            phrase: forms
            for phrase, forms in phrases.items()
            if forms.total() >= max(MIN_PHRASE_COMMENTS, MIN_PHRASE_SHARE * size)
        }
        for phrases, size in zip(counted, sizes, strict=True)
    ]


def _list_phrases(words: Words, text: str) -> Iterator[tuple[Phrase, str]]:
    """Stretches of two to four words without a stop, from one content word to another."""
    stem_of = dict(zip(words.surface, words.stems, strict=True))
    for stretch in _STOPS.split(text):
        cut = split_words(stretch)
        stems = [stem_of.get(word, "") for word in cut]
        for start, first in enumerate(stems):
            for end in range(start + 2, min(start + MAX_PHRASE_WORDS, len(cut)) + 1):
                is_whole = first and stems[end - 1] and stems[end - 1] != first
                if is_whole and stems[start:end].count("") <= MAX_SMALL_WORDS:
                    key = tuple(
                        stem or word
                        for stem, word in zip(stems[start:end], cut[start:end], strict=True)
                    )
                    yield key, " ".join(cut[start:end])


def _rank_pieces(
    telling: Mapping[str, tuple[float, float, bool]],
    phrases: Iterable[Phrase],
    *,
    n_comments: int,
) -> list[Phrase]:
    """Phrases and words for a label, best first; every telling word is the cluster's own.

    ``telling``: stem to its z, its share of the cluster's comments, and whether it is its own.
    """
    enough = max(MIN_WORD_SHARE, MIN_PHRASE_COMMENTS / max(n_comments, 1))
    scored: list[tuple[float, Phrase]] = []
    rare: list[tuple[float, Phrase]] = []
    for key in (*phrases, *((stem,) for stem in telling)):
        said = [stem for stem in key if stem in telling and stem not in FILLERS]
        if not said or not all(telling[stem][2] for stem in said):
            continue
        common = [stem for stem in said if telling[stem][1] >= enough]
        others = [word for word in key if word not in said and len(word) > SHORT_WORD]
        n_rare = sum(telling[w][1] < enough if w in telling else 1 for w in said + others)
        if len(key) > 1 and 2 * n_rare >= len(said + others):
            continue
        weight = len(said) + OTHER_COSTS * len(others) if len(key) > 1 else LONE_COSTS
        worth = sum(telling[stem][0] for stem in said) / np.sqrt(weight)
        (scored if common else rare).append((worth, key))
    return [key for _, key in sorted(scored or rare, key=_order_key)]


def _order_key(scored: tuple[float, Phrase]) -> tuple[float, bool, int, Phrase]:
    worth, phrase = scored
    return -worth, phrase[0] in FILLERS, len(phrase), phrase


def _propose_labels(ranked: Sequence[Phrase]) -> list[list[Phrase]]:
    """Up to three labels, each led by another piece; a lone word gets a second piece."""
    proposals: list[list[Phrase]] = []
    led: set[str] = set()
    for lead in ranked:
        if _repeats(lead, led):
            continue
        led |= {word[:SAME_BEGINNING] for word in lead}
        label, begun = [lead], {word[:SAME_BEGINNING] for word in lead}
        for more in ranked if len(lead) == 1 else ():
            n_words = sum(map(len, label)) + len(more)
            if n_words <= MAX_LABEL_WORDS and len(label) < 2 and not _repeats(more, begun):
                label.append(more)
        proposals.append(label)
        if len(proposals) == N_PROPOSALS:
            break
    return proposals


def _repeats(phrase: Phrase, begun: set[str]) -> bool:
    return any(word[:SAME_BEGINNING] in begun for word in phrase if word not in FILLERS)


def _fall_back(keywords: list[str]) -> list[list[Phrase]]:
    """Keywords as a label, for a theme that marks no word most; fillers only if all are."""
    telling = [word for word in keywords if word not in FILLERS][:1] or keywords[:2]
    return [[(word,) for word in telling]] if telling else []


def _show_phrases(
    phrases: Sequence[Mapping[Phrase, Counter[str]]], texts: Sequence[str]
) -> list[dict[Phrase, str]]:
    """The most written form of each phrase; of equal ones the first in the alphabet."""
    best = [
        {key: min(c, key=lambda form: (-c[form], form)) for key, c in counted.items()}
        for counted in phrases
    ]
    cases = _count_cases({w for forms in best for f in forms.values() for w in f.split()}, texts)
    return [
        {key: " ".join(_show_case(w, cases) for w in form.split()) for key, form in forms.items()}
        for forms in best
    ]


def _write_label(
    pieces: Sequence[Phrase], shown: Mapping[str, str], forms: Mapping[Phrase, str]
) -> str:
    return _capitalise(", ".join(shown[key[0]] if len(key) == 1 else forms[key] for key in pieces))


def show_terms(
    terms: Iterable[str], words: Sequence[Words], texts: Sequence[str]
) -> dict[str, str]:
    """The most written form of each term; of equal ones the first in the alphabet."""
    wanted: dict[str, Counter[str]] = {term: Counter() for term in terms}
    for one in words:
        for word, stem in zip(one.surface, one.stems, strict=True):
            if stem in wanted:
                wanted[stem][word] += 1
    best = {term: min(c, key=lambda form: (-c[form], form)) for term, c in wanted.items()}
    cases = _count_cases(set(best.values()), texts)
    return {term: _show_case(form, cases) for term, form in best.items()}


def _count_cases(words: set[str], texts: Sequence[str]) -> dict[str, Counter[str]]:
    """How each short word was written, but for first words and texts all in capitals."""
    cases: dict[str, Counter[str]] = {
        word: Counter() for word in words if len(word) <= MAX_CAPITALS
    }
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
