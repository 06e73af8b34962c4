"""Which shares of a table may be printed beside each other, and which are hidden for it.

Several shares of one base tell more than each alone: 57% and 34% of 35 leave 3. The same shares
of all areas but one, beside everyone's, tell those of the last. A table is audited as a whole,
and further shares are hidden until no small count can be worked back.

The reader is taken to know more than is printed: every base exactly, and the exact count behind
every printed share. Shares of many questions with one base tell it in the end; intervals, points
of the scale and other weightings tell counts. What is safe from this reader stays so whatever
else is printed of printed numbers.

References
----------
Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, ch. 4 (primary and secondary
suppression, audit).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gpgp.disclosure.audit import Knowledge, Ranges, find_exposed, find_ranges, is_exposed
from gpgp.disclosure.bands import BAND, NOTHING, SHARE
from gpgp.disclosure.share_table import ShareTable, find_least, know_table, print_kinds
from gpgp.errors import ParameterError


@dataclass(frozen=True)
class SuppressedShares:
    """Which shares of a table may be printed.

    Attributes
    ----------
    kinds : ndarray of int, shape (rows + 1, parts)
        ``SHARE``: the whole per cent; ``BAND``: its band; ``NOTHING``. The last row is everyone.
    true : ndarray of int, shape (rows + 1, parts + 1)
        The true counts with everyone and bases.
    n_primary : int
        Shares not printed because their count or complement is small or their base too low.
    n_complementary : int
        Shares not printed so that small counts cannot be worked back.
    knowledge : Knowledge
        What the reader is taken to know.
    least : ndarray of int, shape (rows + 1, parts + 1)
        How many values each cell must be able to take; 0: it needs no protection.
    """

    kinds: np.ndarray
    true: np.ndarray
    n_primary: int
    n_complementary: int
    knowledge: Knowledge
    least: np.ndarray


def suppress_shares(
    parts: np.ndarray,
    *,
    bases: np.ndarray | None = None,
    threshold: int,
    floor: int,
    headline: int | None = None,
    has_bands: bool = False,
    may_print: np.ndarray | None = None,
    is_sensitive: bool = False,
    blocks: tuple[int, ...] | None = None,
) -> SuppressedShares:
    """Decide which shares of a table may stand beside each other.

    Parameters
    ----------
    parts : ndarray of int, shape (rows, parts)
        People of each area in each part, such as disagree, neither, agree. The audit adds the
        row of everyone, which is printed too.
    bases : ndarray of int, shape (rows,), optional
        People of each area, where the parts do not add up to everybody.
    threshold : int
        Of the profile.
    floor : int
        No share is printed for a smaller base.
    headline : int, optional
        The part whose share becomes a band where it cannot be printed; hidden last.
    has_bands : bool
        Whether the other parts have bands too. They are dropped where they tell too much.
    may_print : ndarray of bool, shape (rows, parts), optional
        False: never printed, though everyone includes it.
    is_sensitive : bool
        Never print a share of 0, nor of nearly all of a small group.
    blocks : tuple of int, optional
        Numbers of rows: the rows of each block share nobody and add up to everyone. One block,
        if left out.

    Returns
    -------
    SuppressedShares

    Raises
    ------
    ParameterError
        Not a table of whole numbers from 0, parts that are more than their base, or blocks that
        do not add up to the same people.

    Notes
    -----
    While a count under the threshold, or what a count leaves of its base if that is under it,
    can take fewer than five values (or than its base allows), bands are dropped in its row, then
    the smallest share in its row or column is hidden. Everyone's are hidden last. In the end
    whatever need not have been hidden is printed again.
    """
    blocks = (len(parts),) if blocks is None else blocks
    counts = _complete(parts, bases)
    true = np.vstack([counts, counts[: blocks[0]].sum(axis=0)])
    true = np.column_stack([true, true.sum(axis=1)])
    _check_blocks(true, blocks)
    table = ShareTable(
        true, parts.shape[1], threshold, floor, headline, has_bands, is_sensitive, blocks
    )
    may_print = np.ones(parts.shape, bool) if may_print is None else may_print
    may_print = np.vstack([may_print, np.ones((1, parts.shape[1]), bool)])
    alone = print_kinds(table, may_print)
    kinds = alone.copy()
    n_shares = int((kinds == SHARE).sum())
    least = find_least(table)
    seen = Ranges(true.astype(float), true.astype(float))
    while True:
        knowledge = know_table(table, kinds)
        exposed, seen = find_exposed(knowledge, least=least, seen=seen)
        if not exposed.any():
            break
        _hide_some(table, kinds, exposed, seen)
    _print_again(table, kinds, alone, least)
    return SuppressedShares(
        kinds,
        true,
        n_primary=int(may_print.sum()) - n_shares,
        n_complementary=n_shares - int((kinds == SHARE).sum()),
        knowledge=know_table(table, kinds),
        least=least,
    )


def _complete(parts: np.ndarray, bases: np.ndarray | None) -> np.ndarray:
    """The parts, and as a last one what they leave of the base."""
    if parts.ndim != 2 or not np.issubdtype(parts.dtype, np.integer) or (parts < 0).any():
        raise ParameterError("shares: expected a two-way table of whole numbers from 0.")
    if bases is None:
        return parts
    rest = np.asarray(bases) - parts.sum(axis=1)
    if (rest < 0).any():
        raise ParameterError("shares: the parts of a row are more than its base.")
    return np.column_stack([parts, rest])


def _check_blocks(true: np.ndarray, blocks: tuple[int, ...]) -> None:
    starts = np.cumsum([0, *blocks])
    sums = [true[a:b].sum(axis=0) for a, b in pairwise(starts)]
    if starts[-1] != len(true) - 1 or any((each != true[-1]).any() for each in sums):
        raise ParameterError("shares: the blocks of rows must hold the same people.")


def _hide_some(table: ShareTable, kinds: np.ndarray, exposed: np.ndarray, seen: Ranges) -> None:
    """Hide something for the sake of each exposed cell, the narrowest first.

    One whose row or column has just gained a hidden cell waits for the next audit.
    """
    places = np.argwhere(exposed)
    is_settled = np.zeros(exposed.shape, dtype=bool)
    for row, part in places[np.argsort(seen.n_possible[exposed], kind="stable")]:
        if is_settled[row, part]:
            continue
        is_narrowed = _is_narrowed(table, kinds, int(row), int(part))
        gained = None if is_narrowed else _find_neighbour(table, kinds, int(row), int(part))
        if gained is None:
            _drop_bands(table, kinds, int(row), int(part))
            gained = (row, part)
        else:
            kinds[gained] = BAND if table.has_bands or gained[1] == table.headline else NOTHING
        for here in ((row, part), gained):
            is_settled[here[0], :] = is_settled[:, here[1]] = True


def _is_narrowed(table: ShareTable, kinds: np.ndarray, row: int, part: int) -> bool:
    """Whether an exposed cell needs no more than that the bands of its row's sides are dropped."""
    dropped = kinds.copy()
    is_side = (kinds[row] == BAND) & (np.arange(table.n_parts) != table.headline)
    dropped[row, is_side] = NOTHING
    here = np.zeros(table.true.shape, dtype=bool)
    here[row, part] = True
    if not is_side.any():
        return False
    n_possible = find_ranges(know_table(table, dropped), here).n_possible[row, part]
    return bool(n_possible >= find_least(table)[row, part])


