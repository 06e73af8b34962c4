"""Bootstrap limits of weighted shares: what each view of a headline could have been.

In: weighted sums per organisation within constituency. Out: limits per figure. A view's weights
are fixed before drawing; where a view gives constituencies a fixed voice, every draw does too.
"""

from __future__ import annotations

import numpy as np

from gpgp.agreement.resampling import group_generator, split_by_group
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.bootstrap import acceleration, add_up_draws, bca_limits, draw_times


def limit_shares(
    agree: np.ndarray,
    weight: np.ndarray,
    starts: np.ndarray,
    *,
    has_fixed_voices: np.ndarray,
    settings: AgreementSettings,
) -> tuple[np.ndarray, np.ndarray]:
    """Return BCa limits of weighted shares.

    Parameters
    ----------
    agree, weight : arrays of shape (n_clusters, n_figures)
        Weight of the answers that agree and of all answers, per organisation within
        constituency, sorted by constituency. Every figure has some weight.
    starts : array of shape (n_groups,)
        First row of each constituency.
    has_fixed_voices : bool array of shape (n_figures,)
        Whether each constituency's weight is the same in every draw.

    Returns
    -------
    low, high : arrays of shape (n_figures,)
    """
    tables = split_by_group(np.hstack([agree, weight]), starts)
    totals = np.array([table.sum(axis=0) for table in tables])
    draws = np.zeros((settings.n_resamples, 2 * agree.shape[1]))
    for group, table in enumerate(tables):
        times = draw_times(len(table), settings.n_resamples, group_generator(group, settings))
        drawn = add_up_draws(times, table)
        draws += _hold_voices(drawn, totals[group], has_fixed_voices)
    whole = totals.sum(axis=0)
    left_out = [
        _share(whole - total + _hold_voices(total - table, total, has_fixed_voices))
        for table, total in zip(tables, totals, strict=True)
    ]
    return bca_limits(
        _share(whole), _share(draws), acceleration(left_out), confidence=settings.confidence
    )


def _share(sums: np.ndarray) -> np.ndarray:
    agree, weight = np.split(sums, 2, axis=-1)
    share = np.divide(agree, weight, out=np.full(agree.shape, np.nan), where=weight > 0)
    return share.round(12)  # so that equal shares are equal, whatever the rounding of a sum


def _hold_voices(drawn: np.ndarray, total: np.ndarray, is_held: np.ndarray) -> np.ndarray:
    """Scale a constituency's drawn sums to its own weight; keep its own sums if none was drawn."""
    agree, weight = np.split(drawn.copy(), 2, axis=-1)
    own_agree, own_weight = (part[is_held] for part in np.split(total, 2))
    drawn_weight = weight[..., is_held]
    scale = np.divide(
        own_weight, drawn_weight, out=np.zeros(drawn_weight.shape), where=drawn_weight > 0
    )
    agree[..., is_held] = np.where(drawn_weight > 0, agree[..., is_held] * scale, own_agree)
    weight[..., is_held] = own_weight
    return np.concatenate([agree, weight], axis=-1)
