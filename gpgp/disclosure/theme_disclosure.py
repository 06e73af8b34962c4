"""Who raised each theme in each constituency, and what may be printed of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.disclosure.area_shares import decide_area_shares
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.pooling import sum_over_areas
from gpgp.tables import ALL


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
        codes, parts = _list_writers(counts.loc[counts["theme_id"] == theme])
        known = {area: np.array([kind]) for (of, area), kind in published.items() if of == theme}
        kinds = decide_area_shares(material, codes, parts, n_parts=2, n_printed=1, published=known)
        decided |= {(theme, area): int(kind[0]) for area, kind in kinds.items()}
    return decided


def _list_writers(counts: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Each person who wrote: the constituency, and 0 who raised the theme, 1 who did not.

    Whoever is in no constituency's row is what everyone leaves.
    """
    numbers = counts.set_index("group_code")[["n_respondents", "n_base"]].astype(int)
    if ALL not in numbers.index:
        return np.array([], dtype=str), np.array([], dtype=int)
    numbers.loc[ALL] = 2 * numbers.loc[ALL] - numbers.sum()
    codes = np.repeat(numbers.index.to_numpy(dtype=str), numbers["n_base"])
    is_raised = [np.arange(row.n_base) < row.n_respondents for row in numbers.itertuples()]
    return codes, (~np.concatenate(is_raised)).astype(int)
