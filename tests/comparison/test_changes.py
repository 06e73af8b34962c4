"""Which items of two waves may be compared, and what is then said to have changed."""

import numpy as np
import pandas as pd
import pytest

from gpgp.agreement import AgreementSettings
from gpgp.comparison import Wave, gather_wave, match_items, measure_changes
from gpgp.comparison.waves import _test_within, _weigh
from gpgp.instrument import parse_consultation
from gpgp.tables import SPECS, check_table

INSTRUMENT = """
title: A made-up consultation
organisation: A made-up body
closes: 2020-01-31
delete_after: 2021-01-31
export: {file: made_up.csv}
elements:
  - {code: joined_up, label: Joined up}
  - {code: fair, label: Fair}
constituencies:
  - {code: chiefs, label: Chiefs}
  - {code: unions, label: Unions}
scales:
  agreement: {points: [Strongly disagree, Disagree, Neither, Agree, Strongly agree]}
questions:
  - {id: vision, type: rating, about: elements, scale: agreement, text: "How far do you agree?",
     columns: {joined_up: Q1a, fair: Q1b}}
  - {id: topics, type: multi_choice, column: Q3, text: "Which topics?",
     options: [{code: design, label: Design}, {code: training, label: Training}]}
  - {id: who, type: constituency, column: Q4}
"""
KEY = ("rating", "vision", "fair")


@pytest.mark.parametrize(
    ("edits", "expected"),
    [
        ([("Fair}", "FAIR }")], {"fair": "matched", "joined_up": "matched", "design": "matched"}),
        ([("Fair}", "Fairly paid}")], {"fair": "wording_changed", "joined_up": "matched"}),
        (
            [("code: fair", "code: just"), ("fair:", "just:")],
            {"fair": "only_first", "just": "only_second", "joined_up": "matched"},
        ),
        ([("Neither,", "Neither nor,")], {"fair": "scale_changed", "joined_up": "scale_changed"}),
        ([("How far", "How strongly")], {"fair": "question_changed", "design": "matched"}),
        (
            [("label: Training}", "label: Training}, {code: pay, label: Pay}")],
            {"design": "options_changed", "fair": "matched", "pay": "only_second"},
        ),
        ([("id: topics", "id: subjects")], {"fair": "matched", "design": "only_second"}),
    ],
)
def test_a_changed_wording_scale_or_list_blocks_what_it_changes(edits, expected):
    changed = INSTRUMENT
    for old, new in edits:
        changed = changed.replace(old, new)
    found = match_items(parse_consultation(INSTRUMENT), parse_consultation(changed))
    codes = found.sort_values("match_code").set_index("item_code")["match_code"].to_dict()
    assert {code: codes[code] for code in expected} == expected


def make_wave(constituencies, scores):
    """A wave in which each response rates 'fair'; responses are of different organisations."""
    n = len(constituencies)
    responses = pd.DataFrame(
        {
            "response_id": [f"r{i:05d}" for i in range(n)],
            "source_row": range(2, n + 2),
            "constituency_code": constituencies,
            "nation_code": "not_asked",
            "respondent_type_code": "not_asked",
            "organisation_id": np.nan,
            "submitted_at": pd.NaT,
            "language_code": "en",
            "has_quote_consent": False,
        }
    )
    ratings = pd.DataFrame(
        {
            "response_id": responses["response_id"],
            "question_id": "vision",
            "item_code": "fair",
            "score": np.asarray(scores, dtype=float),
            "status_code": "answered",
        }
    )
    empty = {name: pd.DataFrame(columns=list(SPECS[name].columns)) for name in ("choices",)}
    tables = {
        "responses": check_table(responses, SPECS["responses"]),
        "ratings": check_table(ratings, SPECS["ratings"]),
        "choices": check_table(empty["choices"], SPECS["choices"]),
    }
    return gather_wave(tables, consultation=parse_consultation(INSTRUMENT))


def compare(first: Wave, second: Wave) -> pd.DataFrame:
    instrument = parse_consultation(INSTRUMENT)
    changes = measure_changes(
        first,
        second,
        items=match_items(instrument, instrument),
        constituencies=["chiefs", "unions"],
        settings=AgreementSettings(),
    )
    return changes[changes["item_code"] == "fair"].set_index("group_code")


def test_a_change_of_who_answers_is_no_change_of_what_they_say():
    """Chiefs agree at 80%, unions at 20%, both times; only their numbers change places."""
    first = make_wave(
        ["chiefs"] * 200 + ["unions"] * 50, [5] * 160 + [1] * 40 + [5] * 10 + [1] * 40
    )
    second = make_wave(
        ["chiefs"] * 50 + ["unions"] * 200, [5] * 40 + [1] * 10 + [5] * 40 + [1] * 160
    )
    found = compare(first, second).loc["all"]
    assert found["change"] == pytest.approx(0.32 - 0.68)
    assert found["change_same_mix"] == pytest.approx(0, abs=1e-12)
    assert found["same_mix_low"] < 0 < found["same_mix_high"]
    assert found["p_value"] == pytest.approx(1)
    assert found["change_code"] == "no"


def test_a_change_within_constituencies_is_found_and_has_its_direction():
    who = ["chiefs"] * 150 + ["unions"] * 150
    first = make_wave(who, ([5] * 75 + [1] * 75) * 2)
    second = make_wave(who, ([5] * 98 + [1] * 52) * 2)
    found = compare(first, second)
    assert found.loc["all", "change_same_mix"] == pytest.approx(98 / 150 - 0.5)
    assert found.loc["all", "change_code"] == "more"
    assert compare(second, first).loc["all", "change_code"] == "less"


def test_too_few_answers_are_not_tested():
    few = make_wave(["chiefs"] * 9, [5] * 9)
    found = compare(few, few)
    assert found.loc["all", "change_code"] == "not_tested"
    assert np.isnan(found.loc["chiefs", "p_value"])


def test_nothing_in_common_gives_an_empty_table():
    nobody = make_wave([], [])
    assert compare(nobody, make_wave(["chiefs"] * 20, [5] * 20)).empty


def test_the_test_within_strata_is_cochrans_mantels_and_haenszels():
    """Against the formula summed in a loop, and Fisher's exact p where numbers are small."""
    strata = [((50.0, 100.0, 1.0), (65.0, 100.0, 1.0)), ((10.0, 40.0, 2.0), (24.0, 60.0, 2.0))]
    over, variance = 0.0, 0.0
    for (yes_1, n_1, effect), (yes_2, n_2, _) in strata:
        a, b, m, k = yes_2 / effect, yes_1 / effect, n_2 / effect, n_1 / effect
        n = m + k
        over += a - m * (a + b) / n
        variance += m * k * (a + b) * (n - a - b) / (n**2 * (n - 1))
    from scipy.stats import chi2

    assert _test_within(strata) == pytest.approx(chi2.sf(over**2 / variance, 1))
    small = [((0.0, 20.0, 1.0), (2.0, 20.0, 1.0))]
    assert _test_within(small) == pytest.approx(0.4871794871794872)  # R: fisher.test


def test_one_stratum_has_newcombes_interval():
    """Newcombe 1998, Statistics in Medicine 17:873, method 10: 56/70 and 48/80."""
    change, low, high = _weigh([((48.0, 80.0, 1.0), (56.0, 70.0, 1.0))], 0.95)
    assert (round(change, 4), round(low, 4), round(high, 4)) == (0.2, 0.0524, 0.3339)
