"""Quotes: none, unless a named person approved this text of this comment.

In comes the approval file of a consultation with the stage tables, out go the quotes that may be
printed and, privately, those that may not and why. An approval is bound to two texts: the comment
it comes from and the wording to be printed, which a person has edited so that it names nobody. If
either changes by one letter the approval is void. No area and no group stands beside a quote.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from gpgp.consultation import read_yaml
from gpgp.errors import InputError
from gpgp.files import hash_bytes
from gpgp.report.profiles import Profile

FILE_NAME = "quotes.yaml"
KEYS = ("comment_id", "sha256", "approved_by", "approved_on", "text")
REASONS = {
    "no_comment": "there is no such comment",
    "repeated": "the comment is approved twice",
    "changed": "the comment or the wording was changed after it was approved",
    "no_consent": "the respondent did not agree to be quoted",
    "campaign": "the comment is a campaign letter, which can be found elsewhere",
    "no_theme": "the comment carries no theme that is shown",
    "small_theme": "too few people raised its theme",
}
_HEAD = """\
# Quotes that may be printed. Nothing else is ever quoted.
# text: as it will be printed. Edit it so that it names nobody: names, places, dates, relations,
# rare circumstances. Then let the program renew its sha256; an edit without that is refused.
"""


@dataclass(frozen=True)
class Approval:
    """One approved quote: whose words, who answers for them, and the wording to be printed."""

    comment_id: str
    sha256: str
    approved_by: str
    approved_on: date
    text: str


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


def hash_quote(comment: str, text: str) -> str:
    """Return the hash that binds a printed wording to the comment it was made from."""
    return hash_bytes(json.dumps([comment, text], ensure_ascii=False).encode())


def draft_approvals(
    comments: pd.DataFrame,
    *,
    comment_ids: Sequence[str],
    approved_by: str,
    approved_on: date,
    edits: Mapping[str, str] | None = None,
) -> str:
    """Return an approval file for some comments.

    Parameters
    ----------
    comments : DataFrame
        The table ``comments``.
    comment_ids : sequence of str
        What was picked, in the order of the file.
    approved_by : str
        Who answers for it.
    approved_on : date
    edits : mapping of comment_id to str, optional
        The wording to be printed where it differs from the comment.

    Returns
    -------
    str
        YAML.

    Raises
    ------
    InputError
        There is no such comment.
    """
    texts = dict(zip(comments["comment_id"], comments["text"], strict=True))
    unknown = [code for code in comment_ids if code not in texts]
    if unknown:
        raise InputError(f"quotes: no comments {', '.join(unknown[:5])}; take ids from comments.")
    entries = []
    for code in comment_ids:
        text = (edits or {}).get(code, texts[code])
        values = (code, hash_quote(texts[code], text), approved_by, approved_on.isoformat(), text)
        lines = [
            f"{key}: {json.dumps(value, ensure_ascii=False)}"
            for key, value in zip(KEYS, values, strict=True)
        ]
        entries.append("- " + "\n  ".join(lines) + "\n")
    return _HEAD + "".join(entries)


def renew_approvals(approvals_text: str, comments: pd.DataFrame) -> str:
    """Return the approval file with the hashes of its wordings and comments as they are now.

    To be called by the person who has just edited a wording, entry by entry.
    """
    return "".join(
        [_HEAD]
        + [
            draft_approvals(
                comments,
                comment_ids=[entry.comment_id],
                approved_by=entry.approved_by,
                approved_on=entry.approved_on,
                edits={entry.comment_id: entry.text},
            ).removeprefix(_HEAD)
            for entry in read_approvals(approvals_text)
        ]
    )


def read_approvals(text: str) -> tuple[Approval, ...]:
    """Read an approval file.

    Raises
    ------
    InputError
        Not a list of entries with exactly the five keys, or a value that is missing or no date.
    """
    entries = read_yaml(text, file_name=FILE_NAME).data
    if not isinstance(entries, list):
        raise InputError(f"{FILE_NAME}: expected a list of approved quotes.")
    return tuple(_read_entry(entry, place) for place, entry in enumerate(entries, start=1))


def _read_entry(entry: object, place: int) -> Approval:
    where = f"{FILE_NAME}: entry {place}"
    if not isinstance(entry, dict) or set(entry) != set(KEYS):
        raise InputError(f"{where}: expected the keys {', '.join(KEYS)}.")
    empty = [key for key in KEYS if not isinstance(entry[key], str) or not entry[key].strip()]
    if empty:
        raise InputError(f"{where}: expected a text for {', '.join(empty)}.")
    try:
        day = date.fromisoformat(entry["approved_on"])
    except ValueError:
        raise InputError(f"{where}: approved_on: expected a date such as 2030-01-31.") from None
    if len(entry["approved_by"].split()) < 2:
        raise InputError(f"{where}: approved_by: expected a first name and a surname.")
    return Approval(entry["comment_id"], entry["sha256"], entry["approved_by"], day, entry["text"])


def approve_quotes(
    approvals_text: str | None, tables: Mapping[str, pd.DataFrame], *, profile: Profile
) -> Quotes:
    """Return the quotes that may be printed.

    Parameters
    ----------
    approvals_text : str or None
        The approval file; None, the default of every run, means no quotes.
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
    entries = read_approvals(approvals_text) if approvals_text is not None else ()
    known = _gather_comments(tables)
    codes = [entry.comment_id for entry in entries]
    approved, refused = [], []
    for entry in entries:
        row = known.get(entry.comment_id)
        reason = _refuse(entry, row, codes, profile)
        if reason:
            refused.append((entry.comment_id, reason))
        else:
            approved.append((row["theme_id"], entry.text.strip(), row["language_code"]))
    return Quotes(
        pd.DataFrame(approved, columns=["theme_id", "text", "language_code"], dtype="str"),
        pd.DataFrame(refused, columns=["comment_id", "reason_code"], dtype="str"),
    )


def _refuse(
    entry: Approval, row: Mapping[str, object] | None, codes: list[str], profile: Profile
) -> str | None:
    """Return why an approval does not hold; None if it does."""
    if row is None:
        return "no_comment"
    if codes.count(entry.comment_id) > 1:
        return "repeated"
    if entry.sha256 != hash_quote(str(row["text"]), entry.text):
        return "changed"
    if not row["has_quote_consent"]:
        return "no_consent"
    if row["campaign_role_code"] in ("identical", "edited"):
        return "campaign"
    if pd.isna(row["theme_id"]):
        return "no_theme"
    return "small_theme" if row["n_respondents"] < max(profile.term_floor, 10) else None


def _gather_comments(tables: Mapping[str, pd.DataFrame]) -> dict[str, Mapping[str, object]]:
    """Each comment with its respondent's consent and the shown theme it is nearest to."""
    themes = tables["themes"]
    shown = themes.loc[themes["is_shown"], ["theme_id", "n_respondents"]]
    carried = (
        tables["comment_themes"][["comment_id", "theme_id", "is_main", "score"]]
        .merge(shown, on="theme_id", how="inner", validate="m:1")
        .sort_values(["is_main", "score", "theme_id"], ascending=[False, False, True])
        .drop_duplicates("comment_id")
    )
    comments = (
        tables["comments"]
        .merge(
            tables["responses"][["response_id", "has_quote_consent"]],
            on="response_id",
            how="left",
            validate="m:1",
        )
        .merge(
            carried[["comment_id", "theme_id", "n_respondents"]],
            on="comment_id",
            how="left",
            validate="1:1",
        )
    )
    comments["has_quote_consent"] = comments["has_quote_consent"].fillna(False).astype(bool)
    return comments.set_index("comment_id").to_dict("index")
