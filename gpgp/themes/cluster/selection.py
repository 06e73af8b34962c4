"""Which comments are read for themes, and why the others are not.

``comments`` comes in; the comments to read, by language, and a list of those left out go out.
Of a campaign letter's copies one is read, for the wording of themes only.
"""

from __future__ import annotations

import pandas as pd

from gpgp.themes.cluster.stop_words import ENGLISH
from gpgp.themes.cluster.words import list_foreign

MIN_COMMENTS = 30  # fewer are read one by one; two themes of fifteen cannot be told from chance
MIN_WELSH_COMMENTS = 50  # below, Welsh comments are listed apart for a reader of Welsh
MIN_ENGLISH_WORDS = 3  # beside a part in another language, for a comment to be read as English
COLUMNS = (
    "comment_id", "response_id", "question_id", "text", "language_code",
    "is_non_answer", "campaign_id", "campaign_role_code",
)  # fmt: skip


def select_comments(comments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split comments into those to read and those left out.

    Both sorted by their text, then by id: ids made from row numbers change with the order of rows.

    Returns
    -------
    two DataFrames
        The first with ``is_counted`` (False for a campaign's one copy), the second with
        ``reason_code``: campaign_copy, non_answer, welsh_apart or other_language.
    """
    ordered = comments[list(COLUMNS)].sort_values(["text", "comment_id"], ignore_index=True)
    is_copy = ordered["campaign_role_code"].isin(["identical", "edited"])
    is_letter = is_copy & ~ordered["campaign_id"].where(is_copy).duplicated()
    ordered["is_counted"] = ~is_copy
    reason = pd.Series("", index=ordered.index)
    reason[is_copy & ~is_letter] = "campaign_copy"
    reason[ordered["is_non_answer"].astype(bool)] = "non_answer"
    is_welsh = ordered["language_code"].eq("cy") & reason.eq("")
    if is_welsh.sum() < MIN_WELSH_COMMENTS:
        reason[is_welsh] = "welsh_apart"
    is_other = _is_other_language(ordered) & reason.eq("")
    if is_other.sum() * 2 <= reason.eq("").sum():
        reason[is_other] = "other_language"
    left_out = ordered.assign(reason_code=reason)[["comment_id", "response_id", "reason_code"]]
    return ordered[reason.eq("")], left_out[reason.ne("")]


def split_languages(readable: pd.DataFrame) -> list[pd.DataFrame]:
    """Welsh apart from all else, each only where there are enough comments for themes."""
    is_welsh = readable["language_code"].eq("cy")
    parts = [readable[~is_welsh], readable[is_welsh]]
    return [part.reset_index(drop=True) for part in parts if len(part) >= MIN_COMMENTS]


def _is_other_language(comments: pd.DataFrame) -> pd.Series:
    """Comments in a language other than English and Welsh, without a part that can be read.

    Where most comments are, they are themed as they stand: then it is the others that are apart.
    """
    is_named_other = ~comments["language_code"].isin(["en", "cy"])
    return pd.Series(
        [
            language != "cy" and _reads_as_other(text, is_named)
            for text, language, is_named in zip(
                comments["text"], comments["language_code"], is_named_other, strict=True
            )
        ],
        index=comments.index,
        dtype=bool,
    )


def _reads_as_other(text: str, is_named: bool) -> bool:
    """No English part beside the foreign ones, nor English words where the language is named."""
    known, foreign = list_foreign(text)
    if is_named:
        return ENGLISH.isdisjoint(known)
    return bool(foreign) and len(known) < MIN_ENGLISH_WORDS and ENGLISH.isdisjoint(known)
