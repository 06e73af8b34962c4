"""Who raises which theme: shares of people per group, and where a theme stands out.

In: the tables ``responses``, ``comments``, ``themes`` and ``comment_themes``. Out:
``theme_prevalence``. A person counts once per theme, however many comments carry it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats

from gpgp.agreement.respondents import Grouping, Respondents, group_respondents
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.group_tests import adjust_p_values
from gpgp.agreement.statistics.intervals import (
    design_effects,
    difference_interval,
    share_interval,
)
from gpgp.instrument import Consultation
from gpgp.tables import SPECS, check_table, empty_table

_EQUIVALENCE_CONFIDENCE = 0.9  # two one-sided tests at 5% (Schuirmann 1987)
_THEMED_ROLES = ("none", "addition")  # a campaign letter and its edited copies are told apart


def measure_prevalence(
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
    comments: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Measure how many people of each group raise each theme, and where it stands out.

    Parameters
    ----------
    themes, comment_themes, comments, responses : DataFrame, contracts of the same names
    consultation : Consultation
        Its constituencies and nations.
    settings : AgreementSettings
        ``confidence``, ``min_eligible``, ``min_interval`` and ``alpha``.

    Returns
    -------
    DataFrame, contract ``theme_prevalence``
        The base is the people who wrote something that can be themed: not only a non-answer,
        not only a copy of a campaign letter.

    Raises
    ------
    ContractError
        A table does not keep its contract.

    Notes
    -----
    Each constituency with enough people is held against everyone else by Fisher's exact test,
    two-sided; p is adjusted by Benjamini and Hochberg over the family of all constituencies
    and themes. Nations are a family of their own.
    """
    responses = check_table(responses, SPECS["responses"])
    respondents = group_respondents(responses, consultation=consultation)
    theme_ids = list(check_table(themes, SPECS["themes"])["theme_id"])
    raised, in_base = read_raised(
        theme_ids,
        check_table(comment_themes, SPECS["comment_themes"]),
        check_table(comments, SPECS["comments"]),
        respondents,
    )
    if not theme_ids or not in_base.any():
        return empty_table(SPECS["theme_prevalence"])
    parts = [
        _measure_dimension(theme_ids, raised, in_base, respondents, grouping, settings)
        for grouping in respondents.groupings.values()
    ]
    return check_table(pd.concat(parts, ignore_index=True), SPECS["theme_prevalence"])


def read_raised(
    theme_ids: list[str],
    comment_themes: pd.DataFrame,
    comments: pd.DataFrame,
    respondents: Respondents,
) -> tuple[np.ndarray, np.ndarray]:
    """Return who raised which theme, and who wrote something that can be themed.

    Returns
    -------
    raised : bool array of shape (n_responses, n_themes)
    in_base : bool array of shape (n_responses,)
    """
    raised = np.zeros((len(respondents), len(theme_ids)), dtype=bool)
    place = respondents.places(comment_themes["response_id"])
    theme = pd.Index(theme_ids).get_indexer(pd.Index(comment_themes["theme_id"]))
    known = (place >= 0) & (theme >= 0)
    raised[place[known], theme[known]] = True
    can_be_themed = ~comments["is_non_answer"] & comments["campaign_role_code"].isin(_THEMED_ROLES)
    writers = respondents.places(comments.loc[can_be_themed.to_numpy(dtype=bool), "response_id"])
    in_base = raised.any(axis=1)
    in_base[writers[writers >= 0]] = True
    return raised, in_base


