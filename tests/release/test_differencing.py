"""Two releases that could be subtracted are found."""

import numpy as np
import pandas as pd
import pytest

from gpgp.disclosure.inputs import gather_material
from gpgp.errors import ContractError, GpgpError, InputError
from gpgp.release.differencing import (
    LEDGER_COLUMNS,
    Record,
    find_differences,
    find_same_people,
    refuse_differences,
)
from gpgp.release.people import KEYS, key_people, match_people, pack_people, unpack_people
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
            "",
        )
        for members, n in sizes.items()
    ]
    return pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))


def record(ledger):
    return Record(ledger, pd.DataFrame(columns=list(KEYS), dtype="str"))


def find_kinds(previous, current):
    return set(find_differences(previous, current)["kind_code"])


def test_the_same_release_again_may_go_out():
    ledger = make_ledger(SIZES)
    assert find_differences(ledger, ledger).empty
    assert find_differences(ledger.iloc[:0], ledger).empty
    refuse_differences(record(ledger), record(ledger))


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
        refuse_differences(record(make_ledger({"all": 480})), record(make_ledger({"all": 483})))
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
    late = tables["responses"].tail(1).assign(response_id="late", source_row=9999)
    one_more = {**tables, "responses": pd.concat([tables["responses"], late], ignore_index=True)}
    found = find_differences(ledger_of(tables), ledger_of(one_more))
    assert {"late"} <= set(found["kind_code"])


NAMES = [f"r{number}" for number in range(60)]


def count_people(sets, *, names=NAMES, measure="theme.{}", salt="s"):
    """A record of a table that prints each set of people under a name."""
    responses = pd.DataFrame({"response_id": names, "source_row": range(2, len(names) + 2)})
    received = responses.assign(said=[f"row of {name}" for name in names]).drop(
        columns="response_id"
    )
    rows = [
        ("themes", measure.format(name), "", "all", "all", len(who), True,
         pack_people(who, responses["response_id"]))
        for name, who in sets.items()
    ]  # fmt: skip
    ledger = pd.DataFrame(rows, columns=list(LEDGER_COLUMNS))
    return Record(ledger, key_people(responses, received, salt=salt))


def find_same(one, other, **options):
    return find_same_people(one, other, **{"is_same_name": True, **options})


def test_a_renamed_theme_with_three_more_people_is_found():
    before = count_people({"pay": NAMES[:30], "skills": NAMES[25:50]})
    after = count_people({"pay.": NAMES[:33], "skills": NAMES[25:50]}, measure="other.{}")
    found = find_same(before, after)
    assert found["n_difference"].tolist() == [3]
    assert find_same(before, count_people({"a": NAMES[:30], "b": NAMES[25:50]})).empty
    assert find_same(before, count_people({"a": NAMES[:40], "b": NAMES[20:55]})).empty


def test_another_name_of_the_same_export_hides_nothing():
    before = count_people({"all": NAMES, "pay": NAMES[:30]})
    later = [*NAMES, "late"]
    after = count_people({"everyone": later, "x": [*NAMES[:30], "late"]}, names=later)
    assert len(find_same(before, after, is_same_name=False)) == 2


def test_two_consultations_whose_rows_are_counted_from_one_are_two():
    rng = np.random.default_rng(1)
    one, other = (
        {"all": NAMES, "pay": list(rng.permutation(NAMES)[:30])},
        {"all": NAMES[:57], "bins": list(rng.permutation(NAMES[:57])[:30])},
    )
    before, after = count_people(one), count_people(other, names=NAMES[:57])
    assert find_same(before, after, is_same_name=False).empty
    assert not find_same(before, after).empty


def test_numbers_that_one_release_prints_together_are_left_to_its_audit():
    both = {"pay": NAMES[:30], "skills": NAMES[:33]}
    assert find_same(count_people(both), count_people(both)).empty
    only = count_people({"pay": NAMES[:30]})
    assert find_same(only, count_people(both)).empty


def test_the_same_row_is_the_same_person_and_so_is_the_same_identifier():
    columns = list(KEYS)
    before = pd.DataFrame([("a", "1"), ("b", "2"), ("c", "3")], columns=columns)
    after = pd.DataFrame([("b", "9"), ("x", "1"), ("y", "8")], columns=columns)
    assert match_people(before, after).tolist() == [1, 0, -1]


def test_who_is_counted_comes_back_from_its_bits():
    names = pd.Series(NAMES)
    packed = [pack_people(NAMES[3:14], names), pack_people([], names)]
    found = unpack_people(packed, len(NAMES))
    assert np.flatnonzero(found[0]).tolist() == list(range(3, 14))
    assert not found[1].any()
    with pytest.raises(InputError, match="do not fit"):
        unpack_people([packed[0][:-2]], len(NAMES))


def test_keys_say_nothing_without_the_salt():
    one, other = (count_people({"all": NAMES}, salt=salt).people for salt in ("a", "b"))
    assert set(one["row_key"]).isdisjoint(other["row_key"])
    assert not one.isin(NAMES).any().any()
