"""Evidence and verdict for every rated item of a consultation.

In: the description, views and tests of all rating questions. Out: rows of
``agreement_verdicts``. The chi-squared tests are adjusted over all rated items together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gpgp.agreement.respondents import RESERVED
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.shared import group_informed_consensus
from gpgp.agreement.statistics.distributions import agreement_values
from gpgp.agreement.statistics.group_tests import adjust_p_values
from gpgp.agreement.tallies import Scores
from gpgp.agreement.verdicts import Evidence, judge_element
from gpgp.agreement.views import EQUAL, PER_RESPONDENT, ViewedItem
from gpgp.instrument import Consultation
from gpgp.tables import ALL

_JUDGED_VIEWS = (PER_RESPONDENT, EQUAL, "per_organisation")


@dataclass(frozen=True)
class Element:
    """One rated item with everything its verdict rests on."""

    question_id: str
    item_code: str
    overall: pd.Series  # its row of agreement_ratings for everybody
    eligible: pd.DataFrame  # its rows for the eligible constituencies
    views: dict[str, ViewedItem]
    p_chi_squared: float  # NaN where not tested
    population: float


def total_population(consultation: Consultation) -> float:
    """Return how many people the constituencies have together; NaN where not all are known."""
    known = [group.population for group in consultation.constituencies]
    return float(sum(known)) if known and None not in known else np.nan


def gather_elements(
    answers: Scores,
    description: pd.DataFrame,
    viewed: list[dict[str, ViewedItem]],
    tests: pd.DataFrame,
    *,
    population: float,
    settings: AgreementSettings,
) -> list[Element]:
    """Put together what the verdicts on one question's items rest on."""
    of_constituency = description["dimension_code"].eq("constituency")
    is_named = ~description["group_code"].isin(RESERVED)
    has_enough = description["n_answers"] >= settings.min_eligible
    eligible = description[of_constituency & is_named & has_enough]
    overall = description[description["dimension_code"] == ALL].set_index("item_code")
    p_values = tests.set_index("item_code")["p_chi_squared"]
    return [
        Element(
            question_id=answers.question_id,
            item_code=item,
            overall=overall.loc[item],
            eligible=eligible[eligible["item_code"] == item],
            views=views,
            p_chi_squared=p_values[item],
            population=population,
        )
        for item, views in zip(answers.items, viewed, strict=True)
    ]


def judge_elements(elements: list[Element], *, settings: AgreementSettings) -> pd.DataFrame:
    """Return one row per rated item, contract ``agreement_verdicts``."""
    p_holm = adjust_p_values([element.p_chi_squared for element in elements], method="holm")
    return pd.DataFrame(
        [_judge(element, p, settings) for element, p in zip(elements, p_holm, strict=True)]
    )


def _judge(element: Element, p_holm: float, settings: AgreementSettings) -> dict[str, Any]:
    equal = element.views.get(EQUAL)
    agreement = np.nan
    if equal is not None and len(equal.distribution) > 2:
        agreement = float(agreement_values(equal.distribution))
    verdict = judge_element(_evidence(element, agreement, p_holm), settings=settings)
    share = {code: seen.share_agree for code, seen in element.views.items()}
    return {
        "question_id": element.question_id,
        "item_code": element.item_code,
        "verdict_code": verdict.verdict_code,
        "supporters": "|".join(verdict.supporters),
        "objectors": "|".join(verdict.objectors),
        "reason_code": verdict.reason_code,
        "n_more_answers": verdict.n_more_answers,
        **{f"share_{code}": share.get(code, np.nan) for code in (*_JUDGED_VIEWS, "raked")},
        "agreement_a_equal_voice": agreement,
        "polarization_equal_voice": (1 - agreement) / 2,
        **_common_ground(element.eligible),
        "p_holm": p_holm,
    }


def _evidence(element: Element, agreement: float, p_holm: float) -> Evidence:
    rows, overall = element.eligible, element.overall
    n_answers, n_effective = int(overall["n_answers"]), overall["n_effective"]
    return Evidence(
        constituencies=tuple(rows["group_code"]),
        share=rows["share_agree"].to_numpy(),
        low=rows["share_low"].to_numpy(),
        high=rows["share_high"].to_numpy(),
        views=tuple(element.views[c].share_agree for c in _JUDGED_VIEWS if c in element.views),
        agreement_a=agreement,
        overall_share=overall["share_agree"],
        overall_low=overall["share_low"],
        overall_high=overall["share_high"],
        n_answers=n_answers,
        n_neither=int(overall["n_neither"]),
        n_disagree=int(overall["n_disagree"]),
        design_effect=n_answers / n_effective if n_answers else 1.0,
        p_holm=p_holm,
        population=element.population,
    )


def _common_ground(eligible: pd.DataFrame) -> dict[str, Any]:
    """Group-informed consensus over eligible constituencies, missing with fewer than two."""
    if len(eligible) < 2:
        return {
            "gic_product": np.nan,
            "gic_geometric_mean": np.nan,
            "lowest_group": None,
            "lowest_share": np.nan,
        }
    by_group = eligible.set_index("group_code")
    found = group_informed_consensus(by_group["n_agree"], by_group["n_answers"])
    return {
        "gic_product": found.product,
        "gic_geometric_mean": found.geometric_mean,
        "lowest_group": found.lowest_group,
        "lowest_share": found.lowest,
    }
