"""Themes learnt from some texts, and every other text placed in them by itself.

Texts come in; :class:`Learnt` goes out, with all that it takes to place a text. What a text gets
depends on that text alone, not on those placed with it, so that any number of processes or
machines can place blocks of them. Nothing of a block is held after it.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import pandas as pd
from joblib import Parallel, cpu_count, delayed
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from gpgp.themes.cluster.clusters import (
    Consensus,
    find_centres,
    learn_clusters,
    merge_alike,
    number_through,
    propose_number,
)
from gpgp.themes.cluster.fits import NEAR_AS_SHARE, Fit, find_further_themes, measure_limits
from gpgp.themes.cluster.vectors import (
    MAX_PLACED,
    Space,
    fit_space,
    place_comments,
    smooth_views,
)
from gpgp.themes.cluster.words import Reading, learn_reading, read_words


@dataclass(frozen=True)
class Learnt:
    """What places a text in themes.

    ``language``: of all texts learnt from, if it is one. ``themes``: of each cluster of the
    consensus; ``centres``: themes x dimensions; ``limits``: the closeness from which a sentence
    raises each theme.
    """

    space: Space
    reading: Reading
    language: str | None
    consensus: Consensus
    themes: np.ndarray
    centres: np.ndarray
    limits: np.ndarray


@dataclass(frozen=True)
class Placed:
    """Main theme of each text (-1: none), its closeness (0 to 1), and further themes.

    ``further``: ``position`` (of the text), ``cluster``, ``score``.
    """

    labels: np.ndarray
    closeness: np.ndarray
    further: pd.DataFrame


def learn_themes(
    texts: Sequence[str], *, themes: int | str, seed: int
) -> tuple[Fit, Learnt] | None:
    """Learn themes from texts, sorted by the caller; nothing where none has a content word.

    The fit, of these texts, has themes numbered by size.
    """
    reading = learn_reading(texts)
    words = read_words(texts, reading=reading)
    if not any(one.content for one in words):
        return None
    with threadpool_limits(1):
        vectors = place_comments(fit_space(words), words)
        n_themes = propose_number(len(words)) if themes == "auto" else int(themes)
        views = smooth_views(vectors.views)
        grouped, consensus = learn_clusters(views, n_themes=n_themes, seed=seed)
    if consensus is None:
        return None
    labels = merge_alike(vectors.comments, grouped) if themes == "auto" else grouped
    people = pd.DataFrame({"response_id": range(len(texts)), "text": list(texts)})
    fit = Fit(people, words, vectors, labels)
    centres = find_centres(vectors.comments, labels)
    languages = {one.language for one in words}
    learnt = Learnt(
        space=vectors.space,
        reading=reading,
        language=languages.pop() if len(languages) == 1 else None,
        consensus=consensus,
        themes=number_through(grouped, labels),
        centres=centres,
        limits=measure_limits(labels, _measure(vectors.comments, centres, labels), NEAR_AS_SHARE),
    )
    return fit, learnt


def place_learnt(fit: Fit, learnt: Learnt) -> Placed:
    """Main and further themes of the texts that were learnt from."""
    texts = fit.comments["text"].tolist()
    return _place(learnt, texts, fit.vectors.comments, fit.labels, reading=None)


def place_texts(learnt: Learnt, texts: Sequence[str]) -> Placed:
    """Main and further themes of any texts, on one thread."""
    with _no_collecting(), threadpool_limits(1):
        words = read_words(texts, reading=learnt.reading)
        vectors = place_comments(learnt.space, words)
        clusters = learnt.consensus.number_comments(vectors.views)
        labels = np.where(clusters >= 0, learnt.themes[clusters], -1)
        return _place(learnt, texts, vectors.comments, labels, reading=learnt.reading)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """A quarter of the time goes on looking for cycles among words that are gone after a block."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def place_blocks(
    learnt: Learnt,
    texts: Sequence[str],
    *,
    n_jobs: int | None = None,
    has_progress: bool = False,
) -> Iterator[Placed]:
    """:func:`place_texts` of one block after another, in as many processes as there are cores."""
    starts = range(0, max(len(texts), 1), MAX_PLACED)
    n_jobs = min(n_jobs or cpu_count(), len(starts))
    run = Parallel(n_jobs, max_nbytes=None, return_as="generator")
    blocks = (delayed(place_texts)(learnt, texts[start : start + MAX_PLACED]) for start in starts)
    bar = tqdm(desc="placing texts", total=len(texts), unit=" texts", disable=not has_progress)
    with bar:
        for placed in run(blocks):
            bar.update(len(placed.labels))
            yield placed


def join_blocks(blocks: Iterator[Placed]) -> Placed:
    """Blocks, in their order, as one."""
    held = list(blocks)
    starts = np.cumsum([0, *(len(one.labels) for one in held)])
    further = [
        one.further.assign(position=one.further["position"] + start)
        for one, start in zip(held, starts, strict=False)
    ]
    return Placed(
        np.concatenate([one.labels for one in held]),
        np.concatenate([one.closeness for one in held]),
        pd.concat(further, ignore_index=True),
    )


def _place(
    learnt: Learnt,
    texts: Sequence[str],
    vectors: np.ndarray,
    labels: np.ndarray,
    *,
    reading: Reading | None,
) -> Placed:
    closeness = _measure(vectors, learnt.centres, labels)
    further = find_further_themes(
        texts,
        language=learnt.language,
        space=learnt.space,
        placed=vectors,
        centres=learnt.centres,
        labels=labels,
        closeness=closeness,
        limits=learnt.limits,
        reading=reading,
    )
    return Placed(labels, np.where(labels >= 0, closeness, 0.0), further)


def _measure(vectors: np.ndarray, centres: np.ndarray, labels: np.ndarray) -> np.ndarray:
    return np.clip((vectors * centres[labels]).sum(axis=1), 0, 1)
