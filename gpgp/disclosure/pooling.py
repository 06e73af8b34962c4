"""Which constituencies stand alone and which are pooled: one partition for the whole report.

One partition keeps tables from being nested: what is printed for a pool never differs from what
is printed elsewhere by the few people of one small constituency.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from gpgp.disclosure.profiles import Profile
from gpgp.instrument import Group

POOL = "pool_"  # how the code of a pool begins
SMALLER = "smaller"  # code of the pool of last resort; no group may be called so in prose


@dataclass(frozen=True)
class Area:
    """A constituency that stands alone, or a pool of several.

    ``members`` are the group codes with at least one response; ``n_responses`` is the true
    number and never printed as such; ``pool_code`` is the pool it joins where it answered too
    little, '' where there is none.
    """

    code: str
    label: str
    members: tuple[str, ...]
    n_responses: int
    pool_code: str = ""

    @property
    def is_pool(self) -> bool:
        """Whether it is more than one group."""
        return self.code.startswith(POOL)


def pool_groups(
    sizes: Mapping[str, int],
    groups: Sequence[Group],
    *,
    profile: Profile,
    smaller_label: str = "Smaller constituencies",
) -> tuple[Area, ...]:
    """Part the groups into areas that may be printed.

    Parameters
    ----------
    sizes : mapping of group code to its number of responses
    groups : sequence of Group
        The instrument's groups; ``parent`` says what a small one is pooled with.
    profile : Profile
        Groups under ``share_base_floor`` responses are pooled.
    smaller_label : str
        Name of the pool of those without a parent, or whose parent's pool is still too small.

    Returns
    -------
    tuple of Area
        Largest first, pools after single groups, the pool of last resort at the end. Groups
        without a response are in none. A pool has at least two members where that is possible.
    """
    answered = [group for group in groups if sizes.get(group.code, 0) > 0]
    floor = profile.share_base_floor
    small = {group.code for group in answered if sizes[group.code] < floor}
    pools: dict[str, list[str]] = {}
    for group in answered:
        if group.code in small and group.parent and sizes.get(group.parent, 0) > 0:
            pools.setdefault(group.parent, [group.parent]).append(group.code)
    kept = {
        parent: members
        for parent, members in _disjoint(pools).items()
        if len(members) > 1 and sum(sizes[code] for code in members) >= floor
    }
    pooled = {code for members in kept.values() for code in members}
    singles = [g for g in answered if g.code not in small and g.code not in pooled]
    rest = [group.code for group in answered if group.code in small and group.code not in pooled]
    last = f"{POOL}{SMALLER}" if rest else ""
    areas = [
        Area(
            g.code,
            g.label,
            (g.code,),
            sizes[g.code],
            f"{POOL}{g.parent}" if g.parent in kept else last,
        )
        for g in singles
    ]
    labels = {group.code: group.label for group in groups}
    children = {g.parent for g in singles if g.parent}
    for parent, members in kept.items():
        label = f"{labels[parent]}, others" if parent in children else labels[parent]
        n = sum(sizes[code] for code in members)
        areas.append(Area(f"{POOL}{parent}", label, tuple(dict.fromkeys(members)), n))
    areas.sort(key=lambda area: (area.is_pool, -area.n_responses, area.code))
    if rest:
        n = sum(sizes[code] for code in rest)
        areas.append(Area(last, smaller_label, tuple(rest), n))
    return tuple(areas)


def _disjoint(pools: dict[str, list[str]]) -> dict[str, list[str]]:
    """Let a parent that is itself pooled with its own parent bring its children along."""
    merged = {parent: list(members) for parent, members in pools.items()}
    for parent in list(merged):
        for other, members in merged.items():
            if other != parent and parent in members[1:]:
                members.extend(code for code in merged[parent] if code not in members)
                del merged[parent]
                break
    return merged


def count_groups(responses: pd.DataFrame, *, dimension: str) -> dict[str, int]:
    """Return the number of responses by group code of ``constituency`` or ``nation``."""
    counts = responses.groupby(f"{dimension}_code", observed=True, dropna=False).size()
    return {str(code): int(n) for code, n in counts.items()}


def sum_over_areas(
    frame: pd.DataFrame,
    *,
    areas: tuple[Area, ...],
    by: list[str],
    counts: list[str],
) -> pd.DataFrame:
    """Add up counts over the groups of each area.

    Parameters
    ----------
    frame : DataFrame, one row per group and ``by``
        ``group_code``, the columns of ``by`` and of ``counts``.
    areas : tuple of Area
    by : list of str
        Columns that stay.
    counts : list of str
        Numbers of people, added up.

    Returns
    -------
    DataFrame, one row per area and ``by``: ``area_code``, ``by``, ``counts``.
    """
    members = pd.DataFrame(
        [(area.code, code) for area in areas for code in area.members],
        columns=["area_code", "group_code"],
    ).astype("str")
    joined = members.merge(frame, on="group_code", how="inner", validate="1:m")
    return joined.groupby(["area_code", *by], observed=True, dropna=False, as_index=False)[
        counts
    ].sum()
