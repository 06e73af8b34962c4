import numpy as np
import pandas as pd
import pytest

from gpgp import agreement
from gpgp.errors import ContractError, ParameterError

SETTINGS = agreement.AgreementSettings()


@pytest.fixture
def measure(make_consultation, make_responses, make_ratings):
    def run(constituency, scores, settings=SETTINGS, populations=None, **responses):
        return agreement.measure_ratings(
            make_ratings(scores),
            make_responses(constituency, **responses),
            consultation=make_consultation(populations),
            settings=settings,
        )

    return run


def verdict_of(result, item):
    return result.agreement_verdicts.set_index("item_code").loc[item]


def test_an_element_that_two_constituencies_split_on_is_divided_and_both_are_named(measure):
    result = measure(
        ["chiefs"] * 40 + ["unions"] * 40,
        {"joined_up": [4] * 80, "productive": [4] * 38 + [2] * 2 + [2] * 36 + [4] * 4},
    )
    divided = verdict_of(result, "productive")
    assert divided["verdict_code"] == "divided_between"
    assert (divided["supporters"], divided["objectors"]) == ("chiefs", "unions")
    shared = verdict_of(result, "joined_up")
    assert (shared["verdict_code"], shared["objectors"]) == ("shared", "")


def test_people_without_a_constituency_are_described_and_never_judged(measure):
    who = ["chiefs"] * 20 + ["not_matched"] * 15 + ["no_answer"] * 12
    result = measure(who, {"joined_up": [4] * 47, "productive": [4] * 47})
    ratings = result.agreement_ratings
    by_constituency = ratings[ratings["dimension_code"] == "constituency"]
    assert set(by_constituency["group_code"]) == {"chiefs", "not_matched", "no_answer"}
    assert by_constituency.groupby("item_code")["n_responses"].sum().eq(47).all()
    assert result.agreement_verdicts["verdict_code"].eq("too_few").all()
    assert result.agreement_pairs.empty


def test_dont_know_and_blank_are_counted_and_left_out_of_the_base(measure):
    result = measure(["chiefs"] * 5, {"joined_up": [5, 3, 1, 0, -1], "productive": [0] * 5})
    rows = result.agreement_ratings.set_index(["item_code", "dimension_code"])
    rated = rows.loc[("joined_up", "all")]
    counted = rated[["n_answers", "n_agree", "n_neither", "n_disagree", "n_dont_know"]]
    assert list(counted) == [3, 1, 1, 1, 1]
    assert rated["n_no_answer"] == 1
    blank = rows.loc[("productive", "all")]
    assert blank["n_answers"] == 0
    assert np.isnan(blank["share_agree"])
    assert set(result.weighting_views["item_code"]) == {"joined_up"}


def test_every_group_adds_up_in_every_dimension(measure):
    generator = np.random.default_rng(61)
    who = generator.choice(["chiefs", "unions", "wales", "not_matched", "no_answer"], 200)
    nation = generator.choice(["eng", "cym", "no_answer", "not_matched"], 200)
    scores = generator.integers(-1, 6, 200)
    result = measure(who, {"joined_up": scores}, nation=nation)
    rows = result.agreement_ratings.query("item_code == 'joined_up'")
    parts = ["n_answers", "n_dont_know", "n_no_answer"]
    assert (rows[parts].sum(axis=1) == rows["n_responses"]).all()
    agreeing = ["n_agree", "n_neither", "n_disagree"]
    assert (rows[agreeing].sum(axis=1) == rows["n_answers"]).all()
    sums = rows.groupby("dimension_code")[["n_responses", "n_answers", "n_agree"]].sum()
    assert (sums == sums.loc["all"]).all(axis=None)
    assert set(rows["dimension_code"]) == {"all", "constituency", "nation"}
    points = result.agreement_points.query("item_code == 'joined_up'")
    assert points.groupby("dimension_code")["n_answers"].sum().eq((scores > 0).sum()).all()


def test_a_question_nobody_was_asked_makes_no_dimension(measure):
    result = measure(["chiefs"] * 12, {"joined_up": [4] * 12})
    assert set(result.agreement_ratings["dimension_code"]) == {"all", "constituency"}


def test_one_organisation_that_answers_often_has_one_voice_and_a_wide_interval(measure):
    who = ["chiefs"] * 60 + ["unions"] * 40
    organisation = ["big"] * 40 + [f"o{place}" for place in range(60)]
    scores = [1] * 40 + [5] * 60
    result = measure(who, {"joined_up": scores}, organisation=organisation)
    views = result.weighting_views.set_index(["item_code", "view_code"]).loc["joined_up"]
    assert views.loc["per_respondent", "share_agree"] == 0.6
    assert views.loc["per_organisation", "share_agree"] == pytest.approx(60 / 61)
    assert views.loc["per_organisation", "changes_headline"]
    assert views.loc["per_organisation", "n_voices"] == 61
    rows = result.agreement_ratings.set_index(["item_code", "group_code"])
    chiefs = rows.loc[("joined_up", "chiefs")]
    assert chiefs["n_organisations"] == 21
    assert chiefs["n_effective"] < 10
    assert chiefs["share_high"] - chiefs["share_low"] > 0.5


