"""Cleaning compared with the truth about the synthetic consultation."""

import pandas as pd
import pytest

from gpgp.cleaning import Cleaned, clean_responses
from gpgp.instrument import parse_consultation
from gpgp.intake import read_responses
from gpgp.sample import Sample, make_sample


@pytest.fixture(scope="module")
def sample() -> Sample:
    return make_sample()


@pytest.fixture(scope="module")
def cleaned(sample: Sample) -> Cleaned:
    consultation = parse_consultation(sample.consultation_yaml.decode())
    rows = read_responses(sample.export_csv, consultation=consultation, file_name="export").rows
    return clean_responses(rows, consultation=consultation, source_file="export")


@pytest.fixture(scope="module")
def comments(cleaned: Cleaned) -> pd.DataFrame:
    """The comments as received, by row of the export and question."""
    rows = cleaned.responses.set_index("response_id")["source_row"]
    own = cleaned.comments[cleaned.comments["campaign_role_code"] != "addition"]
    return own.assign(row=own["response_id"].map(rows)).set_index(["row", "question_id"])


def test_the_ledger_is_the_truth(sample, cleaned):
    ledger = cleaned.ledger[cleaned.ledger["level_code"] == "response"]
    assert (
        dict(zip(ledger["outcome_code"], ledger["n_rows"], strict=True)) == sample.truth["ledger"]
    )


def test_every_row_set_aside_is_listed_with_its_reason_and_the_row_kept(sample, cleaned):
    found = [
        {"row": row, "reason": reason, "kept_row": detail}
        for row, reason, detail in cleaned.set_aside[
            ["source_row", "reason_code", "detail"]
        ].itertuples(index=False)
    ]
    wanted = [
        each | {"kept_row": f"row {each['kept_row']} is kept" if each["kept_row"] else None}
        for each in sample.truth["set_aside"]
    ]
    assert [{k: None if v != v else v for k, v in each.items()} for each in found] == wanted


def test_constituencies_are_counted_as_in_the_truth(sample, cleaned):
    counts = cleaned.responses["constituency_code"].value_counts().to_dict()
    assert counts == sample.truth["constituencies"]


def test_the_campaign_is_found_whole_and_alone(sample, cleaned, comments):
    campaign = sample.truth["campaign"]
    wanted = {(copy["row"], campaign["question"]) for copy in campaign["copies"]}
    assert set(comments.index[comments["campaign_id"].notna()]) == wanted
    found = cleaned.campaigns.iloc[0]
    assert found["text"] == campaign["letter"]
    assert abs(found["n_identical"] - campaign["n_identical"]) <= 2
    assert abs(found["n_additions"] - campaign["n_additions"]) <= 2


def test_planted_personal_data_is_gone(sample, comments):
    left = [
        plant["kind"]
        for plant in sample.truth["personal"]
        if plant["text"] in comments.loc[(plant["row"], plant["question"]), "text"]
    ]
    assert left == []


def test_broken_letters_are_repaired(sample, comments):
    for plant in sample.truth["mojibake"]:
        assert comments.loc[(plant["row"], plant["question"]), "text"] == plant["original"]


def test_comments_that_say_nothing_are_told(sample, comments):
    truth = pd.DataFrame(sample.truth["comments"]).set_index(["row", "question"])
    wanted = truth["kind"].eq("non_answer").reindex(comments.index, fill_value=False)
    assert (comments["is_non_answer"] == wanted).mean() >= 0.998
    language = truth["language"].reindex(comments.index).fillna(comments["language_code"])
    assert (comments["language_code"] == language).mean() >= 0.998


def test_words_outside_the_scale_are_missing_with_their_reason(sample, cleaned):
    unmatched = cleaned.ratings[cleaned.ratings["status_code"] == "not_matched"]
    assert len(unmatched) == len(sample.truth["scale_words_out"])
