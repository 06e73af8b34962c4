"""Numbers that add up to a printed total: which of them may be printed.

A hidden number is the total less the others, so others are hidden with it until it can take
enough values. One sum needs no linear programme: the ends of each number follow from the ends of
the others.
"""

from __future__ import annotations

import numpy as np

from gpgp.disclosure.audit import LEAST_POSSIBLE
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import ZERO_FLOOR

Limits = tuple[np.ndarray, np.ndarray]  # the least and the most that each number can be


def hide_in_sum(
    counts: np.ndarray, *, shown: Limits, veiled: Limits, small: np.ndarray, hidden: np.ndarray
) -> tuple[np.ndarray, bool]:
    """Hide further numbers of a sum until no small one can be worked back.

    Parameters
    ----------
    counts : ndarray of int
        True numbers; their sum is known exactly.
    shown, veiled : tuple of ndarray
        What a reader knows of each number where it is printed, and where it is not.
    small : ndarray of bool
        Numbers that must be able to take five values, or as many as the sum has.
    hidden : ndarray of bool
        Numbers that are not printed in any case.

    Returns
    -------
    tuple of (ndarray of bool, bool)
        What is not printed: ``hidden``, and the smallest others that need be; and whether that
        is enough.
    """
    counts, hidden, total = np.asarray(counts), hidden.copy(), int(np.sum(counts))
    least = min(LEAST_POSSIBLE, total + 1)
    while True:
        low, high = (np.where(hidden, veiled[i], shown[i]) for i in (0, 1))
        lowest = np.maximum(low, total - (high.sum() - high))
        highest = np.minimum(high, total - (low.sum() - low))
        is_exposed = small & (highest - lowest + 1 < least)
        if not is_exposed.any() or hidden.all():
            return hidden, not is_exposed.any()
        hidden[np.argmin(np.where(hidden, np.inf, counts))] = True


def hide_parts(
    counts: np.ndarray, *, profile: Profile, is_sensitive: bool = False, n_people: int | None = None
) -> np.ndarray:
    """Return which parts of an exactly known whole are not printed.

    Parameters
    ----------
    counts : ndarray of int
        Everybody stands in one part. The reader is taken to know printed ones exactly.
    profile : Profile
    is_sensitive : bool
        Zeros are not printed.
    n_people : int, optional
        How many people the zeros are about, where that is not the whole.

    Returns
    -------
    ndarray of bool

    Examples
    --------
    >>> from gpgp.disclosure.profiles import PROFILES
    >>> hide_parts(np.array([3, 40, 12]), profile=PROFILES["public"])
    array([ True, False,  True])
    """
    counts = np.asarray(counts)
    small = find_small(counts, profile=profile, is_sensitive=is_sensitive, n_people=n_people)
    veiled = (np.zeros(counts.shape), np.full(counts.shape, float(counts.sum())))
    shown = (counts, counts)
    return hide_in_sum(counts, shown=shown, veiled=veiled, small=small, hidden=small)[0]


def find_small(
    counts: np.ndarray, *, profile: Profile, is_sensitive: bool = False, n_people: int | None = None
) -> np.ndarray:
    """Return which numbers are too small to print; zeros are printed of 30 people or more."""
    n_people = int(counts.sum()) if n_people is None else n_people
    tells_zero = n_people >= ZERO_FLOOR and not is_sensitive
    return (counts < profile.threshold) & ~((counts == 0) & tells_zero)


def limit_rounded(counts: np.ndarray, *, rounding: int, least: int = 0) -> Limits:
    """Return the least and the most that numbers rounded by themselves can be; 0 stands for 0.

    Examples
    --------
    >>> limit_rounded(np.array([0, 11, 13]), rounding=5, least=10)
    (array([ 0, 10, 13]), array([ 0, 12, 17]))
    """
    printed = (2 * counts + rounding) // (2 * rounding) * rounding
    low = np.maximum(printed - rounding // 2, least)
    return np.where(counts == 0, 0, low), np.where(counts == 0, 0, printed + (rounding - 1) // 2)
