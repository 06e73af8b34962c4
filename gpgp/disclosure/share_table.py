"""A table of counts whose shares are printed: what each may be, and what a reader then knows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from gpgp.disclosure.audit import LEAST_POSSIBLE, Knowledge
from gpgp.disclosure.bands import BAND, HEADLINE_BANDS, NOTHING, SHARE, SIDE_BANDS
from gpgp.disclosure.protect import GROUP_FLOOR, GROUP_SHARE, ZERO_FLOOR


@dataclass(frozen=True)
class ShareTable:
    """True counts with bases and everyone, and the rules they are printed by."""

    true: np.ndarray
    n_parts: int
    threshold: int
    floor: int
    headline: int | None
    has_bands: bool
    is_sensitive: bool
    blocks: tuple[int, ...]

    @property
    def zero_floor(self) -> float:
        """A zero may be told of so many people."""
        return np.inf if self.is_sensitive else ZERO_FLOOR

    @property
    def is_uniform(self) -> np.ndarray:
        """Whether a part is nearly all of a small group, on a question about the person."""
        base = self.true[:, -1:]
        is_most = np.maximum(self.true[:, :-1], base - self.true[:, :-1]) >= GROUP_SHARE * base
        return is_most & (base < GROUP_FLOOR) & self.is_sensitive

    @property
    def block_of(self) -> np.ndarray:
        """The block of each row; everyone has one of its own."""
        return np.repeat(np.arange(len(self.blocks) + 1), [*self.blocks, 1])


def print_kinds(table: ShareTable, may_print: np.ndarray) -> np.ndarray:
    """What each part would be printed as, if it stood alone."""
    counts, base = table.true[:, : table.n_parts], table.true[:, -1:]
    is_headline = np.arange(table.n_parts) == table.headline
    has_share = (base >= table.floor) & may_print & ~table.is_uniform[:, : table.n_parts]
    is_large = np.minimum(counts, base - counts) >= table.threshold
    is_zero = (counts == 0) & (base >= table.zero_floor) & ~is_headline
    kinds = np.where(has_share & (is_large | is_zero), SHARE, NOTHING)
    return np.where(has_share & (kinds == NOTHING) & (is_headline | table.has_bands), BAND, kinds)


def find_least(table: ShareTable) -> np.ndarray:
    """How many values small counts and small remainders must be able to take; 0 elsewhere."""
    counts, base = table.true[:, :-1], table.true[:, -1:]
    fewer = np.minimum(counts, base - counts)
    is_small = (fewer > 0) & (fewer < table.threshold) | table.is_uniform
    is_small |= (fewer == 0) & (base > 0) & (base < table.zero_floor)
    least = np.where(is_small, np.minimum(LEAST_POSSIBLE, base + 1), 0)
    return np.column_stack([least, np.zeros(len(least), int)])


def know_table(table: ShareTable, kinds: np.ndarray) -> Knowledge:
    """What the reader is taken to know: bases and printed counts exactly, bands as limits."""
    true = table.true
    low, high = np.zeros(true.shape), np.repeat(true[:, -1:], true.shape[1], axis=1).astype(float)
    low[:, -1] = true[:, -1]
    for row, part in np.argwhere(kinds != NOTHING):
        n, base = int(true[row, part]), int(true[row, -1])
        bands = HEADLINE_BANDS if part == table.headline else SIDE_BANDS
        is_share = kinds[row, part] == SHARE
        low[row, part], high[row, part] = (n, n) if is_share else bands.limits(n, base)
    return Knowledge(low, high, table.blocks)
