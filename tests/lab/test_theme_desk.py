"""The theme editor without its screen: every action, its preview, undo, and what is saved."""

import json

import pytest

from gpgp import storage, themes
from gpgp.errors import InputError

from .conftest import NAME

REASON = {"reason": "Read: 20 of them", "who": "officer"}


def tick(desk, theme, n=2, **options):
    rows = desk.show_comments(theme=theme, **options)["rows"]
    return [row["id"] for row in rows[:n]]


def in_theme(desk, theme):
    return set(desk.members.loc[desk.members["theme_id"] == theme, "comment_id"])


def frame_file(desk):
    return storage.read_coding(desk.material.project, NAME, themes.FRAME_FILE)


def replay(desk):
    """Themes as notebook 02 makes them from the files."""
    project = desk.material.project
    members = storage.read_coding(project, NAME, themes.MEMBERS_FILE)
    return themes.find_themes(
        desk.material.comments,
        themes=3,
        seed=1,
        checks=False,
        question_words=desk.material.question_words,
        code_frame=themes.parse_code_frame(frame_file(desk)),
        remembered=themes.read_members(members),
    )


def pairs(members):
    return set(zip(members["theme_id"], members["comment_id"], strict=True))


def test_it_opens_on_the_themes_of_notebook_2_and_changes_nothing(open_desk):
    desk = open_desk()
    shown = desk.answer({"id": 1, "ask": "open"})
    assert [(row["id"], row["state"]) for row in shown["themes"]] == [
        ("t01", "in the frame"), ("t02", "in the frame"), ("t03", "in the frame"),
    ]  # fmt: skip
    assert shown["steps"] == [] and shown["n_without"] == 0
    assert frame_file(desk) is None
    assert "text" not in json.dumps(shown)  # no comment before one asks for comments


def test_comments_come_page_by_page_and_are_filtered(open_desk):
    desk = open_desk()
    first = desk.show_comments(theme="t01")
    assert first["total"] == 40 and first["pages"] == 4 and len(first["rows"]) == 10
    assert first["rows"][0]["score"] >= first["rows"][-1]["score"]
    last = desk.show_comments(theme="t01", page=99)
    assert last["page"] == 3 and not {r["id"] for r in last["rows"]} & {
        r["id"] for r in first["rows"]
    }
    one = desk.show_comments(theme="t01", constituency="trade_unions")
    assert one["total"] == 20
    unsure = desk.show_comments(theme="t01", is_unsure=True)
    assert 0 < unsure["total"] <= 20 and all(row["is_unsure"] for row in unsure["rows"])
    word = first["rows"][0]["text"].split()[0]
    found = desk.show_comments(theme="t01", search=word.upper())
    assert found["total"] and all(word in row["text"] for row in found["rows"])
    assert desk.show_comments(theme="t01", search="nobody wrote this")["rows"] == []
    assert desk.show_comments(theme="", search="")["total"] == 120


def test_one_respondents_other_answers_are_shown(open_desk):
    desk = open_desk()
    found = desk.answer({"ask": "respondent", "comment": "r0003:missing"})
    assert len(found["answers"]) == 1 and found["answers"][0]["text"]
    wrong = desk.answer({"id": 7, "ask": "respondent", "comment": "r9:missing"})
    assert wrong == {"id": 7, "ask": "respondent", "error": "there is no comment r9:missing."}


