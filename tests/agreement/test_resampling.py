"""The vectorised bootstrap limits of the tables against the plain one."""

import numpy as np
import pytest

from gpgp import agreement
from gpgp.agreement.groups import cliffs_delta_interval
from gpgp.agreement.ratings import agreement_a
from gpgp.agreement.statistics.bootstrap import bca_limits, bootstrap_interval

SETTINGS = agreement.AgreementSettings(n_resamples=2000)
WHO = ["chiefs"] * 60 + ["unions"] * 45 + ["wales"] * 20


@pytest.fixture(scope="module")
def scores():
    generator = np.random.default_rng(51)
    chances = {"chiefs": [1, 1, 2, 4, 4], "unions": [3, 3, 2, 2, 1], "wales": [2, 2, 2, 2, 2]}
    return np.array(
        [generator.choice(5, p=np.array(chances[w]) / sum(chances[w])) + 1 for w in WHO]
    )


@pytest.fixture(scope="module")
def organisation():
    return [f"o{place // 3}" for place in range(len(WHO))]


@pytest.fixture(scope="module")
def result(make_consultation, make_responses, make_ratings, scores, organisation):
    return agreement.measure_ratings(
        make_ratings({"joined_up": scores, "productive": scores[::-1]}),
        make_responses(WHO, organisation=organisation),
        consultation=make_consultation(),
        settings=SETTINGS,
    )


def counted_agreement(scores):
    return agreement_a(np.bincount(scores, minlength=6)[1:])


def test_the_interval_of_a_is_the_plain_bootstrap_over_organisations(result, scores, organisation):
    rows = result.agreement_ratings.set_index(["item_code", "group_code"])
    expected = bootstrap_interval(
        scores[:60], counted_agreement, clusters=organisation[:60], seed=9
    )
    found = rows.loc[("joined_up", "chiefs")]
    assert found["agreement_a"] == pytest.approx(expected.estimate)
    assert found["agreement_low"] == pytest.approx(expected.low, abs=0.03)
    assert found["agreement_high"] == pytest.approx(expected.high, abs=0.03)
    everybody = rows.loc[("joined_up", "all")]
    assert everybody["agreement_low"] < everybody["agreement_a"] < everybody["agreement_high"]


def test_the_interval_of_a_pairs_delta_is_the_public_one(result, scores, organisation):
    expected = cliffs_delta_interval(
        scores[:60],
        scores[60:105],
        x_clusters=organisation[:60],
        y_clusters=organisation[60:105],
        seed=9,
    )
    pair = result.agreement_pairs.query("item_code == 'joined_up' and group_b == 'unions'").iloc[0]
    assert pair["cliffs_delta"] == pytest.approx(expected.estimate)
    assert pair["delta_low"] == pytest.approx(expected.low, abs=0.03)
    assert pair["delta_high"] == pytest.approx(expected.high, abs=0.03)


def test_too_few_people_or_organisations_get_no_bootstrap_interval(result):
    rows = result.agreement_ratings.set_index(["item_code", "group_code"])
    wales = rows.loc[("joined_up", "wales")]  # 20 people of 7 organisations
    assert np.isnan(wales["agreement_low"])
    assert np.isnan(wales["median_high"])
    assert not np.isnan(wales["share_low"])
    pairs = result.agreement_pairs.set_index(["item_code", "group_a", "group_b"])
    assert np.isnan(pairs.loc[("joined_up", "chiefs", "wales"), "delta_low"])


def test_views_have_an_interval_around_their_share(result):
    views = result.weighting_views
    assert (views["share_low"] < views["share_agree"]).all()
    assert (views["share_agree"] < views["share_high"]).all()


def test_a_views_interval_agrees_with_redrawing_everything_by_hand(result, scores, organisation):
    """Equal voices: draw organisations within constituency, then mean the shares."""
    generator = np.random.default_rng(3)
    who, names = np.array(WHO), np.array(organisation)
    draws = []
    for _ in range(1500):
        shares = []
        for group in ("chiefs", "unions", "wales"):
            own = np.unique(names[who == group])
            picks = generator.choice(own, len(own))
            members = np.concatenate(
                [np.flatnonzero((names == name) & (who == group)) for name in picks]
            )
            shares.append((scores[members] >= 4).mean())
        draws.append(np.mean(shares))
    views = result.weighting_views.set_index(["item_code", "view_code"])
    found = views.loc[("joined_up", "equal_constituency")]
    low, high = np.quantile(draws, [0.025, 0.975])  # percentile: near BCa for a plain mean
    assert found["share_low"] == pytest.approx(low, abs=0.03)
    assert found["share_high"] == pytest.approx(high, abs=0.03)


def test_the_same_seed_gives_the_same_tables_whatever_the_order_of_rows(
    result, make_consultation, make_responses, make_ratings, scores, organisation
):
    again = agreement.measure_ratings(
        make_ratings({"joined_up": scores, "productive": scores[::-1]}).sample(
            frac=1, random_state=1
        ),
        make_responses(WHO, organisation=organisation).sample(frac=1, random_state=2),
        consultation=make_consultation(),
        settings=SETTINGS,
    )
    for name in result.__annotations__:
        assert getattr(result, name).equals(getattr(again, name))


def test_limits_are_the_estimate_where_every_draw_is():
    low, high = bca_limits(np.array(1.0), np.ones(100), np.array(0.0), confidence=0.95)
    assert (low, high) == (1, 1)
