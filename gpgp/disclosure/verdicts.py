"""Verdicts through the gate: what each element's verdict is, and whom it names."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import pandas as pd

from gpgp import number_words
from gpgp.disclosure import code_names, true_tables
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    POOLED,
    Column,
    ProtectedTable,
    find_cell,
)
from gpgp.disclosure.scale_labels import name_sides

MOST_NAMED = 4  # more supporters than this are counted, not named
SMALLER_OBJECTORS = "one or more smaller constituencies"


def draw_verdicts(
    material: Material, question: Any, everyone: pd.DataFrame, *, matrix: ProtectedTable | None
) -> ProtectedTable:
    """Return the verdict on each item, the share agreeing, and the ends of its range.

    Audit: none of its own; shares and answers are those of the item (rated).
    """
    verdicts = _verdicts(material, question)
    rated = material.rated[question.id]
    rows = []
    for item in _items(question, set(everyone["item_code"])):
        code = getattr(verdicts.get(item.code), "verdict_code", "too_few")
        cells = (
            true_tables.Words(item.label, item.code),
            true_tables.Words(code_names.VERDICT_NAMES[code], code),
            rated.everyone(item.code).side("agree"),
            rated.answers[item.code][0],
            *_find_ends(material, matrix, item.code),
        )
        rows.append((item.code, cells))
    columns = (
        Column("item", material.item_head(question)),
        Column("verdict", "Verdict"),
        Column("share", f"{name_sides(question).agree} (%)", "band"),
        Column("n_answers", "Answers", "count"),
        Column("lowest", "Lowest share printed"),
        Column("highest", "Highest share printed"),
    )
    draft = true_tables.Draft(
        f"{question.id}_verdicts",
        f"Verdict on each {material.item_head(question).lower()}, with its share"
        f"{material.caption_suffix}",
        columns,
        tuple(rows),
        (),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def draw_reasons(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    """Return which constituencies each verdict names, and what decided it.

    Audit: none; words.
    """
    verdicts = _verdicts(material, question)
    rows = []
    for item in _items(question, set(everyone["item_code"])):
        verdict = verdicts.get(item.code)
        code = getattr(verdict, "verdict_code", "too_few")
        cells = (
            true_tables.Words(item.label, item.code),
            true_tables.Words(code_names.VERDICT_NAMES[code], code),
            _count_groups(material, getattr(verdict, "supporters", "")),
            _name_groups(material, getattr(verdict, "objectors", "")),
            true_tables.Words(_say_reason(verdict) or code_names.VERDICT_RULES[code]),
        )
        rows.append((item.code, cells))
    columns = (
        Column("item", material.item_head(question)),
        Column("verdict", "Verdict"),
        Column("supporters", "Clearly over one half"),
        Column("objectors", "Named as objecting or less sure"),
        Column("reason", "Why"),
    )
    draft = true_tables.Draft(
        f"{question.id}_reasons",
        f"What decided each verdict{material.caption_suffix}",
        columns,
        tuple(rows),
    )
    return protect(draft, profile=material.profile)


def _verdicts(material: Material, question: Any) -> dict[str, Any]:
    frame = rows_of(material.tables["agreement_verdicts"], question.id)
    return {row.item_code: row for row in frame.itertuples()}


def _items(question: Any, answered: Container[str]) -> list[Any]:
    return [item for item in question.items if item.code in answered]


def _find_ends(
    material: Material, matrix: ProtectedTable | None, item_code: str
) -> tuple[true_tables.DraftCell, true_tables.DraftCell]:
    """The constituencies with the lowest and the highest printed share; pools are not named."""
    if matrix is None:
        return true_tables.Missing(NOT_APPLICABLE), true_tables.Missing(NOT_APPLICABLE)
    cells = [
        (area, find_cell(matrix, area.code, item_code))
        for area in material.constituencies
        if not area.is_pool
    ]
    cells = [(area, cell) for area, cell in cells if cell and POOLED not in cell.text]
    shown = sorted(
        ((cell.value, area) for area, cell in cells if cell.value is not None),
        key=lambda pair: pair[0],
    )
    under = [area for area, cell in cells if cell.text == number_words.BANDS[2]]
    highest = lowest = true_tables.Missing(NOT_AVAILABLE)
    if len(shown) > 1:
        lowest, highest = (_name_end(*pair) for pair in (shown[0], shown[-1]))
    if under and shown and shown[0][0] >= 50:
        lowest = true_tables.Words(f"{under[0].label}, {number_words.BANDS[2]}", under[0].code)
    return lowest, highest


def _name_end(percent: float, area: Area) -> true_tables.Words:
    return true_tables.Words(f"{area.label}, {percent:.0f}%", area.code)


def _name_groups(material: Material, members: str) -> true_tables.Words:
    """Name the groups that stand alone; the others as "one or more smaller constituencies"."""
    codes = [code for code in members.split("|") if code]
    areas = [material.area_of(code) for code in codes]
    alone = [area for area in areas if area is not None and not area.is_pool]
    alone = [area for area in alone if area.n_responses >= material.profile.share_base_floor]
    labels = [area.label for area in alone]
    if len(alone) < len(codes):
        labels.append(SMALLER_OBJECTORS)
    return true_tables.Words(
        number_words.join_words(labels) or "none", "|".join(a.code for a in alone)
    )


def _count_groups(material: Material, members: str) -> true_tables.Words:
    """Name a few groups; say of many how many of those heard they are."""
    named = _name_groups(material, members)
    n = len([code for code in members.split("|") if code])
    if n <= MOST_NAMED:
        return named
    heard = sum(len(area.members) for area in material.constituencies)
    return true_tables.Words(f"{n} of {heard} constituencies", named.code)


def _say_reason(verdict: Any) -> str:
    if verdict is None:
        return ""
    n_more = verdict.n_more_answers
    if verdict.reason_code == "more_answers" and pd.notna(n_more):
        n_rounded = -(-int(n_more) // 10) * 10
        return f"About {number_words.format_count(n_rounded)} more answers could settle it."
    return code_names.REASONS[verdict.reason_code]