def test_every_action_is_one_decision_previewed_saved_and_replayed_alike(open_desk):
    desk = open_desk()
    moved, split, pinned = tick(desk, "t01", 2), tick(desk, "t02", 3), tick(desk, "t03", 1)
    actions = [
        {"do": "accept", "themes": ["t01"]},
        {"do": "rename", "theme": "t02", "to": "Another: name"},
        {"do": "move", "comments": moved, "out_of": "t01", "into": "t02"},
        {"do": "split", "theme": "t02", "label": "Split off", "comments": split},
        {"do": "new", "label": "From words", "include": "bus, fuel"},
        {"do": "pin", "comments": pinned, "out_of": "t03"},
        {"do": "pin", "comments": pinned, "into": "t01"},
        {"do": "outside_draft", "themes": ["t01"]},
        {"do": "note", "themes": ["t03"]},
        {"do": "merge", "themes": ["t03"], "into": "t01"},
        {"do": "drop", "themes": ["t02"]},
    ]
    for number, action in enumerate(actions, start=1):
        shown = desk.answer({"ask": "decide", **action, **REASON})
        assert "error" not in shown, shown
        assert len(shown["steps"]) == number
    assert frame_file(desk) is None
    before = desk.answer({"ask": "preview"})
    assert {row["theme_id"] for row in before["effect"]} >= {"t01", "t02", "t03", "t04", "t05"}
    assert not in_theme(desk, "t02") and set(split) <= in_theme(desk, "t04")
    preview = pairs(desk.members)

    saved = desk.answer({"ask": "save"})
    assert "Saved 11 decisions" in saved["notice"] and saved["steps"] == []
    frame = themes.parse_code_frame(frame_file(desk))
    assert [decision.do for decision in frame.decisions] == [a["do"] for a in actions]
    assert all(d.who == "officer" and str(d.when) == "2018-09-12" for d in frame.decisions)
    again = replay(desk)
    assert pairs(again.comment_themes) == preview
    assert again.themes.set_index("theme_id").loc["t01", "is_outside_draft"]


def test_steps_are_undone_done_again_and_taken_out(open_desk):
    desk = open_desk()
    wrong = desk.answer({"ask": "undo"})
    assert "nothing to undo" in wrong["error"]
    second = next(row["label"] for row in desk.show()["themes"] if row["id"] == "t02")
    desk.decide(do="rename", theme="t01", to="One", **REASON)
    desk.decide(do="rename", theme="t02", to="Two", **REASON)
    assert [row["label"] for row in desk.undo()["themes"]].count("Two") == 0
    assert len(desk.redo()["steps"]) == 2
    assert [step["text"] for step in desk.remove(number=0)["steps"]] == [f"{second} → Two"]
    assert desk.undo()["steps"] == []
    assert desk.preview()["effect"] == []


def test_a_step_that_a_later_one_needs_is_not_taken_out(open_desk):
    desk = open_desk()
    made = desk.decide(do="new", label="Fuel", include="fuel", **REASON)
    theme = next(row["id"] for row in made["themes"] if row["label"] == "Fuel")
    desk.decide(do="rename", theme=theme, to="Fuel costs", **REASON)
    wrong = desk.answer({"ask": "remove", "number": 0})
    assert f"no theme '{theme}'" in wrong["error"] and len(desk.steps) == 2


@pytest.mark.parametrize(
    ("action", "message"),
    [
        ({"do": "accept", "themes": ["t01"], "reason": " ", "who": "o"}, "reason: is needed"),
        ({"do": "accept", "themes": ["t01"], "reason": "r", "who": ""}, "who: is needed"),
        ({"do": "accept", "themes": ["t99"], **REASON}, "no theme 't99' stands in 'themes:'"),
        ({"do": "rename", "theme": "t01", **REASON}, "to: is needed"),
        ({"do": "rename", "theme": "t01", "to": "a <b>", **REASON}, "without | < >"),
        ({"do": "merge", "themes": ["t01"], "into": "t01", **REASON}, "name another theme"),
        ({"do": "new", "label": "x", **REASON}, "tick comments, or give words"),
        ({"do": "new", "label": "", "include": "pay", **REASON}, "label: is needed"),
        ({"do": "new", "label": "x", "include": "the", **REASON}, "no word that carries meaning"),
        ({"do": "move", "comments": [], "out_of": "t01", "into": "t02", **REASON}, "comments: is"),
        ({"do": "fly", **REASON}, "there is no action 'fly'"),
    ],
)
def test_a_decision_that_does_not_hold_is_refused_in_one_sentence(open_desk, action, message):
    desk = open_desk()
    answer = desk.answer({"ask": "decide", **action})
    assert message in answer["error"] and "\n" not in answer["error"]
    assert desk.steps == []


