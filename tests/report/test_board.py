"""The board report as a whole."""

import nbformat
import pytest

from gpgp.errors import ContractError
from gpgp.report import PROFILES, compose_board_report, export_html

SECTIONS = [
    "summary", "glance", "purpose", "respondents", "vision", "wording", "priorities",
    "comments", "differences", "nations", "resources", "statement", "commitments",
    "board_said", "method",
]  # fmt: skip


def compose(tables, consultation, profile="public"):
    return compose_board_report(
        tables,
        consultation=consultation,
        profile=PROFILES[profile],
        provenance={"export_sha256": "ab" * 32, "Rows": 7},
    )


@pytest.fixture(scope="module", params=["public", "board"])
def profile(request):
    return request.param


@pytest.fixture(scope="module")
def board(tables, consultation, profile):
    return compose(tables, consultation, profile)


def test_sections_stand_in_the_order_of_the_sectors_reports(board):
    assert list(board.sections) == SECTIONS


def test_the_page_is_the_same_byte_for_byte_whatever_the_order_of_rows(
    board, export, tables, consultation, profile
):
    shuffled = {name: frame.sample(frac=1, random_state=1) for name, frame in tables.items()}
    again = compose(shuffled, consultation, profile)
    page = export(board.sections.values())
    assert page == export(again.sections.values())
    assert dict(board.published) == dict(again.published)
    assert len(page) < 2_000_000


def test_a_board_report_says_on_top_whom_it_is_for(board, profile):
    is_marked = "For named recipients only, not for publication" in str(
        board.sections["summary"].body
    )
    assert is_marked == (profile == "board")


def test_the_run_is_recorded(board):
    method = str(board.sections["method"].body)
    assert "<dt>Export, SHA-256</dt>" in method
    assert "ab" * 32 in method


def test_a_report_of_nothing_says_so(consultation, export):
    page = export(compose({}, consultation).sections.values())
    for sentence in (
        "No rating question was answered.",
        "No rating was asked for.",
        "No priorities were ranked and none chosen.",
        "No theme was found.",
        "There are no constituencies to compare.",
        "There are no ratings by nation or region.",
        "There are no ratings and no order to draft clauses from.",
    ):
        assert sentence in page
    assert "<img" not in page


PARTS = {
    "ratings": ["agreement_ratings", "agreement_points", "agreement_verdicts"],
    "rankings": ["priorities_orders", "priorities_ranks"],
    "comments": ["comments", "themes", "comment_themes", "theme_prevalence"],
    "choices": ["choices"],
    "verdicts": ["agreement_verdicts"],
    "views": ["weighting_views"],
    "ledger": ["ledger"],
}


@pytest.mark.parametrize("absent", PARTS.values(), ids=PARTS)
def test_any_part_may_be_absent(tables, consultation, export, absent):
    kept = {name: frame for name, frame in tables.items() if name not in absent}
    page = export(compose(kept, consultation).sections.values())
    assert page.count("<h2") == len(SECTIONS) + 1  # and the contents


def test_a_consultation_without_constituencies_is_reported_whole(tables, consultation, export):
    kept = dict(tables)
    kept["responses"] = tables["responses"].assign(
        constituency_code="not_asked", nation_code="not_asked"
    )
    for name in ("agreement_ratings", "agreement_points", "priorities_orders", "theme_prevalence"):
        kept[name] = tables[name].loc[tables[name]["group_code"] == "all"]
    board = compose(kept, consultation)
    page = export(board.sections.values())
    assert "did not ask in which capacity" in page
    assert not [name for name in board.tables if name.endswith("_by_constituency")]


def test_one_response_is_a_valid_report(simulate, consultation, export):
    tables = simulate(seed=2, sizes={"trade_unions": 1})
    page = export(compose(tables, consultation).sections.values())
    assert "In all, 1 response was analysed" in page
    assert "<img" not in page


@pytest.mark.usefixtures("blank_charts")
def test_what_the_officer_did_not_write_is_marked(tables, consultation):
    bare = consultation.model_copy(update={"report": type(consultation.report)()})
    board = compose(tables, bare)
    assert str(board.sections["purpose"].body).count("To be written by the officer") == 3
    assert "To be written by the officer" in str(board.sections["resources"].body)


def test_a_table_that_breaks_its_contract_is_refused(tables, consultation):
    broken = {**tables, "responses": tables["responses"].drop(columns="nation_code")}
    with pytest.raises(ContractError, match="missing: nation_code"):
        compose(broken, consultation)


def test_a_notebook_without_sections_is_refused():
    with pytest.raises(ContractError, match="has it been run"):
        export_html(nbformat.v4.new_notebook(), title="T", language="en")
