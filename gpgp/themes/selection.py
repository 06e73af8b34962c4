"""Which comments are read for themes, and why the others are not.

``comments`` comes in; the comments to read, by language, and a list of those left out go out.
Of a campaign letter's copies one is read, for the wording of themes only.
"""

from __future__ import annotations

import pandas as pd

MIN_COMMENTS = 30  # fewer are read one by one; two themes of fifteen cannot be told from chance
MIN_WELSH_COMMENTS = 50  # below, Welsh comments are listed apart for a reader of Welsh
COLUMNS = (
    "comment_id", "response_id", "question_id", "text", "language_code",
    "is_non_answer", "campaign_id", "campaign_role_code",
)  # fmt: skip


def select_comments(comments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Part comments into those to read and those left out, both sorted by id.

    Returns
    -------
    two DataFrames
        The first with ``is_counted`` (False for a campaign's one copy), the second with
        ``reason_code``: campaign_copy, non_answer or welsh_apart.
    """
    ordered = comments[list(COLUMNS)].sort_values("comment_id", kind="stable", ignore_index=True)
    is_copy = ordered["campaign_role_code"].isin(["identical", "edited"])
    is_letter = is_copy & ~ordered["campaign_id"].where(is_copy).duplicated()
    ordered["is_counted"] = ~is_copy
    reason = pd.Series("", index=ordered.index)
    reason[is_copy & ~is_letter] = "campaign_copy"
    reason[ordered["is_non_answer"].astype(bool)] = "non_answer"
    is_welsh = ordered["language_code"].eq("cy") & reason.eq("")
    if is_welsh.sum() < MIN_WELSH_COMMENTS:
        reason[is_welsh] = "welsh_apart"
    left_out = ordered.assign(reason_code=reason)[["comment_id", "response_id", "reason_code"]]
    return ordered[reason.eq("")], left_out[reason.ne("")]


def part_languages(readable: pd.DataFrame) -> list[pd.DataFrame]:
    """Welsh apart from all else, each only where there are enough comments for themes."""
    is_welsh = readable["language_code"].eq("cy")
    parts = [readable[~is_welsh], readable[is_welsh]]
    return [part.reset_index(drop=True) for part in parts if len(part) >= MIN_COMMENTS]
