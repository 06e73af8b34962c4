"""The page of two waves: only what both reports print, with names, dates and numbers."""

import pytest

from gpgp.agreement import AgreementSettings
from gpgp.comparison import gather_wave, match_items, measure_changes
from gpgp.errors import ParameterError
from gpgp.report import PROFILES, compose_waves
from gpgp.runs.pipeline import make_comparison
from gpgp.storage import open_project

FEW = {"council_staff": 300, "trade_unions": 80, "health_bodies": 20, "care_providers": 8}


@pytest.fixture(scope="module")
def page(simulate, consultation):
    first = simulate(seed=1, sizes=FEW)
    second = simulate(seed=2, sizes=FEW, agree={"valued": 0.6, "diverse": 0.8, "joined_up": 0.01})
    items = match_items(consultation, consultation)
    items.loc[items["item_code"] == "diverse", "match_code"] = "wording_changed"
    changes = measure_changes(
        *(gather_wave(tables, consultation=consultation) for tables in (first, second)),
        items=items,
        constituencies=[group.code for group in consultation.constituencies],
        settings=AgreementSettings(),
    )
    return compose_waves(
        first,
        second,
        consultations=(consultation, consultation),
        items=items,
        changes=changes,
        profile=PROFILES["public"],
    )


def test_a_change_beyond_chance_is_said_first(page):
    assert page.tables["changes_rated"].cell("vision-valued", "beyond").code == "less"
    assert "Valued and respected: " in page.html.split("The figures")[0]


def test_what_either_report_withholds_has_no_change(page):
    """Four of 408 agree now: no report prints that, and neither does the page."""
    table = page.tables["changes_rated"]
    assert table.cell("vision-joined_up", "second").value is None
    for column in ("change", "interval", "same_mix", "beyond"):
        assert table.cell("vision-joined_up", column).mark == "[c]"
    assert "Joined up: " not in page.html.split("The figures")[0]


def test_a_constituency_that_is_pooled_stands_nowhere_alone(page):
    assert {key.rpartition("-")[2] for key in page.tables["changes_within"].row_keys} <= {
        "council_staff",
        "trade_unions",
    }


def test_what_cannot_be_compared_is_listed(page):
    assert page.tables["not_compared"].row_keys == ("vision-diverse",)
    assert "vision-diverse" not in page.tables["changes_rated"].row_keys


def test_the_page_names_bodies_dates_and_numbers(page):
    assert page.html.count("The membership body for councils") == 2
    assert "14 May 2018 to 31 August 2018, 408 responses analysed" in page.html
    assert set(page.files) == {"comparison.html", *(f"{name}.csv" for name in page.tables)}


def test_a_consultation_is_not_compared_with_itself(tmp_path):
    with pytest.raises(ParameterError, match="found the same one twice"):
        make_comparison(open_project(tmp_path), "one", "one", parameters={})
