"""Each rule of the verdicts, with a literal row on either side of every boundary."""

from dataclasses import replace

import numpy as np
import pytest

from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.group_tests import adjust_p_values
from gpgp.agreement.verdicts import (
    FAMILIES,
    Evidence,
    adjust_alone,
    compute_figures,
    find_family,
    find_held_back,
    judge_element,
)

SETTINGS = AgreementSettings()
NAMES = tuple("abcdefgh")


def evidence(groups, *, effect=1.0, voices=None, names=None, n_elements=1, other_p=()):
    """Evidence on constituencies a, b, …, each a row of answers per point, or (agree, n).

    (agree, n) has the others in the middle. ``voices`` are the counts where each organisation
    adds up to 1; without them every answer is an organisation.
    """
    counts = np.array([g if len(g) > 2 else (0, 0, g[1] - g[0], g[0], 0) for g in groups])
    names = names or NAMES[: len(counts)]
    n_points = counts.shape[1]
    agree_from, disagree_to = {2: (2, 1), 3: (3, 1), 5: (4, 2)}[n_points]
    return Evidence(
        groups=names,
        is_named=np.array([name != "no_answer" for name in names]),
        counts=counts,
        organisation_counts=counts if voices is None else np.array(voices),
        design_effect=np.full(len(counts), effect),
        body_effect=np.array(effect),
        question_effect=effect,
        agree_from=agree_from,
        disagree_to=disagree_to,
        other_p=np.array(other_p, dtype=float),
        n_elements=n_elements,
    )


def judge(groups, settings=SETTINGS, **changes):
    return judge_element(evidence(groups, **changes), settings=settings)


def verdict(groups, **changes):
    found = judge(groups, **changes)
    return found.verdict_code, found.reason_code


def held_back(groups, **changes):
    given = evidence(groups, **changes)
    figures = compute_figures(given, settings=SETTINGS)
    found = find_held_back(given, figures, settings=SETTINGS)
    clauses = (("half", found.below_half), ("about", found.about_half), ("rest", found.below_rest))
    return {
        name: [clause for clause, holds in clauses if holds[place]]
        for place, name in enumerate(given.groups)
        if any(holds[place] for _, holds in clauses)
    }


# The hand cases of the method


def test_14_of_27_beside_three_groups_at_84_per_cent_are_reservations_and_named():
    found = judge([(84, 100), (84, 100), (84, 100), (14, 27)], n_elements=5)
    assert (found.verdict_code, found.reason_code) == ("shared_with_reservations", "held_back")
    assert found.objectors == ("d",)


def test_nine_of_nine_against_are_reservations_and_named():
    against = (0, 9, 0, 0, 0)
    found = judge([(84, 100), (84, 100), (84, 100), against], n_elements=5)
    assert (found.verdict_code, found.objectors) == ("shared_with_reservations", ("d",))


def test_7_of_12_are_too_few_to_hold_an_element_back():
    found = judge([(84, 100), (84, 100), (84, 100), (7, 12)], n_elements=5)
    assert (found.verdict_code, found.reason_code) == ("shared", "rule")
    assert found.supporters == ("a", "b", "c")  # clear in 3 of 4


def test_a_lone_dissenter_and_a_pool_of_three_have_no_voice_of_their_own():
    dissenter, pool = (0, 1, 0, 0, 0), (0, 3, 0, 0, 0)
    for small in (dissenter, pool):
        given = evidence([(84, 100), (84, 100), small], n_elements=5)
        figures = compute_figures(given, settings=SETTINGS)
        assert figures.views[1] == pytest.approx(0.84)
        assert judge_element(given, settings=SETTINGS).verdict_code == "shared"


def test_two_unanimous_camps_are_divided_between_and_not_within():
    camps = [(0, 0, 0, 20, 20)] * 2 + [(20, 20, 0, 0, 0)] * 4
    found = judge(camps)
    assert found.verdict_code == "divided_between"
    assert (found.supporters, found.objectors) == (("a", "b"), ("c", "d", "e", "f"))


def test_unanimous_camps_are_not_split_inside():
    camps = [(0, 0, 0, 0, 40)] * 2 + [(40, 0, 0, 0, 0)] * 2
    assert compute_figures(evidence(camps), settings=SETTINGS).polarization == 0


def test_nine_answers_are_never_clearly_over_or_under():
    figures = compute_figures(evidence([(40, 40), (9, 9), (0, 9)]), settings=SETTINGS)
    assert figures.is_over.tolist() == [True, False, False]
    assert not figures.is_under.any()
    ten = compute_figures(evidence([(40, 40), (10, 10), (0, 10)]), settings=SETTINGS)
    assert (ten.is_over.tolist(), ten.is_under.tolist()) == (
        [True, True, False],
        [False, False, True],
    )


