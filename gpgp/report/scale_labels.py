"""What the sides of a rating scale are called, by what the scale measures."""

from __future__ import annotations

from dataclasses import dataclass

from gpgp.instrument.questions import Rating

TWO_SIDED = ("agreement", "satisfaction", "likelihood", "quality", "comparison")


@dataclass(frozen=True)
class Sides:
    """Names of the sides of a scale, and what those on the upper side do.

    ``kind`` is what the scale measures. ``has_opposite``: the lower side opposes the upper one;
    on a scale of importance or frequency nobody disagrees.
    """

    disagree: str
    neither: str
    agree: str
    verb: str
    kind: str
    has_opposite: bool


def name_sides(question: Rating) -> Sides:
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
    labels = [point.label for point in scale.points]
    kind = scale.kind
    if kind == "agreement":
        return Sides("Disagree", "Neither", "Agree", "agree", kind, True)
    top, bottom = labels[scale.agree_from - 1], labels[scale.disagree_to - 1]
    is_last = scale.agree_from == scale.n_points
    agree = top if is_last else f"{top} or higher"
    disagree = bottom if scale.disagree_to == 1 else f"{bottom} or lower"
    verb = f"answer “{top}”" if is_last else f"answer “{top}” or higher"
    return Sides(disagree, "Between", agree, verb, kind, kind in TWO_SIDED)