def _drop_bands(table: ShareTable, kinds: np.ndarray, row: int, part: int) -> None:
    """Drop bands that may tell too much: those of the row's sides, of the column, of the row."""
    is_side = np.arange(table.n_parts) != table.headline
    in_row, in_column, everyone = np.zeros((3, *kinds.shape), dtype=bool)
    in_row[row] = True
    in_column[:, part : part + 1] = True
    everyone[-1] = True
    for which in (in_row & is_side, in_column & is_side, in_row, in_column, everyone):
        chosen = which & (kinds == BAND)
        if chosen.any():
            kinds[chosen] = NOTHING
            return
    kinds[kinds == BAND] = NOTHING


def _find_neighbour(
    table: ShareTable, kinds: np.ndarray, row: int, part: int
) -> tuple[int, int] | None:
    """The smallest printed share whose hiding can help another one; None if none is left.

    First a neighbour in a row or column where nothing else is hidden; then one that makes a
    rectangle of hidden cells; then any of its row or column; then everyone's.
    """
    n_rows, n_parts = kinds.shape
    shown = kinds == SHARE
    hidden = np.ones((n_rows, table.true.shape[1] - 1), dtype=bool)
    hidden[:, :n_parts] = ~shown
    hidden[row, part] = False
    last = n_rows - 1
    in_row, in_column, in_all = np.zeros((3, *hidden.shape), dtype=bool)
    in_row[row] = in_all[last] = True
    in_column[:, part] = table.block_of == table.block_of[row]
    is_lonely = np.zeros_like(hidden)
    is_lonely |= in_row & ~(hidden & in_row).any()
    is_lonely |= in_column & ~(hidden & in_column).any()
    same = (table.block_of == table.block_of[row])[:, None] | (row == last)
    is_corner = np.outer(hidden[:, part] | (row == last), hidden[row]) & same & ~in_all
    for candidates in (is_lonely, is_corner, in_row | in_column, in_all):
        candidates = candidates[:, :n_parts] & shown
        if candidates.any():
            size = table.true[:, :n_parts].astype(float)
            if table.headline is not None:
                size[:, table.headline] += table.true[-1, -1]
            smallest = np.argmin(np.where(candidates, size, np.inf))
            return int(smallest // n_parts), int(smallest % n_parts)
    return None


def _print_again(
    table: ShareTable, kinds: np.ndarray, alone: np.ndarray, least: np.ndarray
) -> None:
    """Print again, one by one, what tells nothing beside all that is printed: largest first.

    Hiding goes step by step, and a later step can make an earlier one needless.
    """

    def rank(place: tuple[int, int]) -> tuple[bool, int, int]:
        return (place[1] != table.headline, -int(alone[place]), -int(table.true[place]))

    for place in sorted(map(tuple, np.argwhere(kinds < alone).tolist()), key=rank):
        tried = kinds.copy()
        tried[place] = alone[place]
        if not is_exposed(know_table(table, tried), true=table.true, least=least):
            kinds[place] = alone[place]
