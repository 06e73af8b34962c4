"""The words of the report: a claim and a clause per verdict; requests, nations, checks."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from gpgp.disclosure import gather_material
from gpgp.errors import InputError
from gpgp.report import PROFILES, compose_board_report
from gpgp.report.sections.statement import read_edits
from gpgp.report.tables.words import tabulate_wording

PUBLIC = {"profile": PROFILES["public"], "provenance": {}}
CLAUSES = {
    "shared": "joined up: working as one across the organisations",
    "shared_with_reservations": "Trade unions were less sure; we will ask them what it would take.",
    "divided_between": "“Joined up”, on which groups do not agree",
    "divided_within": "“Joined up”, on which people in each group were split",
    "majority": "“Joined up”, which has a majority and no consensus",
    "not_supported": "“Joined up”, which does not have support as worded",
    "not_settled": "“Joined up”, on which the answers settle nothing yet",
    "too_few": "“Joined up”, on which too few answered",
}


@pytest.fixture(scope="module")
def two(simulate):
    """Two constituencies, so that an audit takes no time and shares are printed."""
    return simulate(seed=6, sizes={"council_staff": 200, "trade_unions": 200})


def give_verdict(tables, code):
    """The simulated tables with one verdict on one element."""
    verdicts = tables["agreement_verdicts"].copy()
    here = verdicts["item_code"] == "joined_up"
    names_objector = code in ("shared_with_reservations", "divided_between")
    verdicts.loc[here, "verdict_code"] = code
    verdicts.loc[here, "objectors"] = "trade_unions" if names_objector else ""
    return {**tables, "agreement_verdicts": verdicts}


def statement_of(tables, consultation, **options):
    board = compose_board_report(tables, consultation=consultation, **PUBLIC, **options)
    text = re.sub(r"<[^>]+>", " ", str(board.sections["statement"].body))
    return re.sub(r"\s+", " ", text.replace("&#39;", "'"))


@pytest.mark.parametrize("code", CLAUSES)
def test_a_verdict_has_its_clause(two, consultation, code):
    assert CLAUSES[code] in statement_of(give_verdict(two, code), consultation)


def test_an_officers_clause_stands_only_for_the_verdict_it_was_written_for(two, consultation):
    edits = '- code: joined_up\n  verdict: shared\n  text: "one workforce, one front door"\n'
    shared = statement_of(give_verdict(two, "shared"), consultation, statement_edits=edits)
    assert "one workforce, one front door" in shared
    assert "working as one across" not in shared
    changed = statement_of(give_verdict(two, "majority"), consultation, statement_edits=edits)
    assert "were written for another verdict (shared, now majority) and are not used" in changed


@pytest.mark.parametrize("text", ["a: 1", "- code: x", "- {code: x, verdict: y, text: [a]}"])
def test_edits_of_another_form_are_refused(text):
    with pytest.raises(InputError, match="expected"):
        read_edits(text)


def test_an_order_without_a_vision_makes_no_clause_on_a_vision(two, consultation):
    kept = tuple(q for q in consultation.questions if q.type != "rating")
    asked = consultation.model_copy(update={"questions": kept})
    said = statement_of(two, asked)
    assert "We will put first" in said
    assert "We want a workforce" not in said


def test_requests_on_the_wording_that_ten_people_made_are_shown(two, consultation):
    requests = pd.DataFrame(
        {
            "action_code": ["replace", "add", "drop"],
            "word": ["productive", "healthy", "holloway"],
            "replacement": ["skilled", None, None],
            "element_code": ["productive", None, None],
            "n_respondents": [42, 31, 3],
        }
    )
    material = gather_material(two, consultation=consultation, profile=PROFILES["public"])
    with_requests = replace(material, tables={**material.tables, "wording_requests": requests})
    table = tabulate_wording(with_requests)
    assert [row.cells[0].text for row in table.rows] == [
        "Replace “productive” with “skilled”",
        "Add “healthy”",
    ]
    assert [row.cells[2].text for row in table.rows] == ["40", "30"]


def test_the_annex_says_whether_people_checked_the_themes(public_board):
    assert "The themes were not checked by people." in str(public_board.sections["tables"].body)


def test_a_written_in_option_is_a_row_and_counts_in_the_base(two, consultation):
    people = two["responses"]["response_id"]
    rows = [(each, "support", "not_matched") for each in people[:40]]
    rows += [(each, "support", "apprenticeships") for each in people[40:200]]
    choices = pd.DataFrame(rows, columns=["response_id", "question_id", "option_code"])
    board = compose_board_report({**two, "choices": choices}, consultation=consultation, **PUBLIC)
    table = board.tables["support_choices"]
    assert table.rows[-1].cells[0].text == "Something else (written in)"
    assert table.cell("not_matched", "share").value == 20
    assert table.notes[0].startswith("Base: about 200 people")
