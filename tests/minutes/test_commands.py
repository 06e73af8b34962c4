"""gpgp minutes and gpgp commitments: what they write, what they never write over."""

import pandas as pd
import pytest

from gpgp import storage
from gpgp.cli import main
from gpgp.minutes import read_commitments, read_decided
from gpgp.tables import SPECS, empty_table

NAME = "small"
INSTRUMENT = """
title: A small one
organisation: Somebody
delete_after: 2030-01-01
export: {file: a.csv}
roles: {Ann Other: an adviser}
elements: [{code: valued, label: Valued}]
scales: {agree: {points: [No, Neither, Yes]}}
questions:
  - {id: vision, type: rating, about: elements, scale: agree, columns: {valued: v}}
"""
MINUTES = "5. PAY\n\nAnn Other introduced the report.\n\nRESOLVED: That it be noted.\n"


@pytest.fixture
def project(tmp_path):
    raw = tmp_path / "data" / "raw" / NAME
    raw.mkdir(parents=True)
    (raw / "consultation.yaml").write_text(INSTRUMENT, encoding="utf-8")
    (tmp_path / "Board May.txt").write_text(MINUTES, encoding="utf-8")
    return storage.open_project(tmp_path)


def run(project, *arguments):
    command, *rest = arguments
    return main([command, NAME, *map(str, rest), "--project", str(project.root)])


def test_minutes_are_drafted_once_and_nothing_is_reviewed(project, capsys):
    file = project.root / "Board May.txt"
    assert run(project, "minutes", file, "--body", "The board", "--date", "2019-05-01") == 0
    said = capsys.readouterr().out
    assert "2 segments: 1 report, 1 decision." in said
    kept = project.coding(NAME) / "minutes" / "board_may.csv"
    assert "an adviser" in kept.read_text(encoding="utf-8")
    assert "Ann Other" not in kept.read_text(encoding="utf-8")
    assert read_decided(project, NAME)["minutes"].empty, "nobody has reviewed it"
    before = kept.read_bytes()
    assert run(project, "minutes", file) == 2
    assert "is there already" in capsys.readouterr().err
    assert kept.read_bytes() == before


def test_a_wrong_date_or_code_writes_nothing(project, capsys):
    file = project.root / "Board May.txt"
    assert run(project, "minutes", file, "--date", "May") == 2
    assert run(project, "minutes", file, "--meeting", "../x") == 2
    assert "--meeting: expected a code" in capsys.readouterr().err
    assert not (project.coding(NAME) / "minutes").exists()


def write_stages(project):
    for name, spec in SPECS.items():
        storage.write_table(project, NAME, name, empty_table(spec))
    verdicts = pd.read_parquet(project.processed(NAME) / "agreement_verdicts.parquet")
    blank = dict.fromkeys(verdicts.columns)
    text = dict.fromkeys(("supporters", "objectors"), "")
    row = {**blank, **text, "question_id": "vision", "item_code": "valued"}
    for column, spec in SPECS["agreement_verdicts"].columns.items():
        if row[column] is None and spec.missing is None:
            allowed = sorted(spec.allowed or {"x"})
            row[column] = {"boolean": False, "integer": 0, "number": 0.0}.get(spec.kind, allowed[0])
    row["verdict_code"] = "shared"
    frame = pd.DataFrame([row]).astype(verdicts.dtypes.to_dict())
    storage.write_table(project, NAME, "agreement_verdicts", frame)


def test_commitments_are_drafted_added_to_and_joined(project, capsys, tmp_path):
    write_stages(project)
    assert run(project, "commitments") == 0
    kept = project.coding(NAME) / "commitments.csv"
    assert "0 rows as they were, 1 added" in capsys.readouterr().out
    first = kept.read_bytes()
    assert run(project, "commitments") == 0
    assert kept.read_bytes() == first

    sent = tmp_path / "back.csv"
    text = first.decode("utf-8").replace("undecided,,,", "will not,No money,Clerk,")
    sent.write_text(text, encoding="utf-8")
    assert run(project, "commitments", "--merge", sent) == 0
    merged = read_commitments(kept.read_bytes(), file_name="c.csv")
    assert merged[["decision", "reason", "owner"]].iloc[0].tolist() == [
        "will not",
        "No money",
        "Clerk",
    ]

    capsys.readouterr()
    before = kept.read_bytes()
    sent.write_text(text.replace("Clerk", "Treasurer"), encoding="utf-8")
    assert run(project, "commitments", "--merge", sent) == 2
    message = capsys.readouterr().err
    assert "id c01, column owner: here “Clerk”, there “Treasurer”" in message
    assert kept.read_bytes() == before


def test_sources_that_are_gone_are_said(project, capsys):
    write_stages(project)
    run(project, "commitments")
    kept = project.coding(NAME) / "commitments.csv"
    text = kept.read_text(encoding="utf-8").replace("element:valued", "theme:t99")
    kept.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert run(project, "commitments") == 0
    assert "c01: its source theme:t99 is gone" in capsys.readouterr().out
