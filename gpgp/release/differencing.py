"""Whether two releases can be subtracted: a difference of a few people is found before it is out.

In comes the ledger of what was released before and what is about to be released: the true counts
of printed cells, kept privately. Out goes a table of the pairs that differ by one to nine people:
the same cell after a late response, an area and the area around it, everyone and everyone but
the campaign, a total and what is printed of it. A release with such a pair is not made.

Pairs that one table prints together are left out: the audit has seen them.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import pandas as pd

from gpgp.errors import ContractError, GpgpError
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


WAYS = {
    "late": "Answers came in or were taken out since: set closes: in consultation.yaml so that "
    "late ones are set aside, or wait until every figure that changed did so by ten people.",
    "area": "Groups are parted or pooled otherwise: give constituencies, nations and their "
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


def refuse_differences(previous: pd.DataFrame, current: pd.DataFrame) -> None:
    """Refuse a release that could be subtracted from an earlier one.

    Parameters
    ----------
    previous, current : DataFrame
        As for :func:`find_differences`.

    Raises
    ------
    GpgpError
        Names the tables and what to do, without the numbers.
    """
    found = find_differences(previous, current)
    if found.empty:
        return
    tables = sorted({*found["one_table"], *found["other_table"]})
    kinds = set(found["kind_code"])
    ways = " ".join(way for kind, way in WAYS.items() if kind in kinds)
    raise GpgpError(
        "release refused: beside an earlier release this one would tell of fewer than "
        f"{LEAST_DIFFERENCE} people, by {len(found)} pairs of figures, in "
        f"{', '.join(tables[:5])}{' and others' if tables[5:] else ''}. {ways} "
        "If the earlier release never left the house, delete its folder under releases/ in "
        "data/coding/ and try again."
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


def _name_members(row: object) -> frozenset[str]:
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
