import itertools
import math

import choix
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from gpgp.agreement.priorities import (
    borda,
    first_choices,
    kemeny,
    kendall_distance,
    kendalls_w,
    plackett_luce,
    rank_probabilities,
    schulze,
)
from gpgp.agreement.statistics.ballots import (
    kemeny_ranks,
    plackett_luce_log_likelihood,
    read_ballots,
)
from gpgp.errors import ParameterError

RULES = [borda, first_choices, kemeny, schulze, plackett_luce]


def ballots_of(profile, options=None):
    """Ballots from a mapping of order ('MNCK', first to last, may be partial) to voters."""
    options = options or sorted(set("".join(profile)))
    rows = [
        {option: order.index(option) + 1 if option in order else np.nan for option in options}
        for order, n in profile.items()
        for _ in range(n)
    ]
    return pd.DataFrame(rows, columns=list(options))


# The Tennessee example of the voting literature: Memphis, Nashville, Chattanooga, Knoxville.
TENNESSEE = ballots_of({"MNCK": 42, "NCKM": 26, "CKNM": 15, "KCNM": 17})


def test_borda_gives_the_published_points():
    assert borda(TENNESSEE).to_dict() == {"N": 194, "C": 173, "M": 126, "K": 107}


def test_kemeny_gives_the_published_order_and_agreeing_pairs():
    assert kemeny(TENNESSEE).to_dict() == {"N": 1, "C": 2, "K": 3, "M": 4}
    assert kemeny_ranks(read_ballots(TENNESSEE).preferences)[1] == 393


def test_plackett_and_luce_give_the_published_worths_and_likelihood():
    worth = plackett_luce(TENNESSEE)
    expected = {"M": 0.1220, "N": 0.3968, "C": 0.3354, "K": 0.1458}
    assert worth.to_dict() == pytest.approx(expected, abs=5e-5)
    read = read_ballots(TENNESSEE)
    likelihood = plackett_luce_log_likelihood(
        read.ranks, read.weights, worth[read.options].to_numpy()
    )
    assert likelihood == pytest.approx(-288.32028, abs=5e-6)


def test_kendalls_w_gives_the_published_figure():
    ranks = [[1, 2, 3, 4], [1, 2.5, 2.5, 4], [2, 1, 3.5, 3.5]]
    assert kendalls_w(ranks) == pytest.approx(0.8214286, abs=5e-8)


def test_schulze_gives_the_order_of_its_authors_example():
    # Schulze 2011, Social Choice and Welfare 36:267, example 1: 45 voters, E > A > C > B > D.
    profile = {
        "ACBED": 5, "ADECB": 5, "BEDAC": 8, "CABED": 3, "CAEBD": 7, "CBADE": 2, "DCEBA": 7,
        "EBADC": 8,
    }  # fmt: skip
    assert schulze(ballots_of(profile)).to_dict() == {"E": 1, "A": 2, "C": 3, "B": 4, "D": 5}


def test_two_rules_can_disagree_about_the_first_option():
    # A has a majority of first places, B is second everywhere: Kemeny A, Borda B.
    profile = ballots_of({"ABC": 3, "BCA": 2})
    assert kemeny(profile).idxmin() == "A"
    assert schulze(profile).idxmin() == "A"
    assert borda(profile).idxmax() == "B"


def test_with_first_choices_only_worth_is_the_share_of_first_choices():
    only_first = TENNESSEE.where(TENNESSEE == 1)
    shares = {"M": 0.42, "N": 0.26, "C": 0.15, "K": 0.17}
    assert plackett_luce(only_first).to_dict() == pytest.approx(shares, abs=1e-9)
    assert first_choices(only_first).to_dict() == pytest.approx(shares)
    assert first_choices(TENNESSEE).to_dict() == pytest.approx(shares)


def test_a_partial_ballot_shares_the_points_that_are_left_among_the_options_not_ranked():
    points = borda(ballots_of({"A": 1}, options="ABCD"))
    assert points.to_dict() == {"A": 3, "B": 1, "C": 1, "D": 1}
    tied = borda(pd.DataFrame({"A": [1], "B": [1], "C": [3], "D": [np.nan]}))
    assert tied.to_dict() == {"A": 2.5, "B": 2.5, "C": 1, "D": 0}


def test_only_the_order_of_ranks_counts():
    gaps = TENNESSEE.replace({2: 5.0, 3: 6.5, 4: 99.0})
    for rule in RULES:
        pd.testing.assert_series_equal(rule(gaps), rule(TENNESSEE))


def test_options_that_the_best_orders_differ_about_share_a_rank():
    assert kemeny(ballots_of({"ABC": 1, "BAC": 1})).to_dict() == {"A": 1, "B": 1, "C": 3}
    assert schulze(ballots_of({"ABC": 1, "BAC": 1})).to_dict() == {"A": 1, "B": 1, "C": 3}


