"""What people answered to a rating question: by side, by point of the scale, by constituency."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protected import LOW, ProtectedTable
from gpgp.disclosure.rating_disclosure import SIDES, AreaRating
from gpgp.disclosure.sums import hide_parts
from gpgp.instrument.parts import Item
from gpgp.instrument.questions import Rating
from gpgp.report.code_names import name_sides
from gpgp.report.tables.making import TrueRow, make_table
from gpgp.tables import ALL

_SIDE_COLUMNS = tuple(TableColumn(side, f"{{{side}}} (%)", "band", "answers") for side in SIDES)
ANSWERS = Declaration(
    "answers",
    "What everyone answered",
    (
        TableColumn("item", "{item}"),
        TableColumn("n_answers", "Answers", "count", "answers"),
        *_SIDE_COLUMNS,
        TableColumn("n_dont_know", "Don't know", "count", "responses"),
        TableColumn("n_no_answer", "No answer", "count", "responses"),
    ),
    audit="item",
    place="annex",
    of=("rating",),
)
POINTS = Declaration(
    "scale_points",
    "What everyone answered, by point of the scale",
    (
        TableColumn("item", "{item}"),
        TableColumn("point", "{label} (%)", "percent", "answers", each="points"),
    ),
    audit="sum",
    place="annex",
    of=("rating",),
)
STATISTICS = Declaration(
    "statistics",
    "Figures behind the verdicts",
    (
        TableColumn("item", "{item}"),
        TableColumn("median", "Median point", "figure"),
        TableColumn("agreement_a", "Agreement A (−1 to 1)", "figure"),
        TableColumn("polarization", "Polarization, constituencies equal (0 to 1)", "figure"),
        TableColumn("consensus", "Consensus (0 to 1)", "figure"),
        TableColumn("epsilon_squared", "Differences between constituencies, ε²", "figure"),
        TableColumn("cramers_v", "The same, Cramér's V", "figure"),
        TableColumn("gic", "Group-informed consensus, geometric mean", "figure"),
    ),
    audit="figures",
    place="file",
    of=("rating",),
)
SPLIT = Declaration(
    "by_constituency",
    "{label}, by constituency",
    (
        TableColumn("area", "Constituency"),
        TableColumn("n_answers", "Answers", "count", "answers"),
        *_SIDE_COLUMNS,
        TableColumn("interval", "Its interval", "span"),
    ),
    audit="item",
    place="element",
    of=("rating",),
)
PAIRS = Declaration(
    "pairs",
    "Constituencies that stand apart beyond chance",
    (
        TableColumn("pair", "Pair of constituencies"),
        TableColumn("distance", "Distance (0 to 1)", "figure"),
        TableColumn("item", "Furthest apart on"),
        TableColumn("widest", "Distance there (0 to 1)", "figure"),
    ),
    audit="figures",
    place="annex",
    of=("rating",),
)
OF_EVERYONE = ("median", "agreement_a", "consensus")  # figures that compare no constituencies
LEVEL = 0.05
LEAST_PAIRED = 50  # responses of each of a pair
MOST_PAIRS = 3  # nearest, and as many furthest


def tabulate_answers(
    material: Material, question: Rating, everyone: pd.DataFrame
) -> ProtectedTable:
    """Return how many answered each item, and how many disagree, stand between, agree."""
    rated = material.rated[question.id]
    rows = []
    for item, _ in _items(question, everyone):
        base, *others = rated.answers[item.code]
        sides = [rated.everyone(item.code).side(side) for side in SIDES]
        rows.append((item.code, (true_tables.Label(item.label, item.code), base, *sides, *others)))
    return make_table(
        ANSWERS,
        material,
        rows,
        question=question,
        words={"item": material.item_head(question), **_side_words(question)},
        notes=(
            "Shares are of those on a point of the scale; they may not sum because of rounding.",
        ),
    )


def tabulate_points(material: Material, question: Rating, everyone: pd.DataFrame) -> ProtectedTable:
    """Return what everyone answered, by point of the scale.

    The points of a side whose share is withheld are withheld as well; within a side that is
    printed, no small point is left over.
    """
    points = rows_of(material.tables["agreement_points"], question.id)
    points = points.loc[points["group_code"] == ALL]
    on_point = {(r.item_code, int(r.score)): int(r.n_answers) for r in points.itertuples()}
    scores_of: dict[str, list[int]] = {side: [] for side in SIDES}
    for score in range(1, question.scale.n_points + 1):
        place = (score > question.scale.disagree_to) + (score >= question.scale.agree_from)
        scores_of[SIDES[place]].append(score)
    rated = material.rated[question.id]
    rows: list[TrueRow] = []
    for item, row in _items(question, everyone):
        kinds = dict(zip(SIDES, rated.everyone(item.code).kinds, strict=True))
        cells: list[true_tables.TrueCell] = []
        for side, scores in scores_of.items():
            counts = [on_point.get((item.code, score), 0) for score in scores]
            cells += _point_cells(material, question, counts, int(row.n_answers), kinds[side])
        rows.append((item.code, (true_tables.Label(item.label, item.code), *cells)))
    return make_table(
        POINTS,
        material,
        rows,
        question=question,
        words={"item": material.item_head(question)},
        each={
            "points": [
                (f"point_{score}", point.label)
                for score, point in enumerate(question.scale.points, start=1)
            ]
        },
        notes=("Shares may not sum to 100 because of rounding.",),
    )


def _point_cells(
    material: Material, question: Rating, counts: list[int], base: int, kind: int
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


def tabulate_statistics(
    material: Material, question: Rating, everyone: pd.DataFrame
) -> ProtectedTable:
    """Return the technical figures behind the verdicts.

    Those that compare constituencies need 100 answers: of fewer, a tenth can be two or three
    people of one constituency.
    """
    verdicts = _by_item(material.tables["agreement_verdicts"], question)
    tests = _by_item(material.tables["agreement_tests"], question)
    rows = []
    for item, row in _items(question, everyone):
        verdict, test = verdicts.get(item.code), tests.get(item.code)
        figures = {
            "median": row.median,
            "agreement_a": row.agreement_a,
            "polarization": getattr(verdict, "polarization_within", float("nan")),
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
        rows.append((item.code, (true_tables.Label(item.label, item.code), *cells)))
    words = {"item": material.item_head(question)}
    return make_table(STATISTICS, material, rows, question=question, words=words)


def tabulate_splits(
    material: Material, question: Rating, ratings: pd.DataFrame
) -> list[ProtectedTable]:
    """Agree, neither and disagree by constituency, one table per item."""
    if not material.constituencies:
        return []
    chosen = ratings.loc[ratings["dimension_code"].isin(["constituency", ALL])]
    limits = {
        (row.group_code, row.item_code): (float(row.share_low), float(row.share_high))
        for row in chosen.itertuples()
    }
    rated = material.rated[question.id]
    nothing = (float("nan"), float("nan"))
    tables = []
    for item in question.items:
        if item.code not in rated.answers:
            continue
        everyone = true_tables.Label(material.everyone.label, ALL)
        first = _split_cells(rated.everyone(item.code), *limits.get((ALL, item.code), nothing))
        rows = [(ALL, (everyone, rated.answers[item.code][0], *first))]
        for area in material.constituencies:
            rating = rated.find("constituency", area.code, item.code)
            if rating is not None:
                label = true_tables.Label(area.label, area.code)
                base = (
                    true_tables.Missing(LOW)
                    if rating.is_pooled
                    else true_tables.Base(rating.n_answers)
                )
                cells = _split_cells(rating, *limits.get((area.code, item.code), nothing))
                rows.append((area.code, (label, base, *cells)))
        tables.append(_make_split(material, question, item, rows))
    return tables


def _split_cells(rating: AreaRating, low: float, high: float) -> tuple[true_tables.TrueCell, ...]:
    """Disagree, neither, agree and its interval; where it is its pool's, agree alone."""
    if rating.is_pooled:
        nothing = true_tables.Missing(LOW)
        return (nothing, nothing, rating.side("agree"), nothing)
    interval = true_tables.ShareInterval(
        rating.n_agree, rating.n_answers, low, high, rating.kinds[-1]
    )
    return (*(rating.side(side) for side in SIDES), interval)


