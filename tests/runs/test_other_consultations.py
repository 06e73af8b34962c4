"""The notebooks on consultations unlike the bundled one: drafted, never corrected, run to the end.

Cells run in this process, in order, without a kernel: what is tried is what they say.
"""

import itertools
import json
from pathlib import Path

import pytest

from gpgp import intake, storage

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


@pytest.mark.parametrize("export", EXPORTS.values(), ids=EXPORTS)
def test_every_cell_of_every_stage_runs(tmp_path, export, monkeypatch):
    monkeypatch.setattr("matplotlib.pyplot.show", lambda *given, **named: None)
    project = storage.open_project(tmp_path)
    draft = intake.draft_consultation(export, file_name="answers.csv", name="other")
    storage.add_consultation(
        project, "other", export=("answers.csv", export), draft=draft.yaml_text
    )
    for stage in STAGES:
        cells = json.loads((NOTEBOOKS / f"{stage}.ipynb").read_text(encoding="utf-8"))["cells"]
        names = {"__name__": stage, "display": lambda *given: None}
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        exec(code[0], names)
        names |= {name: value for name, value in GIVEN.items() if name in names}
        names |= {"project_dir": str(tmp_path), "consultation": "other"}
        for cell in code[1:]:
            exec(cell, names)
    page = storage.read_staged(project, "other")
    assert any(name.endswith(".csv") for name in page)
