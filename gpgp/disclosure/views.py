"""Other ways of counting voices, through the gate."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_array

from gpgp.disclosure import code_names, true_tables
from gpgp.disclosure.audit import is_exposed
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import (
    CONFIDENTIAL,
    NOT_AVAILABLE,
    Column,
    ProtectedTable,
)
from gpgp.disclosure.rating_disclosure import SIDES, AuditedItem
from gpgp.disclosure.scale_labels import name_sides

AGREE = SIDES.index("agree")


def draw_views(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    """Return the share agreeing under each weighting.

    The mean of constituencies is withheld where it tells a share that they do not print; a share
    weighted to known totals already where one of them is not printed.

    Audit: that of the item, with the mean of constituencies as one more fact.
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
        change = true_tables.Words("yes" if changes else "no", "changes" if changes else "")
        rows.append((item.code, (true_tables.Words(item.label), *shares, change)))
    columns = (
        Column("item", material.item_head(question)),
        *(Column(code, f"{code_names.VIEW_NAMES[code]} (%)", "percent") for code in codes),
        Column("changes", "Does the headline change?"),
    )
    draft = true_tables.Draft(
        f"{question.id}_weighting",
        f"Share who {name_sides(question).verb}, under each way of counting voices"
        f"{material.caption_suffix}",
        columns,
        tuple(rows),
        ("The headline changes where a share crosses one half or two-thirds.",),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def _weighted_cell(
    material: Material, question: Any, item_code: str, row: Any
) -> true_tables.DraftCell:
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
        share, everyone.n_agree, everyone.n_answers, everyone.kinds[AGREE]
    )


def _hides_area(audited: AuditedItem) -> bool:
    """Whether a constituency that stands alone does not print its share agreeing."""
    return bool((~audited.is_shown[audited.is_alone, AGREE]).any())


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
    weights[alone, AGREE] = 1 / (n_voices * true[alone, -1])
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
