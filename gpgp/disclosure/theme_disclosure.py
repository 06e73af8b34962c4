"""Who raised each theme in each constituency, and what may be printed of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gpgp.disclosure.bands import NOTHING
from gpgp.disclosure.crossing import cross_people, find_between
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.pooling import Area, sum_over_areas
from gpgp.disclosure.shares import suppress_shares
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED


def count_raised(material: Material) -> dict[tuple[str, str], tuple[int, int]]:
    """Return who raised a theme and who wrote, by (theme id, area code)."""
    summed = sum_over_areas(
        material.tables["theme_prevalence"].query("dimension_code in ('constituency', 'all')"),
        areas=material.everyone_and("constituency"),
        by=["theme_id"],
        counts=["n_respondents", "n_base"],
    )
    return {
        (row.theme_id, row.area_code): (int(row.n_respondents), int(row.n_base))
        for row in summed.itertuples(index=False)
    }


def decide_themes(material: Material, themes: pd.DataFrame) -> dict[tuple[str, str], int]:
    """Return what may be printed of each theme in each area and of everyone, by their codes.

    Those who wrote from no constituency on the list are a row that is not printed. In another
    report than the public one, what that prints is known.
    """
    published = decide_themes(material.published, themes) if material.published else {}
    counts = material.tables["theme_prevalence"]
    counts = counts.loc[counts["dimension_code"].isin(["constituency", ALL])]
    decided: dict[tuple[str, str], int] = {}
    for theme in themes["theme_id"]:
        known = {area: kind for (of, area), kind in published.items() if of == theme}
        rows = counts.loc[counts["theme_id"] == theme]
        kinds = _decide_theme(rows, material, known)
        decided |= {(theme, area): kind for area, kind in kinds.items()}
    return decided


def _decide_theme(
    counts: pd.DataFrame, material: Material, published: Mapping[str, int]
) -> dict[str, int]:
    """What may be printed of one theme, by area: people are crossed by constituency alone.

    Whoever is in no constituency's row is what everyone leaves.
    """
    numbers = counts.set_index("group_code")[["n_respondents", "n_base"]].astype(int)
    if ALL not in numbers.index:
        return {}
    numbers.loc[ALL] = 2 * numbers.loc[ALL] - numbers.sum()
    code = np.repeat(numbers.index.to_numpy(dtype=str), numbers["n_base"])
    is_raised = np.concatenate(
        [np.arange(row.n_base) < row.n_respondents for row in numbers.itertuples()]
    )
    ways = {"code": _place(code, {c: c for c in set(code) - {ALL, NO_ANSWER, NOT_MATCHED}})}
    ways["area"] = _place(code, _map_areas(material.constituencies))
    if material.published is not None:
        ways["published"] = _place(code, _map_areas(material.published.constituencies))
    crossing = cross_people(ways, (~is_raised).astype(int), n_parts=2)
    may_print = np.zeros((len(crossing.members), 1), dtype=bool)
    known = np.full(may_print.shape, NOTHING)
    for (way, group), row in crossing.rows.items():
        may_print[row] |= way in ("area", ALL) and group != ""
        if way in ("published", ALL):
            known[row] = np.maximum(known[row], published.get(group, NOTHING))
    printed = np.flatnonzero(may_print[:, 0] | (known[:, 0] > NOTHING))
    between = find_between(crossing, printed, threshold=material.profile.threshold)
    extra = ((0, len(between)), (0, 0))
    found = suppress_shares(
        crossing.cells,
        members=np.vstack([crossing.members, between]),
        n_printed=1,
        threshold=material.profile.threshold,
        floor=material.profile.share_base_floor,
        may_print=np.pad(may_print, extra),
        known=np.pad(known, extra),
    )
    areas = [key for key in crossing.rows if key[0] in ("area", ALL) and key[1] != ""]
    return {group: int(found.kinds[crossing.rows[way, group], 0]) for way, group in areas}


def _map_areas(areas: tuple[Area, ...]) -> dict[str, str]:
    return {code: area.code for area in areas for code in area.members}


def _place(codes: np.ndarray, area_of: Mapping[str, str]) -> np.ndarray:
    return np.array([area_of.get(code, "") for code in codes], dtype=str)
