import numpy as np
import pytest

from gpgp.agreement.statistics.intervals import correct_share, rogan_gladen
from gpgp.errors import ParameterError


def test_the_machines_share_is_moved_by_its_mean_error_in_the_sample():
    people, machine = [1, 1, 0, 0, 1, 0, 0, 0], [1, 0, 0, 0, 0, 0, 1, 0]
    found = correct_share(0.3, people, machine, weights=np.full(8, 5.0))
    assert found.share == pytest.approx(0.3 + (2 - 1) / 8)
    gap = np.array(people) - np.array(machine)
    variance = (((gap - 0.125) ** 2).sum() + 1) * 8 / 7 / 64
    assert found.high - found.share == pytest.approx(1.959964 * np.sqrt(variance), rel=1e-6)
    assert found.low == 0


def test_a_comment_that_stands_for_many_counts_as_many():
    found = correct_share(0.3, [1, 0, 0], [0, 0, 0], weights=[1, 4, 5])
    assert found.share == pytest.approx(0.4)


@pytest.mark.parametrize(("recall", "precision"), [(0.5, 0.75), (0.9, 0.9)])
@pytest.mark.parametrize("prevalence", [0.04, 0.2])
def test_the_interval_holds_the_truth_in_95_of_100_samples(recall, precision, prevalence):
    generator = np.random.default_rng(4)
    n, covered, checks = 1500, 0, []
    for _ in range(300):
        truth = generator.random(n) < prevalence
        false = prevalence * recall * (1 - precision) / precision / (1 - prevalence)
        machine = generator.random(n) < np.where(truth, recall, false)
        sample = generator.choice(n, 300, replace=False)
        found = correct_share(
            machine.mean(), truth[sample], machine[sample], weights=np.full(300, n / 300)
        )
        covered += found.low <= truth.mean() <= found.high
        checks.append(found.share - rogan_gladen(machine.mean(), recall=recall, false_alarms=false))
    assert 0.93 <= covered / 300 <= 1
    assert abs(np.mean(checks)) < 0.01


def test_a_machine_that_finds_nothing_cannot_be_inverted_and_bad_input_is_named():
    assert np.isnan(rogan_gladen(0.2, recall=0.1, false_alarms=0.1))
    assert rogan_gladen(0.05, recall=0.8, false_alarms=0.1) == 0
    with pytest.raises(ParameterError, match="one value of each kind"):
        correct_share(0.2, [1, 0], [1], weights=[1, 1])
    with pytest.raises(ParameterError, match="two or more sampled comments"):
        correct_share(0.2, [1], [1], weights=[1])
    with pytest.raises(ParameterError, match="weights above 0"):
        correct_share(0.2, [1, 0], [1, 0], weights=[1, 0])
