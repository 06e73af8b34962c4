"""Whether a nation answers a rating question otherwise than the rest, beyond chance."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.stats import fisher_exact

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.rating_disclosure import SIDES
from gpgp.instrument.questions import Rating
from gpgp.report import claims
from gpgp.report.scale_labels import name_sides
from gpgp.report.tables.making import TrueRow, make_table
from gpgp.tables import ALL

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
LEVEL = 0.05  # over all nations and items of a question together (Holm)


def tabulate_contrasts(material: Material, question: Rating) -> ProtectedTable | None:
    """Return per nation the items on which it differs from the rest; None without two nations.

    Fisher's exact test on effective counts, Holm over nations and items. A region counts in its
    nation. Only printed figures are told; a nation that is pooled is not compared.
    """
    nations = [group for group in material.consultation.groups("nation") if group.parent is None]
    counts = _count_nations(material, question)
    shown = [n for n in nations if (n.code, question.items[0].code) in counts]
    if len(nations) < 2 or not shown:
        return None
    p_values = {
        (nation.code, item.code): _test(counts, nation.code, item.code, material, question)
        for nation in shown
        for item in question.items
        if (nation.code, item.code) in counts
    }
    differing = _find_differing(p_values)
    rows: list[TrueRow] = []
    for nation in shown:
        items = [item for item in question.items if (nation.code, item.code) in differing]
        told = [
            _say(material, question, nation.code, item.code, item.label, counts) for item in items
        ]
        text = claims.say_nation(nation.label, told)
        rows.append(
            (
                nation.code,
                (
                    true_tables.Label(nation.label, nation.code),
                    true_tables.Label(text, DIFFERS if told else ""),
                ),
            )
        )
    return make_table(NATION_CONTRASTS, material, rows, question=question)


def _count_nations(material: Material, question: Rating) -> dict[tuple[str, str], tuple[int, int]]:
    """Agreeing and all answers by nation and item; nations under the floor are left out."""
    ratings = rows_of(material.tables["agreement_ratings"], question.id)
    parents = {group.code: group.parent or group.code for group in
               material.consultation.groups("nation")}  # fmt: skip
    here = ratings.loc[(ratings["dimension_code"] == "nation")].copy()
    here["nation"] = here["group_code"].map(parents)
    summed = (
        here.dropna(subset=["nation"])
        .groupby(["nation", "item_code"])[["n_agree", "n_answers"]]
        .sum()
    )
    floor = material.profile.share_base_floor
    return {
        (str(nation), str(item)): (int(row["n_agree"]), int(row["n_answers"]))
        for (nation, item), row in summed.iterrows()
        if row["n_answers"] >= floor
    }


def _test(
    counts: dict[tuple[str, str], tuple[int, int]],
    nation: str,
    item: str,
    material: Material,
    question: Rating,
) -> float:
    """Fisher's exact test of a nation against everyone else, on effective counts."""
    everyone = material.rated[question.id].everyone(item)
    agree, n = counts[nation, item]
    others, n_others = everyone.n_agree - agree, everyone.n_answers - n
    if n_others <= 0:
        return 1.0
    effect = _design_effect(material, question, item)
    table = np.array([[agree, n - agree], [others, n_others - others]]) / effect
    return float(fisher_exact(np.rint(table).astype(int)).pvalue)


def _design_effect(material: Material, question: Rating, item: str) -> float:
    ratings = rows_of(material.tables["agreement_ratings"], question.id)
    row = ratings.loc[(ratings["group_code"] == ALL) & (ratings["item_code"] == item)]
    if row.empty or pd.isna(row["n_effective"].iloc[0]) or row["n_effective"].iloc[0] <= 0:
        return 1.0
    return max(1.0, float(row["n_answers"].iloc[0]) / float(row["n_effective"].iloc[0]))


def _find_differing(p_values: dict[tuple[str, str], float]) -> set[tuple[str, str]]:
    """Holm's step-down: the places whose p stays under the level."""
    found: set[tuple[str, str]] = set()
    ordered = sorted(p_values, key=lambda place: p_values[place])
    for step, place in enumerate(ordered):
        if p_values[place] * (len(ordered) - step) > LEVEL:
            break
        found.add(place)
    return found


def _say(
    material: Material,
    question: Rating,
    nation: str,
    item: str,
    label: str,
    counts: dict[tuple[str, str], tuple[int, int]],
) -> str:
    """One item: higher or lower; the share only where the table of nations prints it."""
    rated = material.rated[question.id]
    everyone = rated.everyone(item)
    agree, n = counts[nation, item]
    rest = (everyone.n_agree - agree) / (everyone.n_answers - n)
    direction = "more" if agree / n > rest else "fewer"
    own = rated.find("nation", nation, item)
    is_printed = own is not None and not own.is_pooled and own.n_answers == n
    is_printed = is_printed and own.kinds[SIDES.index("agree")] == SHARE
    share = f" ({number_words.format_percent(round(100 * agree / n))})" if is_printed else ""
    return f"{direction} {name_sides(question).verb} on “{label}”{share}"