def _make_split(
    material: Material, question: Rating, item: Item, rows: list[TrueRow]
) -> ProtectedTable:
    return make_table(
        SPLIT,
        material,
        rows,
        question=question,
        item=item,
        words={"label": item.label, **_side_words(question)},
        notes=(
            "The interval shows how few answers there are, not how well they represent the "
            "people of the constituency.",
        ),
    )


def _side_words(question: Rating) -> dict[str, str]:
    sides = name_sides(question)
    return {"disagree": sides.disagree, "neither": sides.neither, "agree": sides.agree}


def tabulate_pairs(material: Material, question: Rating) -> ProtectedTable | None:
    """Return the pairs of constituencies nearest and furthest apart; None where there is none.

    The distance of a pair is the mean over the items of Cliff's delta without its sign. Only
    constituencies that stand alone are paired.
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
    distances = distances.loc[distances["p_holm"] < LEVEL]  # the others are no further than chance
    if distances.empty:
        return None
    if len(distances) > 2 * MOST_PAIRS:
        distances = pd.concat([distances.head(MOST_PAIRS), distances.tail(MOST_PAIRS)])
    rows = []
    for row in distances.itertuples():
        one, other = alone[row.group_a], alone[row.group_b]
        fewest = min(one.n_responses, other.n_responses)
        cells = (
            true_tables.Label(f"{one.label} and {other.label}", (one.code, other.code)),
            true_tables.Estimate(row.distance, fewest),
            true_tables.Label(labels[row.item_code], row.item_code),
            true_tables.Estimate(row.widest, fewest),
        )
        rows.append((f"{one.code}_{other.code}", cells))
    return make_table(
        PAIRS,
        material,
        rows,
        question=question,
        notes=(
            "Distance: Cliff's delta without its sign, mean over the items; 0 where both answer "
            "alike, 1 where everyone of one rates higher than everyone of the other.",
        ),
    )


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


def _items(question: Rating, everyone: pd.DataFrame) -> list[tuple[Any, Any]]:
    """Items with their row, in the instrument's order; items nobody answered are left out."""
    by_item = {row.item_code: row for row in everyone.itertuples() if row.n_answers > 0}
    return [(item, by_item[item.code]) for item in question.items if item.code in by_item]


def _by_item(frame: pd.DataFrame, question: Rating) -> dict[str, Any]:
    return {row.item_code: row for row in rows_of(frame, question.id).itertuples()}
