"""What a shorter list of priorities would reach, through the gate: ways to choose, and for whom."""

from __future__ import annotations

from typing import Any

from gpgp.disclosure import code_names, true_tables
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import LOW, NOT_AVAILABLE, Column, ProtectedTable


def protect_coverage(material: Material) -> dict[str, ProtectedTable]:
    """Return, per ranking question, what each way to choose takes, and whom it serves."""
    tables = []
    for question in material.consultation.questions_of("ranking"):
        chosen = rows_of(material.tables["priorities_selections"], question.id)
        if chosen.empty:
            continue
        methods = [
            code for code in code_names.METHOD_NAMES if (chosen["method_code"] == code).any()
        ]
        tables.append(_draw_selections(material, question, chosen, methods))
        if material.constituencies:
            tables.append(_draw_coverage(material, question, methods))
    return {table.name: table for table in tables}


def _draw_selections(
    material: Material, question: Any, chosen: Any, methods: list[str]
) -> ProtectedTable:
    """Which priorities each way to choose takes.

    Audit: none; counts no people.
    """
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
        cells = [
            true_tables.Words("yes" if is_chosen.get((method, item.code)) else "no")
            for method in methods
        ]
        rows.append((item.code, (true_tables.Words(item.label, item.code), *cost, *cells)))
    columns = (
        Column("option", material.item_head(question)),
        *([Column("cost", "Cost", "count")] if costs else []),
        *(Column(method, code_names.METHOD_NAMES[method]) for method in methods),
    )
    draft = true_tables.Draft(
        f"{question.id}_selections",
        f"What each way to choose a shorter list takes{material.caption_suffix}",
        columns,
        tuple(rows),
    )
    return protect(draft, profile=material.profile)


def _draw_coverage(material: Material, question: Any, methods: list[str]) -> ProtectedTable:
    """For constituencies that stand alone: how many of their own first choices each way takes.

    Audit: none; counts priorities.
    """
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
        rows.append((area.code, (true_tables.Words(area.label, area.code), *cells)))
    columns = (
        Column("area", "Constituency"),
        *(Column(method, code_names.METHOD_NAMES[method], "figure") for method in methods),
    )
    draft = true_tables.Draft(
        f"{question.id}_coverage",
        f"How many of its own top choices each constituency finds in the shorter list"
        f"{material.caption_suffix}",
        columns,
        tuple(rows),
    )
    return protect(draft, profile=material.profile)
