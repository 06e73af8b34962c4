"""Which groups answer differently from the rest, beyond what chance gives over all of them.

In: the tables ``responses``, ``ratings`` and ``choices``. Out: ``agreement_differences``: shares
agreeing and shares choosing, in constituencies, whole nations and kinds of respondent.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy import stats

from gpgp.agreement.polls import poll_choices
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.group_tests import adjust_p_values
from gpgp.agreement.statistics.intervals import design_effects, difference_interval
from gpgp.agreement.tallies import Grouping, Respondents, group_respondents, read_scores
from gpgp.instrument import Consultation
from gpgp.tables import SPECS, assemble_table, check_table

DIMENSIONS = ("constituency", "whole_nation", "nation", "respondent_type")


def measure_differences(
    ratings: pd.DataFrame,
    choices: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Compare every group that gave enough answers with the rest of its dimension.

    Parameters
    ----------
    ratings, choices, responses : DataFrame, contracts of the same names
    consultation : Consultation
    settings : AgreementSettings
        ``min_eligible``, ``alpha`` and ``confidence``.

    Returns
    -------
    DataFrame, contract ``agreement_differences``
        Nations are compared whole where they have regions, else as answered.

    Raises
    ------
    ContractError
        A table does not keep its contract.

    Notes
    -----
    Fisher's exact test, two-sided, on effective counts; the rest is everybody else who named a
    group of the dimension. p is adjusted by Benjamini and Hochberg over all groups and items of
    a dimension, ratings and choices together. Of two groups that are each other's rest, one
    test is counted.
    """
    responses = check_table(responses, SPECS["responses"])
    ratings = check_table(ratings, SPECS["ratings"])
    choices = check_table(choices, SPECS["choices"])
    respondents = group_respondents(responses, consultation=consultation)
    asked = list(read_items(ratings, choices, respondents, consultation)) if len(responses) else []
    dimensions = [name for name in DIMENSIONS if name in respondents.groupings]
    if "whole_nation" in dimensions:
        dimensions.remove("nation")
    compared = (
        _compare_items(asked, respondents, respondents.groupings[name], settings)
        for name in dimensions
        if asked
    )
    # Without rows where nobody who answered names a group.
    parts = [_adjust(rows, settings) for rows in compared if not rows.empty]
    return assemble_table(parts, SPECS["agreement_differences"])


def read_items(
    ratings: pd.DataFrame,
    choices: pd.DataFrame,
    respondents: Respondents,
    consultation: Consultation,
) -> Iterator[tuple[str, str, np.ndarray, np.ndarray]]:
    """Yield each item rated or chosen by anybody: who says yes to it, and who is in its base.

    Parameters
    ----------
    ratings, choices : DataFrame, contracts of the same names
    respondents : Respondents
    consultation : Consultation

    Yields
    ------
    question_id, item_code : str
    says_yes, in_base : bool arrays of shape (n_responses,)
    """
    for question in consultation.questions_of("rating"):
        scores = read_scores(ratings, respondents, question=question)
        for place, code in enumerate(scores.items):
            own = scores.scores[:, place]
            if own.any():
                yield question.id, code, own >= scores.agree_from, own > 0
    for choosing in consultation.questions_of("choice", "multi_choice"):
        poll = poll_choices(choices, respondents, choosing)
        in_base = np.zeros(len(respondents), dtype=bool)
        in_base[poll.who] = True
        for code in poll.ballots.columns:
            chosen = np.zeros(len(respondents), dtype=bool)
            chosen[poll.who] = poll.ballots[code].notna()
            if in_base.any():
                yield choosing.id, code, chosen, in_base


def _compare_items(
    asked: list[tuple[str, str, np.ndarray, np.ndarray]],
    respondents: Respondents,
    grouping: Grouping,
    settings: AgreementSettings,
) -> pd.DataFrame:
    compared = [_compare_item(*item, respondents, grouping, settings) for item in asked]
    return pd.concat(compared, ignore_index=True)


