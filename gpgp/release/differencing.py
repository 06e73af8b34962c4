"""Whether two releases can be subtracted: a difference of a few people is found before it is out.

In: the ledger of what was released before and what is about to be released: the true counts
of printed cells, kept privately. Out goes a table of the pairs that differ by one to nine people:
the same cell after a late response, an area and the area around it, everyone and everyone but
the campaign, a total and what is printed of it. A release with such a pair is not made.

Numbers are compared by their names, and by their people: numbers whose people differ by one to
nine tell of those, whatever each is called. Pairs that one release prints together are left out:
the audit has seen them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from gpgp.errors import ContractError, GpgpError
from gpgp.release.people import match_people, unpack_people
from gpgp.tables import ALL

LEAST_DIFFERENCE = 10  # a difference of fewer people blocks a release, whatever the profile
LEDGER_COLUMNS = {
    "table_name": "the released table",
    "measure_code": "who is counted, such as vision.fair.agree; the same in every table and run",
    "filters": "conditions joined by |, such as without_campaign; '' for everybody",
    "dimension_code": "how people are grouped: all, constituency, nation",
    "members": "codes of the groups counted together, joined by |; 'all' for everybody",
    "n_people": "the true count",
    "is_shown": "whether the cell was printed",
    "people": "who is counted, as bits over the release's people; '' where that is not known",
}
DIFFERENCE_COLUMNS = (
    "measure_code",
    "kind_code",
    "one_table",
    "one_members",
    "one_filters",
    "other_table",
    "other_members",
    "other_filters",
    "n_difference",
)


LEAST_LIKE = 20  # people of a number by which two consultations are found to be one
MOST_OF_ALL = 0.9  # ... and the most of all, since nearly everyone is like any other
LIKE = 0.9  # ... of those in either who are in both

WAYS = {
    "late": "Answers came in or were taken out since: set closes: in consultation.yaml so that "
    "late ones are set aside, or wait until every figure that changed did so by ten people.",
    "area": "Groups are divided or pooled otherwise: give constituencies, nations and their "
    "parents in consultation.yaml as they were.",
    "filter": "A figure with campaign letters stands beside one without: treat them as before.",
    "other": "A total tells what is withheld: give groups and answers as they were.",
}


@dataclass(frozen=True)
class _Crowd:
    """A number of people that a reader of one release knows, and how the table names them."""

    table: str
    members: frozenset[str]
    filters: frozenset[str]
    n: int
    is_derived: bool

    def holds(self, other: _Crowd) -> bool:
        """Whether the other people are among these."""
        is_wider = ALL in self.members or other.members <= self.members
        return is_wider and self.filters <= other.filters


def find_differences(previous: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
    """Find what a reader of both releases could work out about one to nine people.

    Parameters
    ----------
    previous : DataFrame, one row per cell of everything released so far
        The columns of :data:`LEDGER_COLUMNS`; hidden cells of released tables too, since a total
        tells their sum.
    current : DataFrame, one row per cell of what is about to be released
        The same columns.

    Returns
    -------
    DataFrame, one row per pair of cells
        ``measure_code``, ``kind_code`` (``late``: the same people at another time; ``area``: one
        area inside another; ``filter``: with and without a condition; ``other``: what a total
        leaves), for both cells ``_table``, ``_members`` and ``_filters``, and ``n_difference``.
        Empty: the release may go out. Private, since it holds small numbers.

    Raises
    ------
    ContractError
        A column is missing or a count is negative.
    """
    before = _list_crowds(previous)
    after = _list_crowds(current)
    rows = [
        (measure, *row)
        for measure, crowds in after.items()
        for row in _compare(before.get(measure, []), crowds)
    ]
    found = pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS))
    keys = [name for name in DIFFERENCE_COLUMNS if name != "n_difference"]
    return found.drop_duplicates(keys).sort_values(keys, kind="stable", ignore_index=True)


@dataclass(frozen=True)
class Record:
    """What is kept of a release: its numbers, and the keys of its people."""

    ledger: pd.DataFrame
    people: pd.DataFrame


def find_same_people(previous: Record, current: Record, *, is_same_name: bool) -> pd.DataFrame:
    """Find numbers of two releases whose people differ by one to nine, whatever they are called.

    Parameters
    ----------
    previous, current : Record
    is_same_name : bool
        Whether both are releases of one consultation. If not, they are compared only where a
        number of the one has nearly the people of a number of the other: two consultations whose
        responses are counted from 1 share identifiers and nobody.

    Returns
    -------
    DataFrame, one row per pair of cells
        As :func:`find_differences` returns them, with the kind ``late``.

    Notes
    -----
    A number that the other release prints as well, of exactly these people, stands beside the
    rest of that release already, and is left out.
    """
    before, after = _shown_people(previous), _shown_people(current)
    n_people = len(current.people)
    place = match_people(previous.people, current.people)
    n_gone = int((place < 0).sum())
    place = np.where(place < 0, n_people + np.cumsum(place < 0) - 1, place)
    who_before = np.zeros((len(before), n_people + n_gone), dtype=np.int32)
    who_before[:, place] = unpack_people(before["people"], len(previous.people))
    who_after = np.zeros((len(after), n_people + n_gone), dtype=np.int32)
    who_after[:, :n_people] = unpack_people(after["people"], n_people)
    both = who_before @ who_after.T
    n_before, n_after = who_before.sum(axis=1)[:, None], who_after.sum(axis=1)[None, :]
    n_apart = n_before + n_after - 2 * both
    if not is_same_name and not _are_alike(both, n_before, n_after, n_people):
        return pd.DataFrame(columns=list(DIFFERENCE_COLUMNS))
    is_close = (n_apart > 0) & (n_apart < LEAST_DIFFERENCE) & (n_before != n_after)
    is_old = (n_apart == 0).any(axis=0)  # numbers of now that were printed before
    is_kept = (n_apart == 0).any(axis=1)  # numbers of before that are printed again
    is_close &= ~is_old[None, :] & ~is_kept[:, None]
    rows = []
    for one, other in np.argwhere(is_close):
        old, new = before.iloc[one], after.iloc[other]
        sides = (old.table_name, old.members, old.filters, new.table_name, new.members, new.filters)
        rows.append((new.measure_code, "late", *sides, int(n_apart[one, other])))
    return pd.DataFrame(rows, columns=list(DIFFERENCE_COLUMNS))


def _shown_people(record: Record) -> pd.DataFrame:
    """Numbers that are printed, and what each table's total leaves of those that are."""
    known = record.ledger.loc[record.ledger["people"] != ""]
    rows = [known.loc[known["is_shown"]]]
    for _, table in known.groupby(["measure_code", "table_name", "filters"], observed=True):
        is_total = table["dimension_code"] == ALL
        total, parts = table.loc[is_total & table["is_shown"]], table.loc[~is_total]
        if len(total) and not parts["is_shown"].all():
            rest = int(total["people"].iloc[0], 16)
            for each in parts.loc[parts["is_shown"], "people"]:
                rest &= ~int(each, 16)
            width = len(total["people"].iloc[0])
            rows.append(total.head(1).assign(people=f"{rest:0{width}x}", members="the rest"))
    return pd.concat(rows).drop_duplicates("people")


