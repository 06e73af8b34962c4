"""Quotes, coding and check-in without their screen: what is shown, decided, written, undone."""

import json
import shutil
from datetime import date

import pytest

from gpgp import intake, report, storage, themes
from gpgp.lab import CheckInDesk, CodingDesk, QuoteDesk
from gpgp.lab.quote_desk import mark_changes

from .conftest import NAME, add_material

BY = {"by": "Ceri Rees"}


@pytest.fixture
def project(planted, tmp_path):
    shutil.copytree(planted.root, tmp_path / "project")
    return storage.Project(tmp_path / "project")


@pytest.fixture
def quotes(project):
    add_material(project)
    return QuoteDesk(project, NAME, today=lambda: date(2018, 9, 12))


@pytest.fixture
def coding(project):
    add_material(project)
    return CodingDesk(project, NAME)


def act(desk, do, value="", **given):
    shown = desk.answer({"ask": "act", "do": do, "row": desk.chosen, "value": value,
                         "given": given})  # fmt: skip
    assert "error" not in shown, shown["error"]
    return shown


def refused(desk, do, value="", **given):
    return desk.answer({"ask": "act", "do": do, "row": desk.chosen, "value": value,
                        "given": given})["error"]  # fmt: skip


def quotes_file(project):
    return storage.read_coding(project, NAME, report.QUOTES_FILE)


# Quotes


def test_a_quote_is_approved_in_the_file_and_the_next_one_is_shown(quotes, project):
    shown = quotes.answer({"ask": "open"})
    first = shown["chosen"]
    assert (
        shown["summary"] == "0 approved, 0 declined, 9 to decide" and quotes_file(project) is None
    )
    after = act(quotes, "approve", text="Edited.", **BY)
    assert after["chosen"] != first and after["summary"].startswith("1 approved")
    entry = next(e for e in report.read_approvals(quotes_file(project)) if e.comment_id == first)
    assert (entry.text, entry.approved_by, entry.approved_on) == (
        "Edited.", "Ceri Rees", date(2018, 9, 12),
    )  # fmt: skip
    tables = storage.read_tables(
        project, NAME, dict.fromkeys(["comments", "responses", "themes", "comment_themes"])
    )
    printed = report.approve_quotes(quotes_file(project), tables, profile=report.PROFILES["public"])
    assert list(printed.approved["text"]) == ["Edited."]


def test_a_declined_quote_stays_out_and_is_not_proposed_again(quotes, project):
    quotes.show()
    declined = quotes.chosen
    act(quotes, "decline", **BY)
    comments = storage.read_table(project, NAME, "comments")
    renewed = report.renew_approvals(quotes_file(project), comments, candidates={declined: "Pay"})
    entry = report.read_approvals(renewed.text)[0]
    assert (entry.comment_id, entry.declined_by, entry.is_approved) == (
        declined,
        "Ceri Rees",
        False,
    )
    assert renewed.n_candidates == 8 - 8 and renewed.n_approved == 0
    shown = quotes.answer({"ask": "view", "value": "declined"})
    assert [row["id"] for row in shown["rows"]] == [declined]
    act(quotes, "reopen", **BY)
    assert quotes.answer({"ask": "view", "value": "open"})["summary"].endswith("9 to decide")


def test_one_decision_changes_the_lines_of_one_entry_and_undo_puts_them_back(quotes, project):
    quotes.show()
    act(quotes, "approve", **BY)
    before = quotes_file(project)
    storage.write_coding(project, NAME, report.QUOTES_FILE, f"# Kept.\n{before}# Behind.\n")
    quotes.answer({"ask": "view", "value": "open"})
    stood = quotes_file(project).splitlines()
    act(quotes, "approve", **BY)
    now = quotes_file(project).splitlines()
    assert len(now) == len(stood)
    changed = [new for old, new in zip(stood, now, strict=True) if old != new]
    assert [line.split(":")[0].strip() for line in changed] == ["approved_by", "approved_on"]
    act(quotes, "undo", **BY)
    assert quotes_file(project).splitlines() == stood


