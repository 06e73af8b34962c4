import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gpgp.agreement.ratings import (
    agreement_a,
    consensus,
    leik_d,
    polarization,
    r_wg,
    top_share,
)
from gpgp.errors import ParameterError

# Van der Eijk 2001, Quality & Quantity 35:325, table 2; the other vectors: R package agrmt.
SEVEN_CELLS = [30, 40, 210, 130, 530, 50, 10]
COUNTS = st.lists(st.integers(0, 60), min_size=3, max_size=9).filter(any)


@pytest.mark.parametrize(
    ("counts", "expected", "half_unit"),
    [
        (SEVEN_CELLS, 0.6113333, 5e-8),
        ([50, 0, 0, 0, 50], -1, 1e-12),
        ([10, 20, 30, 15, 4], 0.3924051, 5e-8),
        ([0, 0, 0, 5, 5], 0.75, 1e-12),
        ([7, 7, 7, 7, 7], 0, 1e-12),
        ([0, 0, 9, 0, 0], 1, 1e-12),
    ],
)
def test_van_der_eijks_a_gives_the_published_figures(counts, expected, half_unit):
    assert agreement_a(counts) == pytest.approx(expected, abs=half_unit)


def test_the_layers_of_the_published_vector_have_the_published_values():
    # Van der Eijk 2001: layers 0, .167, .333, .5, .667, .467, 1.
    patterns = [
        [1, 1, 1, 1, 1, 1, 1],
        [1, 1, 1, 1, 1, 1, 0],
        [0, 1, 1, 1, 1, 1, 0],
        [0, 0, 1, 1, 1, 1, 0],
        [0, 0, 1, 1, 1, 0, 0],
        [0, 0, 1, 0, 1, 0, 0],
        [0, 0, 0, 0, 1, 0, 0],
    ]
    values = [agreement_a(pattern) for pattern in patterns]
    assert values == pytest.approx([0, 0.167, 0.333, 0.5, 0.667, 0.467, 1], abs=5e-4)


def test_polarization_gives_the_published_figure():
    assert polarization(SEVEN_CELLS) == pytest.approx(0.1943333, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "expected", "half_unit"),
    [
        (SEVEN_CELLS, 0.7256876, 5e-8),  # Tastle and Wierman's formula, R package agrmt
        ([8, 0, 0, 0, 8], 0, 1e-12),
        ([0, 3, 0, 0, 0], 1, 1e-12),
        ([4, 4, 4, 4, 4], 0.4339850, 5e-8),
    ],
)
def test_consensus_gives_the_published_figures(counts, expected, half_unit):
    assert consensus(counts) == pytest.approx(expected, abs=half_unit)


def test_leiks_d_gives_the_published_figure_and_its_limits():
    assert leik_d(SEVEN_CELLS) == pytest.approx(0.287, abs=5e-4)  # R package agrmt
    assert leik_d([5, 0, 0, 5]) == 1
    assert leik_d([0, 9, 0, 0]) == 0


def test_r_wg_is_one_without_spread_zero_if_uniform_and_negative_if_split():
    assert r_wg([0, 0, 12, 0, 0]) == 1
    assert r_wg([6, 6, 6, 6, 6]) == pytest.approx(0, abs=1e-12)
    assert r_wg([10, 0, 0, 0, 10]) == pytest.approx(-1)  # variance 4 against 2


@pytest.mark.parametrize(
    ("agree", "answers", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (0, 20, 0, 0.1611)],  # Newcombe 1998, table I, method 3
)
def test_top_share_gives_newcombes_wilson_intervals(agree, answers, low, high):
    found = top_share([answers - agree, agree], top=1)
    assert found.share == pytest.approx(agree / answers)
    assert found[1:] == pytest.approx((low, high), abs=5e-5)


