"""Themes for any column of texts: the plain service behind ``gpgp themes``.

A sequence of texts comes in; one row per text goes out, in the same order. With a number of
themes it always answers; what makes the answer doubtful is said in warnings beside it. Unlike
:mod:`gpgp.themes.theming` it knows nothing of respondents, campaigns or consent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.errors import ParameterError
from gpgp.themes.cluster.checks import MAX_P, N_RESAMPLES, name_settled
from gpgp.themes.cluster.fits import Fit, measure_checks
from gpgp.themes.cluster.learnt import (
    Learnt,
    join_blocks,
    learn_themes,
    place_blocks,
    place_learnt,
)
from gpgp.themes.cluster.naming import name_themes
from gpgp.themes.cluster.samples import MAX_LEARNT, choose_sample

MIN_TEXTS = 2  # a word stands in a label only if so many texts hold it
FEW_TEXTS_PER_THEME = 15  # fewer than this, a theme cannot be distinguished from chance


@dataclass(frozen=True)
class TextsResult:
    """``rows``: one per text in its order; ``warnings``: doubts, one sentence each."""

    rows: pd.DataFrame
    warnings: tuple[str, ...]


def theme_texts(
    texts: Sequence[str],
    *,
    themes: int | str,
    seed: int,
    checks: bool = False,
    say: Callable[[str], None] = lambda step: None,
    has_progress: bool = False,
    max_learnt: int = MAX_LEARNT,
) -> TextsResult:
    """Give every text its theme.

    Parameters
    ----------
    texts : sequence of str; a missing text counts as empty
    themes : int or "auto"
        At most so many themes; "auto" proposes a number.
    seed : int
    checks : bool
        Say in a warning which themes are not real or not settled.
    say : function of str
        Is called with each step as it begins.
    has_progress : bool
        Show on stderr how many texts are placed, where they are placed in blocks.
    max_learnt : int
        Different texts; where there are more, themes are learnt from a sample of so many, by
        length, and every text is placed in them by itself.

    Returns
    -------
    TextsResult
        ``rows``: ``row`` (0-based), ``theme`` (-1 only where no content word is left),
        ``label``, ``themes`` (all, joined by ``|``), ``score`` (0 to 1).

    Raises
    ------
    ParameterError
        ``themes`` is neither "auto" nor a whole number from 1 up.
    """
    check_number(themes)
    texts = ["" if pd.isna(text) else str(text) for text in texts]
    sample = choose_sample(texts, size=max_learnt)
    if sample is None:
        order = np.array(sorted(range(len(texts)), key=texts.__getitem__), dtype=int)
    else:
        order = np.array(sorted(sample, key=texts.__getitem__), dtype=int)
    ordered = [texts[i] for i in order]
    say(f"reading {len(ordered):,} texts and looking for themes")
    found = learn_themes(ordered, themes=themes, seed=seed)
    if found is None:
        nothing = pd.DataFrame({"position": [], "cluster": []})
        return TextsResult(_rows(np.full(len(texts), -1), [], np.zeros(len(texts)), nothing), ())
    fit, learnt = found
    if sample is None:
        placed = place_learnt(fit, learnt)
        rows = _rows(placed.labels, name_texts(fit), placed.closeness, placed.further)
        rows = rows.iloc[np.argsort(order)].assign(row=range(len(texts))).reset_index(drop=True)
    else:
        say(f"placing {len(texts):,} texts")
        rows = place_rows(learnt, name_texts(fit), texts, has_progress=has_progress)
    doubts = _doubts(rows["theme"].to_numpy(), fit.n_clusters, themes)
    if checks:
        say(f"checking {fit.n_clusters} themes in {N_RESAMPLES} resamples")
        doubts += _check_themes(fit, seed=seed)
    return TextsResult(rows, doubts)


def check_number(themes: int | str) -> None:
    """Refuse a number of themes that is none.

    Raises
    ------
    ParameterError
        ``themes`` is neither "auto" nor a whole number from 1 up.
    """
    if themes != "auto" and (isinstance(themes, bool) or int(themes) < 1):
        raise ParameterError(
            f"themes: expected 'auto' or a whole number from 1 up, found {themes!r}."
        )


def place_rows(
    learnt: Learnt,
    names: Sequence[str],
    texts: Sequence[str],
    *,
    n_jobs: int | None = None,
    has_progress: bool = False,
) -> pd.DataFrame:
    """Rows of :func:`theme_texts` for texts that are placed in themes learnt from others."""
    origin, different = pd.factorize(np.array([*texts, ""], dtype=object)[:-1])
    blocks = place_blocks(learnt, different, n_jobs=n_jobs, has_progress=has_progress)
    placed = join_blocks(blocks)
    rows = _rows(placed.labels, names, placed.closeness, placed.further)
    return rows.iloc[origin].assign(row=range(len(texts))).reset_index(drop=True)


def name_texts(fit: Fit) -> list[str]:
    """A label for each theme."""
    texts = fit.comments["text"].tolist()
    people = fit.comments["response_id"]
    named = name_themes(fit.words, texts, fit.labels, people, min_people=MIN_TEXTS).labels
    return [name or f"Theme {number}" for number, name in enumerate(named, start=1)]


def _rows(
    labels: np.ndarray, names: Sequence[str], score: np.ndarray, further: pd.DataFrame
) -> pd.DataFrame:
    every = [[str(label)] if label >= 0 else [] for label in labels]
    for position, cluster in zip(further["position"], further["cluster"], strict=True):
        every[position].append(str(cluster))
    return pd.DataFrame(
        {
            "row": np.arange(len(labels)),
            "theme": labels,
            "label": [names[label] if label >= 0 else "" for label in labels],
            "themes": ["|".join(themes) for themes in every],
            "score": score,
        }
    )


def _doubts(labels: np.ndarray, n_found: int, themes: int | str) -> tuple[str, ...]:
    n_themed = int((labels >= 0).sum())
    n_themes = n_found if themes == "auto" else int(themes)
    doubts = []
    if n_themed < FEW_TEXTS_PER_THEME * n_themes:
        doubts.append(
            f"{n_themed} texts with a content word are few for {n_themes} themes; "
            f"{FEW_TEXTS_PER_THEME} for each would carry them: read them one by one."
        )
    if n_found < n_themes:
        doubts.append(f"{n_themes} themes were asked for; the texts gave {n_found}.")
    return tuple(doubts)


def _check_themes(fit: Fit, *, seed: int) -> tuple[str, ...]:
    """Which themes are not real and which are loose, by number."""
    figures = measure_checks(fit, seed=seed)
    unreal = figures.index[figures["p_real"] > MAX_P]
    loose = figures.index[figures["overlap_settled"].map(name_settled).eq("loose")]
    doubts = (
        (unreal, "their words meet no more often than by chance in texts that did not choose them"),
        (loose, "loose: they come back less than half when the texts are drawn again"),
    )
    return tuple(
        f"{len(which)} of {fit.n_clusters} themes ({', '.join(map(str, which))}): {meaning}."
        for which, meaning in doubts
        if len(which)
    )
