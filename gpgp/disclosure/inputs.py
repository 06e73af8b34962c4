"""What the gate works on: the stage tables, the instrument, the profile, the partition.

What must be the same wherever it is printed is decided here, once: areas, sizes, shares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.pooling import Area, count_groups, pool_groups
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.rating_disclosure import Rated, rate_question
from gpgp.disclosure.sizes import decide_sizes
from gpgp.instrument import Consultation
from gpgp.tables import ALL, DECIDED, NO_ANSWER, NOT_MATCHED, SPECS, check_table, empty_table

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
    sizes : mapping of dimension to mapping of area code to draft cell
        How many responses each area is said to have, and those without one.
    rated : mapping of question id to Rated
        Rating questions that anybody answered.
    """

    tables: Mapping[str, pd.DataFrame]
    consultation: Consultation
    profile: Profile
    constituencies: tuple[Area, ...]
    nations: tuple[Area, ...]
    sizes: Mapping[str, Mapping[str, true_tables.AreaCount | true_tables.Count]]
    rated: Mapping[str, Rated]

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

    def item_head(self, question: Any) -> str:
        """Return the header over the things a question is about."""
        return ITEM_HEADS.get(question.about, "Item")


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
    parted: dict[str, tuple[Area, ...]] = {}
    sizes = {}
    for dimension, label in (
        ("constituency", "Smaller constituencies"),
        ("nation", "Smaller nations and regions"),
    ):
        counts = count_groups(checked["responses"], dimension=dimension)
        groups = consultation.groups(dimension)
        parted[dimension] = pool_groups(counts, groups, profile=profile, smaller_label=label)
        reserved = {code: counts.get(code, 0) for code in (NO_ANSWER, NOT_MATCHED)}
        sizes[dimension] = decide_sizes(parted[dimension], reserved=reserved, profile=profile)
    rated = {}
    for question in consultation.questions_of("rating"):
        ratings = rows_of(checked["agreement_ratings"], question.id)
        found = rate_question(ratings, question=question, areas=parted, profile=profile)
        if found.answers:
            rated[question.id] = found
    return Material(
        checked, consultation, profile, parted["constituency"], parted["nation"], sizes, rated
    )


def rows_of(frame: pd.DataFrame, question_id: str) -> pd.DataFrame:
    """Return the rows of one question."""
    return frame.loc[frame["question_id"] == question_id]
