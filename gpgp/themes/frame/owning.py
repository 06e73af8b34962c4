"""Ids, labels and headings of themes: the frame's own first, then proposals with fresh ids."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from gpgp.themes.frame.replaying import FrameInUse, Replayed

_NUMBERED = re.compile(r"t(\d+)")


def label_owned(
    described: pd.DataFrame, replayed: Replayed, used: FrameInUse | None
) -> pd.DataFrame:
    """Give the clusters of one language that are themes of the frame their labels in it."""
    labels = used.resolved.labels if used else {}
    own = {cluster: labels[theme_id] for cluster, theme_id in enumerate(replayed.ids)}
    pairs = zip(described["cluster"], described["label"], strict=True)
    return described.assign(label=[own.get(cluster, label) for cluster, label in pairs])


def name_owned(
    themes: pd.DataFrame, replays: Sequence[Replayed], used: FrameInUse | None
) -> pd.DataFrame:
    """Give each theme its id, its heading, if people gave one, and whether they own it.

    Parameters
    ----------
    themes : DataFrame, one row per language and cluster, in the order ids are given
        ``part`` (place in ``replays``), ``cluster``, ``label`` (may be empty), ``heading``
        (proposed), ``language_code``.
    replays : what the frame made of each language's comments
    used : the frame, if there is one

    Returns
    -------
    DataFrame
        The same rows with ``theme_id``, ``label``, ``heading``, ``is_owned``, ``is_away`` (the
        comments are not in the theme's language). A proposal's id is
        one that never stood in the frame, also not as a theme since merged or dropped.
    """
    number = _last_number(used) + 1
    ids = []
    for row in themes.itertuples():
        known = replays[row.part].ids
        if row.cluster < len(known):
            ids.append(known[row.cluster])
        else:
            ids.append(f"t{number:02d}")
            number += 1
    named = themes.assign(theme_id=pd.Series(ids, index=themes.index, dtype="str"))
    languages = {theme.id: theme.language for theme in used.frame.themes} if used else {}
    headings = {theme.id: theme.heading for theme in used.frame.themes} if used else {}
    outside = used.resolved.outside if used else {}
    away = [
        languages.get(row.theme_id, row.language_code) != row.language_code
        for row in named.itertuples()
    ]
    return named.assign(
        is_away=away,
        label=named["label"].where(named["label"].ne(""), named["theme_id"]),
        heading=named["theme_id"].map(headings).astype("str").fillna(named["heading"]),
        is_outside_draft=named["theme_id"].map(outside).astype("boolean"),
        is_owned=named["theme_id"].isin(used.resolved.owned if used else ()),
    )


def join_languages(themes: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """Make one row of a theme that people merged across languages, described in its own.

    Comments and people are counted over both; the base is that of both.
    """
    ordered = themes.sort_values(["theme_id", "is_away", "part"])
    joined = ordered.drop_duplicates("theme_id").set_index("theme_id")
    by_theme = members.groupby("theme_id", observed=True)
    joined["n_comments"] = by_theme["comment_id"].nunique()
    joined["n_respondents"] = by_theme["response_id"].nunique()
    joined["n_base"] = themes.groupby("theme_id", observed=True)["n_base"].sum()
    order = themes.drop_duplicates("theme_id")["theme_id"]
    return joined.loc[order].reset_index()


def _last_number(used: FrameInUse | None) -> int:
    found = [_NUMBERED.fullmatch(name) for name in (used.frame.ids if used else ())]
    return max((int(match[1]) for match in found if match), default=0)
