"""Two waves side by side: what could be compared, who answered, what changed.

Every share stands in the reports of both consultations as it stands here; those of themes, which
are coded anew by one instrument, pass the gate on their own first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.between import ABSENT, Pair, set_side_by_side
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protect import explain_marks, print_people, take_printed
from gpgp.disclosure.protected import Cell, ProtectedTable, TableRow
from gpgp.errors import ParameterError
from gpgp.report.tables import answers, choices, priorities, respondents, themes, verdicts
from gpgp.report.tables.making import make_table
from gpgp.tables import ALL

_SHARES = (
    TableColumn("base_first", "Answers then", "span"),
    TableColumn("base_second", "Answers now", "span"),
    TableColumn("first", "Then (%)", "band"),
    TableColumn("second", "Now (%)", "band"),
    TableColumn("change", "Change (points)", "span"),
    TableColumn("interval", "Its interval", "span"),
)
_MIX = TableColumn("same_mix", "At the same mix", "span")
_BEYOND = TableColumn("beyond", "Beyond chance")
BLOCKED = Declaration(
    "not_compared",
    "What cannot be compared",
    (
        TableColumn("item", "Item"),
        TableColumn("why", "Why"),
        TableColumn("first", "Asked then"),
        TableColumn("second", "Asked now"),
    ),
    audit="words",
    place="paper",
)
MIX = Declaration(
    "mix",
    "Who answered then and now",
    (
        TableColumn("area", "Constituency"),
        TableColumn("n_first", "Responses then", "count"),
        TableColumn("n_second", "Responses now", "count"),
        TableColumn("first", "Share then (%)", "percent"),
        TableColumn("second", "Share now (%)", "percent"),
    ),
    audit="printed",
    place="paper",
)
RATED = Declaration(
    "changes_rated",
    "Share that agrees, then and now",
    (
        TableColumn("item", "Item"),
        *_SHARES,
        _MIX,
        _BEYOND,
        TableColumn("verdict_first", "Verdict then"),
        TableColumn("verdict_second", "Verdict now"),
    ),
    audit="both",
    place="paper",
)
ASKED = Declaration(
    "changes_chosen",
    "Share that chose it or put it first, then and now",
    (TableColumn("item", "Option"), TableColumn("question", "Question"), *_SHARES, _BEYOND),
    audit="both",
    place="paper",
)
THEME_SHARES = Declaration(
    "theme_shares",
    "Share that raised each theme",
    (TableColumn("theme", "Theme"), TableColumn("share", "Share (%)", "percent")),
    audit="theme",
    place="file",
)
THEMED = Declaration(
    "changes_themes",
    "Share of those who wrote who raised each theme, then and now",
    (TableColumn("item", "Theme"), *_SHARES, _BEYOND),
    audit="both",
    place="paper",
)
WITHIN = Declaration(
    "changes_within",
    "Share that agrees in each constituency, then and now",
    (
        TableColumn("item", "Item"),
        TableColumn("area", "Constituency"),
        *_SHARES,
        _BEYOND,
    ),
    audit="both",
    place="annex",
)
WHY = {
    "question_changed": "the question was worded otherwise",
    "wording_changed": "worded otherwise",
    "scale_changed": "answered on another scale",
    "options_changed": "other options were on offer",
    "only_first": "asked only then",
    "only_second": "asked only now",
}
BEYOND = {"more": "yes, more", "less": "yes, fewer", "no": "no", "not_tested": "not tested"}


@dataclass(frozen=True)
class Side:
    """One of the two consultations: its material, and the tables that its report prints."""

    material: Material
    printed: Mapping[str, ProtectedTable]

    def find(self, name: str, row: str, column: str) -> Cell:
        """Return a cell of a printed table; a mark where it is not printed."""
        table = self.printed.get(name)
        if table is None:
            return ABSENT
        try:
            return table.cell(row, column)
        except ParameterError:
            return ABSENT

    def people(self, n: float) -> Cell:
        """Return a base as notes of the report have it."""
        return Cell(print_people(round(n), profile=self.material.profile))


def tabulate_waves(
    first: Side, second: Side, *, items: pd.DataFrame, changes: pd.DataFrame
) -> dict[str, ProtectedTable]:
    """Return the tables of two waves by name, in the order of the page; none that is empty.

    Parameters
    ----------
    first, second : Side
    items : DataFrame, contract ``comparison_items``
    changes : DataFrame, contract ``comparison_changes``
    """
    everybody = changes[changes["group_code"] == ALL]
    labels = items.set_index(["question_id", "item_code"])["label"]
    made = [
        _tabulate_blocked(items, first.material),
        _tabulate_mix(first, second),
        _tabulate_rated(first, second, everybody, labels),
        _tabulate_asked(first, second, everybody, labels),
        _tabulate_themed(first, second, everybody),
        _tabulate_within(first, second, changes, labels),
    ]
    return {table.name: table for table in made if table.rows}


def _tabulate_blocked(items: pd.DataFrame, material: Material) -> ProtectedTable:
    rows = [
        (
            f"{row.question_id}-{row.item_code}",
            (
                true_tables.Label(str(row.label), str(row.item_code)),
                true_tables.Label(WHY[str(row.match_code)]),
                true_tables.Label(row.first_wording if isinstance(row.first_wording, str) else ""),
                true_tables.Label(
                    row.second_wording if isinstance(row.second_wording, str) else ""
                ),
            ),
        )
        for row in items[items["match_code"] != "matched"].itertuples()
    ]
    return make_table(BLOCKED, material, rows)


def _tabulate_mix(first: Side, second: Side) -> ProtectedTable:
    name = respondents.WHO_BY_CONSTITUENCY.name()
    listed = [side.printed[name] for side in (first, second) if name in side.printed]
    keys = dict.fromkeys(key for table in listed for key in table.row_keys)
    rows = []
    for key in keys:
        label = next(t.cell(key, "area") for t in listed if key in t.row_keys)
        cells = [
            side.find(name, key, column)
            for column in ("n_responses", "share")
            for side in (first, second)
        ]
        rows.append(TableRow(key, (label, *cells)))
    notes = (
        "Not available: none answered, not on the list, or counted among the smaller ones; these "
        "need not be the same then and now.",
        explain_marks(cell.mark for row in rows for cell in row.cells),
    )
    return take_printed(
        MIX,
        name=MIX.name(),
        caption=MIX.caption,
        columns=MIX.columns,
        rows=tuple(rows),
        notes=notes,
    )


def _tabulate_rated(
    first: Side, second: Side, changes: pd.DataFrame, labels: pd.Series
) -> ProtectedTable:
    pairs = []
    for row in changes[changes["kind_code"] == "rating"].itertuples():
        question, item = str(row.question_id), str(row.item_code)
        name = verdicts.VERDICTS.name(question)
        pairs.append(
            Pair(
                f"{question}-{item}",
                (
                    Cell(str(labels[question, item]), codes=(item,)),
                    first.people(row.n_base_first),
                    second.people(row.n_base_second),
                ),
                first=first.find(name, item, "share"),
                second=second.find(name, item, "share"),
                others=tuple(side.find(name, item, "verdict") for side in (first, second)),
                low=float(row.change_low),
                high=float(row.change_high),
                strata=_list_strata(first, second, question, item),
                beyond=_say_beyond(str(row.change_code)),
            )
        )
    note = (
        "At the same mix: the constituencies that both reports print, each with the weight it had "
        "then. A change is beyond chance if it is so within constituencies, after adjusting for "
        "the number of comparisons; its interval is not adjusted."
    )
    return _set(RATED, pairs, note)


def _list_strata(
    first: Side, second: Side, question: str, item: str
) -> list[tuple[Cell, Cell, Cell, Cell]]:
    name = answers.SPLIT.name(question, item)
    return [
        (
            first.find(name, area, "n_answers"),
            first.find(name, area, "agree"),
            second.find(name, area, "n_answers"),
            second.find(name, area, "agree"),
        )
        for area in _list_common(first, second)
    ]


def _list_common(first: Side, second: Side) -> list[str]:
    """Areas that both reports print, of the same constituencies."""
    there = {area.code: area.members for area in second.material.constituencies}
    return [
        area.code
        for area in first.material.constituencies
        if there.get(area.code) == area.members and not area.is_pool
    ]


def _tabulate_asked(
    first: Side, second: Side, changes: pd.DataFrame, labels: pd.Series
) -> ProtectedTable:
    pairs = []
    asked = changes[changes["kind_code"].isin(["ranking", "choice", "multi_choice"])]
    for row in asked.itertuples():
        question, item = str(row.question_id), str(row.item_code)
        declared = priorities.FIRST if row.kind_code == "ranking" else choices.CHOICES
        title = second.material.consultation.question(question)
        pairs.append(
            Pair(
                f"{question}-{item}",
                (
                    Cell(str(labels[question, item]), codes=(item,)),
                    Cell(str(getattr(title, "title", question))),
                    first.people(row.n_base_first),
                    second.people(row.n_base_second),
                ),
                first=first.find(declared.name(question), item, "share"),
                second=second.find(declared.name(question), item, "share"),
                low=float(row.change_low),
                high=float(row.change_high),
                beyond=_say_beyond(str(row.change_code)),
            )
        )
    return _set(ASKED, pairs)


def _tabulate_themed(first: Side, second: Side, changes: pd.DataFrame) -> ProtectedTable:
    printed = first.printed.get(themes.THEMES.name())
    named = set(printed.row_keys) if printed is not None else set()
    rows = changes[(changes["kind_code"] == "theme") & changes["item_code"].isin(named)]
    shares = [
        make_table(
            THEME_SHARES,
            side.material,
            [
                (str(code), (true_tables.Label(str(code)), true_tables.Share(int(n), int(base))))
                for code, n, base in zip(rows["item_code"], rows[yes], rows[of], strict=True)
            ],
        )
        for side, yes, of in (
            (first, "n_yes_first", "n_base_first"),
            (second, "n_yes_second", "n_base_second"),
        )
    ]
    pairs = [
        Pair(
            str(row.item_code),
            (
                first.find(themes.THEMES.name(), str(row.item_code), "theme"),
                first.people(row.n_base_first),
                second.people(row.n_base_second),
            ),
            first=shares[0].cell(str(row.item_code), "share"),
            second=shares[1].cell(str(row.item_code), "share"),
            low=float(row.change_low),
            high=float(row.change_high),
            beyond=_say_beyond(str(row.change_code)),
        )
        for row in rows.itertuples()
    ]
    note = (
        "Both waves' comments were coded anew by one classifier, learnt from the themes of the "
        "first, that had not seen them; the shares therefore differ from those in the two reports."
    )
    return _set(THEMED, pairs, note)


def _tabulate_within(
    first: Side, second: Side, changes: pd.DataFrame, labels: pd.Series
) -> ProtectedTable:
    common = _list_common(first, second)
    rows = changes[changes["kind_code"].eq("rating") & changes["group_code"].isin(common)]
    pairs = []
    for row in rows.itertuples():
        question, item, area = str(row.question_id), str(row.item_code), str(row.group_code)
        name = answers.SPLIT.name(question, item)
        pairs.append(
            Pair(
                f"{question}-{item}-{area}",
                (
                    Cell(str(labels[question, item]), codes=(item,)),
                    first.find(name, area, "area"),
                    first.find(name, area, "n_answers"),
                    second.find(name, area, "n_answers"),
                ),
                first=first.find(name, area, "agree"),
                second=second.find(name, area, "agree"),
                low=float(row.change_low),
                high=float(row.change_high),
                beyond=_say_beyond(str(row.change_code)),
            )
        )
    return _set(WITHIN, pairs, "Only constituencies that both reports print on their own.")


def _say_beyond(code: str) -> Cell:
    return Cell(BEYOND[code], codes=(code,))


def _set(declared: Declaration, pairs: list[Pair], *notes: str) -> ProtectedTable:
    return set_side_by_side(
        declared,
        pairs,
        name=declared.name(),
        caption=declared.caption,
        columns=declared.columns,
        notes=notes,
    )
