"""Fieldwork is watched: who answered, who is silent, what is half-finished, what changed."""

from datetime import date
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from gpgp import cli, hub, intake
from gpgp.errors import ParameterError
from gpgp.instrument import parse_consultation

TEXT = """
title: T
organisation: O
status: open
opens: 2030-01-01
closes: 2030-01-21
delete_after: 2031-01-01
export:
  file: a.csv
  date_format: "%Y-%m-%d"
  columns:
    who: {column: Who}
    topics: {columns: {pay: Pay, time: Time}}
    why: {column: Why}
    body: {column: Body}
    sent: {type: submitted_at, column: Sent}
    through: {type: collector, column: Link}
constituencies:
  - {code: staff, label: Staff, aliases: [Employee], population: 40}
  - {code: unions, label: Unions}
collectors:
  - {code: post, label: The newsletter, invited: 10}
  - {code: web, label: {en: Website, cy: Gwefan}}
  - {code: union_mail, label: Union mail}
invited: [Ambridge Council, Borchester Council]
questions:
  - {id: who, type: constituency, text: Who}
  - {id: topics, type: multi_choice, text: Topics,
     options: [{code: pay, label: Pay}, {code: time, label: Time}]}
  - {id: why, type: free_text, text: Why}
  - {id: body, type: organisation, text: Body}
"""
ROWS = """Who,Pay,Time,Why,Body,Sent,Link
Staff,Yes,No,because,ambridge  council,2030-01-03,web
Employee,No,No,,,2030-01-03,Gwefan
,No,No,,,2030-01-05,post
Nobody,Yes,No,so,Elsewhere,2030-01-11,
"""


@pytest.fixture
def seen():
    consultation = parse_consultation(TEXT)
    read = intake.read_responses(ROWS.encode(), consultation=consultation, file_name="a.csv")
    return hub.watch_fieldwork(read.rows, consultation=consultation, today=date(2030, 1, 12))


def test_responses_are_counted_by_group_against_their_population(seen):
    who = seen.groups["constituency"].set_index("label")
    assert who["n_responses"].to_dict() == {
        "Staff": 2, "Unions": 0, "no answer": 1, "not matched": 1,
    }  # fmt: skip
    assert who.loc["Staff", "share_of_population"] == 2 / 40
    assert pd.isna(who.loc["Unions", "share_of_population"])
    through = seen.groups["collector"].set_index("label")["n_responses"].to_dict()
    assert through == {"The newsletter": 1, "Website": 2, "Union mail": 0, "no answer": 1}


def test_days_without_a_response_are_rows_and_the_end_is_projected(seen):
    assert len(seen.by_day) == 9
    assert seen.by_day["n_responses"].tolist() == [2, 0, 1, 0, 0, 0, 0, 0, 1]
    assert seen.by_day["n_total"].iloc[-1] == 4
    figures = dict(zip(seen.summary["figure"], seen.summary["value"], strict=True))
    assert figures["responses received"] == "4"
    assert figures["half-finished: under half of the questions answered"] == "2"
    assert figures["days left"] == "9"
    # 2030-01-05 and 2030-01-11 lie in the last seven days: 2 / 7 a day, 9 days more
    assert figures["projected, if the last 7 days go on (0.3 a day)"] == "7"


def test_who_is_silent_is_named(seen):
    assert seen.silent.to_numpy().tolist() == [
        ["constituency", "Unions"],
        ["collector", "Union mail"],
        ["invited", "Borchester Council"],
    ]


def test_two_looks_are_compared(seen):
    assert hub.compare_looks(None, seen.look).empty
    later = {**seen.look, "n_responses": 6, "groups": {"constituency": {"Staff": 2, "Unions": 2}}}
    changes = hub.compare_looks(seen.look, later)
    assert changes.to_numpy().tolist() == [
        ["all", "since 2030-01-12", 4, 6],
        ["constituency", "Unions", 0, 2],
    ]


def test_a_day_is_a_day():
    assert hub.parse_day("2030-01-31") == date(2030, 1, 31)
    assert hub.parse_day("") == date.today()
    with pytest.raises(ParameterError, match="today: expected a day such as"):
        hub.parse_day("soon")


def test_monitor_is_a_command_and_remembers_its_last_look(tmp_path, capsys):
    place = tmp_path / "data" / "raw" / "x"
    place.mkdir(parents=True)
    (place / "consultation.yaml").write_text(TEXT, encoding="utf-8")
    (place / "a.csv").write_text(ROWS, encoding="utf-8")
    command = ["monitor", "x", "--project", str(tmp_path)]
    assert cli.main(command) == 0
    shown = capsys.readouterr().out
    assert "       2  Staff of 40 (5.0%)" in shown
    assert "Borchester Council (invited)" in shown
    assert "first look" in shown
    (place / "a.csv").write_text(ROWS + "Unions,Yes,No,x,,2030-01-12,post\n", encoding="utf-8")
    assert cli.main(command) == 0
    assert "      +1  Unions (constituency): 1" in capsys.readouterr().out


def test_the_notebook_shows_the_same(tmp_path, monkeypatch):
    """Run as plain cells: what a kernel would do, without starting one."""
    place = tmp_path / "data" / "raw" / "x"
    place.mkdir(parents=True)
    (place / "consultation.yaml").write_text(TEXT, encoding="utf-8")
    (place / "a.csv").write_text(ROWS, encoding="utf-8")
    path = Path(__file__).parents[2] / "notebooks" / "00_watch_fieldwork.ipynb"
    cells = [c.source for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    scope = {}
    exec(cells[0], scope)
    scope |= {"project_dir": str(tmp_path), "consultation": "x", "today": "2030-01-12"}
    monkeypatch.setattr("gpgp.parameters.check_notebook", lambda names: None)
    for source in cells[1:]:
        exec(source, scope)
    assert scope["seen"].look["n_responses"] == 4
