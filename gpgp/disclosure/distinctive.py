"""Words that mark constituencies and the sides of divided elements off, through the gate.

Words only: no number stands beside them. A word is named where as many people of the group used
it as a term needs anywhere, and only for a constituency that stands alone.
"""

from __future__ import annotations

import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import Column, ProtectedTable
from gpgp.disclosure.scale_labels import name_sides
from gpgp.disclosure.themes import LONG_NUMBER

MOST_WORDS = 6
DIVIDED = ("divided_between", "divided_within")
NOTE = (
    "Words that so many more people of the group wrote that chance would hardly do it "
    "(log-odds ratio with an informative prior); what they were said for stands in the comments."
)


def protect_distinctive(material: Material) -> dict[str, ProtectedTable]:
    """Return the words of constituencies, and of the two sides of divided elements.

    Audit: none; words, each used by at least ten of its group.
    """
    found = material.tables["distinctive_words"]
    floor = max(material.profile.threshold, material.profile.term_floor)
    is_safe = ~found["word"].str.contains(LONG_NUMBER)
    kept = found.loc[(found["n_respondents"] >= floor) & is_safe]
    kept = kept.sort_values(["z_score", "word"], ascending=[False, True])
    drawn = {
        "words_by_constituency": (
            "Words each constituency uses more than the others",
            Column("area", "Constituency"),
            _list_constituencies(kept.loc[kept["comparison_code"] == "constituency"], material),
        ),
        "words_by_side": (
            "Words each side of a divided element uses more than the other",
            Column("side", "Side"),
            _list_sides(kept.loc[kept["comparison_code"] == "side"], material),
        ),
    }
    return {
        name: _draw(name, f"{caption}{material.caption_suffix}", head, rows, material)
        for name, (caption, head, rows) in drawn.items()
        if rows
    }


def _list_constituencies(found: pd.DataFrame, material: Material) -> list[tuple[str, str, str]]:
    """Code, name and words of each constituency that stands alone, in the instrument's order."""
    words = _join_words(found, "group_code")
    return [
        (area.code, area.label, words[area.members[0]])
        for area in material.areas("constituency")
        if len(area.members) == 1 and area.members[0] in words
    ]


def _list_sides(found: pd.DataFrame, material: Material) -> list[tuple[str, str, str]]:
    """Code, name and words of each side of each element whose verdict is divided."""
    verdicts = material.tables["agreement_verdicts"]
    rows = []
    for question in material.consultation.questions_of("rating"):
        own = verdicts.loc[verdicts["question_id"] == question.id]
        divided = set(own.loc[own["verdict_code"].isin(DIVIDED), "item_code"])
        sides = name_sides(question)
        for item in question.items:
            of_item = found.loc[found["item_code"] == item.code]
            words = _join_words(of_item, "group_code") if item.code in divided else {}
            rows += [
                (f"{item.code}_{side}", f"{item.label}: {name}", words[side])
                for side, name in (("agree", sides.agree), ("disagree", sides.disagree))
                if side in words
            ]
    return rows


def _join_words(found: pd.DataFrame, by: str) -> dict[str, str]:
    return {
        str(code): ", ".join(part["word"].head(MOST_WORDS))
        for code, part in found.groupby(by, observed=True)
    }


def _draw(
    name: str, caption: str, head: Column, rows: list[tuple[str, str, str]], material: Material
) -> ProtectedTable:
    draft = true_tables.Draft(
        name,
        caption,
        (head, Column("words", "Words used more often")),
        tuple(
            (key, (true_tables.Words(label), true_tables.Words(words)))
            for key, label, words in rows
        ),
        (NOTE,),
    )
    return protect(draft, profile=material.profile)
