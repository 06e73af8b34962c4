import pandas as pd
import pytest

from gpgp import agreement
from gpgp.agreement.priorities import borda
from gpgp.errors import ParameterError
from gpgp.tables import SPECS, empty_table

SETTINGS = agreement.AgreementSettings(n_resamples=300, n_pair_permutations=50)


@pytest.fixture
def measure(make_consultation, make_responses, make_rankings, make_choices):
    def run(constituency, orders=(), chosen=(), **responses):
        return agreement.measure_priorities(
            make_rankings(orders),
            make_choices(chosen),
            make_responses(constituency, **responses),
            consultation=make_consultation(),
            settings=SETTINGS,
            seed=3,
        )

    return run


WHO = ["chiefs"] * 40 + ["unions"] * 12 + ["wales"] * 3 + ["not_matched"] * 2
ORDERS = (
    ["skills pay leadership"] * 40
    + ["pay leadership skills"] * 12
    + ["pay"] * 2
    + ["leadership skills"]
    + ["pay skills leadership", ""]
)


def test_every_rule_is_counted_in_every_group_and_view(measure):
    orders = measure(WHO, ORDERS).priorities_orders
    assert set(orders["rule_code"]) == {
        "borda", "kemeny", "schulze", "plackett_luce", "first_choices",
    }  # fmt: skip
    overall = orders[orders["dimension_code"] == "all"]
    assert set(overall["view_code"]) == {
        "per_respondent", "equal_constituency", "per_organisation",
    }  # fmt: skip
    of_groups = orders[orders["dimension_code"] == "constituency"]
    assert set(of_groups["group_code"]) == {"chiefs", "unions", "wales", "not_matched"}
    assert set(of_groups["view_code"]) == {"per_respondent"}
    ballots = of_groups[of_groups["rule_code"] == "borda"].groupby("group_code")["n_ballots"].max()
    assert ballots.to_dict() == {"chiefs": 40, "unions": 12, "wales": 3, "not_matched": 1}


def test_points_of_a_group_are_those_of_its_ballots(measure):
    orders = measure(WHO, ORDERS).priorities_orders
    wales = orders.query("group_code == 'wales' and rule_code == 'borda'")
    ballots = pd.DataFrame(
        {"skills": [None, None, 2], "pay": [1, 1, None], "leadership": [None, None, 1]}
    )
    expected = borda(ballots.astype(float)).to_dict()
    assert wales.set_index("option_code")["score"].to_dict() == pytest.approx(expected)


def test_a_large_constituency_does_not_drown_the_others_in_the_equal_view(measure):
    views = measure(WHO, ORDERS).weighting_views.set_index(["view_code", "item_code"])
    assert views.loc[("per_respondent", "skills"), "rank"] == 1
    assert views.loc[("equal_constituency", "pay"), "rank"] == 1
    assert views.loc[("equal_constituency", "pay"), "changes_headline"]
    row = views.loc[("equal_constituency", "pay")]
    assert (row["pooled"], row["left_out"]) == ("", "wales")  # fewer than ten ballots
    assert views.loc[("equal_constituency", "pay"), "n_voices"] == 2
    # chiefs 1/2, unions 1; the rest are fewer than ten and have no voice
    expected = (0.5 + 1) / 2
    assert views.loc[("equal_constituency", "pay"), "share_agree"] == pytest.approx(expected)


def test_places_are_sure_where_everyone_orders_alike(measure):
    result = measure(["chiefs"] * 20 + ["unions"] * 20, ["pay skills leadership"] * 40)
    ranks = result.priorities_ranks.set_index(["option_code", "rank"])["probability"]
    assert ranks[("pay", 1)] == ranks[("skills", 2)] == ranks[("leadership", 3)] == 1
    assert result.priorities_distances["kendall_distance"].tolist() == [0]
    found = result.priorities_findings.set_index("finding_code")
    assert found["is_agreed"].all()
    assert found.loc["constituencies_order", "value"] == 1
    assert found.loc["constituencies_first", "explanation"] == "Both constituencies put Pay first."


