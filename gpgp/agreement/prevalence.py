"""Who raises which theme: shares of people per group, and themes that some raise more often.

In: the tables ``responses``, ``themes``, ``comment_themes`` and ``unthemed_comments``. Out:
``theme_prevalence`` and :class:`ThemeContrasts`. A person counts once per theme, however many
comments carry it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats
from scipy.spatial.distance import jensenshannon

from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.shared import group_informed_consensus
from gpgp.agreement.statistics.group_tests import (
    Association,
    adjust_p_values,
    chi_squared,
    cramers_v,
)
from gpgp.agreement.statistics.intervals import (
    design_effects,
    difference_interval,
    share_interval,
)
from gpgp.agreement.statistics.leads import adjust_pairs
from gpgp.agreement.tallies import Grouping, Respondents, group_respondents
from gpgp.instrument import Consultation
from gpgp.tables import ALL, SPECS, assemble_table, check_table, empty_table

_EQUIVALENCE_CONFIDENCE = 0.9  # two one-sided tests at 5% (Schuirmann 1987)


def measure_prevalence(
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
    unthemed_comments: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Measure how many people of each group raise each theme, and where it stands out.

    Parameters
    ----------
    themes, comment_themes, unthemed_comments, responses : DataFrame, contracts of those names
    consultation : Consultation
        Its constituencies and nations.
    settings : AgreementSettings
        ``confidence``, ``min_eligible``, ``min_interval`` and ``alpha``.

    Returns
    -------
    DataFrame, contract ``theme_prevalence``
        The base of every theme is the people with a comment that carries a theme, or that
        theming says could have (``is_in_base``): not only a non-answer, a copy of a campaign
        letter, or a comment in a language that the themes are not coded in.

    Raises
    ------
    ContractError
        A table does not keep its contract.

    Notes
    -----
    Each constituency with enough people is compared with everyone else by Fisher's exact test,
    two-sided; p is adjusted by Benjamini and Hochberg over the family of all constituencies
    and themes. Nations are a family of their own.
    """
    responses = check_table(responses, SPECS["responses"])
    respondents = group_respondents(responses, consultation=consultation)
    theme_ids = list(check_table(themes, SPECS["themes"])["theme_id"])
    raised, in_base = read_raised(
        theme_ids,
        check_table(comment_themes, SPECS["comment_themes"]),
        check_table(unthemed_comments, SPECS["unthemed_comments"]),
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
    unthemed_comments: pd.DataFrame,
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
    is_open = unthemed_comments["is_in_base"].to_numpy(dtype=bool)
    writers = respondents.places(unthemed_comments.loc[is_open, "response_id"])
    in_base = np.zeros(len(respondents), dtype=bool)
    in_base[place[place >= 0]] = True
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


_LEAST_EXPECTED = 5  # Cochran's rule: under it, chi-squared has no chi-squared distribution
_NOTHING_SAID = {"reach_code": "too_few", "more_groups": "", "less_groups": ""}


@dataclass(frozen=True)
class ThemeContrasts:
    """The tables that comparing constituencies by theme makes, by their contracts' names."""

    theme_contrasts: pd.DataFrame
    theme_distances: pd.DataFrame


def contrast_themes(
    theme_prevalence: pd.DataFrame,
    comment_themes: pd.DataFrame,
    unthemed_comments: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
) -> ThemeContrasts:
    """Compare the constituencies that have enough people, theme by theme and as a whole.

    Parameters
    ----------
    theme_prevalence, comment_themes, unthemed_comments, responses : DataFrame, by contract
        ``theme_prevalence`` as :func:`~gpgp.agreement.measure_prevalence` returns it.
    consultation : Consultation
    settings : AgreementSettings
        ``min_eligible``, ``n_permutations`` and ``seed``.

    Returns
    -------
    ThemeContrasts

    Raises
    ------
    ContractError
        A table does not keep its contract.

    Notes
    -----
    That constituencies do not differ beyond chance does not make them alike: a theme is raised
    alike only where every constituency is shown to be within the margin of the rest. People can
    raise several themes, so the chi-squared of the whole table is compared with tables in which
    people's constituencies are redrawn.
    """
    prevalence = check_table(theme_prevalence, SPECS["theme_prevalence"])
    is_own = prevalence["dimension_code"].eq("constituency")
    own = prevalence[is_own & prevalence["p_value"].notna()]
    respondents = group_respondents(
        check_table(responses, SPECS["responses"]), consultation=consultation
    )
    theme_ids = sorted(prevalence["theme_id"].unique())
    if not theme_ids:
        names = ("theme_contrasts", "theme_distances")
        return ThemeContrasts(*(empty_table(SPECS[name]) for name in names))
    raised, in_base = read_raised(
        theme_ids,
        check_table(comment_themes, SPECS["comment_themes"]),
        check_table(unthemed_comments, SPECS["unthemed_comments"]),
        respondents,
    )
    groups = sorted(own["group_code"].unique())
    place = _places(respondents, groups)
    compared = in_base & (place >= 0)
    tests = _test_all(raised[compared], place[compared], theme_ids, len(groups), settings)
    distances = _distances(
        raised[compared], place[compared], respondents.organisation[compared], groups, settings
    )
    rows = [_contrast(theme, own[own["theme_id"] == theme], tests[theme]) for theme in theme_ids]
    whole = {"theme_id": ALL, "n_groups": len(groups), **_NOTHING_SAID, **tests[ALL]}
    if len(groups) > 1:
        whole["reach_code"] = "unclear"
    columns = list(SPECS["theme_contrasts"].columns)
    contrasts = pd.DataFrame([*rows, whole], columns=columns)
    return ThemeContrasts(
        check_table(contrasts, SPECS["theme_contrasts"]),
        assemble_table([distances], SPECS["theme_distances"]),
    )


def _places(respondents: Respondents, groups: list[str]) -> np.ndarray:
    """Return each response's place among the compared constituencies; -1 for the others."""
    grouping = respondents.groupings["constituency"]
    return pd.Index(groups).get_indexer(pd.Index(grouping.labels))[grouping.group]


def _test_all(
    raised: np.ndarray,
    place: np.ndarray,
    theme_ids: list[str],
    n_groups: int,
    settings: AgreementSettings,
) -> dict[str, dict[str, float | None]]:
    """Test every theme (raised or not, by constituency) and the table of all themes."""
    if n_groups < 2:
        figures = ("chi_squared", "p_value", "cramers_v")
        nothing: dict[str, float | None] = {**dict.fromkeys(figures, np.nan), "is_permuted": None}
        return {key: dict(nothing) for key in [*theme_ids, ALL]}
    members = (place[:, None] == np.arange(n_groups)).astype(np.float32)
    base = members.sum(axis=0)
    observed = (members.T @ raised.astype(np.float32)).astype(float)
    splits = [np.column_stack([column, base - column]) for column in observed.T]
    tables = {**dict(zip(theme_ids, splits, strict=True)), ALL: observed}
    found = {key: cramers_v(table) for key, table in tables.items()}
    is_small = {key: _has_small_expectation(table) for key, table in tables.items()}
    is_small[ALL] |= bool((raised.sum(axis=1) > 1).any())
    beaten = _permute(raised, place, base, found, is_small, theme_ids, settings)
    return {
        key: {
            "chi_squared": test.chi_squared,
            "p_value": beaten[key] if is_small[key] else test.p,
            "is_permuted": is_small[key],
            "cramers_v": test.cramers_v,
        }
        for key, test in found.items()
    }


def _has_small_expectation(table: np.ndarray) -> bool:
    expected = np.outer(table.sum(axis=1), table.sum(axis=0)) / max(table.sum(), 1)
    return bool((expected[expected > 0] < _LEAST_EXPECTED).any())


def _permute(
    raised: np.ndarray,
    place: np.ndarray,
    base: np.ndarray,
    found: dict[str, Association],
    is_small: dict[str, bool],
    theme_ids: list[str],
    settings: AgreementSettings,
) -> dict[str, float]:
    """Return p by redrawing people's constituencies, (beaten + 1)/(draws + 1)."""
    if not any(is_small.values()):
        return {}
    generator = np.random.default_rng(settings.seed)
    n = len(place)
    totals = raised.sum(axis=0).astype(float)
    expected_raised = np.outer(base, totals) / n
    expected_not = np.outer(base, n - totals) / n
    beaten = dict.fromkeys(found, 1)
    who, theme = np.nonzero(raised)
    n_groups, n_themes = len(base), len(theme_ids)
    observed = np.array([found[key].chi_squared for key in theme_ids])
    for _ in range(settings.n_permutations):
        drawn = generator.permutation(place)
        cell = drawn[who] * n_themes + theme
        counts = np.bincount(cell, minlength=n_groups * n_themes).reshape(n_groups, n_themes)
        square = (counts - expected_raised) ** 2
        split = _ratio(square, expected_raised) + _ratio(square, expected_not)
        for key, is_beaten in zip(theme_ids, split >= observed - 1e-9, strict=True):
            beaten[key] += int(is_beaten)
        beaten[ALL] += int(chi_squared(counts) >= found[ALL].chi_squared - 1e-9)
    return {key: times / (settings.n_permutations + 1) for key, times in beaten.items()}


def _ratio(square: np.ndarray, expected: np.ndarray) -> np.ndarray:
    ratio = np.divide(square, expected, out=np.zeros(square.shape), where=expected > 0)
    return ratio.sum(axis=0)


def _contrast(theme: str, rows: pd.DataFrame, test: Mapping[str, object]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "theme_id": theme,
        "n_groups": len(rows),
        **_NOTHING_SAID,
        **test,
    }
    if len(rows) < 2:
        return row
    by_group = rows.set_index("group_code")
    common = group_informed_consensus(by_group["n_respondents"], by_group["n_base"])
    stands_out = by_group["stands_out_code"]
    more, less = (list(by_group.index[stands_out == code]) for code in ("more", "less"))
    is_alike = bool(by_group["is_alike"].all())
    reach = "more" if more else "less" if less else "alike" if is_alike else "unclear"
    return {
        **row,
        "common_share": common.geometric_mean,
        "lowest_group": common.lowest_group,
        "reach_code": reach,
        "more_groups": "|".join(more),
        "less_groups": "|".join(less),
    }


def _distances(
    raised: np.ndarray,
    place: np.ndarray,
    organisation: np.ndarray,
    groups: list[str],
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Return the Jensen-Shannon distance of each pair's spread over the themes.

    p is the chance that some pair looks as far apart where constituencies raise the same:
    organisations are redrawn among constituencies.
    """
    units, first, unit = np.unique(
        place * (organisation.max(initial=0) + 1) + organisation,
        return_index=True,
        return_inverse=True,
    )
    summed = np.zeros((len(units), raised.shape[1]))
    np.add.at(summed, unit, raised)
    group = place[first]
    present = np.flatnonzero(np.bincount(group, summed.sum(axis=1), minlength=len(groups)) > 0)
    one, other = (present[side] for side in np.triu_indices(len(present), k=1))

    def distances(drawn: np.ndarray) -> np.ndarray:
        counts = (drawn == np.arange(len(groups))[:, None]).astype(float) @ summed
        return np.nan_to_num(jensenshannon(counts[one], counts[other], axis=1))

    with np.errstate(invalid="ignore"):  # a draw in which a constituency raises nothing
        p_adjusted = adjust_pairs(
            distances, group, n_permutations=settings.n_pair_permutations, seed=settings.seed
        )
        distance = distances(group)
    names = np.array(groups, dtype=object)
    return pd.DataFrame(
        {
            "group_a": names[one],
            "group_b": names[other],
            "jensen_shannon": distance,
            "p_adjusted": p_adjusted,
            "is_apart": p_adjusted < settings.alpha,
        }
    )
