"""The ledger holds what is printed, and only that: both are counted apart, table by table."""

import pandas as pd
import pytest
from simulated import add_letter, simulate_small

from gpgp.agreement import AgreementSettings, contrast_sides
from gpgp.disclosure import gather_material
from gpgp.release.differencing import find_differences
from gpgp.release.release_counts import draw_ledger
from gpgp.report import PROFILES
from gpgp.report.tables import protect_material
from gpgp.report.tables.campaigns import WITHOUT_CAMPAIGNS
from gpgp.report.tables.choices import CHOICES
from gpgp.report.tables.decided import BOARD_SAID
from gpgp.report.tables.priorities import ORDER_BY_CONSTITUENCY
from gpgp.report.tables.respondents import LEDGER, WHO_BY_KIND
from gpgp.report.tables.themes import THEMES
from gpgp.report.tables.verdicts import MATRICES, VERDICTS, WEIGHTING

REPEATED = {  # every number of people in it stands in another table
    VERDICTS, MATRICES["constituency"], WEIGHTING, BOARD_SAID,
}  # fmt: skip
REPEATED_COLUMNS = {(MATRICES["nation"], "n_responses"), (WITHOUT_CAMPAIGNS, "everyone")}
WITH_TOTAL = {CHOICES, ORDER_BY_CONSTITUENCY, THEMES, WHO_BY_KIND}  # said in a note
TWO_NUMBERS = {(WITHOUT_CAMPAIGNS, "others")}  # how many agree, and out of how many
SET_ASIDE = {LEDGER}  # rows that nobody's answers are read from


def find_facts(table):
    """The columns of people by what they tell: a count and its share tell one thing."""
    kind = table.declared
    if kind in REPEATED | SET_ASIDE:
        return []
    columns = [each for each in table.columns if each.people]
    columns = [each for each in columns if (kind, each.key) not in REPEATED_COLUMNS]
    counts = [each.key for each in columns if each.kind == "count"]
    shares = {each.key for each in columns if each.kind == "percent" and counts}
    facts = [{key} | shares for key in counts]
    facts += [{each.key} for each in columns if each.key not in {*counts, *shares}]
    return facts + [{each.key} for each in columns if (kind, each.key) in TWO_NUMBERS]


def count_printed(table):
    """How many different numbers of people a table prints, read from its declaration."""
    facts = find_facts(table)
    cells = [[table.cell(key, name) for name in names] for key in table.row_keys for names in facts]
    return (table.declared in WITH_TOTAL) + sum(
        any(cell.value is not None and not cell.is_pooled for cell in alike) for alike in cells
    )


def compare(material):
    ledger, tables = draw_ledger(material), protect_material(material)
    shown = ledger.loc[ledger["is_shown"]].groupby("table_name").size()
    assert not ledger.duplicated(["table_name", "measure_code", "filters", "members"]).any()
    printed = {name: count_printed(table) for name, table in tables.items()}
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


def test_themes_by_side_are_in_the_ledger(tables, consultation):
    names = ("ratings", "comment_themes", "unthemed_comments", "responses")
    sides = contrast_sides(
        *(tables[name] for name in names), consultation=consultation, settings=AgreementSettings()
    )
    stage = {**tables, "theme_sides": sides.assign(stands_out_code="agree")}
    compare(gather_material(stage, consultation=consultation, profile=PROFILES["public"]))