def _are_alike(both: np.ndarray, n_before: np.ndarray, n_after: np.ndarray, n_people: int) -> bool:
    """Whether any number that is not nearly everyone has nearly the same people in both."""
    large = np.minimum(n_before, n_after) >= LEAST_LIKE
    partial = np.maximum(n_before, n_after) <= MOST_OF_ALL * n_people
    return bool((large & partial & (both >= LIKE * (n_before + n_after - both))).any())


def refuse_differences(
    previous: Record, current: Record, *, is_same_name: bool = True, place: str = "data/coding/"
) -> None:
    """Refuse a release that could be subtracted from an earlier one.

    Parameters
    ----------
    previous, current : Record
    is_same_name : bool
        As for :func:`find_same_people`.
    place : str
        Where the record of the earlier one stands.

    Raises
    ------
    GpgpError
        Names the tables and what to do, without the numbers.
    """
    pairs = [find_same_people(previous, current, is_same_name=is_same_name)]
    if is_same_name:
        pairs.append(find_differences(previous.ledger, current.ledger))
    found = pd.concat([each for each in pairs if len(each)] or pairs, ignore_index=True)
    if found.empty:
        return
    tables = sorted({*found["one_table"], *found["other_table"]})
    kinds = set(found["kind_code"])
    ways = " ".join(way for kind, way in WAYS.items() if kind in kinds)
    raise GpgpError(
        "release refused: beside an earlier release this one would tell of fewer than "
        f"{LEAST_DIFFERENCE} people, by {len(found)} pairs of figures, in "
        f"{', '.join(tables[:5])}{' and others' if tables[5:] else ''}. {ways} "
        f"If the earlier one never left the house, delete its folder {place} and try again."
    )


