"""The board report as a whole: its parts, what is left out, whatever was asked."""

import itertools
import re

import nbformat
import pytest

from gpgp.errors import ContractError
from gpgp.report import PROFILES, compose_board_report, export_html

SECTIONS = [
    "front", "picture", "first", "choices", "comments", "respondents", "nations", "statement",
    "commitments", "crynodeb", "elements", "board_said", "tables", "method",
]  # fmt: skip


def compose(tables, consultation, profile="public"):
    return compose_board_report(
        tables, consultation=consultation, profile=PROFILES[profile], provenance={}
    )


def say(section):
    """What a section says, without its markup."""
    text = re.sub(r"<[^>]+>", " ", str(section.body)).replace("\xa0", " ")
    return re.sub(r"\s+", " ", text)


def test_the_paper_comes_first_then_the_annex(public_board):
    assert list(public_board.sections) == SECTIONS
    parts = [section.part for section in public_board.sections.values()]
    assert parts == ["paper"] * 10 + ["annex"] * 4


def test_the_page_is_the_same_byte_for_byte_whatever_the_order_of_rows(
    public_board, export, tables, consultation
):
    shuffled = {name: frame.sample(frac=1, random_state=1) for name, frame in tables.items()}
    again = compose_board_report(
        shuffled, consultation=consultation, profile=PROFILES["public"],
        provenance={"export_sha256": "ab" * 32, "Rows": 7},
    )  # fmt: skip
    page = export(public_board.sections.values())
    assert page == export(again.sections.values())
    assert dict(public_board.published) == dict(again.published)
    assert len(page) < 1_500_000


def test_only_a_board_report_says_whom_it_is_for(public_board, simulate, consultation):
    board = compose(simulate(seed=3, sizes={"trade_unions": 40}), consultation, "board")
    notice = "For named recipients only, not for publication"
    assert notice in str(board.sections["front"].body)
    assert notice not in str(public_board.sections["front"].body)


def test_the_run_is_recorded(public_board):
    method = str(public_board.sections["method"].body)
    assert "<dt>Export, SHA-256</dt>" in method
    assert "ab" * 32 in method


def test_a_report_of_nothing_says_so_and_leaves_out_what_has_no_subject(consultation, export):
    board = compose({}, consultation)
    assert "No question has enough answers for a finding." in say(board.sections["front"])
    empty = {anchor for anchor in SECTIONS if not board.sections[anchor].body}
    subjects = {"picture", "first", "choices", "comments", "respondents", "statement", "elements"}
    subjects |= {"commitments", "board_said"}
    assert empty == subjects
    assert "<h1>Great People for Growing Places</h1>" in export(board.sections.values())


KINDS = {
    "rating": ("agreement_ratings", "agreement_points", "agreement_verdicts", "weighting_views"),
    "ranking": ("priorities_orders", "priorities_ranks", "priorities_firsts", "rankings"),
    "choice": ("choices",),
    "free_text": ("comments", "themes", "comment_themes", "theme_prevalence"),
}
TYPES = {"choice": ("choice", "multi_choice")}


def ask(consultation, tables, kinds):
    """The consultation that asks these kinds of question only, and its tables."""
    dropped = [kind for kind in KINDS if kind not in kinds]
    types = {t for kind in dropped for t in TYPES.get(kind, (kind,))}
    kept = {name: frame for name, frame in tables.items()
            if not any(name in KINDS[kind] for kind in dropped)}  # fmt: skip
    update = {"questions": tuple(q for q in consultation.questions if q.type not in types)}
    for dimension, groups in (("constituency", "constituencies"), ("nation", "nations")):
        if dimension in kinds:
            continue
        update[groups] = ()
        kept["responses"] = kept["responses"].assign(**{f"{dimension}_code": "not_asked"})
        kept = {
            name: frame.loc[frame["dimension_code"] != dimension]
            if "dimension_code" in frame
            else frame
            for name, frame in kept.items()
        }
    if "nation" not in kinds:
        texts = consultation.report.model_copy(update={"implications_for_wales": None})
        update["report"] = texts
    return consultation.model_copy(update=update), kept


COMBINATIONS = [
    kinds
    for n in range(7)
    for kinds in itertools.combinations([*KINDS, "constituency", "nation"], n)
]


@pytest.fixture(scope="module")
def sixty(simulate):
    return simulate(seed=4, sizes={"council_staff": 35, "trade_unions": 20, "welsh_councils": 5})


@pytest.mark.parametrize("kinds", COMBINATIONS, ids="-".join)
def test_any_combination_of_questions_makes_a_report_that_says_what_it_can(
    sixty, consultation, export, kinds
):
    asked, tables = ask(consultation, sixty, kinds)
    board = compose(tables, asked)
    if len(kinds) % 2 == 0:  # composing is what differs; half of the pages are enough
        assert export(board.sections.values()).count("<h1") == 1
    has = {anchor: bool(board.sections[anchor].body) for anchor in SECTIONS}
    assert has["picture"] == has["elements"] == ("rating" in kinds)
    assert has["choices"] == ("choice" in kinds)
    assert has["first"] == ("ranking" in kinds)
    assert has["statement"] == bool({"rating", "ranking"} & set(kinds))
    assert has["respondents"]  # individuals and organisations are told at least
    assert has["nations"] == ("nation" in kinds)
    n_claims = str(board.sections["front"].body).count("<li>")
    assert n_claims >= bool({"rating", "ranking", "choice"} & set(kinds))


def test_one_response_is_a_valid_report(simulate, consultation):
    board = compose(simulate(seed=2, sizes={"trade_unions": 1}), consultation)
    assert "This report rests on 1 response from 1 constituency" in say(board.sections["front"])


def test_what_the_officer_did_not_write_is_marked(sixty, consultation):
    bare = consultation.model_copy(update={"report": type(consultation.report)()})
    board = compose(sixty, bare)
    assert "The board is asked to [to be written by the officer]" in say(board.sections["front"])
    assert "To be written by the officer" in say(board.sections["nations"])
    assert "To be written by the officer" in say(board.sections["statement"])


def test_a_table_that_breaks_its_contract_is_refused(tables, consultation):
    broken = {**tables, "responses": tables["responses"].drop(columns="nation_code")}
    with pytest.raises(ContractError, match="missing: nation_code"):
        compose(broken, consultation)


def test_a_notebook_without_sections_is_refused():
    with pytest.raises(ContractError, match="has it been run"):
        export_html(nbformat.v4.new_notebook(), title="T", language="en")
