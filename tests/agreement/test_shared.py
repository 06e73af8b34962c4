import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gpgp.agreement.shared import group_informed_consensus
from gpgp.errors import ParameterError


def test_group_informed_consensus_gives_the_published_figures():
    found = group_informed_consensus([8, 3], [10, 5])  # (9/12)(4/7)
    assert found.product == pytest.approx(0.4285714, abs=5e-8)
    assert found.geometric_mean == pytest.approx(0.6546537, abs=5e-8)
    assert (found.lowest_group, found.lowest) == (1, pytest.approx(4 / 7))


def test_the_lowest_group_is_named_by_its_key():
    found = group_informed_consensus({"chiefs": 8, "unions": 0}, {"unions": 10, "chiefs": 10})
    assert found.lowest_group == "unions"
    assert found.lowest == pytest.approx(1 / 12)
    as_series = group_informed_consensus(pd.Series({"a": 1}), pd.Series({"a": 1}))
    assert as_series.lowest_group == "a"


def test_a_group_without_votes_counts_one_half():
    assert group_informed_consensus([0], [0]).product == 0.5


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=40))
def test_a_slow_product_over_groups_gives_the_same(groups):
    agree = [min(pair) for pair in groups]
    votes = [max(pair) for pair in groups]
    product = 1.0
    for yes, n in zip(agree, votes, strict=True):
        product *= (yes + 1) / (n + 2)
    found = group_informed_consensus(agree, votes)
    assert found.product == pytest.approx(product)
    assert found.geometric_mean == pytest.approx(product ** (1 / len(groups)))
    assert 0 < found.lowest <= found.geometric_mean * (1 + 1e-12) < 1


@pytest.mark.parametrize(
    ("agree", "votes", "message"),
    [
        ([], [], "at least one group"),
        ([3], [2], "0 <= agree <= votes"),
        ([-1], [2], "0 <= agree <= votes"),
        ([np.nan], [2], "0 <= agree <= votes"),
        ([1, 2], [3], "different groups"),
        (["a"], ["b"], "agree: expected numbers"),
        ({"a": 1}, {"b": 2}, "different groups"),
    ],
)
def test_votes_that_cannot_be_are_refused(agree, votes, message):
    with pytest.raises(ParameterError, match=message):
        group_informed_consensus(agree, votes)