def test_nothing_is_approved_without_a_name_or_over_another_persons_decision(quotes, project):
    quotes.show()
    assert "first name and surname" in refused(quotes, "approve", by="officer")
    assert "wording is empty" in refused(quotes, "approve", text=" ", **BY)
    other = QuoteDesk(project, NAME)
    other.show()
    act(other, "decline", by="Mair Owen")
    assert "has changed since it was shown" in refused(quotes, "approve", text="x", **BY)
    assert "Ceri Rees" not in quotes_file(project)


def test_an_approval_that_fell_is_shown_for_reading_again(quotes, project):
    quotes.show()
    row = quotes.chosen
    act(quotes, "approve", **BY)
    comments = storage.read_table(project, NAME, "comments")
    is_it = comments["comment_id"].eq(row)
    text = comments["text"].where(~is_it, comments["text"] + " more")
    storage.write_table(project, NAME, "comments", comments.assign(text=text))
    again = QuoteDesk(project, NAME)
    shown = again.answer({"ask": "choose", "row": row})
    assert "changed since it was approved" in shown["card"]["note"]


def test_changes_and_words_to_look_at_are_marked():
    comment, wording = "We left Bath in May. Ask Jo.", "We left town in May. Ask them."
    was, now = mark_changes(comment, wording)
    assert [(p.text, p.change) for p in was if p.change] == [("Bath", "cut"), ("Jo", "cut")]
    assert [p.text for p in was if p.is_flagged] == ["Bath", "May", "Jo"]
    assert [(p.text, p.change) for p in now if p.change] == [("town", "new"), ("them", "new")]
    assert "".join(piece.text for piece in was) == comment
    assert "".join(piece.text for piece in now) == wording
    assert mark_changes("", "") == ((), ())


def test_a_draft_shows_its_marks_and_writes_nothing(quotes, project):
    quotes.show()
    given = {"text": "Ring 01632 960123", **BY}
    got = quotes.answer({"ask": "draw", "row": quotes.chosen, "given": given})
    assert any(piece["is_flagged"] for piece in got["card"]["passages"][1]["pieces"])
    assert quotes_file(project) is None


# Coding


def coder_file(project, name="coder_1.csv"):
    return storage.read_coding_folder(project, NAME, themes.CODING_FOLDER)[name]


def test_codes_stand_in_the_coders_file_as_a_spreadsheet_would_write_them(coding, project):
    shown = coding.answer({"ask": "open"})
    row = shown["chosen"]
    assert [one["key"] for one in shown["card"]["choices"]] == ["1", "2", "3", "0"]
    act(coding, "toggle", "t01")
    act(coding, "toggle", "t03")
    assert coding.chosen == row
    after = act(coding, "next")
    assert after["summary"] == "1 of 20 coded" and after["chosen"] != row
    act(coding, "none")
    files = storage.read_coding_folder(project, NAME, themes.CODING_FOLDER)
    coded = themes.read_coded(files).by_coder["coder_1"]
    assert coded[coded["comment_id"] == row]["theme_id"].tolist() == ["t01", "t03"]
    assert coded["theme_id"].isna().sum() == 1
    assert len(themes.read_coded(files).by_coder["coder_2"]) == 0


def test_coding_resumes_where_it_stopped_and_keeps_what_others_wrote(coding, project):
    for _ in range(3):
        coding.show()
        act(coding, "toggle", "t02")
        act(coding, "next")
    again = CodingDesk(project, NAME)
    assert again.show()["summary"] == "3 of 20 coded"
    assert again.chosen == again.list_rows().rows[3].id
    rows = [one.id for one in again.list_rows().rows]
    text = themes.fill_coder_cell(coder_file(project), rows[-1], "t03", file_name="coder_1.csv")
    storage.write_coding(project, NAME, f"{themes.CODING_FOLDER}/coder_1.csv", text)
    act(again, "toggle", "t01")
    labels = {"t01": "a", "t02": "b", "t03": "c"}
    sheet = themes.read_coder_sheet(coder_file(project), file_name="coder_1.csv", labels=labels)
    assert [sheet[one].themes for one in (rows[3], rows[-1])] == [("t01",), ("t03",)]


