import numpy as np
import pytest
from scipy import stats

from gpgp.agreement.statistics.intervals import design_effects, share_interval, wilson_interval
from gpgp.errors import ParameterError


def interval(n_agree, n_answers, **settings):
    found = share_interval(n_agree, n_answers, confidence=0.95, min_n=10, **settings)
    return tuple(float(value) for value in found)


def test_wilson_agrees_with_scipy_for_every_small_count():
    for n in (1, 7, 20, 40):
        for agree in range(n + 1):
            expected = stats.binomtest(agree, n).proportion_ci(method="wilson")
            low, high = wilson_interval(agree / n, n, confidence=0.95)
            assert (low, high) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_no_interval_under_ten_answers_and_no_effective_n_without_any():
    low, high, effective = interval(9, 9)
    assert np.isnan(low)
    assert np.isnan(high)
    assert effective == 9
    assert np.isnan(interval(0, 0)).all()
    assert not np.isnan(interval(10, 10)).any()


def test_many_answers_of_few_organisations_widen_the_interval():
    assert interval(30, 60, design_effect=4.0)[2] == 15
    wide, narrow = interval(30, 60, design_effect=4.0), interval(30, 60)
    assert wide[0] < narrow[0]
    assert interval(30, 60, design_effect=0.3) == narrow  # never narrower than simple


def slow_design_effect(answers):
    """Answers of one group: a list of 0/1 lists, one per organisation."""
    together = [value for values in answers for value in values]
    n, c, p = len(together), len(answers), np.mean(together)
    if c == 1:
        return float(n)
    if p in (0, 1) or c == n:
        return 1.0
    between = c / (c - 1) * sum((sum(v) - p * len(v)) ** 2 for v in answers) / n**2
    return between / (p * (1 - p) / (n - 1))


def test_the_design_effect_agrees_with_a_slow_computation_on_200_random_groups():
    generator = np.random.default_rng(1)
    for _ in range(200):
        sizes = generator.integers(1, 6, int(generator.integers(1, 12)))
        answers = [list(generator.integers(0, 2, size)) for size in sizes]
        agree = np.array([[sum(values)] for values in answers])
        n = np.array([[len(values)] for values in answers])
        effect, organisations = design_effects(agree, n, np.array([0]))
        assert effect[0, 0] == pytest.approx(slow_design_effect(answers), abs=1e-9)
        assert organisations[0, 0] == len(answers)


def test_the_design_effect_is_one_where_every_organisation_answers_once():
    agree = np.array([[1], [0], [1], [1], [0]])
    effect, _ = design_effects(agree, np.ones((5, 1), dtype=int), np.array([0, 3]))
    assert effect == pytest.approx(np.ones((2, 1)))


def test_the_design_effect_of_one_organisation_that_gave_all_answers_is_their_number():
    effect, organisations = design_effects(np.array([[7]]), np.array([[12]]), np.array([0]))
    assert effect[0, 0] == 12
    assert organisations[0, 0] == 1


def test_a_confidence_outside_zero_to_one_is_refused():
    for confidence in (0, 1, 95):
        with pytest.raises(ParameterError, match="confidence: expected a number strictly"):
            wilson_interval(0.5, 10, confidence=confidence)
