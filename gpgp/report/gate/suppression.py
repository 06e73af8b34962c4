"""Hiding what must not be printed in a two-way table of counts, until nothing can be worked back.

In comes a table of true counts, out goes what may be printed: small counts hidden, everything
else rounded by itself, and as many further counts hidden as the audit needs. Hidden is hidden:
small and further cells bear the same mark. What cannot be made safe is handed back to be merged
or withheld; nothing is guessed.

References
----------
Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, ch. 4 (primary and secondary
suppression, audit).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gpgp.errors import ParameterError
from gpgp.report.gate.audit import (
    Ranges,
    extend_totals,
    find_exposed,
    read_printed,
    round_counts,
)
from gpgp.report.gate.protect import ZERO_FLOOR


@dataclass(frozen=True)
class Suppressed:
    """What may be printed of a table of counts.

    Attributes
    ----------
    printed : ndarray of float, shape (rows + 1, columns + 1)
        Rounded counts, totals last; hidden = missing. The exact total where it was given.
    is_hidden : ndarray of bool, the same shape
    n_primary : int
        Cells and totals hidden because they are small.
    n_complementary : int
        Cells and totals hidden so that those cannot be worked back.
    status : str
        ``published``; ``merge``: not safe as it stands, categories must be merged; ``withheld``:
        there is nothing left to merge. Only a published table may be printed.
    row_groups, column_groups : tuple of tuple of int
        The rows and columns received that each row and column stands for.
    """

    printed: np.ndarray
    is_hidden: np.ndarray
    n_primary: int
    n_complementary: int
    status: str
    row_groups: tuple[tuple[int, ...], ...]
    column_groups: tuple[tuple[int, ...], ...]

    @property
    def shown(self) -> np.ndarray:
        """The cells without totals, shape (rows, columns); hidden = missing."""
        return self.printed[:-1, :-1]


def suppress_counts(
    counts: np.ndarray,
    *,
    threshold: int,
    rounding: int,
    known_total: int | None = None,
    is_sensitive: bool = False,
) -> Suppressed:
    """Hide small counts, round the others, and hide more until the audit is content.

    Parameters
    ----------
    counts : ndarray of int, shape (rows, columns)
        Numbers of people; everybody stands in one cell.
    threshold : int
        Counts from 1 to ``threshold - 1`` are small.
    rounding : int
        Printed counts are multiples of this, each rounded by itself, totals too.
    known_total : int, optional
        The sum of all, where the report prints it exactly.
    is_sensitive : bool
        Hide the zeros of every area; else those in rows of at least 30 people are printed.
        Areas without an answer and categories that nobody chose are always printed.

    Returns
    -------
    Suppressed

    Raises
    ------
    ParameterError
        Not a two-way table of whole numbers from 0, or a total that is not its sum.

    Notes
    -----
    While a hidden small cell can take fewer than five values, the smallest shown cell in its row
    or column is hidden too, or one that makes a rectangle of hidden cells; totals are hidden only
    for the sake of a small total. Where no shown cell is left the status says so.
    """
    true = extend_totals(_check_counts(counts, known_total))
    small = _find_small(true, threshold=threshold, is_sensitive=is_sensitive)
    small[-1, -1] &= known_total is None
    hidden, is_safe = small.copy(), not small[-1, -1]
    seen = Ranges(true.astype(float), true.astype(float))
    while is_safe:
        knowledge = read_printed(
            _print_counts(true, hidden, rounding, known_total),
            threshold=threshold,
            rounding=rounding,
            known_total=known_total,
        )
        exposed, seen = find_exposed(knowledge, protected=small, seen=seen)
        if not exposed.any():
            break
        is_safe = _hide_neighbours(true, hidden, exposed, seen)
    is_safe = is_safe and not hidden[:-1, :-1].all()
    return Suppressed(
        printed=_print_counts(true, hidden, rounding, known_total),
        is_hidden=hidden,
        n_primary=int(small.sum()),
        n_complementary=int((hidden & ~small).sum()),
        status="published" if is_safe else "merge" if counts.size > 2 else "withheld",
        row_groups=tuple((i,) for i in range(counts.shape[0])),
        column_groups=tuple((j,) for j in range(counts.shape[1])),
    )


def suppress_or_merge(
    counts: np.ndarray,
    *,
    threshold: int,
    rounding: int,
    known_total: int | None = None,
    is_sensitive: bool = False,
    axes: tuple[int, ...] = (0, 1),
) -> Suppressed:
    """Suppress a table, merging its two smallest rows or columns for as long as it is not safe.

    Parameters
    ----------
    counts, threshold, rounding, known_total, is_sensitive
        As for :func:`suppress_counts`.
    axes : tuple of int
        What may be merged: 0 rows, 1 columns. The longer side is merged first.

    Returns
    -------
    Suppressed
        ``published`` or ``withheld``; the groups say what was merged.
    """
    groups = [tuple((i,) for i in range(n)) for n in counts.shape]
    while True:
        found = suppress_counts(
            counts,
            threshold=threshold,
            rounding=rounding,
            known_total=known_total,
            is_sensitive=is_sensitive,
        )
        left = [axis for axis in axes if counts.shape[axis] > 1 and counts.size > 2]
        if found.status == "published" or not left:
            status = "published" if found.status == "published" else "withheld"
            return replace(found, status=status, row_groups=groups[0], column_groups=groups[1])
        axis = max(left, key=lambda side: (counts.shape[side], side))
        counts, (one, other) = merge_smallest(counts, axis=axis)
        merged = list(groups[axis])
        merged[one] += merged.pop(other)
        groups[axis] = tuple(merged)


def merge_smallest(counts: np.ndarray, *, axis: int) -> tuple[np.ndarray, tuple[int, int]]:
    """Add the two smallest rows (axis 0) or columns (axis 1) together.

    Returns
    -------
    tuple of (ndarray, (int, int))
        The table with one row or column fewer; the two places that were merged, smaller first:
        the sum stands in the first, the second is gone.

    Raises
    ------
    ParameterError
        There is only one.

    Examples
    --------
    >>> merge_smallest(np.array([[40, 3, 5], [50, 4, 6]]), axis=1)
    (array([[40,  8],
           [50, 10]]), (1, 2))
    """
    if counts.shape[axis] < 2:
        raise ParameterError(f"merging needs two rows or columns, found {counts.shape[axis]}.")
    sizes = counts.sum(axis=1 - axis)
    one, other = sorted(int(i) for i in np.argsort(sizes, kind="stable")[:2])
    lines = np.moveaxis(counts, axis, 0).copy()
    lines[one] += lines[other]
    return np.moveaxis(np.delete(lines, other, axis=0), 0, axis), (one, other)


def _check_counts(counts: np.ndarray, known_total: int | None) -> np.ndarray:
    is_table = counts.ndim == 2 and counts.size > 0 and np.issubdtype(counts.dtype, np.integer)
    if not is_table or (counts < 0).any():
        raise ParameterError("suppression: expected a two-way table of whole numbers from 0.")
    if known_total is not None and known_total != counts.sum():
        raise ParameterError("suppression: the known total is not the sum of the table.")
    return counts


def _find_small(true: np.ndarray, *, threshold: int, is_sensitive: bool) -> np.ndarray:
    """Counts under the threshold, and zeros unless their row is large, or a line is empty."""
    base = true[:, -1:]
    is_empty = (base == 0) | (true[-1:, :] == 0)
    is_told = is_empty | ((base >= ZERO_FLOOR) & (not is_sensitive))
    return (true < threshold) & ~((true == 0) & is_told)


def _print_counts(
    true: np.ndarray, hidden: np.ndarray, rounding: int, known_total: int | None
) -> np.ndarray:
    printed = np.where(hidden, np.nan, round_counts(true, rounding=rounding))
    if known_total is not None:
        printed[-1, -1] = known_total
    return printed


def _hide_neighbours(
    true: np.ndarray, hidden: np.ndarray, exposed: np.ndarray, seen: Ranges
) -> bool:
    """Hide a cell for the sake of each exposed one, the narrowest first; False if none is left.

    One whose row or column has just gained a hidden cell waits for the next audit.
    """
    places = np.argwhere(exposed)
    is_settled = np.zeros(true.shape, dtype=bool)
    for row, column in places[np.argsort(seen.n_possible[exposed], kind="stable")]:
        if is_settled[row, column]:
            continue
        gained = _hide_neighbour(true, hidden, (int(row), int(column)))
        if gained is None:
            return False
        for here in ((row, column), gained):
            is_settled[here[0], :] = is_settled[:, here[1]] = True
    return True


def _hide_neighbour(
    true: np.ndarray, hidden: np.ndarray, place: tuple[int, int]
) -> tuple[int, int] | None:
    """Hide the smallest shown cell that can help another to stay hidden; None if none is left.

    First a neighbour in a row or column where nothing else is hidden; then a cell that makes a
    rectangle of hidden cells with it; then any shown cell of its row or column.
    """
    row, column = place
    is_inner = np.ones(true.shape, dtype=bool)
    is_inner[-1, :] = row == true.shape[0] - 1
    is_inner[:, -1] = column == true.shape[1] - 1
    is_inner[-1, -1] = False
    in_row, in_column = np.zeros((2, *true.shape), dtype=bool)
    in_row[row, :] = in_column[:, column] = True
    in_row, in_column = in_row & is_inner, in_column & is_inner
    others = hidden.copy()
    others[place] = False
    is_lonely = np.zeros(true.shape, dtype=bool)
    is_lonely |= in_row & ~(others & in_row).any()
    is_lonely |= in_column & ~(others & in_column).any()
    is_corner = np.outer(others[:, column], others[row, :]) & is_inner
    for candidates in (is_lonely, is_corner, in_row | in_column):
        candidates = candidates & ~hidden
        if candidates.any():
            size = np.where(candidates, true, np.inf)
            smallest = np.unravel_index(int(np.argmin(size)), true.shape)
            hidden[smallest] = True
            return int(smallest[0]), int(smallest[1])
    return None