# 1 too few


def test_1_fewer_than_two_eligible_constituencies_are_too_few():
    assert verdict([(40, 40), (9, 9)]) == ("too_few", "rule")
    assert verdict([(40, 40), (10, 10)])[0] == "shared"
    assert verdict([(40, 40), (400, 400)], names=("a", "no_answer"))[0] == "too_few"


# 2 divided between


def test_2_one_over_and_one_under_divides_and_names_both():
    found = judge([(36, 40), (5, 40)])
    assert (found.verdict_code, found.supporters, found.objectors) == (
        "divided_between",
        ("a",),
        ("b",),
    )
    assert judge([(36, 40), (14, 40)]).verdict_code != "divided_between"  # b: 22% to 50%


def test_2_a_difference_within_chance_of_the_elements_does_not_divide():
    sides = [(21, 30), (9, 30), *[(15, 30)] * 6]  # over, under, six at one half
    figures = compute_figures(evidence(sides), settings=SETTINGS)
    assert (figures.is_over.any(), figures.is_under.any()) == (True, True)
    assert 0.05 < float(figures.p_value) < 0.3
    assert verdict(sides)[0] != "divided_between"


@pytest.mark.parametrize(("p", "divided"), [(0.0499, True), (0.05, False)])
def test_2_p_after_holm_under_5_per_cent_divides(p, divided):
    figures = compute_figures(evidence([(36, 40), (5, 40)]), settings=SETTINGS)
    family = find_family(figures, np.array(p), settings=SETTINGS)
    assert (family == 1) is np.bool_(divided)


def test_2_the_design_effect_goes_into_intervals_and_test():
    assert verdict([(36, 40), (5, 40)])[0] == "divided_between"
    wide = compute_figures(evidence([(36, 40), (5, 40)], effect=10.0), settings=SETTINGS)
    assert not wide.is_over.any()
    plain = compute_figures(evidence([(36, 40), (5, 40)]), settings=SETTINGS)
    scaled = compute_figures(evidence([(360, 400), (50, 400)], effect=10.0), settings=SETTINGS)
    assert float(scaled.p_value) == pytest.approx(float(plain.p_value))


# 3 divided within


def test_3_the_mean_polarization_of_the_constituencies_decides():
    split = (20, 0, 0, 0, 20)  # polarization 1
    flat = (8, 8, 8, 8, 8)  # polarization one half
    assert verdict([split, split]) == ("divided_within", "rule")
    assert verdict([flat, flat])[0] == "divided_within"
    assert verdict([flat, (7, 8, 9, 8, 8)])[0] != "divided_within"
    one_end = (0, 0, 0, 0, 40)
    assert verdict([split, one_end])[0] == "divided_within"  # mean one half exactly
    assert verdict([split, one_end, one_end])[0] != "divided_within"


# 4 shared


@pytest.mark.parametrize(
    ("agree", "n", "expected"),
    [(200, 300, "shared"), (199, 300, "majority")],
)
def test_4_exactly_two_thirds_is_shared(agree, n, expected):
    assert verdict([(agree, n), (agree, n)])[0] == expected


@pytest.mark.parametrize(
    ("groups", "voices"),
    [
        ([(900, 1000), (60, 100)], None),  # equal voice 75%, respondents 87%: both over
        ([(600, 1000), (90, 100)], None),  # respondents 63%
        ([(900, 1000), (42, 100)], None),  # equal voice 66%
        ([(80, 100), (80, 100)], [(0, 0, 40, 30, 0), (0, 0, 40, 30, 0)]),  # organisations 43%
        ([(80, 100), (80, 100)], [(0, 0, 20, 38, 0), (0, 0, 20, 38, 0)]),  # organisations 66%
    ],
)
def test_4_every_view_counts(groups, voices):
    is_shared = judge(groups, voices=voices).verdict_code.startswith("shared")
    assert is_shared == (groups[0] == (900, 1000) and groups[1] == (60, 100))


def test_4_both_intervals_lie_above_one_half():
    assert verdict([(7, 10), (7, 10)]) == ("not_settled", "too_close")  # 48% to 85%
    clear = compute_figures(evidence([(84, 100), (84, 100)]), settings=SETTINGS)
    for interval in ("body_low", "equal_low"):
        for low, family in ((0.501, "shared"), (0.5, "not_settled")):
            figures = replace(clear, **{interval: np.array(low)})
            found = find_family(figures, np.array(1.0), settings=SETTINGS)
            assert FAMILIES[int(found)] == family


