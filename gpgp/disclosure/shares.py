"""Which shares of a table may be printed beside each other, and which are hidden for it.

Several shares of one base tell more than each alone: 57% and 34% of 35 leave 3. The same shares
of all areas but one, beside everyone's, tell those of the last; those of a nation, beside those
of a constituency that is all of it but four people, tell the four. All ways to group the people
of a table are audited as a whole, with what another report prints of them, and further shares are
hidden until no small count can be worked back.

The reader is taken to know more than is printed: how many people there are wherever two ways to
group them cross, and the exact count behind every printed share. Shares of many questions with
one base tell it in the end; intervals, points of the scale and other weightings tell counts. What
is safe from this reader stays so whatever else is printed of printed numbers.

References
----------
Hundepool, A. et al. (2012). Statistical Disclosure Control. Wiley, ch. 4 (primary and secondary
suppression, audit).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from gpgp.disclosure.audit import Exposed, Fact, Groups, Knowledge, Witnesses, find_exposed
from gpgp.disclosure.bands import BAND, NOTHING, SHARE
from gpgp.disclosure.share_table import ShareTable, find_least, know_table, print_kinds
from gpgp.errors import ParameterError


@dataclass(frozen=True)
class SuppressedShares:
    """Which shares of a table may be printed.

    Attributes
    ----------
    kinds : ndarray of int, shape (groups, parts)
        ``SHARE``: the whole per cent; ``BAND``: its band; ``NOTHING``.
    table : ShareTable
        The true counts.
    n_primary : int
        Shares not printed because their count or complement is small or their base too low.
    n_complementary : int
        Shares not printed so that small counts cannot be worked back.
    """

    kinds: np.ndarray
    table: ShareTable
    n_primary: int
    n_complementary: int

    @property
    def knowledge(self) -> Knowledge:
        """What the reader is taken to know."""
        return know_table(self.table, self.kinds)

    @property
    def least(self) -> np.ndarray:
        """How many values each count must be able to take; 0: it needs no protection."""
        return find_least(self.table, self.kinds)

    def tells(self, fact: Fact) -> bool:
        """Return whether one more fact would let a small count be worked back."""
        table = replace(self.table, facts=(*self.table.facts, fact))
        knowledge, witnesses = know_table(table, self.kinds), Witnesses(table.true)
        for is_whole in (False, True):
            exposed, _ = find_exposed(
                knowledge, least=self.least, witnesses=witnesses, is_whole=is_whole
            )
            if exposed is not None:
                return True
            witnesses.keep_whole()
        return False


def suppress_shares(
    cells: np.ndarray,
    *,
    threshold: int,
    floor: int,
    members: np.ndarray | None = None,
    n_printed: int | None = None,
    headline: int | None = None,
    has_bands: bool = False,
    may_print: np.ndarray | None = None,
    known: np.ndarray | None = None,
    facts: tuple[Fact, ...] = (),
    is_sensitive: bool = False,
) -> SuppressedShares:
    """Decide which shares of a table may stand beside each other.

    Parameters
    ----------
    cells : ndarray of int, shape (cells, parts)
        People of each cell in each part, such as disagree, neither, agree: everybody in one.
    threshold : int
        Of the profile.
    floor : int
        No share is printed for a smaller base.
    members : ndarray of bool, shape (groups, cells), optional
        Which cells each group holds. If left out, each cell is a group, and everyone the last.
    n_printed : int, optional
        Only so many parts, the first ones, have a share.
    headline : int, optional
        The part whose share becomes a band where it cannot be printed; hidden last.
    has_bands : bool
        Whether the other parts have bands too. They are dropped where they tell too much.
    may_print : ndarray of bool, shape (groups, parts with a share), optional
        False: never printed.
    known : ndarray of int, shape (groups, parts with a share), optional
        What another report prints of the same people, as ``kinds``: it cannot be hidden.
    facts : tuple of Fact
        What the reader knows beside shares.
    is_sensitive : bool
        Never print a share of 0, nor of nearly all of a small group.

    Returns
    -------
    SuppressedShares

    Raises
    ------
    ParameterError
        Not a table of whole numbers from 0.

    Notes
    -----
    While a count under the threshold, or what a count leaves of its base if that is under it,
    can take fewer than five values (or than its base allows), one of the shares that bind it is
    hidden: first bands of other parts than the headline, then the smallest share. Everyone's and
    the bands of the headline are hidden last. In the end whatever need not have been hidden is
    printed again.
    """
    cells = np.asarray(cells)
    if cells.ndim != 2 or not np.issubdtype(cells.dtype, np.integer) or (cells < 0).any():
        raise ParameterError("shares: expected a two-way table of whole numbers from 0.")
    if members is None:
        members = np.vstack([np.eye(len(cells), dtype=bool), np.ones((1, len(cells)), bool)])
    n_printed = cells.shape[1] if n_printed is None else n_printed
    groups = Groups(cells.sum(axis=1), members, cells.shape[1])
    table = ShareTable(
        groups,
        members @ cells,
        n_printed,
        threshold,
        floor,
        headline,
        has_bands,
        is_sensitive,
        facts,
    )
    shape = (len(members), n_printed)
    may_print = np.ones(shape, bool) if may_print is None else may_print
    known = np.full(shape, NOTHING) if known is None else known
    alone = np.maximum(print_kinds(table, may_print), known)
    kinds = _hide_all(table, alone, known)
    n_shares = int((alone == SHARE).sum())
    return SuppressedShares(
        kinds,
        table,
        n_primary=int(may_print.sum()) - n_shares,
        n_complementary=n_shares - int((kinds == SHARE).sum()),
    )


def _hide_all(table: ShareTable, alone: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Hide until nothing small is exposed; then print again what need not have been hidden."""
    kinds, witnesses = alone.copy(), Witnesses(table.true)
    reasons: dict[tuple[int, int], tuple[int, int]] = {}
    suspects: list[tuple[int, int]] = []
    is_whole = False
    while (kinds > known).any():
        exposed, suspects = find_exposed(
            know_table(table, kinds),
            least=find_least(table, kinds),
            witnesses=witnesses,
            suspects=suspects,
            is_whole=is_whole,
        )
        if exposed is not None:
            hidden = _hide_one(table, kinds, known, exposed)
            reasons[hidden] = exposed.place
        elif is_whole:
            break
        else:
            _print_again(table, kinds, alone, witnesses, reasons)
            witnesses.keep_whole()
            is_whole = True
    return kinds


