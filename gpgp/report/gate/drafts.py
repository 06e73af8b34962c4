"""A table before the gate: true numbers, each marked with what kind of number it is.

A draft holds people's true counts and is never rendered; :func:`gpgp.report.gate.protect` turns
it into a protected table. An audit of what can be worked back reads drafts.
"""

from __future__ import annotations

from dataclasses import dataclass

from gpgp.report.gate.protected import Column


@dataclass(frozen=True)
class Words:
    """Text that holds no number of people: a label of the instrument, a verdict, a theme.

    ``language`` is the ISO 639-1 code of a text that is not in the report's language.
    """

    text: str
    code: str = ""
    language: str = ""


@dataclass(frozen=True)
class Count:
    """A number of people; ``base`` is the size of the row it stands in (zeros need 30)."""

    n: int
    base: int | None = None


@dataclass(frozen=True)
class AreaCount:
    """The number of people in an area or pool of areas: pooled areas only if at least two."""

    n: int
    n_areas: int = 1


@dataclass(frozen=True)
class Total:
    """Received, analysed or set aside in the whole consultation: printed exactly."""

    n: int


@dataclass(frozen=True)
class ReasonCount:
    """Rows of the whole consultation set aside for one reason; small ones as "fewer than"."""

    n: int


@dataclass(frozen=True)
class Share:
    """People out of a base, printed as a whole per cent or not at all."""

    n: int
    base: int


@dataclass(frozen=True)
class HeadlineShare:
    """People out of a base in the headline matrix: a whole per cent, else a band.

    ``is_pooled``: the counts are those of the pool that the constituency joins here.
    """

    n: int
    base: int
    is_pooled: bool = False


@dataclass(frozen=True)
class Interval:
    """The interval of a share, printed only beside a printed share."""

    n: int
    base: int
    low: float
    high: float


@dataclass(frozen=True)
class WeightedShare:
    """A weighted share (0 to 1) of ``n`` people out of a base, printed where the plain one is."""

    value: float
    n: int
    base: int


@dataclass(frozen=True)
class Estimate:
    """A statistic of ``n`` people, printed to one decimal."""

    value: float
    n: int


@dataclass(frozen=True)
class Chance:
    """A probability or a distance from 0 to 1 over ``n`` people, printed as a whole per cent."""

    value: float
    n: int


@dataclass(frozen=True)
class Known:
    """A number that is public anyway, or that counts no people: a place, a population."""

    value: float
    text: str = ""


@dataclass(frozen=True)
class Missing:
    """A cell with nothing to print; ``mark`` says why."""

    mark: str


DraftCell = (
    Words
    | Count
    | AreaCount
    | Total
    | ReasonCount
    | Share
    | HeadlineShare
    | Interval
    | WeightedShare
    | Estimate
    | Chance
    | Known
    | Missing
)


@dataclass(frozen=True)
class Draft:
    """A table of true numbers on its way to the gate.

    ``rows`` holds (key, cells). ``is_sensitive`` is the instrument's mark for questions about
    the person. ``parts`` holds groups of columns whose shares add up to something printed:
    where one of a group is withheld, others must be too.
    """

    name: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[DraftCell, ...]], ...]
    notes: tuple[str, ...] = ()
    is_sensitive: bool = False
    parts: tuple[tuple[str, ...], ...] = ()
