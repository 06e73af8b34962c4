"""gpgp code-frame: drafts once, never writes over people, remembers when asked."""

import pandas as pd
import pytest

from gpgp import storage, themes
from gpgp.cli import main

NAME = "small"
INSTRUMENT = """
title: A small one
organisation: Somebody
delete_after: 2030-01-01
export: {file: a.csv}
questions:
  - {id: q1, type: free_text, about: anything, column: What else}
"""
WORDS = {
    "pay": ["pay", "wages", "salary", "allowance", "bonus", "pension", "increment", "overtime"],
    "travel": ["travel", "parking", "bus", "commute", "mileage", "car", "train", "fuel"],
}


def make_comments(n_each):
    texts = [
        " ".join(words[step % 8] for step in (i, i + 1, i * 3 + 2, i + i // 8)) + " now"
        for words in WORDS.values()
        for i in range(n_each)
    ]
    return pd.DataFrame(
        {
            "comment_id": [f"r{i:03d}:q1" for i in range(len(texts))],
            "response_id": [f"r{i:03d}" for i in range(len(texts))],
            "question_id": "q1",
            "text": texts,
            "language_code": "en",
            "n_words": 5,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": None,
            "campaign_role_code": "none",
        }
    )


@pytest.fixture
def project(tmp_path):
    raw = tmp_path / "data" / "raw" / NAME
    raw.mkdir(parents=True)
    (raw / "consultation.yaml").write_text(INSTRUMENT, encoding="utf-8")
    project = storage.open_project(tmp_path)
    storage.write_table(project, NAME, "comments", make_comments(40))
    theme(project)
    return project


def theme(project):
    """What notebook 02 does with a frame."""
    text = storage.read_coding(project, NAME, themes.FRAME_FILE)
    members = storage.read_coding(project, NAME, themes.MEMBERS_FILE)
    found = themes.find_themes(
        storage.read_table(project, NAME, "comments"),
        themes=2,
        seed=1,
        checks=False,
        code_frame=themes.parse_code_frame(text) if text else None,
        remembered=themes.read_members(members) if members else None,
    )
    storage.write_tables(
        project, NAME, {"themes": found.themes, "comment_themes": found.comment_themes}
    )
    return found


def run(project, capsys, *options):
    code = main(["code-frame", NAME, *options, "--project", str(project.root)])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_the_command_drafts_once_then_only_remembers(project, capsys):
    code, said = run(project, capsys)
    assert code == 0 and "2 themes, none accepted yet" in said
    place = project.coding(NAME) / themes.FRAME_FILE
    text = place.read_text(encoding="utf-8")
    accepted = (
        "decisions:\n  - {do: accept, themes: t01, reason: Read, who: officer, when: 2018-09-10}\n"
    )
    place.write_text(text.replace("decisions: []\n", accepted) + "# mine\n", encoding="utf-8")
    code, said = run(project, capsys)
    assert code == 2 and "has changed since the themes were made" in said
    theme(project)
    before = place.read_bytes()
    code, said = run(project, capsys)
    assert code == 0 and "1 of 2 themes are accepted" in said and "(+0)" in said
    assert place.read_bytes() == before
    assert theme(project).drift.empty


def test_a_frame_with_a_fault_is_refused_with_its_line(project, capsys):
    run(project, capsys)
    place = project.coding(NAME) / themes.FRAME_FILE
    text = place.read_text(encoding="utf-8")
    place.write_text(text.replace("    label:", "    lable:", 1), encoding="utf-8")
    line = text[: text.index("    label:")].count("\n") + 1
    code, said = run(project, capsys)
    assert code == 2
    assert f"code_frame.yaml, line {line}, themes[0]: unknown key 'lable'" in said


def test_members_are_known_again_although_everything_made_was_deleted(project, capsys):
    run(project, capsys)
    for path in project.processed(NAME).glob("*.parquet"):
        path.unlink()
    storage.write_table(project, NAME, "comments", make_comments(36))
    row = theme(project).drift.set_index(["subject", "drift_code"])
    assert row.loc[("t01", "members_changed"), "n_before"] >= 36


def test_without_themes_there_is_nothing_to_draft(project, capsys):
    empty = storage.read_table(project, NAME, "themes").iloc[:0]
    storage.write_table(project, NAME, "themes", empty)
    code, said = run(project, capsys)
    assert code == 2 and "there are no themes" in said


def test_comments_that_are_gone_are_forgotten_when_told_so_and_only_then(project, capsys):
    run(project, capsys)
    place = project.coding(NAME) / themes.MEMBERS_FILE
    storage.write_table(project, NAME, "comments", make_comments(40).iloc[1:])
    theme(project)
    run(project, capsys)
    assert "r000:q1" in place.read_text(encoding="utf-8")
    frame = project.coding(NAME) / themes.FRAME_FILE
    text = frame.read_text(encoding="utf-8").replace("examples: [", "examples: [r000:q1, ", 1)
    frame.write_text(text, encoding="utf-8")
    theme(project)
    code, said = run(project, capsys, "--forget-gone")
    assert code == 0 and "Forgotten: 1 comments that are gone" in said
    assert "code_frame.yaml still names r000:q1: take that out by hand" in said
    kept = place.read_text(encoding="utf-8")
    assert "r000:q1" not in kept and "r001:q1" in kept
