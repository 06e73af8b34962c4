"""Quotes: none, unless a named person approved this text of this comment.

In: the approval file of a consultation with the stage tables. Out: the quotes that may be
printed and, privately, those that may not and why. No area and no group stands beside a quote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gpgp.disclosure.approvals import Approval, hash_quote, read_approvals
from gpgp.disclosure.profiles import Profile

LEAST_PEOPLE = 10  # who raised a theme that is quoted from, whatever the profile
REASONS = {
    "no_comment": "there is no such comment",
    "repeated": "the comment is approved twice",
    "changed": "the comment or the wording was changed after it was approved",
    "no_consent": "the respondent did not agree to be quoted",
    "campaign": "the comment is a campaign letter, which can be found elsewhere",
    "no_theme": "the comment carries no theme that is shown",
    "small_theme": "too few people raised its theme",
}


@dataclass(frozen=True)
class Quotes:
    """What may be quoted and what may not.

    Attributes
    ----------
    approved : DataFrame, one row per quote
        ``theme_id``, ``text``, ``language_code``; in the order of the file.
    refused : DataFrame, one row per approval that does not hold
        ``comment_id``, ``reason_code``. Private.
    """

    approved: pd.DataFrame
    refused: pd.DataFrame


def list_quotable(tables: Mapping[str, pd.DataFrame], *, profile: Profile) -> pd.DataFrame:
    """Return the comments that a person may choose quotes from.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        ``comments``, ``responses``, ``themes``, ``comment_themes``.
    profile : Profile
        No quote from a theme that fewer than ``term_floor`` people raised.

    Returns
    -------
    DataFrame, one row per comment
        The columns of ``comments`` with ``constituency_code``. Their writers agreed to be quoted;
        nothing had to be removed from them; they are no letter and carry a theme that is shown.
    """
    known = _gather_comments(tables)
    is_quotable = [_refuse_comment(row, profile) is None for row in known.to_dict("records")]
    found = known.loc[is_quotable]
    found = found.loc[(found["n_redactions"] == 0) & ~found["is_non_answer"]]
    return found[[*tables["comments"].columns, "constituency_code"]].reset_index(drop=True)


def approve_quotes(
    approvals_text: str | None, tables: Mapping[str, pd.DataFrame], *, profile: Profile
) -> Quotes:
    """Return the quotes that may be printed.

    Parameters
    ----------
    approvals_text : str or None
        The approval file; None, the default of every run, means no quotes. Entries that nobody
        approved are passed over.
    tables : mapping of table name to DataFrame
        ``comments``, ``responses``, ``themes``, ``comment_themes``.
    profile : Profile
        No quote from a theme that fewer than ``term_floor`` people raised.

    Returns
    -------
    Quotes

    Raises
    ------
    InputError
        The approval file is not one.
    """
    listed = read_approvals(approvals_text) if approvals_text is not None else ()
    entries = [entry for entry in listed if entry.is_approved]
    known = _gather_comments(tables).set_index("comment_id").to_dict("index") if entries else {}
    codes = [entry.comment_id for entry in entries]
    approved, refused = [], []
    for entry in entries:
        row = known.get(entry.comment_id)
        if row is None:
            refused.append((entry.comment_id, "no_comment"))
            continue
        reason = _refuse(entry, row, codes) or _refuse_comment(row, profile)
        if reason:
            refused.append((entry.comment_id, reason))
        else:
            approved.append((row["theme_id"], entry.text.strip(), row["language_code"]))
    return Quotes(
        pd.DataFrame(approved, columns=["theme_id", "text", "language_code"], dtype="str"),
        pd.DataFrame(refused, columns=["comment_id", "reason_code"], dtype="str"),
    )


def _refuse(entry: Approval, row: Mapping[str, Any], codes: list[str]) -> str | None:
    """Return why an approval does not hold; None if it does."""
    if codes.count(entry.comment_id) > 1:
        return "repeated"
    return "changed" if entry.sha256 != hash_quote(str(row["text"]), entry.text) else None


def _refuse_comment(row: Mapping[str, Any], profile: Profile) -> str | None:
    """Return why nobody may approve a comment; None if they may."""
    if not row["has_quote_consent"]:
        return "no_consent"
    if row["campaign_role_code"] in ("identical", "edited"):
        return "campaign"
    if pd.isna(row["theme_id"]):
        return "no_theme"
    return "small_theme" if row["n_people"] < max(profile.term_floor, LEAST_PEOPLE) else None


def _gather_comments(tables: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Each comment with its respondent's consent and the shown theme it is nearest to."""
    themes = tables["themes"]
    shown = themes.loc[themes["is_shown"], ["theme_id", "n_respondents"]]
    carried = (
        tables["comment_themes"][["comment_id", "theme_id", "is_main", "score"]]
        .merge(shown, on="theme_id", how="inner", validate="m:1")
        .rename(columns={"n_respondents": "n_people"})
        .sort_values(["is_main", "score", "theme_id"], ascending=[False, False, True])
        .drop_duplicates("comment_id")
    )
    people = tables["responses"][["response_id", "constituency_code", "has_quote_consent"]]
    comments = (
        tables["comments"]
        .merge(people, on="response_id", how="left", validate="m:1")
        .merge(
            carried[["comment_id", "theme_id", "n_people"]],
            on="comment_id",
            how="left",
            validate="1:1",
        )
    )
    consent = comments["has_quote_consent"].fillna(False).astype(bool)
    return comments.assign(has_quote_consent=consent)
