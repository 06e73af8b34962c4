"""Who a report is for, and how small a number it may print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gpgp.errors import ParameterError


@dataclass(frozen=True)
class Profile:
    """The disclosure rules of one audience.

    Attributes
    ----------
    code : str
        Name on the command line.
    threshold : int
        T: no number of people from 1 to T - 1 is printed.
    rounding_base : int
        Numbers of people are rounded to a multiple of this; 1 means not rounded.
    share_base_floor : int
        No share is printed for a group with fewer answers; smaller constituencies are pooled.
    contributors_floor : int
        Medians, agreement scores and intervals need at least this many people.
    care_floor : int
        Shares of smaller groups are marked "interpret with care".
    term_floor : int
        A word taken from comments is printed only if at least this many people used it.
    notice : str
        Stands on every page; '' for a report that may be published.
    """

    code: str
    threshold: int
    rounding_base: int
    share_base_floor: int
    contributors_floor: int = 10
    care_floor: int = 100
    term_floor: int = 10
    notice: str = ""

    def __post_init__(self) -> None:
        """Refuse rules that would protect nobody."""
        if self.threshold < 2 or self.rounding_base < 1:
            raise ParameterError(
                f"profile {self.code}: expected a threshold of 2 or more and a rounding base of "
                f"1 or more, found {self.threshold} and {self.rounding_base}."
            )
        if self.share_base_floor < self.threshold:
            raise ParameterError(
                f"profile {self.code}: the floor for shares ({self.share_base_floor}) must not "
                f"be under the threshold ({self.threshold})."
            )


PROFILES: Mapping[str, Profile] = MappingProxyType(
    {
        "public": Profile("public", threshold=10, rounding_base=5, share_base_floor=30),
        "board": Profile(
            "board",
            threshold=5,
            rounding_base=1,
            share_base_floor=15,
            notice="For named recipients only, not for publication",
        ),
    }
)
