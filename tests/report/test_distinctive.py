from dataclasses import replace

import pandas as pd

from gpgp.disclosure.inputs import gather_material
from gpgp.report import PROFILES, compose_board_report
from gpgp.report.tables.words import tabulate_distinctive

PUBLIC = PROFILES["public"]


def tabulate(material):
    return {table.name: table for table in tabulate_distinctive(material)}


def with_words(tables, consultation, rows):
    found = pd.DataFrame(
        rows, columns=["comparison_code", "item_code", "group_code", "word", "n_respondents"]
    ).assign(n_others=5, log_odds=1.0, z_score=3.0)
    material = gather_material(tables, consultation=consultation, profile=PUBLIC)
    return replace(material, tables={**material.tables, "distinctive_words": found})


def test_a_constituency_gets_its_words_without_numbers(tables, consultation):
    rows = [
        ("constituency", "all", "trade_unions", "wages", 22),
        ("constituency", "all", "trade_unions", "pension", 14),
        ("constituency", "all", "trade_unions", "holloway", 9),
        ("constituency", "all", "care_skills_regulator", "inspection", 12),
    ]
    found = tabulate(with_words(tables, consultation, rows))
    table = found["words_by_constituency"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Trade unions", "pension, wages"]
    ]


def test_only_divided_elements_show_the_words_of_their_sides(tables, consultation):
    rows = [
        ("side", "productive", "disagree", "targets", 20),
        ("side", "valued", "agree", "thanks", 20),
    ]
    table = tabulate(with_words(tables, consultation, rows))["words_by_side"]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Productive: Disagree", "targets"]
    ]


def test_without_such_words_there_is_no_table(tables, consultation):
    material = gather_material(tables, consultation=consultation, profile=PUBLIC)
    assert tabulate(material) == {}


def test_the_report_shows_them_where_constituencies_differ(tables, consultation):
    rows = [("constituency", "all", "trade_unions", "wages", 22)]
    material = with_words(tables, consultation, rows)
    found = {**tables, "distinctive_words": material.tables["distinctive_words"]}
    board = compose_board_report(found, consultation=consultation, profile=PUBLIC, provenance={})
    assert "Words used more often" in board.sections["tables"].body
