"""Which comments are read for themes, in which language, and why the others are not.

``comments`` comes in; the comments to read, by language, and a list of those left out go out.
Of a campaign letter's copies one is read, for the wording of themes only. Comments that raise no
matter (nothing to add, general praise …) are set apart under plain names.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd

from gpgp.themes.cluster.languages import guess_body
from gpgp.themes.cluster.stop_words import ENGLISH
from gpgp.themes.cluster.words import list_foreign, split_words
from gpgp.themes.kinds import find_kind

MIN_COMMENTS = 30  # of a language; fewer are listed for a reader, two themes of 15 may be chance
MIN_ENGLISH_WORDS = 3  # beside a part in another language, for a comment to be read as English
COLUMNS = (
    "comment_id", "response_id", "question_id", "text", "language_code",
    "is_non_answer", "campaign_id", "campaign_role_code",
)  # fmt: skip


LEFT_COLUMNS = ["comment_id", "response_id", "question_id", "reason_code"]


def select_comments(
    comments: pd.DataFrame, *, spoken_for: Collection[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Split comments into those to read and those left out.

    Both sorted by their text, then by id: ids made from row numbers change with the order of rows.

    Parameters
    ----------
    comments : DataFrame, one row per comment (contract ``comments``)
    spoken_for : comment ids
        Comments that people gave a theme: they are read even if they seem to raise no matter.

    Returns
    -------
    two DataFrames
        The first with ``is_counted`` (False for a campaign's one copy) and, in
        ``language_code``, the language it is read in; the second with ``reason_code``:
        campaign_copy, non_answer, nothing_to_add, general_praise, general_criticism,
        about_survey, welsh_apart or other_language (too few comments in that language).
    """
    ordered = comments[list(COLUMNS)].sort_values(["text", "comment_id"], ignore_index=True)
    is_copy = ordered["campaign_role_code"].isin(["identical", "edited"])
    is_letter = is_copy & ~ordered["campaign_id"].where(is_copy).duplicated()
    ordered["is_counted"] = ~is_copy
    reason = pd.Series("", index=ordered.index)
    reason[is_copy & ~is_letter] = "campaign_copy"
    reason[ordered["is_non_answer"].astype(bool)] = "non_answer"
    is_open = reason.eq("")
    ordered["language_code"] = _choose_languages(ordered, is_open)
    kinds = [
        find_kind(split_words(text), language=language)
        for text, language in zip(ordered["text"], ordered["language_code"], strict=True)
    ]
    is_matter = ordered["comment_id"].isin(list(spoken_for))
    reason = reason.where(~is_open | is_matter, kinds)
    n_read = ordered.loc[reason.eq(""), "language_code"].value_counts()
    languages = ordered["language_code"]
    is_main = languages.eq(n_read.idxmax() if len(n_read) else "en")
    is_few = languages.map(n_read).fillna(0).lt(MIN_COMMENTS) & ~is_main & reason.eq("")
    reason[is_few] = "other_language"
    reason[is_few & languages.eq("cy")] = "welsh_apart"
    left_out = ordered.assign(reason_code=reason)[LEFT_COLUMNS]
    return ordered[reason.eq("")], left_out[reason.ne("")]


def split_languages(readable: pd.DataFrame) -> list[pd.DataFrame]:
    """Comments of each language with enough for themes, the language most are in first."""
    counts = readable["language_code"].value_counts()
    codes = sorted(counts.index, key=lambda code: (-counts[code], code))
    parts = [readable[readable["language_code"] == code] for code in codes]
    return [part.reset_index(drop=True) for part in parts if len(part) >= MIN_COMMENTS]


def _choose_languages(comments: pd.DataFrame, is_open: pd.Series) -> pd.Series:
    """The language each comment is read in.

    Where cleaning called most comments English and their function words are another language's,
    they are read as that. Among English comments, one with English parts is read by those; one
    without counts as of another language ("other" where cleaning did not name it).
    """
    codes = comments["language_code"].astype("str")
    named_english = is_open & codes.eq("en")
    body = guess_body(split_words(text) for text in comments.loc[named_english, "text"])
    if body != "en":
        return codes.mask(codes.eq("en"), body)
    if not named_english.any():
        return codes
    n_named = codes[is_open].value_counts()
    is_rare = codes.map(n_named).fillna(0).lt(MIN_COMMENTS)
    checked = [
        _reads_as_other(text, code) if code == "en" or (code != "cy" and rare) else code != "en"
        for text, code, rare in zip(comments["text"], codes, is_rare, strict=True)
    ]
    is_other = pd.Series(checked, index=comments.index, dtype=bool)
    return codes.mask(is_other & codes.eq("en"), "other").mask(~is_other, "en")


def _reads_as_other(text: str, language: str) -> bool:
    """No English part beside the foreign ones, nor English words where the language is named."""
    known, foreign = list_foreign(text)
    if language != "en":
        return ENGLISH.isdisjoint(known)
    return bool(foreign) and len(known) < MIN_ENGLISH_WORDS and ENGLISH.isdisjoint(known)
