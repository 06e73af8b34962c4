import itertools

import numpy as np
import pytest
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import binary_distance, interval_distance
from scipy import stats

from gpgp.agreement.groups import (
    adjust_p_values,
    bootstrap_interval,
    cliffs_delta,
    cliffs_delta_interval,
    dunn,
    krippendorff_alpha,
    kruskal_epsilon,
)
from gpgp.errors import ParameterError

# Ratings of three characters in the R companion of S. Mangiafico (rcompanion.org).
BEARS = {
    "Pooh": [3, 5, 4, 4, 4, 4, 4, 4, 5, 5],
    "Piglet": [2, 4, 2, 2, 1, 2, 3, 2, 2, 3],
    "Tigger": [4, 4, 4, 4, 5, 3, 5, 4, 4, 3],
}
N = np.nan
# Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C.
CODED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
    [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
]


def random_groups(generator):
    n_groups = int(generator.integers(2, 6))
    return {
        f"g{i}": generator.integers(1, 6, int(generator.integers(1, 15))).astype(float)
        for i in range(n_groups)
    }


def test_kruskal_and_wallis_give_the_published_figures():
    found = kruskal_epsilon(BEARS)
    assert pytest.approx(16.84231, abs=5e-6) == found.H
    assert found.df == 2
    assert found.p == pytest.approx(0.00022016, abs=5e-9)
    assert found.epsilon_squared == pytest.approx(0.5807692, abs=5e-8)


def test_dunn_gives_the_published_figures():
    pairs = dunn(BEARS).set_index(["group_a", "group_b"])
    order = [("Pooh", "Piglet"), ("Piglet", "Tigger"), ("Pooh", "Tigger")]
    assert list(pairs.loc[order, "p_value"]) == pytest.approx(
        [0.000163, 0.001006, 0.630298], abs=5e-7
    )
    assert list(pairs.loc[order, "p_adjusted"]) == pytest.approx(
        [0.000489, 0.002011, 0.630298], abs=5e-7
    )


def test_cliffs_delta_gives_the_published_figures():
    first = [10, 10, 20, 20, 20, 30, 30, 30, 40, 50]
    assert cliffs_delta(first, [10, 20, 30, 40, 40, 50]) == -0.25
    assert cliffs_delta(BEARS["Pooh"], BEARS["Piglet"]) == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("level", "expected"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorffs_alpha_gives_the_published_figures(level, expected):
    assert krippendorff_alpha(CODED, level) == pytest.approx(expected, abs=5e-4)


def test_dunn_and_holm_agree_with_scikit_posthocs():
    posthocs = pytest.importorskip("scikit_posthocs")
    generator = np.random.default_rng(3)
    for _ in range(8):
        groups = random_groups(generator)
        if len(set(np.concatenate(list(groups.values())))) < 2:
            continue
        for method in ("holm", "bonferroni"):
            theirs = posthocs.posthoc_dunn(list(groups.values()), p_adjust=method)
            mine = dunn(groups, adjust=method)
            labels = list(groups)
            for row in mine.itertuples():
                one, other = labels.index(row.group_a), labels.index(row.group_b)
                assert row.p_adjusted == pytest.approx(theirs.iloc[one, other], abs=1e-9)


def test_adjusted_p_values_agree_with_statsmodels():
    multitest = pytest.importorskip("statsmodels.stats.multitest")
    generator = np.random.default_rng(4)
    names = {"holm": "holm", "bonferroni": "bonferroni", "benjamini_hochberg": "fdr_bh"}
    for method, theirs in names.items():
        p = generator.random(30) ** 3
        expected = multitest.multipletests(p, method=theirs)[1]
        assert adjust_p_values(p, method=method) == pytest.approx(expected, abs=1e-12)


def test_a_missing_p_value_stays_missing_and_is_no_test():
    adjusted = adjust_p_values([0.01, np.nan, 0.04])
    assert adjusted[0] == pytest.approx(0.02)
    assert np.isnan(adjusted[1])
    assert adjusted[2] == pytest.approx(0.04)


def slow_kruskal(groups):
    together = sorted(np.concatenate(list(groups.values())))
    n = len(together)
    rank = {v: np.mean([i + 1 for i, w in enumerate(together) if w == v]) for v in set(together)}
    h = 12 / (n * (n + 1)) * sum(
        sum(rank[v] for v in values) ** 2 / len(values) for values in groups.values()
    ) - 3 * (n + 1)
    ties = sum(together.count(v) ** 3 - together.count(v) for v in set(together))
    return h / (1 - ties / (n**3 - n))


def slow_alpha(coded, difference):
    """Compare every pair of values within units, and every pair of values at all."""
    units = [[v for v in unit if not np.isnan(v)] for unit in np.array(coded).T]
    units = [unit for unit in units if len(unit) > 1]
    n = sum(len(unit) for unit in units)
    within = sum(
        sum(difference(a, b) for a, b in itertools.permutations(unit, 2)) / (len(unit) - 1)
        for unit in units
    )
    values = [v for unit in units for v in unit]
    overall = sum(difference(a, b) for a, b in itertools.permutations(values, 2))
    return 1 - (n - 1) * within / overall


def test_a_second_slow_computation_agrees_on_200_random_cases():
    generator = np.random.default_rng(5)
    for _ in range(200):
        groups = random_groups(generator)
        x, y = list(groups.values())[:2]
        dominance = sum(np.sign(a - b) for a in x for b in y) / (len(x) * len(y))
        assert cliffs_delta(x, y) == pytest.approx(dominance, abs=1e-12)
        if len(set(np.concatenate(list(groups.values())))) > 1:
            assert pytest.approx(slow_kruskal(groups), abs=1e-9) == kruskal_epsilon(groups).H
        coded = generator.integers(1, 5, (3, 8)).astype(float)
        coded[generator.random(coded.shape) < 0.2] = np.nan
        for level, difference in {
            "nominal": lambda a, b: float(a != b),
            "interval": lambda a, b: (a - b) ** 2,
            "ratio": lambda a, b: ((a - b) / (a + b)) ** 2,
        }.items():
            expected = slow_alpha(coded, difference)
            assert krippendorff_alpha(coded, level) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("level", "distance"), [("nominal", binary_distance), ("interval", interval_distance)]
)
def test_krippendorffs_alpha_agrees_with_nltk(level, distance):
    triples = [
        (f"c{coder}", f"u{unit}", value)
        for coder, row in enumerate(CODED)
        for unit, value in enumerate(row)
        if not np.isnan(value) and unit != 11  # coded once: not pairable
    ]
    expected = AnnotationTask(triples, distance=distance).alpha()
    assert krippendorff_alpha(CODED, level) == pytest.approx(expected, abs=1e-9)


