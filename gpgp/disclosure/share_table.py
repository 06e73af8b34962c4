"""A table of counts whose shares are printed: what each may be, and what a reader then knows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from gpgp.disclosure.audit import LEAST_POSSIBLE, Fact, Groups, Knowledge
from gpgp.disclosure.bands import BAND, HEADLINE_BANDS, NOTHING, SHARE, SIDE_BANDS
from gpgp.disclosure.protect import GROUP_FLOOR, GROUP_SHARE, ZERO_FLOOR


@dataclass(frozen=True)
class ShareTable:
    """True counts by group and part, and the rules their shares are printed by.

    Attributes
    ----------
    groups : Groups
    true : ndarray of int, shape (groups, parts)
        Everybody of a group stands in one part.
    n_printed : int
        So many parts, the first ones, have a share.
    threshold, floor : int
    headline : int or None
        The part whose share becomes a band where it cannot be printed.
    has_bands : bool
        Whether the other parts have bands too.
    is_sensitive : bool
    facts : tuple of Fact
        What a reader knows beside shares.
    """

    groups: Groups
    true: np.ndarray
    n_printed: int
    threshold: int
    floor: int
    headline: int | None = None
    has_bands: bool = False
    is_sensitive: bool = False
    facts: tuple[Fact, ...] = ()

    @property
    def bases(self) -> np.ndarray:
        """People of each group, as a column."""
        return self.groups.bases[:, None]

    @property
    def zero_floor(self) -> float:
        """A zero may be printed of so many people."""
        return np.inf if self.is_sensitive else ZERO_FLOOR

    @property
    def is_uniform(self) -> np.ndarray:
        """Whether a part is nearly all of a small group, on a question about the person."""
        is_most = np.maximum(self.true, self.bases - self.true) >= GROUP_SHARE * self.bases
        return is_most & (self.bases < GROUP_FLOOR) & self.is_sensitive

    @cached_property
    def is_inside(self) -> np.ndarray:
        """Whether a group (row) is inside another (column)."""
        outside = self.groups.members.astype(int) @ (~self.groups.members).T.astype(int)
        return outside == 0

    @cached_property
    def least(self) -> np.ndarray:
        """How many values small counts and small remainders must be able to take; 0 elsewhere."""
        fewer = np.minimum(self.true, self.bases - self.true)
        is_small = (fewer > 0) & (fewer < self.threshold) | self.is_uniform
        is_small |= (fewer == 0) & (self.bases > 0) & (self.bases < self.zero_floor)
        return np.where(is_small, np.minimum(LEAST_POSSIBLE, self.bases + 1), 0)


def print_kinds(table: ShareTable, may_print: np.ndarray) -> np.ndarray:
    """Return what each part would be printed as, if it stood alone."""
    counts, base = table.true[:, : table.n_printed], table.bases
    is_headline = np.arange(table.n_printed) == table.headline
    has_share = (base >= table.floor) & may_print & ~table.is_uniform[:, : table.n_printed]
    is_large = np.minimum(counts, base - counts) >= table.threshold
    is_zero = (counts == 0) & (base >= table.zero_floor) & ~is_headline
    kinds = np.where(has_share & (is_large | is_zero), SHARE, NOTHING)
    return np.where(has_share & (kinds == NOTHING) & (is_headline | table.has_bands), BAND, kinds)


def find_least(table: ShareTable, kinds: np.ndarray) -> np.ndarray:
    """Return how many values each count must be able to take beside what is printed.

    Where a printed 0 of a larger group says that nobody of a smaller one is in a part, the
    smaller needs no protection there: the 0 of thirty or more people may be printed.
    """
    zero = np.zeros(table.true.shape, dtype=bool)
    zero[:, : table.n_printed] = (kinds == SHARE) & (table.true[:, : table.n_printed] == 0)
    is_said = (table.is_inside.astype(int) @ zero.astype(int)) > 0
    n_said = is_said.sum(axis=1, keepdims=True)
    is_full = ~is_said & (n_said == table.true.shape[1] - 1)
    return np.where(is_said | is_full, 0, table.least)


def know_table(table: ShareTable, kinds: np.ndarray) -> Knowledge:
    """Return what the reader is taken to know: printed counts exactly, bands as limits."""
    true, bases = table.true, table.bases
    low, high = np.zeros(true.shape), np.repeat(bases, true.shape[1], axis=1).astype(float)
    for row, part in np.argwhere(kinds != NOTHING):
        n, base = int(true[row, part]), int(bases[row, 0])
        bands = HEADLINE_BANDS if part == table.headline else SIDE_BANDS
        is_share = kinds[row, part] == SHARE
        low[row, part], high[row, part] = (n, n) if is_share else bands.limits(n, base)
    return Knowledge(table.groups, low, high, table.facts)
