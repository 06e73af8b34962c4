"""What can be worked back from printed shares: which counts are left with too few values.

In comes what is printed of a table of shares, as kinds per cell; a reader knows the rounded
bases, that a share is the count over its base to the nearest whole per cent, what a band says,
the thresholds, and that parts add up to bases and areas to everyone. Counts are whole numbers, so
the search is an integer programme; a value counts as possible only if a whole table has it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array, vstack

from gpgp.report.gate.audit import (
    LEAST_POSSIBLE,
    Knowledge,
    find_table,
    read_rounded,
    round_counts,
    try_table,
)
from gpgp.report.gate.protect import ZERO_FLOOR, whole_percent

NOTHING, BAND, SHARE = 0, 1, 2  # what is printed in a cell


@dataclass(frozen=True)
class ShareRules:
    """How shares are printed: parameters as in :func:`gpgp.report.gate.shares.suppress_shares`.

    ``n_parts`` parts are printed; a last one may be what they leave of the base.
    """

    threshold: int
    rounding: int
    floor: int
    headline: int | None
    n_parts: int
    is_sensitive: bool = False

    @property
    def zero_floor(self) -> float:
        """A zero may be told of so many people."""
        return np.inf if self.is_sensitive else ZERO_FLOOR


def weigh(table: np.ndarray, weights: np.ndarray) -> int:
    """Return the number of people that weights over a table stand for."""
    return round(float((table * weights).sum()))


def read_shares(
    true: np.ndarray, kinds: np.ndarray, listed: np.ndarray, rules: ShareRules
) -> Knowledge:
    """Return what a reader knows: printed bases and shares, bands, and the rules of printing.

    Parameters
    ----------
    true : ndarray of int, shape (rows + 1, parts + 1)
        Counts with totals; the last column is the base, the last row everyone.
    kinds : ndarray of int, shape (rows + 1, printed parts)
        ``NOTHING``, ``BAND`` or ``SHARE``.
    listed : ndarray of bool, shape (rows + 1,)
        False: nothing is printed of the row, not even its base.
    """
    low, high = np.zeros(true.shape), np.full(true.shape, np.inf)
    base = np.where(
        listed & (true[:, -1] >= rules.threshold),
        round_counts(true[:, -1], rounding=rules.rounding),
        np.nan,
    )
    low[:, -1], high[:, -1] = read_rounded(base, threshold=rules.threshold, rounding=rules.rounding)
    is_low = true[:, -1] < rules.floor
    low[:, -1] = np.where(is_low | ~listed, low[:, -1], np.maximum(low[:, -1], rules.floor))
    high[:, -1] = np.where(is_low & listed, np.minimum(high[:, -1], rules.floor - 1), high[:, -1])
    facts, limits = [], []
    number = np.arange(true.size).reshape(true.shape)
    for row, column in np.argwhere(kinds != NOTHING):
        told = _tell(true[row, column], true[row, -1], kinds[row, column], rules)
        for of_count, of_base, limit in told:
            facts.append([(number[row, column], of_count), (number[row, -1], of_base)])
            limits.append(limit)
    return Knowledge(
        low, np.minimum(high, high[-1, -1]), _as_matrix(facts, true.size), np.array(limits, float)
    )


def _tell(n: int, base: int, kind: int, rules: ShareRules) -> list[tuple[int, int, int]]:
    """What a printed cell says, each as (a, b, c): a times count + b times base is at most c."""
    if kind == SHARE and n == 0:
        return [(1, 0, 0)]
    if kind == SHARE:
        percent = whole_percent(n, base)
        return [
            (200, -(2 * percent + 1), -1),
            (-200, 2 * percent - 1, 0),
            (-1, 0, -rules.threshold),
            (1, -1, -rules.threshold),
        ]
    if 3 * n >= 2 * base:
        return [(-3, 2, 0)]
    return [(-2, 1, 0), (3, -2, -1)] if 2 * n >= base else [(2, -1, -1)]


def _as_matrix(facts: list[list[tuple[int, int]]], n_cells: int) -> csr_array:
    owner = [i for i, fact in enumerate(facts) for _ in fact]
    place = [cell for fact in facts for cell, _ in fact]
    value = [float(weight) for fact in facts for _, weight in fact]
    return csr_array((value, (owner, place)), shape=(len(facts), n_cells))


def find_exposed_share(
    knowledge: Knowledge, targets: list[np.ndarray], *, true: np.ndarray, seen: list[set[int]]
) -> tuple[int, int] | None:
    """Find the first target that can take fewer than five values.

    Parameters
    ----------
    knowledge : Knowledge
    targets : list of ndarray, shape of the table with totals
        What must not be worked back, as weights over the cells.
    true : ndarray of int
        The true table with totals, from which other possible tables are looked for first.
    seen : list of set of int
        Possible values of each target found so far, the true one among them; those found here
        are added. What is possible stays so when another share is hidden.

    Returns
    -------
    tuple of int or None
        Row and part of the exposed target.
    """
    searched: set[int] = set()
    for target, values in zip(targets, seen, strict=True):
        row, column = (int(place) for place in np.argwhere(target[:, :-1] != 0)[0])
        if len(values) < LEAST_POSSIBLE and row not in searched:
            _vary_row(knowledge, true, row, targets, seen)
            searched.add(row)
        if len(values) < LEAST_POSSIBLE:
            _search(knowledge, target, values, targets, seen)
        if len(values) < LEAST_POSSIBLE:
            return row, column
    return None


def _vary_row(
    knowledge: Knowledge,
    true: np.ndarray,
    row: int,
    targets: list[np.ndarray],
    seen: list[set[int]],
) -> None:
    """Take note of the possible tables in which one area's counts are a few people off."""
    n_parts = true.shape[1] - 1
    row = min(row, true.shape[0] - 2)  # everyone varies with the last area
    steps = np.arange(-LEAST_POSSIBLE, LEAST_POSSIBLE + 1)
    moves = np.stack(np.meshgrid(*[steps] * min(n_parts, 4)), axis=-1).reshape(-1, min(n_parts, 4))
    effect = np.zeros((moves.shape[1], *true.shape))
    for part in range(moves.shape[1]):
        effect[part, [row, row, -1, -1], [part, -1, part, -1]] = 1
    tables = true.ravel() + moves @ effect.reshape(moves.shape[1], -1)
    is_possible = ((tables >= knowledge.low.ravel()) & (tables <= knowledge.high.ravel())).all(1)
    tables = tables[is_possible]
    fits = (knowledge.facts @ tables.T <= knowledge.limits[:, None]).all(axis=0)
    for target, values in zip(targets, seen, strict=True):
        values.update(np.unique(tables[fits] @ target.ravel()).astype(int).tolist())


def _search(
    knowledge: Knowledge,
    target: np.ndarray,
    values: set[int],
    targets: list[np.ndarray],
    seen: list[set[int]],
) -> None:
    """Find the ends of a target's values, then look at each value between, up to five in all."""
    for sign in (1, -1):
        _note(find_table(knowledge, sign * target.astype(float)), targets, seen)
    for value in range(min(values) + 1, max(values)):
        if len(values) >= LEAST_POSSIBLE:
            return
        if value not in values:
            table = try_table(_fix(knowledge, target, value), np.zeros(target.shape))
            if table is not None:
                _note(table, targets, seen)


def _note(table: np.ndarray, targets: list[np.ndarray], seen: list[set[int]]) -> None:
    for target, values in zip(targets, seen, strict=True):
        values.add(weigh(table, target))


def _fix(knowledge: Knowledge, target: np.ndarray, value: int) -> Knowledge:
    """Know besides that a target has a value."""
    row = csr_array(target.reshape(1, -1).astype(float))
    return replace(
        knowledge,
        facts=vstack([knowledge.facts, row, -row], format="csr"),
        limits=np.append(knowledge.limits, [value, -value]),
    )
