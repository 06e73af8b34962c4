"""What the two ends of a rating scale are called: agree and disagree, or the scale's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

AGREEMENT_WORDS = ("agree", "cytuno")  # in the label of a point: the scale is one of agreement


@dataclass(frozen=True)
class Sides:
    """Names of the sides of a scale, and what those on the upper side do."""

    disagree: str
    neither: str
    agree: str
    verb: str


def name_sides(question: Any) -> Sides:
    """Return how a rating question's sides are called.

    Parameters
    ----------
    question : rating question of the instrument
        Its scale says from which point on answers agree, and up to which they disagree.

    Returns
    -------
    Sides
        "Agree" and "Disagree" for a scale of agreement; else the labels of the points where the
        sides begin, such as "Good or higher".
    """
    scale = question.scale
    top = scale.points[scale.agree_from - 1].label
    bottom = scale.points[scale.disagree_to - 1].label
    if any(word in top.casefold() for word in AGREEMENT_WORDS):
        return Sides("Disagree", "Neither", "Agree", "agree")
    agree = top if scale.agree_from == scale.n_points else f"{top} or higher"
    disagree = bottom if scale.disagree_to == 1 else f"{bottom} or lower"
    verb = f"answer “{top}”" if scale.agree_from == scale.n_points else f"answer “{top}” or higher"
    return Sides(disagree, "Between", agree, verb)
