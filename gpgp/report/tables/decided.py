"""What a board said beside what respondents said, and what is done about what they asked for.

Both are words that people reviewed or wrote; no number in them is worked out from responses. The
one share beside a theme is the cell that the table of themes prints.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, Protocol

import pandas as pd

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protect import take_printed
from gpgp.disclosure.protected import NOT_APPLICABLE, Cell, ProtectedTable, TableRow
from gpgp.printed_text import drop_controls
from gpgp.report.tables.making import make_table
from gpgp.tables.decided import ACTION, COMMENT, DECISION, QUESTION, RESPONSE

BOARD_SAID = Declaration(
    "board_said",
    "What the board and roundtable said, beside what respondents said",
    (
        TableColumn("theme", "Theme"),
        TableColumn("share", "Share of those who wrote (%)", "percent", "people who wrote"),
        TableColumn("members", "What members said"),
        TableColumn("officers", "What officers answered"),
        TableColumn("decision", "Decision or next step"),
    ),
    audit="printed",
    place="annex",
)
COMMITMENTS = Declaration(
    "commitments",
    "We asked, you said, we will, we did",
    (
        TableColumn("asked", "We asked"),
        TableColumn("said", "You said"),
        TableColumn("will", "We will"),
        TableColumn("did", "We did"),
    ),
    audit="words",
    place="paper",
)
OTHER = "other"
OTHER_LABEL = "No theme of the comments"
BETWEEN = " • "  # between what two speakers said
_UNASKED = {
    "theme": "Not asked: people raised it themselves",
    "campaign": "Not asked: a letter that many sent",
    "minutes": "At a meeting of the board",
}
_ASKED_OF: dict[str, Literal["rating", "ranking"]] = {
    "element": "rating",
    "objector": "rating",
    "priority": "ranking",
}


def tabulate_board_said(material: Material, themes: ProtectedTable | None) -> ProtectedTable | None:
    """Return what members said, officers answered and was decided, by theme.

    Parameters
    ----------
    material : Material
        Its table ``minutes`` holds reviewed segments only.
    themes : ProtectedTable or None
        The printed table of themes: its labels and shares. A theme that it does not print is
        not named; what was said on it stands under "no theme".
    """
    segments = material.tables["minutes"]
    kept = segments.loc[segments["kind"].isin([COMMENT, QUESTION, RESPONSE, DECISION, ACTION])]
    if kept.empty:
        return None
    printed = dict.fromkeys(themes.row_keys if themes is not None else ())
    spoken = _find_themes(kept, printed)
    rows = [
        TableRow(theme_id, (*_take_theme(themes, theme_id), *_take_words(own)))
        for theme_id in (*printed, OTHER)
        if not (own := kept.loc[[theme_id in spoken[row] for row in kept.index]]).empty
    ]
    return take_printed(
        BOARD_SAID,
        name=BOARD_SAID.name(),
        caption=BOARD_SAID.caption,
        columns=BOARD_SAID.lay_out({}, {}),
        rows=tuple(rows),
        notes=(_name_meetings(kept),),
    )


def _find_themes(segments: pd.DataFrame, printed: Iterable[str]) -> dict[object, set[str]]:
    """The themes of each segment; an answer has those of what it answers as well."""
    known = set(printed)
    own = {
        (row.meeting_code, row.segment): set(row.theme_ids.split("|")) & known
        for row in segments.itertuples()
    }
    found = {}
    for row in segments.itertuples():
        themes = set(own[row.meeting_code, row.segment])
        if pd.notna(row.answers_segment):
            themes |= own.get((row.meeting_code, row.answers_segment), set())
        found[row.Index] = themes or {OTHER}
    return found


def _take_theme(themes: ProtectedTable | None, theme_id: str) -> tuple[Cell, Cell]:
    if themes is None or theme_id == OTHER:
        return Cell(OTHER_LABEL), Cell(NOT_APPLICABLE, mark=NOT_APPLICABLE)
    return themes.cell(theme_id, "theme"), themes.cell(theme_id, "share")


def _take_words(segments: pd.DataFrame) -> tuple[Cell, Cell, Cell]:
    columns = ((COMMENT, QUESTION), (RESPONSE,), (DECISION, ACTION))
    joined = (BETWEEN.join(segments.loc[segments["kind"].isin(kinds), "text"]) for kinds in columns)
    members, officers, decided = (Cell(drop_controls(text) or "–") for text in joined)
    return members, officers, decided


def _name_meetings(segments: pd.DataFrame) -> str:
    """Which meetings it comes from, and that it is counted nowhere."""
    meetings = segments.drop_duplicates("meeting_code")
    named = [
        " of ".join(
            [
                "a meeting" if pd.isna(row.body) else row.body,
                *([] if pd.isna(row.held_on) else [_format(row.held_on)]),
            ]
        )
        for row in meetings.itertuples()
    ]
    return drop_controls(
        f"From the minutes of {number_words.join_words(named)}, as a person reviewed them, with "
        "roles where names stood. A source of its own: it is counted and weighted nowhere."
    )


def tabulate_commitments(material: Material) -> ProtectedTable | None:
    """Return each request that was decided on, with what is done about it."""
    kept = material.tables["commitments"]
    decided = kept.loc[kept["decision"].ne("undecided")]
    if decided.empty:
        return None
    rows = [
        (
            row.id,
            tuple(
                true_tables.Label(text)
                for text in (
                    _say_asked(row.source, material),
                    _say_said(row),
                    _say_will(row),
                    _say_did(row),
                )
            ),
        )
        for row in decided.itertuples()
    ]
    n_open = len(kept) - len(decided)
    number = number_words.capitalise(number_words.spell_number(n_open))
    waits = "request waits" if n_open == 1 else "requests wait"
    notes = (f"{number} {waits} for a decision.",) if n_open else ()
    return make_table(COMMITMENTS, material, rows, notes=notes)


def _say_asked(source: str, material: Material) -> str:
    """What was asked: the question behind a source."""
    kind, _, _ = source.partition(":")
    kind = kind.strip().casefold()
    if kind in _UNASKED:
        return _UNASKED[kind]
    consultation = material.consultation
    if kind in _ASKED_OF:
        about = {"rating": "elements", "ranking": "priorities"}[_ASKED_OF[kind]]
        asked = consultation.questions_of(_ASKED_OF[kind])
        first = sorted(asked, key=lambda question: question.about != about)
        return next((question.text or question.id for question in first), "In the consultation")
    if kind == "wording":
        texts = consultation.questions_of("free_text")
        wordings = (question for question in texts if question.about == "vision_wording")
        return next((question.text or question.id for question in wordings), "In the consultation")
    return "In the consultation"


class _Commitment(Protocol):
    """A row of ``commitments``; what nobody filled in is missing."""

    request: str
    who_asked: str
    decision: str
    reason: str
    owner: str
    due: str
    status: str
    updated: str
    evidence: str


def _say_said(row: _Commitment) -> str:
    return row.request if pd.isna(row.who_asked) else f"{row.request} ({row.who_asked})"


def _say_will(row: _Commitment) -> str:
    reason = "" if pd.isna(row.reason) else _end(row.reason)
    if row.decision == "will not":
        return f"We will not. {reason}".strip()
    head = "We will." if row.decision == "will" else "We will, in part."
    owner = "Owner not named yet" if pd.isna(row.owner) else row.owner
    due = "no date yet" if pd.isna(row.due) else f"by {_format(row.due)}"
    return " ".join(filter(None, (head, reason, f"{owner}, {due}.")))


def _say_did(row: _Commitment) -> str:
    if row.decision == "will not":
        return "–"
    when = "" if pd.isna(row.updated) else f" ({_format(row.updated)})"
    evidence = "" if pd.isna(row.evidence) else f" {_end(row.evidence)}"
    return f"{number_words.capitalise(row.status)}{when}.{evidence}"


def _end(text: str) -> str:
    return text if text.endswith((".", "!", "?")) or "://" in text else f"{text}."


def _format(day: str) -> str:
    return number_words.format_date(date.fromisoformat(day))
