"""Who raised each theme in each constituency, and what may be printed of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.disclosure.inputs import Material
from gpgp.disclosure.pooling import sum_over_areas
from gpgp.disclosure.shares import suppress_shares
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

    Those who wrote from no constituency on the list are a row that is not printed.
    """
    raised = count_raised(material)
    decided: dict[tuple[str, str], int] = {}
    for theme in themes["theme_id"]:
        here = [area.code for area in material.constituencies if (theme, area.code) in raised]
        if (theme, ALL) not in raised:
            continue
        areas = np.array([raised[theme, code] for code in here], dtype=int).reshape(-1, 2)
        table = np.vstack([areas, np.array(raised[theme, ALL]) - areas.sum(axis=0)])
        found = suppress_shares(
            table[:, :1],
            bases=table[:, 1],
            threshold=material.profile.threshold,
            floor=material.profile.share_base_floor,
            may_print=(np.arange(len(table)) < len(here))[:, None],
        )
        places = [(theme, code) for code in (*here, ALL)]
        kinds = np.delete(found.kinds[:, 0], len(here)).tolist()
        decided |= dict(zip(places, kinds, strict=True))
    return decided
