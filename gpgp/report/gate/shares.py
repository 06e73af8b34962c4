"""What printed whole per cents tell of the counts behind them, and which of them to hide.

A whole per cent beside a rounded base often tells the count exactly: 57% of about 35 can only be
20. One share is printed only where count and complement are not small (:func:`tells_small`
checks that this suffices). Several shares of one base tell more: 57% and 34% of about 35 leave 3.
:func:`suppress_shares` audits a table of them as a whole, with its overall shares, and hides
further shares until no small count can be worked back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from gpgp.errors import ParameterError
from gpgp.report.gate.audit import LEAST_POSSIBLE, extend_totals
from gpgp.report.gate.protect import whole_percent
from gpgp.report.gate.share_audit import (
    BAND,
    NOTHING,
    SHARE,
    ShareRules,
    find_exposed_share,
    read_shares,
    weigh,
)


@dataclass(frozen=True)
class SuppressedShares:
    """Which shares of a table may be printed.

    Attributes
    ----------
    kinds : ndarray of int, shape (rows + 1, parts)
        ``SHARE``: the whole per cent; ``BAND``: its band; ``NOTHING``. The last row is everyone.
    n_primary : int
        Shares not printed because their count or complement is small or their base too low.
    n_complementary : int
        Shares not printed so that small counts cannot be worked back.
    is_safe : bool
        False: nothing of this table may be printed; parts or rows must be merged.
    """

    kinds: np.ndarray
    n_primary: int
    n_complementary: int
    is_safe: bool


def possible_counts(
    percent: int, printed_base: int, *, rounding: int, floor: int
) -> Iterator[tuple[int, int]]:
    """Yield every (count, base) that a printed whole per cent and rounded base can stand for.

    Parameters
    ----------
    percent : int
        As printed, halves rounded up.
    printed_base : int
        Rounded to a multiple of ``rounding``, halves up.
    floor : int
        No share is printed for a smaller base.

    Examples
    --------
    >>> list(possible_counts(57, 35, rounding=5, floor=30))
    [(20, 35), (21, 37)]
    """
    least = max(floor, 1, printed_base - rounding // 2)
    for base in range(least, printed_base + (rounding - 1) // 2 + 1):
        first, last = _count_limits(percent, base)
        for n in range(first, last + 1):
            yield n, base


def tells_small(
    percent: int, printed_base: int, *, threshold: int, rounding: int, floor: int
) -> bool:
    """Whether a printed share tells that the count, or its complement, is from 1 to T - 1.

    Parameters
    ----------
    percent, printed_base, rounding, floor
        As for :func:`possible_counts`. What the reader knows of thresholds is not assumed, so
        that the figures alone must not tell.
    threshold : int
        T of the profile.

    Examples
    --------
    >>> tells_small(13, 30, threshold=10, rounding=5, floor=30)
    True
    >>> tells_small(57, 35, threshold=10, rounding=5, floor=30)
    False
    """
    found = list(possible_counts(percent, printed_base, rounding=rounding, floor=floor))
    counts = {n for n, _ in found}
    others = {base - n for n, base in found}
    return any(values <= set(range(1, threshold)) for values in (counts, others) if values)


def suppress_shares(
    parts: np.ndarray,
    *,
    bases: np.ndarray | None = None,
    threshold: int,
    rounding: int,
    floor: int,
    headline: int | None = None,
    is_listed: np.ndarray | None = None,
    is_sensitive: bool = False,
) -> SuppressedShares:
    """Decide which shares of a table may stand beside each other.

    Parameters
    ----------
    parts : ndarray of int, shape (rows, parts)
        People of each area in each part, such as disagree, neither, agree. Rows are areas that
        share nobody; the audit adds the row of everyone, which is printed too.
    bases : ndarray of int, shape (rows,), optional
        People of each area, where the parts do not add up to everybody. Bases are printed
        rounded, unless small.
    threshold, rounding : int
        Of the profile.
    floor : int
        No share is printed for a smaller base.
    headline : int, optional
        The part whose share becomes a band where it cannot be printed; hidden last.
    is_listed : ndarray of bool, shape (rows,), optional
        Rows of which nothing is printed, but which everyone includes, are False.
    is_sensitive : bool
        Never print a share of 0; else it is printed of at least 30 people, but for a headline.

    Returns
    -------
    SuppressedShares

    Raises
    ------
    ParameterError
        Not a table of whole numbers from 0, or parts that are more than their base.

    Notes
    -----
    While a count under T that must not be told, or what a count leaves of its base if that is
    under T, can take fewer than five values, the smallest share in its row or column is hidden.
    """
    rules = ShareRules(threshold, rounding, floor, headline, parts.shape[1], is_sensitive)
    true = extend_totals(_complete(parts, bases))
    listed = np.append(np.ones(len(parts), bool) if is_listed is None else is_listed, True)
    kinds = _print_kinds(true, listed, rules)
    n_shares = int((kinds == SHARE).sum())
    _hide_within_rows(true, kinds, listed, rules)
    targets = _find_targets(true, rules)
    seen: list[set[int]] = [{weigh(true, target)} for target in targets]
    is_safe = True
    while is_safe:
        knowledge = read_shares(true, kinds, listed, rules)
        place = find_exposed_share(knowledge, targets, true=true, seen=seen)
        if place is None:
            break
        is_safe = _hide_share(true, kinds, place, rules)
    return SuppressedShares(
        kinds,
        n_primary=int(listed.sum()) * rules.n_parts - n_shares,
        n_complementary=n_shares - int((kinds == SHARE).sum()),
        is_safe=is_safe,
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


def _print_kinds(true: np.ndarray, listed: np.ndarray, rules: ShareRules) -> np.ndarray:
    """What each part would be printed as, if it stood alone."""
    counts, base = true[:, : rules.n_parts], true[:, -1:]
    has_share = (base >= rules.floor) & listed[:, None]
    is_large = np.minimum(counts, base - counts) >= rules.threshold
    is_zero = (counts == 0) & (base >= rules.zero_floor)
    if rules.headline is not None:
        is_zero[:, rules.headline] = False
    kinds = np.where(has_share & (is_large | is_zero), SHARE, NOTHING)
    if rules.headline is not None:
        column = kinds[:, rules.headline]
        column[has_share[:, 0] & (column == NOTHING)] = BAND
    return kinds


def _hide_within_rows(
    true: np.ndarray, kinds: np.ndarray, listed: np.ndarray, rules: ShareRules
) -> None:
    """Where all parts of a row but a small one are printed, hide one more if they tell it."""
    for row in np.flatnonzero(listed & (true[:, -1] >= rules.floor)):
        hidden = np.setdiff1d(np.arange(true.shape[1] - 1), np.flatnonzero(kinds[row] == SHARE))
        if len(hidden) == 1 and 0 < true[row, hidden[0]] < rules.threshold:
            printed = [int(n) for n in np.delete(true[row, :-1], hidden[0])]
            if len(_left_over(printed, int(true[row, -1]), rules)) < LEAST_POSSIBLE:
                _hide_share(true, kinds, (int(row), rules.n_parts), rules)


def _left_over(printed: list[int], base: int, rules: ShareRules) -> set[int]:
    """What can be left of a rounded base beside printed shares."""
    percents = [whole_percent(n, base) for n in printed]
    rounded = (2 * base + rules.rounding) // (2 * rules.rounding) * rules.rounding
    left: set[int] = set()
    for possible in range(rounded - rules.rounding // 2, rounded + (rules.rounding + 1) // 2):
        ends = [_count_limits(percent, possible) for percent in percents]
        least, most = (possible - sum(end) for end in list(zip(*ends, strict=True))[::-1])
        left.update(range(max(least, 0), most + 1))
    return left


def _count_limits(percent: int, base: int) -> tuple[int, int]:
    """The least and the most count that is printed as a whole per cent of a base."""
    first = -((base - 2 * percent * base) // 200)  # least n with 200 n >= (2 percent - 1) base
    last = ((2 * percent + 1) * base - 1) // 200
    return max(first, 0), min(last, base)


def _find_targets(true: np.ndarray, rules: ShareRules) -> list[np.ndarray]:
    """Small counts, and small remainders of printed parts, as weights over the table."""
    targets = []
    for row in range(true.shape[0]):
        for column in range(true.shape[1] - 1):
            part = np.zeros(true.shape, dtype=int)
            part[row, column] = 1
            rest = -part
            rest[row, -1] = 1
            targets += [weights for weights in (part, rest) if _is_small(true, row, weights, rules)]
    return targets


def _is_small(true: np.ndarray, row: int, weights: np.ndarray, rules: ShareRules) -> bool:
    """Whether a number of people must not be told: under T, and no zero that may be printed."""
    n = weigh(true, weights)
    return 0 < n < rules.threshold or (n == 0 and true[row, -1] < rules.zero_floor)


def _hide_share(
    true: np.ndarray, kinds: np.ndarray, place: tuple[int, int], rules: ShareRules
) -> bool:
    """Hide the smallest share printed near a place, the headline's last; False if none is left."""
    row, column = place
    is_near = np.zeros(kinds.shape, dtype=bool)
    is_near[row, :] = True
    if column < rules.n_parts and row < len(kinds) - 1:
        is_near[:-1, column] = True
    is_near &= kinds == SHARE
    if not is_near.any():
        return False
    size = true[:, : rules.n_parts].astype(float)
    if rules.headline is not None:
        size[:, rules.headline] += true[-1, -1]
    smallest = np.unravel_index(int(np.argmin(np.where(is_near, size, np.inf))), kinds.shape)
    kinds[smallest] = BAND if smallest[1] == rules.headline else NOTHING
    return True