def slow_kemeny(preferences):
    n = len(preferences)
    score = {
        order: sum(preferences[a, b] for a, b in itertools.combinations(order, 2))
        for order in itertools.permutations(range(n))
    }
    best = [order for order, value in score.items() if value == max(score.values())]
    ahead = [
        sum(all(o.index(a) < o.index(b) for o in best) for a in range(n) if a != b)
        for b in range(n)
    ]
    return [1 + number for number in ahead], max(score.values())


def slow_schulze(preferences):
    """Look at every path between two options."""
    n = len(preferences)
    margin = preferences - preferences.T

    def width(a, b):
        between = [c for c in range(n) if c not in (a, b)]
        paths = [
            (a, *middle, b)
            for size in range(n - 1)
            for middle in itertools.permutations(between, size)
        ]
        return max(0, *(min(margin[x, y] for x, y in itertools.pairwise(path)) for path in paths))

    return [1 + sum(width(b, a) > width(a, b) for b in range(n) if b != a) for a in range(n)]


def slow_borda(ballots):
    points = dict.fromkeys(ballots.columns, 0.0)
    for ballot in ballots.to_dict("records"):
        rank = {o: math.inf if math.isnan(r) else r for o, r in ballot.items()}
        for one in rank:
            for other in rank:
                if one != other:
                    points[one] += 1 if rank[one] < rank[other] else 0
                    points[one] += 0.5 if rank[one] == rank[other] else 0
    return points


def random_ballots(generator):
    n_options = int(generator.integers(2, 6))
    ranks = generator.integers(1, n_options + 1, (int(generator.integers(1, 12)), n_options))
    ballots = pd.DataFrame(ranks.astype(float), columns=list("ABCDEF"[:n_options]))
    ballots = ballots.mask(generator.random(ballots.shape) < 0.3)
    ballots.iloc[0, 0] = 1.0
    return ballots


def test_a_second_slow_computation_agrees_on_200_random_profiles():
    generator = np.random.default_rng(11)
    for _ in range(200):
        ballots = random_ballots(generator)
        counted = ballots[ballots.notna().any(axis=1)]
        assert borda(ballots).to_dict() == pytest.approx(slow_borda(counted))
        preferences = read_ballots(ballots).preferences
        assert list(kemeny(ballots)) == slow_kemeny(preferences)[0]
        assert kemeny_ranks(preferences)[1] == slow_kemeny(preferences)[1]
        assert list(schulze(ballots)) == slow_schulze(preferences)


def test_plackett_and_luce_agree_with_choix_on_full_and_top_rankings():
    generator = np.random.default_rng(12)
    for depth in (4, 2):
        orders = [list(generator.permutation(4)) for _ in range(60)]
        ranks = np.full((60, 4), np.nan)
        for row, order in enumerate(orders):
            ranks[row, order[:depth]] = range(1, depth + 1)
        choices = [(order[i], order[i + 1 :]) for order in orders for i in range(min(depth, 3))]
        theirs = np.exp(choix.ilsr_top1(4, choices, tol=1e-12))
        mine = plackett_luce(pd.DataFrame(ranks))
        assert mine.to_numpy() == pytest.approx(theirs / theirs.sum(), abs=1e-7)


def test_kendalls_w_agrees_with_friedmans_test():
    generator = np.random.default_rng(13)
    for _ in range(50):
        scores = generator.integers(1, 6, (6, 4))
        if all(len(set(row)) == 1 for row in scores):
            continue
        chi_squared = stats.friedmanchisquare(*scores.T).statistic
        assert kendalls_w(scores) == pytest.approx(chi_squared / (6 * 3), abs=1e-9)


def test_kendall_distance_counts_pairs_in_opposite_order():
    assert kendall_distance([1, 2, 3, 4], [1, 2, 3, 4]) == 0
    assert kendall_distance([1, 2, 3, 4], [4, 3, 2, 1]) == 6
    assert kendall_distance([1, 1, 3], [1, 2, 3]) == 0.5
    one, other = pd.Series({"a": 1, "b": 2}), pd.Series({"b": 1, "a": 2})
    assert kendall_distance(one, other) == 1
    assert kendall_distance([1, np.nan, 2], [2, 1, np.nan]) == 0


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_kendall_distance_agrees_with_scipys_tau(one, other):
    tau = stats.kendalltau(one, other).statistic
    assert kendall_distance(one, other) == pytest.approx(15 * (1 - tau) / 2)


