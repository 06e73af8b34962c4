"""The bundled consultation against its truth: ledger, verdicts, priorities, headline matrix."""

import importlib.util
import json
from pathlib import Path

import pandas as pd
import pytest

from gpgp import agreement, cleaning, intake, report, storage, themes
from gpgp.disclosure import approvals
from gpgp.tables import SPECS, check_table

pytestmark = pytest.mark.slow
HOUSE = Path(__file__).resolve().parent.parent
NAME = "great_people"
SPEC = importlib.util.spec_from_file_location(
    "code_bundled_sample", HOUSE / "benchmarks" / "code_bundled_sample.py"
)
CODERS = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(CODERS)


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


def test_corrected_shares_of_themes_hold_the_planted_ones_in_nine_of_ten(measured):
    consultation, tables, truth = measured
    project = storage.open_project(HOUSE)
    coded = themes.read_coded(storage.read_coding_folder(project, NAME, themes.CODING_FOLDER))
    corrected = agreement.correct_prevalence(
        _owned_themes(coded.labels),
        coded.sample,
        coded.by_coder,
        labels=coded.labels,
        machine_shares=coded.machine_shares,
        settings=agreement.AgreementSettings(),
    ).set_index("theme_id")
    asked = [q.id for q in consultation.questions_of("free_text") if q.is_themed]
    comments = tables["comments"]
    is_own = comments["campaign_role_code"].isin(["none", "addition"])
    is_own &= comments["question_id"].isin(asked) & ~comments["is_non_answer"].astype(bool)
    comments = comments[is_own]
    rows = tables["responses"].set_index("source_row")["response_id"]
    planted = {
        f"{rows[each['row']]}:{each['question']}": each["themes"]
        for each in truth["comments"]
        if each["row"] in rows.index
    }
    assert coded.sample["weight"].sum() == pytest.approx(len(comments), abs=0.01)
    said = pd.Series([planted.get(one, []) for one in comments["comment_id"]]).explode()
    shares = said.value_counts() / len(comments)
    held = [
        corrected.loc[theme, "share_low"] <= shares[name] <= corrected.loc[theme, "share_high"]
        for name, theme in CODERS.FRAME_OF.items()
    ]
    assert sum(held) >= 0.9 * len(held)
    truths = pd.Series({theme: shares[name] for name, theme in CODERS.FRAME_OF.items()})
    rows = corrected.loc[truths.index]
    assert (rows["share"] - truths).abs().mean() < (rows["share_machine"] - truths).abs().mean()


def _owned_themes(labels):
    columns = SPECS["themes"].columns
    rows = pd.DataFrame({"theme_id": list(labels), "label": list(labels.values())})
    filled = {"text": "none", "integer": 1, "number": 0.0, "boolean": True}
    for name, column in columns.items():
        if name not in rows:
            rows[name] = sorted(column.allowed)[0] if column.allowed else filled[column.kind]
    return check_table(rows, SPECS["themes"])