def test_saving_only_adds_lines_and_keeps_what_people_wrote(open_desk):
    desk = open_desk()
    desk.decide(do="accept", themes=["t01"], **REASON)
    desk.save()
    project = desk.material.project
    ours = "# ours\n" + frame_file(desk) + "\n  # read on Monday\n"
    storage.write_coding(project, NAME, themes.FRAME_FILE, ours)
    desk = open_desk()
    desk.decide(do="rename", theme="t02", to="Another # name", **REASON)
    desk.decide(do="split", theme="t01", label="Half", comments=tick(desk, "t01"), **REASON)
    desk.save()
    left = iter(frame_file(desk).splitlines())
    assert all(line in left for line in ours.splitlines())


def test_a_file_that_changed_underneath_is_not_written_over(open_desk):
    desk = open_desk()
    desk.decide(do="accept", themes=["t01"], **REASON)
    desk.save()
    other = open_desk()
    other.decide(do="accept", themes=["t02"], **REASON)
    other.save()
    there = frame_file(desk)
    desk.decide(do="accept", themes=["t03"], **REASON)
    wrong = desk.answer({"ask": "save"})
    assert "has changed since it was read here" in wrong["error"]
    assert frame_file(desk) == there and len(desk.steps) == 1
    assert "error" not in desk.answer({"ask": "reload"})
    desk.save()
    frame = themes.parse_code_frame(frame_file(desk))
    assert [d.themes for d in frame.decisions] == [("t01",), ("t02",), ("t03",)]


def test_unsaved_steps_come_back_and_those_that_do_not_fit_are_named(open_desk):
    desk = open_desk()
    desk.decide(do="rename", theme="t01", to="Kept", **REASON)
    again = open_desk()
    assert [step["text"].endswith(" → Kept") for step in again.show()["steps"]] == [True]
    again.save()
    assert storage.read_unsaved(again.material.project, NAME, "decisions.json") is None
    storage.write_unsaved(again.material.project, NAME, "decisions.json", '{"steps": [{}]}')
    third = open_desk()
    assert third.steps == [] and "do not fit" in third.show()["notice"]


def test_a_proposal_that_is_taken_in_keeps_its_comments(open_desk):
    desk = open_desk()
    desk.decide(do="drop", themes=["t03"], **REASON)
    project = desk.material.project
    frame = themes.parse_code_frame(desk.text)
    two = themes.CodeFrame(themes=frame.themes[:2])
    from gpgp.themes.frame.drafting import render_frame

    storage.write_coding(project, NAME, themes.FRAME_FILE, render_frame(two))
    kept = desk.remembered[desk.remembered["theme_id"].isin(["t01", "t02"])]
    storage.write_coding(project, NAME, themes.MEMBERS_FILE, themes.render_members(kept))
    storage.write_unsaved(project, NAME, "decisions.json", "")
    desk = open_desk()
    proposed = [row for row in desk.show()["themes"] if row["state"] == "proposed"]
    assert proposed
    theme, was = proposed[0]["id"], in_theme(desk, proposed[0]["id"])
    desk.decide(do="rename", theme=theme, to="Taken in", **REASON)
    assert desk.preview()["effect"] == []
    desk.save()
    assert in_theme(desk, theme) == was
    now = replay(desk).comment_themes
    assert set(now.loc[now["theme_id"] == theme, "comment_id"]) == was


def test_without_themes_it_says_what_to_run(open_desk, tmp_path):
    from gpgp.lab import load_material

    project = open_desk().material.project
    empty = project.processed(NAME) / "themes.parquet"
    empty.unlink()
    with pytest.raises(InputError, match="run the notebooks before this one"):
        load_material(project, NAME)
