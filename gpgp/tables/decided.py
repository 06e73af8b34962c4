"""The tables that people keep under ``data/coding/``: what a board said, what will be done.

They are made from CSV files by :mod:`gpgp.minutes`, never written as Parquet, and may be absent.
"""

from gpgp.tables.contract import Column, TableSpec, specs, text

REPORT, COMMENT, RESPONSE = "report", "member comment", "officer response"
QUESTION, DECISION, ACTION, NOTE = "question", "decision", "action", "note"
KINDS = (REPORT, COMMENT, RESPONSE, QUESTION, DECISION, ACTION, NOTE)
DECISIONS = ("will", "will in part", "will not", "undecided")
STATUSES = ("not started", "under way", "done", "dropped")


def _one_of(about: str, words: tuple[str, ...]) -> Column:
    return Column("text", about, None, frozenset(words))


DECIDED = specs(
    TableSpec(
        "minutes",
        "one segment of a meeting that a person has reviewed",
        ("meeting_code", "segment"),
        {
            "meeting_code": text("name of the file of the meeting"),
            "body": text("who met", missing="not given"),
            "held_on": text("date of the meeting, ISO", missing="not given"),
            "segment": Column("integer", "number in the meeting, from 1"),
            "item": text("agenda item", missing="none"),
            "speaker_role": text("who speaks, as a role; never a name", missing="nobody"),
            "kind": _one_of("what it is", KINDS),
            "text": text("what was minuted, names as roles, as reviewed"),
            "answers_segment": Column("integer", "segment it answers", "answers none"),
            "theme_ids": text("themes it speaks of, joined by |, '' for none"),
            "reviewed_by": text("the role of who reviewed it"),
        },
    ),
    TableSpec(
        "commitments",
        "one request and what is done about it",
        ("id",),
        {
            "id": text("key; never used again"),
            "request": text("what was asked for"),
            "source": text("where it comes from: kind:code, or free text"),
            "who_asked": text("who asked for it", missing="not said"),
            "decision": _one_of("what was decided", DECISIONS),
            "reason": text("why", missing="none given"),
            "owner": text("the role that answers for it", missing="nobody yet"),
            "due": text("by when, ISO date", missing="no date yet"),
            "status": _one_of("how far it is", STATUSES),
            "updated": text("when the row was last brought up to date, ISO", missing="never"),
            "evidence": text("a link or document", missing="none yet"),
        },
    ),
)
