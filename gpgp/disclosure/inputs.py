"""What the gate works on: the stage tables, the instrument, the profile, the partition.

What must be the same wherever it is printed is decided here, once: areas, sizes, shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from gpgp.disclosure.pooling import Area, count_groups, pool_groups
from gpgp.disclosure.profiles import PROFILES, Profile
from gpgp.disclosure.rating_disclosure import Rated, rate_question
from gpgp.disclosure.sizes import Size, Sized, size_areas
from gpgp.instrument import Consultation
from gpgp.instrument.questions import ItemQuestion
from gpgp.tables import ALL, DECIDED, SPECS, check_table, empty_table

EVERYONE = "Everyone"
AREA_HEADS = {"constituency": "Constituency", "nation": "Nation or region"}
ITEM_HEADS = {"elements": "Element", "priorities": "Priority"}


@dataclass(frozen=True)
class Material:
    """True tables, and what is decided of them for the whole report.

    Attributes
    ----------
    tables : mapping of table name to DataFrame
    consultation : Consultation
    profile : Profile
    constituencies, nations : tuple of Area
        The partition that holds everywhere.
    sized : Sized
        How many responses each area is said to have, and those without one.
    rated : mapping of question id to Rated
        Rating questions that anybody answered.
    published : Material or None
        What the public report is made of, where this is another: its reader holds both.
    """

    tables: Mapping[str, pd.DataFrame]
    consultation: Consultation
    profile: Profile
    constituencies: tuple[Area, ...]
    nations: tuple[Area, ...]
    sized: Sized
    rated: Mapping[str, Rated]
    published: Material | None = None

    @property
    def sizes(self) -> Mapping[str, Mapping[str, Size]]:
        """The printed size of each area, by dimension and code."""
        return self.sized.cells

    def areas(self, dimension: str) -> tuple[Area, ...]:
        """Return the areas of ``constituency`` or ``nation``."""
        return self.constituencies if dimension == "constituency" else self.nations

    def area_of(self, group_code: str) -> Area | None:
        """Return the area a constituency is printed under; None if it did not answer."""
        return next((area for area in self.constituencies if group_code in area.members), None)

    def everyone_and(self, dimension: str) -> tuple[Area, ...]:
        """Return the whole body followed by the areas of a dimension."""
        return (self.everyone, *self.areas(dimension))

    @property
    def everyone(self) -> Area:
        """The whole body."""
        return Area(ALL, EVERYONE, (ALL,), len(self.tables["responses"]))

    def item_head(self, question: ItemQuestion) -> str:
        """Return the header over the things a question is about."""
        return ITEM_HEADS.get(question.about or "", "Item")


def gather_material(
    tables: Mapping[str, pd.DataFrame], *, consultation: Consultation, profile: Profile
) -> Material:
    """Hold the tables against their contracts and part constituencies and nations into areas.

    Raises
    ------
    ContractError
        A table breaks its contract. A table that is not there counts as empty.
    """
    checked = {
        name: check_table(tables[name], spec) if name in tables else empty_table(spec)
        for name, spec in {**SPECS, **DECIDED}.items()
    }
    published = None
    if profile.threshold < PROFILES["public"].threshold:
        published = _decide(checked, consultation, PROFILES["public"], None)
    return _decide(checked, consultation, profile, published)


def _decide(
    tables: Mapping[str, pd.DataFrame],
    consultation: Consultation,
    profile: Profile,
    published: Material | None,
) -> Material:
    """Decide areas, sizes and shares, beside what another report prints."""
    pools: dict[str, tuple[Area, ...]] = {}
    for dimension, label in (
        ("constituency", "Smaller constituencies"),
        ("nation", "Smaller nations and regions"),
    ):
        counts = count_groups(tables["responses"], dimension=dimension)
        groups = consultation.groups(dimension)
        pools[dimension] = pool_groups(counts, groups, profile=profile, smaller_label=label)
    listed = (*consultation.groups("constituency"), *consultation.groups("nation"))
    sized = size_areas(
        tables["responses"],
        pools,
        populations={group.code: group.population for group in listed if group.population},
        profile=profile,
        published=published.sized if published else None,
    )
    rated = {}
    for question in consultation.questions_of("rating"):
        found = rate_question(
            tables,
            question=question,
            areas=pools,
            profile=profile,
            published=published.rated.get(question.id) if published else None,
        )
        if found.answers:
            rated[question.id] = found
    return Material(
        tables,
        consultation,
        profile,
        pools["constituency"],
        pools["nation"],
        sized,
        rated,
        published,
    )


def rows_of(frame: pd.DataFrame, question_id: str) -> pd.DataFrame:
    """Return the rows of one question."""
    return frame.loc[frame["question_id"] == question_id]