def _measure_dimension(
    theme_ids: list[str],
    raised: np.ndarray,
    in_base: np.ndarray,
    respondents: Respondents,
    grouping: Grouping,
    settings: AgreementSettings,
) -> pd.DataFrame:
    n_raised, n_base, effect = _count_people(raised, in_base, respondents, grouping)
    low, high, _ = share_interval(
        n_raised,
        n_base,
        design_effect=effect,
        confidence=settings.confidence,
        min_n=settings.min_interval,
    )
    share = np.divide(n_raised, n_base, out=np.full(n_raised.shape, np.nan), where=n_base > 0)
    p_value = _test_groups(n_raised, n_base, grouping, settings)
    p_adjusted = adjust_p_values(p_value.ravel(), method="benjamini_hochberg")
    share_rest, is_alike = _compare_with_rest(n_raised, n_base, effect, p_value, settings)
    stands_out = np.select(
        [np.isnan(p_adjusted), p_adjusted >= settings.alpha, (share > share_rest).ravel()],
        ["not_tested", "no", "more"],
        "less",
    )
    n_groups, n_themes = n_raised.shape
    return pd.DataFrame(
        {
            "theme_id": theme_ids * n_groups,
            "dimension_code": grouping.dimension,
            "group_code": [label for label in grouping.labels for _ in range(n_themes)],
            "n_respondents": n_raised.ravel(),
            "n_base": n_base.ravel(),
            "share": share.ravel(),
            "share_low": low.ravel(),
            "share_high": high.ravel(),
            "p_value": p_value.ravel(),
            "p_adjusted": p_adjusted,
            "stands_out_code": stands_out,
            "share_rest": share_rest.ravel(),
            "is_alike": pd.array(is_alike.ravel(), dtype="boolean"),
        }
    )


def _compare_with_rest(
    n_raised: np.ndarray,
    n_base: np.ndarray,
    effect: np.ndarray,
    p_value: np.ndarray,
    settings: AgreementSettings,
) -> tuple[np.ndarray, np.ndarray]:
    """Return everybody else's share, and where a group is alike within the margin.

    Two one-sided tests at 5%: the 90% interval of the difference lies within the margin.
    """
    rest_raised, rest_base = n_raised.sum(axis=0) - n_raised, n_base.sum(axis=0) - n_base
    share = np.full(n_raised.shape, np.nan)
    np.divide(rest_raised, rest_base, out=share, where=rest_base > 0)
    is_alike = np.full(n_raised.shape, None, dtype=object)
    for place in np.argwhere(np.isfinite(p_value)):
        cell = tuple(place)
        low, high = difference_interval(
            (n_raised[cell], n_base[cell], max(effect[cell], 1.0)),
            (rest_raised[cell], rest_base[cell], 1.0),
            confidence=_EQUIVALENCE_CONFIDENCE,
        )
        is_alike[cell] = -settings.margin < low and high < settings.margin
    return share, is_alike


def _count_people(
    raised: np.ndarray, in_base: np.ndarray, respondents: Respondents, grouping: Grouping
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return people who raised each theme, the base and the design effect, (groups, themes)."""
    cluster, starts = respondents.clusters_within(grouping)
    n_clusters = int(cluster.max()) + 1
    themes = np.zeros((n_clusters, raised.shape[1]), dtype=np.int64)
    people = np.zeros(n_clusters, dtype=np.int64)
    np.add.at(themes, cluster, raised)
    np.add.at(people, cluster, in_base)
    base = np.repeat(people[:, None], raised.shape[1], axis=1)
    effect, _ = design_effects(themes, base, starts)
    return np.add.reduceat(themes, starts), np.add.reduceat(base, starts), effect


def _test_groups(
    n_raised: np.ndarray, n_base: np.ndarray, grouping: Grouping, settings: AgreementSettings
) -> np.ndarray:
    """Return Fisher's p of each group against the rest; NaN where it is not tested."""
    p_value = np.full(n_raised.shape, np.nan)
    all_raised, all_base = n_raised.sum(axis=0), n_base.sum(axis=0)
    is_tested = grouping.is_named[:, None] & (n_base >= settings.min_eligible)
    is_tested &= all_base - n_base > 0
    for group, theme in np.argwhere(is_tested):
        inside, base = n_raised[group, theme], n_base[group, theme]
        outside, rest = all_raised[theme] - inside, all_base[theme] - base
        table = [[inside, base - inside], [outside, rest - outside]]
        p_value[group, theme] = stats.fisher_exact(table).pvalue
    return p_value
