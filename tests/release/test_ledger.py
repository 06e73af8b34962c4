"""The ledger holds what is printed, and only that: both are counted apart, table by table."""

import re

import pandas as pd
import pytest
from simulated import add_letter, simulate_small

from gpgp.disclosure import gather_material
from gpgp.release.differencing import find_differences
from gpgp.release.release_counts import draw_ledger
from gpgp.report import PROFILES
from gpgp.report.tables import protect_material

PEOPLE = {  # columns of people, by the names of tables; one cell prints a number and its share
    r"who_answered_by_(constituency|nation|kind)": [{"n_responses"}],
    r"vision-\w+_by_constituency": [{"n_answers"}, {"disagree"}, {"neither"}, {"agree"}],
    r"vision_answers": [{"n_answers"}, {"disagree"}, {"neither"}, {"agree"}, {"n_dont_know"},
                        {"n_no_answer"}],
    r"vision_scale_points": [{f"point_{score}"} for score in range(1, 6)],
    r"campaigns": [{"n_copies"}, {"n_identical"}, {"n_edited"}, {"n_additions"}],
    r"themes": [{"n_people", "share"}],
    r"themes_(vision_wording|missing)": [{"n_people", "share"}],
    r"support_choices": [{"n_people", "share"}],
    r"order_by_constituency": [{"n_ballots"}],
    r"wording_requests": [{"n_people"}],
}  # fmt: skip
EVERY_CELL = {"themes_by_constituency", "vision_by_nation"}
TWICE = {"vision_without_campaigns": "others"}  # who agrees, out of whom
WITH_TOTAL = {  # which a note or another table says
    "themes", "support_choices", "order_by_constituency", "who_answered_by_kind",
}  # fmt: skip
NO_LEDGER = {  # the same numbers again, or none of people; rows set aside
    "vision_verdicts", "vision_by_constituency", "vision_reasons", "vision_weighting",
    "vision_statistics", "vision_pairs", "order_order", "order_by_rule", "order_selections",
    "order_coverage", "themes_found", "themes_by_heading", "words_by_constituency",
    "words_by_side", "heard_from", "ledger", "data_quality",
}  # fmt: skip


def count_printed(table):
    """How many different numbers of people a table prints."""
    if table.name in EVERY_CELL:
        columns = [{key} for key in table.column_keys[1:] if key != "n_responses"]
    elif table.name in TWICE:
        columns = [{TWICE[table.name]}] * 2
    else:
        found = [columns for name, columns in PEOPLE.items() if re.fullmatch(name, table.name)]
        assert found, f"{table.name}: say which of its columns count people"
        columns = found[0]
    cells = [
        [table.cell(key, name) for name in names] for key in table.row_keys for names in columns
    ]
    return (table.name in WITH_TOTAL) + sum(
        any(cell.value is not None and "[pool]" not in cell.text for cell in alike)
        for alike in cells
    )


def compare(material):
    ledger, tables = draw_ledger(material), protect_material(material)
    shown = ledger.loc[ledger["is_shown"]].groupby("table_name").size()
    assert not ledger.duplicated(["table_name", "measure_code", "filters", "members"]).any()
    printed = {
        name: count_printed(table) for name, table in tables.items() if name not in NO_LEDGER
    }
    assert {name: n for name, n in printed.items() if n} == shown.to_dict()
    if material.profile.code == "public":  # the only one that is released
        assert find_differences(ledger.iloc[:0], ledger).empty


@pytest.mark.parametrize("seed", range(12))
def test_what_is_printed_is_in_the_ledger_and_nothing_else(consultation, simulate, seed):
    profile = PROFILES["board" if seed % 3 == 2 else "public"]
    tables = simulate_small(simulate, consultation, seed=seed)
    compare(gather_material(tables, consultation=consultation, profile=profile))


def test_letters_requests_and_orders_are_in_the_ledger(tables, consultation):
    requests = pd.DataFrame(
        [("drop", "valued", None, "valued", 40), ("drop", "fair", None, None, 9)],
        columns=["action_code", "word", "replacement", "element_code", "n_respondents"],
    )
    stage = {**add_letter(tables, n_senders=120), "wording_requests": requests}
    compare(gather_material(stage, consultation=consultation, profile=PROFILES["public"]))
