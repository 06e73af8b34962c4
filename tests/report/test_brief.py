"""One page for one constituency."""

import pytest

from gpgp.disclosure import find_cell
from gpgp.errors import ParameterError
from gpgp.report import PROFILES, compose_board_report, compose_brief

PUBLIC = PROFILES["public"]


@pytest.fixture(scope="module")
def brief(tables, consultation):
    return compose_brief(
        tables, consultation=consultation, constituency_code="trade_unions", profile=PUBLIC
    )


def test_it_prints_the_numbers_of_the_report(brief, tables, consultation):
    board = compose_board_report(
        tables, consultation=consultation, profile=PUBLIC, provenance={}
    ).tables
    beside = brief.tables["vision_beside"]
    for key in beside.row_keys:
        own = find_cell(board["vision_by_constituency"], "trade_unions", key)
        assert beside.cell(key, "share").text == own.text
        assert beside.cell(key, "everyone").text == board["vision_verdicts"].cell(key, "share").text
    orders = board["order_by_constituency"]
    for key in brief.tables["order_beside"].row_keys:
        own = brief.tables["order_beside"].cell(key, "own")
        assert own.text == orders.cell("trade_unions", key).text


def test_it_says_where_the_constituency_stands_apart(brief):
    page = brief._repr_html_()
    assert "You stand apart on “Productive”" in page
    assert "About 95 of 1,402 responses came from Trade unions." in page


def test_a_constituency_under_the_floor_is_refused_and_its_pool_gets_the_page(tables, consultation):
    brief = compose_brief(
        tables, consultation=consultation, constituency_code="care_skills_regulator", profile=PUBLIC
    )
    assert brief.is_refused
    page = brief._repr_html_()
    assert "Regulator of care skills is not shown alone, because fewer than 30" in page
    assert "Smaller constituencies beside the others" in page


def test_one_that_did_not_answer_is_refused(tables, consultation):
    brief = compose_brief(
        tables, consultation=consultation, constituency_code="training_providers", profile=PUBLIC
    )
    assert brief.is_refused
    assert "No response came from Colleges and training providers." in brief._repr_html_()


def test_an_unknown_constituency_is_an_error(tables, consultation):
    with pytest.raises(ParameterError, match="did you mean 'trade_unions'"):
        compose_brief(tables, consultation=consultation, constituency_code="trade_union",
                      profile=PUBLIC)  # fmt: skip
