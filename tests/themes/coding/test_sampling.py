"""The sample: everybody can be drawn, nobody is forgotten, weights bring it back to the whole."""

import pytest

from gpgp.errors import InputError, ParameterError
from gpgp.themes.coding.sampling import draw_coding_sample, read_sample, render_sample


def test_weights_bring_the_sample_back_to_all_comments_that_can_be_coded(tables):
    drawn = draw_coding_sample(**tables, n_comments=40, seed=1)
    assert len(drawn) == 40
    assert drawn["weight"].sum() == pytest.approx(117)  # not Welsh, no non-answer, no letter's copy
    assert not drawn["comment_id"].isin(["r000:missing", "r001:missing", "r002:missing"]).any()


def test_every_stratum_is_drawn_from_and_small_ones_more_than_their_share(tables):
    drawn = draw_coding_sample(**tables, n_comments=40, seed=1)
    assert set(drawn["stratum_code"].str.partition("/")[2]) == {
        "no_theme", "unsure", "middling", "sure",
    }  # fmt: skip
    is_small = drawn["stratum_code"].str.startswith("small")
    assert is_small.mean() > 6 / 117
    assert drawn.loc[is_small, "weight"].mean() < drawn.loc[~is_small, "weight"].mean()


def test_all_are_drawn_where_there_are_fewer_than_asked_for(tables):
    drawn = draw_coding_sample(**tables, n_comments=500, seed=1)
    assert len(drawn) == 117 and (drawn["weight"] == 1).all()


def test_the_same_seed_draws_the_same_and_row_order_does_not_matter(tables):
    first = draw_coding_sample(**tables, n_comments=40, seed=5)
    mixed = {name: table.sample(frac=1, random_state=2) for name, table in tables.items()}
    assert first.equals(draw_coding_sample(**mixed, n_comments=40, seed=5))
    other = draw_coding_sample(**tables, n_comments=40, seed=6)
    assert set(first["comment_id"]) != set(other["comment_id"])


def test_many_small_constituencies_are_not_told_apart(tables):
    tables["responses"]["constituency_code"] = [f"c{i}" for i in range(120)]
    drawn = draw_coding_sample(**tables, n_comments=40, seed=1)
    assert set(drawn["stratum_code"]) == {"no_theme", "unsure", "middling", "sure"}


def test_what_is_remembered_comes_back_and_holds_no_words(tables):
    drawn = draw_coding_sample(**tables, n_comments=40, seed=1)
    text = render_sample(drawn)
    assert "second line" not in text
    back = read_sample(text, file_name="sample.csv")
    assert back["machine_themes"].tolist() == drawn["machine_themes"].tolist()
    assert back["weight"].to_numpy() == pytest.approx(drawn["weight"].to_numpy(), abs=1e-6)


def test_too_small_a_sample_no_theme_and_a_broken_file_are_refused(tables):
    with pytest.raises(ParameterError, match="at least 20 comments, found 5"):
        draw_coding_sample(**tables, n_comments=5, seed=1)
    with pytest.raises(InputError, match="found no themes"):
        draw_coding_sample(**tables | {"themes": tables["themes"][:0]}, n_comments=40, seed=1)
    for text in ("", "comment_id,weight\nr1,1\n", "a,b\n1,2,3\n"):
        with pytest.raises(InputError, match="sample.csv: is not as"):
            read_sample(text, file_name="sample.csv")
