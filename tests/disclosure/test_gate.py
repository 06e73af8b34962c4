"""What comes out of the gate: no small number anywhere, one partition, one constructor."""

import ast
import re
from dataclasses import replace
from pathlib import Path

import pytest

from gpgp.disclosure import find_cell
from gpgp.errors import ContractError
from gpgp.report import PROFILES
from gpgp.report.render import markup, table_files
from gpgp.report.tables import protect_tables

PACKAGE = Path(__file__).parents[2] / "gpgp"
MAKERS = ("protect.py", "brief.py", "decided.py")  # cells that passed the gate; what the board did
EXACT = {"ledger": ("received", "set_aside", "analysed")}
NOT_PEOPLE = {"heard_from", "themes_found"}  # numbers of constituencies and of themes


@pytest.fixture(scope="module")
def public(tables, consultation):
    return protect_tables(tables, consultation=consultation, profile=PROFILES["public"])


def people(protected):
    """Every printed number of people, with where it stands."""
    for name, table in protected.items():
        if name in NOT_PEOPLE:
            continue
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                is_total = row.key == "all" or row.key in EXACT.get(name, ())
                if column.kind == "count" and column.key != "population" and not is_total:
                    yield cell, f"{name}, {row.key}, {column.key}"


def test_only_the_gate_makes_protected_tables():
    for path in PACKAGE.rglob("*.py"):
        makes = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("ProtectedTable")
        ]
        assert not makes or path.parent.name == "disclosure", path.name


def test_renderers_take_nothing_else(tables):
    frame = tables["responses"]
    for render in (
        lambda: markup.render_table(frame, number=1),
        lambda: table_files.write_csv(frame),
    ):
        with pytest.raises(ContractError, match="disclosure gate"):
            render()


@pytest.mark.parametrize("seed", range(4))
def test_no_number_of_people_from_1_to_9_and_all_rounded(simulate, consultation, seed):
    tables = simulate(seed=seed)
    public = protect_tables(tables, consultation=consultation, profile=PROFILES["public"])
    for cell, place in people(public):
        assert cell.value is None or cell.value % 5 == 0, place
        assert cell.value is None or cell.value == 0 or cell.value >= 10, place
        assert not re.fullmatch(r"[1-9]", cell.text), place


def test_the_board_profile_prints_from_5_on(tables, consultation):
    board = protect_tables(tables, consultation=consultation, profile=PROFILES["board"])
    for cell, place in people(board):
        assert cell.value is None or cell.value == 0 or cell.value >= 5, place


def test_a_higher_threshold_changes_everything(tables, consultation):
    strict = replace(PROFILES["public"], threshold=20, term_floor=20)
    protected = protect_tables(tables, consultation=consultation, profile=strict)
    for cell, place in people(protected):
        assert cell.value is None or cell.value == 0 or cell.value >= 20, place


def test_every_constituency_with_30_answers_shows_a_number_or_band(public, tables, consultation):
    ratings = tables["agreement_ratings"]
    known = {group.code for group in consultation.constituencies}
    matrix = public["vision_by_constituency"]
    for row in ratings.loc[ratings["dimension_code"] == "constituency"].itertuples():
        if row.group_code in known and row.n_answers >= 30:
            cell = find_cell(matrix, row.group_code, row.item_code)
            assert cell is not None
            assert "[" not in cell.text or "[pool]" in cell.text


def test_a_constituency_with_too_few_answers_prints_its_pools_figure(public, tables):
    ratings = tables["agreement_ratings"].set_index(["group_code", "item_code"])["n_answers"]
    matrix = public["vision_by_constituency"]
    pooled = [
        (row.key, key)
        for row in matrix.rows
        for key, cell in zip(matrix.column_keys, row.cells, strict=True)
        if "[pool]" in cell.text
    ]
    assert pooled
    for area, item in pooled:
        assert ratings[area, item] < 30
        own, pool = matrix.cell(area, item), matrix.cell("pool_smaller", item)
        assert own.text == f"{pool.text} [pool]"


def test_an_objector_under_the_floor_is_not_named(public):
    cell = public["vision_reasons"].cell("diverse", "objectors")
    assert cell.text == "Health bodies"
    named = {
        name
        for name, table in public.items()
        if any("Regulator of care skills" in c.text for row in table.rows for c in row.cells)
    }
    assert named <= {"heard_from"}  # by name among those asked, with no number and no opinion


def test_words_that_few_people_used_are_not_shown(public):
    table = public["themes"]
    assert "t06" not in table.row_keys  # six people
    text = " ".join(cell.text for row in table.rows for cell in row.cells).casefold()
    assert "holloway" not in text  # a surname that stands in a label and in no ten comments
    assert table.cell("t05", "theme").text == "Depot"


def test_missing_is_a_category(public, tables):
    table = public["who_answered_by_constituency"]
    assert {"no_answer", "not_matched", "all"} <= set(table.row_keys)
    assert table.cell("all", "n_responses").text == f"{len(tables['responses']):,}"


def test_the_response_rate_follows_from_printed_numbers(public):
    table = public["who_answered_by_constituency"]
    rate = table.cell("chief_executives", "rate").value
    printed = table.cell("chief_executives", "n_responses").value
    assert rate == round(100 * printed / 410)


@pytest.mark.parametrize("seed", range(6))
def test_points_and_sides_together_leave_no_small_rest(simulate, consultation, seed):
    """A withheld point, side or pair of sides is never the difference of two printed shares."""
    tables = simulate(seed=seed, sizes={"trade_unions": 45 + 20 * seed, "hr_directors": 31})
    public = protect_tables(tables, consultation=consultation, profile=PROFILES["public"])
    points = tables["agreement_points"]
    points = points.loc[points["group_code"] == "all"].set_index(["item_code", "score"])
    answers, scale = public["vision_answers"], public["vision_scale_points"]
    sides = {"disagree": (1, 2), "neither": (3,), "agree": (4, 5)}
    for item in answers.row_keys:
        count = {score: int(points.loc[(item, score), "n_answers"]) for score in range(1, 6)}
        hidden = [side for side in sides if answers.cell(item, side).value is None]
        rest = sum(count[score] for side in hidden for score in sides[side])
        assert not hidden or (len(hidden) > 1 and rest >= 10)
        for side, scores in sides.items():
            shown = [scale.cell(item, f"point_{score}").value for score in scores]
            if side in hidden:
                assert shown == [None] * len(scores)
            assert shown.count(None) != 1 or len(scores) == 1
        headline = public["vision_verdicts"].cell(item, "share")
        assert headline.text == answers.cell(item, "agree").text
