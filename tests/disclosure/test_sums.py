"""Numbers that add up to a printed total: none that is hidden is left over."""

import itertools

import numpy as np
import pytest

from gpgp.disclosure import true_tables
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.sizes import decide_sizes
from gpgp.disclosure.sums import find_small, hide_in_sum, hide_parts, limit_rounded
from gpgp.report import PROFILES

BOARD, PUBLIC = PROFILES["board"], PROFILES["public"]


def test_a_small_part_takes_the_smallest_other_with_it():
    assert hide_parts(np.array([3, 40, 12]), profile=PUBLIC).tolist() == [True, False, True]
    assert hide_parts(np.array([40, 12]), profile=PUBLIC).tolist() == [False, False]
    assert hide_parts(np.array([0, 40, 12]), profile=PUBLIC).tolist() == [False] * 3
    sensitive = hide_parts(np.array([0, 40, 12]), profile=PUBLIC, is_sensitive=True)
    assert sensitive.tolist() == [True, False, True]


def test_the_threshold_itself_is_printed():
    assert find_small(np.array([9, 10, 0]), profile=PUBLIC).tolist() == [True, False, True]
    assert find_small(np.array([4, 5, 30]), profile=BOARD).tolist() == [True, False, False]
    at_30 = {"profile": PUBLIC, "n_people": 30}
    assert find_small(np.array([0]), **at_30).tolist() == [False]
    assert find_small(np.array([0]), is_sensitive=True, **at_30).tolist() == [True]
    assert find_small(np.array([0]), profile=PUBLIC, n_people=29).tolist() == [True]


def test_nothing_and_one_part_are_no_fault():
    assert hide_parts(np.array([], dtype=int), profile=PUBLIC).tolist() == []
    assert hide_parts(np.array([40]), profile=PUBLIC).tolist() == [False]
    assert hide_parts(np.array([4]), profile=PUBLIC).tolist() == [True]


@pytest.mark.parametrize("seed", range(30))
def test_what_is_hidden_has_five_values_by_trying_every_list(seed):
    rng = np.random.default_rng(seed)
    counts = rng.integers(0, 14, 3)
    counts[0] += 10
    rounding, total = int(rng.choice([1, 5])), int(counts.sum())
    small = find_small(counts, profile=BOARD)
    shown = limit_rounded(counts, rounding=rounding, least=5)
    veiled = (np.zeros(3), np.full(3, total))
    hidden, is_safe = hide_in_sum(counts, shown=shown, veiled=veiled, small=small, hidden=small)
    assert is_safe
    fits = [
        numbers
        for numbers in itertools.product(range(total + 1), repeat=3)
        if sum(numbers) == total
        and all(hidden[i] or (shown[0][i] <= n <= shown[1][i]) for i, n in enumerate(numbers))
    ]
    assert tuple(counts) in fits
    for place in np.flatnonzero(small):
        assert len({numbers[place] for numbers in fits}) >= 5


def test_exact_sizes_that_leave_a_small_number_are_rounded_instead():
    areas = (Area("a", "A", ("a",), 57), Area("b", "B", ("b",), 48))
    cells = decide_sizes(areas, reserved={"no_answer": 3}, profile=BOARD)
    assert cells["a"] == true_tables.AreaCount(57, 1, rounding=5)
    assert cells["no_answer"].is_withheld
    cells = decide_sizes(areas, reserved={"no_answer": 0}, profile=BOARD)
    assert cells["a"] == true_tables.AreaCount(57, 1, rounding=1)


def test_where_rounding_leaves_too_little_the_smallest_area_is_withheld():
    """53 and 1 of 54: 55 would leave 0 or 1."""
    areas = (Area("a", "A", ("a",), 53),)
    cells = decide_sizes(areas, reserved={"no_answer": 1}, profile=PUBLIC)
    assert cells["a"].is_withheld
