"""A run begins further on only where everything before it stands."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from gpgp import runs, storage
from gpgp.cli import main
from gpgp.errors import InputError
from gpgp.runs import REPORT_STAGES, pipeline
from gpgp.runs.standing import RECORD_FILE, check_standing, record_stage

ROOT = Path(__file__).parents[2]
NAME = "great_people"
FIRST, SECOND, THIRD, _ = REPORT_STAGES
MADE = {FIRST: ("comments",), SECOND: ("themes", "comment_themes"), THIRD: ("choices",)}
PLAN = {stage: {"consultation": NAME, "seed": 1} for stage in REPORT_STAGES}


def write_table(project, table, value):
    frame = pd.DataFrame({"value": [value]})
    path = project.processed(NAME) / f"{table}.parquet"
    storage.write_whole(path, frame.to_parquet())


@pytest.fixture
def project(tmp_path):
    """A project whose first three notebooks have run."""
    project = storage.Project(tmp_path)
    shutil.copytree(ROOT / "data/raw" / NAME, project.raw(NAME))
    storage.write_coding(project, NAME, "code_frame.yaml", "themes: []\n")
    for stage, tables in MADE.items():
        run(project, stage, tables)
    return project


def run(project, stage, tables, value=0):
    before = storage.list_table_times(project, NAME)
    for table in tables:
        write_table(project, table, value)
    record_stage(project, NAME, stage, PLAN[stage], before=before)


def check(project, start, plan=PLAN):
    check_standing(project, NAME, plan, start=start)


def test_what_nothing_has_changed_stands(project):
    for stage in REPORT_STAGES:
        check(project, stage)
    write_table(project, "comments", 0)  # written anew, the same
    check(project, THIRD)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda p: storage.write_whole(p.raw(NAME) / "responses.csv", b"x"), "export or consult"),
        (lambda p: write_table(p, "comments", 1), "its tables have changed"),
        (lambda p: (p.processed(NAME) / "comments.parquet").unlink(), "its tables have changed"),
        (lambda p: (p.processed(NAME) / RECORD_FILE).unlink(), "has not run with this version"),
        (lambda p: (p.processed(NAME) / RECORD_FILE).write_text("{"), "has not run with this"),
    ],
)
def test_a_change_before_the_first_notebook_makes_all_stale(project, change, why):
    change(project)
    for start in (SECOND, THIRD):
        with pytest.raises(InputError, match=f"{FIRST} does not stand: .*{why}.*report {NAME}'"):
            check(project, start)
    check(project, FIRST)


def test_a_decision_on_themes_leaves_the_first_notebook_standing(project):
    storage.write_coding(project, NAME, "code_frame.yaml", "themes: []  # more\n")
    check(project, SECOND)
    with pytest.raises(InputError, match=r"what people decided .* --from 02'"):
        check(project, THIRD)
    storage.write_coding(project, NAME, "quotes.yaml", "[]\n")  # notebook 04 reads it
    run(project, SECOND, MADE[SECOND])
    check(project, THIRD)


def test_a_notebook_run_again_alone_makes_those_behind_it_stale(project):
    run(project, FIRST, MADE[FIRST], value=2)
    check(project, SECOND)
    with pytest.raises(InputError, match=r"02_find_themes does not stand: tables before it"):
        check(project, THIRD)


def test_other_parameters_or_code_make_it_stale(project, monkeypatch):
    other = {**PLAN, FIRST: {"consultation": NAME, "seed": 2}}
    with pytest.raises(InputError, match="ran with other parameters"):
        check(project, SECOND, other)
    monkeypatch.setattr("gpgp.runs.standing.hash_code", lambda stage: "changed")
    with pytest.raises(InputError, match="gpgp or its notebook has changed"):
        check(project, SECOND)


def test_a_run_executes_from_there_on_and_records_each_notebook(project, monkeypatch):
    ran = []

    def execute(project, name, stage, *rest):
        ran.append(stage)
        if stage == SECOND:
            raise InputError("stopped by the test")
        write_table(project, MADE[stage][0], 3)

    monkeypatch.setattr(pipeline, "_execute", execute)
    (project.processed(NAME) / RECORD_FILE).unlink()
    with pytest.raises(InputError, match="stopped"):
        runs.make_report(project, NAME, parameters={}, has_progress=False)
    with pytest.raises(InputError, match="stopped"):
        runs.make_report(project, NAME, parameters={}, start=SECOND, has_progress=False)
    assert ran == [FIRST, SECOND, SECOND]


def test_the_command_refuses_in_one_line(project, capsys):
    (project.processed(NAME) / RECORD_FILE).unlink()
    assert main(["report", NAME, "--from", "04", "--project", str(project.root)]) == 2
    said = capsys.readouterr().err.strip()
    assert said.startswith("gpgp: ") or "--from 04" in said
    assert len(said.splitlines()) == 1 and "gpgp report great_people" in said
