from dataclasses import replace

import numpy as np
import pytest

from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.intervals import wilson_interval
from gpgp.agreement.verdicts import Evidence, judge_element

SETTINGS = AgreementSettings()


def evidence(agree, n=40, **changes):
    """Evidence on constituencies a, b, … with these agreeing of ``n`` answers each."""
    agree, n = np.asarray(agree), np.broadcast_to(n, len(agree))
    low, high = wilson_interval(agree / n, n, confidence=0.95)
    share, total = agree / n, int(n.sum())
    overall = float(agree.sum() / total)
    overall_low, overall_high = wilson_interval(overall, total, confidence=0.95)
    plain = Evidence(
        constituencies=tuple("abcdefgh"[: len(agree)]),
        share=share,
        low=low,
        high=high,
        views=(overall, float(share.mean()), overall),
        agreement_a=0.6,
        overall_share=overall,
        overall_low=float(overall_low),
        overall_high=float(overall_high),
        n_answers=total,
        n_neither=0,
        n_disagree=total - int(agree.sum()),
        design_effect=1.0,
        p_holm=1.0,
        population=np.nan,
    )
    return replace(plain, **changes)


def judge(*args, **changes):
    return judge_element(evidence(*args, **changes), settings=SETTINGS)


def test_1_fewer_than_two_eligible_constituencies_is_too_few():
    assert judge([40]).verdict_code == "too_few"
    assert judge([40], agreement_a=-1.0, p_holm=0.0).verdict_code == "too_few"


def test_2_one_wholly_below_half_and_one_wholly_above_divides_them_and_names_both():
    found = judge([36, 5], p_holm=0.001, agreement_a=-0.9)
    assert found.verdict_code == "divided_between"
    assert (found.supporters, found.objectors) == (("a",), ("b",))
    assert judge([36, 5], p_holm=0.05).verdict_code != "divided_between"
    assert judge([36, 18], p_holm=0.001).verdict_code != "divided_between"


def test_3_a_split_distribution_is_divided_within_even_at_two_thirds():
    assert judge([28, 28], agreement_a=0.0).verdict_code == "divided_within"
    assert judge([28, 28], agreement_a=0.01).verdict_code != "divided_within"


def test_4_two_thirds_in_every_view_and_no_doubtful_constituency_is_shared():
    assert judge([34, 33]).verdict_code == "shared"
    exactly = judge([80, 80], n=120, views=(2 / 3, 2 / 3 - 1e-12, 2 / 3))
    assert exactly.verdict_code == "shared"


def test_5_a_doubtful_constituency_or_spread_opinions_are_reservations():
    below_half = judge([120, 19], n=[130, 40], views=(0.8, 0.7, 0.8))
    assert below_half.verdict_code == "shared_with_reservations"
    assert (below_half.objectors, below_half.reason_code) == (("b",), "rule")
    below_two_thirds = judge([190, 105], n=200, views=(0.74, 0.74, 0.74))
    assert below_two_thirds.objectors == ("b",)
    spread = judge([34, 33], agreement_a=0.39)
    assert (spread.verdict_code, spread.reason_code) == (
        "shared_with_reservations",
        "spread_opinion",
    )
    assert spread.objectors == ()


def test_6_over_half_in_every_view_with_an_interval_above_half_is_a_majority():
    assert judge([60, 60], n=100).verdict_code == "majority"
    assert judge([60, 60], n=100, views=(0.6, 0.5, 0.6)).verdict_code == "not_settled"


def test_7_under_half_in_every_view_with_an_interval_below_half_is_not_supported():
    rejected = judge([20, 20], n=100)
    assert (rejected.verdict_code, rejected.reason_code) == ("not_supported", "mostly_disagree")
    middle = judge([20, 20], n=100, n_neither=120, n_disagree=40)
    assert middle.reason_code == "mostly_middle"


def test_8_everything_else_is_not_settled():
    found = judge([22, 22])
    assert (found.verdict_code, found.reason_code) == ("not_settled", "more_answers")


@pytest.mark.parametrize("agree", [[22, 23], [17, 16], [25, 25], [45, 46]])
@pytest.mark.parametrize("effect", [1.0, 2.5])
def test_how_many_more_answers_is_the_smallest_number_that_leaves_one_half_out(agree, effect):
    given = evidence(agree, n=80 if agree[0] > 40 else 40, design_effect=effect)
    given = replace(given, overall_low=0.4, overall_high=0.6)
    found = judge_element(given, settings=SETTINGS)
    n = given.n_answers
    while True:
        n += 1
        low, high = wilson_interval(given.overall_share, n / effect, confidence=0.95)
        if low > 0.5 or high < 0.5:
            break
    if found.reason_code == "more_answers":
        assert found.n_more_answers == n - given.n_answers
    else:
        assert found.n_more_answers is None
        assert n == given.n_answers + 1  # the interval is there already


def test_more_answers_would_not_settle_what_is_close_split_by_views_or_beyond_the_population():
    close = judge([20, 21])
    views = judge([22, 22], views=(0.55, 0.45, 0.55))
    beyond = judge([22, 22], population=300.0)
    for found in (close, views, beyond):
        assert (found.verdict_code, found.reason_code) == ("not_settled", "more_would_not")
        assert found.n_more_answers is None
    assert judge([22, 22], population=500.0).n_more_answers == 305


def test_a_scale_of_two_points_is_judged_by_shares_alone():
    assert judge([34, 33], agreement_a=np.nan).verdict_code == "shared"
    assert judge([20, 20], n=100, agreement_a=np.nan).verdict_code == "not_supported"


def test_thresholds_are_parameters():
    strict = AgreementSettings(shared_from=0.9)
    assert judge_element(evidence([34, 33]), settings=strict).verdict_code == "majority"
