"""Which options to choose together: k that leave nobody out, or what a budget reaches.

In: approvals, one row per voter (a person or a constituency), one column per option; costs and
a budget where there is one. Out: the chosen options. The plain order can leave a minority with
nothing; proportional approval voting and the Method of Equal Shares give every group that is
large and united enough its part.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping
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


_TINY = 1e-9  # relative; a cost that equals the money left is affordable
_INCREMENT = 0.01  # of a voter's first share, per step of the completion
_MAX_STEPS = 100_000


def plain_order(
    approvals: pd.DataFrame,
    *,
    costs: Mapping[str, float],
    budget: float,
    weights: ArrayLike | None = None,
) -> tuple[str, ...]:
    """Fund options from the most approved down, skipping those that no longer fit.

    Parameters
    ----------
    approvals : DataFrame of bool, shape (n_voters, n_options)
        Whether the voter wants the option; none missing.
    costs : mapping of option to cost, above 0
    budget : float, above 0
        In the unit of the costs.
    weights : array-like of shape (n_voters,), optional
        What each voter counts; 1 without it.

    Returns
    -------
    tuple of str
        Funded options, first funded first. Of two as much approved, the cheaper goes first,
        then the one whose column stands first. What nobody approves is not funded.

    Raises
    ------
    ParameterError
        Approvals or weights that are not as described, an option without a cost above 0, or a
        budget that is not above 0.
    """
    approved, weight, cost = _read(approvals, costs, budget, weights)
    return _name(approvals, _fill_up(approved, weight, cost, budget, ()))


def equal_shares(
    approvals: pd.DataFrame,
    *,
    costs: Mapping[str, float],
    budget: float,
    weights: ArrayLike | None = None,
    counts_cost: bool = True,
    completes: bool = True,
) -> tuple[str, ...]:
    """Fund options by the Method of Equal Shares.

    Parameters
    ----------
    approvals, costs, budget, weights
        As for :func:`plain_order`. A voter of weight 2 counts as two voters.
    counts_cost : bool
        Whether a funded option is worth its cost to those who want it (as cities count), or as
        much as any other.
    completes : bool
        Whether money that is left is spent: shares are raised by 1% until the outcome would
        no longer fit, then by the plain order.

    Returns
    -------
    tuple of str
        Funded options, first funded first; ties as for :func:`plain_order`.

    Raises
    ------
    ParameterError
        As for :func:`plain_order`.

    Notes
    -----
    Each voter gets an equal share. In every round the option with the lowest price per unit of
    worth is funded, its supporters paying that price or all they have left.

    References
    ----------
    Peters, D., Pierczyński, G. and Skowron, P. (2021). Proportional Participatory Budgeting
    with Additive Utilities. NeurIPS 34.
    """
    approved, weight, cost = _read(approvals, costs, budget, weights)
    worth = cost if counts_cost else np.ones(len(cost))
    share = budget / weight.sum()
    funded = _run_rounds(approved, weight, cost, worth, share)
    if completes:
        for step in range(1, _MAX_STEPS):
            wanted = approved[weight > 0].any(axis=0).sum()
            raised = _run_rounds(approved, weight, cost, worth, share * (1 + step * _INCREMENT))
            if cost[raised].sum() > budget * (1 + _TINY):
                break
            funded = raised
            if len(funded) == wanted:
                break
        funded = _fill_up(approved, weight, cost, budget, tuple(funded))
    return _name(approvals, funded)


def _read(
    approvals: pd.DataFrame,
    costs: Mapping[str, float],
    budget: float,
    weights: ArrayLike | None,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    approved, weight = check_approvals(approvals, weights)
    cost = np.array([costs.get(option, np.nan) for option in approvals.columns], dtype=float)
    without = [str(o) for o, c in zip(approvals.columns, cost, strict=True) if not c > 0]
    if without or not np.isfinite(cost).all():
        raise ParameterError(f"costs: expected one above 0 for {', '.join(without[:5])}.")
    if not (np.isfinite(budget) and budget > 0):
        raise ParameterError(f"budget: expected a number above 0, found {budget}.")
    if weight.sum() == 0:
        raise ParameterError("weights: expected one above 0, found none.")
    patterns, place = np.unique(approved, axis=0, return_inverse=True)
    return patterns, np.bincount(place.ravel(), weights=weight), cost


def _fill_up(
    approved: np.ndarray,
    weight: np.ndarray,
    cost: np.ndarray,
    budget: float,
    funded: tuple[int, ...],
) -> list[int]:
    support = (weight @ approved).round(9)
    chosen = list(funded)
    for option in np.lexsort((np.arange(len(cost)), cost, -support)):
        fits = cost[chosen].sum() + cost[option] <= budget * (1 + _TINY)
        if option not in chosen and support[option] > 0 and fits:
            chosen.append(int(option))
    return chosen


def _run_rounds(
    approved: np.ndarray, weight: np.ndarray, cost: np.ndarray, worth: np.ndarray, share: float
) -> list[int]:
    left = np.full(len(weight), share)
    support = weight @ approved
    funded: list[int] = []
    while True:
        prices = np.full(len(cost), np.inf)
        for option in set(range(len(cost))) - set(funded):
            voters = approved[:, option] & (weight > 0)
            prices[option] = _price(left[voters], weight[voters], cost[option]) / worth[option]
        if not np.isfinite(prices).any():
            return funded
        order = np.lexsort((np.arange(len(cost)), cost, -support, prices.round(12)))
        option = int(order[0])
        funded.append(option)
        paying = approved[:, option]
        left[paying] = np.maximum(left[paying] - prices[option] * worth[option], 0)


def _price(left: np.ndarray, weight: np.ndarray, cost: float) -> float:
    """Return the payment at which supporters, each paying it or all they have, meet the cost."""
    if (left * weight).sum() < cost * (1 - _TINY):
        return np.inf
    order = np.argsort(left)
    left, weight = left[order], weight[order]
    paid_before = np.concatenate([[0], np.cumsum(left * weight)[:-1]])
    still_paying = np.cumsum(weight[::-1])[::-1]
    prices = (cost - paid_before) / still_paying
    enough = prices <= left * (1 + _TINY)
    return float(prices[enough.argmax()]) if enough.any() else float(left[-1])


def _name(approvals: pd.DataFrame, options: list[int]) -> tuple[str, ...]:
    return tuple(approvals.columns[option] for option in options)
