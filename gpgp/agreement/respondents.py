"""Who answered: each response's constituency, nation and organisation as arrays.

In: the table ``responses``. Out: :class:`Respondents`, with one place per response in the
order of ``response_id``, which every other module of this stage counts by.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.instrument import Consultation, Group
from gpgp.tables import ALL, NO_ANSWER, NOT_ASKED, NOT_MATCHED

RESERVED = frozenset({ALL, NO_ANSWER, NOT_ASKED, NOT_MATCHED})


@dataclass(frozen=True)
class Grouping:
    """One way to group responses: the group of each, the groups' codes and populations."""

    dimension: str
    group: np.ndarray  # (n_responses,) place in labels
    labels: tuple[str, ...]  # sorted; reserved codes among them
    population: np.ndarray  # (n_groups,) NaN where unknown

    @property
    def is_named(self) -> np.ndarray:
        """Whether each group is one of the instrument's, not a reserved code."""
        return np.array([label not in RESERVED for label in self.labels], dtype=bool)


@dataclass(frozen=True)
class Respondents:
    """All analysed responses."""

    response_id: pd.Index
    organisation: np.ndarray  # (n_responses,) a number; a lone person has one of their own
    groupings: dict[str, Grouping]  # by dimension: all, constituency, and others where asked

    def __len__(self) -> int:
        """Return the number of responses."""
        return len(self.response_id)

    def places(self, response_id: pd.Series) -> np.ndarray:
        """Return the place of each response; -1 where it is not an analysed one."""
        return self.response_id.get_indexer(pd.Index(response_id))

    def clusters_within(self, grouping: Grouping) -> tuple[np.ndarray, np.ndarray]:
        """Number the organisations within each group, sorted by group.

        Returns
        -------
        cluster : array of shape (n_responses,)
        starts : array of shape (n_groups,)
            First cluster of each group.
        """
        width = int(self.organisation.max()) + 1
        pair = grouping.group.astype(np.int64) * width + self.organisation
        pairs, cluster = np.unique(pair, return_inverse=True)
        return cluster, np.searchsorted(pairs // width, np.arange(len(grouping.labels)))


def group_respondents(responses: pd.DataFrame, *, consultation: Consultation) -> Respondents:
    """Read the groups and organisations of all analysed responses.

    Parameters
    ----------
    responses : DataFrame, contract ``responses``
    consultation : Consultation
        Gives the populations of its constituencies and nations.

    Returns
    -------
    Respondents
        Sorted by time and ``response_id``: ids made from row numbers change with the order of
        rows, and with them what is drawn in resampling. The dimensions ``nation`` (as answered),
        ``whole_nation`` (regions rolled up into their nation) and ``respondent_type`` are there
        only where they were asked for, and regions have a nation.
    """
    rows = responses.sort_values(["submitted_at", "response_id"], ignore_index=True)
    own = "response:" + pd.Series(rows.index.astype("str")).str.zfill(9)
    given = "organisation:" + rows["organisation_id"].astype("str")
    key = given.where(rows["organisation_id"].notna(), own)
    everybody = pd.Series(ALL, index=rows.index, dtype="str")
    groupings = {
        ALL: _group_by(everybody, ALL, ()),
        "constituency": _group_by(
            rows["constituency_code"], "constituency", consultation.constituencies
        ),
    }
    if (rows["nation_code"] != NOT_ASKED).any():
        groupings["nation"] = _group_by(rows["nation_code"], "nation", consultation.nations)
        whole = {
            group.code: _find_whole(group, consultation.nations) for group in consultation.nations
        }
        if any(code != parent for code, parent in whole.items()):
            rolled_up = rows["nation_code"].replace(whole).astype("str")
            groupings["whole_nation"] = _group_by(rolled_up, "whole_nation", consultation.nations)
    if (rows["respondent_type_code"] != NOT_ASKED).any():
        groupings["respondent_type"] = _group_by(
            rows["respondent_type_code"], "respondent_type", ()
        )
    return Respondents(
        response_id=pd.Index(rows["response_id"]),
        organisation=pd.factorize(key, sort=True)[0],
        groupings=groupings,
    )


def _find_whole(group: Group, groups: tuple[Group, ...]) -> str:
    """Return the code of the nation that a region is part of; of a nation, its own."""
    parents = {known.code: known.parent for known in groups}
    code = group.code
    while parents.get(code):
        code = parents[code]
    return code


def _group_by(codes: pd.Series, dimension: str, groups: tuple[Group, ...]) -> Grouping:
    places, labels = pd.factorize(codes, sort=True)
    known = {group.code: group.population for group in groups if group.population is not None}
    population = np.array([known.get(label, np.nan) for label in labels], dtype=float)
    return Grouping(dimension, places, tuple(str(label) for label in labels), population)
