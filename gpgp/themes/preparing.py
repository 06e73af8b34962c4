"""Comments read and placed once, so that a code frame can be replayed on them in a second.

Reading and placing depend on the comments alone; what people decide only moves them about.
:func:`place_members` says which comment carries which theme under a frame, without the names,
checks and figures that :func:`gpgp.themes.find_themes` adds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from gpgp.themes.cluster.fits import Fit, cluster_part, has_shared_words, read_part
from gpgp.themes.cluster.samples import MAX_LEARNT
from gpgp.themes.cluster.selection import select_comments, split_languages
from gpgp.themes.cluster.words import split_words
from gpgp.themes.frame.assignment import Assignment
from gpgp.themes.frame.memory import NO_THEME_ID
from gpgp.themes.frame.model import CodeFrame
from gpgp.themes.frame.owning import name_owned
from gpgp.themes.frame.replaying import (
    FrameInUse,
    Replayed,
    list_replayed,
    replay_frame,
    use_frame,
)

MEMBER_COLUMNS = ["theme_id", "comment_id", "response_id", "score", "is_main"]


@dataclass(frozen=True)
class Prepared:
    """Comments that can be themed (``readable``), the others (``left_out``), and their fits."""

    readable: pd.DataFrame
    left_out: pd.DataFrame
    fits: tuple[Fit, ...]


def prepare_comments(
    comments: pd.DataFrame,
    *,
    question_words: Sequence[str] = (),
    spoken_for: frozenset[str] = frozenset(),
    max_learnt: int = MAX_LEARNT,
) -> Prepared:
    """Read and place comments, each language with enough of them by itself.

    Parameters
    ----------
    comments : DataFrame, one row per comment (contract ``comments``)
        Also ``constituency_code``, if a sample of very many is to keep their shares.
    question_words : texts of the questions, whose words count half
    spoken_for : comments that people gave a theme, which are read whatever their words
    max_learnt : int
        Different comments of a language; where there are more, themes are learnt from a sample of
        so many, by constituency, question and length, and all others are placed in them.
    """
    readable, left_out = select_comments(comments, spoken_for=spoken_for)
    fits = tuple(
        read_part(part, question_words=question_words, max_learnt=max_learnt)
        for part in split_languages(readable)
        if has_shared_words(split_words(text) for text in part["text"])
    )
    return Prepared(readable, left_out, fits)


def list_spoken_for(
    frame: CodeFrame | None, remembered: pd.DataFrame | None, assignment: Assignment | None
) -> frozenset[str]:
    """Comments that people gave a theme: they raise a matter, whatever their words."""
    if frame is None or not frame.themes:
        return frozenset()
    known = frame.named_comments
    if remembered is not None:
        is_themed = remembered["theme_id"].ne(NO_THEME_ID)
        known = known | set(remembered.loc[is_themed, "comment_id"])
    return known if assignment is None else known | assignment.coded


def replay_parts(
    prepared: Prepared, used: FrameInUse | None, *, themes: int | str, seed: int
) -> tuple[list[Replayed], list[pd.DataFrame]]:
    """Themes of each language: those of the frame, if there is one, then what is found.

    Also one row for each language on how many themes were looked for.
    """
    replays, choices = [], []
    for number, fit in enumerate(prepared.fits):
        wanted = themes if number == 0 else "auto"
        if used is not None:
            replayed, choice = replay_frame(fit, used, themes=wanted, seed=seed)
        else:
            clustered, choice = cluster_part(fit, themes=wanted, seed=seed)
            replayed = Replayed(clustered)
        replays.append(replayed)
        choices.append(choice)
    return replays, choices


def place_members(
    prepared: Prepared,
    *,
    code_frame: CodeFrame | None,
    remembered: pd.DataFrame | None = None,
    assignment: Assignment | None = None,
    themes: int | str = "auto",
    seed: int,
) -> pd.DataFrame:
    """Say which comment carries which theme under a code frame, as ``find_themes`` would.

    Returns
    -------
    DataFrame, one row per theme of a comment
        ``theme_id``, ``comment_id``, ``response_id``, ``score`` (0 to 1), ``is_main``.
    """
    used = None
    if code_frame is not None and code_frame.themes:
        used = use_frame(code_frame, remembered=remembered, assignment=assignment)
    replays, _ = replay_parts(prepared, used, themes=themes, seed=seed)
    placed = []
    for number, replayed in enumerate(replays):
        language = replayed.fit.comments["language_code"].iloc[0]
        placed.append(list_replayed(replayed).assign(part=number, language_code=language))
    if not placed:
        return pd.DataFrame(columns=MEMBER_COLUMNS)
    rows = pd.concat(placed, ignore_index=True)
    keys = ["part", "cluster"]
    bare = rows[[*keys, "language_code"]].drop_duplicates().sort_values(keys, ignore_index=True)
    named = name_owned(bare.assign(label="", heading=""), replays, used)
    rows = rows.merge(named[[*keys, "theme_id"]], on=keys, validate="many_to_one")
    return rows[MEMBER_COLUMNS]
