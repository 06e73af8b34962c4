"""Whether a nation answers a rating question otherwise than the rest, beyond chance."""

from __future__ import annotations

from typing import Any

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.rating_disclosure import SIDES
from gpgp.instrument.questions import Rating
from gpgp.report import claims
from gpgp.report.code_names import name_sides
from gpgp.report.tables.making import TrueRow, make_table

NATION_CONTRASTS = Declaration(
    "nation_contrasts",
    "Nations against the rest: where they differ beyond chance",
    (
        TableColumn("nation", "Nation"),
        TableColumn("sentence", "What can be said"),
    ),
    audit="words",
    place="annex",
    of=("rating",),
)
DIFFERS = "differs"


def tabulate_contrasts(material: Material, question: Rating) -> ProtectedTable | None:
    """Return per whole nation the items on which it differs from the rest; None without two.

    What differs is decided beyond chance in ``agreement_differences``; a region counts in its
    nation. A nation under the floor of shares is not named.
    """
    differences = rows_of(material.tables["agreement_differences"], question.id)
    here = differences.loc[differences["dimension_code"] == "nation"]
    labels = {item.code: item.label for item in question.items}
    floor = material.profile.share_base_floor
    rows: list[TrueRow] = []
    for nation in material.consultation.groups("nation"):
        own = here.loc[(here["group_code"] == nation.code) & (here["n_base"] >= floor)]
        if nation.parent is not None or own.empty:
            continue
        differing = own.loc[own["stands_out_code"].isin(["more", "less"])]
        differences = [
            _say(material, question, row, labels[row.item_code])
            for row in differing.itertuples()
            if row.item_code in labels
        ]
        said = true_tables.Label(
            claims.say_nation(nation.label, differences), DIFFERS if differences else ""
        )
        rows.append((nation.code, (true_tables.Label(nation.label, nation.code), said)))
    if len(rows) < 2:
        return None
    return make_table(NATION_CONTRASTS, material, rows, question=question)


def _say(material: Material, question: Rating, row: Any, label: str) -> str:
    """One item: higher or lower; the share only where the table of nations prints it."""
    direction = "more" if row.stands_out_code == "more" else "fewer"
    own = material.rated[question.id].find("nation", row.group_code, row.item_code)
    is_printed = (
        own is not None
        and not own.is_pooled
        and own.n_answers == row.n_base
        and own.kinds[SIDES.index("agree")] == SHARE
    )
    share = f" ({number_words.format_percent(round(100 * row.share))})" if is_printed else ""
    return f"{direction} {name_sides(question).verb} on “{label}”{share}"
