"""How many responses each area is said to have, wherever that is printed.

Constituencies and nations are audited together, and with what the public report prints: fifty of
a nation and forty-six of its only constituency leave four.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.audit import LEAST_POSSIBLE, Groups, Knowledge, Witnesses, find_exposed
from gpgp.disclosure.crossing import PUBLISHED, Key, cross_people, find_between
from gpgp.disclosure.pooling import Area, count_groups
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import BASE_ROUNDING, ZERO_FLOOR
from gpgp.disclosure.sums import find_small, hide_in_sum, limit_rounded
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED

Size = true_tables.AreaCount | true_tables.Count
_Sizes = Mapping[str, Mapping[str, Size]]


@dataclass(frozen=True)
class Sized:
    """How many responses each area has, and who is in it.

    Attributes
    ----------
    cells : mapping of dimension to mapping of area code to what is printed
    ways : mapping of dimension to the area of each response, '' where it has none
    profile : Profile
    """

    cells: _Sizes
    ways: Mapping[str, np.ndarray]
    profile: Profile


def size_areas(
    responses: pd.DataFrame,
    areas: Mapping[str, tuple[Area, ...]],
    *,
    populations: Mapping[str, int],
    profile: Profile,
    published: Sized | None = None,
) -> Sized:
    """Decide how many responses each area is said to have.

    Parameters
    ----------
    responses : DataFrame, one row per response
    areas : mapping of dimension to its areas
    populations : mapping of group code to how many there are
        Where all but a few of them responded, the size is withheld.
    profile : Profile
    published : Sized, optional
        What another report prints.

    Notes
    -----
    While a small number of people, of an area or between two areas, can take fewer than five
    values, sizes are rounded, then the smallest one that binds it is withheld.
    """
    ways = {
        dimension: _place_responses(responses, areas[dimension], dimension) for dimension in areas
    }
    sized = Sized(_decide_each(responses, areas, profile, 1), ways, profile)
    sized = _withhold_nearly_all(sized, populations)
    if _find_told(sized, published) is not None:
        cells = _decide_each(responses, areas, profile, BASE_ROUNDING)
        sized = _withhold_nearly_all(replace(sized, cells=cells), populations)
    while (binding := _find_told(sized, published)) is not None:
        shown = [
            (cell.n, key)
            for key in binding
            if isinstance(cell := sized.cells[key[0]][key[1]], true_tables.AreaCount)
            if not cell.is_withheld and cell.n >= profile.share_base_floor
        ]
        if not shown:
            break
        sized = _withhold(sized, min(shown)[1])
    return sized


def _decide_each(
    responses: pd.DataFrame, areas: Mapping[str, tuple[Area, ...]], profile: Profile, rounding: int
) -> dict[str, dict[str, Size]]:
    cells = {}
    for dimension, of in areas.items():
        counts = count_groups(responses, dimension=dimension)
        reserved = {code: counts.get(code, 0) for code in (NO_ANSWER, NOT_MATCHED)}
        cells[dimension] = decide_sizes(
            of, reserved=reserved, profile=profile, least_rounding=rounding
        )
    return cells


def _place_responses(
    responses: pd.DataFrame, areas: tuple[Area, ...], dimension: str
) -> np.ndarray:
    area_of = {code: area.code for area in areas for code in area.members}
    area_of |= {code: code for code in (NO_ANSWER, NOT_MATCHED)}
    codes = responses[f"{dimension}_code"].tolist()
    return np.array([area_of.get(code, "") for code in codes], dtype=str)


def _withhold_nearly_all(sized: Sized, populations: Mapping[str, int]) -> Sized:
    for dimension, cells in sized.cells.items():
        for code, cell in cells.items():
            if 0 < populations.get(code, 0) - cell.n < sized.profile.threshold:
                sized = _withhold(sized, (dimension, code))
    return sized


def _withhold(sized: Sized, key: Key) -> Sized:
    dimension, code = key
    cells = {**sized.cells[dimension]}
    cells[code] = replace(cells[code], is_withheld=True)
    return replace(sized, cells={**sized.cells, dimension: cells})


def _find_told(sized: Sized, published: Sized | None) -> list[Key] | None:
    """The printed sizes that reveal a small number; None if none does."""
    ways = dict(sized.ways)
    if published is not None:
        ways |= {PUBLISHED + way: place for way, place in published.ways.items()}
    n_all = len(next(iter(ways.values()), ()))
    if n_all == 0:
        return None
    crossing = cross_people(ways, np.zeros(n_all, dtype=int), n_parts=1)
    printed = np.array(sorted(set(crossing.rows.values())))
    between = find_between(crossing, printed, threshold=sized.profile.threshold)
    members = np.vstack([crossing.members, between])
    true = members @ crossing.cells[:, 0]
    groups = Groups(np.full(len(crossing.cells), n_all), members, 2)  # how many is not known
    low, high = np.zeros((len(true), 2)), np.repeat(groups.bases[:, None], 2, axis=1).astype(float)
    for (way, code), row in crossing.rows.items():
        if code:
            of = published if way.startswith(PUBLISHED) else sized
            lowest, most = _limit_size(of, way.removeprefix(PUBLISHED), code, n_all)
            low[row, 0], high[row, 0] = max(low[row, 0], lowest), min(high[row, 0], most)
    least = np.zeros(low.shape, dtype=int)
    least[:, 0] = np.where((true > 0) & (true < sized.profile.threshold), LEAST_POSSIBLE, 0)
    table = np.column_stack([true, groups.bases - true])
    exposed, _ = find_exposed(Knowledge(groups, low, high), least=least, witnesses=Witnesses(table))
    if exposed is None:
        return None
    bound = {int(row) for row in np.flatnonzero(exposed.binding.any(axis=1))}
    return [
        (way, code)
        for (way, code), row in crossing.rows.items()
        if row in bound and way in sized.cells and code  # "": those of no area have no size
    ]


def _limit_size(of: Sized | None, way: str, code: str, n_all: int) -> tuple[float, float]:
    """The least and the most that a printed size can be."""
    if of is None or way == ALL:
        return n_all, n_all
    cell, floor = of.cells[way][code], of.profile.share_base_floor
    if isinstance(cell, true_tables.Count):
        is_zero = cell.n == 0 and n_all >= ZERO_FLOOR
        if cell.is_withheld or (cell.n < of.profile.threshold and not is_zero):
            return 0, n_all
        rounding, least = of.profile.rounding_base, of.profile.threshold
    elif cell.n < floor or cell.n_areas == 0:
        return 1, floor - 1
    elif cell.is_withheld:
        return floor, n_all
    else:
        rounding, least = max(of.profile.rounding_base, cell.rounding), floor
    low, high = limit_rounded(np.array([cell.n]), rounding=rounding, least=least)
    return float(low[0]), float(high[0])


def decide_sizes(
    areas: tuple[Area, ...],
    *,
    reserved: Mapping[str, int],
    profile: Profile,
    least_rounding: int = 1,
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
    least_rounding : int
        Areas are rounded to a multiple of this, or a larger one.

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
    finest = max(profile.rounding_base, least_rounding)
    for rounding in (finest, max(finest, BASE_ROUNDING)):
        own = limit_rounded(counts, rounding=rounding, least=floor)
        others = limit_rounded(counts, rounding=profile.rounding_base, least=profile.threshold)
        low_shown, high_shown = (np.where(is_area, *ends) for ends in zip(own, others, strict=True))
        withheld, _ = hide_in_sum(
            counts,
            shown=(low_shown, high_shown),
            veiled=(low, high),
            small=small,
            hidden=hidden,
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
