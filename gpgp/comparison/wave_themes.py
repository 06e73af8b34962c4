"""Themes of two waves by one code frame and one instrument of coding: predicted on both sides.

In: the comments of both waves and the themes of the first. Out: who raised each theme in each
wave. A comment of either wave is coded by a classifier that has not seen it: the first wave's
comments are held back in turn, and each part of the second is coded by the same classifier as
one part of the first. People's own codes on one side against predictions on the other make
differences where nothing changed; so the first wave's own themes are never counted here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.themes.cluster.selection import select_comments
from gpgp.themes.cluster.words import read_words
from gpgp.themes.coding.classifier import learn_themes

N_PARTS = 3  # of the comments; each is coded by what the other two of the first wave teach
MIN_CODED = 20  # people behind a theme of the first wave, from which it can be learnt
MIN_COMMENTS = 50  # in each wave


@dataclass(frozen=True)
class CodedWave:
    """Who wrote (response ids), and who raised which theme (``response_id``, ``theme_id``)."""

    writers: tuple[str, ...]
    members: pd.DataFrame


def code_waves(
    first: pd.DataFrame,
    second: pd.DataFrame,
    *,
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
    seed: int,
) -> tuple[CodedWave, CodedWave] | None:
    """Code the comments of both waves by the themes of the first.

    Parameters
    ----------
    first, second : DataFrame, contract ``comments``
        Answers to questions that both waves asked.
    themes, comment_themes : DataFrame, contracts of the same names
        Of the first wave: its code frame. Only themes that are shown, and that 20 people raised,
        are used.
    seed : int
        Draws the parts.

    Returns
    -------
    pair of CodedWave, or None
        None where either wave has fewer than 50 comments that can be coded, or there is no
        theme. Comments in the language that most of the first wave are in; copies of a campaign
        letter and what raises no matter are left out, in both.
    """
    is_used = themes["is_shown"] & themes["n_respondents"].ge(MIN_CODED)
    codes = themes.loc[is_used, "theme_id"].tolist()
    before, after = _select(first, None), None
    if len(before):
        after = _select(second, before["language_code"].iloc[0])
    if not codes or after is None or min(len(before), len(after)) < MIN_COMMENTS:
        return None
    given = _lay_out(before, comment_themes, codes)
    described = themes.set_index("theme_id").loc[codes]
    coded_before, coded_after = _code(before, after, given, described, seed=seed)
    return _gather(before, coded_before, codes), _gather(after, coded_after, codes)


def _select(comments: pd.DataFrame, language: str | None) -> pd.DataFrame:
    """Return the comments that raise a matter, in one language."""
    readable, _ = select_comments(comments)
    readable = readable[readable["is_counted"]]
    if language is None and len(readable):
        language = readable["language_code"].value_counts().idxmax()
    own = readable[readable["language_code"] == language]
    return own.sort_values(["text", "comment_id"], ignore_index=True)


def _lay_out(rows: pd.DataFrame, comment_themes: pd.DataFrame, codes: list[str]) -> np.ndarray:
    """Which comment carries which theme, comments x themes."""
    given = np.zeros((len(rows), len(codes)), dtype=bool)
    comment = pd.Index(rows["comment_id"]).get_indexer(pd.Index(comment_themes["comment_id"]))
    theme = pd.Index(codes).get_indexer(pd.Index(comment_themes["theme_id"]))
    known = (comment >= 0) & (theme >= 0)
    given[comment[known], theme[known]] = True
    return given


def _code(
    before: pd.DataFrame,
    after: pd.DataFrame,
    given: np.ndarray,
    described: pd.DataFrame,
    *,
    seed: int,
) -> tuple[np.ndarray, np.ndarray]:
    """Return what classifiers that have not seen them give the comments of both waves."""
    language = before["language_code"].iloc[0]
    texts = [*before["text"], *after["text"]]
    words = read_words(texts, [language] * len(texts))
    about = (described["label"] + " " + described["keywords"].str.replace("|", " ")).tolist()
    theme_words = read_words(about, [language] * len(about))
    part = np.concatenate([_draw_parts(rows, seed) for rows in (before, after)])
    is_first = np.arange(len(words)) < len(before)
    chosen = np.zeros((len(words), given.shape[1]), dtype=bool)
    for number in range(N_PARTS):
        taught = np.flatnonzero(is_first & (part != number))
        learnt = learn_themes(words, theme_words, taught, given[taught])
        chosen[part == number] = learnt.is_chosen[part == number]
    return chosen[is_first], chosen[~is_first]


def _draw_parts(rows: pd.DataFrame, seed: int) -> np.ndarray:
    """Put each person's comments into one of the parts, by chance, in parts of like size."""
    people = np.unique(rows["response_id"], return_inverse=True)[1]
    order = np.random.default_rng(seed).permutation(people.max() + 1)
    return order[people] % N_PARTS


def _gather(rows: pd.DataFrame, is_chosen: np.ndarray, codes: list[str]) -> CodedWave:
    comment, theme = np.nonzero(is_chosen)
    members = pd.DataFrame(
        {
            "response_id": rows["response_id"].to_numpy()[comment],
            "theme_id": np.array(codes, dtype=object)[theme],
        }
    )
    return CodedWave(tuple(rows["response_id"].unique()), members.drop_duplicates())
