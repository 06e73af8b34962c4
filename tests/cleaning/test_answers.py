import pytest

from gpgp.instrument import parse_consultation


@pytest.mark.parametrize(
    ("word", "score", "status"),
    [
        ("Agree", 3, "answered"),
        (" agree ", 3, "answered"),
        ("Cytuno", 3, "answered"),
        ("Disagree", 1, "answered"),
        ("Don’t know", None, "dont_know"),
        ("Agreeish", None, "not_matched"),
        ("3", None, "not_matched"),
        ("", None, "no_answer"),
    ],
)
def test_a_word_is_a_scale_point_or_a_missing_answer_with_its_reason(clean, word, score, status):
    rating = clean({"V | Diverse": word}).ratings.set_index("item_code").loc["diverse"]
    assert rating["status_code"] == status
    assert (rating["score"] == score) if score else rating.isna()["score"]


def test_words_outside_the_scale_are_told_with_the_nearest(clean):
    findings = clean({"V | Diverse": "Agre"}, {"V | Joined up": "Agre"}).findings
    told = findings[findings["finding_code"] == "word_outside_scale"].iloc[0]
    assert (told["value"], told["n_rows"], told["severity_code"]) == ("Agre", 2, "loss")
    assert "'Agree'" in told["what_to_do"]


RANKED = {"R | Pay": "", "R | Skills": "", "R | Leadership": ""}


@pytest.mark.parametrize(
    ("changes", "ranks", "finding"),
    [
        (("1", "2", "3"), {"pay": 1, "skills": 2, "leadership": 3}, None),
        (("1.0", "2nd", "#3"), {"pay": 1, "skills": 2, "leadership": 3}, None),
        (("1", "1", "3"), {"pay": 1, "skills": 1, "leadership": 3}, "rank_tied"),
        (("1", "", ""), {"pay": 1, "skills": None, "leadership": None}, None),
        (("1", "9", "0"), {"pay": 1, "skills": None, "leadership": None}, "rank_out_of_range"),
        (("1", "top", "n/a"), {"pay": 1, "skills": None, "leadership": None}, "rank_unknown"),
        (("", "", ""), {}, None),
        (("top", "", ""), {}, "rank_unknown"),
    ],
)
def test_numbers_per_option_are_ranks(clean, changes, ranks, finding):
    cleaned = clean(dict(zip(RANKED, changes, strict=True)))
    found = cleaned.rankings.set_index("option_code")["rank"]
    assert {code: None if rank != rank else rank for code, rank in found.items()} == ranks
    told = cleaned.findings["finding_code"]
    assert told[told.str.startswith("rank")].tolist() == ([finding] if finding else [])
    assert "not_matched" in cleaned.ledger.query("question_id == 'order'")[
        "outcome_code"
    ].tolist() or (finding != "rank_unknown" or bool(ranks))


HEAD = """
title: T
organisation: O
delete_after: 2030-01-01
export: {file: r.csv}
priorities:
  - {code: pay, label: Pay}
  - {code: skills, label: "Skills; and training"}
  - {code: lead, label: Leadership}
questions:
"""


def clean_one_row(question: str, **cells: str):
    import pandas as pd

    from gpgp.cleaning import clean_responses

    rows = pd.DataFrame({name: pd.Series([cell], dtype="str") for name, cell in cells.items()})
    return clean_responses(
        rows.assign(source_row=2), consultation=parse_consultation(HEAD + question), source_file="r"
    )


LIST = "  - {id: order, type: ranking, about: priorities, column: Order, separator: ';'}"
PLACES = "  - {id: order, type: ranking, about: priorities, places: [First, Second, Third]}"
HIGHEST = (
    "  - {id: order, type: ranking, about: priorities, best: highest,"
    " columns: {pay: P, skills: S, lead: L}}"
)


