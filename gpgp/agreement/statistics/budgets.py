"""What a budget reaches: the plain order beside a proportional rule.

In: approvals, one row per voter, one column per option; costs per option; a budget. Out: the
options that are funded. The plain order spends everything on what most want; the Method of
Equal Shares gives every voter the same part of the budget and lets them pay for what they want.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from gpgp.agreement.statistics.coverage import check_approvals
from gpgp.errors import ParameterError

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
