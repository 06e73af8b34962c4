"""What is published of small consultations tells no hidden number: read back from the CSV files."""

import attack
import numpy as np
import pytest
from simulated import publish_small

from gpgp.report import PROFILES


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("code", ["public", "board"])
def test_no_hidden_small_number_can_be_worked_back(consultation, simulate, seed, code):
    published = publish_small(simulate, consultation, PROFILES[code], seed=seed)
    for what, n, whole, low, high in published.attack():
        assert not attack.is_told(n, whole, low, high), (what, n, low, high)


def test_the_reader_does_find_what_careless_tables_tell():
    """12 of 30 and everyone's 15 of 60 leave 3."""
    profile = PROFILES["board"]
    puzzle, reader = attack.Puzzle(), attack.Reader(profile)
    numbers = [puzzle.add(high=60) for _ in range(3)]
    bases = [puzzle.add(low=n, high=n) for n in (30, 30, 60)]
    puzzle.know([(numbers[0], 1), (numbers[1], 1), (numbers[2], -1)], low=0, high=0)
    for number, base, text in zip(numbers, bases, ("40", "[c]", "25"), strict=True):
        reader.read_share(puzzle, number, base, text)
    assert puzzle.find_ends(numbers[1]) == [3, 3]


def test_the_interval_is_read_back():
    profile = PROFILES["public"]
    puzzle, reader = attack.Puzzle(), attack.Reader(profile)
    count, base = puzzle.add(high=90), puzzle.add(low=83, high=87)
    low, high = attack.print_interval(50, 85)
    reader.read_interval(puzzle, count, base, "59", f"{low}% to {high}%")
    assert puzzle.low[count] <= 50 <= puzzle.high[count]
    assert np.isfinite(puzzle.high[base])
