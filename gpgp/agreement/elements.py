"""Evidence, verdict and firmness for every rated item of a consultation.

In: the tallies and views of all rating questions. Out: rows of ``agreement_verdicts`` and
``agreement_standing``. Tests are adjusted over all rated items together. A verdict is as firm as
the number of people who would have to answer otherwise to change it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.shared import group_informed_consensus
from gpgp.agreement.tallies import Scores, Tally
from gpgp.agreement.verdicts import (
    FAMILIES,
    Evidence,
    Figures,
    HeldBack,
    adjust_alone,
    compute_figures,
    find_family,
    find_held_back,
    judge_element,
)
from gpgp.agreement.views import EQUAL, PER_RESPONDENT, ViewedItem

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


_VIEWS = (PER_RESPONDENT, EQUAL, "per_organisation", "raked")
_NO_EVIDENCE = np.array([])


@dataclass(frozen=True)
class Element:
    """One rated item with everything its verdict rests on."""

    question_id: str
    item_code: str
    evidence: Evidence
    views: dict[str, ViewedItem]


def gather_elements(
    scores: Scores,
    viewed: list[dict[str, ViewedItem]],
    constituencies: Tally,
    body: Tally,
    question_effect: float,
) -> list[Element]:
    """Put together what the verdicts on one question's items rest on.

    Parameters
    ----------
    constituencies, body : Tally with the design effects of intervals and tests
    question_effect : float
        Mean design effect over the question's constituencies and items.
    """
    elements = []
    for place, (item, views) in enumerate(zip(scores.items, viewed, strict=True)):
        weights = np.zeros(constituencies.counts[:, place].shape)
        if views:
            answered = scores.scores[:, place] > 0
            cell = (constituencies.grouping.group, scores.scores[:, place] - 1)
            by_organisation = views["per_organisation"].view.weights
            np.add.at(weights, tuple(part[answered] for part in cell), by_organisation)
        evidence = Evidence(
            groups=constituencies.grouping.labels,
            is_named=constituencies.grouping.is_named,
            counts=constituencies.counts[:, place],
            organisation_counts=weights,
            design_effect=constituencies.design_effect[:, place],
            body_effect=body.design_effect[0, place],
            question_effect=question_effect,
            agree_from=scores.agree_from,
            disagree_to=scores.disagree_to,
            other_p=_NO_EVIDENCE,
            n_elements=1,
        )
        elements.append(Element(scores.question_id, item, evidence, views))
    return elements


def judge_elements(
    elements: list[Element], *, settings: AgreementSettings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the rows of ``agreement_verdicts`` and ``agreement_standing``."""
    p_values = np.array(
        [float(compute_figures(e.evidence, settings=settings).p_value) for e in elements]
    )
    n_elements = sum(bool(element.evidence.counts.sum()) for element in elements)
    verdicts, standings = [], []
    for place, element in enumerate(elements):
        others = np.delete(p_values, place)
        evidence = replace(element.evidence, other_p=others, n_elements=n_elements)
        figures = compute_figures(evidence, settings=settings)
        held_back = find_held_back(evidence, figures, settings=settings)
        standing = _tabulate_standing(evidence, figures, held_back, settings)
        key = {"question_id": element.question_id, "item_code": element.item_code}
        verdicts.append({**key, **_judge(element, evidence, figures, standing, settings)})
        standings.append(standing.assign(**key))
    return pd.DataFrame(verdicts), pd.concat(standings) if standings else pd.DataFrame()


def _tabulate_standing(
    evidence: Evidence, figures: Figures, held_back: HeldBack, settings: AgreementSettings
) -> pd.DataFrame:
    """Return where each constituency heard from stands, the lowest share first."""
    standing = np.select(
        [figures.is_over, figures.is_under, figures.n_answers >= settings.min_even],
        ["over", "under", "even"],
        "too_few",
    )
    clause = np.select(
        [held_back.below_half, held_back.about_half, held_back.below_rest],
        ["below_half", "about_half", "below_rest"],
        "none",
    )
    n_agree = evidence.counts[:, evidence.agree_from - 1 :].sum(axis=-1)
    table = pd.DataFrame(
        {
            "group_code": evidence.groups,
            "n_answers": figures.n_answers,
            "n_agree": n_agree,
            "share_agree": figures.share,
            "standing_code": standing,
            "held_back_code": clause,
            "p_below_rest": held_back.p_value,
            "is_eligible": figures.is_eligible,
        }
    )
    return table[figures.is_heard].sort_values("share_agree", kind="stable", ignore_index=True)


def _judge(
    element: Element,
    evidence: Evidence,
    figures: Figures,
    standing: pd.DataFrame,
    settings: AgreementSettings,
) -> dict[str, object]:
    verdict = judge_element(evidence, settings=settings)
    firmness = measure_firmness(evidence, settings=settings)
    share = {code: seen.share_agree for code, seen in element.views.items()}
    by_standing = standing.groupby("standing_code", observed=True)["group_code"].agg(list)
    groups = {code: by_standing.get(code, []) for code in ("over", "under", "even", "too_few")}
    held_back = standing.loc[standing["held_back_code"] != "none", "group_code"]
    return {
        "verdict_code": verdict.verdict_code,
        "reason_code": verdict.reason_code,
        "supporters": "|".join(verdict.supporters),
        "objectors": "|".join(verdict.objectors),
        "n_heard": len(standing),
        "n_eligible": int(figures.is_eligible.sum()),
        "n_over": len(groups["over"]),
        "under": "|".join(groups["under"]),
        "even": "|".join(groups["even"]),
        "too_few": "|".join(groups["too_few"]),
        "held_back": "|".join(held_back),
        "firmness_code": firmness.firmness_code,
        "n_to_change": firmness.n_to_change,
        "changes_to": firmness.changes_to,
        "n_to_change_one": firmness.n_to_change_one,
        "changing_group": firmness.changing_group,
        **{f"share_{code}": share.get(code, np.nan) for code in _VIEWS},
        "respondents_low": float(figures.body_low),
        "respondents_high": float(figures.body_high),
        "equal_low": float(figures.equal_low),
        "equal_high": float(figures.equal_high),
        "agreement_a_equal_voice": float(figures.agreement_a),
        "polarization_within": float(figures.polarization),
        "design_effect": float(evidence.question_effect),
        **_common_ground(standing[standing["is_eligible"]]),
        "p_holm": verdict.p_holm,
    }


def _common_ground(eligible: pd.DataFrame) -> dict[str, object]:
    """Group-informed consensus over eligible constituencies, missing with fewer than two."""
    if len(eligible) < 2:
        return {
            "gic_product": np.nan,
            "gic_geometric_mean": np.nan,
            "lowest_group": None,
            "lowest_share": np.nan,
        }
    by_group = eligible.set_index("group_code").sort_index()
    found = group_informed_consensus(by_group["n_agree"], by_group["n_answers"])
    return {
        "gic_product": found.product,
        "gic_geometric_mean": found.geometric_mean,
        "lowest_group": found.lowest_group,
        "lowest_share": found.lowest,
    }
