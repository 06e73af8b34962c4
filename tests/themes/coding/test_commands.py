"""The two commands, from the tables of a run to the figures that are kept."""

import pandas as pd
import pytest

from gpgp import sample, storage
from gpgp.cli import main

NAME = "small"


@pytest.fixture
def project(tmp_path, tables):
    """A project as a run of the synthetic consultation would have left it."""
    project = storage.open_project(tmp_path)
    received = sample.make_sample(n_responses=60, seed=7).files()
    storage.write_whole(project.raw(NAME) / "consultation.yaml", received["consultation.yaml"])
    comments, responses = tables["comments"], tables["responses"]
    written = {
        "comments": comments.assign(
            n_words=4, n_redactions=0, campaign_id=pd.Series([None] * len(comments), dtype="str")
        ),
        "responses": responses.assign(
            source_row=range(2, len(responses) + 2),
            nation_code="not_asked",
            respondent_type_code="not_asked",
            organisation_id=pd.Series([None] * len(responses), dtype="str"),
            submitted_at=pd.NaT,
            language_code="en",
            has_quote_consent=False,
        ),
        "themes": tables["themes"].assign(
            heading=None, n_comments=44, n_respondents=44, n_base=88, is_real=True,
            settled_code="settled", is_owned=False, is_shown=True, framework_code=None,
            framework_affinity=None, is_outside_draft=None, label_proposals=None,
        ),
        "comment_themes": tables["comment_themes"].assign(
            response_id=tables["comment_themes"]["comment_id"].str[:4]
        ),
    }  # fmt: skip
    storage.write_tables(project, NAME, written)
    return project


def _run(project, *arguments):
    return main([*arguments, NAME, "--project", str(project.root)])


def _fill(project, coder, themes):
    """Write themes into a coder's file as a spreadsheet with semicolons would."""
    path = project.coding(NAME) / "double_coding" / f"{coder}.csv"
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows["themes"] = [themes[place % len(themes)] for place in range(len(rows))]
    path.write_text(rows.to_csv(index=False, sep=";"), encoding="cp1252")


def test_a_sample_is_drawn_coded_and_compared(project, capsys):
    assert _run(project, "coding-sample", "--n", "40") == 0
    written = sorted(path.name for path in (project.coding(NAME) / "double_coding").iterdir())
    assert written == [
        "code_book.csv", "coder_1.csv", "coder_2.csv", "machine_shares.csv", "sample.csv",
    ]  # fmt: skip
    _fill(project, "coder_1", ["t01", "T2", "none"])
    _fill(project, "coder_2", ["t01", "Late buses", "t01|t02"])
    assert _run(project, "coding-agreement") == 0
    said = capsys.readouterr().out
    assert "40 of 40 comments compared; 2 coders: coder_1, coder_2." in said
    assert "people with each other" in said and "What to do next:" in said
    assert "Kept for the report: data/coding/small/double_coding/people_check.yaml" in said


def test_a_coders_work_is_never_written_over(project, capsys):
    assert _run(project, "coding-sample", "--n", "40") == 0
    _fill(project, "coder_1", ["t01"])
    path = project.coding(NAME) / "double_coding" / "coder_1.csv"
    before = path.read_bytes()
    assert _run(project, "coding-sample", "--n", "40") == 2
    assert "holds a sample already" in capsys.readouterr().err
    assert path.read_bytes() == before


def test_what_cannot_be_compared_is_said_in_one_line(project, capsys):
    assert _run(project, "coding-agreement") == 2
    assert "draw a sample with 'gpgp coding-sample small'" in capsys.readouterr().err
    assert _run(project, "coding-sample", "--coders", "0") == 2
    assert "--coders: expected 1 to 9" in capsys.readouterr().err
    assert _run(project, "coding-sample", "--n", "40") == 0
    assert _run(project, "coding-agreement") == 2
    assert "no comment is coded yet" in capsys.readouterr().err
    _fill(project, "coder_1", ["t99"])
    assert _run(project, "coding-agreement") == 2
    assert "coder_1.csv, row 2, column themes: no such theme" in capsys.readouterr().err
