"""Verdicts: one per item, whom it names, the share by constituency and nation, other weightings."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import pandas as pd

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import AREA_HEADS, Material, rows_of
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.protected import (
    CONFIDENTIAL,
    LOW,
    NOT_AVAILABLE,
    ProtectedTable,
)
from gpgp.disclosure.rating_disclosure import MEAN, SIDES
from gpgp.instrument.questions import Rating
from gpgp.report import claims, code_names
from gpgp.report.code_names import name_sides
from gpgp.report.tables.making import make_table
from gpgp.report.tables.respondents import pool_notes
from gpgp.tables import ALL

VERDICTS = Declaration(
    "verdicts",
    "Verdict on each {thing}, with its share",
    (
        TableColumn("item", "{item}"),
        TableColumn("verdict", "Verdict"),
        TableColumn("share", "{agree} (%)", "band", "answers"),
        TableColumn("n_answers", "Answers", "count", "answers"),
    ),
    audit="item",
    place="annex",
    of=("rating",),
)
REASONS = Declaration(
    "reasons",
    "What decided each verdict",
    (
        TableColumn("item", "{item}"),
        TableColumn("verdict", "Verdict"),
        TableColumn("clear", "Clearly over one half"),
        TableColumn("objectors", "Named as objecting or less sure"),
        TableColumn("too_few", "Too few answers to tell"),
        TableColumn("firmness", "How firm"),
        TableColumn("reason", "Why"),
    ),
    audit="words",
    place="annex",
    of=("rating",),
)
BY_CONSTITUENCY, BY_NATION = (
    Declaration(
        f"by_{dimension}",
        "Share who {verb}, by {area_lower}",
        (
            TableColumn("area", "{area}"),
            TableColumn("n_responses", "Responses", "count", "responses"),
            TableColumn("item", "{label} (%)", "band", "answers", each="items"),
        ),
        audit="item",
        place=place,
        of=("rating",),
        turned=(
            TableColumn("item", "{item}"),
            TableColumn("area", "{label} (%)", "band", "answers", each="areas"),
        ),
    )
    for dimension, place in (("constituency", "paper"), ("nation", "annex"))
)
WEIGHTING = Declaration(
    "weighting",
    "Share who {verb}, under each way of counting voices",
    (
        TableColumn("item", "{item}"),
        TableColumn("view", "{label} (%)", "band", "answers", each="views"),
        TableColumn("changes", "Does the headline change?"),
    ),
    audit="item",
    place="annex",
    of=("rating",),
)
MATRICES = {"constituency": BY_CONSTITUENCY, "nation": BY_NATION}
MOST_ITEMS_ACROSS = 6  # with more items than this, items stand in rows and constituencies across


def tabulate_verdicts(
    material: Material, question: Rating, everyone: pd.DataFrame
) -> ProtectedTable:
    """Return the verdict on each item and the share agreeing."""
    verdicts = _verdicts(material, question)
    rated = material.rated[question.id]
    rows = []
    for item in _items(question, set(everyone["item_code"])):
        code = getattr(verdicts.get(item.code), "verdict_code", "too_few")
        cells = (
            true_tables.Label(item.label, item.code),
            true_tables.Label(code_names.VERDICT_NAMES[code], code),
            rated.everyone(item.code).side("agree"),
            rated.answers[item.code][0],
        )
        rows.append((item.code, cells))
    words = {"item": material.item_head(question), "agree": name_sides(question).agree}
    words["thing"] = words["item"].lower()
    return make_table(VERDICTS, material, rows, question=question, words=words)


def tabulate_reasons(
    material: Material, question: Rating, everyone: pd.DataFrame
) -> ProtectedTable:
    """Return which constituencies each verdict names, and what decided it."""
    verdicts = _verdicts(material, question)
    rows = []
    for item in _items(question, set(everyone["item_code"])):
        verdict = verdicts.get(item.code)
        code = getattr(verdict, "verdict_code", "too_few")
        shown = _list_shown(material, question, item.code)
        cells = (
            true_tables.Label(item.label, item.code),
            true_tables.Label(code_names.VERDICT_NAMES[code], code),
            _count_groups(shown, getattr(verdict, "supporters", "")),
            _name_groups(shown, getattr(verdict, "objectors", "")),
            _name_groups(shown, getattr(verdict, "too_few", "")),
            true_tables.Label(_say_firmness(verdict) or "not measured"),
            true_tables.Label(_say_reason(verdict) or code_names.VERDICT_RULES[code]),
        )
        rows.append((item.code, cells))
    words = {"item": material.item_head(question)}
    return make_table(REASONS, material, rows, question=question, words=words)


def tabulate_matrix(material: Material, question: Rating, dimension: str) -> ProtectedTable:
    """Return the share agreeing by area and item.

    The sizes of areas are audited by their sum.
    """
    areas = material.everyone_and(dimension)
    rated = material.rated[question.id]
    items = [item for item in question.items if item.code in rated.answers]
    cells: dict[tuple[str, str], true_tables.TrueCell] = {}
    for item in items:
        cells[ALL, item.code] = rated.everyone(item.code).side("agree")
        for area in material.areas(dimension):
            rating = rated.find(dimension, area.code, item.code)
            cells[area.code, item.code] = (
                rating.side("agree") if rating else true_tables.Missing(LOW)
            )
    head, sizes = AREA_HEADS[dimension], material.sizes[dimension]
    is_tall = len(items) > MOST_ITEMS_ACROSS
    if is_tall:
        rows = [
            (
                item.code,
                (
                    true_tables.Label(item.label, item.code),
                    *(cells[a.code, item.code] for a in areas),
                ),
            )
            for item in items
        ]
    else:
        rows = [
            (
                area.code,
                (
                    true_tables.Label(area.label, area.code),
                    true_tables.Total(area.n_responses) if area.code == ALL else sizes[area.code],
                    *(cells[area.code, item.code] for item in items),
                ),
            )
            for area in areas
        ]
    return make_table(
        MATRICES[dimension],
        material,
        rows,
        question=question,
        words={
            "verb": name_sides(question).verb,
            "area": head,
            "area_lower": head.lower(),
            "item": material.item_head(question),
        },
        each={
            "items": [(item.code, item.label) for item in items],
            "areas": [(area.code, area.label) for area in areas],
        },
        notes=_matrix_notes(material, dimension),
        is_turned=is_tall,
    )


def tabulate_weighting(
    material: Material, question: Rating, everyone: pd.DataFrame
) -> ProtectedTable:
    """Return the share agreeing under each weighting.

    The mean of constituencies is a band where its per cent would tell a count that is hidden,
    and withheld where that would as well, and with it whether the headline changes; a share
    weighted to known totals already where a constituency's is not printed.
    """
    views = rows_of(material.tables["weighting_views"], question.id)
    codes = [code for code in code_names.VIEW_NAMES if code in set(views["view_code"])]
    found = {(row.item_code, row.view_code): row for row in views.itertuples()}
    answered = set(everyone["item_code"])
    rows = []
    for item in question.items:
        here = [found.get((item.code, code)) for code in codes]
        if item.code not in answered or not any(row is not None for row in here):
            continue
        shares = [_weighted_cell(material, question, item.code, row) for row in here]
        changes = any(row is not None and bool(row.changes_headline) for row in here)
        change = true_tables.Label("yes" if changes else "no", "changes" if changes else "")
        is_told = any(each == true_tables.Missing(CONFIDENTIAL) for each in shares)
        rows.append(
            (
                item.code,
                (
                    true_tables.Label(item.label),
                    *shares,
                    true_tables.Missing(CONFIDENTIAL) if is_told else change,
                ),
            )
        )
    return make_table(
        WEIGHTING,
        material,
        rows,
        question=question,
        words={"item": material.item_head(question), "verb": name_sides(question).verb},
        each={"views": [(code, code_names.VIEW_NAMES[code]) for code in codes]},
        notes=("The headline changes where a share crosses one half or two-thirds.",),
    )


def _weighted_cell(
    material: Material, question: Rating, item_code: str, row: Any
) -> true_tables.TrueCell:
    if row is None:
        return true_tables.Missing(NOT_AVAILABLE)
    audited = material.rated[question.id].audits[item_code]
    everyone = material.rated[question.id].everyone(item_code)
    kind = everyone.kinds[SIDES.index("agree")]
    if row.view_code == MEAN:
        kind = min(kind, audited.mean)
    if kind == NOTHING or (row.view_code == "raked" and audited.hides("constituency")):
        return true_tables.Missing(CONFIDENTIAL)
    return true_tables.WeightedShare(
        float(row.share_agree), everyone.n_agree, everyone.n_answers, kind
    )


def _verdicts(material: Material, question: Rating) -> dict[str, Any]:
    frame = rows_of(material.tables["agreement_verdicts"], question.id)
    return {row.item_code: row for row in frame.itertuples()}


def _items(question: Rating, answered: Container[str]) -> list[Any]:
    return [item for item in question.items if item.code in answered]


def _list_shown(material: Material, question: Rating, item_code: str) -> list[Area]:
    """The constituencies that print their own share of those who agree, and so its interval."""
    rated = material.rated[question.id]
    found = [
        (area, rated.find("constituency", area.code, item_code))
        for area in material.constituencies
        if not area.is_pool
    ]
    return [
        area
        for area, rating in found
        if rating and not rating.is_pooled and rating.kinds[SIDES.index("agree")] == SHARE
    ]


def _name_groups(shown: list[Area], members: str) -> true_tables.Label:
    """Name those of some constituencies whose share is printed: the others have no voice here."""
    codes = set(members.split("|"))
    named = [area for area in shown if area.code in codes]
    labels = number_words.join_words([area.label for area in named])
    return true_tables.Label(labels or "none", tuple(area.code for area in named))


def _count_groups(shown: list[Area], members: str) -> true_tables.TrueCell:
    """How many of the constituencies with a printed share belong to some, such as 13 of 14."""
    if not shown:
        return true_tables.Missing(NOT_AVAILABLE)
    return true_tables.OutOf(len(_name_groups(shown, members).codes), len(shown))


def _say_firmness(verdict: Any) -> str:
    code = getattr(verdict, "firmness_code", "")
    n = getattr(verdict, "n_to_change", None)
    return claims.say_firmness(code, None if n is None or pd.isna(n) else int(n))


def _say_reason(verdict: Any) -> str:
    if verdict is None:
        return ""
    return code_names.REASONS[verdict.reason_code]


def _matrix_notes(material: Material, dimension: str) -> tuple[str, ...]:
    bands = ", ".join(f"“{band}”" for band in number_words.BANDS)
    text = (
        "A share is of those who answered. Where it would give a small number away, the cell says "
        f"{bands}."
    )
    return (text, *pool_notes(material, dimension))
