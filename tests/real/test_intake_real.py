"""Reading, checking and drafting on exports that nobody here wrote."""

from pathlib import Path

import pandas as pd
import pytest

from gpgp.cleaning import clean_responses
from gpgp.instrument import parse_consultation
from gpgp.intake import check_responses, draft_consultation, read_responses

INSTRUMENTS = Path(__file__).parent / "instruments"
# Folder → platform, as data/SOURCES.md says which platform wrote it.
PLATFORMS = {
    "google_forms_rstudio": "google_forms",
    "google_forms_spack": "google_forms",
    "limesurvey_ssi": "limesurvey",
    "qualtrics_projoint": "qualtrics",
    "qualtrics_shapes": "qualtrics",
    "questback_napire2018": "questback",
    "simplesurvey_alliance2023": "simplesurvey",
    "surveygizmo_jupyter2015": "alchemer",
    "surveymonkey_538": "surveymonkey",
    "surveymonkey_jupyter2020": "surveymonkey",
    "typeform_cantera": "typeform",
}


def read_with(name, path, replace=("", "")):
    text = (INSTRUMENTS / f"{name}.yaml").read_text(encoding="utf-8").replace(*replace)
    consultation = parse_consultation(text)
    received = read_responses(path.read_bytes(), consultation=consultation, file_name=path.name)
    return consultation, received


def test_csv_and_workbook_of_one_survey_give_equal_tables(shared_data):
    folder = shared_data / "surveys" / "google_forms_spack"
    tables = []
    for suffix in (".csv", ".xlsx"):
        path = folder / f"spack-user-survey-2022-responses{suffix}"
        consultation, received = read_with("spack_2022", path)
        cleaned = clean_responses(received.rows, consultation=consultation, source_file="export")
        tables.append(cleaned.tables())
    assert len(tables[0]["responses"]) == 182
    assert tables[0]["responses"]["submitted_at"].notna().all()
    for name, table in tables[0].items():
        pd.testing.assert_frame_equal(table, tables[1][name])


def test_two_header_rows_that_are_not_utf_8_are_read_without_loss(shared_data):
    path = shared_data / "surveys" / "surveymonkey_538" / "StarWars.csv"
    consultation, received = read_with("starwars", path)
    findings = check_responses(received, consultation=consultation)
    cleaned = clean_responses(received.rows, consultation=consultation, source_file="export")
    assert findings.empty
    assert len(received.rows) == 1186
    # Counted in the file: 836 rows hold a rank, 834 of them all six.
    ranked = cleaned.rankings.dropna(subset="rank").groupby("response_id", observed=True).size()
    assert (len(ranked), int((ranked == 6).sum())) == (836, 834)


def exports():
    """Return the id of each export: its folder and name, listed without reading the folder."""
    return sorted(PLATFORMS)


@pytest.mark.parametrize("folder", exports())
def test_every_export_gets_a_draft_that_reads_it(shared_data, folder):
    paths = [p for p in sorted((shared_data / "surveys" / folder).iterdir()) if p.suffix != ".md"]
    assert paths
    for path in paths:
        content = path.read_bytes()
        draft = draft_consultation(content, file_name=path.name, name=folder)
        consultation = parse_consultation(draft.yaml_text)
        received = read_responses(content, consultation=consultation, file_name=path.name)
        findings = check_responses(received, consultation=consultation)
        assert draft.platform == PLATFORMS[folder], path.name
        assert not (findings["finding_code"] == "unused_column").any(), path.name
        lost = findings.loc[findings["severity_code"] == "loss", "n_rows"].sum()
        assert lost <= len(received.rows), path.name  # answers given once are no options


@pytest.mark.parametrize(
    ("name", "path", "n_rows"),
    [
        ("cantera", "typeform_cantera/responses.csv", 60),
        ("alliance_2023", "simplesurvey_alliance2023/Final_CloudSurvey_EN_20230221.csv", 392),
    ],
)
def test_instruments_by_hand_lose_no_rating_and_no_constituency(shared_data, name, path, n_rows):
    consultation, received = read_with(name, shared_data / "surveys" / path)
    findings = check_responses(received, consultation=consultation)
    lost = findings.loc[findings["severity_code"] == "loss", "finding_code"]
    assert len(received.rows) == n_rows
    assert not set(lost) & {"word_outside_scale", "unknown_constituency", "unknown_nation"}
