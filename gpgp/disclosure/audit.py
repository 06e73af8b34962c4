"""What can be worked back from a printed table: the least and the most each hidden cell can be.

In comes what a reader knows of each count of areas and parts, as limits; rows add up to their
base, areas add up to everyone. A linear programme finds the ends of what each hidden cell can
then be.

Rows, areas and everyone make a network, whose matrix is totally unimodular: with whole-number
limits the ends are whole numbers, and every whole number between them is possible too. So
``high - low + 1`` is exactly the number of values that a reader cannot rule out.

References
----------
Salazar-González, J. J. (2008). Statistical confidentiality: optimization techniques to protect
tables. Computers & Operations Research 35(5), 1638-1651.
Hoffman, A. J. & Kruskal, J. B. (1956). Integral boundary points of convex polyhedra. Annals of
Mathematics Studies 38, 223-246.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from gpgp.errors import ContractError

LEAST_POSSIBLE = 5  # values that a hidden small cell must be able to take


@dataclass(frozen=True)
class Ranges:
    """Least and most value that each cell has in some possible table."""

    low: np.ndarray
    high: np.ndarray

    @property
    def n_possible(self) -> np.ndarray:
        """How many values each cell can take."""
        return self.high - self.low + 1


@dataclass(frozen=True)
class Knowledge:
    """What a reader knows of a table with its totals.

    Attributes
    ----------
    low, high : ndarray, shape (rows + 1, parts + 1)
        Limits per cell. The last column is the base: what the parts of a row add up to. The last
        row is everyone.
    blocks : tuple of int
        How many rows each block has, in order. The rows of each block add up to everyone: areas
        of one kind, then of another.
    facts, limits : csr_array and ndarray, optional
        ``facts`` @ cells <= ``limits`` is known besides; then only whole numbers are searched.
    """

    low: np.ndarray
    high: np.ndarray
    blocks: tuple[int, ...]
    facts: csr_array | None = None
    limits: np.ndarray | None = None


def extend_totals(counts: np.ndarray) -> np.ndarray:
    """Return the table with a last row and a last column of totals."""
    rows = np.column_stack([counts, counts.sum(axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


def find_ranges(knowledge: Knowledge, places: np.ndarray) -> Ranges:
    """Find the ends of what each of some cells can be, one by one.

    Parameters
    ----------
    knowledge : Knowledge
    places : ndarray of bool, shape of the table
        Which cells; the others are returned as missing.

    Raises
    ------
    ContractError
        No table fits what is known.
    """
    low, high = np.full(places.shape, np.nan), np.full(places.shape, np.nan)
    for place in zip(*np.nonzero(places), strict=True):
        low[place] = find_table(knowledge, _toward(places.shape, place, -1))[place]
        high[place] = find_table(knowledge, _toward(places.shape, place, 1))[place]
    return Ranges(low, high)


def find_exposed(
    knowledge: Knowledge, *, least: np.ndarray, seen: Ranges
) -> tuple[np.ndarray, Ranges]:
    """Find the protected cells that can take too few values.

    Parameters
    ----------
    knowledge : Knowledge
    least : ndarray of int, shape of the table with totals
        How many values each cell must be able to take; 0 where it needs no protection.
    seen : Ranges
        The least and most value of each cell in tables known to be possible, the true one among
        them. What is possible stays so when another cell is hidden, so a loop hands it on.

    Returns
    -------
    tuple of (ndarray of bool, Ranges)
        The exposed cells, and what has been seen now; for exposed cells these are the ends.
    """
    seen = _look_for_all(knowledge, least, seen)
    doubtful = seen.n_possible < least
    exposed = np.zeros(least.shape, dtype=bool)
    while (doubtful & ~exposed).any():  # then one by one
        place = tuple(np.argwhere(doubtful & ~exposed)[0])
        for sign in (1, -1):
            seen = _note(seen, find_table(knowledge, _toward(least.shape, place, sign)))
        doubtful = seen.n_possible < least
        exposed[place] = doubtful[place]
    return exposed, seen


def is_exposed(knowledge: Knowledge, *, true: np.ndarray, least: np.ndarray) -> bool:
    """Return whether any protected cell can take too few values; ``true`` are the true counts."""
    seen = _look_for_all(knowledge, least, Ranges(true.astype(float), true.astype(float)))
    for place in map(tuple, np.argwhere(seen.n_possible < least)):
        for sign in (1, -1):
            seen = _note(seen, find_table(knowledge, _toward(least.shape, place, sign)))
        if seen.n_possible[place] < least[place]:
            return True
    return False


def _look_for_all(knowledge: Knowledge, least: np.ndarray, seen: Ranges) -> Ranges:
    """Look around while that helps: many at once, all a little larger, all a little smaller."""
    doubtful, n_before = seen.n_possible < least, np.inf
    while 0 < doubtful.sum() < n_before:
        n_before = doubtful.sum()
        seen = _look_around(knowledge, seen, doubtful)
        doubtful = seen.n_possible < least
    return seen


def _look_around(knowledge: Knowledge, seen: Ranges, doubtful: np.ndarray) -> Ranges:
    """Move all doubtful cells up, then down, no further than they need, so that all may move."""
    enough = LEAST_POSSIBLE - 1
    high = np.where(doubtful, np.minimum(knowledge.high, seen.low + enough), knowledge.high)
    seen = _note(seen, find_table(replace(knowledge, high=high), doubtful.astype(float)))
    low = np.where(doubtful, np.maximum(knowledge.low, seen.high - enough), knowledge.low)
    return _note(seen, find_table(replace(knowledge, low=low), -doubtful.astype(float)))


def _note(seen: Ranges, table: np.ndarray) -> Ranges:
    return Ranges(np.minimum(seen.low, table), np.maximum(seen.high, table))


def _toward(shape: tuple[int, ...], place: tuple[int, ...], sign: int) -> np.ndarray:
    wanted = np.zeros(shape)
    wanted[place] = sign
    return wanted


def find_table(knowledge: Knowledge, wanted: np.ndarray) -> np.ndarray:
    """Return a possible table in which the sum of ``wanted`` times the cells is largest.

    Raises
    ------
    ContractError
        No table fits what is known.
    """
    shape = knowledge.low.shape
    sums = add_up(shape, knowledge.blocks)
    found = linprog(
        -wanted.ravel(),
        A_ub=knowledge.facts,
        b_ub=knowledge.limits,
        A_eq=sums,
        b_eq=np.zeros(sums.shape[0]),
        bounds=np.column_stack([knowledge.low.ravel(), knowledge.high.ravel()]),
        method="highs",
        integrality=None if knowledge.facts is None else 1,
    )
    if found.x is None:
        raise ContractError("audit: no table fits what is known of it.")
    return np.rint(found.x).reshape(shape)


@lru_cache(maxsize=16)
def add_up(shape: tuple[int, int], blocks: tuple[int, ...]) -> csr_array:
    """Return the matrix that is zero times a table: rows add up to bases, blocks to everyone."""
    number = np.arange(shape[0] * shape[1]).reshape(shape)
    lines, first = list(number), 0
    for n_rows in blocks:
        inner = number[first : first + n_rows, :-1]  # that bases add up follows from the others
        lines += [np.append(column, number[-1, j]) for j, column in enumerate(inner.T)]
        first += n_rows
    index = np.concatenate(lines)
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    value = np.concatenate([np.append(np.ones(len(line) - 1), -1.0) for line in lines])
    return csr_array((value, (owner, index)), shape=(len(lines), number.size))