@pytest.mark.parametrize(
    ("question", "cells", "ranks"),
    [
        (
            LIST,
            {"Order": "Leadership;Skills; and training;Pay;"},
            {"lead": 1, "skills": 2, "pay": 3},
        ),
        (LIST, {"Order": "Leadership;Beer"}, {"lead": 1}),
        (LIST, {"Order": "Pay;Pay;Leadership"}, {"pay": 1, "lead": 2}),
        (PLACES, {"First": "Pay", "Second": "-", "Third": "leadership"}, {"pay": 1, "lead": 3}),
        (PLACES, {"First": "Pay", "Second": "Pay", "Third": ""}, {"pay": 1}),
        (HIGHEST, {"P": "3", "S": "1", "L": ""}, {"pay": 1, "skills": 3}),
    ],
)
def test_other_forms_of_ranking_are_read(question, cells, ranks):
    found = clean_one_row(question, **cells).rankings.set_index("option_code")["rank"]
    assert found.dropna().to_dict() == ranks
    assert len(found) == 3


def test_an_option_in_two_places_is_told_and_its_best_place_counts():
    findings = clean_one_row(PLACES, First="Pay", Second="Pay", Third="").findings
    assert "rank_repeated" in findings["finding_code"].tolist()


MULTI = "  - {id: top, type: multi_choice, about: priorities, column: Top, separator: ';'}"
TICKS = (
    "  - {id: top, type: multi_choice, about: priorities, columns: {pay: P, skills: S, lead: L}}"
)
SINGLE = "  - {id: top, type: choice, about: priorities, column: Top}"
COMMENT = "\n  - {id: said, type: free_text, column: Said}"


@pytest.mark.parametrize(
    ("question", "cells", "codes", "is_told"),
    [
        (MULTI, {"Top": "Pay;Skills; and training"}, {"pay", "skills"}, False),
        (MULTI, {"Top": "skills; AND training;"}, {"skills"}, False),
        (MULTI, {"Top": "Pay;beer"}, {"pay", "not_matched"}, True),
        (MULTI, {"Top": "beer"}, {"not_matched"}, True),
        (MULTI, {"Top": ";"}, {"no_answer"}, False),
        (MULTI, {"Top": ""}, {"no_answer"}, False),
        (TICKS, {"P": "Pay", "S": "No", "L": "1"}, {"pay", "lead"}, False),
        (TICKS, {"P": "", "S": "FALSE", "L": "0"}, {"no_answer"}, False),
        (SINGLE, {"Top": "PAY"}, {"pay"}, False),
        (SINGLE, {"Top": "Pay; Leadership"}, {"not_matched"}, True),
    ],
)
def test_chosen_options_are_found(question, cells, codes, is_told):
    cleaned = clean_one_row(question + COMMENT, **cells, Said="Pay us")
    assert set(cleaned.choices["option_code"]) == codes
    findings = cleaned.findings
    assert ("not_an_option" in findings["finding_code"].tolist()) == is_told
    assert set(findings.loc[findings["finding_code"] == "not_an_option", "value"]) <= {""}


def test_the_ledger_counts_each_kind_of_answer(clean):
    cleaned = clean(
        {"V | Diverse": "Don't know", "Top": "beer", "R | Pay": "x", "R | Skills": "",
         "R | Leadership": "", "Change": "n/a", "Missing": "Nothing."},
        {"V | Diverse": "", "Top": "", "Change": "Pay"},
    )  # fmt: skip
    ledger = cleaned.ledger.set_index(["question_id", "outcome_code"])["n_rows"]
    assert ledger["vision.diverse"].to_dict() == {"analysed": 2, "dont_know": 1, "no_answer": 1}
    assert ledger["top"].to_dict() == {"analysed": 2, "no_answer": 1, "not_matched": 1}
    assert ledger["order"].to_dict() == {"analysed": 2, "answered": 1, "not_matched": 1}
    assert ledger["change"].to_dict() == {"analysed": 2, "answered": 1, "non_answer": 1}
    assert ledger["missing"].to_dict() == {"analysed": 2, "answered": 1, "no_answer": 1}
