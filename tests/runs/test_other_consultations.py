"""The notebooks on consultations unlike the bundled one: drafted, never corrected, run to the end.

Cells run in this process, in order, without a kernel: what is tried is what they say.
"""

import itertools
import json
import random
from pathlib import Path

import pytest
from promises_runs import shuffle_rows

from gpgp import intake, sample, storage

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
STAGES = (
    "01_clean_responses", "02_find_themes", "03_measure_agreement", "04_write_board_report",
)  # fmt: skip
GIVEN = {"theme_checks": False, "n_resamples": 20}
LIKERT = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")


def write(heads, *columns, n=40):
    """A CSV of so many responses; each column is a cycle of answers."""
    rows = zip(*(itertools.islice(itertools.cycle(column), n) for column in columns), strict=True)
    lines = [",".join(f'"{cell}"' for cell in line) for line in (heads, *rows)]
    return "\n".join(lines).encode()


EXPORTS = {
    "two matrices of the same items, nobody says who they are": write(
        ["Today [Parks]", "Today [Roads]", "In ten years [Parks]", "In ten years [Roads]"],
        LIKERT[1:], LIKERT[2:], LIKERT, LIKERT[::-1],
    ),
    "a constituency that everybody left blank, and numbers": write(
        ["Which organisation type are you?", "The plan is clear.", "How many staff do you have?"],
        ["", ""], LIKERT[1:], ["3", "12", "40", "7"],
    ),
    "choices only": write(
        ["Which library do you use?", "Do you ever borrow e-books?"],
        ["Central", "North", "Central", "Riverside"], ["Yes", "No", "Yes"],
    ),
    "comments only": write(
        ["What should we change?"],
        ["More buses in the evening please", "The paths are too dark at night", "Nothing",
         "Buses should run on Sundays too", "Light the paths by the river"],
    ),
    "one response": write(
        ["I am a", "The vision is right.", "Why?"],
        ["Resident"], ["Agree"], ["It says what we need here"], n=1,
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _no_charts(monkeypatch):
    monkeypatch.setattr("matplotlib.pyplot.show", lambda *given, **named: None)


def run_cells(project, name, **given):
    """Run the cells of the stages and return the files that would be published."""
    for stage in STAGES:
        cells = json.loads((NOTEBOOKS / f"{stage}.ipynb").read_text(encoding="utf-8"))["cells"]
        names = {"__name__": stage, "display": lambda *given: None}
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        exec(code[0], names)
        names |= {name: value for name, value in (GIVEN | given).items() if name in names}
        names |= {"project_dir": str(project.root), "consultation": name}
        for cell in code[1:]:
            exec(cell, names)
    return storage.read_staged(project, name)


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_every_cell_of_every_stage_runs(tmp_path, export):
    project = storage.open_project(tmp_path)
    draft = intake.draft_consultation(export, file_name="answers.csv", name="other")
    storage.add_consultation(
        project, "other", export=("answers.csv", export), draft=draft.yaml_text
    )
    assert any(name.endswith(".csv") for name in run_cells(project, "other"))


def test_the_order_of_rows_changes_no_table(tmp_path):
    files = sample.make_sample(n_responses=80, seed=7).files()
    project = storage.open_project(tmp_path)
    found = []
    for name, chance in (("received", None), ("shuffled", random.Random(1))):
        for file, content in files.items():
            storage.write_whole(project.raw(name) / file, content)
        if chance:
            export = files["responses.csv"]
            n_headers = storage.read_consultation(project, name).export.header_rows
            shuffled = shuffle_rows(export, n_headers=n_headers, chance=chance)
            assert shuffled != export
            storage.write_whole(project.raw(name) / "responses.csv", shuffled)
        tables = run_cells(project, name, n_themes="6")
        found.append({file: table for file, table in tables.items() if file.endswith(".csv")})
    assert found[0] == found[1]
