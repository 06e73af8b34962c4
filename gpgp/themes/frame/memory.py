"""Who was a member of a theme when people accepted it: a CSV beside the frame, no words in it.

A comment is known again by a hash of its text, so that neither another seed nor a later engine,
nor new ids of the same comments, move what people have read and accepted.
"""

from __future__ import annotations

import hashlib
import unicodedata
from io import StringIO

import pandas as pd

from gpgp.errors import InputError

MEMBERS_FILE = "code_frame_members.csv"
MEMBER_COLUMNS = ["theme_id", "comment_id", "is_main", "text_hash"]
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
    except ValueError:  # nothing in it, or more values in a row than columns
        read = pd.DataFrame()
    if list(read.columns) != MEMBER_COLUMNS:
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
