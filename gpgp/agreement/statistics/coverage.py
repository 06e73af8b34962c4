"""Which k options leave nobody without one of their own top choices.

In: approvals, one row per voter (a person or a constituency), one column per option. Out: the
chosen options. The plain top k can leave a minority with nothing; proportional approval voting
does not leave out any group that is large and united enough to deserve a place.
"""

from __future__ import annotations

import itertools
import math
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from gpgp.agreement.statistics.inputs import read_weights
from gpgp.errors import ParameterError

_MAX_SETS = 500_000  # sets of k options that are compared one by one
_CHUNK = 10_000
_DECIMALS = 9  # scores equal to this many decimals tie, whatever the rounding of a sum


class Selection(NamedTuple):
    """The chosen options, in the order of the columns."""

    chosen: tuple[str, ...]
    score: float
    n_best: int  # sets with that score; the first of them is given


def proportional_approval(
    approvals: pd.DataFrame, *, n_chosen: int, weights: ArrayLike | None = None
) -> Selection:
    """Choose options by proportional approval voting, exactly.

    Parameters
    ----------
    approvals : DataFrame of bool, shape (n_voters, n_options)
        Whether the voter approves the option; none missing.
    n_chosen : int, 1 to n_options
        How many options to choose.
    weights : array-like of shape (n_voters,), optional
        What each voter counts; 1 without it.

    Returns
    -------
    Selection (chosen, score, n_best)

    Raises
    ------
    ParameterError
        No voter or option, approvals that are not true or false, ``n_chosen`` or ``weights``
        out of range, or more than 500,000 sets to compare.

    Notes
    -----
    A voter with j chosen options among their own is satisfied ``1 + 1/2 + ... + 1/j``; the set
    with the highest weighted sum is chosen.

    References
    ----------
    Thiele, T. N. (1895). Om flerfoldsvalg. Kilgour, D. M. (2010), in Handbook on Approval
    Voting, 105-124.
    """
    approved, weight = check_approvals(approvals, weights)
    satisfaction = np.concatenate([[0], np.cumsum(1 / np.arange(1, n_chosen + 1))])
    return _choose_best(approvals.columns, approved, weight, satisfaction, n_chosen)


def widest_coverage(
    approvals: pd.DataFrame, *, n_chosen: int, weights: ArrayLike | None = None
) -> Selection:
    """Choose the options that leave the fewest voters without any of their own.

    Parameters
    ----------
    approvals, n_chosen, weights
        As for :func:`proportional_approval`.

    Returns
    -------
    Selection (chosen, score, n_best)
        ``score`` is the weight of the voters that have at least one.

    Raises
    ------
    ParameterError
        As for :func:`proportional_approval`.

    References
    ----------
    Chamberlin, J. R. and Courant, P. N. (1983). American Political Science Review 77, 718-733.
    """
    approved, weight = check_approvals(approvals, weights)
    satisfaction = np.minimum(np.arange(n_chosen + 1), 1.0)
    return _choose_best(approvals.columns, approved, weight, satisfaction, n_chosen)


def check_approvals(
    approvals: pd.DataFrame, weights: ArrayLike | None
) -> tuple[np.ndarray, np.ndarray]:
    """Check approvals and weights; return them as arrays.

    Raises
    ------
    ParameterError
        As for :func:`proportional_approval`.
    """
    values = np.asarray(approvals)
    if values.ndim != 2 or 0 in values.shape or approvals.columns.has_duplicates:
        raise ParameterError("approvals: expected voters by options, each option named once.")
    if values.dtype != bool:
        raise ParameterError("approvals: expected true or false for every voter and option.")
    return values, read_weights(weights, n=len(values))


def _choose_best(
    options: pd.Index,
    approved: np.ndarray,
    weight: np.ndarray,
    satisfaction: np.ndarray,
    n_chosen: int,
) -> Selection:
    n_options = len(options)
    if isinstance(n_chosen, bool) or not 1 <= n_chosen <= n_options:
        raise ParameterError(f"n_chosen: expected 1 to {n_options}, found {n_chosen}.")
    if math.comb(n_options, n_chosen) > _MAX_SETS:
        raise ParameterError(
            f"n_chosen: choosing {n_chosen} of {n_options} means comparing more than "
            f"{_MAX_SETS:,} sets. Ask about fewer options."
        )
    patterns, place = np.unique(approved, axis=0, return_inverse=True)
    times = np.bincount(place.ravel(), weights=weight)
    sets = itertools.combinations(range(n_options), n_chosen)
    scores, members = [], []
    while chunk := list(itertools.islice(sets, _CHUNK)):
        among = patterns[:, np.array(chunk)].sum(axis=2)  # (n_patterns, n_sets)
        scores.append(times @ satisfaction[among])
        members += chunk
    score = np.concatenate(scores).round(_DECIMALS)
    best = int(score.argmax())
    chosen = tuple(options[i] for i in members[best])
    return Selection(chosen, float(score[best]), int((score == score[best]).sum()))
