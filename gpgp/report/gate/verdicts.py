"""Verdicts through the gate: what each element's verdict is, whom it names, what weighting does."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gpgp.report import words
from gpgp.report.gate import drafts
from gpgp.report.gate.material import Material, rows_of
from gpgp.report.gate.protect import protect
from gpgp.report.gate.protected import (
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    POOLED,
    Cell,
    Column,
    ProtectedTable,
)

SMALLER_OBJECTORS = "one or more smaller constituencies"


def draw_verdicts(
    material: Material, question: Any, everyone: pd.DataFrame, *, matrix: ProtectedTable | None
) -> ProtectedTable:
    """Return the verdict on each item with the groups it names and the ends of the range."""
    verdicts = {
        row.item_code: row
        for row in rows_of(material.tables["agreement_verdicts"], question.id).itertuples()
    }
    rows = []
    for row in everyone.itertuples():
        verdict = verdicts.get(row.item_code)
        code = verdict.verdict_code if verdict is not None else "too_few"
        lowest, highest = _find_ends(material, matrix, row.item_code)
        rows.append(
            (
                row.item_code,
                (
                    drafts.Words(material.consultation.label_of(row.item_code)),
                    drafts.Words(words.VERDICT_NAMES[code], code),
                    drafts.HeadlineShare(int(row.n_agree), int(row.n_answers)),
                    drafts.Count(int(row.n_answers)),
                    lowest,
                    highest,
                    _name_groups(material, verdict.supporters if verdict is not None else ""),
                    _name_groups(material, verdict.objectors if verdict is not None else ""),
                    drafts.Words(_say_reason(verdict)),
                ),
            )
        )
    order = {item.code: place for place, item in enumerate(question.items)}
    rows.sort(key=lambda row: order.get(row[0], len(order)))
    columns = (
        Column("item", "Item"),
        Column("verdict", "Verdict"),
        Column("share", "Agree (%)", "percent"),
        Column("n_answers", "Answers", "count"),
        Column("lowest", "Lowest constituency"),
        Column("highest", "Highest constituency"),
        Column("supporters", "Clearly agree"),
        Column("objectors", "Named by the verdict"),
        Column("reason", "Remark"),
    )
    draft = drafts.Draft(
        f"{question.id}_verdicts",
        f"Verdict on each item, with the share agreeing{material.caption_suffix}",
        columns,
        tuple(rows),
        (),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def keep_glance(verdicts: ProtectedTable, *, material: Material) -> ProtectedTable:
    """Return the columns of the verdicts that the first screen shows."""
    name = verdicts.name.removesuffix("_verdicts")
    return verdicts.keep_columns(
        "item",
        "verdict",
        "share",
        "n_answers",
        "lowest",
        "highest",
        name=f"{name}_glance",
        caption=f"Verdict, and the share agreeing{material.caption_suffix}",
    )


def _find_ends(
    material: Material, matrix: ProtectedTable | None, item_code: str
) -> tuple[drafts.DraftCell, drafts.DraftCell]:
    """The constituencies with the lowest and the highest printed share; pools are not named."""
    if matrix is None:
        return drafts.Missing(NOT_APPLICABLE), drafts.Missing(NOT_APPLICABLE)
    cells = [
        (area, matrix_cell(matrix, area.code, item_code))
        for area in material.constituencies
        if not area.is_pool
    ]
    cells = [(area, cell) for area, cell in cells if POOLED not in cell.text]
    shown = [(cell.value, area) for area, cell in cells if cell.value is not None]
    under = [area for area, cell in cells if cell.text == words.BANDS[2]]
    if len(shown) + len(under) < 2:
        return drafts.Missing(NOT_AVAILABLE), drafts.Missing(NOT_AVAILABLE)
    low_value, low_area = min(shown, key=lambda pair: pair[0], default=(101, None))
    high_value, high_area = max(shown, key=lambda pair: pair[0], default=(0, None))
    low_text = f"{low_area.label}, {low_value:.0f}%" if low_area else ""
    if under and low_value >= 50:
        low_area, low_text = under[0], f"{under[0].label}, {words.BANDS[2]}"
    high = drafts.Missing(NOT_AVAILABLE)
    if high_area:
        high = drafts.Words(f"{high_area.label}, {high_value:.0f}%", high_area.code)
    return drafts.Words(low_text, low_area.code), high


def _name_groups(material: Material, members: str) -> drafts.Words:
    """Name the groups that stand alone; the others as "one or more smaller constituencies"."""
    codes = [code for code in members.split("|") if code]
    areas = [material.area_of(code) for code in codes]
    alone = [area for area in areas if area is not None and not area.is_pool]
    alone = [area for area in alone if area.n_responses >= material.profile.share_base_floor]
    labels = [area.label for area in alone]
    if len(alone) < len(codes):
        labels.append(SMALLER_OBJECTORS)
    return drafts.Words(words.join_words(labels) or "none", "|".join(a.code for a in alone))


def _say_reason(verdict: Any) -> str:
    if verdict is None:
        return ""
    n_more = verdict.n_more_answers
    if verdict.reason_code == "more_answers" and pd.notna(n_more):
        return (
            f"About {words.format_count(-(-int(n_more) // 10) * 10)} more answers could settle it."
        )
    return words.REASONS[verdict.reason_code]


def draw_views(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    """The share agreeing under each weighting."""
    views = rows_of(material.tables["weighting_views"], question.id)
    bases = {r.item_code: (int(r.n_agree), int(r.n_answers)) for r in everyone.itertuples()}
    codes = [code for code in words.VIEW_NAMES if code in set(views["view_code"])]
    found = {(row.item_code, row.view_code): row for row in views.itertuples()}
    rows = []
    for item in question.items:
        here = [found.get((item.code, code)) for code in codes]
        if item.code not in bases or not any(row is not None for row in here):
            continue
        shares = [
            drafts.Missing(NOT_AVAILABLE)
            if row is None
            else drafts.WeightedShare(float(row.share_agree), *bases[item.code])
            for row in here
        ]
        changes = any(row is not None and bool(row.changes_headline) for row in here)
        change = drafts.Words("yes" if changes else "no", "changes" if changes else "")
        rows.append((item.code, (drafts.Words(item.label), *shares, change)))
    columns = (
        Column("item", "Item"),
        *(Column(code, f"{words.VIEW_NAMES[code]} (%)", "percent") for code in codes),
        Column("changes", "Does the headline change?"),
    )
    draft = drafts.Draft(
        f"{question.id}_weighting",
        f"Share agreeing under each way of counting voices{material.caption_suffix}",
        columns,
        tuple(rows),
        ("The headline changes where a share crosses one half or two-thirds.",),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def matrix_cell(matrix: ProtectedTable, area_code: str, item_code: str) -> Cell:
    """Return the cell of an area and an item, whichever way round the matrix stands."""
    if item_code in matrix.column_keys:
        return matrix.cell(area_code, item_code)
    return matrix.cell(item_code, area_code)
