"""One language's comments as themes: words, vectors, clusters, and the same again on a part.

Comments to read come in, a :class:`Fit` goes out; from it the tables of themes and of which comment
raises which. Clusters carry numbers here; ids are given when all languages are together. The main
theme of a comment is that of its whole text. Another is added where the comment is nearly as close
to it, or where one of its sentences is as near to it as the theme's own comments commonly are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

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
    Consensus,
    find_centres,
    learn_clusters,
    merge_alike,
    number_by_size,
    number_through,
    propose_number,
)
from gpgp.themes.cluster.naming import name_themes
from gpgp.themes.cluster.samples import MAX_LEARNT, choose_sample
from gpgp.themes.cluster.selection import STRATA
from gpgp.themes.cluster.vectors import (
    MAX_PLACED,
    Space,
    Vectors,
    fit_space,
    place_comments,
    smooth_views,
    take_vectors,
)
from gpgp.themes.cluster.words import Reading, Words, read_words, split_sentences, split_words

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
    limits: np.ndarray | None = None,
    reading: Reading | None = None,
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
    limits : array, one per theme, optional
        A sentence adds a theme if it is at least so near to it; without them, nearer than half of
        these comments that have it as their main theme.
    reading : Reading, optional
        How texts are read, where these are some of many.
    nearly_as_close : float, 0 to 1
        The whole comment adds a theme if it is at least this share as close to it as to its own.

    Returns
    -------
    DataFrame, one row per comment and further theme
        ``position`` (of the comment), ``cluster``, ``score`` (closeness, 0 to 1).
    """
    if limits is None:
        limits = measure_limits(labels, closeness, NEAR_AS_SHARE)
    found = pd.concat(
        [
            _find_close(placed, centres, labels, closeness * nearly_as_close),
            _find_raised(texts, language, space, centres, limits, reading),
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
    reading: Reading | None,
) -> pd.DataFrame:
    """The nearest theme of each sentence that is near enough to it."""
    sentences = (
        (position, sentence)
        for position, text in enumerate(texts)
        if len(parts := split_sentences(text)) > 1
        for sentence in parts
    )
    found = [_NOTHING]
    while part := list(islice(sentences, MAX_PLACED)):
        near = _find_near(part, language, space, centres, reading)
        found.append(near[near["score"] >= limits[near["cluster"]]])
    return pd.concat(found[1:] or found, ignore_index=True)


def _find_near(
    sentences: Sequence[tuple[int, str]],
    language: str | None,
    space: Space,
    centres: np.ndarray,
    reading: Reading | None,
) -> pd.DataFrame:
    """The nearest theme of each sentence that says enough, and how near it is."""
    languages = None if language is None else [language] * len(sentences)
    words = read_words([sentence for _, sentence in sentences], languages, reading=reading)
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


def measure_limits(labels: np.ndarray, closeness: np.ndarray, share: float) -> np.ndarray:
    """The closeness that this share of each theme's comments does not reach."""
    themes = range(int(labels.max(initial=-1)) + 1)
    return np.array([np.quantile(closeness[labels == theme], share) for theme in themes])


NEAR_ENOUGH = 0.7  # of the median closeness; farther comments fit people's codes in 1 of 4 cases
MIN_SHARED_OUT = 10_000  # comments to group anew; with fewer, starting processes takes longer
_COMPOUND = re.compile(r"[^\W_]+(?:[^\w\s'’]+[^\W_]+)+")
N_RUNS_AGAIN = 2  # of the many fits that check a theme, each may be rougher than the one shown


@dataclass(frozen=True)
class Fit:
    """One language's comments with their words, vectors and clusters, in step.

    ``learnt``: positions of the sample that the space was learnt from, where there are very many.
    """

    comments: pd.DataFrame
    words: list[Words]
    vectors: Vectors
    labels: np.ndarray
    echoed: frozenset[str] = frozenset()
    learnt: np.ndarray | None = None

    @property
    def n_clusters(self) -> int:
        """Clusters found, perhaps fewer than looked for."""
        return int(self.labels.max(initial=-1)) + 1


def read_part(
    part: pd.DataFrame,
    *,
    question_words: Sequence[str] = (),
    max_learnt: int = MAX_LEARNT,
) -> Fit:
    """Read and place comments; none has a theme yet.

    Where there are more different ones than ``max_learnt``, the space is learnt from a sample that
    keeps the shares of constituencies, questions and lengths.
    """
    language = part["language_code"].iloc[0]
    words = read_words(part["text"].tolist(), part["language_code"].tolist())
    questions = read_words(question_words, [language] * len(question_words))
    echoed = frozenset(stem for one in questions for stem in one.content)
    strata = part[[name for name in STRATA if name in part]]
    learnt = choose_sample(part["text"].tolist(), size=max_learnt, strata=strata)
    vectors = place_words(words, echoed, learnt)
    return Fit(part, words, vectors, np.full(len(part), -1), echoed, learnt)


def take_comments(fit: Fit, positions: np.ndarray) -> Fit:
    """Return the comments at these positions, placed as they are among all."""
    words = [fit.words[i] for i in positions]
    part = fit.comments.iloc[positions].reset_index(drop=True)
    learnt = None
    if fit.learnt is not None and len(positions) > len(fit.learnt):
        learnt = np.flatnonzero(np.isin(positions, fit.learnt))
    vectors = take_vectors(fit.vectors, positions)
    return Fit(part, words, vectors, fit.labels[positions], fit.echoed, learnt)


MIN_JUDGED = 1_000  # comments of a theme that names and checks are made from, beside the sample's


def take_sample(fit: Fit) -> Fit:
    """The comments that names and checks are made from: all, unless there are very many."""
    if fit.learnt is None:
        return fit
    some = [np.flatnonzero(fit.labels == k)[:MIN_JUDGED] for k in range(fit.n_clusters)]
    taken = take_comments(fit, np.unique(np.concatenate([fit.learnt, *some])))
    return replace(taken, learnt=None)


def cluster_part(fit: Fit, *, themes: int | str, seed: int) -> tuple[Fit, pd.DataFrame]:
    """Cluster placed comments; also a row on how many themes were looked for and found.

    The copy read of a campaign letter helps to place words and comments; it is in no theme.
    """
    n_started = propose_number(len(fit.comments)) if themes == "auto" else int(themes)
    learnt = fit.vectors if fit.learnt is None else take_vectors(fit.vectors, fit.learnt)
    grouped, consensus = learn_groups(learnt, n_themes=n_started, seed=seed)
    labels = leave_far(learnt, grouped)
    if themes == "auto":
        labels = merge_alike(learnt.comments, labels)
    if fit.learnt is not None:
        labels = _place_others(fit, grouped, labels, consensus)
    labels = number_by_size(np.where(fit.comments["is_counted"], labels, -1))
    row = (
        len(labels),
        n_started,
        int(labels.max(initial=-1)) + 1,
        fit.comments["language_code"].iloc[0],
    )
    return replace(fit, labels=labels), pd.DataFrame([row], columns=CHOICE_COLUMNS)


def _place_others(
    fit: Fit, grouped: np.ndarray, labels: np.ndarray, consensus: Consensus | None
) -> np.ndarray:
    """Themes of all comments; ``grouped`` and ``labels``, before and after, are the sample's."""
    every = np.full(len(fit.comments), -1)
    if consensus is None or fit.learnt is None:
        return every
    sample = take_vectors(fit.vectors, fit.learnt)
    centres = find_centres(sample.comments, grouped)
    limit = NEAR_ENOUGH * np.median(measure_closeness(sample, grouped)[grouped >= 0])
    themes = number_through(grouped, labels)
    for start in range(0, len(every), MAX_PLACED):
        part = take_vectors(fit.vectors, np.arange(start, min(start + MAX_PLACED, len(every))))
        with threadpool_limits(1):
            clusters = consensus.number_comments(_hide_unlinked(part))
        near = (part.comments * centres[clusters]).sum(axis=1)
        is_near = (clusters >= 0) & (near >= limit)
        every[start : start + MAX_PLACED] = np.where(is_near, themes[clusters], -1)
    every[fit.learnt] = labels
    return every


def place_words(
    words: Sequence[Words],
    echoed: frozenset[str] = frozenset(),
    learnt: np.ndarray | None = None,
) -> Vectors:
    """Place comments by their words, on one thread: two give other sums, so other themes.

    The space is learnt from all of them, or from those at the positions ``learnt``.
    """
    sample = words if learnt is None else [words[i] for i in learnt]
    with threadpool_limits(1):
        return place_comments(fit_space(sample, echoed=echoed), words)


def group_vectors(
    vectors: Vectors, *, n_themes: int, seed: int, n_runs: int = N_RUNS
) -> np.ndarray:
    """Cluster placed comments, on one thread; -1 where nothing links a comment to another."""
    return learn_groups(vectors, n_themes=n_themes, seed=seed, n_runs=n_runs)[0]


def learn_groups(
    vectors: Vectors, *, n_themes: int, seed: int, n_runs: int = N_RUNS
) -> tuple[np.ndarray, Consensus | None]:
    """:func:`group_vectors`, and what numbers other comments."""
    with threadpool_limits(1):
        views = smooth_views(_hide_unlinked(vectors))
        return learn_clusters(views, n_themes=n_themes, seed=seed, n_runs=n_runs)


def _hide_unlinked(vectors: Vectors) -> tuple[np.ndarray, ...]:
    if vectors.is_linked.all():
        return vectors.views
    return tuple(view * vectors.is_linked[:, None] for view in vectors.views)


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
    near = [
        (vectors.comments[start : start + MAX_PLACED] * centres[part]).sum(axis=1)
        for start in range(0, max(len(labels), 1), MAX_PLACED)
        for part in [labels[start : start + MAX_PLACED]]
    ]
    return np.where(labels >= 0, np.clip(np.concatenate(near), 0, 1), 0.0)


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


def has_shared_words(contents: Iterable[Sequence[str]]) -> bool:
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
    fit = take_sample(fit)

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
    some = take_sample(fit)
    writers = some.comments["response_id"].where(some.comments["is_counted"])
    names = name_themes(some.words, some.comments["text"].tolist(), some.labels, writers)
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
