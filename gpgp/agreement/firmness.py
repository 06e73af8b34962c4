"""How firm a verdict is: how many people would have to answer otherwise to change it.

In: :class:`~gpgp.agreement.verdicts.Evidence`. Out: :class:`Firmness`. Answers move to the
mirrored point of the scale, all one way, the strongest first; the design effects and the other
elements' tests stay as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.verdicts import FAMILIES, Evidence, adjust_alone, compute_figures, find_family

FIRMNESS = (  # from so many times the square root of the answers up
    (2.0, "firm"),
    (1.0, "fairly_firm"),
    (0.5, "could_change"),
    (0.0, "on_the_edge"),
)
_FIRST_BLOCK, _LARGEST_BLOCK = 32, 1024  # numbers of changed answers that are tried at once


@dataclass(frozen=True)
class Firmness:
    """The fewest answers that would change a verdict; None where no number would."""

    firmness_code: str
    n_to_change: int | None = None
    changes_to: str | None = None  # the family the verdict would fall in
    n_to_change_one: int | None = None  # all of them in one constituency
    changing_group: str | None = None


def measure_firmness(evidence: Evidence, *, settings: AgreementSettings) -> Firmness:
    """Return how firm the verdict on one element is.

    Notes
    -----
    The verdict is not monotone in the number of changed answers, so every number is tried, in
    ascending blocks, up to all that can change. The two kinds of shared are one family. A
    verdict that one answer changes is on the edge, however few people answered.
    """
    n_changed: int | None = None
    changes_to = None
    for is_up in (False, True):
        can_change = _changeable(evidence, is_up).astype(float)
        found = _find_change(evidence, can_change, is_up, n_changed, settings)
        if found is not None:
            n_changed, changes_to = found
    n_alone: int | None = None
    group = None
    for place in np.flatnonzero(evidence.is_named & (evidence.counts.sum(axis=-1) > 0)):
        for is_up in (False, True):
            alone = np.zeros(len(evidence.groups))
            alone[place] = _changeable(evidence, is_up)[place]
            found = _find_change(evidence, alone, is_up, n_alone, settings)
            if found is not None:
                n_alone, group = found[0], evidence.groups[place]
    code = _name_firmness(float(evidence.counts.sum()), n_changed, n_alone)
    return Firmness(code, n_changed, changes_to, n_alone, group)


def _name_firmness(n_answers: float, *n_changes: int | None) -> str:
    if 1 in n_changes:
        return FIRMNESS[-1][1]
    n_to_change = n_changes[0]
    if n_to_change is None:
        return FIRMNESS[0][1]
    return next(code for times, code in FIRMNESS if n_to_change >= times * np.sqrt(n_answers))


def _find_change(
    evidence: Evidence,
    can_change: np.ndarray,
    is_up: bool,
    fewer_than: int | None,
    settings: AgreementSettings,
) -> tuple[int, str] | None:
    """Return the fewest changed answers that give another family, and that family.

    Parameters
    ----------
    can_change : array of shape (n_groups,)
        Answers that can change in each group; changes are spread in proportion to them.
    fewer_than : int or None
        Only smaller numbers are of interest.
    """
    total = can_change.sum()
    last = int(total) if fewer_than is None else min(int(total), fewer_than - 1)
    if last < 1:
        return None
    family = int(_family(evidence, settings))
    start, size = 1, _FIRST_BLOCK
    while start <= last:
        numbers = np.arange(start, min(start + size, last + 1))
        changed = change_answers(evidence, np.outer(numbers, can_change / total), is_up=is_up)
        families = _family(changed, settings)
        different = np.flatnonzero(families != family)
        if len(different):
            return int(numbers[different[0]]), FAMILIES[families[different[0]]]
        start, size = start + size, min(2 * size, _LARGEST_BLOCK)
    return None


def _family(evidence: Evidence, settings: AgreementSettings) -> np.ndarray:
    figures = compute_figures(evidence, settings=settings)
    p_holm = adjust_alone(figures.p_value, evidence.other_p)
    return find_family(figures, p_holm, settings=settings)


def change_answers(evidence: Evidence, n_changed: np.ndarray, *, is_up: bool) -> Evidence:
    """Return the evidence with answers changed, all one way, the strongest first.

    Parameters
    ----------
    n_changed : array of shape (..., n_groups)
        Changed answers per group, whole or not; at most those that can change.
    is_up : bool
        Whether people who do not agree come to agree, or the other way round.

    Returns
    -------
    Evidence with the leading axes of ``n_changed``
        On five points 5 becomes 1 and then 4 becomes 2; upwards 1 becomes 5, 2 and then 3
        become 4. An organisation's share of a changed answer goes with it.
    """
    shape = (*n_changed.shape, evidence.counts.shape[-1])
    counts = np.broadcast_to(evidence.counts, shape).astype(float)
    weights = np.broadcast_to(evidence.organisation_counts, shape).astype(float)
    left = n_changed.astype(float)
    for point, target in _moves(evidence, is_up):
        there = counts[..., point].copy()
        moved = np.minimum(left, there)
        share = np.divide(moved, there, out=np.zeros(moved.shape), where=there > 0)
        for table, taken in ((counts, moved), (weights, share * weights[..., point])):
            table[..., point] -= taken
            table[..., target] += taken
        left = left - moved
    return replace(evidence, counts=counts, organisation_counts=weights)


def _moves(evidence: Evidence, is_up: bool) -> list[tuple[int, int]]:
    """Return from which point to which answers move, in order; points from 0."""
    n_points, lowest = evidence.counts.shape[-1], evidence.agree_from - 1
    if is_up:
        return [(point, max(n_points - 1 - point, lowest)) for point in range(lowest)]
    highest = max(evidence.disagree_to, 1) - 1
    return [
        (point, min(n_points - 1 - point, highest)) for point in range(n_points - 1, lowest - 1, -1)
    ]


def _changeable(evidence: Evidence, is_up: bool) -> np.ndarray:
    """Return the answers of each group that can change that way."""
    lowest = evidence.agree_from - 1
    part = evidence.counts[..., :lowest] if is_up else evidence.counts[..., lowest:]
    return part.sum(axis=-1)
