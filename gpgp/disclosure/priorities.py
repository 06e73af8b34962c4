"""Rankings and choices through the gate: the order, how sure it is, constituencies' orders."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gpgp import number_words
from gpgp.disclosure import code_names, true_tables
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import print_people, protect
from gpgp.disclosure.protected import LOW, NOT_AVAILABLE, Column, ProtectedTable
from gpgp.disclosure.sums import hide_parts
from gpgp.tables import ALL, NO_ANSWER

HEADLINE = ("borda", "equal_constituency")  # the rule and view that places are resampled under
ORDER_RULES = ("borda", "kemeny", "schulze", "plackett_luce", "first_choices")


def protect_priorities(material: Material) -> dict[str, ProtectedTable]:
    """Return the protected tables of every ranking and choice question that has answers."""
    tables = []
    for question in material.consultation.questions_of("ranking"):
        orders = rows_of(material.tables["priorities_orders"], question.id)
        everyone = orders.loc[orders["group_code"] == ALL]
        if int(everyone["n_ballots"].sum()) > 0:
            tables += _draw_ranking(material, question, orders, everyone)
    for question in material.consultation.questions_of("choice", "multi_choice"):
        chosen = rows_of(material.tables["choices"], question.id)
        if (chosen["option_code"] != NO_ANSWER).any():
            tables.append(_draw_choices(material, question, chosen))
    return {table.name: table for table in tables}


def _draw_ranking(
    material: Material, question: Any, orders: pd.DataFrame, everyone: pd.DataFrame
) -> list[ProtectedTable]:
    n_ballots = int(everyone["n_ballots"].max())
    place = _places(everyone)
    order = sorted(
        (item for item in question.items if item.code in place),
        key=lambda item: (place[item.code], item.code),
    )
    tables = [_draw_order(material, question, order, place, n_ballots)]
    tables.append(_draw_rules(material, question, order, everyone))
    if material.constituencies:
        tables.append(_draw_constituencies(material, question, order, orders, place))
    return tables


def _places(everyone: pd.DataFrame) -> dict[str, float]:
    """Place by option under the headline rule, or the first rule there is."""
    keys = list(zip(everyone["rule_code"], everyone["view_code"], strict=True))
    rule, view = HEADLINE if HEADLINE in keys else sorted(keys)[0]
    chosen = everyone.loc[(everyone["rule_code"] == rule) & (everyone["view_code"] == view)]
    return dict(zip(chosen["option_code"], chosen["rank"].astype(float), strict=True))


def _draw_order(
    material: Material, question: Any, order: list[Any], place: dict[str, float], n_ballots: int
) -> ProtectedTable:
    """The order with the probability of each place.

    Audit: none; places, and how many of 100 resamples give them.
    """
    ranks = rows_of(material.tables["priorities_ranks"], question.id)
    chance = {(r.option_code, int(r.rank)): float(r.probability) for r in ranks.itertuples()}
    rows = []
    for item in order:
        chances = [
            true_tables.Chance(chance.get((item.code, rank), 0.0), n_ballots)
            if chance
            else true_tables.Missing(NOT_AVAILABLE)
            for rank in range(1, len(order) + 1)
        ]
        cells = (true_tables.Words(item.label), _place(place[item.code]), *chances)
        rows.append((item.code, cells))
    columns = (
        Column("option", "Priority"),
        Column("place", "Place", "figure"),
        *(
            Column(
                f"place_{rank}",
                f"{number_words.capitalise(number_words.spell_place(rank))} (%)",
                "percent",
            )
            for rank in range(1, len(order) + 1)
        ),
    )
    draft = true_tables.Draft(
        f"{question.id}_order",
        f"The order, and in how many of 100 resamples each takes each place"
        f"{material.caption_suffix}",
        columns,
        tuple(rows),
        (
            "Order: Borda points, each constituency counting the same. Resamples show how far "
            "the order hangs on who happened to answer.",
        ),
    )
    return protect(draft, profile=material.profile)


def _place(rank: float) -> true_tables.Known:
    text = f"{rank:.0f}" if rank == int(rank) else f"{rank:.1f}"
    return true_tables.Known(rank, text)


def _draw_rules(
    material: Material, question: Any, order: list[Any], everyone: pd.DataFrame
) -> ProtectedTable:
    """The place of each option under every counting rule and view.

    Audit: none; places.
    """
    ways = [
        (rule, view)
        for rule in ORDER_RULES
        for view in code_names.VIEW_NAMES
        if ((everyone["rule_code"] == rule) & (everyone["view_code"] == view)).any()
    ]
    rank = {(r.rule_code, r.view_code, r.option_code): float(r.rank) for r in everyone.itertuples()}
    n_ballots = int(everyone["n_ballots"].max())
    rows = []
    for rule, view in ways:
        places = [_place(rank[rule, view, item.code]) for item in order]
        names = (
            true_tables.Words(code_names.RULE_NAMES[rule]),
            true_tables.Words(code_names.VIEW_VOICES[view]),
        )
        rows.append((f"{rule}_{view}", (*names, *places)))
    columns = (
        Column("rule", "Rule"),
        Column("voices", "One voice each for"),
        *(Column(item.code, item.label, "figure") for item in order),
    )
    draft = true_tables.Draft(
        f"{question.id}_by_rule",
        f"Place of each priority under every way of counting{material.caption_suffix}",
        columns,
        tuple(rows),
        (
            "1 is first. Priorities that tie share a place. Based on "
            f"{print_people(n_ballots, profile=material.profile)} orders given.",
        ),
    )
    return protect(draft, profile=material.profile)


def _draw_constituencies(
    material: Material,
    question: Any,
    order: list[Any],
    orders: pd.DataFrame,
    place: dict[str, float],
) -> ProtectedTable:
    """Each constituency's own order; pools have none, because orders cannot be added up.

    Audit: none; places, and numbers of orders whose rounding leaves five values each.
    """
    borda = orders.loc[
        (orders["rule_code"] == "borda")
        & (orders["view_code"] == "per_respondent")
        & (orders["dimension_code"] == "constituency")
    ]
    rank = {(r.group_code, r.option_code): float(r.rank) for r in borda.itertuples()}
    n_ballots = {r.group_code: int(r.n_ballots) for r in borda.itertuples()}
    rows = [
        (
            ALL,
            (
                true_tables.Words(material.everyone.label, ALL),
                true_tables.Missing("[z]"),
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
            (area.code, (true_tables.Words(area.label, area.code), true_tables.Base(n), *places))
        )
    columns = (
        Column("area", "Constituency"),
        Column("n_ballots", "Orders given", "count"),
        *(Column(item.code, item.label, "figure") for item in order),
    )
    draft = true_tables.Draft(
        f"{question.id}_by_constituency",
        f"Place of each priority in each constituency{material.caption_suffix}",
        columns,
        tuple(rows),
        ("Borda points. Pooled constituencies count towards the whole and have no order here.",),
    )
    return protect(draft, profile=material.profile)


def _draw_choices(material: Material, question: Any, chosen: pd.DataFrame) -> ProtectedTable:
    """How many people chose each option, largest first, out of those who chose any.

    Audit: by their sum where each chose one, else each with those who did not (sums).
    """
    made = chosen.loc[chosen["option_code"] != NO_ANSWER]
    base = made["response_id"].nunique()
    counts = made.groupby("option_code", observed=True)["response_id"].nunique()
    counts = {item.code: int(counts.get(item.code, 0)) for item in question.items}
    withheld = _hide_choices(counts, base, question, material.profile)
    items = sorted(question.items, key=lambda item: (-counts[item.code], item.code))
    rows = []
    for item in items:
        n, is_withheld = counts[item.code], withheld[item.code]
        share = true_tables.Share(n, base, NOTHING if is_withheld else SHARE)
        rows.append(
            (
                item.code,
                (true_tables.Words(item.label), true_tables.Count(n, base, is_withheld), share),
            )
        )
    columns = (
        Column("option", "Option"),
        Column("n_people", "People", "count"),
        Column("share", "Share of those who chose (%)", "percent"),
    )
    draft = true_tables.Draft(
        f"{question.id}_choices",
        f"{question.title.rstrip('.')}{material.caption_suffix}",
        columns,
        tuple(rows),
        (f"Base: {print_people(base, profile=material.profile)} people chose at least one.",),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def _hide_choices(
    counts: dict[str, int], base: int, question: Any, profile: Profile
) -> dict[str, bool]:
    """Which options to withhold: of one choice each, all add up to everyone who chose.

    Of several, each option is a sum of its own: those who chose it and those who did not.
    """
    is_single = question.type == "choice" and sum(counts.values()) == base
    sums = [list(counts)] if is_single else [[code] for code in counts]
    withheld = {}
    for codes in sums:
        parts = [counts[code] for code in codes]
        rest = [] if is_single else [base - parts[0]]
        hidden = hide_parts(
            np.array([*parts, *rest]), profile=profile, is_sensitive=question.sensitive
        )
        withheld |= dict(zip(codes, hidden.tolist(), strict=False))
    return withheld
