"""What the gate works on: the stage tables, the instrument, the profile, the partition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from gpgp.consultation import Consultation
from gpgp.report.gate.pooling import Area, count_groups, pool_groups
from gpgp.report.profiles import Profile
from gpgp.tables import ALL, SPECS, check_table, empty_table

EVERYONE = "Everyone"
AREA_HEADS = {"constituency": "Constituency", "nation": "Nation or region"}
ITEM_HEADS = {"elements": "Element", "priorities": "Priority"}


@dataclass(frozen=True)
class Material:
    """True tables with the partition of constituencies and of nations that holds everywhere."""

    tables: Mapping[str, pd.DataFrame]
    consultation: Consultation
    profile: Profile
    constituencies: tuple[Area, ...]
    nations: tuple[Area, ...]

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

    @property
    def caption_suffix(self) -> str:
        """What every caption ends with."""
        return " (synthetic sample)" if self.consultation.is_synthetic else ""


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
        for name, spec in SPECS.items()
    }
    parted: dict[str, Any] = {}
    for dimension, label in (
        ("constituency", "Smaller constituencies"),
        ("nation", "Smaller nations and regions"),
    ):
        sizes = count_groups(checked["responses"], dimension=dimension)
        groups = consultation.groups(dimension)
        parted[dimension] = pool_groups(sizes, groups, profile=profile, smaller_label=label)
    return Material(checked, consultation, profile, parted["constituency"], parted["nation"])


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


def rows_of(frame: pd.DataFrame, question_id: str) -> pd.DataFrame:
    """Return the rows of one question."""
    return frame.loc[frame["question_id"] == question_id]