def test_weights_count_as_that_many_ballots():
    weights = [1, 0, 3, 2]
    distinct = TENNESSEE.drop_duplicates().reset_index(drop=True)
    repeated = distinct.loc[np.repeat(range(4), weights)]
    for rule in RULES:
        weighted = rule(distinct, weights=weights)
        pd.testing.assert_series_equal(weighted, rule(repeated), rtol=1e-6)


def test_the_chance_of_each_place_sums_to_one_both_ways_and_repeats_with_its_seed():
    chances = rank_probabilities(TENNESSEE, 5)
    assert list(chances.columns) == [1, 2, 3, 4]
    assert chances.sum(axis=1).to_numpy() == pytest.approx(np.ones(4))
    assert chances.sum(axis=0).to_numpy() == pytest.approx(np.ones(4))
    pd.testing.assert_frame_equal(chances, rank_probabilities(TENNESSEE, 5))
    assert chances.loc["N", 1] > 0.9


def test_options_equal_in_a_draw_take_its_places_in_random_order():
    same = pd.DataFrame({"A": [1, 1], "B": [1, 1]})
    assert rank_probabilities(same, 1).to_numpy() == pytest.approx(np.full((2, 2), 0.5), abs=0.05)


def test_groups_are_drawn_within_and_organisations_whole():
    ballots = ballots_of({"AB": 30, "BA": 30})
    side = ["x"] * 30 + ["y"] * 30
    within = rank_probabilities(ballots, 1, groups=side, weights=[1.1] * 30 + [1] * 30)
    assert within.loc["A", 1] == 1  # each group votes as one: nothing to draw
    whole = rank_probabilities(ballots, 1, clusters=side, weights=[1.1] * 30 + [1] * 30)
    assert whole.loc["A", 1] == pytest.approx(0.75, abs=0.05)  # AA, AB, BA of four draws


def test_degenerate_ballots_give_documented_values():
    one = pd.DataFrame({"A": [1.0, 1.0]})
    for rule in RULES:
        assert len(rule(one)) == 1
    assert borda(one)["A"] == 0
    assert plackett_luce(one)["A"] == 1
    single = pd.DataFrame({"A": [1.0], "B": [np.nan]})
    assert plackett_luce(single).to_dict() == {"A": 1, "B": 0}
    all_tied = pd.DataFrame({"A": [1, 1], "B": [1, 1]})
    assert kemeny(all_tied).to_dict() == schulze(all_tied).to_dict() == {"A": 1, "B": 1}
    assert kendalls_w([[1, 1], [1, 1]]) == 0
    assert kendalls_w([[1, 2, 3]]) == 1


@pytest.mark.parametrize(
    ("ballots", "message"),
    [
        (pd.DataFrame(), "one column per option"),
        (pd.DataFrame({"A": [np.nan]}), "at least one that ranks an option"),
        (pd.DataFrame({"A": [0]}), "ranks above 0"),
        (pd.DataFrame({"A": [np.inf]}), "ranks above 0"),
        (pd.DataFrame({"A": ["first"]}), "ballots: expected numbers"),
        (pd.DataFrame([[1, 2]], columns=["A", "A"]), "each named once"),
    ],
)
def test_what_are_not_ballots_is_refused_by_every_rule(ballots, message):
    for rule in [*RULES, lambda given: rank_probabilities(given, 1)]:
        with pytest.raises(ParameterError, match=message):
            rule(ballots)


def test_wrong_weights_and_too_many_options_are_refused():
    for weights in ([1, 2], [-1] * 100, [np.nan] * 100):
        with pytest.raises(ParameterError, match="weights: expected one number"):
            borda(TENNESSEE, weights=weights)
    with pytest.raises(ParameterError, match="at least one that ranks"):
        borda(TENNESSEE, weights=[0] * 100)
    many = pd.DataFrame([range(1, 18)])
    with pytest.raises(ParameterError, match="exact up to 16 options, found 17"):
        kemeny(many)
    with pytest.raises(ParameterError, match="n_resamples"):
        rank_probabilities(TENNESSEE, 1, n_resamples=0)
    with pytest.raises(ParameterError, match="groups: expected one for each"):
        rank_probabilities(TENNESSEE, 1, groups=["x"])
    with pytest.raises(ParameterError, match="different options"):
        kendall_distance(pd.Series({"a": 1}), pd.Series({"b": 1}))
    with pytest.raises(ParameterError, match="same options"):
        kendall_distance([1, 2], [1])
    with pytest.raises(ParameterError, match="complete rankings"):
        kendalls_w([[1, np.nan]])


def test_nine_and_sixteen_options_are_ordered_exactly():
    for n in (9, 16):
        ballots = pd.DataFrame([range(1, n + 1), range(1, n + 1), range(n, 0, -1)])
        assert list(kemeny(ballots)) == list(range(1, n + 1))
