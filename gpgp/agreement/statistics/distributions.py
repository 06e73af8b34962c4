"""Coefficients of agreement for many distributions at once.

In: ``counts``, an array whose last axis holds one number per scale point, lowest first. Out:
the same array without that axis; NaN where nobody answered. :mod:`gpgp.agreement.ratings` holds
the checked versions for a single distribution.
"""

from __future__ import annotations

import numpy as np


def agreement_values(counts: np.ndarray) -> np.ndarray:
    """Van der Eijk's A: peel each distribution into layers and weight the layers' values."""
    cells = np.ascontiguousarray(np.moveaxis(np.asarray(counts, dtype=float), -1, 0))
    levels = np.sort(cells, axis=0)
    heights = np.diff(levels, axis=0, prepend=0.0)
    weighted = np.zeros(cells.shape[1:])
    for level, height in zip(levels, heights, strict=True):
        pattern = cells >= level
        size = pattern.sum(axis=0, dtype=np.int32)
        weighted += height * size * _layer_agreement(pattern, size)
    return _ratio(weighted, cells.sum(axis=0))


def _layer_agreement(pattern: np.ndarray, size: np.ndarray) -> np.ndarray:
    """A of layers of 0/1 cells, scale points first: U (1 - (S - 1)/(K - 1)).

    A triple (1,1,0) or (0,1,1) is an empty cell with two full ones on one side of it; a triple
    (1,0,1) is one with a full cell on either side. So both are counted at the empty cells.
    """
    n_points = len(pattern)
    before = np.zeros(size.shape, dtype=np.int32)
    unimodal, bimodal = np.zeros(size.shape, dtype=np.int32), np.zeros(size.shape, dtype=np.int32)
    for is_full in pattern:
        before += is_full
        after = size - before
        unimodal += ~is_full * (before * (before - 1) + after * (after - 1)) // 2
        bimodal += ~is_full * before * after
    triples = (n_points - 2) * (unimodal + bimodal)
    excess = (n_points - 2) * unimodal - (n_points - 1) * bimodal
    unimodality = np.divide(excess, triples, out=np.zeros(size.shape), where=triples > 0)
    return np.where(size == 1, 1.0, unimodality * (1 - (size - 1) / (n_points - 1)))


def consensus_values(counts: np.ndarray) -> np.ndarray:
    """Tastle and Wierman's Cns, over the range of the scale."""
    shares, points = _shares(counts)
    mean = (shares * points).sum(axis=-1, keepdims=True)
    nearness = 1 - np.abs(points - mean) / (len(points) - 1)
    logs = np.log2(nearness, out=np.zeros(shares.shape), where=(shares > 0) & (nearness > 0))
    return 1 + (shares * logs).sum(axis=-1)


def leik_values(counts: np.ndarray) -> np.ndarray:
    """Leik's D: 0 all in one cell, 1 split between the ends."""
    shares, points = _shares(counts)
    cumulative = np.cumsum(shares, axis=-1)
    distance = np.minimum(cumulative, 1 - cumulative)[..., :-1]
    return 2 * distance.sum(axis=-1) / (len(points) - 1)


def r_wg_values(counts: np.ndarray) -> np.ndarray:
    """James, Demaree and Wolf's r_wg against a uniform distribution."""
    shares, points = _shares(counts)
    mean = (shares * points).sum(axis=-1, keepdims=True)
    variance = (shares * (points - mean) ** 2).sum(axis=-1)
    return 1 - variance / ((len(points) ** 2 - 1) / 12)


def median_values(counts: np.ndarray) -> np.ndarray:
    """Median scale point; halfway between two points where the middle falls between them."""
    counts = np.asarray(counts, dtype=float)
    total = counts.sum(axis=-1, keepdims=True)
    cumulative = np.cumsum(counts, axis=-1)
    lower = (2 * cumulative < total).sum(axis=-1)
    upper = (2 * cumulative <= total).sum(axis=-1)
    return np.where(total[..., 0] > 0, (lower + upper) / 2 + 1, np.nan)


def _shares(counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    counts = np.asarray(counts, dtype=float)
    shares = _ratio(counts, np.broadcast_to(counts.sum(axis=-1, keepdims=True), counts.shape))
    return shares, np.arange(1.0, counts.shape[-1] + 1)


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(np.shape(part), np.nan), where=whole > 0)
