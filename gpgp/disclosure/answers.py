"""Everyone's answers to a rating question through the gate: three ways, by point, statistics."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import LOW, Column, ProtectedTable
from gpgp.disclosure.rating_disclosure import SIDES
from gpgp.disclosure.scale_labels import name_sides
from gpgp.disclosure.sums import hide_parts
from gpgp.tables import ALL

OF_EVERYONE = ("median", "agreement_a", "consensus")  # figures that compare no constituencies


def draw_answers(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    """Return how many answered each item, and how many disagree, stand between, agree.

    Audit: shares with the item (rated); answers, don't know and no answer by their sum.
    """
    rated = material.rated[question.id]
    rows = []
    for item, _ in _items(question, everyone):
        base, *others = rated.answers[item.code]
        sides = [rated.everyone(item.code).side(side) for side in SIDES]
        rows.append((item.code, (true_tables.Words(item.label, item.code), base, *sides, *others)))
    sides = name_sides(question)
    columns = (
        Column("item", material.item_head(question)),
        Column("n_answers", "Answers", "count"),
        Column("disagree", f"{sides.disagree} (%)", "band"),
        Column("neither", f"{sides.neither} (%)", "band"),
        Column("agree", f"{sides.agree} (%)", "band"),
        Column("n_dont_know", "Don't know", "count"),
        Column("n_no_answer", "No answer", "count"),
    )
    draft = true_tables.Draft(
        f"{question.id}_answers",
        f"What everyone answered{material.caption_suffix}",
        columns,
        tuple(rows),
        ("Shares are of those on a point of the scale; they may not sum because of rounding.",),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def draw_points(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    """Return what everyone answered, by point of the scale.

    The points of a side whose share is withheld are withheld as well; within a side that is
    printed, no small point is left over.

    Audit: the points of each side by their sum (sums).
    """
    points = rows_of(material.tables["agreement_points"], question.id)
    points = points.loc[points["group_code"] == ALL]
    on_point = {(r.item_code, int(r.score)): int(r.n_answers) for r in points.itertuples()}
    scores_of: dict[str, list[int]] = {side: [] for side in SIDES}
    for score in range(1, question.scale.n_points + 1):
        place = (score > question.scale.disagree_to) + (score >= question.scale.agree_from)
        scores_of[SIDES[place]].append(score)
    rated = material.rated[question.id]
    rows = []
    for item, row in _items(question, everyone):
        kinds = dict(zip(SIDES, rated.everyone(item.code).kinds, strict=True))
        cells = []
        for side, scores in scores_of.items():
            counts = [on_point.get((item.code, score), 0) for score in scores]
            cells += _point_cells(material, question, counts, int(row.n_answers), kinds[side])
        rows.append((item.code, (true_tables.Words(item.label, item.code), *cells)))
    columns = (
        Column("item", material.item_head(question)),
        *(
            Column(f"point_{score}", f"{point.label} (%)", "percent")
            for score, point in enumerate(question.scale.points, start=1)
        ),
    )
    draft = true_tables.Draft(
        f"{question.id}_scale_points",
        f"What everyone answered, by point of the scale{material.caption_suffix}",
        columns,
        tuple(rows),
        ("Shares may not sum to 100 because of rounding.",),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def _point_cells(
    material: Material, question: Any, counts: list[int], base: int, kind: int
) -> list[true_tables.Share]:
    """The points of one side; ``kind`` is what is printed of the side as a whole."""
    hidden = hide_parts(
        np.array(counts, dtype=int),
        profile=material.profile,
        is_sensitive=question.sensitive,
        n_people=base,
    )
    may_print = [kind == SHARE and not is_hidden for is_hidden in hidden]
    return [
        true_tables.Share(n, base, SHARE if is_printed else NOTHING)
        for n, is_printed in zip(counts, may_print, strict=True)
    ]


def draw_statistics(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    """Return the technical figures behind the verdicts.

    Those that compare constituencies need 100 answers: of fewer, a tenth can be two or three
    people of one constituency.

    Audit: none; figures of a tenth of many people.
    """
    verdicts = _by_item(material.tables["agreement_verdicts"], question)
    tests = _by_item(material.tables["agreement_tests"], question)
    rows = []
    for item, row in _items(question, everyone):
        verdict, test = verdicts.get(item.code), tests.get(item.code)
        figures = {
            "median": row.median,
            "agreement_a": row.agreement_a,
            "polarization": getattr(verdict, "polarization_equal_voice", float("nan")),
            "consensus": row.consensus,
            "epsilon_squared": getattr(test, "epsilon_squared", float("nan")),
            "cramers_v": getattr(test, "cramers_v", float("nan")),
            "gic": getattr(verdict, "gic_geometric_mean", float("nan")),
        }
        is_low = row.n_answers < material.profile.care_floor
        cells = [
            true_tables.Missing(LOW)
            if is_low and name not in OF_EVERYONE
            else true_tables.Estimate(float(figure), int(row.n_answers))
            for name, figure in figures.items()
        ]
        rows.append((item.code, (true_tables.Words(item.label, item.code), *cells)))
    columns = (
        Column("item", material.item_head(question)),
        Column("median", "Median point", "figure"),
        Column("agreement_a", "Agreement A (−1 to 1)", "figure"),
        Column("polarization", "Polarization, constituencies equal (0 to 1)", "figure"),
        Column("consensus", "Consensus (0 to 1)", "figure"),
        Column("epsilon_squared", "Differences between constituencies, ε²", "figure"),
        Column("cramers_v", "The same, Cramér's V", "figure"),
        Column("gic", "Group-informed consensus, geometric mean", "figure"),
    )
    draft = true_tables.Draft(
        f"{question.id}_statistics",
        f"Figures behind the verdicts{material.caption_suffix}",
        columns,
        tuple(rows),
        (),
        question.sensitive,
    )
    return protect(draft, profile=material.profile)


def _items(question: Any, everyone: pd.DataFrame) -> list[tuple[Any, Any]]:
    """Items with their row, in the instrument's order; items nobody answered are left out."""
    by_item = {row.item_code: row for row in everyone.itertuples() if row.n_answers > 0}
    return [(item, by_item[item.code]) for item in question.items if item.code in by_item]


def _by_item(frame: pd.DataFrame, question: Any) -> dict[str, Any]:
    return {row.item_code: row for row in rows_of(frame, question.id).itertuples()}
