"""The board report as a whole."""

import nbformat
import pytest

from gpgp import report
from gpgp.errors import ContractError


def run_notebook(board):
    """A notebook that displayed each section, as nbclient leaves it."""
    notebook = nbformat.v4.new_notebook()
    for section in board.sections.values():
        output = nbformat.v4.new_output(
            "display_data", data={"text/html": section._repr_html_(), "text/plain": "x"}
        )
        notebook.cells.append(nbformat.v4.new_code_cell("section", outputs=[output]))
    return notebook


@pytest.fixture(scope="module", params=["public", "board"])
def board(request, tables, consultation):
    return report.compose_board_report(
        tables,
        consultation=consultation,
        profile=report.PROFILES[request.param],
        provenance={"Rows received": "1,477"},
    )


def test_sections_stand_in_the_order_of_the_sectors_reports(board):
    assert list(board.sections) == [
        "summary", "glance", "purpose", "respondents", "vision", "wording", "priorities",
        "comments", "differences", "nations", "resources", "statement", "method",
    ]  # fmt: skip


def test_the_page_is_the_same_byte_for_byte(board):
    notebook = run_notebook(board)
    first = report.export_html(notebook, title="T", language="en")
    assert first == report.export_html(notebook, title="T", language="en")
    assert len(first) < 2_000_000


def test_a_report_of_nothing_says_so(consultation):
    board = report.compose_board_report(
        {}, consultation=consultation, profile=report.PROFILES["public"], provenance={}
    )
    page = report.export_html(run_notebook(board), title="T", language="en")
    assert "No rating question was answered" in page
    assert "<img" not in page


def test_a_notebook_without_sections_is_refused():
    with pytest.raises(ContractError, match="has it been run"):
        report.export_html(nbformat.v4.new_notebook(), title="T", language="en")
