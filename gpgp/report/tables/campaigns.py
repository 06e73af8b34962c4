"""Campaign letters: how many sent them, and the headlines without them."""

from __future__ import annotations

import numpy as np

from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protected import CONFIDENTIAL, ProtectedTable
from gpgp.disclosure.rating_disclosure import AreaRating
from gpgp.disclosure.sums import hide_parts
from gpgp.instrument.questions import Rating
from gpgp.report.code_names import name_sides
from gpgp.report.tables.making import make_table

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
    audit="difference",
    place="annex",
    of=("rating",),
)
LEAST_PEOPLE = 30  # with fewer campaign respondents the headlines are not shown without them
LEAST_SHARE = 0.05  # ... nor under this share of all
LETTER_COUNTS = ("n_copies", "n_identical", "n_edited", "n_additions")


def _find_senders(material: Material) -> set[str]:
    """Responses that hold a copy of a letter, identical or edited."""
    comments = material.tables["comments"]
    sent = comments["campaign_role_code"].isin(["identical", "edited"])
    return set(comments.loc[sent, "response_id"])


def tabulate_letters(material: Material) -> ProtectedTable | None:
    """Each letter with its copies."""
    if material.tables["campaigns"].empty:
        return None
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


def _share_without(
    n: int, base: int, everyone: AreaRating, profile: Profile
) -> true_tables.TrueCell:
    """The others' share, unless everyone's less theirs leaves a small number of senders."""
    n_senders, base_senders = everyone.n_agree - n, everyone.n_answers - base
    fewest = min(n_senders, base_senders - n_senders)
    if fewest < profile.threshold or everyone.kinds[-1] != SHARE:
        return true_tables.Missing(CONFIDENTIAL)
    return true_tables.HeadlineShare(n, base)


def count_without(material: Material, question: Rating) -> dict[str, tuple[int, int]]:
    """Return of those who sent no letter how many agree and how many answered, by item."""
    ratings = rows_of(material.tables["ratings"], question.id)
    scored = ratings.loc[ratings["score"].notna()]
    others = scored.loc[~scored["response_id"].isin(_find_senders(material))]
    agrees = (others["score"] >= question.scale.agree_from).groupby(others["item_code"])
    counts = agrees.agg(["sum", "size"])
    counts = counts.reindex(list(material.rated[question.id].answers), fill_value=0)
    return {row.Index: (int(row.sum), int(row.size)) for row in counts.itertuples()}


def tabulate_without(material: Material, question: Rating) -> ProtectedTable | None:
    """The share agreeing among all, and among those who sent no letter."""
    n_all = len(material.tables["responses"])
    are_few = len(_find_senders(material)) < max(LEAST_PEOPLE, LEAST_SHARE * n_all)
    if are_few or rows_of(material.tables["ratings"], question.id).empty:
        return None
    counts = count_without(material, question)
    rated = material.rated[question.id]
    rows = []
    for item in question.items:
        if item.code not in counts:
            continue
        everyone = rated.everyone(item.code)
        share = _share_without(*counts[item.code], everyone, material.profile)
        words = true_tables.Label(item.label, item.code)
        rows.append((item.code, (words, everyone.side("agree"), share)))
    words = {"item": material.item_head(question), "verb": name_sides(question).verb}
    return make_table(WITHOUT_CAMPAIGNS, material, rows, question=question, words=words)
