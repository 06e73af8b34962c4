"""How many responses each area is said to have, wherever that is printed."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gpgp.disclosure import true_tables
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import BASE_ROUNDING
from gpgp.disclosure.sums import find_small, hide_in_sum, limit_rounded


def decide_sizes(
    areas: tuple[Area, ...], *, reserved: Mapping[str, int], profile: Profile
) -> dict[str, true_tables.AreaCount | true_tables.Count]:
    """Return the cell of each area and of those without one, by code.

    Parameters
    ----------
    areas : tuple of Area
        They share nobody.
    reserved : mapping of code to number of people
        Those of no area: no answer, not matched. With them, all add up to everyone, a number
        that is printed exactly.
    profile : Profile

    Notes
    -----
    Where exact sizes would leave a small number to others, sizes are rounded instead, as in the
    public profile; where that is not enough, the smallest is only said to be large enough.
    """
    counts = np.array([*(area.n_responses for area in areas), *reserved.values()], dtype=int)
    floor, is_area = profile.share_base_floor, np.arange(len(counts)) < len(areas)
    small = find_small(counts, profile=profile)
    hidden = small | (is_area & (counts < floor))
    low = np.where(is_area, np.where(hidden, 1, floor), 0)
    high = np.where(is_area & hidden, floor - 1, int(counts.sum()))
    for rounding in (profile.rounding_base, max(profile.rounding_base, BASE_ROUNDING)):
        own = limit_rounded(counts, rounding=rounding, least=floor)
        others = limit_rounded(counts, rounding=profile.rounding_base, least=profile.threshold)
        shown = tuple(np.where(is_area, *ends) for ends in zip(own, others, strict=True))
        withheld, _ = hide_in_sum(
            counts, shown=shown, veiled=(low, high), small=small, hidden=hidden
        )
        if (withheld == hidden).all():
            break
    cells: dict[str, true_tables.AreaCount | true_tables.Count] = {}
    for area, is_withheld in zip(areas, withheld, strict=False):
        n_areas = max(len(area.members) - 1, 0) if area.is_pool else 1
        cells[area.code] = true_tables.AreaCount(
            area.n_responses, n_areas, rounding, bool(is_withheld)
        )
    for (code, n), is_withheld in zip(reserved.items(), withheld[len(areas) :], strict=True):
        cells[code] = true_tables.Count(n, int(counts.sum()), bool(is_withheld))
    return cells