def test_equal_scores_everywhere_give_no_difference_and_no_warning():
    equal = {"a": [3, 3, 3], "b": [3, 3], "c": [3]}
    found = kruskal_epsilon(equal)
    assert (found.H, found.p, found.epsilon_squared) == (0, 1, 0)
    assert dunn(equal)["p_adjusted"].eq(1).all()
    assert cliffs_delta([3, 3], [3]) == 0
    assert cliffs_delta_interval([3, 3], [3, 3], seed=1)[:] == (0, 0, 0)
    assert krippendorff_alpha([[2, 2], [2, 2]], "ordinal") == 1


def test_a_single_score_per_group_is_enough_for_a_documented_figure():
    assert kruskal_epsilon({"a": [1], "b": [2]}).epsilon_squared == pytest.approx(1)
    assert cliffs_delta([1], [2]) == -1


def test_missing_scores_and_groups_without_any_are_left_out():
    found = kruskal_epsilon({**BEARS, "Eeyore": [N, N], "Pooh": [*BEARS["Pooh"], N]})
    assert found == kruskal_epsilon(BEARS)


@pytest.mark.parametrize("groups", [{}, {"a": [1, 2]}, {"a": [1, 2], "b": [N]}])
def test_fewer_than_two_groups_are_refused(groups):
    for compare in (kruskal_epsilon, dunn):
        with pytest.raises(ParameterError, match="expected 2 or more with scores"):
            compare(groups)


def test_settings_that_do_not_exist_are_refused():
    with pytest.raises(ParameterError, match="adjust: expected holm"):
        dunn(BEARS, adjust="sidak")
    with pytest.raises(ParameterError, match="level: expected nominal"):
        krippendorff_alpha(CODED, "cardinal")
    with pytest.raises(ParameterError, match="unit coded by two coders"):
        krippendorff_alpha([[1, N], [N, 2]], "nominal")
    with pytest.raises(ParameterError, match="from 0 up on a ratio scale"):
        krippendorff_alpha([[-1, 2], [1, 2]], "ratio")
    with pytest.raises(ParameterError, match="coders by units"):
        krippendorff_alpha([1, 2], "nominal")
    with pytest.raises(ParameterError, match="at least one, found none"):
        cliffs_delta([], [1])


def test_the_interval_of_a_mean_agrees_with_scipys_bca():
    values = np.random.default_rng(6).normal(size=60) ** 2
    mine = bootstrap_interval(values, lambda rows: float(rows.mean()), seed=1, n_resamples=4000)
    theirs = stats.bootstrap(
        (values,), np.mean, n_resamples=4000, method="BCa", rng=np.random.default_rng(2)
    ).confidence_interval
    spread = theirs.high - theirs.low
    assert mine.low == pytest.approx(theirs.low, abs=0.05 * spread)
    assert mine.high == pytest.approx(theirs.high, abs=0.05 * spread)


def test_answers_of_one_organisation_are_drawn_together():
    values = np.repeat([1.0, 2.0, 3.0, 4.0, 5.0, 6.0], 20)
    organisation = np.repeat(range(6), 20)
    alone = bootstrap_interval(values, np.mean, seed=1)
    together = bootstrap_interval(values, np.mean, seed=1, clusters=organisation)
    assert together.high - together.low > 3 * (alone.high - alone.low)


def test_the_interval_of_cliffs_delta_holds_it_and_repeats_with_its_seed():
    first = cliffs_delta_interval(BEARS["Pooh"], BEARS["Tigger"], seed=7)
    assert first == cliffs_delta_interval(BEARS["Pooh"], BEARS["Tigger"], seed=7)
    assert first.low < first.estimate < first.high
    assert first.estimate == pytest.approx(0.16)  # 36 pairs above, 20 below, of 100
    mirrored = cliffs_delta_interval(BEARS["Tigger"], BEARS["Pooh"], seed=7)
    assert mirrored.estimate == pytest.approx(-first.estimate)


def test_a_bootstrap_of_nothing_or_of_one_organisation_is_refused():
    with pytest.raises(ParameterError, match="expected values"):
        bootstrap_interval([], np.mean, seed=1)
    with pytest.raises(ParameterError, match="two or more organisations"):
        bootstrap_interval([1, 2], np.mean, seed=1, clusters=["a", "a"])
    with pytest.raises(ParameterError, match="two or more organisations"):
        cliffs_delta_interval([1, 2], [3, 4], x_clusters=["a", "a"])
    with pytest.raises(ParameterError, match="one for each score"):
        cliffs_delta_interval([1, 2], [3, 4], x_clusters=["a"])
    with pytest.raises(ParameterError, match="n_resamples"):
        bootstrap_interval([1, 2], np.mean, seed=1, n_resamples=0)
