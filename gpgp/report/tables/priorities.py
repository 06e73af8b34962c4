"""Rankings: the order, how sure it is, constituencies' orders, what a shorter list would reach."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.protect import print_people
from gpgp.disclosure.protected import LOW, NOT_APPLICABLE, NOT_AVAILABLE, ProtectedTable
from gpgp.instrument.parts import Item
from gpgp.instrument.questions import Ranking
from gpgp.report import code_names
from gpgp.report.tables.choices import CLEAR, Choosing, hide_options
from gpgp.report.tables.making import Pairs, TrueRow, make_table
from gpgp.tables import ALL

ORDER = Declaration(
    "order",
    "The order, and in how many of 100 resamples each takes each place",
    (
        TableColumn("option", "Priority"),
        TableColumn("place", "Place", "figure"),
        TableColumn("chance", "{label} (%)", "percent", each="places"),
    ),
    audit="figures",
    place="annex",
    of=("ranking",),
)
ORDER_BY_CONSTITUENCY = Declaration(
    "by_constituency",
    "Place of each priority in each constituency",
    (
        TableColumn("area", "Constituency"),
        TableColumn("n_ballots", "Orders given", "count", "orders"),
        TableColumn("item", "{label}", "figure", each="items"),
    ),
    audit="figures",
    place="paper",
    of=("ranking",),
)
FIRST = Declaration(
    "first",
    "Who put each priority first",
    (
        TableColumn("option", "Priority"),
        TableColumn("n_first", "Put it first", "count", "people who gave an order"),
        TableColumn("share", "Put it first (%)", "percent", "people who gave an order"),
        TableColumn("place", "Place", "figure"),
        TableColumn("ahead", "Ahead of all others beyond chance"),
        TableColumn("elsewhere", "First in these constituencies, beyond chance"),
    ),
    audit="sum",
    place="paper",
    of=("ranking",),
)
BY_RULE = Declaration(
    "by_rule",
    "Place of each priority under every way of counting",
    (
        TableColumn("rule", "Rule"),
        TableColumn("voices", "One voice each for"),
        TableColumn("item", "{label}", "figure", each="items"),
    ),
    audit="figures",
    place="annex",
    of=("ranking",),
)
SELECTIONS = Declaration(
    "selections",
    "What each way to choose a shorter list takes",
    (
        TableColumn("option", "{item}"),
        TableColumn("cost", "Cost", "count", each="cost"),
        TableColumn("method", "{label}", each="methods"),
    ),
    audit="no_people",
    place="annex",
    of=("ranking", "choice", "multi_choice"),
)
COVERAGE = Declaration(
    "coverage",
    "How many of its own top choices each constituency finds in the shorter list",
    (
        TableColumn("area", "Constituency"),
        TableColumn("method", "{label}", "figure", each="methods"),
    ),
    audit="no_people",
    place="annex",
    of=("ranking",),
)
HEADLINE = ("borda", "equal_constituency")  # the rule and view that places are resampled under
TOTAL = "total"
BUDGETED = ("plain_order", "equal_shares")
IN_ORDER_NOTE = (
    "“In order, within the budget” goes from the option that most people want to the one that "
    "fewest want and takes each that the money left still pays for; one that costs more than is "
    "left is passed over, and a cheaper one further down may be taken. People want what they "
    "chose or, in an order, put in one of the first two places. Constituencies count the same."
)
TAKEN, LEFT = true_tables.Label("yes", "taken"), true_tables.Label("no", "left")
ORDER_RULES = ("borda", "kemeny", "schulze", "plackett_luce", "first_choices")


def tabulate_ranking(material: Material, question: Ranking) -> list[ProtectedTable]:
    """Return the tables of a ranking that anybody answered; none for another."""
    orders = rows_of(material.tables["priorities_orders"], question.id)
    everyone = orders.loc[orders["group_code"] == ALL]
    if int(everyone["n_ballots"].sum()) == 0:
        return []
    n_ballots = int(everyone["n_ballots"].max())
    place = _places(everyone)
    order = sorted(
        (item for item in question.items if item.code in place),
        key=lambda item: (place[item.code], item.code),
    )
    tables = [_tabulate_order(material, question, order, place, n_ballots)]
    if not rows_of(material.tables["rankings"], question.id).empty:
        tables.insert(0, _tabulate_first(material, question, order, place))
    tables.append(_tabulate_rules(material, question, order, everyone))
    if material.constituencies:
        tables.append(_tabulate_constituencies(material, question, order, orders, place))
    return [*tables, *tabulate_shorter(material, question)]


def tabulate_shorter(material: Material, question: Ranking | Choosing) -> list[ProtectedTable]:
    """Return what each way to choose a shorter list takes, and of priorities whom it serves."""
    chosen = rows_of(material.tables["priorities_selections"], question.id)
    if chosen.empty:
        return []
    methods = [code for code in code_names.METHOD_NAMES if (chosen["method_code"] == code).any()]
    tables = [_tabulate_selections(material, question, chosen, methods)]
    if material.constituencies and question.type == "ranking":
        tables.append(_tabulate_coverage(material, question, methods))
    return tables


def _item_pairs(items: Sequence[Item]) -> Pairs:
    return [(item.code, item.label) for item in items]


def _method_pairs(methods: Sequence[str]) -> Pairs:
    return [(method, code_names.METHOD_NAMES[method]) for method in methods]


def _places(everyone: pd.DataFrame) -> dict[str, float]:
    """Place by option under the headline rule, or the first rule there is."""
    keys = list(zip(everyone["rule_code"], everyone["view_code"], strict=True))
    rule, view = HEADLINE if HEADLINE in keys else sorted(keys)[0]
    chosen = everyone.loc[(everyone["rule_code"] == rule) & (everyone["view_code"] == view)]
    return dict(zip(chosen["option_code"], chosen["rank"].astype(float), strict=True))


def _tabulate_order(
    material: Material,
    question: Ranking,
    order: list[Item],
    place: dict[str, float],
    n_ballots: int,
) -> ProtectedTable:
    """The order with the probability of each place."""
    ranks = rows_of(material.tables["priorities_ranks"], question.id)
    chance = {(r.option_code, int(r.rank)): float(r.probability) for r in ranks.itertuples()}
    rows = []
    for item in order:
        chances = [
            true_tables.Probability(chance.get((item.code, rank), 0.0), n_ballots)
            if chance
            else true_tables.Missing(NOT_AVAILABLE)
            for rank in range(1, len(order) + 1)
        ]
        cells = (true_tables.Label(item.label), _place(place[item.code]), *chances)
        rows.append((item.code, cells))
    places = [
        (f"place_{rank}", number_words.capitalise(number_words.spell_place(rank)))
        for rank in range(1, len(order) + 1)
    ]
    return make_table(
        ORDER,
        material,
        rows,
        question=question,
        each={"places": places},
        notes=(
            "Order: Borda points, each constituency counting the same. Resamples show how far "
            "the order hangs on who happened to answer.",
        ),
    )


def _tabulate_first(
    material: Material,
    question: Ranking,
    order: list[Item],
    place: dict[str, float],
) -> ProtectedTable:
    """How many put each option first, and in which constituencies that stand alone it is first.

    Someone who puts several first counts for each of them, so the numbers add up to no base.
    """
    given = rows_of(material.tables["rankings"], question.id)
    base = given.loc[given["rank"].notna(), "response_id"].nunique()
    first = find_first(material, question)
    counts = first.groupby("option_code", observed=True)["response_id"].nunique()
    numbers = {item.code: int(counts.get(item.code, 0)) for item in order}
    withheld = hide_options(
        numbers, base, material.profile, is_single=sum(numbers.values()) == base
    )
    firsts = rows_of(material.tables["priorities_firsts"], question.id)
    clear = firsts.loc[firsts["first_code"] == CLEAR]
    ahead = set(clear.loc[clear["group_code"] == ALL, "leaders"])
    areas = _list_first(material, clear)
    rows = []
    for item in order:
        n, is_withheld = numbers[item.code], withheld[item.code]
        here = areas.get(item.code, [])
        cells = (
            true_tables.Label(item.label, item.code),
            true_tables.Count(n, base, is_withheld),
            true_tables.Share(n, base, NOTHING if is_withheld else SHARE),
            _place(place[item.code]),
            true_tables.Label("yes", CLEAR) if item.code in ahead else true_tables.Label("no"),
            true_tables.Label(
                number_words.join_words([area.label for area in here]) or "none",
                tuple(area.code for area in here),
            ),
        )
        rows.append((item.code, cells))
    note = f"Base: {print_people(base, profile=material.profile)} people gave an order."
    return make_table(FIRST, material, rows, question=question, notes=(note,))


def find_first(material: Material, question: Ranking) -> pd.DataFrame:
    """Return the options that people put first, one row per person and such an option."""
    given = rows_of(material.tables["rankings"], question.id)
    return given.loc[given["rank"] == given.groupby("response_id")["rank"].transform("min")]


def _list_first(material: Material, clear: pd.DataFrame) -> dict[str, list[Area]]:
    """The constituencies that stand alone by the option that is clearly first in them."""
    found: dict[str, list[Area]] = {}
    for area in material.constituencies:
        here = clear.loc[
            (clear["dimension_code"] == "constituency") & (clear["group_code"] == area.code)
        ]
        if len(here) == 1 and int(here["n_ballots"].iloc[0]) >= material.profile.share_base_floor:
            found.setdefault(str(here["leaders"].iloc[0]), []).append(area)
    return found


def _place(rank: float) -> true_tables.Known:
    text = f"{rank:.0f}" if rank == int(rank) else f"{rank:.1f}"
    return true_tables.Known(rank, text)


def _tabulate_rules(
    material: Material, question: Ranking, order: list[Item], everyone: pd.DataFrame
) -> ProtectedTable:
    """The place of each option under every counting rule and view."""
    ways = [
        (rule, view)
        for rule in ORDER_RULES
        for view in code_names.VIEW_NAMES
        if ((everyone["rule_code"] == rule) & (everyone["view_code"] == view)).any()
    ]
    rank = {(r.rule_code, r.view_code, r.option_code): float(r.rank) for r in everyone.itertuples()}
    n_ballots = int(everyone["n_ballots"].max())
    rows: list[TrueRow] = []
    for rule, view in ways:
        places = [_place(rank[rule, view, item.code]) for item in order]
        names = (
            true_tables.Label(code_names.RULE_NAMES[rule]),
            true_tables.Label(code_names.VIEW_VOICES[view]),
        )
        rows.append((f"{rule}_{view}", (*names, *places)))
    return make_table(
        BY_RULE,
        material,
        rows,
        question=question,
        each={"items": _item_pairs(order)},
        notes=(
            "1 is first. Priorities that tie share a place. Based on "
            f"{print_people(n_ballots, profile=material.profile)} orders given.",
        ),
    )


def _tabulate_constituencies(
    material: Material,
    question: Ranking,
    order: list[Item],
    orders: pd.DataFrame,
    place: dict[str, float],
) -> ProtectedTable:
    """Each constituency's own order; pools have none, because orders cannot be added up."""
    borda = orders.loc[
        (orders["rule_code"] == "borda")
        & (orders["view_code"] == "per_respondent")
        & (orders["dimension_code"] == "constituency")
    ]
    rank = {(r.group_code, r.option_code): float(r.rank) for r in borda.itertuples()}
    n_ballots = {r.group_code: int(r.n_ballots) for r in borda.itertuples()}
    rows: list[TrueRow] = [
        (
            ALL,
            (
                true_tables.Label(material.everyone.label, ALL),
                true_tables.Missing(NOT_APPLICABLE),
                *(_place(place[item.code]) for item in order),
            ),
        )
    ]
    for area in material.constituencies:
        n = n_ballots.get(area.code, 0)
        if area.is_pool:
            continue
        is_shown = n >= material.profile.share_base_floor
        places = [
            _place(rank[area.code, item.code]) if is_shown else true_tables.Missing(LOW)
            for item in order
        ]
        rows.append(
            (area.code, (true_tables.Label(area.label, area.code), true_tables.Base(n), *places))
        )
    return make_table(
        ORDER_BY_CONSTITUENCY,
        material,
        rows,
        question=question,
        each={"items": _item_pairs(order)},
        notes=(
            "Borda points. Pooled constituencies count towards the whole and have no order here.",
        ),
    )