def test_rules_that_disagree_are_said_to_disagree_and_who_says_what(measure):
    orders = ["pay skills leadership"] * 18 + ["skills leadership pay"] * 12
    result = measure((["chiefs"] * 15) + (["unions"] * 15), orders)
    found = result.priorities_findings.set_index("finding_code")
    assert not found.loc["rules_first", "is_agreed"]
    sentence = found.loc["rules_first", "explanation"]
    assert "Pay: first choices, Kemeny's order" in sentence
    assert "Skills: Borda points" in sentence
    assert found.loc["rules_order", "value"] > 0


def test_choices_are_shares_of_people_who_chose_anything_one_row_per_option(measure):
    chosen = ["design", "design training", "", "training", "design"]
    orders = measure(["chiefs"] * 5, chosen=chosen).priorities_orders
    overall = orders.query("dimension_code == 'all' and view_code == 'per_respondent'")
    assert overall.set_index("option_code")["score"].to_dict() == {"design": 0.75, "training": 0.5}
    assert set(overall["n_ballots"]) == {4}
    assert set(orders["rule_code"]) == {"share_choosing"}


def test_ten_options_in_41_combinations_give_ten_rows(
    make_consultation, make_responses, make_choices, make_rankings
):
    options = ", ".join(f"{{code: o{i}, label: Option {i}}}" for i in range(10))
    questions = f"""
questions:
  - {{id: topics, type: multi_choice, column: Q3, options: [{options}]}}
  - {{id: who, type: constituency, column: Q4}}
"""
    combinations = [f"o{i} o{j}" for i in range(10) for j in range(i)][:41]
    orders = agreement.measure_priorities(
        make_rankings([]),
        make_choices(combinations),
        make_responses(["chiefs"] * 41),
        consultation=make_consultation(questions=questions),
        settings=SETTINGS,
        seed=1,
    ).priorities_orders
    assert len(orders.query("dimension_code == 'all' and view_code == 'per_respondent'")) == 10


def test_without_ballots_there_are_no_rows(measure):
    for result in (measure(["chiefs"] * 3), measure([])):
        assert all(getattr(result, name).empty for name in result.__annotations__)


def test_without_a_constituency_everyone_has_the_same_voice(measure):
    result = measure(["not_asked"] * 12, ["pay skills leadership"] * 12)
    assert set(result.weighting_views["view_code"]) == {"per_respondent", "per_organisation"}
    assert result.priorities_ranks["probability"].sum() == pytest.approx(3)
    found = result.priorities_findings.set_index("finding_code")
    assert found["is_agreed"].isna().sum() == 2
    assert "Fewer than two constituencies" in found.loc["constituencies_first", "explanation"]


def test_one_option_ranked_by_one_person_gives_documented_values(measure):
    result = measure(["chiefs"], ["pay"])
    points = result.priorities_orders.query("rule_code == 'borda' and dimension_code == 'all'")
    assert points.set_index("option_code")["score"].loc["pay"].eq(2).all()
    assert result.weighting_views["share_low"].isna().all()


def test_more_options_than_kemeny_can_order_leave_that_rule_out(
    make_consultation, make_responses, make_rankings
):
    codes = [f"o{i:02d}" for i in range(17)]
    options = ", ".join(f"{{code: {code}, label: {code}}}" for code in codes)
    columns = ", ".join(f"{code}: {code}" for code in codes)
    questions = f"""
questions:
  - {{id: first, type: ranking, options: [{options}], columns: {{{columns}}}}}
  - {{id: who, type: constituency, column: Q4}}
"""
    result = agreement.measure_priorities(
        make_rankings([" ".join(codes)] * 3, options=codes),
        empty_table(SPECS["choices"]),
        make_responses(["chiefs"] * 3),
        consultation=make_consultation(questions=questions),
        settings=SETTINGS,
        seed=1,
    )
    assert "kemeny" not in set(result.priorities_orders["rule_code"])
    assert "schulze" in set(result.priorities_orders["rule_code"])


