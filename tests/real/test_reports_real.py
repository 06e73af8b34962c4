"""Two real surveys, from the export as it came to a board report."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from gpgp import runs, storage

pytestmark = pytest.mark.slow
INSTRUMENTS = Path(__file__).parent / "instruments"
SPACK = "surveys/google_forms_spack/spack-user-survey-2022-responses.csv"
STARWARS = "surveys/surveymonkey_538/StarWars.csv"


@pytest.mark.parametrize(("name", "export"), [("spack_2022", SPACK), ("starwars", STARWARS)])
def test_a_real_survey_ends_in_a_report(shared_data, tmp_path, name, export):
    project = storage.open_project(tmp_path)
    folder = project.raw(name)
    folder.mkdir(parents=True)
    shutil.copy(INSTRUMENTS / f"{name}.yaml", folder / "consultation.yaml")
    consultation = storage.read_consultation(project, name)
    shutil.copy(shared_data / export, folder / consultation.export.file)
    done = runs.make_report(project, name, parameters={"theme_checks": "false"}, has_progress=False)
    page = done.report.read_text(encoding="utf-8")
    assert consultation.title in page
    assert "<script" not in page
    ledger = storage.read_table(project, name, "ledger")
    counted = ledger[ledger["level_code"] == "response"].set_index("outcome_code")["n_rows"]
    aside = counted.drop(["received", "analysed"]).sum()
    assert counted["received"] == counted["analysed"] + aside
    assert counted["received"] == {"spack_2022": 182, "starwars": 1186}[name]
    _no_comment_is_quoted(project, name, page)


def _no_comment_is_quoted(project: storage.Project, name: str, page: str) -> None:
    comments: pd.DataFrame = storage.read_table(project, name, "comments")
    long = comments[comments["n_words"] >= 8]["text"]
    assert not [text for text in long if text in page]
