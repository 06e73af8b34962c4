"""People crossed by every way in which they are grouped and printed.

In: per way, the group of each person. Out: the cells in which the ways cross, and every
group as a set of cells: those that are printed, and those that two printed groups leave of each
other, which nobody prints and subtraction tells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from gpgp.tables import ALL

EVERYONE = (ALL, ALL)
PUBLISHED = "public "  # before a way to group people: as the public report does
Key = tuple[str, str]  # a way to group people, and a group


@dataclass(frozen=True)
class Crossing:
    """People in cells.

    Attributes
    ----------
    cells : ndarray of int, shape (cells, parts)
        People of each cell in each part.
    members : ndarray of bool, shape (groups, cells)
        Each set of people once; everyone is the last one.
    rows : mapping of (way, group) to int
        The row of each group; groups of the same people share one.
    """

    cells: np.ndarray
    members: np.ndarray
    rows: Mapping[Key, int]

    @property
    def sizes(self) -> np.ndarray:
        """People in each cell."""
        return self.cells.sum(axis=1)


def cross_people(ways: Mapping[str, np.ndarray], parts: np.ndarray, *, n_parts: int) -> Crossing:
    """Count people in the cells in which all ways to group them cross.

    Parameters
    ----------
    ways : mapping of a way to an array of str, one value per person
        The group that each person is in.
    parts : ndarray of int, one value per person
        The part that each person is in, from 0.
    n_parts : int

    Returns
    -------
    Crossing
    """
    placed = {way: np.unique(groups, return_inverse=True) for way, groups in ways.items()}
    places = np.column_stack([place.ravel() for _, place in placed.values()])
    found, cell = np.unique(places, axis=0, return_inverse=True)
    cells = np.zeros((len(found), n_parts), dtype=int)
    np.add.at(cells, (cell.ravel(), parts), 1)
    sets = {
        (way, str(group)): found[:, column] == number
        for column, (way, (groups, _)) in enumerate(placed.items())
        for number, group in enumerate(groups)
    }
    everyone = np.ones(len(found), dtype=bool)
    unique = {who.tobytes(): who for who in sets.values() if not who.all()}
    unique[everyone.tobytes()] = everyone
    row_of = {key: row for row, key in enumerate(unique)}
    rows = {key: row_of[who.tobytes()] for key, who in sets.items()}
    return Crossing(cells, np.array([*unique.values()]), {**rows, EVERYONE: len(unique) - 1})


def find_between(crossing: Crossing, printed: np.ndarray, *, threshold: int) -> np.ndarray:
    """Return what two groups leave of each other where subtraction would tell of it.

    Parameters
    ----------
    crossing : Crossing
    printed : ndarray of int
        The rows of groups that are printed.
    threshold : int
        Fewer people than this are always looked at; more only where one group is inside the
        other, so that the rest is known exactly.

    Returns
    -------
    ndarray of bool, shape (sets of people, cells)
        Each once, and none that is a group itself.
    """
    sizes = crossing.sizes
    inside = crossing.members[printed].astype(int)
    held = {row.tobytes() for row in crossing.members}
    both = inside * sizes @ inside.T
    base = both.diagonal()
    found = []
    for one, other in np.argwhere(np.triu(np.ones(both.shape, bool), 1)):
        shared, n_one, n_other = both[one, other], base[one], base[other]
        n_neither = sizes.sum() - n_one - n_other + shared
        is_part = sizes.sum() not in (n_one, n_other) and shared in (n_one, n_other)
        for n, has_one, has_other in (
            (n_one - shared, True, False),
            (n_other - shared, False, True),
            (shared, True, True),
            (n_neither, False, False),
        ):
            if 0 < n < threshold or (n > 0 and is_part and has_one != has_other):
                cells = (inside[one] == has_one) & (inside[other] == has_other)
                if cells.tobytes() not in held:
                    held.add(cells.tobytes())
                    found.append(cells)
    return np.array(found, dtype=bool).reshape(-1, len(sizes))
