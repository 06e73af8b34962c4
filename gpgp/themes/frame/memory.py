"""Who was a member of a theme when people accepted it: a CSV beside the frame, no words in it.

A comment is known again by a hash of its text, so that neither another seed nor a later engine,
nor new ids of the same comments, move what people have read and accepted.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO

import numpy as np
import pandas as pd

from gpgp.errors import InputError
from gpgp.themes.frame.model import CodeFrame
from gpgp.themes.frame.resolving import find_homes, resolve_frame

MEMBERS_FILE = "code_frame_members.csv"
MEMBER_COLUMNS = ["theme_id", "comment_id", "is_main", "text_hash"]
NO_THEME_ID = "none"  # was read, and carried no theme
COUNTED_ROLES = ("none", "addition")  # of a campaign: its copies count nowhere
HASH_DIGITS = 16  # of SHA-256: two of a million comments meet once in 37 million consultations


def hash_text(text: str) -> str:
    """Return the hash by which a comment is known again; case and spacing do not matter."""
    plain = " ".join(unicodedata.normalize("NFC", text).casefold().split())
    return hashlib.sha256(plain.encode()).hexdigest()[:HASH_DIGITS]


def read_members(text: str, *, file_name: str = MEMBERS_FILE) -> pd.DataFrame:
    """Read remembered members.

    Returns
    -------
    DataFrame, one row per theme of a comment
        ``theme_id``, ``comment_id``, ``is_main``, ``text_hash``.

    Raises
    ------
    InputError
        Not the columns that belong there, a value missing, a row twice; names the line.
    """
    try:
        read = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False, na_filter=False)
    except ValueError:  # nothing in it
        read = pd.DataFrame()
    is_table = isinstance(read.index, pd.RangeIndex)  # else rows hold more values than columns
    if list(read.columns) != MEMBER_COLUMNS or not is_table:
        raise InputError(
            f"{file_name}, line 1: expected the columns {', '.join(MEMBER_COLUMNS)}; "
            "this file is written by 'gpgp code-frame', take it from your last copy."
        )
    is_wrong = read.eq("").any(axis=1) | ~read["is_main"].isin(["true", "false"])
    is_wrong |= read.duplicated(["theme_id", "comment_id"])
    if is_wrong.any():
        line = int(is_wrong.idxmax()) + 2
        raise InputError(
            f"{file_name}, line {line}: expected {', '.join(MEMBER_COLUMNS)} (true or false for "
            f"is_main), each theme of a comment once; {int(is_wrong.sum())} rows are not."
        )
    return read.assign(is_main=read["is_main"].eq("true"))


def render_members(members: pd.DataFrame) -> str:
    """Write remembered members as CSV, sorted so that a change shows as a change."""
    rows = members[MEMBER_COLUMNS].sort_values(["theme_id", "comment_id"], kind="stable")
    rows = rows.assign(is_main=rows["is_main"].map({True: "true", False: "false"}))
    return rows.to_csv(index=False, lineterminator="\n")


@dataclass(frozen=True)
class Recalled:
    """What is remembered of comments: comments x themes of a frame.

    ``held``: was a member; ``main``: column of its main theme or -1; ``is_known``: something is
    remembered of it; ``is_apart``: that it carried no theme; ``known_as``: id it was remembered
    under, its own or that of a comment of the same text, '' where it is new; ``themes``: ids
    anything is remembered of.
    """

    held: np.ndarray
    main: np.ndarray
    is_known: np.ndarray
    is_apart: np.ndarray
    known_as: np.ndarray
    themes: frozenset[str]


def recall_members(
    comments: pd.DataFrame, remembered: pd.DataFrame | None, ids: Sequence[str]
) -> Recalled:
    """Recall the themes of comments: by id and text, else by the same text under another id.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``comment_id``, ``text``.
    remembered : DataFrame or None
        As :func:`read_members` returns. Rows of a theme that no longer stands in the frame are
        passed over: a theme taken out by hand is as if it had never been there.
    ids : ids of the frame's themes
    """
    held = np.zeros((len(comments), len(ids)), dtype=bool)
    main, known_as = np.full(len(comments), -1), [""] * len(comments)
    is_apart = np.zeros(len(comments), dtype=bool)
    rows = _by_hash(remembered, ids)
    column = {theme: place for place, theme in enumerate(ids)}
    pairs = zip(comments["comment_id"], comments["text"], strict=True)
    for position, (comment_id, text) in enumerate(pairs):
        same = rows.get(hash_text(text), {})
        known_as[position] = comment_id if comment_id in same else _first_themed(same)
        for theme, is_main in same.get(known_as[position], []):
            if theme == NO_THEME_ID:
                is_apart[position] = True
            else:
                held[position, column[theme]] = True
                main[position] = column[theme] if is_main else main[position]
    themes = frozenset() if remembered is None else frozenset(remembered["theme_id"])
    as_array = np.array(known_as, dtype=object)
    return Recalled(held, main, as_array != "", is_apart, as_array, themes & frozenset(ids))


def _by_hash(
    remembered: pd.DataFrame | None, ids: Sequence[str]
) -> dict[str, dict[str, list[tuple[str, bool]]]]:
    """Hash → comment id → its themes and whether each is the main one."""
    found: dict[str, dict[str, list[tuple[str, bool]]]] = {}
    if remembered is not None:
        kept = remembered[remembered["theme_id"].isin([*ids, NO_THEME_ID])]
        for row in kept.sort_values(["comment_id", "theme_id"]).itertuples():
            comment = found.setdefault(row.text_hash, {}).setdefault(row.comment_id, [])
            comment.append((row.theme_id, row.is_main))
    return found


def _first_themed(same: dict[str, list[tuple[str, bool]]]) -> str:
    """First comment of the same text with a theme: that one carried none says nothing of others."""
    return next((name for name, rows in same.items() if rows[0][0] != NO_THEME_ID), "")


def remember_members(
    comments: pd.DataFrame,
    comment_themes: pd.DataFrame,
    *,
    frame: CodeFrame | None = None,
    remembered: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Remember who is in which theme now; what was remembered of the frame's themes stays.

    Parameters
    ----------
    comments : DataFrame, one row per comment that was open to theming
        ``comment_id``, ``text``, ``is_non_answer``, ``campaign_role_code``.
    comment_themes : DataFrame, one row per theme of a comment (contract ``comment_themes``)
    frame : CodeFrame, optional
        Made these themes. What is remembered of a merged theme is not written a second time
        under the other's name, so that the merge can be undone.
    remembered : DataFrame, as :func:`read_members` returns, optional

    Returns
    -------
    DataFrame, as :func:`read_members` returns
        Comments that carry no theme are remembered as such: with every comment a theme takes in
        its border would widen, and the next run would take in more.
    """
    text = comments.set_index("comment_id")["text"]
    now = comment_themes[["theme_id", "comment_id", "is_main"]]
    now = now.assign(text_hash=now["comment_id"].map(text).map(hash_text))
    without = _list_without(comments, now)
    if remembered is None:
        return pd.concat([now, without], ignore_index=True)[MEMBER_COLUMNS]
    resolved = resolve_frame(CodeFrame() if frame is None else frame)
    kept = remembered[remembered["theme_id"].isin([*resolved.labels, *resolved.gone, NO_THEME_ID])]
    has_theme = kept["comment_id"].isin(now["comment_id"])
    kept = kept[kept["theme_id"].ne(NO_THEME_ID) | ~has_theme]
    homes = {theme: find_homes(resolved, theme) for theme in kept["theme_id"].unique()}
    explained = {
        (homes[row.theme_id][0], row.comment_id, row.text_hash)
        for row in kept.itertuples()
        if len(homes[row.theme_id]) == 1
    }
    keys = zip(now["theme_id"], now["comment_id"], now["text_hash"], strict=True)
    fresh = now[[key not in explained for key in keys]]
    rows = pd.concat([fresh, kept, without], ignore_index=True)
    return rows.drop_duplicates(["theme_id", "comment_id"])[MEMBER_COLUMNS]


def _list_without(comments: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Comments that were read and carry no theme."""
    is_read = ~comments["is_non_answer"] & comments["campaign_role_code"].isin(COUNTED_ROLES)
    without = comments[is_read & ~comments["comment_id"].isin(now["comment_id"])]
    return pd.DataFrame(
        {
            "theme_id": NO_THEME_ID,
            "comment_id": without["comment_id"],
            "is_main": False,
            "text_hash": [hash_text(text) for text in without["text"]],
        }
    )
