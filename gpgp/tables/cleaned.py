"""The tables that cleaning writes: answers, what was set aside, the ledger of both; findings.

Findings are judgement calls that are reported and never stop the work.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pandas as pd

from gpgp.tables.contract import (
    ITEM,
    QUESTION,
    RESPONSE,
    Column,
    TableSpec,
    boolean,
    check_table,
    integer,
    number,
    specs,
    text,
)

# What stands in a comment for personal data that was removed, such as [e-mail removed].
REDACTION_MARK = r"\[(?:[A-Za-z-]{1,12} ){0,3}removed\]"

CLEANED = specs(
    TableSpec(
        "responses",
        "one analysed response",
        ("response_id",),
        {
            "response_id": RESPONSE,
            "source_row": integer("row in the export as a spreadsheet shows it, header = 1"),
            "constituency_code": text("the capacity answered in, or a reserved code"),
            "nation_code": text("nation or region, or a reserved code"),
            "respondent_type_code": text(
                "who answers",
                allowed="individual organisation no_answer not_matched not_asked",
            ),
            "organisation_id": text("normalised name", missing="no organisation given"),
            "submitted_at": Column("time", "as the export says", "not in the export"),
            "language_code": text("language the respondent answered in (ISO 639-1)"),
            "has_quote_consent": boolean("agreed to be quoted; false where not asked"),
        },
    ),
    TableSpec(
        "ratings",
        "one response and rated item, answered or not",
        ("response_id", "question_id", "item_code"),
        {
            "response_id": RESPONSE,
            "question_id": QUESTION,
            "item_code": ITEM,
            "score": integer("scale point, 1 = lowest", missing="no scale point; see status_code"),
            "status_code": text(
                "what became of the answer", allowed="answered no_answer dont_know not_matched"
            ),
        },
    ),
    TableSpec(
        "rankings",
        "one option of a response that ranked at least one",
        ("response_id", "question_id", "option_code"),
        {
            "response_id": RESPONSE,
            "question_id": QUESTION,
            "option_code": ITEM,
            "rank": number("1 = first; ties share a rank", missing="not ranked"),
        },
    ),
    TableSpec(
        "choices",
        "one chosen option, or one row no_answer",
        ("response_id", "question_id", "option_code"),
        {"response_id": RESPONSE, "question_id": QUESTION, "option_code": ITEM},
    ),
    TableSpec(
        "numbers",
        "one response and question that asks for a number, answered or not",
        ("response_id", "question_id"),
        {
            "response_id": RESPONSE,
            "question_id": QUESTION,
            "value": number("in the unit of the question", missing="see status_code"),
            "status_code": text(
                "what became of the answer",
                allowed="answered no_answer not_matched implausible",
            ),
        },
    ),
    TableSpec(
        "comments",
        "one comment that is not blank",
        ("comment_id",),
        {
            "comment_id": text("response_id:question_id, ':added' for a personal addition"),
            "response_id": RESPONSE,
            "question_id": QUESTION,
            "text": text("cleaned and redacted"),
            "language_code": text("en, cy or another ISO 639-1 code"),
            "n_words": integer("words"),
            "n_redactions": integer("marks of removed personal data"),
            "is_non_answer": boolean("says nothing ('n/a'); kept out of theming"),
            "campaign_id": text("the campaign", missing="not part of one"),
            "campaign_role_code": text(
                "part in a campaign", allowed="none identical edited addition"
            ),
        },
    ),
    TableSpec(
        "set_aside",
        "one received row that is not analysed",
        ("source_file", "source_sheet", "source_row"),
        {
            "source_file": text("file name"),
            "source_sheet": text("sheet, '' for CSV"),
            "source_row": integer("row as a spreadsheet shows it"),
            "response_id": RESPONSE,
            "reason_code": text(
                "why",
                allowed="blank test before_opening after_closing partial exact_repeat "
                "repeat_respondent no_consent",
            ),
            "detail": text("which row was kept instead", missing="nothing to add"),
        },
    ),
    TableSpec(
        "ledger",
        "one count: received = analysed + set aside; per question, analysed = its outcomes",
        ("level_code", "question_id", "outcome_code"),
        {
            "level_code": text("what is counted", allowed="response question"),
            "question_id": text("the question (item after a dot), 'all' for responses"),
            "outcome_code": text("received, analysed, a reason, or a status"),
            "n_rows": integer("rows"),
        },
    ),
    TableSpec(
        "campaigns",
        "one campaign letter",
        ("campaign_id",),
        {
            "campaign_id": text("c1 is the largest"),
            "question_id": QUESTION,
            "n_copies": integer("comments that are the letter, identical or edited"),
            "n_identical": integer("the same text"),
            "n_edited": integer("with words changed"),
            "n_additions": integer("copies with something personal added"),
            "text": text("the letter, cleaned and redacted; private"),
        },
    ),
    TableSpec(
        "redactions",
        "one mark of removed personal data; private",
        ("comment_id", "start"),
        {
            "comment_id": text("key of the comment"),
            "start": integer("where the mark stands, before a personal addition is split off"),
            "kind_code": text(
                "what was removed",
                allowed="email phone postcode ni_number nhs_number url ip_address handle "
                "card_number vehicle date_of_birth reference bank_account document address name "
                "organisation listed",
            ),
            "n_characters": integer("length of what was removed"),
        },
    ),
    TableSpec(
        "possible_names",
        "one phrase, still in the comments, that may tell who somebody is; private, to review",
        ("name", "kind_code"),
        {
            "name": text("as written"),
            "kind_code": text(
                "looks like a name, or is a job that one person has", allowed="name role"
            ),
            "n_comments": integer("comments that hold it"),
            "n_responses": integer("responses that hold it"),
        },
    ),
    TableSpec(
        "repairs",
        "one cell whose letters were repaired; private",
        ("source_row", "column_name", "repair_code"),
        {
            "source_row": integer("row in the export as a spreadsheet shows it"),
            "column_name": text("header in the export"),
            "repair_code": text("what was repaired", allowed="mojibake control_characters"),
            "text_received": text("the cell before, personal data removed"),
        },
    ),
    TableSpec(
        "findings",
        "one judgement call",
        ("finding_code", "subject", "value"),
        {
            "finding_code": text("kind of finding"),
            "subject": text("question or column it is about"),
            "value": text("what was found, '' where it is a respondent's words; private"),
            "n_rows": integer("rows concerned"),
            "severity_code": text("loses an answer or not", allowed="note loss"),
            "what_to_do": text("the next step, often a line for consultation.yaml"),
        },
    ),
)


NOTE, LOSS = "note", "loss"  # nothing is lost; an answer is


@dataclass(frozen=True)
class Finding:
    """One judgement call: one row of the table ``findings``."""

    finding_code: str
    subject: str
    n_rows: int
    severity_code: str
    what_to_do: str
    value: str = ""


def list_findings(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as the table of that name, sorted by its key."""
    spec = CLEANED["findings"]
    rows = [asdict(finding) for finding in findings]
    return check_table(pd.DataFrame(rows, columns=list(spec.columns)), spec)
