"""A report made while answers still come in says so, and is not released by accident."""

import re

import pandas as pd
import pytest

from gpgp import runs, storage
from gpgp.errors import InputError
from gpgp.report import PROFILES, compose_board_report
from gpgp.report.brief import compose_brief

PUBLIC = {"profile": PROFILES["public"], "provenance": {}}
FLAG = "INTERIM: answers are still coming in. Figures will change, and no verdict is final."


@pytest.fixture(scope="module")
def two(simulate):
    return simulate(seed=6, sizes={"council_staff": 200, "trade_unions": 200})


def test_a_report_of_an_open_consultation_is_interim_throughout(two, consultation):
    still_open = consultation.model_copy(update={"status": "open"})
    closed = compose_board_report(two, consultation=consultation, **PUBLIC).sections
    board = compose_board_report(two, consultation=still_open, **PUBLIC).sections
    assert FLAG in str(board["front"].body)
    assert re.search(r"<h1[^>]*>INTERIM: ", str(board["front"].body))
    assert "We want a workforce" in str(closed["statement"].body)
    assert "We want a workforce" not in str(board["statement"].body)
    assert "drafted once the consultation has closed" in str(board["statement"].body)
    assert "INTERIM" not in str(closed["front"].body)
    assert still_open.report_title == f"INTERIM: {consultation.title}"
    assert consultation.report_title == consultation.title
    brief = compose_brief(
        two, consultation=still_open, constituency_code="trade_unions", profile=PROFILES["public"]
    )
    assert FLAG in str(brief.body)


def test_an_open_consultation_is_not_released_unless_it_is_said(tmp_path):
    place = tmp_path / "data" / "raw" / "x" / "consultation.yaml"
    place.parent.mkdir(parents=True)
    place.write_text(
        "title: T\norganisation: O\nstatus: open\ndelete_after: 2031-01-01\n"
        "export: {file: a.csv}\nquestions: [{id: q, type: free_text, column: Q}]\n"
    )
    project = storage.open_project(tmp_path)
    with pytest.raises(InputError, match="status: open: answers are still coming in.*--interim"):
        runs.release_report(project, "x", received=pd.DataFrame())
    with pytest.raises(InputError, match="reports/x"):
        runs.release_report(project, "x", received=pd.DataFrame(), is_interim=True)