def _list_crowds(ledger: pd.DataFrame) -> dict[str, list[_Crowd]]:
    """The printed cells of each measure, and what each table's totals leave."""
    absent = [name for name in LEDGER_COLUMNS if name not in ledger.columns]
    if absent:
        raise ContractError(f"release ledger: the columns {', '.join(absent)} are missing.")
    if (ledger["n_people"] < 0).any():
        raise ContractError("release ledger: a count is negative.")
    crowds: dict[str, list[_Crowd]] = {}
    keys = ["measure_code", "table_name", "filters"]
    for (measure, table, filters), rows in ledger.groupby(keys, observed=True, dropna=False):
        conditions = frozenset(filter(None, str(filters).split("|")))
        cells = [
            (
                _Crowd(str(table), _name_members(row), conditions, int(row.n_people), False),
                bool(row.is_shown),
            )
            for row in rows.itertuples(index=False)
        ]
        shown = [crowd for crowd, is_shown in cells if is_shown]
        hidden = [crowd for crowd, is_shown in cells if not is_shown]
        crowds.setdefault(str(measure), []).extend([*shown, *_find_rest(shown, hidden)])
    return crowds


class _LedgerRow(Protocol):
    dimension_code: str
    members: str


def _name_members(row: _LedgerRow) -> frozenset[str]:
    if row.dimension_code == ALL or row.members == ALL:
        return frozenset([ALL])
    return frozenset(f"{row.dimension_code}:{code}" for code in str(row.members).split("|"))


def _find_rest(shown: list[_Crowd], hidden: list[_Crowd]) -> list[_Crowd]:
    """What the total of a table tells of its hidden areas together."""
    total = next((crowd for crowd in shown if ALL in crowd.members), None)
    parts = [crowd for crowd in shown if ALL not in crowd.members]
    members = frozenset().union(*(crowd.members for crowd in hidden))
    if total is None or not parts or not members:
        return []
    n = total.n - sum(crowd.n for crowd in parts)
    return [_Crowd(total.table, members, total.filters, max(n, 0), True)]


def _compare(before: list[_Crowd], after: list[_Crowd]) -> list[tuple[object, ...]]:
    """Return the pairs that differ by a few people and stand together in no one table."""
    together = {
        frozenset([_identify(one), _identify(other)])
        for crowds in (before, after)
        for one, other in itertools.combinations(crowds, 2)
        if one.table == other.table
    }
    pairs = itertools.chain(itertools.product(before, after), itertools.combinations(after, 2))
    return [
        _describe(one, other)
        for one, other in pairs
        if 0 < abs(one.n - other.n) < LEAST_DIFFERENCE
        if one.holds(other) or other.holds(one)
        if frozenset([_identify(one), _identify(other)]) not in together
    ]


def _identify(crowd: _Crowd) -> tuple[object, ...]:
    return crowd.members, crowd.filters, crowd.n


def _describe(one: _Crowd, other: _Crowd) -> tuple[object, ...]:
    if one.is_derived or other.is_derived:
        kind = "other"
    elif one.filters != other.filters:
        kind = "filter"
    else:
        kind = "late" if one.members == other.members else "area"
    sides = ((crowd.table, _join(crowd.members), _join(crowd.filters)) for crowd in (one, other))
    return (kind, *itertools.chain(*sides), abs(one.n - other.n))


def _join(words: frozenset[str]) -> str:
    return "|".join(sorted(word.rpartition(":")[2] for word in words))
