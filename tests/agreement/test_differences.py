import numpy as np
import pytest
from scipy import stats

from gpgp import agreement
from gpgp.agreement.differences import compare_shares
from gpgp.tables import SPECS, empty_table

SETTINGS = agreement.AgreementSettings()
QUESTIONS = """
nations:
  - {code: england, label: England}
  - {code: north, label: North, parent: england}
  - {code: wales_nation, label: Wales}
questions:
  - {id: vision, type: rating, about: elements, scale: agreement,
     columns: {joined_up: Q1a, productive: Q1b}}
  - {id: topics, type: multi_choice, column: Q3,
     options: [{code: design, label: Design}, {code: training, label: Training}]}
  - {id: who, type: constituency, column: Q4}
"""


@pytest.fixture
def measure(make_consultation, make_responses, make_ratings, make_choices):
    def run(constituency, scores, chosen=None, kinds=None, **responses):
        given = make_responses(constituency, **responses)
        if kinds is not None:
            given["respondent_type_code"] = kinds
        found = agreement.measure_differences(
            make_ratings(scores),
            make_choices(chosen) if chosen else empty_table(SPECS["choices"]),
            given,
            consultation=make_consultation(questions=QUESTIONS),
            settings=SETTINGS,
        )
        return found.set_index(["item_code", "dimension_code", "group_code"])

    return run


def test_a_group_stands_out_only_beyond_chance_over_all_groups_and_items(measure):
    who = ["chiefs"] * 60 + ["unions"] * 60 + ["wales"] * 5
    scores = {
        "joined_up": [4] * 50 + [2] * 10 + [4] * 20 + [2] * 40 + [4] * 5,
        "productive": [4] * 35 + [2] * 25 + [4] * 30 + [2] * 30 + [2] * 5,
    }
    rows = measure(who, scores)
    chiefs = rows.loc[("joined_up", "constituency", "chiefs")]
    assert (chiefs["n_base"], chiefs["n_yes"], chiefs["n_rest"]) == (60, 50, 65)
    assert chiefs["share_rest"] == 25 / 65
    assert chiefs["p_value"] == pytest.approx(stats.fisher_exact([[50, 10], [25, 40]]).pvalue)
    tested = rows[rows["p_value"].notna()]
    assert len(tested) == 4  # Wales has five answers
    expected = stats.false_discovery_control(tested["p_value"])
    assert tested["p_adjusted"].to_numpy() == pytest.approx(expected)
    codes = rows["stands_out_code"]
    assert codes[("joined_up", "constituency", "chiefs")] == "more"
    assert codes[("joined_up", "constituency", "unions")] == "less"
    assert codes[("productive", "constituency", "chiefs")] == "no"
    assert codes[("productive", "constituency", "wales")] == "not_tested"


def test_a_region_is_rolled_up_and_wales_is_compared_with_the_rest(measure):
    nation = ["england"] * 15 + ["north"] * 25 + ["wales_nation"] * 30 + ["no_answer"] * 10
    scores = {"joined_up": [4] * 30 + [2] * 10 + [4] * 6 + [2] * 24 + [4] * 10}
    rows = measure(["chiefs"] * 80, scores, nation=nation)
    rows = rows.loc["joined_up"].loc["whole_nation"]
    assert list(rows.index) == ["england", "wales_nation"]
    assert rows.loc["england", ["n_base", "n_yes"]].tolist() == [40, 30]
    assert rows.loc["wales_nation", ["n_rest", "share_rest"]].tolist() == [40, 0.75]
    # each is the other's rest: one test, not two
    p = stats.fisher_exact([[30, 10], [6, 24]]).pvalue
    assert rows["p_adjusted"].tolist() == pytest.approx([p, p])
    assert rows["stands_out_code"].tolist() == ["more", "less"]


def test_individuals_and_organisations_stand_beside_each_other(measure):
    kinds = ["individual"] * 40 + ["organisation"] * 20
    rows = measure(
        ["chiefs"] * 60, {"joined_up": [4] * 20 + [2] * 20 + [4] * 18 + [2] * 2}, kinds=kinds
    )
    rows = rows.loc["joined_up"].loc["respondent_type"]
    assert rows["share"].to_dict() == {"individual": 0.5, "organisation": 0.9}
    assert rows["stands_out_code"].to_dict() == {"individual": "less", "organisation": "more"}


def test_choices_are_of_those_who_chose_something(measure):
    who = ["chiefs"] * 30 + ["unions"] * 30
    chosen = ["design"] * 25 + [""] * 5 + ["training"] * 25 + ["design training"] * 5
    rows = measure(who, {"joined_up": [4] * 60}, chosen)
    own = rows.loc["design"].loc["constituency"]
    assert own["n_base"].to_dict() == {"chiefs": 25, "unions": 30}
    assert own["n_yes"].to_dict() == {"chiefs": 25, "unions": 5}
    assert own["stands_out_code"].to_dict() == {"chiefs": "more", "unions": "less"}


def test_one_organisation_of_many_people_does_not_stand_out(measure):
    who = ["chiefs"] * 40 + ["unions"] * 40
    scores = {"joined_up": [4] * 30 + [2] * 10 + [4] * 14 + [2] * 26}
    apart = [f"o{place}" for place in range(80)]
    together = ["big"] * 30 + [f"o{place}" for place in range(50)]
    key = ("joined_up", "constituency", "chiefs")
    assert measure(who, scores, organisation=apart).loc[key, "stands_out_code"] == "more"
    assert measure(who, scores, organisation=together).loc[key, "stands_out_code"] != "more"
    assert compare_shares((30, 40, 4.0), (14, 40, 1.0)) > compare_shares(
        (30, 40, 1.0), (14, 40, 1.0)
    )


def test_nobody_gives_no_rows(make_consultation, make_responses, make_ratings):
    found = agreement.measure_differences(
        make_ratings({"joined_up": [4]}).iloc[:0],
        empty_table(SPECS["choices"]),
        make_responses([]),
        consultation=make_consultation(),
        settings=SETTINGS,
    )
    assert found.empty
    assert np.isfinite(agreement.tabulate_thresholds(SETTINGS)["value"]).all()


def test_answers_of_people_who_name_no_group_give_no_rows_of_that_dimension(measure):
    rows = measure(["no_answer"] * 3, {"joined_up": [4, 4, 2]}, kinds=["individual"] * 3)
    assert set(rows.reset_index()["dimension_code"]) == {"respondent_type"}
    assert measure(["no_answer"] * 3, {"joined_up": [4, 4, 2]}).empty
