"""What can be worked back from printed numbers: the least and the most each hidden count can be.

People stand in *cells*, in which every printed way to group them crosses: a constituency, its
nation, who sent a letter. A *group* is a set of cells: a row that is printed, what two rows leave
of each other. The reader is taken to know how many people are in each cell, and limits of the
count of some groups in some parts (agree, neither, disagree). A linear programme over the cells
finds the ends of what each other count can then be; so whatever groups nest or overlap, in one
report or in two, is seen together.

Groups of one kind make a network, whose ends are whole numbers. Where kinds cross, ends can be
fractions: what has been decided is audited once more in whole numbers.

References
----------
Salazar-González, J. J. (2008). Statistical confidentiality: optimization techniques to protect
tables. Computers & Operations Research 35(5), 1638-1651.
Hoffman, A. J. & Kruskal, J. B. (1956). Integral boundary points of convex polyhedra. Annals of
Mathematics Studies 38, 223-246.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import scipy  # scipy.optimize loads where it is first used
from scipy.sparse import csr_array, kron, vstack

from gpgp.errors import ContractError

LEAST_POSSIBLE = 5  # values that a hidden small count must be able to take
_WHOLE = 1e-6  # solvers end this far from a limit
_CLOSE = 1e-9
_WORTH = 4  # as many counts settled are worth another look around


@dataclass(frozen=True)
class Ranges:
    """Least and most value that each count has in some possible table."""

    low: np.ndarray
    high: np.ndarray

    @property
    def n_possible(self) -> np.ndarray:
        """How many whole values each count can take."""
        return np.floor(self.high + _WHOLE) - np.ceil(self.low - _WHOLE) + 1

    def note(self, table: np.ndarray) -> Ranges:
        """Return the ranges with one more possible table in them."""
        return Ranges(np.minimum(self.low, table), np.maximum(self.high, table))


@dataclass(frozen=True)
class Fact:
    """A weighted sum of counts that is known to lie between two numbers.

    ``weights`` has one row per group and one column per part.
    """

    weights: np.ndarray
    low: float
    high: float


@dataclass(frozen=True)
class Groups:
    """People in cells, and which cells each group holds.

    Attributes
    ----------
    sizes : ndarray of int, shape (cells,)
        People in each cell.
    members : ndarray of bool, shape (groups, cells)
    n_parts : int
        Everybody stands in one of so many parts.
    """

    sizes: np.ndarray
    members: np.ndarray
    n_parts: int

    @cached_property
    def bases(self) -> np.ndarray:
        """People in each group."""
        return self.members @ self.sizes

    @cached_property
    def sums(self) -> csr_array:
        """Counts of groups by part, one after the other, as sums of what is unknown.

        Unknown is each cell's count in all parts but the last, which follows from the size.
        """
        return csr_array(kron(self.members.astype(float), np.eye(self.n_parts - 1)))

    @cached_property
    def all_but_last(self) -> csr_array:
        """What stands in all parts but the last of each group: what the last one leaves."""
        return csr_array(kron(self.members.astype(float), np.ones((1, self.n_parts - 1))))

    @cached_property
    def cells_hold(self) -> csr_array:
        """The parts of a cell are at most its size."""
        return csr_array(kron(np.eye(len(self.sizes)), np.ones((1, self.n_parts - 1))))

    @property
    def most(self) -> np.ndarray:
        """The most that each unknown can be."""
        return np.repeat(self.sizes, self.n_parts - 1)

    def count(self, unknown: np.ndarray) -> np.ndarray:
        """Return the counts of groups by part for given counts of cells."""
        counts = (self.sums @ unknown).reshape(len(self.members), -1)
        return np.column_stack([counts, self.bases - counts.sum(axis=1)])

    def weigh(self, weights: np.ndarray) -> tuple[np.ndarray, float]:
        """Return weights of groups by part as weights of what is unknown, and a constant."""
        own = weights[:, :-1] - weights[:, -1:]
        return self.sums.T @ own.ravel(), float(weights[:, -1] @ self.bases)


@dataclass(frozen=True)
class Knowledge:
    """What a reader knows of the counts of groups by part.

    Attributes
    ----------
    groups : Groups
    low, high : ndarray, shape (groups, parts)
        Limits of each count; 0 and the group's base where nothing is known.
    facts : tuple of Fact
        What is known of sums.
    """

    groups: Groups
    low: np.ndarray
    high: np.ndarray
    facts: tuple[Fact, ...] = ()

    def allows(self, tables: np.ndarray) -> np.ndarray:
        """Return which of several tables are possible."""
        fits = (tables >= self.low - _WHOLE) & (tables <= self.high + _WHOLE)
        possible = np.asarray(fits.all(axis=(1, 2)))
        for fact in self.facts:
            value = (tables * fact.weights).sum(axis=(1, 2))
            possible &= (value >= fact.low - _CLOSE) & (value <= fact.high + _CLOSE)
        return possible

    @cached_property
    def constraints(self) -> tuple[csr_array, np.ndarray, np.ndarray, np.ndarray]:
        """Rows of sums with their limits, and the place (group, part) of each; -1 for others."""
        groups, last = self.groups, self.groups.n_parts - 1
        bases = groups.bases[:, None]
        is_known = (self.low > 0) | (self.high < bases)
        own = np.argwhere(is_known[:, :last])
        rest = np.flatnonzero(is_known[:, last])
        rows = [groups.sums[own[:, 0] * last + own[:, 1]]]
        low, high = [self.low[tuple(own.T)]], [self.high[tuple(own.T)]]
        if len(rest):  # the last part is what the others leave
            rows.append(groups.all_but_last[rest])
            low.append(groups.bases[rest] - self.high[rest, last])
            high.append(groups.bases[rest] - self.low[rest, last])
        places = [own, np.column_stack([rest, np.full(len(rest), last)])]
        for fact in self.facts:
            weights, constant = groups.weigh(fact.weights)
            rows.append(csr_array(weights.reshape(1, -1)))
            low.append(np.array([fact.low - constant]))
            high.append(np.array([fact.high - constant]))
            places.append(np.array([[-1, -1]]))
        if last > 1:
            rows.append(groups.cells_hold)
            low.append(np.zeros(len(groups.sizes)))
            high.append(groups.sizes)
            places.append(np.full((len(groups.sizes), 2), -1))
        return vstack(rows, format="csr"), *map(np.concatenate, (low, high, places))

    @cached_property
    def one_sided(self) -> tuple[np.ndarray, csr_array, np.ndarray, csr_array, np.ndarray]:
        """Which rows are known exactly; rows and limits of the others, both ways; and of these."""
        matrix, low, high, _ = self.constraints
        is_equal = low == high
        free, exact = matrix[~is_equal], matrix[is_equal]
        limits = np.concatenate([high[~is_equal], -low[~is_equal]])
        return is_equal, vstack([free, -free]), limits, exact, low[is_equal]


class Witnesses:
    """Tables found on the way, the true one first: what one audit has seen, the next may use."""

    def __init__(self, true: np.ndarray) -> None:
        self.tables = [true.astype(float)]

    def add(self, table: np.ndarray) -> np.ndarray:
        """Keep a table, and return it."""
        self.tables.append(table)
        return table

    def keep_whole(self) -> None:
        """Drop tables that hold fractions."""
        self.tables = [
            each for each in self.tables if (np.abs(each - np.rint(each)) < _WHOLE).all()
        ]

    def see(self, knowledge: Knowledge) -> Ranges:
        """Return the ranges of the counts in those tables that are possible."""
        tables = np.array(self.tables)
        tables = tables[knowledge.allows(tables)]
        return Ranges(tables.min(axis=0), tables.max(axis=0))


@dataclass(frozen=True)
class Exposed:
    """A count that can take too few values, and the counts whose limits keep it there."""

    place: tuple[int, int]
    binding: np.ndarray


def find_ranges(knowledge: Knowledge, places: np.ndarray) -> Ranges:
    """Find the ends of what each of some counts can be, one by one, in whole numbers.

    Parameters
    ----------
    knowledge : Knowledge
    places : ndarray of bool, shape (groups, parts)
        Which counts; the others are returned as missing.

    Raises
    ------
    ContractError
        No table fits what is known.
    """
    low, high = np.full(places.shape, np.nan), np.full(places.shape, np.nan)
    for place in map(tuple, np.argwhere(places)):
        low[place], high[place] = (
            find_table(knowledge, _toward(places.shape, place, sign), is_whole=True)[place]
            for sign in (-1, 1)
        )
    return Ranges(low, high)


def find_exposed(
    knowledge: Knowledge,
    *,
    least: np.ndarray,
    witnesses: Witnesses,
    suspects: Sequence[tuple[int, int]] = (),
    is_whole: bool = False,
) -> tuple[Exposed | None, list[tuple[int, int]]]:
    """Find a protected count that can take too few values.

    Parameters
    ----------
    knowledge : Knowledge
    least : ndarray of int, shape (groups, parts)
        How many values each count must be able to take; 0 where it needs no protection.
    witnesses : Witnesses
        Tables that may be possible; those found here are added.
    suspects : sequence of (group, part)
        Looked at first.
    is_whole : bool
        Look for tables of whole numbers; fractions are quicker and nearly always end in them.

    Returns
    -------
    tuple of (Exposed or None, list of (group, part))
        The first one found, and those that are not known to be safe: it is one of them.
    """
    seen = witnesses.see(knowledge)
    binding = np.zeros(least.shape, dtype=bool)
    for is_known in (True, False):  # those suspected; then all others
        if is_known:
            places = [place for place in suspects if seen.n_possible[place] < least[place]]
            places = places[:_WORTH]
        else:
            seen = _look_around(knowledge, least, seen, witnesses, is_whole)
            near = np.argwhere(seen.n_possible < least).tolist()
            places = [(group, part) for group, part in near]
        for place in places:
            binding[:] = False
            for sign in (1, -1):
                if seen.n_possible[place] < least[place]:
                    wanted = _toward(least.shape, place, sign)
                    table, priced = find_priced_table(knowledge, wanted, is_whole=is_whole)
                    seen, binding = seen.note(witnesses.add(table)), binding | priced
            if seen.n_possible[place] < least[place]:
                left = [each for each in places if seen.n_possible[each] < least[each]]
                return Exposed(place, binding), left
    return None, []


def _look_around(
    knowledge: Knowledge, least: np.ndarray, seen: Ranges, witnesses: Witnesses, is_whole: bool
) -> Ranges:
    """Move many counts at once while that is quicker than one by one.

    Of each group one part grows and another shrinks, no further than they need. Which ones
    changes from group to group and from time to time, so that sums over groups can stay.
    """
    enough, n_before = LEAST_POSSIBLE - 1, np.inf
    n_parts, row = least.shape[1], np.arange(len(least))
    while (n_doubtful := int((seen.n_possible < least).sum())) < n_before - _WORTH:
        n_before = n_doubtful
        for time in range(2 * n_parts):
            sign = np.zeros(least.shape)
            sign[row, (row + time) % n_parts] = 1 if time < n_parts else -1
            sign[row, (row + time + 1) % n_parts] = -1 if time < n_parts else 1
            sign *= seen.n_possible < least
            if not sign.any():
                continue
            high = np.where(sign > 0, np.minimum(knowledge.high, seen.low + enough), knowledge.high)
            low = np.where(sign < 0, np.maximum(knowledge.low, seen.high - enough), knowledge.low)
            bound = replace(knowledge, low=low, high=high)
            seen = seen.note(witnesses.add(find_table(bound, sign, is_whole=is_whole)))
    return seen


def _toward(shape: tuple[int, ...], place: tuple[int, ...], sign: int) -> np.ndarray:
    wanted = np.zeros(shape)
    wanted[place] = sign
    return wanted


def find_table(knowledge: Knowledge, wanted: np.ndarray, *, is_whole: bool = False) -> np.ndarray:
    """Return a possible table in which the sum of ``wanted`` times the counts is largest.

    Raises
    ------
    ContractError
        No table fits what is known.
    """
    matrix, low, high, _ = knowledge.constraints
    weights, _ = knowledge.groups.weigh(wanted)
    found = scipy.optimize.milp(
        -weights,
        integrality=np.full(len(weights), int(is_whole)),
        bounds=scipy.optimize.Bounds(0, knowledge.groups.most),
        constraints=scipy.optimize.LinearConstraint(matrix, low, high),
        options={"presolve": is_whole},  # without it a small programme is solved sooner
    )
    return knowledge.groups.count(_check_found(found.x))


def find_priced_table(
    knowledge: Knowledge, wanted: np.ndarray, *, is_whole: bool = False
) -> tuple[np.ndarray, np.ndarray]:
    """Return such a table, and the counts whose limits bind the sum, shape (groups, parts).

    Those have a price in the programme: the sum can grow only if one of them is hidden. Whole
    numbers have no prices; then any limit may bind.
    """
    if is_whole:
        table = find_table(knowledge, wanted, is_whole=True)
        return table, np.ones(knowledge.low.shape, dtype=bool)
    places = knowledge.constraints[-1]
    is_equal, *rows = knowledge.one_sided
    weights, _ = knowledge.groups.weigh(wanted)
    found = scipy.optimize.linprog(
        -weights,
        *rows,
        bounds=np.column_stack([np.zeros(len(weights)), knowledge.groups.most]),
        method="highs-ds",
        options={"presolve": False},
    )
    table = knowledge.groups.count(_check_found(found.x))
    price = np.zeros(len(is_equal))
    price[is_equal] = np.abs(found.eqlin.marginals)
    price[~is_equal] = np.abs(found.ineqlin.marginals).reshape(2, -1).sum(axis=0)
    binding = np.zeros(knowledge.low.shape, dtype=bool)
    binding[tuple(places[(price > _WHOLE) & (places[:, 0] >= 0)].T)] = True
    return table, binding


def _check_found(found: np.ndarray | None) -> np.ndarray:
    if found is None:
        raise ContractError("audit: no table fits what is known of it.")
    return found
