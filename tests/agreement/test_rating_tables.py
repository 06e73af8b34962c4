import numpy as np
import pandas as pd
import pytest

from gpgp import agreement
from gpgp.errors import ContractError

SETTINGS = agreement.AgreementSettings()


@pytest.fixture
def measure(make_consultation, make_responses, make_ratings):
    def run(constituency, scores, settings=SETTINGS, populations=None, **responses):
        return agreement.measure_ratings(
            make_ratings(scores),
            make_responses(constituency, **responses),
            consultation=make_consultation(populations),
            settings=settings,
        )

    return run


def verdict_of(result, item):
    return result.agreement_verdicts.set_index("item_code").loc[item]


def test_an_element_that_two_constituencies_split_on_is_divided_and_both_are_named(measure):
    result = measure(
        ["chiefs"] * 40 + ["unions"] * 40,
        {"joined_up": [4] * 80, "productive": [4] * 38 + [2] * 2 + [2] * 36 + [4] * 4},
    )
    divided = verdict_of(result, "productive")
    assert divided["verdict_code"] == "divided_between"
    assert (divided["supporters"], divided["objectors"]) == ("chiefs", "unions")
    shared = verdict_of(result, "joined_up")
    assert (shared["verdict_code"], shared["objectors"]) == ("shared", "")


def test_people_without_a_constituency_are_described_and_never_judged(measure):
    who = ["chiefs"] * 20 + ["not_matched"] * 15 + ["no_answer"] * 12
    result = measure(who, {"joined_up": [4] * 47, "productive": [4] * 47})
    ratings = result.agreement_ratings
    by_constituency = ratings[ratings["dimension_code"] == "constituency"]
    assert set(by_constituency["group_code"]) == {"chiefs", "not_matched", "no_answer"}
    assert by_constituency.groupby("item_code")["n_responses"].sum().eq(47).all()
    assert result.agreement_verdicts["verdict_code"].eq("too_few").all()
    assert result.agreement_pairs.empty


def test_dont_know_and_blank_are_counted_and_left_out_of_the_base(measure):
    result = measure(["chiefs"] * 5, {"joined_up": [5, 3, 1, 0, -1], "productive": [0] * 5})
    rows = result.agreement_ratings.set_index(["item_code", "dimension_code"])
    rated = rows.loc[("joined_up", "all")]
    counted = rated[["n_answers", "n_agree", "n_neither", "n_disagree", "n_dont_know"]]
    assert list(counted) == [3, 1, 1, 1, 1]
    assert rated["n_no_answer"] == 1
    blank = rows.loc[("productive", "all")]
    assert blank["n_answers"] == 0
    assert np.isnan(blank["share_agree"])
    assert set(result.weighting_views["item_code"]) == {"joined_up"}


def test_no_responses_at_all_gives_empty_tables(make_consultation, make_responses, make_ratings):
    result = agreement.measure_ratings(
        make_ratings({"joined_up": [1]}).iloc[:0],
        make_responses([]),
        consultation=make_consultation(),
        settings=SETTINGS,
    )
    assert all(getattr(result, name).empty for name in result.__annotations__)


def test_a_ratings_table_without_its_columns_is_refused(make_consultation, make_responses):
    with pytest.raises(ContractError, match="table ratings"):
        agreement.measure_ratings(
            pd.DataFrame({"response_id": ["r1"]}),
            make_responses(["chiefs"]),
            consultation=make_consultation(),
            settings=SETTINGS,
        )
