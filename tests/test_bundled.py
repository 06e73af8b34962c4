"""The bundled consultation against its truth: ledger, verdicts, priorities, headline matrix."""

import json
from pathlib import Path

import pytest

from gpgp import agreement, cleaning, intake, report, storage
from gpgp.disclosure import approvals

pytestmark = pytest.mark.slow
HOUSE = Path(__file__).resolve().parent.parent
NAME = "great_people"


@pytest.fixture(scope="module")
def measured():
    """Cleaned tables and measured agreement of the bundled consultation, and its truth."""
    project = storage.open_project(HOUSE)
    consultation = storage.read_consultation(project, NAME)
    received = intake.read_responses(
        storage.read_export(project, NAME, consultation),
        consultation=consultation,
        file_name=consultation.export.file,
    )
    cleaned = cleaning.clean_responses(
        received.rows, consultation=consultation, source_file=consultation.export.file
    )
    settings = agreement.AgreementSettings(n_resamples=200)
    rated = agreement.measure_ratings(
        cleaned.ratings, cleaned.responses, consultation=consultation, settings=settings
    )
    ranked = agreement.measure_priorities(
        cleaned.rankings,
        cleaned.choices,
        cleaned.responses,
        consultation=consultation,
        settings=settings,
        seed=1,
    )
    truth = json.loads((project.raw(NAME) / "truth.json").read_text(encoding="utf-8"))
    tables = {**cleaned.tables(), **vars(rated), **vars(ranked)}
    return consultation, tables, truth


def test_the_ledger_equals_the_truth(measured):
    _, tables, truth = measured
    ledger = tables["ledger"].query("level_code == 'response'")
    assert ledger.set_index("outcome_code")["n_rows"].to_dict() == truth["ledger"]


def test_the_planted_verdicts_come_out_with_the_planted_objectors(measured):
    _, tables, truth = measured
    verdicts = tables["agreement_verdicts"].set_index("item_code")
    planted = {code: element["verdict"] for code, element in truth["elements"].items()}
    assert verdicts["verdict_code"].to_dict() == planted
    objectors = set(verdicts.loc["productive", "objectors"].split("|"))
    assert set(truth["elements"]["productive"]["against"]) <= objectors


def test_the_planted_first_priority_comes_first_under_every_rule_and_view(measured):
    _, tables, truth = measured
    overall = tables["priorities_orders"].query(
        "question_id == 'order' and dimension_code == 'all' and rank == 1"
    )
    assert set(overall["option_code"]) == {truth["priorities"]["first_choice"]["all"]}


def test_every_constituency_with_thirty_answers_shows_a_number_or_band_for_every_element(measured):
    consultation, tables, _ = measured
    board = report.compose_board_report(
        tables, consultation=consultation, profile=report.PROFILES["public"], provenance={}
    )
    matrix = board.tables["vision_by_constituency"]
    answers = tables["agreement_ratings"].query("dimension_code == 'constituency'")
    known = {group.code for group in consultation.constituencies}
    large = answers[answers["n_answers"] >= 30].groupby("group_code")["item_code"].nunique()
    complete = [code for code in large[large == len(consultation.elements)].index if code in known]
    assert len(complete) >= 11
    for code in complete:
        for element in consultation.elements:
            text = matrix.cell(code, element.code).text
            assert text and not text.startswith("["), (code, element.code, text)


def test_the_approved_quotes_are_bound_to_comments_whose_writers_agreed(measured):
    _, tables, _ = measured
    text = storage.read_coding(storage.open_project(HOUSE), NAME, report.QUOTES_FILE)
    entries = [entry for entry in approvals.read_approvals(text) if entry.is_approved]
    assert len(entries) >= 12
    comments = tables["comments"].set_index("comment_id")
    agreed = tables["responses"].set_index("response_id")["has_quote_consent"]
    for entry in entries:
        comment = comments.loc[entry.comment_id]
        assert entry.sha256 == approvals.hash_quote(comment["text"], entry.text), entry.comment_id
        assert agreed[comment["response_id"]], entry.comment_id
        assert comment["campaign_role_code"] in ("none", "addition"), entry.comment_id
        assert "made up" in entry.approved_by