def test_coding_is_blind(coding, project):
    other = coding.answer({"ask": "view", "value": "coder_2.csv"})
    assert other["summary"] == "0 of 20 coded"
    act(coding, "toggle", "t01")
    mine = coding.answer({"ask": "view", "value": "coder_1.csv"})
    assert mine["summary"] == "0 of 20 coded"
    machine = storage.read_table(project, NAME, "themes")["keywords"].iloc[0].split("|")[0]
    assert "score" not in json.dumps(mine["card"]["choices"]) and machine


def test_an_uncoded_comment_is_not_passed_and_a_code_is_taken_back(coding, project):
    coding.show()
    assert "press the number" in refused(coding, "next")
    before = coder_file(project)
    act(coding, "toggle", "t01")
    act(coding, "clear")
    assert coder_file(project) == before
    assert act(coding, "back")["summary"] == "0 of 20 coded"


def test_without_a_sample_the_tab_says_how_to_draw_one(project):
    with pytest.raises(Exception, match="gpgp coding-sample planted"):
        CodingDesk(project, NAME)


# Check-in


def read_unknown(project):
    consultation = storage.read_consultation(project, NAME)
    received = intake.read_responses(
        storage.read_export(project, NAME, consultation),
        consultation=consultation,
        file_name=consultation.export.file,
    )
    findings = intake.check_responses(received, consultation=consultation)
    return {one.word: one for one in intake.list_strangers(findings, consultation)}


def test_one_click_adds_a_word_and_every_other_character_stays(project):
    before = storage.read_consultation_text(project, NAME)
    desk = CheckInDesk(project, NAME)
    shown = desk.answer({"ask": "choose", "row": "capacity: Cheif executive"})
    field = shown["card"]["fields"][0]
    assert dict(field["options"])[field["value"]] == "Chief executives' society"
    after = act(desk, "alias", meaning=field["value"])
    assert after["notice"] == "'Cheif executive' is now a word for Chief executives' society."
    text = storage.read_consultation_text(project, NAME)
    assert text == before.replace(
        "SOLACE, Prif weithredwr]", 'SOLACE, Prif weithredwr, "Cheif executive"]'
    )
    assert "Cheif executive" not in read_unknown(project)
    act(desk, "undo")
    assert storage.read_consultation_text(project, NAME) == before


def test_scale_words_new_groups_and_dont_know_find_their_places(project):
    desk = CheckInDesk(project, NAME)
    desk.answer({"ask": "choose", "row": "vision: Agreed"})
    act(desk, "alias", meaning="3")
    desk.answer({"ask": "choose", "row": "vision: Maybe"})
    act(desk, "dont_know")
    desk.answer({"ask": "choose", "row": "capacity: Parish clerk"})
    act(desk, "one_more")
    desk.answer({"ask": "choose", "row": "vision: Yes"})
    assert "choose what it means" in refused(desk, "alias")
    consultation = storage.read_consultation(project, NAME)
    scale = consultation.scales["agreement"]
    assert scale.points[3].words[-1] == "Agreed" and scale.dont_know[-1] == "Maybe"
    assert consultation.constituencies[-1].label == "Parish clerk"
    assert not {"Agreed", "Maybe", "Parish clerk"} & set(read_unknown(project))


def test_a_file_that_changed_underneath_is_not_written_over(project):
    desk = CheckInDesk(project, NAME)
    desk.answer({"ask": "choose", "row": "capacity: Unision"})
    text = storage.read_consultation_text(project, NAME)
    storage.write_consultation(project, NAME, f"# Mine.\n{text}")
    assert "has changed since" in refused(desk, "alias", meaning="4")
    assert storage.read_consultation_text(project, NAME) == f"# Mine.\n{text}"
    act(desk, "alias", meaning="4")
    assert storage.read_consultation_text(project, NAME).startswith("# Mine.\n")


def test_tables_to_print_hold_no_comment(quotes, coding, project):
    texts = storage.read_table(project, NAME, "comments")["text"]
    for desk in (quotes, coding, CheckInDesk(project, NAME)):
        printed = desk.tabulate().to_string()
        assert not [text for text in texts if text in printed]
