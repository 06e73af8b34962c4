"""Quotes: off, unless a person approved this wording of this comment."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from gpgp.disclosure.approvals import hash_quote, read_approvals, renew_approvals
from gpgp.disclosure.quotes import REASONS, approve_quotes
from gpgp.errors import InputError
from gpgp.report import PROFILES, list_quotable

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
            "n_redactions": [0, 1] + [0] * 6,
            "is_non_answer": False,
        }
    )  # fmt: skip
    responses = pd.DataFrame(
        {
            "response_id": [f"r{i}" for i in range(1, 9)],
            "constituency_code": ["a", "b"] * 4,
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
    """Draft candidates, edit them, renew their hashes, sign them: as a person does it."""
    drafted = renew_approvals(None, tables["comments"], candidates=dict.fromkeys(codes, "Pay"))
    text = drafted.text
    for old, new in (edits or {}).items():
        text = text.replace(old, new)
    renewed = renew_approvals(text, tables["comments"]).text if edits else text
    signed = renewed.replace("approved_by:\n", 'approved_by: "Ceri Rees"\n')
    return signed.replace("approved_on:\n", 'approved_on: "2026-11-22"\n')


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


def test_a_candidate_is_never_printed():
    tables = make_tables()
    drafted = renew_approvals(None, tables["comments"], candidates={IDS[0]: "Pay"})
    assert (drafted.n_candidates, drafted.n_approved) == (1, 0)
    quotes = quote(drafted.text, tables)
    assert quotes.approved.empty
    assert quotes.refused.empty


def test_a_wording_edited_before_it_was_approved_is_printed():
    tables = make_tables()
    text = approve(IDS[:1], tables, edits={"Train people: it pays, says": "Training pays, says"})
    printed = quote(text, tables).approved["text"].tolist()
    assert len(printed) == 1
    assert printed[0].startswith("Training pays, says number 1")


def test_renewing_keeps_what_was_approved_and_voids_what_changed_since():
    tables = make_tables()
    text = approve(IDS[:2], tables).replace("says number 2", "says Ann of number 2")
    renewed = renew_approvals(text, tables["comments"], candidates={IDS[0]: "Pay", IDS[3]: "Pay"})
    assert renewed.fallen == (IDS[1],)
    assert (renewed.n_approved, renewed.n_candidates) == (1, 2)
    entries = {entry.comment_id: entry for entry in read_approvals(renewed.text)}
    assert list(entries) == [IDS[0], IDS[3], IDS[1]]
    assert entries[IDS[0]].approved_by == "Ceri Rees"
    assert not entries[IDS[1]].is_approved
    assert "says Ann of number 2" in entries[IDS[1]].text
    assert "changed since it was approved (Ceri Rees, 2026-11-22)" in renewed.text
    assert len(quote(renewed.text, tables).approved) == 1
    again = renew_approvals(renewed.text, tables["comments"], candidates={IDS[0]: "Pay"})
    assert [entry.comment_id for entry in read_approvals(again.text)] == [IDS[0], IDS[1]]


def test_an_approval_falls_when_its_comment_is_gone():
    tables = make_tables()
    text = approve(IDS[:2], tables)
    renewed = renew_approvals(text, tables["comments"].iloc[1:])
    assert renewed.fallen == (IDS[0],)
    assert renewed.n_approved == 1


def test_nothing_to_choose_from_is_still_a_file():
    empty = renew_approvals(None, make_tables()["comments"])
    assert read_approvals(empty.text) == ()


def test_only_comments_that_may_be_quoted_are_proposed():
    tables = make_tables()
    found = list_quotable(tables, profile=PROFILES["public"])
    assert found["comment_id"].tolist() == [IDS[0], *IDS[2:5]]  # 2 was redacted; see below for 6-8
    assert found["constituency_code"].tolist() == ["a", "a", "b", "a"]
    tables["comments"].loc[0, "is_non_answer"] = True
    assert len(list_quotable(tables, profile=PROFILES["public"])) == 3
    strict = replace(PROFILES["public"], term_floor=41)
    assert list_quotable(tables, profile=strict).empty


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
    once = approve(["r1:why"], tables)
    twice = once + once[once.index("- comment_id") :]
    assert quote(twice, tables).refused["reason_code"].tolist() == ["repeated"] * 2
    unknown = once.replace("r1:why", "r99:why")
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
        ('"Ceri Rees"', '" "', "first name and a surname"),
        ('"2026-11-22"', "", "expected a date"),
        ('text: "', 'text: ""  # "', "expected a text for text"),
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
