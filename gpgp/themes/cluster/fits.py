"""One language's comments as themes: words, vectors, clusters, and the same again on a part.

Comments to read come in, a :class:`Fit` goes out; from it the tables of themes and of which comment
raises which. Clusters carry numbers here; ids are given when all languages are together. The main
theme of a comment is that of its whole text. Another is added where the comment is nearly as close
to it, or where one of its sentences is as near to it as the theme's own comments commonly are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from joblib import Parallel, cpu_count, delayed
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer
from threadpoolctl import threadpool_limits

from gpgp.themes.cluster.checks import Draw, check_real, check_settled
from gpgp.themes.cluster.clusters import (
    CHOICE_COLUMNS,
    N_RUNS,
    cluster_comments,
    find_centres,
    merge_alike,
    number_by_size,
    propose_number,
)
from gpgp.themes.cluster.naming import name_themes
from gpgp.themes.cluster.vectors import (
    MAX_PLACED,
    Space,
    Vectors,
    fit_space,
    place_comments,
    smooth_views,
)
from gpgp.themes.cluster.words import Words, read_words, split_sentences, split_words

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


NEAR_ENOUGH = 0.7  # of the median closeness; farther comments fit people's codes in 1 of 4 cases
MIN_SHARED_OUT = 10_000  # comments to group anew; with fewer, starting processes takes longer
_COMPOUND = re.compile(r"[^\W_]+(?:[^\w\s'’]+[^\W_]+)+")
N_RUNS_AGAIN = 2  # of the many fits that check a theme, each may be rougher than the one shown


@dataclass(frozen=True)
class Fit:
    """One language's comments with their words, vectors and clusters, in step."""

    comments: pd.DataFrame
    words: list[Words]
    vectors: Vectors
    labels: np.ndarray
    echoed: frozenset[str] = frozenset()

    @property
    def n_clusters(self) -> int:
        """Clusters found, perhaps fewer than looked for."""
        return int(self.labels.max(initial=-1)) + 1


def read_part(part: pd.DataFrame, *, question_words: Sequence[str] = ()) -> Fit:
    """Read and place comments; none has a theme yet."""
    language = part["language_code"].iloc[0]
    words = read_words(part["text"].tolist(), part["language_code"].tolist())
    questions = read_words(question_words, [language] * len(question_words))
    echoed = frozenset(stem for one in questions for stem in one.content)
    return Fit(part, words, place_words(words, echoed), np.full(len(part), -1), echoed)


def take_comments(fit: Fit, positions: np.ndarray) -> Fit:
    """Return the comments at these positions, placed as they are among all."""
    vectors = fit.vectors
    taken = replace(
        vectors,
        views=tuple(view[positions] for view in vectors.views),
        comments=vectors.comments[positions],
        tfidf=vectors.tfidf[positions],
        is_linked=vectors.is_linked[positions],
    )
    words = [fit.words[i] for i in positions]
    part = fit.comments.iloc[positions].reset_index(drop=True)
    return Fit(part, words, taken, fit.labels[positions], fit.echoed)


def cluster_part(fit: Fit, *, themes: int | str, seed: int) -> tuple[Fit, pd.DataFrame]:
    """Cluster placed comments; also a row on how many themes were looked for and found.

    The copy read of a campaign letter helps to place words and comments; it is in no theme.
    """
    n_started = propose_number(len(fit.comments)) if themes == "auto" else int(themes)
    labels = leave_far(fit.vectors, group_vectors(fit.vectors, n_themes=n_started, seed=seed))
    if themes == "auto":
        labels = merge_alike(fit.vectors.comments, labels)
    labels = number_by_size(np.where(fit.comments["is_counted"], labels, -1))
    row = (
        len(labels),
        n_started,
        int(labels.max(initial=-1)) + 1,
        fit.comments["language_code"].iloc[0],
    )
    return replace(fit, labels=labels), pd.DataFrame([row], columns=CHOICE_COLUMNS)


def place_words(words: Sequence[Words], echoed: frozenset[str] = frozenset()) -> Vectors:
    """Place comments by their words, on one thread: two give other sums, so other themes."""
    with threadpool_limits(1):
        return place_comments(fit_space(words, echoed=echoed), words)


def group_vectors(
    vectors: Vectors, *, n_themes: int, seed: int, n_runs: int = N_RUNS
) -> np.ndarray:
    """Cluster placed comments, on one thread; -1 where nothing links a comment to another."""
    with threadpool_limits(1):
        views = vectors.views
        if not vectors.is_linked.all():
            views = tuple(view * vectors.is_linked[:, None] for view in views)
        views = smooth_views(views)
        return cluster_comments(views, n_themes=n_themes, seed=seed, n_runs=n_runs)


def leave_far(
    vectors: Vectors, labels: np.ndarray, *, near_enough: float = NEAR_ENOUGH
) -> np.ndarray:
    """Take comments that are close to no theme out of theirs (-1); clusters take in everything.

    Close enough is a share of the median closeness of all comments to the centre of their theme.
    """
    closeness = measure_closeness(vectors, labels)
    placed = labels >= 0
    if not placed.any():
        return labels
    is_near = closeness >= near_enough * np.median(closeness[placed])
    return number_by_size(np.where(is_near, labels, -1))


def measure_closeness(vectors: Vectors, labels: np.ndarray) -> np.ndarray:
    """Cosine of each comment with the centre of its theme, 0 where it has none."""
    centres = find_centres(vectors.comments, labels)
    near = np.clip((vectors.comments * centres[labels]).sum(axis=1), 0, 1)
    return np.where(labels >= 0, near, 0.0)


