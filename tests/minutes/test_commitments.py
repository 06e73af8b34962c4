"""What is done about what people asked for: read strictly, joined whole, drafted once."""

import pandas as pd
import pytest

from gpgp.errors import InputError
from gpgp.instrument import parse_consultation
from gpgp.minutes import (
    add_requests,
    list_gaps,
    list_lost_sources,
    list_requests,
    merge_commitments,
    read_commitments,
    split_source,
    write_commitments,
)
from gpgp.minutes.commitments import COLUMNS
from gpgp.tables import DECIDED, SPECS, check_table, empty_table

CONSULTATION = parse_consultation("""
title: A small one
organisation: Somebody
delete_after: 2030-01-01
export: {file: a.csv}
elements:
  - {code: valued, label: Valued}
  - {code: lean, label: Lean}
priorities:
  - {code: pay, label: Pay}
  - {code: skills, label: Skills}
scales:
  agree: {points: [No, Neither, Yes]}
constituencies:
  - {code: unions, label: Trade unions}
  - {code: tiny, label: Tiny body}
questions:
  - {id: capacity, type: constituency, column: c}
  - {id: vision, type: rating, about: elements, scale: agree, columns: {valued: v, lean: l}}
  - {id: order, type: ranking, about: priorities, columns: {pay: p, skills: s}}
""")


def row(**cells):
    return {
        "id": "c1",
        "request": "Keep it.",
        "source": "element:valued",
        "decision": "will",
        "status": "not started",
        **cells,
    }


def sheet(*rows):
    lines = [",".join(COLUMNS)]
    lines += [",".join(f'"{each.get(c, "")}"' for c in COLUMNS) for each in rows]
    return "\n".join(lines).encode()


def read(*rows):
    return read_commitments(sheet(*rows), file_name="c.csv")


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"id": ""}, "c.csv, row 2, column id: expected an id such as c12"),
        ({"id": "C 1"}, "row 2, column id: expected an id"),
        ({"request": ""}, "row 2, column request: is empty"),
        ({"source": ""}, "row 2, column source: is empty"),
        (
            {"decision": "wil not"},
            "row 2, column decision: expected one of .*did you mean 'will not'",
        ),
        ({"status": "finished"}, "row 2, column status: expected one of not started"),
        ({"decision": "will not"}, "row 2, column reason: 'will not' needs a reason"),
        ({"status": "dropped"}, "row 2, column reason: 'dropped' needs a reason"),
        ({"owner": "Mrs Jones"}, "row 2, column owner: expected a role"),
        ({"owner": "a@b.example"}, "row 2, column owner: expected a role"),
        ({"due": "spring"}, "row 2, column due: expected a date"),
        ({"updated": "31/02/2018"}, "row 2, column updated: expected a date"),
        ({"evidence": "javascript:alert(1)"}, "row 2, column evidence: expected a link"),
        ({"evidence": "http://a.example"}, "row 2, column evidence: expected a link"),
    ],
)
def test_a_row_that_cannot_stand_is_named(cells, message):
    with pytest.raises(InputError, match=message):
        read(row(**cells))


def test_the_same_id_twice_is_named_in_both_rows():
    with pytest.raises(InputError, match=r"row 2, column id: the id stands twice(.|\n)*row 3"):
        read(row(), row())


def test_what_is_right_is_read_and_written_back_the_same():
    first = read(
        row(id="c2", decision="Will in part", due="31/12/2018", reason="=1+1, said “so”"),
        row(decision="will not", reason="No money", evidence="https://a.example/b", status=""),
    )
    assert first["id"].tolist() == ["c2", "c1"], "in the order of the file"
    assert first["decision"].tolist() == ["will in part", "will not"]
    assert first["due"].tolist()[0] == "2018-12-31"
    assert first["status"].tolist() == ["not started", "not started"]
    again = read_commitments(write_commitments(first).encode(), file_name="c.csv")
    pd.testing.assert_frame_equal(first, again)
    check_table(first, DECIDED["commitments"])


def test_an_empty_file_of_commitments_has_no_rows():
    assert read().empty


