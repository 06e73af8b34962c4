import numpy as np
import pytest
from scipy import stats

from gpgp import agreement
from gpgp.agreement.statistics.group_tests import adjust_p_values

SETTINGS = agreement.AgreementSettings(n_permutations=400, n_pair_permutations=400)


@pytest.fixture
def measure(make_consultation, make_responses, make_themes):
    def run(constituency, themes, roles=None, **responses):
        tables = make_themes(themes, roles)
        given = make_responses(constituency, **responses)
        known = {"consultation": make_consultation(), "settings": SETTINGS}
        prevalence = agreement.measure_prevalence(responses=given, **tables, **known)
        del tables["themes"]
        contrasts = agreement.contrast_themes(prevalence, responses=given, **tables, **known)
        return prevalence, contrasts

    return run


def test_a_person_counts_once_per_theme_and_only_those_who_wrote_are_in_the_base(measure):
    themes = ["t01 t02", "t01", "", "", "", "t02"]
    roles = ["none", "none", "none", "non_answer", "identical", "addition"]
    prevalence, _ = measure(["chiefs"] * 6, themes, roles)
    rows = prevalence[prevalence["dimension_code"] == "all"].set_index("theme_id")
    assert rows["n_base"].to_dict() == {"t01": 4, "t02": 4}
    assert rows["n_respondents"].to_dict() == {"t01": 2, "t02": 2}
    assert rows["share_low"].isna().all()  # under ten people


def test_a_comment_that_cannot_be_themed_is_in_the_base_of_no_theme(
    make_consultation, make_responses, make_themes
):
    tables = make_themes(["t01", "t01", "", "", ""])
    uncoded = tables["unthemed_comments"].assign(reason_code="language_not_coded", is_in_base=False)
    known = {"consultation": make_consultation(), "settings": SETTINGS}
    responses = make_responses(["chiefs"] * 5)
    for unthemed, base in ((tables["unthemed_comments"], 5), (uncoded, 2)):
        given = {**tables, "unthemed_comments": unthemed}
        found = agreement.measure_prevalence(**given, responses=responses, **known)
        everyone = found[found["dimension_code"] == "all"].iloc[0]
        assert (everyone["n_base"], everyone["share"]) == (base, 2 / base)


def test_shares_have_wilsons_interval(measure):
    prevalence, _ = measure(["chiefs"] * 20, ["t01"] * 5 + [""] * 15)
    row = prevalence[prevalence["dimension_code"] == "all"].iloc[0]
    expected = stats.binomtest(5, 20).proportion_ci(method="wilson")
    assert (row["share_low"], row["share_high"]) == pytest.approx((expected.low, expected.high))


def test_each_constituency_is_held_against_the_rest_and_adjusted_over_the_family(measure):
    who = ["chiefs"] * 30 + ["unions"] * 20 + ["wales"] * 4 + ["not_matched"] * 11
    themes = ["t01"] * 25 + [""] * 5 + ["t02"] * 15 + ["t01"] * 5 + ["t02"] * 15
    prevalence, _ = measure(who, themes)
    own = prevalence[prevalence["dimension_code"] == "constituency"]
    tested = own[own["p_value"].notna()].set_index(["theme_id", "group_code"])
    assert {group for _, group in tested.index} == {"chiefs", "unions"}
    table = [[25, 5], [5, 30]]
    assert tested.loc[("t01", "chiefs"), "p_value"] == pytest.approx(
        stats.fisher_exact(table).pvalue
    )
    expected = adjust_p_values(tested["p_value"], method="benjamini_hochberg")
    assert tested["p_adjusted"].to_numpy() == pytest.approx(expected)
    codes = tested["stands_out_code"].to_dict()
    assert codes[("t01", "chiefs")] == "more"
    assert codes[("t02", "chiefs")] == "less"
    assert set(own[own["p_value"].isna()]["stands_out_code"]) == {"not_tested"}


