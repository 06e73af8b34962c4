"""Coefficients of agreement for many distributions at once.

In: ``counts``, an array whose last axis holds one number per scale point, lowest first. Out:
the same array without that axis; NaN where nobody answered. :mod:`gpgp.agreement.ratings` holds
the checked versions for a single distribution.
"""

from __future__ import annotations

import numpy as np


def agreement_values(counts: np.ndarray) -> np.ndarray:
    """Van der Eijk's A: peel each distribution into layers and weight the layers' values."""
    counts = np.asarray(counts, dtype=float)
    total = counts.sum(axis=-1)
    levels = np.sort(counts, axis=-1)
    heights = np.diff(levels, axis=-1, prepend=0.0)
    weighted = np.zeros(total.shape)
    for layer in range(counts.shape[-1]):
        pattern = counts >= levels[..., layer, None]
        size = pattern.sum(axis=-1)
        weighted += heights[..., layer] * size * _layer_agreement(pattern, size)
    return _ratio(weighted, total)


def _layer_agreement(pattern: np.ndarray, size: np.ndarray) -> np.ndarray:
    """A of layers of 0/1 cells: U (1 - (S - 1)/(K - 1)).

    A triple (1,1,0) or (0,1,1) is an empty cell with two full ones on one side of it; a triple
    (1,0,1) is one with a full cell on either side. So both are counted at the empty cells.
    """
    n_points = pattern.shape[-1]
    before = np.cumsum(pattern, axis=-1)
    after = size[..., None] - before
    on_one_side = (before * (before - 1) + after * (after - 1)) / 2
    unimodal = np.where(pattern, 0.0, on_one_side).sum(axis=-1)
    bimodal = np.where(pattern, 0.0, before * after).sum(axis=-1)
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