def regroup_draws(
    words: Sequence[Words], draws: Sequence[Draw], n_themes: int, echoed: frozenset[str]
) -> list[np.ndarray]:
    """:func:`regroup_comments` of each draw, in processes where there is much to do.

    Every draw brings its own seed, so that the number of processes changes nothing.
    """
    n_read = sum(len(positions) for positions, _ in draws)
    n_jobs = min(cpu_count(), len(draws)) if n_read >= MIN_SHARED_OUT else 1
    return Parallel(n_jobs=n_jobs, max_nbytes=None)(
        delayed(regroup_comments)([words[i] for i in positions], n_themes, seed, echoed)
        for positions, seed in draws
    )


def has_shared_words(contents: Sequence[Sequence[str]]) -> bool:
    """Tell whether any word stands in two comments: without one there is nothing to group."""
    seen: set[str] = set()
    for content in contents:
        different = set(content)
        if seen & different:
            return True
        seen |= different
    return False


def regroup_comments(
    words: Sequence[Words], n_themes: int, seed: int, echoed: frozenset[str]
) -> np.ndarray:
    """Make vectors and clusters anew from these comments alone."""
    if not has_shared_words([one.content for one in words]):
        return np.full(len(words), -1)
    vectors = place_words(words, echoed)
    labels = group_vectors(vectors, n_themes=n_themes, seed=seed, n_runs=N_RUNS_AGAIN)
    return leave_far(vectors, labels)


def measure_checks(fit: Fit, *, seed: int) -> pd.DataFrame:
    """``p_real`` and ``overlap_settled`` of each cluster."""

    def regroup(draws: Sequence[Draw]) -> list[np.ndarray]:
        return regroup_draws(fit.words, draws, fit.n_clusters, fit.echoed)

    p_real = check_real(
        count_words(fit.words, fit.comments["text"].tolist()),
        fit.labels,
        fit.comments["response_id"],
        regroup=regroup,
        seed=seed,
    )
    overlap = check_settled(fit.labels, regroup=regroup, seed=seed)
    return pd.DataFrame({"p_real": p_real, "overlap_settled": overlap})


def count_words(words: Sequence[Words], texts: Sequence[str]) -> sparse.csr_matrix:
    """How often each comment holds each stem that two comments share; single words only.

    Of a compound written without a space (*front-line*) only the longest word counts: its words
    keep company by themselves, whatever the comments are about.
    """
    counter = CountVectorizer(analyzer=list, min_df=2)
    pairs = zip(words, texts, strict=True)
    return counter.fit_transform([_part_compounds(one, text) for one, text in pairs]).tocsr()


def _part_compounds(words: Words, text: str) -> list[str]:
    others = set()
    for compound in _COMPOUND.findall(text):
        parts = split_words(compound)
        others |= set(parts) - {max(parts, key=len, default="")}
    if not others:
        return words.content
    pairs = zip(words.surface, words.stems, strict=True)
    return [stem for word, stem in pairs if stem and word not in others]


def list_members(fit: Fit) -> pd.DataFrame:
    """Themes of the comments that count: ``cluster``, ``score`` (0 to 1) and ``is_main``.

    A comment that is close to no theme as a whole may still raise one in a sentence: the nearest
    of these is then its main theme.
    """
    closeness = measure_closeness(fit.vectors, fit.labels)
    main = pd.DataFrame({"cluster": fit.labels, "score": closeness, "is_main": True})
    further = find_further_themes(
        fit.comments["text"].tolist(),
        language=fit.comments["language_code"].iloc[0],
        space=fit.vectors.space,
        placed=fit.vectors.comments,
        centres=find_centres(fit.vectors.comments, fit.labels),
        labels=fit.labels,
        closeness=closeness,
    )
    further = further.sort_values(["position", "score", "cluster"], ascending=[True, False, True])
    is_first = ~further["position"].duplicated() & (fit.labels[further["position"]] < 0)
    raised = pd.concat(
        [main.rename_axis("position").reset_index(), further.assign(is_main=is_first)]
    )
    rows = fit.comments.rename_axis("position").merge(raised, on="position", validate="1:m")
    rows = rows[rows["is_counted"] & rows["cluster"].ge(0)]
    return rows[["comment_id", "response_id", "cluster", "score", "is_main"]]


def describe_clusters(fit: Fit, members: pd.DataFrame) -> pd.DataFrame:
    """One row per cluster: its sizes, label and keywords."""
    people = fit.comments["response_id"].where(fit.comments["is_counted"])
    names = name_themes(fit.words, fit.comments["text"].tolist(), fit.labels, people)
    themes = members.groupby("cluster", observed=True, dropna=False).agg(
        n_comments=("comment_id", "nunique"), n_respondents=("response_id", "nunique")
    )
    themes["label"] = [names.labels[cluster] for cluster in themes.index]
    themes["label_proposals"] = [
        "|".join(names.proposals[cluster]) or None for cluster in themes.index
    ]
    themes["keywords"] = ["|".join(names.keywords[cluster]) for cluster in themes.index]
    themes["n_base"] = people[_say_something(fit)].nunique()
    themes["language_code"] = fit.comments["language_code"].iloc[0]
    return themes.reset_index()


def _say_something(fit: Fit) -> np.ndarray:
    """Comments that share a word with another: they can be themed, whether or not they are."""
    return fit.vectors.is_linked & np.any([view.any(axis=1) for view in fit.vectors.views], axis=0)
