"""Themes by what people answered: counted, tested as one family, never guessed from words."""

from math import comb

import numpy as np
import pytest

from gpgp import agreement
from gpgp.agreement import contrast_sides
from gpgp.agreement.statistics.group_tests import adjust_p_values

SETTINGS = agreement.AgreementSettings()
AGREE, NEITHER, DISAGREE = 4, 3, 2


@pytest.fixture
def contrast(make_consultation, make_responses, make_themes, make_ratings):
    def run(scores, themes, **options):
        tables = make_themes(themes, **options)
        del tables["themes"]
        found = contrast_sides(
            make_ratings({"joined_up": scores}),
            responses=make_responses(["chiefs"] * len(scores)),
            consultation=make_consultation(),
            settings=SETTINGS,
            **tables,
        )
        return found[found["item_code"] == "joined_up"].set_index("theme_id")

    return run


def test_people_are_counted_on_the_side_they_are_on(contrast):
    scores = [AGREE] * 12 + [5] * 8 + [NEITHER] * 10 + [0] * 5 + [DISAGREE] * 15
    themes = ["t01"] * 4 + [""] * 16 + ["t01"] * 15 + ["t01"] * 9 + [""] * 6
    row = contrast(scores, themes).loc["t01"]
    counts = row[["n_agree", "n_base_agree", "n_disagree", "n_base_disagree"]]
    assert counts.tolist() == [4, 20, 9, 15]
    ways = [comb(20, k) * comb(15, 13 - k) for k in range(14)]  # 13 of 35 raised it
    expected = sum(n for n in ways if n <= ways[4]) / sum(ways)
    assert row["p_value"] == pytest.approx(expected)
    assert row["stands_out_code"] == "disagree"


def test_only_those_who_wrote_something_that_can_be_themed_are_in_a_base(contrast):
    scores, themes = [AGREE] * 15 + [DISAGREE] * 15, ["t01"] + [""] * 29
    roles = ["none"] * 5 + ["non_answer"] * 10 + ["none"] * 15
    row = contrast(scores, themes, roles=roles).loc["t01"]
    assert (row["n_base_agree"], row["n_base_disagree"]) == (5, 15)
    assert row["stands_out_code"] == "not_tested"  # fewer than ten agree and wrote


def test_p_is_adjusted_over_all_themes_and_sides_alike_do_not_stand_out(contrast):
    scores = [AGREE] * 40 + [DISAGREE] * 40
    themes = ["t01 t02"] * 10 + ["t02"] * 20 + [""] * 10 + ["t01"] * 10 + [""] * 30
    found = contrast(scores, themes)
    assert found["p_adjusted"].to_numpy() == pytest.approx(
        adjust_p_values(found["p_value"].to_numpy(), method="benjamini_hochberg")
    )
    assert found["stands_out_code"].to_dict() == {"t01": "no", "t02": "agree"}


def test_without_difference_hardly_any_theme_stands_out(contrast):
    chance, n_found = np.random.default_rng(4), 0
    for _ in range(100):
        scores = chance.permutation([AGREE] * 60 + [DISAGREE] * 60).tolist()
        themes = [" ".join(f"t{t:02d}" for t in range(8) if chance.random() < 0.2) for _ in scores]
        n_found += contrast(scores, themes)["stands_out_code"].isin(["agree", "disagree"]).any()
    assert n_found <= 10  # at most 5% expected, Fisher's test is conservative