def _tabulate_selections(
    material: Material, question: Ranking | Choosing, chosen: pd.DataFrame, methods: list[str]
) -> ProtectedTable:
    """Which options each way to choose takes and, where options have costs, the cost of these."""
    is_chosen = {(r.method_code, r.option_code): bool(r.is_chosen) for r in chosen.itertuples()}
    costs = {item.code: item.cost for item in question.items if item.cost is not None}
    rows = []
    for item in question.items:
        cost = []
        if costs:
            known = item.code in costs
            cost = [
                true_tables.Known(costs[item.code]) if known else true_tables.Missing(NOT_AVAILABLE)
            ]
        cells = [TAKEN if is_chosen.get((method, item.code)) else LEFT for method in methods]
        rows.append((item.code, (true_tables.Label(item.label, item.code), *cost, *cells)))
    if costs:
        totals = [
            sum(cost for code, cost in costs.items() if is_chosen.get((method, code)))
            for method in methods
        ]
        sums = [true_tables.Known(total) for total in (sum(costs.values()), *totals)]
        rows.append((TOTAL, (true_tables.Label("Cost in all"), *sums)))
    is_budgeted = any(method in BUDGETED for method in methods)
    return make_table(
        SELECTIONS,
        material,
        rows,
        question=question,
        notes=(IN_ORDER_NOTE,) if is_budgeted else (),
        words={"item": material.item_head(question)},
        each={"cost": [("cost", "")] if costs else [], "methods": _method_pairs(methods)},
    )


