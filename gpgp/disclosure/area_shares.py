"""What may be printed of each constituency, where everybody stands in one of several parts.

People who raised a theme or not, who chose which option: one audit of every constituency, every
area as printed, everyone, and the areas of the public report where another profile prints more.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gpgp.disclosure.bands import NOTHING
from gpgp.disclosure.crossing import cross_people, find_between
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.shares import suppress_shares
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED


def decide_area_shares(
    material: Material,
    codes: np.ndarray,
    parts: np.ndarray,
    *,
    n_parts: int,
    n_printed: int,
    published: Mapping[str, np.ndarray],
    is_sensitive: bool = False,
) -> dict[str, np.ndarray]:
    """Return what may be printed of each part, by area code and of everyone.

    Parameters
    ----------
    material : Material
    codes : ndarray of str, one value per person
        Constituency; people of none on the list are a row that is not printed.
    parts : ndarray of int, one value per person
        The part that each is in, from 0.
    n_parts, n_printed : int
        How many parts there are, and how many of them, the first ones, have a share.
    published : mapping of area code to ndarray of int
        What this function returned for the public report; empty for that one itself.
    is_sensitive : bool

    Returns
    -------
    dict of area code to ndarray of int, shape (n_printed,)
        ``SHARE`` or ``NOTHING``, as in :mod:`gpgp.disclosure.bands`.
    """
    if len(codes) == 0:
        return {}
    listed = set(codes.tolist()) - {ALL, NO_ANSWER, NOT_MATCHED}
    ways = {"code": _place(codes, {code: code for code in listed})}
    ways["area"] = _place(codes, _map_areas(material.constituencies))
    if material.published is not None:
        ways["published"] = _place(codes, _map_areas(material.published.constituencies))
    crossing = cross_people(ways, parts, n_parts=n_parts)
    may_print = np.zeros((len(crossing.members), n_printed), dtype=bool)
    known = np.full(may_print.shape, NOTHING)
    for (way, group), row in crossing.rows.items():
        may_print[row] |= way in ("area", ALL) and group != ""
        if way in ("published", ALL) and group in published:
            known[row] = np.maximum(known[row], published[group])
    printed = np.flatnonzero(may_print.any(axis=1) | (known > NOTHING).any(axis=1))
    between = find_between(crossing, printed, threshold=material.profile.threshold)
    extra = ((0, len(between)), (0, 0))
    found = suppress_shares(
        crossing.cells,
        members=np.vstack([crossing.members, between]),
        n_printed=n_printed,
        threshold=material.profile.threshold,
        floor=material.profile.share_base_floor,
        may_print=np.pad(may_print, extra),
        known=np.pad(known, extra),
        is_sensitive=is_sensitive,
    )
    return {
        group: found.kinds[row]
        for (way, group), row in crossing.rows.items()
        if way in ("area", ALL) and group != ""
    }


def _map_areas(areas: tuple[Area, ...]) -> dict[str, str]:
    return {code: area.code for area in areas for code in area.members}


def _place(codes: np.ndarray, area_of: Mapping[str, str]) -> np.ndarray:
    return np.array([area_of.get(code, "") for code in codes], dtype=str)
