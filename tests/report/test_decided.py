"""What a board said and what is done: only what was reviewed or decided, never a number."""

import pandas as pd
import pytest

from gpgp.disclosure import gather_material
from gpgp.errors import InputError
from gpgp.report import PROFILES, compose_board_report, render_feedback
from gpgp.report.tables import protect_tables
from gpgp.report.tables.decided import BOARD_SAID, COMMITMENTS
from gpgp.tables import DECIDED, check_table

PUBLIC = PROFILES["public"]
OPTIONAL = ("body", "held_on", "item", "speaker_role")


def commitments(*rows):
    blank = dict.fromkeys(DECIDED["commitments"].columns)
    base = {"request": "Keep it.", "source": "element:valued", "status": "not started"}
    made = [{**blank, **base, "id": f"c{n}", **row} for n, row in enumerate(rows, start=1)]
    return check_table(pd.DataFrame(made).astype("str"), DECIDED["commitments"])


def minutes(*rows):
    base = {"meeting_code": "board", "body": "The board", "held_on": "2018-10-17", "item": "Pay",
            "speaker_role": "a member", "theme_ids": "", "reviewed_by": "Clerk",
            "answers_segment": None}  # fmt: skip
    made = pd.DataFrame([{**base, "segment": n, **row} for n, row in enumerate(rows, start=1)])
    made = made.astype(dict.fromkeys(OPTIONAL, "str"))
    return check_table(made, DECIDED["minutes"])


def compose(tables, consultation, **decided):
    return compose_board_report(
        {**tables, **decided}, consultation=consultation, profile=PUBLIC, provenance={}
    )


def cells(table, key):
    return {column: table.cell(key, column).text for column in table.column_keys}


def test_without_minutes_and_commitments_nothing_is_printed(tables, consultation):
    board = compose(tables, consultation)
    assert board.sections["board_said"].body == board.sections["commitments"].body == ""
    assert not {BOARD_SAID.name(), COMMITMENTS.name()} & set(board.tables)


@pytest.mark.parametrize(
    ("row", "will", "did"),
    [
        (
            {"decision": "will", "owner": "Head of workforce", "due": "2018-12-01"},
            "We will. Head of workforce, by 1 December 2018.",
            "Not started.",
        ),
        (
            {"decision": "will in part", "reason": "Only in towns", "status": "under way",
             "updated": "2018-11-05", "evidence": "https://a.example/b"},
            "We will, in part. Only in towns. Owner not named yet, no date yet.",
            "Under way (5 November 2018). https://a.example/b",
        ),
        (
            {"decision": "will not", "reason": "It is for others to decide."},
            "We will not. It is for others to decide.",
            "–",
        ),
        (
            {"decision": "will", "owner": "Clerk", "due": "2018-12-01", "status": "dropped",
             "reason": "Overtaken"},
            "We will. Overtaken. Clerk, by 1 December 2018.",
            "Dropped.",
        ),
    ],
)  # fmt: skip
def test_a_commitment_says_what_will_be_and_was_done(tables, consultation, row, will, did):
    board = compose(tables, consultation, commitments=commitments(row))
    found = cells(board.tables[COMMITMENTS.name()], "c1")
    assert (found["will"], found["did"]) == (will, did)


def test_what_is_not_decided_is_counted_and_not_printed(tables, consultation):
    kept = commitments(
        {"decision": "will", "request": "Shown."},
        {"decision": "undecided", "request": "Hidden."},
        {"decision": "undecided", "request": "Hidden too."},
    )
    board = compose(tables, consultation, commitments=kept)
    said = str(board.sections["commitments"].body)
    assert "Shown." in said
    assert "Hidden" not in said
    assert "Two requests wait for a decision." in said


def test_what_was_asked_is_the_question_behind_the_source(tables, consultation):
    rating = next(q for q in consultation.questions_of("rating") if q.about == "elements")
    kept = commitments(
        {"decision": "will"},
        {"decision": "will", "source": "theme:t01"},
        {"decision": "will", "source": "A letter", "who_asked": "A union"},
    )
    table = compose(tables, consultation, commitments=kept).tables[COMMITMENTS.name()]
    assert table.cell("c1", "asked").text == (rating.text or rating.id)
    assert table.cell("c2", "asked").text == "Not asked: people raised it themselves"
    assert table.cell("c3", "said").text == "Keep it. (A union)"


def test_minutes_stand_beside_the_printed_share_of_their_theme(tables, consultation):
    printed = protect_tables(tables, consultation=consultation, profile=PUBLIC)["themes"]
    theme = printed.row_keys[0]
    said = minutes(
        {"kind": "member comment", "text": "Rents are high.", "theme_ids": theme},
        {"kind": "officer response", "text": "A note is drawn up.", "answers_segment": 1},
        {"kind": "question", "text": "Why?", "theme_ids": "t_gone"},
        {"kind": "report", "text": "The report was long."},
        {"kind": "decision", "text": "Noted.", "theme_ids": theme},
    )
    board = compose(tables, consultation, minutes=said)
    table = board.tables[BOARD_SAID.name()]
    assert table.row_keys == (theme, "other")
    assert table.cell(theme, "share") == printed.cell(theme, "share")
    assert cells(table, theme) | {"theme": "", "share": ""} == {
        "theme": "",
        "share": "",
        "members": "Rents are high.",
        "officers": "A note is drawn up.",
        "decision": "Noted.",
    }
    assert table.cell("other", "members").text == "Why?"
    assert "The report was long" not in str(board.sections["board_said"].body)
    assert "The board of 17 October 2018" in table.notes[0]


def test_words_of_minutes_and_commitments_are_escaped(tables, consultation):
    evil = "<script>alert(1)</script>"
    board = compose(
        tables,
        consultation,
        minutes=minutes({"kind": "member comment", "text": evil}),
        commitments=commitments({"decision": "will", "request": evil}),
    )
    page = render_feedback(board.tables, consultation=consultation, profile=PUBLIC)
    bodies = [str(board.sections[name].body) for name in ("board_said", "commitments")]
    for html in (*bodies, page["feedback.html"].decode()):
        assert "<script" not in html


def test_the_page_for_respondents_holds_commitments_and_nothing_else(tables, consultation):
    board = compose(
        tables,
        consultation,
        commitments=commitments({"decision": "will", "owner": "Clerk", "due": "2018-12-01"}),
        minutes=minutes({"kind": "member comment", "text": "Rents are high."}),
    )
    page = render_feedback(board.tables, consultation=consultation, profile=PUBLIC)
    html = page["feedback.html"].decode()
    assert html.count("<h1") == 1
    assert "Keep it." in html
    assert "Rents are high" not in html
    assert "<table" not in html
    assert render_feedback({}, consultation=consultation, profile=PUBLIC, is_wanted=False) == {}


def test_a_page_without_a_decision_or_with_a_long_item_is_refused(tables, consultation):
    with pytest.raises(
        InputError, match="feedback: commitments.csv holds nothing that was decided"
    ):
        render_feedback({}, consultation=consultation, profile=PUBLIC)
    long = commitments({"decision": "will", "reason": "word " * 90})
    board = compose(tables, consultation, commitments=long)
    with pytest.raises(InputError, match=r"80 words, and 1 have more \(c1 has \d+\)"):
        render_feedback(board.tables, consultation=consultation, profile=PUBLIC)


def test_decided_tables_that_break_their_contract_are_refused(tables, consultation):
    broken = commitments({"decision": "will"}).drop(columns="owner")
    with pytest.raises(Exception, match="table commitments"):
        gather_material(
            {**tables, "commitments": broken}, consultation=consultation, profile=PUBLIC
        )
