"""A message of an unexpected error repeats nothing that came from the export."""

import re

import pytest

from gpgp import intake, storage
from gpgp.cli import main
from gpgp.runs.leaving_out import leave_out_answers

INSTRUMENT = """
title: A small one
organisation: Somebody
delete_after: 2030-01-31
export: {file: answers.csv}
questions: [{id: words, type: free_text, column: Words}]
"""


@pytest.fixture
def project(tmp_path):
    project = storage.open_project(tmp_path)
    storage.write_whole(project.raw("x") / "consultation.yaml", INSTRUMENT.encode())
    rows = "Words\nZorblax Quenthrope rang zqid-77-0031\nmore pay for us\n"
    storage.write_whole(project.raw("x") / "answers.csv", rows.encode())
    return project


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("'Words'", "'Words'"),  # a column, which the instrument names
        ("could not convert string to float: 'more pay for us'", "could not convert string to "
         "float: '…'"),
        ("no row of Zorblax at zqid-77-0031", "no row of … at …"),
        ("Length of values (3) does not match DataFrame", "Length of values (3) does not match "
         "DataFrame"),
    ],
)  # fmt: skip
def test_what_the_export_holds_is_left_out(project, message, shown):
    assert leave_out_answers(project, "x")(message) == shown


def test_where_the_export_cannot_be_read_everything_telling_is_left_out(project):
    (project.raw("x") / "answers.csv").write_bytes(b"PK\x03\x04")
    assert leave_out_answers(project, "x")("'pay' of Zorblax, 12") == "'…' of …, …"
    assert leave_out_answers(project, "nowhere")("Key 'pay'") == "… '…'"


def test_a_command_says_of_an_unexpected_error_what_and_where(project, monkeypatch, capsys):
    def check_badly(*given, **named):
        return float("more pay for us")

    monkeypatch.setattr(intake, "check_responses", check_badly)
    assert main(["check", "x", "--project", str(project.root)]) == 1
    said = capsys.readouterr().err
    assert re.fullmatch(
        r"gpgp: ValueError: could not convert string to float: '…' "
        r"\(gpgp/cli/__init__.py, line \d+\). This is a fault of gpgp: please report this line.\n",
        said,
    )