def _hide_one(
    table: ShareTable, kinds: np.ndarray, known: np.ndarray, exposed: Exposed
) -> tuple[int, int]:
    """Hide the cheapest share or band that binds an exposed count; any, if none does."""
    can_hide = kinds > known
    binding = exposed.binding[:, : table.n_printed] & can_hide
    chosen = _choose(table, kinds, binding if binding.any() else can_hide)
    has_band = table.has_bands or chosen[1] == table.headline
    softer = BAND if kinds[chosen] == SHARE and has_band else NOTHING
    kinds[chosen] = max(softer, known[chosen])
    return chosen


def _choose(table: ShareTable, kinds: np.ndarray, candidates: np.ndarray) -> tuple[int, int]:
    """Return the cheapest of some shares and bands to hide."""
    n_all = float(table.true.sum())
    cost = table.true[:, : table.n_printed].astype(float)
    is_headline = np.broadcast_to(np.arange(table.n_printed) == table.headline, kinds.shape)
    is_everyone = table.bases == table.groups.sizes.sum()
    cost += n_all * is_headline + 2 * n_all * is_everyone
    cost = np.where((kinds == BAND) & ~is_headline, cost - 10 * n_all, cost)
    cost = np.where((kinds == BAND) & is_headline, cost + 10 * n_all, cost)
    row, part = divmod(int(np.argmin(np.where(candidates, cost, np.inf))), kinds.shape[1])
    return row, part


def _print_again(
    table: ShareTable,
    kinds: np.ndarray,
    alone: np.ndarray,
    witnesses: Witnesses,
    reasons: Mapping[tuple[int, int], tuple[int, int]],
) -> None:
    """Print again, one by one, what tells nothing beside all that is printed: largest first.

    Hiding goes step by step, and a later step can make an earlier one needless.
    """

    def rank(place: tuple[int, int]) -> tuple[bool, int, int]:
        return (place[1] != table.headline, -int(alone[place]), -int(table.true[place]))

    for place in sorted(reasons, key=rank):
        tried = kinds.copy()
        tried[place] = alone[place]
        exposed, _ = find_exposed(
            know_table(table, tried),
            least=find_least(table, tried),
            witnesses=witnesses,
            suspects=(reasons[place],),
        )
        if exposed is None:
            kinds[place] = alone[place]