def test_a_theme_is_raised_alike_only_where_all_are_shown_to_be_within_ten_points(measure):
    def reach(n):
        who = ["chiefs"] * n + ["unions"] * n + ["wales"] * n
        half, most = n // 2, n * 9 // 10
        themes = ["t01"] * half + [""] * half
        carried = ["t01 t02"] * half + ["t02"] * (most - half) + [""] * (n - most)
        _, contrasts = measure(who, themes * 2 + carried)
        return contrasts.theme_contrasts.set_index("theme_id")

    rows = reach(40)
    assert rows.loc["t01", "reach_code"] == "unclear"  # the same half, of too few people
    assert rows.loc["t01", "common_share"] == pytest.approx(0.5)
    assert rows.loc["t02", ["reach_code", "more_groups"]].tolist() == ["more", "wales"]
    assert rows.loc["t02", "less_groups"] == "chiefs|unions"
    assert rows.loc["all", "is_permuted"]
    assert rows.loc["all", "p_value"] == pytest.approx(1 / 401)  # none of 400 draws reaches it
    assert reach(240).loc["t01", "reach_code"] == "alike"


def test_a_distance_within_chance_is_not_apart(measure):
    generator = np.random.default_rng(9)
    who = ["chiefs", "unions", "wales"] * 40
    same = [["t01", "t02", "t03"][k] for k in generator.integers(0, 3, 120)]
    _, contrasts = measure(who, same)
    assert not contrasts.theme_distances["is_apart"].any()
    own = [{"chiefs": "t01", "unions": "t01", "wales": "t03"}[group] for group in who]
    _, contrasts = measure(who, own)
    rows = contrasts.theme_distances.set_index(["group_a", "group_b"])["is_apart"]
    assert rows.to_dict() == {
        ("chiefs", "unions"): False,
        ("chiefs", "wales"): True,
        ("unions", "wales"): True,
    }


def test_the_distance_between_constituencies_is_scipys_base_e(measure):
    # ([1, 0], [.5, .5]) -> 0.46450140, scipy.spatial.distance.jensenshannon
    who = ["chiefs"] * 10 + ["unions"] * 10
    _, contrasts = measure(who, ["t01"] * 10 + ["t01", "t02"] * 5)
    distance = contrasts.theme_distances["jensen_shannon"].iloc[0]
    assert distance == pytest.approx(0.46450140, abs=5e-9)


def test_a_permutation_test_agrees_with_chi_squared_where_both_hold(measure):
    generator = np.random.default_rng(31)
    who = ["chiefs"] * 60 + ["unions"] * 60
    chance = {"chiefs": 0.45, "unions": 0.6}
    themes = [["t01", "t02"][int(generator.random() < chance[group])] for group in who]
    _, contrasts = measure(who, themes)
    rows = contrasts.theme_contrasts.set_index("theme_id")
    assert not rows.loc["all", "is_permuted"]
    _, permuted = measure(who, ["t01 t02", *themes[1:]])
    again = permuted.theme_contrasts.set_index("theme_id")
    assert again.loc["all", "is_permuted"]  # somebody raised two themes
    assert not again.loc["t01", "is_permuted"]
    asymptotic = stats.chi2.sf(again.loc["all", "chi_squared"], 1)
    assert again.loc["all", "p_value"] == pytest.approx(asymptotic, abs=0.08)  # counts are few


def test_without_themes_or_with_one_constituency_nothing_is_tested(measure):
    prevalence, contrasts = measure(["chiefs"] * 3, ["", "", ""])
    assert prevalence.empty
    assert contrasts.theme_contrasts.empty
    prevalence, contrasts = measure(["chiefs"] * 30, ["t01"] * 30)
    assert set(prevalence["stands_out_code"]) == {"not_tested"}
    rows = contrasts.theme_contrasts.set_index("theme_id")
    assert set(rows["reach_code"]) == {"too_few"}
    assert contrasts.theme_distances.empty
