"""Agreement that every group shares: group-informed consensus, with the group that objects.

In: agreeing votes and votes per group. Out: three figures and the lowest group. The product
hides who objects, so the lowest group always stands beside it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from gpgp.agreement.statistics.inputs import read_numbers
from gpgp.errors import ParameterError


class GroupInformedConsensus(NamedTuple):
    """Group-informed consensus of one statement."""

    product: float
    geometric_mean: float
    lowest_group: object
    lowest: float


def group_informed_consensus(agree: ArrayLike, votes: ArrayLike) -> GroupInformedConsensus:
    """Return how far every group agrees, and the group that agrees least.

    Parameters
    ----------
    agree, votes : array-like of shape (n_groups,), mapping or Series by group
        Votes that agree; votes cast (agree, disagree and pass; not unseen, not don't-know). A
        group without votes counts as one half.

    Returns
    -------
    GroupInformedConsensus (product, geometric_mean, lowest_group, lowest)
        ``lowest_group`` is the key of the mapping or Series, else the place from 0; the first
        of equals.

    Raises
    ------
    ParameterError
        No group; other groups in ``agree`` than in ``votes``; a number that is missing,
        negative, or more agreeing than voting.

    Notes
    -----
    ``P_g = (agree + 1)/(votes + 2)``, multiplied over groups. The geometric mean does not
    shrink with the number of groups.

    References
    ----------
    Small, C. et al. (2021). Recerca 26(2).

    Examples
    --------
    >>> result = group_informed_consensus([8, 3], [10, 5])
    >>> round(result.product, 7), round(result.geometric_mean, 7), result.lowest_group
    (0.4285714, 0.6546537, 1)
    """
    agreeing, voting = _by_group(agree, "agree"), _by_group(votes, "votes")
    if len(agreeing) == 0:
        raise ParameterError("group_informed_consensus: expected at least one group, found none.")
    if len(agreeing) != len(voting) or set(agreeing.index) != set(voting.index):
        raise ParameterError("group_informed_consensus: agree and votes name different groups.")
    voting = voting.reindex(agreeing.index)
    is_wrong = ~((agreeing >= 0) & (agreeing <= voting) & np.isfinite(voting))
    if is_wrong.any():
        raise ParameterError(
            "group_informed_consensus: expected 0 <= agree <= votes in every group, "
            f"found {int(is_wrong.sum())} groups where not."
        )
    smoothed = (agreeing + 1) / (voting + 2)
    log_product = float(np.log(smoothed).sum())
    lowest = smoothed.idxmin()
    return GroupInformedConsensus(
        product=float(np.exp(log_product)),
        geometric_mean=float(np.exp(log_product / len(smoothed))),
        lowest_group=lowest.item() if isinstance(lowest, np.generic) else lowest,
        lowest=float(smoothed.min()),
    )


def _by_group(values: ArrayLike, name: str) -> pd.Series:
    series = pd.Series(values, dtype=None if np.size(values) else float)
    return pd.Series(read_numbers(series, name=name), index=series.index)
