"""What changed from run to run, and what to do next, from small tables and files."""

import os
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest

from gpgp import storage
from gpgp.cli import main
from gpgp.errors import InputError
from gpgp.runs import NextStep, copy_notebooks, describe_changes, list_next_steps
from gpgp.runs.changes import compare_runs
from gpgp.tables import SPECS, empty_table

ROOT = Path(__file__).parents[2]
NAME = "great_people"
INSTRUMENT = (ROOT / "data/raw/great_people/consultation.yaml").read_text(encoding="utf-8")
FRAME = """\
themes:
  - {id: t01, label: Pay}
decisions:
  - {do: accept, themes: [t01], reason: Read, who: officer, when: 2018-09-12}
"""


def tables(*, people=(("r1", "trade_unions"),), verdict="shared", agree=0.7, ranks=(1, 2), low=0.2):
    return {
        "responses": pd.DataFrame(people, columns=["response_id", "constituency_code"]),
        "agreement_verdicts": pd.DataFrame(
            {
                "question_id": ["vision"],
                "item_code": ["productive"],
                "verdict_code": [verdict],
                "share_per_respondent": [agree],
            }
        ),
        "priorities_orders": pd.DataFrame(
            {
                "question_id": "order",
                "option_code": ["pay", "skills"],
                "dimension_code": "all",
                "view_code": "per_respondent",
                "rule_code": "borda",
                "rank": [float(rank) for rank in ranks],
            }
        ),
        "themes": pd.DataFrame({"theme_id": ["t01"], "label": ["Pay is too low"]}),
        "theme_prevalence": pd.DataFrame(
            {
                "theme_id": ["t01"],
                "dimension_code": ["all"],
                "share": [low + 0.05],
                "share_low": [low],
                "share_high": [low + 0.1],
            }
        ),
    }


TEXTS = {"consultation.yaml": INSTRUMENT, "code_frame.yaml": FRAME}


def test_nothing_is_said_where_nothing_changed():
    assert list(compare_runs((tables(), TEXTS), (tables(), TEXTS))) == []


@pytest.mark.parametrize(
    ("changed", "texts", "said"),
    [
        (
            {"people": (("r2", "hr_directors"), ("r3", "hr_directors"))},
            {},
            "Responses: 1 before, 2 now (2 came in, 1 are gone).",
        ),
        ({"verdict": "divided_within", "agree": 0.55}, {}, "70.0% agreed before, 55.0% now."),
        ({"ranks": (2, 1)}, {}, "Places in order (Borda): Skills"),
        ({"low": 0.31}, {}, "Themes up beyond chance: Pay is too low 25% → 36%."),
        ({"low": 0.09}, {}, "Themes down beyond chance: Pay is too low 25% → 14%."),
        (
            {},
            {"code_frame.yaml": FRAME + FRAME.splitlines(keepends=True)[-1].replace("Read", "No")},
            "Decisions on themes added: 1 accept.",
        ),
        ({}, {"code_frame.yaml": ""}, "Decisions on themes taken out: 1 accept."),
    ],
)
def test_each_kind_of_change_is_one_sentence(changed, texts, said):
    lines = list(compare_runs((tables(), TEXTS), (tables(**changed), {**TEXTS, **texts})))
    assert any(said in line for line in lines), lines


@pytest.mark.parametrize("low", [0.29, 0.11])
def test_a_theme_within_chance_is_not_said_to_move(low):
    assert list(compare_runs((tables(), TEXTS), (tables(low=low), TEXTS))) == []


def test_tables_that_an_older_version_did_not_make_are_passed():
    assert list(compare_runs(({}, {}), (tables(), TEXTS))) == [
        "Decisions on themes added: 1 accept."
    ]


@pytest.fixture
def project(tmp_path):
    made = storage.Project(tmp_path)
    shutil.copytree(ROOT / "data/raw" / NAME, made.raw(NAME))
    return made


def keep(project, stamp, **changed):
    for name, frame in tables(**changed).items():
        path = project.processed(NAME) / f"{name}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        frame.to_parquet(path, index=False)
    storage.keep_run(project, NAME, stamp=stamp)


def test_runs_are_kept_compared_and_the_oldest_go(project, capsys):
    with pytest.raises(InputError, match="no run is kept yet"):
        describe_changes(project, NAME)
    for day in range(1, 9):
        keep(project, f"2018-10-0{day}T120000Z", ranks=(1, 2) if day < 8 else (2, 1))
    assert [stamp[:10] for stamp in storage.list_runs(project, NAME)] == [
        f"2018-10-0{day}" for day in range(3, 9)
    ]
    stamp, said = describe_changes(project, NAME, since="2018-10-04")
    assert stamp.startswith("2018-10-04") and len(said) == 1
    with pytest.raises(InputError, match="no run of 2018-10-01 is kept; kept: 2018-10-03"):
        describe_changes(project, NAME, since="2018-10-01")
    assert main(["changes", NAME, "--project", str(project.root)]) == 0
    assert "Since 2018-10-07:\n  Places in order" in capsys.readouterr().out


def test_the_next_step_follows_the_state_of_the_files(project, capsys):
    assert [step.how for step in list_next_steps(project, "other")] == [
        "gpgp init EXPORT --name other"
    ]
    assert [step.how for step in list_next_steps(project, NAME)] == [
        f"gpgp check {NAME}", f"gpgp report {NAME}",
    ]  # fmt: skip
    keep(project, "2018-10-01T120000Z")
    for table in ("findings", "theme_drift", "themes"):
        storage.write_table(project, NAME, table, empty_table(SPECS[table]))
    assert [step.why for step in list_next_steps(project, NAME)] == ["there is no report"]
    drift = pd.DataFrame(
        [("t01", "carried_over", "Pay", 0, 2, 0, 2, "Carried over.")],
        columns=list(SPECS["theme_drift"].columns),
    )
    storage.write_table(project, NAME, "theme_drift", drift)
    storage.write_coding(project, NAME, "code_frame.yaml", FRAME)
    storage.write_unsaved(project, NAME, "decisions.json", '{"steps": [{}, {}]}')
    os.utime(project.raw(NAME) / "consultation.yaml")
    assert main(["status", NAME, "--project", str(project.root)]) == 0
    assert [line.rsplit(": ", 1)[1] for line in capsys.readouterr().out.splitlines()] == [
        f"gpgp report {NAME}", "notebook 06", f"gpgp report {NAME}", "notebook 06",
        f"gpgp report {NAME}",
    ]  # fmt: skip


def test_notebooks_to_work_in_are_set_to_the_consultation_and_kept(project):
    place = copy_notebooks(project, "other_one")
    assert place == "data/processed/other_one/copies"
    copy = project.root / place / "06_decide_themes.ipynb"
    assert 'consultation: str = \\"other_one\\"' in copy.read_text(encoding="utf-8")
    copy.write_text("mine", encoding="utf-8")
    copy_notebooks(project, "other_one")
    assert copy.read_text(encoding="utf-8") == "mine"


def test_the_readme_of_the_copies_says_what_to_do_next_and_is_made_anew(project):
    for why in ("there is no report", "words are unknown"):
        place = copy_notebooks(project, NAME, steps=[NextStep(why, f"gpgp report {NAME}")])
        made = nbformat.read(project.root / place / "README.ipynb", as_version=4)
        nbformat.validate(made)
        first = made.cells[0].source.splitlines()
        assert first[2] == f"1. {why.capitalize()}: `gpgp report {NAME}`"
        assert sum(len(cell.source.splitlines()) for cell in made.cells) <= 25  # one screen
    assert NAME in made.cells[1].source
