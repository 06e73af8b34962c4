import numpy as np
import pandas as pd
import pytest

from gpgp.tables import SPECS
from gpgp.themes.distinctive import (
    find_distinctive_words,
    find_side_words,
    take_sides,
    weigh_words,
)


def make_comments(texts, *, question="q1"):
    n = len(texts)
    ids = [f"r{i:04d}" for i in range(n)]
    return pd.DataFrame(
        {
            "comment_id": [f"{one}:{question}" for one in ids],
            "response_id": ids,
            "question_id": question,
            "text": texts,
            "language_code": "en",
            "n_words": 3,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": None,
            "campaign_role_code": "none",
        }
    )


def group_people(codes, column="constituency_code"):
    return pd.DataFrame({"response_id": [f"r{i:04d}" for i in range(len(codes))], column: codes})


UNIONS = ["fair wages for members", "wages and a pension", "wages, wages, wages"] * 10
CHIEFS = ["leadership of the council", "a vision and leadership", "leadership, the budget"] * 10


def test_log_odds_by_hand():
    # Monroe et al. (2008), equations 16 and 20, by hand: prior 16/300*50 = 2.6667 for the first
    # word; log(14.6667/135.3333) - log(6.6667/243.3333) = 1.37515; over the root of
    # 1/14.6667 + 1/6.6667 = .218182 gives 2.94402.
    ratio, z = weigh_words([12, 3, 85], [4, 6, 190], prior_words=50)
    assert ratio.tolist() == pytest.approx([1.37515, 0, -0.89148], abs=5e-6)
    assert z.tolist() == pytest.approx([2.94402, 0, -8.17784], abs=5e-6)


def test_log_odds_by_a_slow_loop():
    draw = np.random.default_rng(5)
    inside, outside = draw.integers(0, 30, (2, 40))
    ratio, z = weigh_words(inside, outside, prior_words=100)
    for word in range(40):
        prior = 100 * (inside[word] + outside[word]) / (inside.sum() + outside.sum())
        one = (inside[word] + prior) / (inside.sum() + 100 - inside[word] - prior)
        other = (outside[word] + prior) / (outside.sum() + 100 - outside[word] - prior)
        spread = 1 / (inside[word] + prior) + 1 / (outside[word] + prior) if prior else np.inf
        assert ratio[word] == pytest.approx(np.log(one / other) if prior else 0)
        assert z[word] == pytest.approx(np.log(one / other) / spread**0.5 if prior else 0)


def test_no_words_at_all_are_no_difference():
    ratio, z = weigh_words([0, 0], [0, 0])
    assert ratio.tolist() == z.tolist() == [0, 0]


def test_each_constituency_gets_the_words_it_uses_more():
    groups = group_people(["unions"] * 30 + ["chiefs"] * 30)
    found = find_distinctive_words(make_comments(UNIONS + CHIEFS), groups=groups)
    words = found.groupby("group_code")["word"].first().to_dict()
    assert words == {"chiefs": "leadership", "unions": "wages"}
    assert list(found.columns) == list(SPECS["distinctive_words"].columns)


def test_what_one_person_repeats_counts_once():
    texts = ["wages " * 50, *["fair pay"] * 20, *["a vision"] * 21]
    groups = group_people(["unions"] * 21 + ["chiefs"] * 21)
    found = find_distinctive_words(make_comments(texts), groups=groups, min_people=2)
    assert "wages" not in found["word"].tolist()


def test_a_word_of_fewer_than_ten_people_is_never_named():
    texts = ["Quillfeather again"] * 9 + ["fair pay"] * 30 + ["a vision"] * 30
    groups = group_people(["unions"] * 39 + ["chiefs"] * 30)
    found = find_distinctive_words(make_comments(texts), groups=groups)
    assert "quillfeather" not in found["word"].str.lower().tolist()


def test_marks_of_what_was_removed_are_no_words():
    texts = ["[name removed] wages"] * 30 + ["a vision"] * 30
    groups = group_people(["unions"] * 30 + ["chiefs"] * 30)
    found = find_distinctive_words(make_comments(texts), groups=groups)
    assert set(found["word"]) == {"wages", "vision"}


def test_groups_drawn_by_lot_have_hardly_any_words():
    draw = np.random.default_rng(2)
    pool = np.array([f"{a}{b}" for a in ("bar", "tel", "mor", "sul") for b in ("ton", "vek", "id")])
    n_found = 0
    for _ in range(20):
        texts = [" ".join(draw.choice(pool, 4)) for _ in range(200)]
        groups = group_people(draw.choice(["a", "b", "c"], 200))
        n_found += len(find_distinctive_words(make_comments(texts), groups=groups))
    assert n_found <= 6


def test_each_side_of_an_element_gets_its_words_from_the_question_about_it():
    about = make_comments(UNIONS + CHIEFS, question="pay_comment")
    other = make_comments(["buses everywhere"] * 60, question="other")
    sides = group_people(["disagree"] * 30 + ["agree"] * 30, "side_code").assign(item_code="pay")
    found = find_side_words(pd.concat([about, other]), sides=sides, about={"pay_comment": "pay"})
    assert set(found["comparison_code"]) == {"side"}
    assert found.groupby("group_code")["word"].first().to_dict() == {
        "agree": "leadership",
        "disagree": "wages",
    }


def test_without_sides_there_is_an_empty_table():
    sides = pd.DataFrame({"response_id": [], "item_code": [], "side_code": []}, dtype="str")
    found = find_side_words(make_comments(UNIONS), sides=sides)
    assert found.empty
    assert list(found.columns) == list(SPECS["distinctive_words"].columns)


def test_sides_begin_where_the_scale_says_and_the_middle_takes_none():
    ratings = pd.DataFrame(
        {
            "response_id": ["r1", "r2", "r3", "r4", "r1"],
            "question_id": ["vision"] * 4 + ["order"],
            "item_code": "pay",
            "score": pd.array([5, 3, 2, None, 1], dtype="Int64"),
        }
    )
    sides = take_sides(ratings, limits={"vision": (2, 4)})
    assert sides.to_numpy().tolist() == [["r1", "pay", "agree"], ["r3", "pay", "disagree"]]


def test_people_without_a_known_constituency_get_no_words_of_their_own():
    groups = group_people(["not_matched"] * 30 + ["chiefs"] * 30)
    found = find_distinctive_words(make_comments(UNIONS + CHIEFS), groups=groups)
    assert set(found["group_code"]) == {"chiefs"}
