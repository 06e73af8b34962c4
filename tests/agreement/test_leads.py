"""What comes first: by hand, and with random ballots."""

import numpy as np
import pandas as pd
import pytest

from gpgp.agreement.statistics.leads import adjust_pairs, find_leaders, measure_leads


def test_a_lead_is_the_mean_difference_with_the_error_of_a_mean():
    points = np.array([[2, 1, 0], [2, 0, 1], [0, 2, 1], [2, 1, 0]], dtype=float)
    found = measure_leads(points)
    difference = points[:, 0] - points[:, 2]
    assert found.lead[0, 2] == difference.mean()
    assert found.error[0, 2] == pytest.approx(difference.std(ddof=1) / 2)
    assert found.lead[2, 0] == -found.lead[0, 2]


def test_an_organisation_is_one_voice():
    points = np.array([[1.0, 0.0]] * 6 + [[0.0, 1.0]] * 2)
    alone, together = measure_leads(points), measure_leads(points, clusters=[0] * 6 + [1, 2])
    assert together.error[0, 1] > 1.5 * alone.error[0, 1]
    sums = np.array([6 * 0.5, -1.5, -1.5])  # deviations from the mean difference of one half
    assert together.error[0, 1] == pytest.approx(np.sqrt((sums**2).sum() * 3 / 2) / 8)
    assert np.isinf(measure_leads(points, clusters=[0] * 8).error).all()


@pytest.mark.parametrize(
    ("points", "leaders"),
    [
        ([[2, 1, 0]] * 9, [True, False, False]),  # unanimous
        ([[2, 1, 0], [1, 2, 0]] * 20, [True, True, False]),  # a tie
        ([[2, 1, 0], [1, 2, 0]] * 20 + [[2, 1, 0]] * 3, [True, True, False]),  # a near-tie
        ([[2, 1, 0], [1, 2, 0]] * 20 + [[2, 1, 0]] * 30, [True, False, False]),
        ([[0, 0, 0]] * 5, [True, True, True]),
    ],
)
def test_ties_and_near_ties_have_several_leaders(points, leaders):
    leads = measure_leads(np.array(points, dtype=float))
    assert find_leaders(leads, least_errors=2.0).tolist() == leaders


def test_two_standard_errors_exactly_are_not_a_lead():
    leads = measure_leads(np.array([[1.0, 0.0]] * 3 + [[0.0, 1.0]] * 1))
    times = leads.lead[0, 1] / leads.error[0, 1]
    assert find_leaders(leads, least_errors=times).tolist() == [True, True]
    assert find_leaders(leads, least_errors=times - 0.01).tolist() == [True, False]


@pytest.mark.parametrize(("n_options", "at_most"), [(5, 0.02), (2, 0.08)])
def test_random_ballots_seldom_have_a_first(n_options, at_most):
    generator = np.random.default_rng(n_options)
    ballots = generator.random((300, 130, n_options)).argsort(axis=-1).astype(float)
    found = [find_leaders(measure_leads(own), least_errors=2.0).sum() == 1 for own in ballots]
    assert np.mean(found) <= at_most


def test_pairs_are_adjusted_over_all_of_them():
    generator = np.random.default_rng(2)
    value = generator.normal(size=90)
    group = np.repeat([0, 1, 2], 30)

    def distances(drawn):
        means = pd.Series(value).groupby(drawn).mean().to_numpy()
        return np.abs([means[0] - means[1], means[0] - means[2], means[1] - means[2]])

    settings = {"n_permutations": 200, "seed": 1}
    assert (adjust_pairs(distances, group, **settings) > 0.05).all()
    value[60:] += 2
    assert (adjust_pairs(distances, group, **settings) < 0.05).tolist() == [False, True, True]