def test_choosing_by_coverage_leaves_no_constituency_without_its_own(
    make_consultation, make_responses, make_rankings, make_choices
):
    orders = ["pay leadership skills"] * 60 + ["skills leadership pay"] * 12
    result = agreement.measure_selections(
        make_rankings(orders),
        make_choices([]),
        make_responses(["chiefs"] * 30 + ["wales"] * 30 + ["unions"] * 12),
        consultation=make_consultation(),
        settings=SETTINGS,
        n_chosen=2,
        n_own=1,
    )
    chosen = result.priorities_selections.query("is_chosen").groupby("method_code")["option_code"]
    assert set(chosen.get_group("top_k")) == {"pay", "leadership"}
    assert set(chosen.get_group("widest_coverage")) == {"pay", "skills"}
    assert set(chosen.get_group("proportional_approval")) == {"pay", "skills"}
    covered = result.priorities_coverage.set_index(["method_code", "group_code"])["n_own_chosen"]
    assert covered[("top_k", "unions")] == 0
    assert covered[("proportional_approval", "unions")] == 1


def test_a_budget_is_spent_where_every_option_has_a_cost(
    make_consultation, make_responses, make_rankings, make_choices
):
    questions = """
questions:
  - {id: topics, type: multi_choice, column: Q3,
     options: [{code: design, label: Design, cost: 6}, {code: training, label: Training, cost: 4}]}
  - {id: who, type: constituency, column: Q4}
"""
    result = agreement.measure_selections(
        make_rankings([]),
        make_choices(["design"] * 6 + ["training"] * 4),
        make_responses(["chiefs"] * 10),
        consultation=make_consultation(questions=questions),
        settings=SETTINGS,
        n_chosen=1,
        budget=8.0,
    )
    funded = result.priorities_selections.set_index(["method_code", "option_code"])
    assert funded.loc[("plain_order", "design"), "is_chosen"]
    assert not funded.loc[("plain_order", "training"), "is_chosen"]
    assert funded["cost"].to_dict()[("equal_shares", "training")] == 4
    for n_chosen in (0, 1.5, True):
        with pytest.raises(ParameterError, match="n_chosen: expected a whole"):
            agreement.measure_selections(
                make_rankings([]),
                make_choices([]),
                make_responses([]),
                consultation=make_consultation(),
                settings=SETTINGS,
                n_chosen=n_chosen,
            )


def test_what_comes_first_is_settled_or_several_lead(measure):
    who = ["chiefs"] * 40 + ["unions"] * 40 + ["wales"] * 3
    orders = ["skills pay leadership"] * 40 + ["pay skills leadership"] * 42 + [""]
    firsts = measure(who, orders).priorities_firsts.query("question_id == 'first'")
    rows = firsts.set_index(["dimension_code", "group_code"])
    assert rows.loc[("all", "all"), "first_code"] == "not_settled"
    assert rows.loc[("all", "all"), "leaders"] == "pay|skills"
    chiefs = rows.loc[("constituency", "chiefs")]
    assert chiefs[["first_code", "leaders", "share_first"]].tolist() == ["clear", "skills", 1]
    assert rows.loc[("constituency", "wales"), "first_code"] == "too_few"


def test_a_first_that_another_view_puts_second_is_not_settled(measure):
    who = ["chiefs"] * 90 + ["unions"] * 10 + ["wales"] * 10
    orders = ["skills pay leadership"] * 90 + ["pay leadership skills"] * 20
    row = measure(who, orders).priorities_firsts.query("dimension_code == 'all'").iloc[0]
    assert row["least_lead"] > 2
    assert (row["first_code"], row["leaders"]) == ("not_settled", "skills|pay")