def test_4_at_least_two_and_half_of_the_eligible_are_over():
    unclear = [(7, 10)] * 2
    assert verdict([(80, 100)] * 2 + unclear) == ("shared", "rule")
    assert verdict([(80, 100)] * 2 + [(7, 10)] * 3) == ("shared_with_reservations", "few_answers")
    assert verdict([(800, 1000), (7, 10)]) == ("shared_with_reservations", "few_answers")


# 5 shared, with reservations


def test_5_spread_opinions_are_reservations():
    spread = (11, 2, 20, 5, 62)  # 67% agree
    near = (10, 2, 21, 5, 62)
    figures = [compute_figures(evidence([s, s]), settings=SETTINGS) for s in (spread, near)]
    assert [round(float(f.agreement_a), 3) for f in figures] == [0.395, 0.4]
    assert verdict([spread, spread]) == ("shared_with_reservations", "spread_opinion")
    assert verdict([near, near]) == ("shared", "rule")


@pytest.mark.parametrize(
    ("group", "clauses"),
    [
        ((4, 9), ["rest"]),  # too few for the first clause
        ((4, 10), ["half", "rest"]),
        ((5, 10), ["rest"]),  # one half exactly
        ((6, 10), []),  # could be chance
        ((16, 29), ["rest"]),
        ((16, 30), ["about", "rest"]),
        ((111, 200), ["rest"]),  # .555 exactly
        ((110, 200), ["about", "rest"]),  # .55
        ((1100, 2000), ["rest"]),  # .55 and clearly over one half
        ((100, 200), ["about", "rest"]),  # one half exactly
        ((99, 200), ["half", "about", "rest"]),
        ((200, 300), []),  # two-thirds exactly, though lower than the rest
        ((199, 300), ["rest"]),
    ],
)
def test_5_what_holds_an_element_back(group, clauses):
    found = held_back([(900, 1000), (900, 1000), (900, 1000), group])
    assert found == ({"d": clauses} if clauses else {})


def test_5_the_test_against_the_rest_is_multiplied_by_constituencies_and_elements():
    groups = [(84, 100), (84, 100), (84, 100), (14, 27)]
    given = evidence(groups)
    figures = compute_figures(given, settings=SETTINGS)
    p = [
        find_held_back(replace(given, n_elements=n), figures, settings=SETTINGS).p_value[3]
        for n in (1, 5)
    ]
    # scipy.stats.fisher_exact([[14, 13], [252, 48]], "less").pvalue = 0.00024303
    assert p == pytest.approx([4 * 0.00024303, 20 * 0.00024303], rel=1e-4)
    people = [*groups[:3], groups[3], (40, 60)]
    beside = evidence(people, names=("a", "b", "c", "d", "no_answer"))
    figures = compute_figures(beside, settings=SETTINGS)
    among = find_held_back(beside, figures, settings=SETTINGS)
    # fisher_exact([[14, 13], [292, 68]], "less").pvalue = 0.00096514, four constituencies
    assert among.p_value[3] == pytest.approx(4 * 0.00096514, rel=1e-4)
    assert np.isnan(among.p_value[4])


def test_5_who_answers_alike_in_organisations_holds_nothing_back_by_chance():
    groups = [(84, 100), (84, 100), (84, 100), (14, 27)]
    assert held_back(groups, effect=4.0) == {}


# 6 majority


def test_6_over_half_in_every_view_and_interval_is_a_majority():
    assert verdict([(60, 100), (60, 100)]) == ("majority", "rule")
    assert verdict([(55, 100), (55, 100)]) == ("not_settled", "too_close")
    exactly = [(0, 0, 50, 50, 0), (0, 0, 50, 50, 0)]
    assert verdict([(60, 100), (60, 100)], voices=exactly) == ("not_settled", "views_differ")


# 7 not supported


def test_7_under_half_in_every_view_and_interval_is_not_supported():
    assert verdict([(40, 100), (40, 100)]) == ("not_supported", "mostly_middle")
    assert verdict([(45, 100), (45, 100)]) == ("not_settled", "too_close")
    exactly = [(0, 0, 50, 50, 0), (0, 0, 50, 50, 0)]
    assert verdict([(40, 100), (40, 100)], voices=exactly) == ("not_settled", "too_close")
    clear = compute_figures(evidence([(30, 100), (30, 100)]), settings=SETTINGS)
    for interval in ("body_high", "equal_high"):
        for high, family in ((0.499, "not_supported"), (0.5, "not_settled")):
            figures = replace(clear, **{interval: np.array(high)})
            found = find_family(figures, np.array(1.0), settings=SETTINGS)
            assert FAMILIES[int(found)] == family
    over = [(0, 0, 40, 60, 0), (0, 0, 40, 60, 0)]
    assert verdict([(40, 100), (40, 100)], voices=over) == ("not_settled", "views_differ")