def slow_agreement(counts):
    """Peel layer by layer and look at every triple of cells."""
    left, total, value = list(map(float, counts)), sum(counts), 0.0
    n = len(left)
    while max(left) > 1e-12:
        height = min(x for x in left if x > 1e-12)
        pattern = [int(x > 1e-12) for x in left]
        size = sum(pattern)
        if size == 1:
            layer = 1.0
        else:
            triples = list(itertools.combinations(pattern, 3))
            one_side = sum(t in ((1, 1, 0), (0, 1, 1)) for t in triples)
            either_side = sum(t == (1, 0, 1) for t in triples)
            both = one_side + either_side
            u = ((n - 2) * one_side - (n - 1) * either_side) / ((n - 2) * both) if both else 0.0
            layer = u * (1 - (size - 1) / (n - 1))
        value += height * size / total * layer
        left = [x - height if full else x for x, full in zip(left, pattern, strict=True)]
    return value


def slow_consensus(counts):
    n, total = len(counts), sum(counts)
    mean = sum(k * c for k, c in enumerate(counts)) / total
    terms = [c / total * math.log2(1 - abs(k - mean) / (n - 1)) for k, c in enumerate(counts) if c]
    return 1 + sum(terms)


def slow_leik(counts):
    total, below, dispersion = sum(counts), 0, 0.0
    for count in counts:
        below += count
        share = below / total
        dispersion += share if share <= 0.5 else 1 - share
    return 2 * dispersion / (len(counts) - 1)


def test_a_second_slow_computation_agrees_on_200_random_distributions():
    generator = np.random.default_rng(20180831)
    for _ in range(200):
        n_points = int(generator.integers(3, 12))
        counts = generator.integers(0, 40, n_points) * (generator.random(n_points) < 0.7)
        if not counts.any():
            counts[0] = 1
        scores = np.repeat(np.arange(n_points), counts)
        assert agreement_a(counts) == pytest.approx(slow_agreement(counts), abs=1e-9)
        assert consensus(counts) == pytest.approx(slow_consensus(counts), abs=1e-9)
        assert leik_d(counts) == pytest.approx(slow_leik(counts), abs=1e-9)
        uniform = (n_points**2 - 1) / 12
        assert r_wg(counts) == pytest.approx(1 - np.var(scores) / uniform, abs=1e-9)
        top = int(generator.integers(1, n_points))
        agree, answers = int(counts[-top:].sum()), int(counts.sum())
        wilson = stats.binomtest(agree, answers).proportion_ci(method="wilson")
        assert top_share(counts, top=top)[1:] == pytest.approx(tuple(wilson), abs=1e-9)


@given(COUNTS)
def test_shares_and_the_reversed_scale_give_the_same_figures(counts):
    shares = [count / sum(counts) for count in counts]
    for coefficient in (agreement_a, polarization, consensus, leik_d, r_wg):
        value = coefficient(counts)
        assert coefficient(shares) == pytest.approx(value, abs=1e-9)
        assert coefficient(counts[::-1]) == pytest.approx(value, abs=1e-9)
        assert type(value) is float


@given(COUNTS)
def test_figures_stay_within_their_ranges(counts):
    assert -1 <= agreement_a(counts) <= 1
    for coefficient in (polarization, consensus, leik_d):
        assert -1e-12 <= coefficient(counts) <= 1 + 1e-12
    share, low, high = top_share(counts)
    assert 0 <= low <= share <= high <= 1


@pytest.mark.parametrize(
    "coefficient", [agreement_a, polarization, consensus, leik_d, r_wg, top_share]
)
@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ([0, 0, 0], "found none"),
        ([1, -1, 3], "negative or missing"),
        ([1, float("nan"), 3], "negative or missing"),
        ([], "scale points"),
        ([[1, 2, 3]], "scale points"),
        (["a", "b", "c"], "counts: expected numbers"),
    ],
)
def test_what_is_not_a_distribution_of_answers_is_refused(coefficient, counts, message):
    with pytest.raises(ParameterError, match=message):
        coefficient(counts)


def test_a_needs_three_points():
    with pytest.raises(ParameterError, match="at least 3 scale points"):
        agreement_a([4, 5])


def test_top_share_refuses_shares_and_a_top_outside_the_scale():
    with pytest.raises(ParameterError, match="whole numbers"):
        top_share([0.25, 0.75])
    for top in (0, 6, 1.5, True):
        with pytest.raises(ParameterError, match="top: expected a whole number"):
            top_share([1, 2, 3, 4, 5], top=top)
    with pytest.raises(ParameterError, match="confidence"):
        top_share([1, 2, 3], confidence=1)
