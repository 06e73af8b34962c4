"""Which constituencies stand nearest and furthest, through the gate."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import Column, ProtectedTable

LEAST_PAIRED = 50  # responses of each of a pair
MOST_PAIRS = 3  # nearest, and as many furthest


def protect_pairs(material: Material) -> dict[str, ProtectedTable]:
    """Return, per rating question, the pairs of constituencies nearest and furthest apart.

    The distance of a pair is the mean over the items of Cliff's delta without its sign: 0 where
    both answer alike, 1 where everyone of one rates higher than everyone of the other. Only
    constituencies that stand alone are paired.
    """
    protected = {}
    for question in material.consultation.questions_of("rating"):
        table = _draw_pairs(material, question)
        if table is not None:
            protected[table.name] = table
    return protected


def _draw_pairs(material: Material, question: Any) -> ProtectedTable | None:
    """The pairs nearest and furthest.

    Audit: none; distances in tenths, of at least 50 responses each.
    """
    pairs = rows_of(material.tables["agreement_pairs"], question.id)
    alone = {
        area.code: area
        for area in material.constituencies
        if not area.is_pool and area.n_responses >= LEAST_PAIRED
    }
    pairs = pairs.loc[pairs["group_a"].isin(alone) & pairs["group_b"].isin(alone)]
    if pairs.empty:
        return None
    labels = {item.code: item.label for item in question.items}
    distances = _measure_distances(pairs)
    if len(distances) > 2 * MOST_PAIRS:
        distances = pd.concat([distances.head(MOST_PAIRS), distances.tail(MOST_PAIRS)])
    rows = []
    for row in distances.itertuples():
        one, other = alone[row.group_a], alone[row.group_b]
        fewest = min(one.n_responses, other.n_responses)
        cells = (
            true_tables.Words(f"{one.label} and {other.label}", f"{one.code}|{other.code}"),
            true_tables.Estimate(row.distance, fewest),
            true_tables.Words(labels[row.item_code], row.item_code),
            true_tables.Estimate(row.widest, fewest),
        )
        rows.append((f"{one.code}_{other.code}", cells))
    columns = (
        Column("pair", "Pair of constituencies"),
        Column("distance", "Distance (0 to 1)", "figure"),
        Column("item", "Furthest apart on"),
        Column("widest", "Distance there (0 to 1)", "figure"),
    )
    draft = true_tables.Draft(
        f"{question.id}_pairs",
        f"Constituencies nearest and furthest apart{material.caption_suffix}",
        columns,
        tuple(rows),
        (
            "Distance: Cliff's delta without its sign, mean over the items; 0 where both answer "
            "alike, 1 where everyone of one rates higher than everyone of the other.",
        ),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def _measure_distances(pairs: pd.DataFrame) -> pd.DataFrame:
    """One row per pair, nearest first: the mean distance, and the item it is widest on."""
    pairs = pairs.assign(widest=pairs["cliffs_delta"].abs())
    keys = ["group_a", "group_b"]
    mean = pairs.groupby(keys, observed=True)["widest"].mean().rename("distance").reset_index()
    widest = pairs.sort_values(
        [*keys, "widest", "item_code"], ascending=[True, True, False, True]
    ).drop_duplicates(keys)
    joined = mean.merge(widest, on=keys, validate="1:1")
    return joined.sort_values(["distance", *keys], ignore_index=True)
