"""Two releases that could be subtracted are found."""

import pandas as pd
import pytest

from gpgp.disclosure.inputs import gather_material
from gpgp.errors import ContractError, GpgpError
from gpgp.release.differencing import (
    LEDGER_COLUMNS,
    find_differences,
    refuse_differences,
)
from gpgp.release.release_counts import draw_ledger
from gpgp.report import PROFILES

SIZES = {"all": 480, "a": 200, "b": 150, "c": 90, "d": 40}


def make_ledger(sizes, *, table="answers", filters="", measure="vision.fair.agree", hidden=()):
    rows = [
        (
            table,
            measure,
            filters,
            "all" if members == "all" else "constituency",
            members,
            n,
            members not in hidden,
        )
        for members, n in sizes.items()
    ]
    return pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))


def find_kinds(previous, current):
    return set(find_differences(previous, current)["kind_code"])


def test_the_same_release_again_may_go_out():
    ledger = make_ledger(SIZES)
    assert find_differences(ledger, ledger).empty
    assert find_differences(ledger.iloc[:0], ledger).empty
    refuse_differences(ledger, ledger)


def test_a_late_response_is_found_where_it_counts():
    found = find_differences(make_ledger(SIZES), make_ledger({**SIZES, "all": 481, "b": 151}))
    assert set(found["one_members"]) == {"all", "b"}
    assert set(found["kind_code"]) == {"late"}
    assert (found["n_difference"] == 1).all()


def test_ten_late_responses_may_go_out():
    later = {**SIZES, "all": 500, "b": 160, "c": 100}
    assert find_differences(make_ledger(SIZES), make_ledger(later)).empty


def test_an_area_inside_another_is_found():
    pool = make_ledger({"a|b": 350, "c|d": 130}, table="pooled")
    assert find_differences(make_ledger(SIZES), pool).empty
    wider = make_ledger({"a|e": 206}, table="pooled")
    found = find_differences(make_ledger(SIZES), wider)
    assert set(found["kind_code"]) == {"area"}
    assert found.loc[0, ["one_members", "other_members", "n_difference"]].tolist() == [
        "a",
        "a|e",
        6,
    ]


def test_with_and_without_the_campaign_is_found_even_in_one_release():
    without = make_ledger({"all": 475}, table="without", filters="without_campaigns")
    assert find_kinds(make_ledger(SIZES), without) == {"filter"}
    release = pd.concat([make_ledger(SIZES), without])
    assert find_kinds(release.iloc[:0], release) == {"filter"}


def test_people_who_are_not_among_each_other_may_differ_by_a_few():
    individuals = make_ledger({"all": 240}, table="kinds", filters="individual")
    organisations = make_ledger({"all": 237}, table="kinds", filters="organisation")
    assert find_differences(individuals, organisations).empty


def test_what_a_total_leaves_is_compared_too():
    before = make_ledger({"all": 210, "a": 180, "b": 12, "c": 18}, hidden=("b", "c"))
    assert find_kinds(before, make_ledger({"a": 180, "b": 12}, table="another")) == set()
    assert find_kinds(before, make_ledger({"a": 180, "b": 24}, table="another")) == {"other"}


def test_hidden_cells_are_compared_only_together():
    before = make_ledger(SIZES, hidden=("c", "d"))
    found = find_differences(before, make_ledger({**SIZES, "c": 87, "d": 43}, hidden=("c", "d")))
    assert found.empty  # their sum, which the total tells, is the same
    found = find_differences(before, make_ledger({**SIZES, "all": 500, "d": 63}, hidden=("c", "d")))
    assert found.empty


def test_the_refusal_tells_no_number_of_people():
    told = "by 1 pairs of figures, in answers. Answers came in.*wait until"
    with pytest.raises(GpgpError, match=told) as fault:
        refuse_differences(make_ledger({"all": 480}), make_ledger({"all": 483}))
    assert "480" not in str(fault.value)
    assert " 3 " not in str(fault.value)


def test_a_ledger_without_its_columns_is_refused():
    with pytest.raises(ContractError, match="n_people are missing"):
        find_differences(make_ledger(SIZES), make_ledger(SIZES).drop(columns="n_people"))
    with pytest.raises(ContractError, match="negative"):
        find_differences(make_ledger(SIZES), make_ledger({"all": -1}))


def test_the_ledger_of_a_report_holds_its_people(tables, consultation):
    material = gather_material(tables, consultation=consultation, profile=PROFILES["public"])
    ledger = draw_ledger(material)
    assert list(ledger.columns) == list(LEDGER_COLUMNS)
    assert not ledger.duplicated([*LEDGER_COLUMNS][:5]).any()
    assert find_differences(ledger.iloc[:0], ledger).empty
    answered = ledger.loc[ledger["table_name"] == "who_answered_by_constituency"]
    is_all = answered["members"] == "all"
    assert answered.loc[is_all, "n_people"].sum() == answered.loc[~is_all, "n_people"].sum()


def test_one_late_response_blocks_the_report(simulate, consultation):
    def ledger_of(tables):
        return draw_ledger(
            gather_material(tables, consultation=consultation, profile=PROFILES["public"])
        )

    tables = simulate(seed=1)
    one_less = {**tables, "responses": tables["responses"].iloc[1:]}
    found = find_differences(ledger_of(one_less), ledger_of(tables))
    assert {"late"} <= set(found["kind_code"])
