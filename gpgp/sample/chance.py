"""Chance that repeats itself: the same seed gives the same draws on every Python.

Everything is built on ``random.Random(seed).random()``, whose sequence Python guarantees, and on
plain arithmetic; the library's own ``choice`` or ``shuffle`` may change between versions.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """One stream of draws.

    Parameters
    ----------
    seed : int
        The sample's seed.
    stream : int
        Which of its independent streams, so that a change in one noun leaves the others alone.
    """

    def __init__(self, seed: int, stream: int) -> None:
        self._random = random.Random(seed * 1_000 + stream).random  # noqa: S311
        self._decks: dict[object, list[int]] = {}

    def share(self) -> float:
        """Draw a number from 0 up to, and without, 1."""
        return self._random()

    def happens(self, share: float) -> bool:
        """Say yes with this probability."""
        return self._random() < share

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number from ``low`` to ``high``, both possible."""
        return low + int(self._random() * (high - low + 1))

    def normal(self, mean: float, sd: float) -> float:
        """Draw from what is nearly a normal distribution: twelve uniform draws, summed."""
        return mean + sd * (sum(self._random() for _ in range(12)) - 6)

    def choose(self, items: Sequence[T]) -> T:
        """Draw one item."""
        return items[int(self._random() * len(items))]

    def weigh(self, weights: Mapping[T, float]) -> T:
        """Draw one key in proportion to its weight."""
        left = self._random() * sum(weights.values())
        for key, weight in weights.items():
            left -= weight
            if left < 0:
                return key
        return [key for key, weight in weights.items() if weight > 0][-1]

    def shuffle(self, items: Sequence[T]) -> list[T]:
        """Return the items in a random order (Fisher and Yates)."""
        mixed = list(items)
        for last in range(len(mixed) - 1, 0, -1):
            other = int(self._random() * (last + 1))
            mixed[last], mixed[other] = mixed[other], mixed[last]
        return mixed

    def some(self, items: Sequence[T], number: int) -> list[T]:
        """Draw up to ``number`` different items, in the order in which they stand."""
        drawn = self.shuffle(range(len(items)))[:number]
        return [items[place] for place in sorted(drawn)]

    def deal(
        self, items: Sequence[T], *, deck: object, fits: Callable[[T], bool] | None = None
    ) -> T:
        """Deal the next item of a shuffled deck that fits; when there is none, shuffle again.

        Spreads the phrases of a list over a sample far more evenly than :meth:`choose`. At least
        one item must fit.
        """
        left = self._decks.setdefault(deck, [])
        while True:
            for place in range(len(left) - 1, -1, -1):
                if fits is None or fits(items[left[place]]):
                    return items[left.pop(place)]
            left[:0] = self.shuffle(range(len(items)))


def split_whole(total: int, weights: Mapping[T, float]) -> dict[T, int]:
    """Split a whole number in proportion to weights, by largest remainders.

    Examples
    --------
    >>> split_whole(10, {"a": 2, "b": 1})
    {'a': 7, 'b': 3}
    """
    unit = total / sum(weights.values())
    parts = {key: int(weight * unit) for key, weight in weights.items()}
    by_rest = sorted(weights, key=lambda key: parts[key] - weights[key] * unit)
    for key in by_rest[: total - sum(parts.values())]:
        parts[key] += 1
    return parts
