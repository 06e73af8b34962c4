import numpy as np
import pandas as pd
import pytest

from gpgp.agreement.views import (
    rake,
    view_equal_constituency,
    view_per_organisation,
    view_per_respondent,
)
from gpgp.errors import ParameterError

LABELS = ("chiefs", "not_matched", "unions", "wales", "york")
IS_NAMED = np.array([True, False, True, True, True])
GROUP = np.repeat([0, 1, 2, 3, 4], [40, 5, 10, 6, 2])


def test_every_eligible_constituency_has_one_voice_and_ten_in_small_ones_share_one():
    view = view_equal_constituency(GROUP, LABELS, IS_NAMED, min_eligible=10)
    voice = np.bincount(GROUP, weights=view.weights)
    assert voice[[0, 2]] == pytest.approx([1, 1])
    assert voice[[1, 3, 4]].tolist() == [0, 0, 0]  # no constituency, and eight answers together
    assert (view.n_voices, view.pooled, view.left_out) == (2, (), ("wales", "york"))
    more = np.append(GROUP, [4, 4])
    view = view_equal_constituency(more, LABELS, IS_NAMED, min_eligible=10)
    voice = np.bincount(more, weights=view.weights)
    assert voice[3] + voice[4] == pytest.approx(1)
    assert (view.n_voices, view.pooled, view.left_out) == (3, ("wales", "york"), ())


def test_people_without_a_constituency_are_no_constituency_however_many():
    group = np.repeat([0, 1], [40, 60])
    view = view_equal_constituency(group, LABELS, IS_NAMED, min_eligible=10)
    assert view.weights == pytest.approx([1 / 40] * 40 + [0] * 60)
    assert (view.n_voices, view.n_effective, view.design_effect) == pytest.approx((1, 40, 1))


def test_without_an_eligible_constituency_there_is_no_such_view():
    assert view_equal_constituency(GROUP, LABELS, IS_NAMED, min_eligible=41) is None


def test_an_organisation_has_one_voice_however_often_it_answers():
    view = view_per_organisation(np.array([7, 7, 7, 7, 3, 5]))
    assert view.weights == pytest.approx([0.25] * 4 + [1, 1])
    assert view.n_voices == 3
    assert view.n_effective == pytest.approx(9 / 2.25)
    assert view.design_effect == pytest.approx(6 / 4)
    assert view.weight_range == pytest.approx((0.5, 2))


def test_equal_weights_are_worth_their_number():
    view = view_per_respondent(25)
    assert (view.n_voices, view.n_effective) == (25, 25)
    assert (view.design_effect, view.weight_range) == (1, (1, 1))


def test_raking_one_margin_is_post_stratification():
    groups = pd.DataFrame({"constituency": ["a"] * 30 + ["b"] * 10})
    weights = rake(groups, population={"constituency": {"a": 100, "b": 300}})
    assert weights[:30] == pytest.approx(np.full(30, 0.25 * 40 / 30))
    assert weights[30:] == pytest.approx(np.full(10, 0.75 * 40 / 10))


def test_raking_two_margins_meets_both_on_random_people():
    generator = np.random.default_rng(2)
    groups = pd.DataFrame(
        {"constituency": generator.choice(list("abc"), 200), "nation": generator.choice(2, 200)}
    )
    population = {"constituency": {"a": 10, "b": 20, "c": 70}, "nation": {0: 60, 1: 40}}
    weights = rake(groups, population=population)
    for column, known in population.items():
        share = pd.Series(weights).groupby(groups[column]).sum() / weights.sum()
        expected = pd.Series(known) / sum(known.values())
        assert share.to_dict() == pytest.approx(expected.to_dict(), abs=1e-8)
    assert weights.mean() == pytest.approx(1)
    cell = pd.Series(weights).groupby([groups["constituency"], groups["nation"]]).first()
    odds = [cell[constituency, 0] / cell[constituency, 1] for constituency in "abc"]
    assert odds == pytest.approx([odds[0]] * 3)  # raking keeps the odds: a factor per margin


def test_people_outside_the_known_population_get_no_weight():
    groups = pd.DataFrame({"constituency": ["a", "b", "not_matched"]})
    weights = rake(groups, population={"constituency": {"a": 1, "b": 3}})
    assert weights == pytest.approx([0.5, 1.5, 0])


def test_people_unknown_in_one_of_two_groupings_get_no_weight():
    groups = pd.DataFrame({"constituency": ["a", "not_matched", "a"], "nation": ["x", "x", "y"]})
    known = {"constituency": {"a": 10}, "nation": {"x": 1, "y": 3}}
    assert rake(groups, population=known) == pytest.approx([0.5, 0, 1.5])


def test_margins_that_cannot_be_met_and_unknown_populations_are_refused():
    groups = pd.DataFrame({"constituency": ["a", "b"], "nation": ["x", "y"]})
    with pytest.raises(ParameterError, match="cannot be met together"):
        rake(
            groups,
            population={"constituency": {"a": 1, "b": 1}, "nation": {"x": 1, "y": 9}},
            max_rounds=50,
        )
    with pytest.raises(ParameterError, match="groups of known population, found none"):
        rake(groups, population={"constituency": {"c": 5}})
