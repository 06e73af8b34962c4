"""Quotes: off, unless a person approved this wording of this comment."""

from datetime import date

import pandas as pd
import pytest

from gpgp.errors import InputError
from gpgp.report import PROFILES
from gpgp.report.quotes import (
    REASONS,
    approve_quotes,
    draft_approvals,
    hash_quote,
    read_approvals,
    renew_approvals,
)

DAY = date(2026, 11, 22)
IDS = [f"r{i}:why" for i in range(1, 9)]


def make_tables():
    comments = pd.DataFrame(
        {
            "comment_id": IDS,
            "response_id": [f"r{i}" for i in range(1, 9)],
            "text": [f"Train people: it pays, says number {i}\nand \"\u201cŵ" for i in range(1, 9)],
            "language_code": "en",
            "campaign_role_code": ["none"] * 7 + ["identical"],
        }
    )  # fmt: skip
    responses = pd.DataFrame(
        {
            "response_id": [f"r{i}" for i in range(1, 9)],
            "has_quote_consent": pd.array([True] * 5 + [False, True, True], dtype="boolean"),
        }
    )
    themes = pd.DataFrame(
        {
            "theme_id": ["t01", "t02", "t03"],
            "n_respondents": [40, 9, 30],
            "is_shown": [True, True, False],
        }
    )
    carried = pd.DataFrame(
        [(code, "t02" if code == "r7:why" else "t01", 0.5, True) for code in IDS],
        columns=["comment_id", "theme_id", "score", "is_main"],
    )
    return {
        "comments": comments, "responses": responses, "themes": themes, "comment_themes": carried,
    }  # fmt: skip


def approve(codes, tables, edits=None):
    return draft_approvals(
        tables["comments"], comment_ids=codes, approved_by="Ceri Rees", approved_on=DAY, edits=edits
    )


def quote(text, tables, profile="public"):
    return approve_quotes(text, tables, profile=PROFILES[profile])


def test_without_an_approval_file_nothing_is_quoted():
    quotes = quote(None, make_tables())
    assert quotes.approved.empty
    assert quotes.refused.empty


def test_five_approved_are_quoted_and_one_edited_afterwards_is_not():
    tables = make_tables()
    text = approve(IDS[:5], tables).replace("says number 3", "says Ann of number 3")
    quotes = quote(text, tables)
    assert len(quotes.approved) == 4
    assert quotes.refused.to_dict("records") == [{"comment_id": "r3:why", "reason_code": "changed"}]
    assert quotes.approved.columns.tolist() == ["theme_id", "text", "language_code"]
    assert len(quote(approve(IDS[:5], tables), tables).approved) == 5


def test_the_edited_wording_is_printed_once_it_is_renewed():
    tables = make_tables()
    text = approve(IDS[:1], tables, edits={"r1:why": "Training pays."})
    assert quote(text, tables).approved["text"].tolist() == ["Training pays."]
    edited = text.replace("Training pays.", "Training pays off.")
    assert quote(edited, tables).approved.empty
    renewed = renew_approvals(edited, tables["comments"])
    assert quote(renewed, tables).approved["text"].tolist() == ["Training pays off."]
    assert renew_approvals(renewed, tables["comments"]) == renewed


def test_an_approval_is_void_when_the_comment_changes():
    tables = make_tables()
    text = approve(IDS[:1], tables)
    tables["comments"].loc[0, "text"] += "!"
    assert quote(text, tables).refused["reason_code"].tolist() == ["changed"]


@pytest.mark.parametrize(
    ("code", "reason"),
    [("r6:why", "no_consent"), ("r7:why", "small_theme"), ("r8:why", "campaign")],
)
def test_a_quote_needs_consent_a_large_theme_and_words_of_its_own(code, reason):
    tables = make_tables()
    quotes = quote(approve([code], tables), tables, profile="board")
    assert quotes.refused["reason_code"].tolist() == [reason]
    assert quotes.approved.empty
    assert reason in REASONS


def test_a_comment_without_a_shown_theme_or_unknown_or_twice_is_not_quoted():
    tables = make_tables()
    twice = approve(["r1:why", "r1:why"], tables)
    assert quote(twice, tables).refused["reason_code"].tolist() == ["repeated"] * 2
    unknown = approve(["r1:why"], tables).replace("r1:why", "r99:why")
    assert quote(unknown, tables).refused["reason_code"].tolist() == ["no_comment"]
    tables["comment_themes"]["theme_id"] = "t03"
    assert quote(approve(["r1:why"], tables), tables).refused["reason_code"].tolist() == [
        "no_theme"
    ]


def test_what_was_written_is_read_back_letter_by_letter():
    tables = make_tables()
    for entry, comment in zip(
        read_approvals(approve(IDS, tables)), tables["comments"]["text"], strict=True
    ):
        assert entry.text == comment
        assert entry.sha256 == hash_quote(comment, comment)
        assert (entry.approved_by, entry.approved_on) == ("Ceri Rees", DAY)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("approved_by: ", "approver: ", "expected the keys"),
        ('"Ceri Rees"', "Ceri", "first name and a surname"),
        ('"Ceri Rees"', '" "', "expected a text for approved_by"),
        ("2026-11-22", "yesterday", "expected a date"),
    ],
)
def test_an_approval_file_with_gaps_is_refused(old, new, message):
    text = approve(IDS[:1], make_tables()).replace(old, new)
    with pytest.raises(InputError, match=f"entry 1.*{message}") as fault:
        read_approvals(text)
    assert "Train" not in str(fault.value)


def test_what_is_no_approval_file_is_refused():
    with pytest.raises(InputError, match="expected a list"):
        read_approvals("a: b\n")
    with pytest.raises(InputError, match="no comments r99"):
        approve(["r99"], make_tables())