def test_promises_without_owner_or_date_are_gaps():
    made = read(
        row(),
        row(id="c2", owner="Clerk", due="2019-01-01"),
        row(id="c3", decision="undecided"),
        row(id="c4", status="dropped", reason="Overtaken"),
    )
    assert list_gaps(made) == [("c1", "no owner yet"), ("c1", "no date yet")]


# Merging


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        ({"owner": ""}, {"owner": "Clerk"}, {"owner": "Clerk"}),
        ({"owner": "Clerk"}, {"owner": ""}, {"owner": "Clerk"}),
        ({"decision": "undecided"}, {"decision": "will"}, {"decision": "will"}),
        ({"decision": "will"}, {"decision": "undecided"}, {"decision": "will"}),
        ({"status": "not started"}, {"status": "done"}, {"status": "done"}),
        (
            {"status": "under way", "updated": "2019-01-01"},
            {"status": "done", "updated": "2019-02-01", "evidence": "Paper"},
            {"status": "done", "updated": "2019-02-01", "evidence": "Paper"},
        ),
        (
            {"status": "done", "updated": "2019-02-01"},
            {"status": "under way", "updated": "2019-01-01"},
            {"status": "done", "updated": "2019-02-01"},
        ),
    ],
)
def test_what_one_side_filled_in_or_brought_up_to_date_is_taken(ours, theirs, merged):
    found = merge_commitments(read(row(**ours)), read(row(**theirs)), file_name="t.csv")
    assert found.commitments.iloc[0][list(merged)].to_dict() == merged


@pytest.mark.parametrize(
    ("ours", "theirs", "field"),
    [
        ({"owner": "Clerk"}, {"owner": "Treasurer"}, "owner"),
        ({"request": "Keep it."}, {"request": "Drop it."}, "request"),
        ({"due": "2019-01-01"}, {"due": "2019-01-02"}, "due"),
        ({"status": "done"}, {"status": "under way"}, "status"),
        (
            {"decision": "will"},
            {"decision": "will not", "reason": "No money"},
            "decision",
        ),
    ],
)
def test_a_conflict_is_named_with_both_values_and_nothing_is_merged(ours, theirs, field):
    mine, other = read(row(**ours)), read(row(**theirs), row(id="c9", source="x"))
    before = mine.copy()
    values = next(iter(ours.values())), next(iter(theirs.values()))
    message = rf"t.csv, id c1, column {field}: here “{values[0]}”, there “{values[1]}”"
    with pytest.raises(InputError, match=message):
        merge_commitments(mine, other, file_name="t.csv")
    pd.testing.assert_frame_equal(mine, before)


def test_rows_that_are_new_are_added_and_those_not_sent_stay():
    found = merge_commitments(read(row()), read(row(id="c7", source="x")), file_name="t.csv")
    assert found.commitments["id"].tolist() == ["c1", "c7"]
    assert found.added == ("c7",)
    assert found.changed == ()


def test_merging_a_file_with_itself_changes_nothing():
    made = read(row(), row(id="c2", decision="will not", reason="No money"))
    found = merge_commitments(made, made, file_name="t.csv")
    pd.testing.assert_frame_equal(found.commitments, made)
    assert found.changed == ()


# Drafting


def stage_tables():
    verdicts = pd.DataFrame(
        {
            "question_id": "vision",
            "item_code": ["valued", "lean"],
            "verdict_code": ["shared", "divided_between"],
            "objectors": ["", "unions|tiny"],
        }
    )
    selections = pd.DataFrame(
        {
            "question_id": "order",
            "method_code": ["top_k", "top_k", "plain_order"],
            "option_code": ["pay", "skills", "skills"],
            "is_chosen": [True, False, True],
        }
    )
    themes = pd.DataFrame(
        {
            "theme_id": ["t01", "t02", "t03", "t04"],
            "label": ["Rents", "Asked", "Hidden", "Few"],
            "n_respondents": [30, 40, 50, 9],
            "is_shown": [True, True, False, True],
            "framework_code": [None, "pay", None, None],
        }
    )
    contrasts = pd.DataFrame({"theme_id": ["t01"], "more_groups": ["tiny"]})
    wording = pd.DataFrame(
        {
            "action_code": ["add", "replace", "drop"],
            "word": ["safe", "lean", "big"],
            "replacement": [None, "able", None],
            "n_respondents": [10, 12, 9],
        }
    )
    campaigns = pd.DataFrame({"campaign_id": ["c1"]})
    return {
        "agreement_verdicts": verdicts,
        "priorities_selections": selections,
        "themes": themes,
        "theme_contrasts": contrasts,
        "wording_requests": wording,
        "campaigns": campaigns,
    }