def _tabulate_coverage(material: Material, question: Ranking, methods: list[str]) -> ProtectedTable:
    """For constituencies that stand alone: how many of their own first choices each way takes."""
    coverage = rows_of(material.tables["priorities_coverage"], question.id)
    n_own = {(r.group_code, r.method_code): int(r.n_own_chosen) for r in coverage.itertuples()}
    orders = rows_of(material.tables["priorities_orders"], question.id)
    n_ballots = dict(zip(orders["group_code"], orders["n_ballots"], strict=True))
    rows = []
    for area in material.constituencies:
        if area.is_pool or not any((area.code, method) in n_own for method in methods):
            continue
        is_shown = int(n_ballots.get(area.code, 0)) >= material.profile.share_base_floor
        cells = [
            true_tables.Known(n_own[area.code, method])
            if is_shown and (area.code, method) in n_own
            else true_tables.Missing(LOW)
            for method in methods
        ]
        rows.append((area.code, (true_tables.Label(area.label, area.code), *cells)))
    return make_table(
        COVERAGE,
        material,
        rows,
        question=question,
        each={"methods": _method_pairs(methods)},
        notes=(
            f"Of constituencies in which {material.profile.share_base_floor} people or more gave "
            "an order; fewer may have than answered other questions.",
        ),
    )
