"""Choices: how many people chose each option."""

from __future__ import annotations

import numpy as np

from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import print_people
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.sums import hide_parts
from gpgp.instrument.questions import Choice, MultiChoice
from gpgp.report.tables.making import make_table
from gpgp.tables import NO_ANSWER

CHOICES = Declaration(
    "choices",
    "{title}",
    (
        TableColumn("option", "Option"),
        TableColumn("n_people", "People", "count", "people who chose"),
        TableColumn("share", "Share of those who chose (%)", "percent", "people who chose"),
    ),
    audit="sum",
    place="paper",
    of=("choice", "multi_choice"),
)
Choosing = Choice | MultiChoice


def tabulate_choices(material: Material, question: Choosing) -> ProtectedTable | None:
    """How many people chose each option, largest first, out of those who chose any."""
    chosen = rows_of(material.tables["choices"], question.id)
    made = chosen.loc[chosen["option_code"] != NO_ANSWER]
    if made.empty:
        return None
    base = made["response_id"].nunique()
    counts = made.groupby("option_code", observed=True)["response_id"].nunique()
    counts = {item.code: int(counts.get(item.code, 0)) for item in question.items}
    withheld = _hide_choices(counts, base, question, material.profile)
    items = sorted(question.items, key=lambda item: (-counts[item.code], item.code))
    rows = []
    for item in items:
        n, is_withheld = counts[item.code], withheld[item.code]
        share = true_tables.Share(n, base, NOTHING if is_withheld else SHARE)
        rows.append(
            (
                item.code,
                (true_tables.Label(item.label), true_tables.Count(n, base, is_withheld), share),
            )
        )
    return make_table(
        CHOICES,
        material,
        rows,
        question=question,
        words={"title": question.title.rstrip(".")},
        notes=(f"Base: {print_people(base, profile=material.profile)} people chose at least one.",),
    )


def _hide_choices(
    counts: dict[str, int], base: int, question: Choosing, profile: Profile
) -> dict[str, bool]:
    """Which options to withhold: of one choice each, all add up to everyone who chose.

    Of several, each option is a sum of its own: those who chose it and those who did not.
    """
    is_single = question.type == "choice" and sum(counts.values()) == base
    sums = [list(counts)] if is_single else [[code] for code in counts]
    withheld = {}
    for codes in sums:
        parts = [counts[code] for code in codes]
        rest = [] if is_single else [base - parts[0]]
        hidden = hide_parts(
            np.array([*parts, *rest]), profile=profile, is_sensitive=question.sensitive
        )
        withheld |= dict(zip(codes, hidden.tolist(), strict=False))
    return withheld
