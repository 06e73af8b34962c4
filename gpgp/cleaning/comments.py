"""Comments: one row per thing somebody wrote, ready to be read by people and by theming."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gpgp.cleaning.findings import Finding
from gpgp.cleaning.received import Received
from gpgp.consultation import Consultation
from gpgp.tables import SPECS, empty_table

_COLUMNS = ("comment_id", "response_id", "source_row", "question_id", "text", "language_code")


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
    received: Received, respondents: pd.DataFrame, *, consultation: Consultation
) -> Written:
    """Read, clean, redact and describe every comment that is not blank."""
    comments = _gather_comments(received, respondents, consultation)
    comments = comments.assign(
        n_words=comments["text"].str.split().str.len(),
        n_redactions=0,
        is_non_answer=False,
        campaign_id=None,
        campaign_role_code="none",
    )
    spec = SPECS["comments"]
    return Written(
        {"comments": comments[list(spec.columns)], "campaigns": empty_table(SPECS["campaigns"])},
        [],
    )


def _gather_comments(
    received: Received, respondents: pd.DataFrame, consultation: Consultation
) -> pd.DataFrame:
    parts = [pd.DataFrame(columns=_COLUMNS, dtype="str")]
    for question in consultation.questions_of("free_text"):
        cells = received.cell(question)
        filled = cells[cells != ""]
        who = respondents.loc[filled.index, ["response_id", "source_row", "language_code"]]
        parts.append(who.assign(question_id=question.id, text=filled))
    comments = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    return comments.assign(comment_id=comments["response_id"] + ":" + comments["question_id"])
