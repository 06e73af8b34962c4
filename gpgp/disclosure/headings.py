"""Themes under their headings, through the gate: words only, no number."""

from __future__ import annotations

import pandas as pd

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import Column, ProtectedTable
from gpgp.disclosure.themes import count_users, is_safe_term, shown_themes

MIN_SHOWN = 8  # fewer themes are read at a glance
OTHER = "Other themes"


def protect_headings(material: Material) -> dict[str, ProtectedTable]:
    """Return the themes shown, by heading, the heading of the largest theme first.

    Audit: none; words.
    """
    if material.tables["themes"].empty:
        return {}
    shown = shown_themes(material)
    if len(shown) < MIN_SHOWN or shown["heading"].isna().all():
        return {}
    floor = max(material.profile.threshold, material.profile.term_floor)
    usage = count_users(material.tables["comments"])
    known = {
        item.label.casefold()
        for item in (*material.consultation.elements, *material.consultation.priorities)
    }
    are_owned = material.tables["themes"].groupby("heading")["is_owned"].all()
    read = set(are_owned.index[are_owned])  # a person accepted every theme that it could name
    headings = [
        heading if heading in read or _may_stand(heading, known, usage, floor) else OTHER
        for heading in shown["heading"]
    ]
    rows = [
        (heading, (true_tables.Words(heading), true_tables.Words(number_words.join_words(quoted))))
        for heading, quoted in shown["label"]
        .map("“{}”".format)
        .groupby(pd.Series(headings, index=shown.index), sort=False)
        .agg(list)
        .items()
    ]
    draft = true_tables.Draft(
        "themes_by_heading",
        f"Themes under headings{material.caption_suffix}",
        (Column("heading", "Heading"), Column("themes", "Themes, the largest first")),
        tuple(rows),
        ("Headings say where to look: themes of one item of the draft, or near to each other.",),
    )
    return {"themes_by_heading": protect(draft, profile=material.profile)}


def _may_stand(heading: object, known: set[str], usage: dict[str, set[str]], floor: int) -> bool:
    """Whether a heading is made of names of items and of words that enough people used."""
    if pd.isna(heading):
        return False
    text = str(heading).casefold()
    for label in known:
        text = text.replace(label, "")
    return all(is_safe_term(word, usage, floor=floor) for word in text.replace(",", " ").split())