def _compare_item(
    question_id: str,
    item_code: str,
    says_yes: np.ndarray,
    in_base: np.ndarray,
    respondents: Respondents,
    grouping: Grouping,
    settings: AgreementSettings,
) -> pd.DataFrame:
    named = grouping.is_named
    n_yes, n, effect = count_shares(
        says_yes, in_base, respondents, grouping, min_eligible=settings.min_eligible
    )
    is_tested = named & (n >= settings.min_eligible) & ((n * named).sum() - n > 0)
    rows = []
    for place in np.flatnonzero(named & (n > 0)):
        rest = named & (np.arange(len(n)) != place)
        own = (n_yes[place], n[place], effect[place])
        others = (n_yes[rest].sum(), n[rest].sum(), _mean_effect(effect[rest], n[rest]))
        low, high = difference_interval(own, others, confidence=settings.confidence)
        rows.append(
            {
                "group_code": grouping.labels[place],
                "n_base": n[place],
                "n_yes": n_yes[place],
                "share": n_yes[place] / n[place],
                "n_rest": others[1],
                "share_rest": others[0] / others[1] if others[1] else np.nan,
                "difference_low": low,
                "difference_high": high,
                "p_value": compare_shares(own, others) if is_tested[place] else np.nan,
            }
        )
    keys = {"question_id": question_id, "item_code": item_code}
    return pd.DataFrame(rows).assign(dimension_code=grouping.dimension, **keys)


def count_shares(
    says_yes: np.ndarray,
    in_base: np.ndarray,
    respondents: Respondents,
    grouping: Grouping,
    *,
    min_eligible: int,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Count who says yes and who answered in each group, with the design effect to use.

    Parameters
    ----------
    says_yes, in_base : bool arrays of shape (n_responses,)
    respondents, grouping : the responses, and the group of each
    min_eligible : int
        Answers from which a group counts in the mean design effect.

    Returns
    -------
    n_yes, n, design_effect : arrays of shape (n_groups,)
        No effect is under 1, or under the mean over groups with enough answers.
    """
    named = grouping.is_named
    cluster, starts = respondents.clusters_within(grouping)
    n_clusters = int(cluster.max()) + 1
    yes = np.bincount(cluster, says_yes & in_base, minlength=n_clusters)[:, None]
    base = np.bincount(cluster, in_base, minlength=n_clusters)[:, None]
    effect = np.maximum(design_effects(yes, base, starts)[0][:, 0], 1.0)
    n_yes, n = np.add.reduceat(yes, starts)[:, 0], np.add.reduceat(base, starts)[:, 0]
    if (named & (n >= min_eligible)).any():
        effect = np.maximum(effect, np.average(effect, weights=n * named))
    return n_yes, n, effect


def _mean_effect(effect: np.ndarray, n: np.ndarray) -> float:
    return float(np.average(effect, weights=n)) if n.sum() else 1.0


def compare_shares(own: tuple[float, float, float], others: tuple[float, float, float]) -> float:
    """Return Fisher's two-sided p of two shares, each (yes, base, design effect)."""
    table = []
    for n_yes, n, effect in (own, others):
        worth = round(n / effect)
        agreeing = round(worth * n_yes / n)
        table.append([agreeing, worth - agreeing])
    return float(stats.fisher_exact(table).pvalue)


def _adjust(rows: pd.DataFrame, settings: AgreementSettings) -> pd.DataFrame:
    """Adjust p over the family and say where a group stands out."""
    tested = rows[rows["p_value"].notna()]
    item = ["question_id", "item_code"]
    # Two groups that are each other's rest are one test.
    is_pair = rows.groupby(item)["group_code"].transform("size").eq(2)
    counted = tested[~(is_pair[tested.index] & tested.duplicated(item))]
    p_adjusted = adjust_p_values(counted["p_value"], method="benjamini_hochberg")
    rows = rows.assign(p_adjusted=pd.Series(p_adjusted, index=counted.index))
    of_pair = rows.groupby(item)["p_adjusted"].transform("first")
    rows["p_adjusted"] = rows["p_adjusted"].where(~is_pair | rows["p_value"].isna(), of_pair)
    stands_out = np.select(
        [
            rows["p_adjusted"].isna(),
            rows["p_adjusted"] >= settings.alpha,
            rows["share"] > rows["share_rest"],
        ],
        ["not_tested", "no", "more"],
        "less",
    )
    return rows.assign(stands_out_code=stands_out)
