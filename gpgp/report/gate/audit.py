"""What can be worked back from a printed table: the least and the most each hidden cell can be.

In comes a table as printed: rounded counts and totals, hidden cells missing. A reader knows the
rounding, that no count is negative, that a printed count is not small, and that rows and columns
add up. A linear programme finds the ends of what each hidden cell can then be.

Rows, columns and totals make a network, whose matrix is totally unimodular: with whole-number
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

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_array

from gpgp.errors import ContractError, ParameterError

LEAST_POSSIBLE = 5  # values that a hidden small cell must be able to take


@dataclass(frozen=True)
class Ranges:
    """Least and most possible value of each cell; missing where the cell is printed."""

    low: np.ndarray
    high: np.ndarray

    @property
    def n_possible(self) -> np.ndarray:
        """How many values each hidden cell can take; missing where the cell is printed."""
        return self.high - self.low + 1


@dataclass(frozen=True)
class Knowledge:
    """What a reader knows of a table with its totals.

    ``low`` and ``high`` are limits per cell, shape (rows + 1, columns + 1), totals last; every
    row and every column adds up to its total. ``facts`` @ cells <= ``limits`` is known besides,
    and then only whole numbers are searched.
    """

    low: np.ndarray
    high: np.ndarray
    facts: csr_array | None = None
    limits: np.ndarray | None = None


def extend_totals(counts: np.ndarray) -> np.ndarray:
    """Return the table with a last row and a last column of totals."""
    rows = np.column_stack([counts, counts.sum(axis=1)])
    return np.vstack([rows, rows.sum(axis=0)])


def round_counts(counts: np.ndarray, *, rounding: int) -> np.ndarray:
    """Round each count by itself to a multiple of ``rounding``, halves up."""
    return (2 * counts + rounding) // (2 * rounding) * rounding


def audit_counts(
    printed: np.ndarray, *, threshold: int, rounding: int, known_total: int | None = None
) -> Ranges:
    """Find what each hidden cell of a printed two-way table can be.

    Parameters
    ----------
    printed : ndarray of float, shape (rows + 1, columns + 1)
        Printed counts with row totals in the last column, column totals in the last row and the
        total of all in the corner; hidden = missing.
    threshold : int
        No printed count but 0 is smaller.
    rounding : int
        Every printed number is rounded to a multiple of this; 1 means exact. 0 stands for 0.
    known_total : int, optional
        The exact total of all, where it is published.

    Returns
    -------
    Ranges
        Of shape (rows + 1, columns + 1).

    Raises
    ------
    ContractError
        No table can have been printed so.
    ParameterError
        The shape holds no table, or the total of all is neither printed nor known.
    """
    knowledge = read_printed(
        printed, threshold=threshold, rounding=rounding, known_total=known_total
    )
    low, high = np.full(printed.shape, np.nan), np.full(printed.shape, np.nan)
    for place in zip(*np.nonzero(np.isnan(printed)), strict=True):
        low[place] = find_table(knowledge, _toward(printed.shape, place, -1))[place]
        high[place] = find_table(knowledge, _toward(printed.shape, place, 1))[place]
    return Ranges(low, high)


def read_printed(
    printed: np.ndarray, *, threshold: int, rounding: int, known_total: int | None
) -> Knowledge:
    """Return what a reader knows from printed counts; parameters as in :func:`audit_counts`."""
    if printed.ndim != 2 or min(printed.shape) < 2:
        raise ParameterError(
            f"audit: expected a table with totals, of at least 2 x 2 numbers, "
            f"found the shape {printed.shape}."
        )
    low, high = read_rounded(printed, threshold=threshold, rounding=rounding)
    if known_total is not None:
        low[-1, -1] = high[-1, -1] = known_total
    if np.isinf(high[-1, -1]):
        raise ParameterError("audit: the total of all must be printed or known.")
    return Knowledge(low, np.minimum(high, high[-1, -1]))


def read_rounded(
    printed: np.ndarray, *, threshold: int, rounding: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the limits of the true counts behind rounded ones; 0 to infinity where missing."""
    low = np.maximum(printed - rounding // 2, threshold)
    high = printed + (rounding - 1) // 2
    low = np.where(printed == 0, 0, np.nan_to_num(low, nan=0.0))
    return low, np.where(printed == 0, 0, np.nan_to_num(high, nan=np.inf))


def find_exposed(
    knowledge: Knowledge, *, protected: np.ndarray, seen: Ranges
) -> tuple[np.ndarray, Ranges]:
    """Find the protected cells that can take fewer than five values.

    Parameters
    ----------
    knowledge : Knowledge
    protected : ndarray of bool, shape of the table with totals
    seen : Ranges
        The least and most value of each cell in tables known to be possible, the true one among
        them. What is possible stays so when another cell is hidden, so a loop hands it on.

    Returns
    -------
    tuple of (ndarray of bool, Ranges)
        The exposed cells, and what has been seen now; for exposed cells these are the ends.
    """
    doubtful = _doubtful(seen, protected)
    n_before = np.inf
    while 0 < doubtful.sum() < n_before:  # many at once: all a little larger, all a little smaller
        n_before = doubtful.sum()
        seen = _look_around(knowledge, seen, doubtful)
        doubtful = _doubtful(seen, protected)
    exposed = np.zeros(protected.shape, dtype=bool)
    while (doubtful & ~exposed).any():  # then one by one
        place = tuple(np.argwhere(doubtful & ~exposed)[0])
        for sign in (1, -1):
            seen = _note(seen, find_table(knowledge, _toward(protected.shape, place, sign)))
        doubtful = _doubtful(seen, protected)
        exposed[place] = doubtful[place]
    return exposed, seen


def _look_around(knowledge: Knowledge, seen: Ranges, doubtful: np.ndarray) -> Ranges:
    """Move all doubtful cells up, then down, no further than they need, so that all may move."""
    enough = LEAST_POSSIBLE - 1
    high = np.where(doubtful, np.minimum(knowledge.high, seen.low + enough), knowledge.high)
    seen = _note(seen, find_table(replace(knowledge, high=high), doubtful.astype(float)))
    low = np.where(doubtful, np.maximum(knowledge.low, seen.high - enough), knowledge.low)
    return _note(seen, find_table(replace(knowledge, low=low), -doubtful.astype(float)))


def _doubtful(seen: Ranges, protected: np.ndarray) -> np.ndarray:
    return protected & (seen.n_possible < LEAST_POSSIBLE)


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
    found = try_table(knowledge, wanted)
    if found is None:
        raise ContractError(
            "audit: no table fits the printed numbers; were they rounded each by itself?"
        )
    return found


def try_table(knowledge: Knowledge, wanted: np.ndarray) -> np.ndarray | None:
    """Return what :func:`find_table` returns, or None if no table fits."""
    shape = knowledge.low.shape
    sums = add_up(shape)
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
    return None if found.x is None else np.rint(found.x).reshape(shape)


def add_up(shape: tuple[int, ...]) -> csr_array:
    """Return the matrix that is zero times a table with totals: each row and column adds up."""
    n_rows, n_columns = shape
    number = np.arange(n_rows * n_columns).reshape(shape)
    lines = [*number, *number.T[:-1]]  # that the row totals add up follows from the others
    index = np.concatenate(lines)
    owner = np.repeat(np.arange(len(lines)), [len(line) for line in lines])
    value = np.concatenate([np.append(np.ones(len(line) - 1), -1.0) for line in lines])
    return csr_array((value, (owner, index)), shape=(len(lines), number.size))
