"""A table before the gate: true numbers, each marked with what kind of number it is.

A draft holds people's true counts and is never rendered; :func:`gpgp.disclosure.protect` turns
it into a protected table. What an audit withholds for the sake of other cells is marked in the
draft: ``kind`` and ``is_withheld``.
"""

from __future__ import annotations

from dataclasses import dataclass

from gpgp.disclosure.bands import SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn


@dataclass(frozen=True)
class Label:
    """Text that holds no number of people: a label of the instrument, a verdict, a theme.

    ``codes`` are what it stands for: one thing, or several areas. ``language`` is the ISO 639-1
    code of a text that is not in the report's language.
    """

    text: str
    codes: str | tuple[str, ...] = ()
    language: str = ""


@dataclass(frozen=True)
class Count:
    """A number of people; ``base`` is the size of the row it stands in (zeros need 30)."""

    n: int
    base: int | None = None
    is_withheld: bool = False


@dataclass(frozen=True)
class Base:
    """The number of people behind shares, rounded in every profile.

    ``is_withheld``: only "at least" a number from which ``most``, which is printed exactly, is
    at least four away.
    """

    n: int
    most: int = 0
    is_withheld: bool = False


@dataclass(frozen=True)
class AreaCount:
    """The number of people in an area or pool of areas: pooled areas only if at least two.

    ``rounding`` is at least the profile's; ``is_withheld``: only that the area is large enough.
    """

    n: int
    n_areas: int = 1
    rounding: int = 1
    is_withheld: bool = False


@dataclass(frozen=True)
class Total:
    """Received, analysed or set aside in the whole consultation: printed exactly."""

    n: int


@dataclass(frozen=True)
class ReasonCount:
    """Rows of the whole consultation set aside for one reason; small ones as "fewer than"."""

    n: int
    is_withheld: bool = False


@dataclass(frozen=True)
class Share:
    """People out of a base, as a whole per cent; ``kind`` is the most that may be printed.

    Where a band is printed, and ``kind`` is one, it is one of :data:`SIDE_BANDS`.
    """

    n: int
    base: int
    kind: int = SHARE


@dataclass(frozen=True)
class SumShare:
    """A share of an exact total, worked out from the printed number of people."""

    people: Count | AreaCount
    total: int


@dataclass(frozen=True)
class HeadlineShare:
    """People out of a base in the headline matrix: a whole per cent, else a band.

    ``is_pooled``: the counts are those of the pool that the constituency joins here. ``kind`` is
    the most that may be printed.
    """

    n: int
    base: int
    is_pooled: bool = False
    kind: int = SHARE


@dataclass(frozen=True)
class ShareInterval:
    """The interval of a share, printed only beside a printed share."""

    n: int
    base: int
    low: float
    high: float
    kind: int = SHARE


@dataclass(frozen=True)
class WeightedShare:
    """A weighted share (0 to 1) of ``n`` people out of a base, printed where the plain one is.

    ``kind`` is the most that may be printed: the whole per cent, or one of ``HEADLINE_BANDS``.
    """

    value: float
    n: int
    base: int
    kind: int = SHARE


@dataclass(frozen=True)
class Estimate:
    """A statistic of ``n`` people, printed to one decimal."""

    value: float
    n: int


@dataclass(frozen=True)
class Probability:
    """A probability or a distance from 0 to 1 over ``n`` people, printed as a whole per cent."""

    value: float
    n: int


@dataclass(frozen=True)
class Known:
    """A number that is public anyway, or that counts no people: a place, a population."""

    value: float
    text: str = ""


@dataclass(frozen=True)
class OutOf:
    """A number of constituencies out of those heard from."""

    n: int
    n_all: int


@dataclass(frozen=True)
class Missing:
    """A cell with nothing to print; ``mark`` says why."""

    mark: str


TrueCell = (
    Label
    | Count
    | Base
    | AreaCount
    | Total
    | ReasonCount
    | Share
    | SumShare
    | HeadlineShare
    | ShareInterval
    | WeightedShare
    | Estimate
    | Probability
    | Known
    | OutOf
    | Missing
)


@dataclass(frozen=True)
class TrueTable:
    """A table of true numbers on its way to the gate.

    ``rows`` holds (key, cells). ``is_sensitive`` is the instrument's mark for questions about
    the person.
    """

    declared: Declaration
    name: str
    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, tuple[TrueCell, ...]], ...]
    notes: tuple[str, ...] = ()
    is_sensitive: bool = False
