"""Which themes bridge constituencies, which belong to one, and who speaks about other things.

In: the tables of themes, comments and responses, and ``theme_prevalence``. Out:
:class:`ThemeContrasts`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.spatial.distance import jensenshannon

from gpgp.agreement.prevalence import read_raised
from gpgp.agreement.respondents import Respondents, group_respondents
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.shared import group_informed_consensus
from gpgp.agreement.statistics.group_tests import Association, chi_squared, cramers_v
from gpgp.instrument import Consultation
from gpgp.tables import ALL, SPECS, check_table, empty_table

_LEAST_EXPECTED = 5  # Cochran's rule: under it, chi-squared has no chi-squared distribution
_TIMES_AS_OFTEN = 2  # as the other constituencies together, for a theme to belong to one


@dataclass(frozen=True)
class ThemeContrasts:
    """The tables that comparing constituencies by theme makes, by their contracts' names."""

    theme_contrasts: pd.DataFrame
    theme_distances: pd.DataFrame


def contrast_themes(
    theme_prevalence: pd.DataFrame,
    comment_themes: pd.DataFrame,
    comments: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
) -> ThemeContrasts:
    """Compare the constituencies that have enough people, theme by theme and as a whole.

    Parameters
    ----------
    theme_prevalence, comment_themes, comments, responses : DataFrame, contracts of those names
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
    A theme bridges if every constituency raises it and none stands out; it belongs to a
    constituency that alone stands out as raising it more, and at least twice as often as the
    others together. People can
    raise several themes, so the chi-squared of the whole table is held against tables in which
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
        check_table(comments, SPECS["comments"]),
        respondents,
    )
    groups = sorted(own["group_code"].unique())
    place = _places(respondents, groups)
    compared = in_base & (place >= 0)
    tests = _test_all(raised[compared], place[compared], theme_ids, len(groups), settings)
    rows = [_contrast(theme, own[own["theme_id"] == theme], tests[theme]) for theme in theme_ids]
    whole = {"theme_id": ALL, "n_groups": len(groups), "reach_code": "too_few", **tests[ALL]}
    if len(groups) > 1:
        whole["reach_code"] = "differs" if tests[ALL]["p_value"] < settings.alpha else "bridges"
    columns = list(SPECS["theme_contrasts"].columns)
    contrasts = pd.DataFrame([*rows, whole], columns=columns)
    return ThemeContrasts(
        check_table(contrasts, SPECS["theme_contrasts"]),
        check_table(_distances(own, groups), SPECS["theme_distances"]),
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
) -> dict[str, dict[str, float]]:
    """Test every theme (raised or not, by constituency) and the table of all themes."""
    if n_groups < 2:
        nothing = dict.fromkeys(("chi_squared", "p_value", "cramers_v"), np.nan)
        return {key: {**nothing, "is_permuted": None} for key in [*theme_ids, ALL]}
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


def _contrast(theme: str, rows: pd.DataFrame, test: dict[str, float]) -> dict[str, Any]:
    row: dict[str, Any] = {
        "theme_id": theme,
        "n_groups": len(rows),
        "reach_code": "too_few",
        **test,
    }
    if len(rows) < 2:
        return row
    by_group = rows.set_index("group_code")
    common = group_informed_consensus(by_group["n_respondents"], by_group["n_base"])
    more = list(by_group.index[by_group["stands_out_code"] == "more"])
    stands_out = by_group["stands_out_code"].isin(["more", "less"]).any()
    is_everywhere = bool((by_group["n_respondents"] > 0).all())
    row |= {"common_share": common.geometric_mean, "lowest_group": common.lowest_group}
    if len(more) == 1 and _is_far_ahead(by_group, more[0]):
        return {**row, "reach_code": "belongs", "belongs_to": more[0]}
    return {**row, "reach_code": "bridges" if is_everywhere and not stands_out else "differs"}


def _is_far_ahead(by_group: pd.DataFrame, group: str) -> bool:
    rest = by_group.drop(index=group)
    elsewhere = rest["n_respondents"].sum() / rest["n_base"].sum()
    return bool(by_group.loc[group, "share"] >= _TIMES_AS_OFTEN * elsewhere)


def _distances(own: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    """Return the Jensen-Shannon distance of each pair's spread over the themes."""
    counts = own.groupby(["group_code", "theme_id"], observed=True)["n_respondents"].sum()
    rows = []
    for place, one in enumerate(groups):
        for other in groups[place + 1 :]:
            spread = [counts[group].to_numpy(dtype=float) for group in (one, other)]
            if all(part.sum() > 0 for part in spread):
                distance = jensenshannon(*spread)
                rows.append({"group_a": one, "group_b": other, "jensen_shannon": distance})
    return pd.DataFrame(rows, columns=["group_a", "group_b", "jensen_shannon"])