def test_7_names_the_constituencies_that_are_clearly_under():
    found = judge([(40, 100), (30, 100), (48, 100)])
    assert (found.verdict_code, found.objectors) == ("not_supported", ("b", "a"))  # lowest first


@pytest.mark.parametrize(
    ("points", "reason"),
    [
        ((0, 426, 460, 414, 0), "three_ways"),  # 32%, 35%, 33%
        ((100, 300, 200, 300, 0), "mostly_disagree"),  # two-thirds of the others
        ((100, 299, 200, 300, 0), "three_ways"),
        ((0, 200, 400, 300, 0), "mostly_middle"),
        ((0, 201, 400, 300, 0), "three_ways"),
        ((260, 260, 300, 180, 0), "mostly_disagree"),  # 52% of all
        ((250, 250, 300, 200, 0), "three_ways"),  # one half of all exactly
    ],
)
def test_7_says_where_the_others_stand(points, reason):
    assert verdict([points, points])[1] == reason


# Equal voice


def test_an_equal_voice_is_the_mean_of_the_eligible_and_a_pool_of_ten():
    def equal(*groups):
        return float(compute_figures(evidence(groups), settings=SETTINGS).views[1])

    assert equal((90, 100), (6, 10)) == pytest.approx(0.75)
    assert equal((90, 100), (6, 10), (0, 9)) == pytest.approx(0.75)
    assert equal((90, 100), (6, 10), (0, 5), (0, 5)) == pytest.approx(0.5)
    assert equal((90, 100), (6, 10), (0, 5), (0, 4)) == pytest.approx(0.75)


def test_the_interval_of_an_equal_voice_is_wilsons_on_its_effective_n():
    figures = compute_figures(evidence([(90, 100), (12, 20)], effect=2.0), settings=SETTINGS)
    p, variance = 0.75, (0.9 * 0.1 * 2 / 100 + 0.6 * 0.4 * 2 / 20) / 4
    n, z = p * (1 - p) / variance, 1.959964
    low = (p + z**2 / (2 * n) - z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))) / (1 + z**2 / n)
    assert float(figures.equal_low) == pytest.approx(low, abs=1e-6)
    unanimous = compute_figures(evidence([(10, 10), (30, 30)]), settings=SETTINGS)
    assert float(unanimous.equal_low) == pytest.approx(30 / (30 + z**2), abs=1e-6)  # n = 4/(.1+.03)
    assert float(unanimous.equal_high) == 1


def test_holms_p_alone_is_holms_p_among_all():
    generator = np.random.default_rng(5)
    for _ in range(50):
        p = generator.random(6).round(2)
        alone = [adjust_alone(np.array(p[i]), np.delete(p, i)) for i in range(6)]
        assert alone == pytest.approx(adjust_p_values(p).tolist())
    assert float(adjust_alone(np.array(0.03), np.array([np.nan, 0.5]))) == pytest.approx(0.06)


def test_many_sets_of_answers_at_once_give_what_each_gives():
    generator = np.random.default_rng(8)
    counts = generator.integers(0, 30, (40, 4, 5))
    counts[:, 3] //= 12
    several = replace(evidence(counts[0]), counts=counts, organisation_counts=counts)
    several = replace(several, is_named=np.array([True, True, True, False]))
    together = compute_figures(several, settings=SETTINGS)
    for place in range(40):
        one = replace(several, counts=counts[place], organisation_counts=counts[place])
        own = compute_figures(one, settings=SETTINGS)
        for name in ("views", "equal_low", "agreement_a", "polarization", "p_value", "is_over"):
            assert getattr(together, name)[place] == pytest.approx(getattr(own, name)), name


def test_a_scale_of_two_points_is_judged_by_shares_alone():
    assert verdict([(10, 70, 0), (10, 70, 0)])[0] == "not_supported"  # three points
    two = replace(evidence([(1, 1)]), agree_from=2, disagree_to=1, groups=("a", "b"))
    for counts, expected in (((20, 80), "shared"), ((70, 30), "not_supported")):
        table = np.array([counts, counts])
        given = replace(
            two,
            counts=table,
            organisation_counts=table,
            is_named=np.ones(2, dtype=bool),
            design_effect=np.ones(2),
        )
        assert judge_element(given, settings=SETTINGS).verdict_code == expected


def test_thresholds_are_parameters():
    strict = AgreementSettings(shared_from=0.9)
    assert judge([(84, 100), (84, 100)], settings=strict).verdict_code == "majority"
    many = AgreementSettings(min_eligible=50)
    assert judge([(84, 100), (40, 40)], settings=many).verdict_code == "too_few"
