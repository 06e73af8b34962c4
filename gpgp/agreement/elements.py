"""Evidence, verdict and firmness for every rated item of a consultation.

In: the tallies and views of all rating questions. Out: rows of ``agreement_verdicts`` and
``agreement_standing``. Tests are adjusted over all rated items together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gpgp.agreement.firmness import measure_firmness
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.shared import group_informed_consensus
from gpgp.agreement.tallies import Scores, Tally
from gpgp.agreement.verdicts import (
    Evidence,
    Figures,
    HeldBack,
    compute_figures,
    find_held_back,
    judge_element,
)
from gpgp.agreement.views import EQUAL, PER_RESPONDENT, ViewedItem

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
        beside = {"other_p": np.delete(p_values, place), "n_elements": n_elements}
        evidence = replace(element.evidence, **beside)
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
