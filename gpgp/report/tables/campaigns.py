"""Campaign letters: how many sent them, and the headlines without them."""

from __future__ import annotations

import numpy as np

from gpgp.disclosure import true_tables
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.rating_disclosure import LETTER, OTHERS
from gpgp.disclosure.sums import hide_parts
from gpgp.instrument.questions import Rating
from gpgp.report.code_names import name_sides
from gpgp.report.tables.making import TrueRow, make_table

CAMPAIGNS = Declaration(
    "campaigns",
    "Campaign letters",
    (
        TableColumn("letter", "Letter"),
        TableColumn("question", "In answer to"),
        TableColumn("n_copies", "Copies", "count", "responses"),
        TableColumn("n_identical", "Identical", "count", "responses"),
        TableColumn("n_edited", "Edited", "count", "responses"),
        TableColumn("n_additions", "With something added", "count", "responses"),
    ),
    audit="sum",
    place="annex",
)
WITHOUT_CAMPAIGNS = Declaration(
    "without_campaigns",
    "Share who {verb}, with and without those who sent a letter",
    (
        TableColumn("item", "{item}"),
        TableColumn("everyone", "Everyone (%)", "band", "answers"),
        TableColumn("others", "Without senders of letters (%)", "band", "answers"),
    ),
    audit="item",
    place="annex",
    of=("rating",),
)
LETTER_COUNTS = ("n_copies", "n_identical", "n_edited", "n_additions")


def tabulate_letters(material: Material) -> ProtectedTable | None:
    """Each letter with its copies."""
    if material.tables["campaigns"].empty:
        return None
    n_all = len(material.tables["responses"])
    texts = {question.id: question.text for question in material.consultation.questions}
    campaigns = material.tables["campaigns"].sort_values(
        ["n_copies", "campaign_id"], ascending=[False, True]
    )
    rows: list[TrueRow] = []
    for place, row in enumerate(campaigns.itertuples(), start=1):
        changed = hide_parts(np.array([row.n_identical, row.n_edited]), profile=material.profile)
        added = hide_parts(
            np.array([row.n_additions, row.n_copies - row.n_additions]), profile=material.profile
        )
        counts = zip(
            (getattr(row, name) for name in LETTER_COUNTS),
            (False, *changed.tolist(), bool(added[0])),
            strict=True,
        )
        cells: tuple[true_tables.TrueCell, ...] = (
            true_tables.Label(f"Letter {place}", row.campaign_id),
            true_tables.Label(texts.get(row.question_id) or row.question_id, row.question_id),
            *(true_tables.Count(int(n), n_all, is_withheld) for n, is_withheld in counts),
        )
        rows.append((row.campaign_id, cells))
    return make_table(
        CAMPAIGNS,
        material,
        rows,
        notes=("A letter's text counts once among the comments; its senders' answers all count.",),
    )


def count_without(material: Material, question: Rating) -> dict[str, tuple[int, int]]:
    """Return of those who sent no letter how many agree and how many answered, by item."""
    rated = material.rated[question.id]
    found = {item: rated.find(LETTER, OTHERS, item) for item in rated.answers}
    return {item: (each.n_agree, each.n_answers) for item, each in found.items() if each}


def tabulate_without(material: Material, question: Rating) -> ProtectedTable | None:
    """The share agreeing among all, and among those who sent no letter."""
    rated = material.rated[question.id]
    rows = []
    for item in question.items:
        others = rated.find(LETTER, OTHERS, item.code)
        if others is not None:
            label = true_tables.Label(item.label, item.code)
            everyone = rated.everyone(item.code).side("agree")
            rows.append((item.code, (label, everyone, others.side("agree"))))
    if not rows:
        return None
    words = {"item": material.item_head(question), "verb": name_sides(question).verb}
    return make_table(WITHOUT_CAMPAIGNS, material, rows, question=question, words=words)
