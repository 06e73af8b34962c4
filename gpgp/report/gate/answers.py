"""Everyone's answers to a rating question through the gate: three ways, by point, statistics."""

from __future__ import annotations

from typing import Any

import pandas as pd

from gpgp.report.gate import drafts
from gpgp.report.gate.material import Material, rows_of
from gpgp.report.gate.protect import protect
from gpgp.report.gate.protected import CONFIDENTIAL, Column, ProtectedTable
from gpgp.report.gate.splits import SIDES
from gpgp.report.sides import name_sides
from gpgp.tables import ALL


def draw_answers(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    """Return how many answered each item, and how many disagree, stand between, agree."""
    rows = []
    for item, row in _items(question, everyone):
        base, n = int(row.n_answers), int(row.n_responses)
        rows.append(
            (
                item.code,
                (
                    drafts.Words(item.label, item.code),
                    drafts.Count(base),
                    drafts.Share(int(row.n_disagree), base),
                    drafts.Share(int(row.n_neither), base),
                    drafts.HeadlineShare(int(row.n_agree), base),
                    drafts.Count(int(row.n_dont_know), n),
                    drafts.Count(int(row.n_no_answer), n),
                ),
            )
        )
    sides = name_sides(question)
    columns = (
        Column("item", material.item_head(question)),
        Column("n_answers", "Answers", "count"),
        Column("disagree", f"{sides.disagree} (%)", "percent"),
        Column("neither", f"{sides.neither} (%)", "percent"),
        Column("agree", f"{sides.agree} (%)", "band"),
        Column("n_dont_know", "Don't know", "count"),
        Column("n_no_answer", "No answer", "count"),
    )
    draft = drafts.Draft(
        f"{question.id}_answers",
        f"What everyone answered{material.caption_suffix}",
        columns,
        tuple(rows),
        ("Shares are of those on a point of the scale; they may not sum because of rounding.",),
        question.sensitive,
        (SIDES,),
    )
    return protect(draft, profile=material.profile)


def draw_points(
    material: Material, question: Any, everyone: pd.DataFrame, *, answers: ProtectedTable
) -> ProtectedTable:
    """Return what everyone answered, by point of the scale.

    The points of a side whose share ``answers`` withholds are withheld as well; within a side
    that it prints, no single point is left over.
    """
    points = rows_of(material.tables["agreement_points"], question.id)
    points = points.loc[points["group_code"] == ALL]
    on_point = {(r.item_code, int(r.score)): int(r.n_answers) for r in points.itertuples()}
    side_of = {
        score: SIDES[(score > question.scale.disagree_to) + (score >= question.scale.agree_from)]
        for score in range(1, question.scale.n_points + 1)
    }
    rows = []
    for item, row in _items(question, everyone):
        cells = [
            drafts.Missing(CONFIDENTIAL)
            if answers.cell(item.code, side).value is None
            else drafts.Share(on_point.get((item.code, score), 0), int(row.n_answers))
            for score, side in side_of.items()
        ]
        rows.append((item.code, (drafts.Words(item.label, item.code), *cells)))
    columns = (
        Column("item", material.item_head(question)),
        *(
            Column(f"point_{score}", f"{point.label} (%)", "percent")
            for score, point in enumerate(question.scale.points, start=1)
        ),
    )
    draft = drafts.Draft(
        f"{question.id}_scale_points",
        f"What everyone answered, by point of the scale{material.caption_suffix}",
        columns,
        tuple(rows),
        ("Shares may not sum to 100 because of rounding.",),
        question.sensitive,
        tuple(
            tuple(f"point_{score}" for score, each in side_of.items() if each == side)
            for side in SIDES
        ),
    )
    return protect(draft, profile=material.profile)


def draw_statistics(material: Material, question: Any, everyone: pd.DataFrame) -> ProtectedTable:
    """Return the technical figures behind the verdicts."""
    verdicts = _by_item(material.tables["agreement_verdicts"], question)
    tests = _by_item(material.tables["agreement_tests"], question)
    rows = []
    for item, row in _items(question, everyone):
        verdict, test = verdicts.get(item.code), tests.get(item.code)
        figures = (
            row.median,
            row.agreement_a,
            getattr(verdict, "polarization_equal_voice", float("nan")),
            row.consensus,
            getattr(test, "epsilon_squared", float("nan")),
            getattr(test, "cramers_v", float("nan")),
            getattr(verdict, "gic_geometric_mean", float("nan")),
        )
        cells = [drafts.Estimate(float(figure), int(row.n_answers)) for figure in figures]
        rows.append((item.code, (drafts.Words(item.label, item.code), *cells)))
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
    draft = drafts.Draft(
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