def test_raking_weights_the_constituencies_to_their_known_populations(measure):
    who = ["chiefs"] * 40 + ["unions"] * 20 + ["not_matched"] * 5
    scores = [5] * 40 + [1] * 20 + [5] * 5
    settings = agreement.AgreementSettings(rake=True, n_resamples=200)
    populations = {"chiefs": 100, "unions": 900}
    result = measure(who, {"joined_up": scores}, settings=settings, populations=populations)
    assert verdict_of(result, "joined_up")["share_raked"] == pytest.approx(0.1)
    raked = result.weighting_views.set_index(["item_code", "view_code"]).loc[("joined_up", "raked")]
    weights = np.repeat([0.1 / 40, 0.9 / 20], [40, 20])
    assert raked["n_effective"] == pytest.approx(1 / (weights**2).sum())
    assert raked["design_effect"] == pytest.approx(60 * (weights**2).sum())
    assert (raked["weight_min"], raked["weight_max"]) == pytest.approx((0.15, 2.7))
    assert raked["n_voices"] == 60
    with pytest.raises(ParameterError, match="rake: expected people in groups of known"):
        measure(who, {"joined_up": scores}, settings=settings)


@pytest.mark.parametrize(
    ("n_points", "agree_from", "disagree_to"),
    [(2, 2, 1), (3, 3, 1), (4, 3, 2), (5, 4, 2), (6, 5, 2), (7, 5, 3), (11, 8, 5)],
)
def test_scales_of_two_to_eleven_points_work(
    make_consultation, make_responses, make_ratings, n_points, agree_from, disagree_to
):
    points = ", ".join(f"P{point}" for point in range(n_points))
    cuts = f", agree_from: {agree_from}, disagree_to: {disagree_to}" if n_points == 2 else ""
    questions = """
questions:
  - {id: rated, type: rating, scale: other, columns: {x: X}, options: [{code: x, label: X}]}
  - {id: who, type: constituency, column: Q4}
"""
    consultation = make_consultation(
        questions=questions, scale=f"  other: {{points: [{points}]{cuts}}}\n"
    )
    scores = list(range(1, n_points + 1)) * 4
    result = agreement.measure_ratings(
        make_ratings({"x": scores}, question_id="rated"),
        make_responses(["chiefs", "unions"] * (2 * n_points)),
        consultation=consultation,
        settings=agreement.AgreementSettings(n_resamples=50),
    )
    row = result.agreement_ratings.set_index("dimension_code").loc["all"]
    assert row["n_agree"] == 4 * (n_points - agree_from + 1)
    assert row["n_disagree"] == 4 * disagree_to
    assert row["median"] == (n_points + 1) / 2
    assert np.isnan(row["agreement_a"]) == (n_points == 2)
    assert len(result.agreement_points) == 3 * n_points


def test_degenerate_answers_give_documented_values_without_a_warning(measure):
    everyone = ["chiefs"] * 40 + ["unions"] * 40
    same = measure(everyone, {"joined_up": [5] * 80, "productive": [0] * 80})
    assert verdict_of(same, "joined_up")["verdict_code"] == "shared"
    assert verdict_of(same, "joined_up")["p_holm"] == 1
    missing = verdict_of(same, "productive")
    assert missing["verdict_code"] == "too_few"
    assert missing[["share_per_respondent", "gic_product", "lowest_group"]].isna().all()
    tests = same.agreement_tests.set_index("item_code")
    assert tests.loc["joined_up", ["kruskal_h", "epsilon_squared", "cramers_v"]].eq(0).all()
    assert tests.loc["productive"].drop("question_id").isna().all()
    alone = measure(["chiefs"], {"joined_up": [4], "productive": [-1]})
    assert alone.agreement_verdicts["verdict_code"].eq("too_few").all()
    assert alone.agreement_questions["krippendorff_alpha"].isna().all()
    nobody = measure(["no_answer"] * 3, {"joined_up": [4, 5, 1]})
    assert set(nobody.weighting_views["view_code"]) == {"per_respondent", "per_organisation"}


def test_alpha_tells_whether_constituencies_order_the_items_alike(measure):
    who = ["chiefs"] * 20 + ["unions"] * 20
    alike = measure(who, {"joined_up": [5] * 40, "productive": [2] * 40})
    assert alike.agreement_questions["krippendorff_alpha"].iloc[0] == 1
    flat = measure(who, {"joined_up": [4] * 40, "productive": [4] * 40})
    assert np.isnan(flat.agreement_questions["krippendorff_alpha"].iloc[0])


def test_tests_are_adjusted_over_all_rated_items_together(measure):
    who = ["chiefs"] * 40 + ["unions"] * 40
    result = measure(
        who,
        {
            "joined_up": [4] * 30 + [1] * 10 + [4] * 20 + [1] * 20,
            "productive": [4] * 28 + [1] * 12 + [4] * 22 + [1] * 18,
        },
    )
    p = result.agreement_tests.set_index("item_code")["p_chi_squared"]
    holm = result.agreement_verdicts.set_index("item_code")["p_holm"]
    assert holm["joined_up"] == pytest.approx(min(2 * p["joined_up"], 1))
    assert holm["productive"] == pytest.approx(max(p["productive"], holm["joined_up"]))


def test_no_responses_at_all_gives_empty_tables(make_consultation, make_responses, make_ratings):
    result = agreement.measure_ratings(
        make_ratings({"joined_up": [1]}).iloc[:0],
        make_responses([]),
        consultation=make_consultation(),
        settings=SETTINGS,
    )
    assert all(getattr(result, name).empty for name in result.__annotations__)


def test_a_ratings_table_without_its_columns_is_refused(make_consultation, make_responses):
    with pytest.raises(ContractError, match="table ratings"):
        agreement.measure_ratings(
            pd.DataFrame({"response_id": ["r1"]}),
            make_responses(["chiefs"]),
            consultation=make_consultation(),
            settings=SETTINGS,
        )
