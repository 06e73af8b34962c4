"""The sample that themes are learnt from where there are very many comments."""

import numpy as np
import pandas as pd
import pytest

from gpgp.themes.cluster.samples import choose_sample, share_out


def test_there_is_no_sample_of_few_texts():
    assert choose_sample(["pay", "pay", "skills"], size=3) is None
    assert choose_sample([], size=2) is None
    assert choose_sample(["pay", "pay", "skills"], size=2).tolist() == [0, 2]


def test_copies_are_drawn_once():
    texts = ["the same letter"] * 50 + [f"text {number}" for number in range(30)]
    drawn = choose_sample(texts, size=20)
    assert len({texts[place] for place in drawn}) == len(drawn) == 20


def test_the_order_of_texts_does_not_change_the_draw():
    texts = [f"text {number}" for number in range(60)]
    drawn = {texts[place] for place in choose_sample(texts, size=20)}
    turned = texts[::-1]
    assert drawn == {turned[place] for place in choose_sample(turned, size=20)}


def test_constituencies_and_lengths_keep_their_shares():
    texts = [f"{number:03d}" for number in range(300)] + [f"{number:040d}" for number in range(100)]
    groups = pd.DataFrame({"constituency_code": ["a", "b", "b", "b"] * 100})
    drawn = choose_sample(texts, size=80, strata=groups)
    assert (drawn >= 300).sum() == 20
    assert groups["constituency_code"].to_numpy()[drawn].tolist().count("a") == 20


@pytest.mark.parametrize(
    ("sizes", "size", "shares"),
    [([1, 1, 1], 2, [1, 1, 0]), ([5], 9, [5]), ([0, 4], 2, [0, 2]), ([], 3, [])],
)
def test_shares_add_up_to_the_sample(sizes, size, shares):
    assert share_out(pd.Series(sizes, dtype=int), size=size).tolist() == shares
    assert np.sum(shares) == min(size, sum(sizes))
