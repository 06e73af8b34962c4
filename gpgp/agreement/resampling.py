"""Bootstrap limits for the agreement tables: groups' coefficients and pairs' deltas.

In: a tally with its counts per organisation. Out: arrays of limits, NaN where there are too few
respondents or organisations. Organisations are drawn whole, within their constituency.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gpgp.agreement.ratings import agreement_values, median_values
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.bootstrap import (
    acceleration,
    add_up_resamples,
    bca_limits,
    resample_times,
)
from gpgp.agreement.statistics.group_tests import delta_from_counts
from gpgp.agreement.tallies import Tally
from gpgp.tables import ALL

_FIGURES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "agreement": agreement_values,
    "median": median_values,
}


@dataclass(frozen=True)
class Resamples:
    """One tally's counts in every draw of its organisations."""

    clusters: tuple[np.ndarray, ...]  # per group (n_clusters, n_items, n_points)
    counts: np.ndarray  # (n_groups, n_resamples, n_items, n_points)


def split_by_group(table: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, ...]:
    """Split a table of organisations, sorted by group, into one table per group."""
    return tuple(np.split(table, starts[1:]))


def resample_tally(tally: Tally, *, settings: AgreementSettings) -> Resamples:
    """Draw the organisations of every group; the same seed gives every tally the same draws."""
    clusters = split_by_group(tally.clusters, tally.starts)
    shape = (settings.n_resamples, *tally.clusters.shape[1:])
    counts = np.empty((len(clusters), *shape), dtype=np.float32)
    for group, table in enumerate(clusters):
        times = resample_times(len(table), settings.n_resamples, group_generator(group, settings))
        counts[group] = add_up_resamples(times, table.reshape(len(table), -1)).reshape(shape)
    return Resamples(clusters, counts)


def group_generator(group: int, settings: AgreementSettings) -> np.random.Generator:
    """Return the random numbers that draw the organisations of one group."""
    return np.random.default_rng([settings.seed, group])


def has_enough(
    n_answers: np.ndarray, n_organisations: np.ndarray, *, settings: AgreementSettings
) -> np.ndarray:
    """Return where a bootstrap interval is given."""
    return (n_answers >= settings.min_bootstrap_responses) & (
        n_organisations >= settings.min_bootstrap_organisations
    )


def limit_tallies(
    tallies: dict[str, Tally], draws: Resamples, *, settings: AgreementSettings
) -> dict[str, dict[str, np.ndarray]]:
    """Return the limits of A and the median, by dimension.

    Parameters
    ----------
    tallies : dict of dimension to Tally
    draws : Resamples of the constituencies
    """
    limits = {}
    for dimension, tally in tallies.items():
        if dimension == ALL:
            limits[dimension] = limit_everybody(tally, draws, settings=settings)
        else:
            is_drawn = dimension == "constituency"
            own = draws if is_drawn else resample_tally(tally, settings=settings)
            limits[dimension] = limit_groups(tally, own, settings=settings)
    return limits


def limit_groups(
    tally: Tally, draws: Resamples, *, settings: AgreementSettings
) -> dict[str, np.ndarray]:
    """Return the limits of A and the median of every item in every group.

    Returns
    -------
    dict of arrays of shape (n_groups, n_items)
        ``agreement_low``, ``agreement_high``, ``median_low``, ``median_high``.
    """
    n_groups, n_items = tally.n_dont_know.shape
    limits = _no_limits((n_groups, n_items))
    is_enough = has_enough(tally.n_answers, tally.n_organisations, settings=settings)
    for group, item in np.argwhere(is_enough):
        clusters = [draws.clusters[group][:, item]]
        _fill(limits, (group, item), clusters, draws.counts[group, :, item], settings)
    return limits


def limit_everybody(
    body: Tally, draws: Resamples, *, settings: AgreementSettings
) -> dict[str, np.ndarray]:
    """Return the same for everybody together, drawn within constituencies.

    Parameters
    ----------
    body : Tally of the whole body
    draws : Resamples of the constituencies
    """
    limits = _no_limits((1, body.counts.shape[1]))
    is_enough = has_enough(body.n_answers, body.n_organisations, settings=settings)
    for item in np.flatnonzero(is_enough[0]).tolist():
        clusters = [table[:, item] for table in draws.clusters]
        together = draws.counts[:, :, item].sum(axis=0, dtype=np.float64)
        _fill(limits, (0, item), clusters, together, settings)
    return limits


def _no_limits(shape: tuple[int, int]) -> dict[str, np.ndarray]:
    names = [f"{figure}_{side}" for figure in _FIGURES for side in ("low", "high")]
    return {name: np.full(shape, np.nan) for name in names}


def _fill(
    limits: dict[str, np.ndarray],
    cell: tuple[int, int],
    clusters: Sequence[np.ndarray],
    draws: np.ndarray,
    settings: AgreementSettings,
) -> None:
    whole = sum(part.sum(axis=0) for part in clusters)
    for figure, statistic in _FIGURES.items():
        if figure == "agreement" and len(whole) < 3:
            continue
        low, high = bca_limits(
            statistic(whole),
            statistic(draws),
            acceleration([statistic(whole - part) for part in clusters]),
            confidence=settings.confidence,
        )
        limits[f"{figure}_low"][cell], limits[f"{figure}_high"][cell] = low, high


def limit_pairs(
    clusters: Sequence[np.ndarray], draws: np.ndarray, *, settings: AgreementSettings
) -> tuple[np.ndarray, np.ndarray]:
    """Return BCa limits of Cliff's delta of one item for every pair of groups.

    Parameters
    ----------
    clusters : sequence of arrays of shape (n_clusters, n_points)
        Answers per organisation, one array per group.
    draws : array of shape (n_groups, n_resamples, n_points)

    Returns
    -------
    low, high : arrays of shape (n_groups, n_groups)
        Row by column, above the diagonal; NaN elsewhere.
    """
    whole = np.array([part.sum(axis=0) for part in clusters])
    cubes, squares = _influences(clusters, whole)
    low, high = np.full((2, len(whole), len(whole)), np.nan)
    for group in range(len(whole) - 1):
        others = slice(group + 1, None)
        spread = 6 * (squares[group, others] + squares[others, group]) ** 1.5
        skew = cubes[group, others] - cubes[others, group]  # delta changes sign with the order
        low[group, others], high[group, others] = bca_limits(
            delta_from_counts(whole[group], whole[others]),
            delta_from_counts(draws[group], draws[others]).T,
            np.divide(skew, spread, out=np.zeros(len(skew)), where=spread > 0),
            confidence=settings.confidence,
        )
    return low, high


def _influences(clusters: Sequence[np.ndarray], whole: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the sums of cubes and squares of row's organisations' influence on row by column."""
    cubes, squares = np.zeros((2, len(whole), len(whole)))
    for group, part in enumerate(clusters):
        left_out = delta_from_counts((whole[group] - part)[:, None], whole)
        influence = (len(part) - 1) * (left_out.mean(axis=0) - left_out)
        square = influence * influence
        cubes[group] = (square * influence).sum(axis=0) / len(part) ** 3
        squares[group] = square.sum(axis=0) / len(part) ** 2
    return cubes, squares
