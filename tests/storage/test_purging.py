"""After the day, nothing is left but hashes; before it, nothing is touched."""

import json
from datetime import date
from pathlib import Path

import pytest

from gpgp import storage
from gpgp.errors import InputError, ParameterError

INSTRUMENT = """
title: A small one
organisation: Somebody
delete_after: 2030-01-31
export: {file: jane-example.csv}
questions: [{id: words, type: free_text, column: Words}]
"""


@pytest.fixture
def project(tmp_path):
    project = storage.open_project(tmp_path)
    for place in (
        project.raw("x") / "jane-example.csv",
        project.processed("x") / "comments.parquet",
        project.processed("x") / "notebooks" / "failed" / "01.ipynb",
        project.coding("x") / "code_frame.yaml",
        project.reports("x") / "board_report.html",
    ):
        storage.write_whole(place, b"what jane wrote")
    storage.write_whole(project.raw("x") / "consultation.yaml", INSTRUMENT.encode())
    return project


def test_after_the_day_only_hashes_and_the_report_are_left(project):
    record = storage.purge_consultation(project, "x", today=date(2030, 2, 1))
    left = sorted(p.relative_to(project.root).as_posix() for p in project.root.rglob("*.*"))
    assert left == ["data/processed/x.purged.json", "reports/x/board_report.html"]
    text = record.read_text(encoding="utf-8")
    assert "jane" not in text
    assert json.loads(text)["n_files"] >= 5


def test_before_the_day_nothing_is_touched(project):
    with pytest.raises(ParameterError, match="may be kept until 2030-01-31.*--early"):
        storage.purge_consultation(project, "x", today=date(2030, 1, 31))
    assert (project.raw("x") / "jane-example.csv").is_file()
    storage.purge_consultation(project, "x", today=date(2030, 1, 31), is_early=True)
    assert not project.raw("x").exists()


def test_a_deletion_that_was_stopped_is_repeated_with_one_record(project, monkeypatch):
    unlink = Path.unlink

    def stop_at_the_report(self, missing_ok=False):
        if self.name == "code_frame.yaml":
            raise KeyboardInterrupt
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", stop_at_the_report)
    with pytest.raises(KeyboardInterrupt):
        storage.purge_consultation(project, "x", today=date(2030, 2, 1), is_sure=True)
    monkeypatch.undo()
    assert (project.raw("x") / "consultation.yaml").is_file()
    record = storage.purge_consultation(project, "x", today=date(2030, 2, 1), is_sure=True)
    assert not project.raw("x").exists()
    assert json.loads(record.read_text())["n_files"] == 5  # as many as there were at first


def test_nothing_to_delete_is_said(tmp_path):
    with pytest.raises(InputError, match="nothing to delete"):
        storage.purge_consultation(storage.open_project(tmp_path), "x", today=date(2030, 2, 1))


def write(project, line):
    text = INSTRUMENT.replace("delete_after: 2030-01-31", line)
    storage.write_whole(project.raw("x") / "consultation.yaml", text.encode())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("delete_after: 2030-01-31  # guessed: a year after the draft", "a guess of the draft"),
        ('delete_after: "2030-01-31" # guessed', "a guess of the draft"),
        ("delete_after: 2014-03-28", "before the day the file was written"),
    ],
)
def test_a_day_that_nobody_confirmed_needs_a_yes(project, line, why):
    write(project, line)
    for is_early in (False, True):
        with pytest.raises(ParameterError, match=f"{why}.*--yes"):
            storage.purge_consultation(project, "x", today=date(2030, 2, 1), is_early=is_early)
    assert (project.raw("x") / "jane-example.csv").is_file()
    storage.purge_consultation(project, "x", today=date(2030, 2, 1), is_sure=True)
    assert not project.raw("x").exists()


@pytest.mark.parametrize("day", ["1970-01-01", "1980-01-01", "1999-12-31"])
def test_what_machines_write_for_no_date_is_refused(project, day):
    write(project, f"delete_after: {day}")
    with pytest.raises(InputError, match="is no day to keep data until"):
        storage.purge_consultation(project, "x", today=date(2030, 2, 1))
