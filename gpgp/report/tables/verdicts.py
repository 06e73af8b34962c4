"""Verdicts: one per item, whom it names, the share by constituency and nation, other weightings."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.audit import is_exposed
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import AREA_HEADS, Material, rows_of
from gpgp.disclosure.protected import (
    CONFIDENTIAL,
    LOW,
    NOT_AVAILABLE,
    ProtectedTable,
)
from gpgp.disclosure.rating_disclosure import SIDES, AuditedItem
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
        TableColumn("view", "{label} (%)", "percent", "answers", each="views"),
        TableColumn("changes", "Does the headline change?"),
    ),
    audit="item",
    place="annex",
    of=("rating",),
)
MATRICES = {"constituency": BY_CONSTITUENCY, "nation": BY_NATION}
MOST_ITEMS_ACROSS = 6  # with more items than this, items stand in rows and constituencies across
SMALLER_OBJECTORS = "one or more smaller constituencies"


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
        cells = (
            true_tables.Label(item.label, item.code),
            true_tables.Label(code_names.VERDICT_NAMES[code], code),
            _count_clear(material, verdict),
            _name_groups(material, getattr(verdict, "objectors", "")),
            _name_groups(material, getattr(verdict, "too_few", "")),
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

    The mean of constituencies is withheld where it tells a share that they do not print; a share
    weighted to known totals already where one of them is not printed.
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
        rows.append((item.code, (true_tables.Label(item.label), *shares, change)))
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
    rated = material.rated[question.id]
    audited, everyone = rated.audits[item_code], rated.everyone(item_code)
    share = float(row.share_agree)
    is_told = row.view_code == "raked" and _hides_area(audited)
    if row.view_code == "equal_constituency" and _hides_area(audited):
        is_told = tells_share(audited, share=share, n_voices=float(row.n_voices))
    if is_told:
        return true_tables.Missing(CONFIDENTIAL)
    return true_tables.WeightedShare(
        share, everyone.n_agree, everyone.n_answers, everyone.kinds[SIDES.index("agree")]
    )


def _hides_area(audited: AuditedItem) -> bool:
    """Whether a constituency that stands alone does not print its share agreeing."""
    return bool((~audited.is_shown[audited.is_alone, SIDES.index("agree")]).any())


def tells_share(audited: AuditedItem, *, share: float, n_voices: float) -> bool:
    """Whether the mean share of constituencies tells a count that is hidden.

    Parameters
    ----------
    audited : AuditedItem
        What the reader knows already.
    share : float
        The mean, 0 to 1; it is printed as a whole per cent.
    n_voices : float
        How many constituencies it is the mean of. The reader is taken to know what those that
        do not stand alone add to it.
    """
    true, alone = audited.true, np.flatnonzero(audited.is_alone)
    weights = np.zeros(true.shape)
    weights[alone, SIDES.index("agree")] = 1 / (n_voices * true[alone, -1])
    printed = np.floor(100 * share + 0.5) / 100
    known = share - float((weights * true).sum())
    ends = np.array([printed + 0.005 - known, -(printed - 0.005 - known)])
    fact = csr_array(weights.reshape(1, -1))
    knowledge = replace(
        audited.knowledge,
        facts=csr_array(np.vstack([fact.toarray(), -fact.toarray()])),
        limits=ends + 1e-9,
    )
    return is_exposed(knowledge, true=true, least=audited.least)


def _verdicts(material: Material, question: Rating) -> dict[str, Any]:
    frame = rows_of(material.tables["agreement_verdicts"], question.id)
    return {row.item_code: row for row in frame.itertuples()}


def _items(question: Rating, answered: Container[str]) -> list[Any]:
    return [item for item in question.items if item.code in answered]


def _name_groups(material: Material, members: str) -> true_tables.Label:
    """Name the groups that stand alone; the others as "one or more smaller constituencies"."""
    codes = [code for code in members.split("|") if code]
    areas = [material.area_of(code) for code in codes]
    alone = [area for area in areas if area is not None and not area.is_pool]
    alone = [area for area in alone if area.n_responses >= material.profile.share_base_floor]
    labels = [area.label for area in alone]
    if len(alone) < len(codes):
        labels.append(SMALLER_OBJECTORS)
    return true_tables.Label(
        number_words.join_words(labels) or "none", tuple(a.code for a in alone)
    )


def _count_clear(material: Material, verdict: Any) -> true_tables.TrueCell:
    """How many constituencies are clearly over one half, of those heard from."""
    if verdict is None:
        return true_tables.Missing(NOT_AVAILABLE)
    n_heard = sum(len(area.members) for area in material.constituencies)
    n_heard = int(getattr(verdict, "n_heard", n_heard))
    n_clear = len([code for code in verdict.supporters.split("|") if code])
    n_clear = int(getattr(verdict, "n_over", n_clear))
    return true_tables.OutOf(n_clear, n_heard)


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