def segments(kinds=("decision", "member comment", "action")):
    return check_table(
        pd.DataFrame(
            {
                "meeting_code": "board",
                "body": "The board",
                "held_on": pd.NA,
                "segment": range(1, len(kinds) + 1),
                "item": pd.NA,
                "speaker_role": pd.NA,
                "kind": list(kinds),
                "text": [f"Text {n}" for n in range(len(kinds))],
                "answers_segment": pd.NA,
                "theme_ids": "",
                "reviewed_by": "Clerk",
            }
        ).astype(dict.fromkeys(("body", "held_on", "item", "speaker_role"), "str")),
        DECIDED["minutes"],
    )


def draft(named=("unions",)):
    return list_requests(
        stage_tables(), consultation=CONSULTATION, named=named, segments=segments()
    )


def test_one_request_for_each_shared_element_priority_theme_wording_campaign_objector_decision():
    assert draft()["source"].tolist() == [
        "element:valued",
        "priority:pay",
        "theme:t01",
        "wording:replace:lean",
        "wording:add:safe",
        "campaign:c1",
        "objector:lean:unions",
        "objector:lean:smaller",
        "minutes:board:1",
        "minutes:board:3",
    ]


def test_a_constituency_that_may_not_be_named_is_not():
    made = draft()
    assert "Tiny" not in " ".join(made["who_asked"]) + " ".join(made["request"])
    assert "tiny" not in " ".join(made["source"])
    assert "Tiny body" in set(draft(named=("unions", "tiny"))["who_asked"])


def test_no_number_of_people_stands_in_a_draft():
    made = draft()
    assert not made["request"].str.contains(r"\d\d").any()


def test_later_drafts_add_and_never_overwrite():
    first = add_requests(empty_table(DECIDED["commitments"]), draft().head(3))
    edited = first.assign(request="Edited", owner="Clerk")
    again = add_requests(edited, draft())
    assert again["id"].tolist() == [f"c{n:02d}" for n in range(1, 11)]
    pd.testing.assert_frame_equal(again.head(3), edited.head(3))
    pd.testing.assert_frame_equal(add_requests(again, draft()), again)


def test_ids_are_not_used_again_when_a_row_in_the_middle_was_deleted():
    first = add_requests(empty_table(DECIDED["commitments"]), draft().head(3))
    left = first.loc[first["id"].ne("c02")].reset_index(drop=True)
    again = add_requests(left, draft().head(3))
    assert again["id"].tolist() == ["c01", "c03", "c04"]


def test_sources_that_are_gone_are_found_and_free_text_is_never_gone():
    kept = [
        "element:valued",
        "Priority: pay",
        "theme:t03",
        "wording:add:safe",
        "campaign:c1",
        "objector:lean:smaller",
        "minutes:board:1",
        "A letter of the union: see file",
    ]
    gone = ["element:gone", "theme:t99", "wording:add:gone", "campaign:c9", "minutes:board:9"]
    rows = [row(id=f"k{n}", source=source) for n, source in enumerate([*kept, *gone])]
    lost = list_lost_sources(
        read(*rows), stage_tables(), consultation=CONSULTATION, segments=segments()
    )
    assert [source for _, source in lost] == gone


def test_a_source_is_a_kind_and_a_code_or_free_text():
    assert split_source("THEME: t01") == ("theme", "t01")
    assert split_source("note: as said") == ("", "note: as said")


def test_decided_tables_are_not_stage_tables():
    assert not set(DECIDED) & set(SPECS)
