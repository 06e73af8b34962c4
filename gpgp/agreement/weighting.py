"""Whose voices count how much: the views of a headline, and raking to known populations.

In: the group and organisation of everyone who answered one item. Out: a weight per answer.
Weights never make a consultation representative; they show what a headline depends on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.errors import ParameterError


@dataclass(frozen=True)
class View:
    """The weights of one view: what each answer counts, and how many voices there are."""

    view_code: str
    weights: np.ndarray  # (n_answers,), 0 or more; 0 = has no voice in this view
    n_voices: float
    pooled: tuple[str, ...] = ()  # constituencies that share one voice
    left_out: tuple[str, ...] = ()  # constituencies heard from that have no voice

    @property
    def n_effective(self) -> float:
        """Kish's effective n, (sum w)^2 / sum w^2."""
        return float(self.weights.sum() ** 2 / (self.weights**2).sum())

    @property
    def design_effect(self) -> float:
        """Answers with a voice over the effective n."""
        return float((self.weights > 0).sum() / self.n_effective)

    @property
    def weight_range(self) -> tuple[float, float]:
        """Smallest and largest weight of an answer with a voice, where their mean is 1."""
        voices = self.weights[self.weights > 0]
        return float(voices.min() / voices.mean()), float(voices.max() / voices.mean())


def view_per_respondent(n_answers: int) -> View:
    """Every answer counts one."""
    return View("per_respondent", np.ones(n_answers), float(n_answers))


def view_per_organisation(organisation: np.ndarray) -> View:
    """Every organisation counts one, shared by its answers; so does a lone person."""
    _, place, size = np.unique(organisation, return_inverse=True, return_counts=True)
    return View("per_organisation", 1 / size[place], float(len(size)))


def view_equal_constituency(
    group: np.ndarray, labels: tuple[str, ...], is_named: np.ndarray, *, min_eligible: int
) -> View | None:
    """Every eligible constituency counts one; the smaller ones share one if they have enough.

    Parameters
    ----------
    group : array of shape (n_answers,)
        Place of each answer's constituency in ``labels``.
    labels : tuple of str
        Constituency codes, reserved codes among them.
    is_named : bool array of shape (n_groups,)
        False for reserved codes: they are no constituency and have no voice here.
    min_eligible : int
        Answers that give a constituency, or the smaller ones together, a voice.

    Returns
    -------
    View, or None where no constituency is eligible
        The smaller constituencies are ``pooled`` into one voice, or ``left_out``.
    """
    size = np.bincount(group, minlength=len(labels))
    is_eligible = is_named & (size >= min_eligible)
    if not is_eligible.any():
        return None
    is_small = is_named & ~is_eligible & (size > 0)
    share = np.zeros(len(labels))
    share[is_eligible] = 1 / size[is_eligible]
    small = tuple(label for label, is_in in zip(labels, is_small, strict=True) if is_in)
    if size[is_small].sum() < min_eligible:
        return View("equal_constituency", share[group], float(is_eligible.sum()), left_out=small)
    share[is_small] = 1 / size[is_small].sum()
    return View("equal_constituency", share[group], float(is_eligible.sum() + 1), pooled=small)


def rake(
    groups: pd.DataFrame,
    *,
    population: Mapping[str, Mapping[str, float]],
    tolerance: float = 1e-9,
    max_rounds: int = 1000,
) -> np.ndarray:
    """Weight people so that the margins of each grouping equal the known population shares.

    Parameters
    ----------
    groups : DataFrame, one row per person
        One column per grouping, each a group code.
    population : mapping of column to mapping of group to number of people
        Groups without a known population are left out: their people get weight 0.
    tolerance : float
        Largest difference of a margin's share from its target at which to stop.
    max_rounds : int
        Rounds of fitting after which to give up.

    Returns
    -------
    array of shape (n_people,)
        Weights with mean 1 among the people that are weighted, 0 for the others.

    Raises
    ------
    ParameterError
        No person is in a group of known population in every column, or the margins cannot be
        met together.

    Notes
    -----
    Iterative proportional fitting (Deming and Stephan 1940). Targets are shares among the
    groups that someone answered for.

    References
    ----------
    Deming, W. E. and Stephan, F. F. (1940). Annals of Mathematical Statistics 11, 427-444.
    """
    margins = []
    is_known = np.ones(len(groups), dtype=bool)
    for column, known in population.items():
        target = groups[column].map(pd.Series(dict(known), dtype=float)).to_numpy(dtype=float)
        is_known &= np.isfinite(target)
    if not is_known.any():
        raise ParameterError("rake: expected people in groups of known population, found none.")
    for column, known in population.items():
        place, labels = pd.factorize(groups.loc[is_known, column], sort=True)
        target = np.array([float(known[label]) for label in labels])
        margins.append((place, target / target.sum()))
    weights = np.full(int(is_known.sum()), 1 / is_known.sum())
    for _ in range(max_rounds):
        for place, target in margins:
            weights = weights * (target / np.bincount(place, weights=weights))[place]
        gaps = [np.abs(np.bincount(p, weights=weights) - target).max() for p, target in margins]
        if max(gaps) <= tolerance:
            raked = np.zeros(len(groups))
            raked[is_known] = weights * is_known.sum()
            return raked
    raise ParameterError(
        f"rake: the margins of {', '.join(population)} cannot be met together; largest gap "
        f"{max(gaps):.3g} after {max_rounds} rounds. Weight by one of them."
    )
