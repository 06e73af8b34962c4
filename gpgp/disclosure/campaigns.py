"""Campaign letters through the gate: how many sent them, and the headlines without them."""

from __future__ import annotations

from typing import Any

import numpy as np

from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import SHARE
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import CONFIDENTIAL, Column, ProtectedTable
from gpgp.disclosure.rating_disclosure import Rating
from gpgp.disclosure.scale_labels import name_sides
from gpgp.disclosure.sums import hide_parts

LEAST_PEOPLE = 30  # with fewer campaign respondents the headlines are not shown without them
LEAST_SHARE = 0.05  # ... nor under this share of all
LETTER_COUNTS = ("n_copies", "n_identical", "n_edited", "n_additions")


def protect_campaigns(material: Material) -> dict[str, ProtectedTable]:
    """Return the letters, and each rating question's shares with and without their senders."""
    if material.tables["campaigns"].empty:
        return {}
    tables = [_draw_letters(material)]
    n_all = len(material.tables["responses"])
    if len(_find_senders(material)) >= max(LEAST_PEOPLE, LEAST_SHARE * n_all):
        tables += [
            _draw_without(material, question)
            for question in material.consultation.questions_of("rating")
            if question.id in material.rated
            if not rows_of(material.tables["ratings"], question.id).empty
        ]
    return {table.name: table for table in tables}


def _find_senders(material: Material) -> set[str]:
    """Responses that hold a copy of a letter, identical or edited."""
    comments = material.tables["comments"]
    sent = comments["campaign_role_code"].isin(["identical", "edited"])
    return set(comments.loc[sent, "response_id"])


def _draw_letters(material: Material) -> ProtectedTable:
    """Each letter with its copies.

    Audit: identical and edited add up to the copies; so do those with and without additions.
    """
    n_all = len(material.tables["responses"])
    texts = {question.id: question.text for question in material.consultation.questions}
    campaigns = material.tables["campaigns"].sort_values(
        ["n_copies", "campaign_id"], ascending=[False, True]
    )
    rows = []
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
        cells = (
            true_tables.Words(f"Letter {place}", row.campaign_id),
            true_tables.Words(texts.get(row.question_id) or row.question_id, row.question_id),
            *(true_tables.Count(int(n), n_all, is_withheld) for n, is_withheld in counts),
        )
        rows.append((row.campaign_id, cells))
    columns = (
        Column("letter", "Letter"),
        Column("question", "In answer to"),
        Column("n_copies", "Copies", "count"),
        Column("n_identical", "Identical", "count"),
        Column("n_edited", "Edited", "count"),
        Column("n_additions", "With something added", "count"),
    )
    draft = true_tables.Draft(
        "campaigns",
        f"Campaign letters{material.caption_suffix}",
        columns,
        tuple(rows),
        ("A letter's text counts once among the comments; its senders' answers all count.",),
    )
    return protect(draft, profile=material.profile)


def _share_without(n: int, base: int, everyone: Rating, profile: Profile) -> true_tables.DraftCell:
    """The others' share, unless everyone's less theirs leaves a small number of senders."""
    n_senders, base_senders = everyone.n_agree - n, everyone.n_answers - base
    fewest = min(n_senders, base_senders - n_senders)
    if fewest < profile.threshold or everyone.kinds[-1] != SHARE:
        return true_tables.Missing(CONFIDENTIAL)
    return true_tables.HeadlineShare(n, base)


def count_without(material: Material, question: Any) -> dict[str, tuple[int, int]]:
    """Return of those who sent no letter how many agree and how many answered, by item."""
    ratings = rows_of(material.tables["ratings"], question.id)
    scored = ratings.loc[ratings["score"].notna()]
    others = scored.loc[~scored["response_id"].isin(_find_senders(material))]
    agrees = (others["score"] >= question.scale.agree_from).groupby(others["item_code"])
    counts = agrees.agg(["sum", "size"])
    counts = counts.reindex(list(material.rated[question.id].answers), fill_value=0)
    return {row.Index: (int(row.sum), int(row.size)) for row in counts.itertuples()}


def _draw_without(material: Material, question: Any) -> ProtectedTable:
    """The share agreeing among all, and among those who sent no letter.

    Audit: everyone less the others, which are the senders; everyone's with the item (rated).
    """
    counts = count_without(material, question)
    rated = material.rated[question.id]
    rows = []
    for item in question.items:
        if item.code not in counts:
            continue
        everyone = rated.everyone(item.code)
        share = _share_without(*counts[item.code], everyone, material.profile)
        words = true_tables.Words(item.label, item.code)
        rows.append((item.code, (words, everyone.side("agree"), share)))
    columns = (
        Column("item", material.item_head(question)),
        Column("everyone", "Everyone (%)", "band"),
        Column("others", "Without senders of letters (%)", "band"),
    )
    draft = true_tables.Draft(
        f"{question.id}_without_campaigns",
        f"Share who {name_sides(question).verb}, with and without those who sent a letter"
        f"{material.caption_suffix}",
        columns,
        tuple(rows),
        (),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)
