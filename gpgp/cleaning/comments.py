"""Comments: one row per thing somebody wrote, ready to be read by people and by theming.

In this order: personal data removed, campaigns found, language and non-answers told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from gpgp.cleaning.campaigns import find_campaigns
from gpgp.cleaning.languages import find_languages
from gpgp.cleaning.personal.identities import Identities
from gpgp.cleaning.personal.names import list_possible_names
from gpgp.cleaning.personal.redaction import redact_comments
from gpgp.cleaning.prepared_rows import PreparedRows
from gpgp.instrument import Consultation, find_non_answer, map_unique
from gpgp.tables import NOTE, Finding
from gpgp.tables.cleaned import REDACTION_MARK

_COLUMNS = ("response_id", "language_code", "question_id", "text", "comment_id")


@dataclass(frozen=True)
class Written:
    """What was written: the tables about comments, and what they tell."""

    tables: dict[str, pd.DataFrame]
    findings: list[Finding]

    @property
    def own(self) -> pd.DataFrame:
        """One row per comment as received: without those split off a campaign's letter."""
        comments = self.tables["comments"]
        return comments[comments["campaign_role_code"] != "addition"]


def read_comments(
    received: PreparedRows,
    respondents: pd.DataFrame,
    identities: Identities,
    *,
    consultation: Consultation,
    listed: Sequence[str],
) -> Written:
    """Read, redact and describe every comment that is not blank.

    Parameters
    ----------
    received, respondents : the analysed rows
    identities : what to remove from comments besides what has a shape
    listed : words the analyst wants removed everywhere
    """
    comments = _gather_comments(received, respondents, consultation)
    redacted = redact_comments(
        comments, own=identities.own, known_names=identities.known_names, listed=listed
    )
    instrument = instrument_texts(consultation)
    rules = consultation.cleaning
    sent = find_campaigns(
        comments.assign(text=redacted.texts),
        least_copies=rules.campaign_least_copies,
        least_words=rules.campaign_least_words,
        known_texts=instrument,
    )
    return Written(
        {
            "comments": _describe_comments(sent.comments, consultation),
            "campaigns": sent.campaigns,
            "redactions": redacted.log,
            "possible_names": list_possible_names(sent.comments, instrument_words=instrument),
        },
        _describe_campaigns(sent.campaigns),
    )


def instrument_texts(consultation: Consultation) -> list[str]:
    """Return every text of the instrument that a comment may quote."""
    items = [
        item
        for question in consultation.questions_of("rating", "ranking", "choice", "multi_choice")
        for item in question.items
    ]
    parts = (*items, *consultation.elements, *consultation.priorities)
    groups = (*consultation.constituencies, *consultation.nations)
    texts = [question.text or "" for question in consultation.questions]
    texts += [text for part in parts for text in (*part.words, *part.parts)]
    texts += [text for group in groups for text in (group.label, *group.aliases)]
    return list(dict.fromkeys([consultation.title, consultation.organisation, *texts]))


def _gather_comments(
    received: PreparedRows, respondents: pd.DataFrame, consultation: Consultation
) -> pd.DataFrame:
    parts = [pd.DataFrame(columns=_COLUMNS, dtype="str")]
    for question in consultation.questions_of("free_text"):
        cells = received.cell(question)
        filled = cells[cells != ""]
        who = respondents.loc[filled.index, ["response_id", "language_code"]]
        ids = who["response_id"] + ":" + question.id
        parts.append(who.assign(question_id=question.id, text=filled, comment_id=ids))
    return pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)


def _describe_comments(comments: pd.DataFrame, consultation: Consultation) -> pd.DataFrame:
    texts = comments["text"]
    return comments.assign(
        language_code=find_languages(texts, comments["language_code"]),
        n_words=texts.str.replace(REDACTION_MARK, " ", regex=True).str.split().str.len(),
        n_redactions=texts.str.count(REDACTION_MARK),
        is_non_answer=find_non_answers(comments, consultation=consultation),
    )


def find_non_answers(comments: pd.DataFrame, *, consultation: Consultation) -> pd.Series:
    """Say of each comment whether it says nothing.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``question_id``, ``text`` (clean).

    Returns
    -------
    Series of bool, same index
    """
    kinds = map_unique(comments["text"], find_non_answer)
    answering = [q.id for q in consultation.questions_of("free_text") if q.nothing_is_answer]
    is_answer = (kinds == "nothing") & comments["question_id"].isin(answering)
    return ((kinds != "") & ~is_answer).astype("bool")


def _describe_campaigns(campaigns: pd.DataFrame) -> list[Finding]:
    return [
        Finding(
            "campaign",
            campaign.question_id,
            campaign.n_copies,
            NOTE,
            f"campaign {campaign.campaign_id}: its text counts once in theming; ratings and "
            "rankings of the responses count",
            value=campaign.campaign_id,
        )
        for campaign in campaigns.itertuples()
    ]
