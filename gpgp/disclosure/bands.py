"""Words in place of a share: what they say, and what they leave open.

A band is printed where the whole per cent would give a small number away.
"""

from __future__ import annotations

from dataclasses import dataclass

from gpgp import number_words

NOTHING, BAND, SHARE = 0, 1, 2  # what is printed in a cell of shares


@dataclass(frozen=True)
class Bands:
    """Names of bands, largest first, and where each but the last begins, as (of, out of)."""

    names: tuple[str, ...]
    edges: tuple[tuple[int, int], ...]

    def place(self, n: int, base: int) -> int:
        """Return the place of the band that ``n`` of ``base`` lies in."""
        reached = [part * base <= whole * n for part, whole in self.edges]
        return reached.index(True) if True in reached else len(self.edges)

    def name(self, n: int, base: int) -> str:
        """Return the band that ``n`` of ``base`` lies in.

        Examples
        --------
        >>> HEADLINE_BANDS.name(20, 30), SIDE_BANDS.name(7, 30)
        ('two-thirds or more', 'under a quarter')
        """
        return self.names[self.place(n, base)]

    def limits(self, n: int, base: int) -> tuple[int, int]:
        """Return the least and the most people of ``base`` that lie in the same band.

        Examples
        --------
        >>> HEADLINE_BANDS.limits(15, 30), SIDE_BANDS.limits(7, 30)
        ((15, 19), (0, 7))
        """
        place = self.place(n, base)
        ends = [-(-part * base // whole) for part, whole in self.edges]
        return [*ends, 0][place], [base, *(end - 1 for end in ends)][place]


HEADLINE_BANDS = Bands(number_words.BANDS, ((2, 3), (1, 2)))
SIDE_BANDS = Bands(number_words.SIDE_BANDS, ((1, 2), (1, 4)))
