import numpy as np
import pandas as pd
import pytest

from gpgp.agreement.statistics.coverage import equal_shares, plain_order
from gpgp.errors import ParameterError


def approvals_of(ballots, options):
    rows = [[o in approved for o in options] for approved in ballots]
    return pd.DataFrame(rows, columns=list(options), dtype=bool)


# The reference implementation's own example (pabutools, tests of rules, "AppEx_2"): budget 4.
FOUR = approvals_of(["p", "qrs", "qrs", "r"], "pqrs")
FOUR_COSTS = {"p": 1.0, "q": 0.9, "r": 2.0, "s": 1.09}


def fund(approvals, costs, budget, **settings):
    return set(equal_shares(approvals, costs=costs, budget=budget, **settings))


def test_equal_shares_give_the_published_choices():
    settings = {"costs": FOUR_COSTS, "budget": 4.0}
    assert fund(FOUR, **settings, counts_cost=False, completes=False) == {"p", "q", "s"}
    assert fund(FOUR, **settings, completes=False) == {"p", "r"}
    assert fund(FOUR, **settings) == {"p", "q", "r"}


def test_equal_shares_give_the_first_phase_of_the_running_example_of_lackner_and_skowron():
    # Lackner and Skowron 2023, Multi-Winner Voting with Approval Preferences, four seats.
    ballots = ["ab"] * 3 + ["ac"] * 3 + ["ad"] * 2 + ["bcf", "e", "f", "g"]
    profile, costs = approvals_of(ballots, "abcdefg"), dict.fromkeys("abcdefg", 1.0)
    for counts_cost in (True, False):
        assert fund(profile, costs, 4.0, counts_cost=counts_cost, completes=False) == {"a"}
    assert len(fund(profile, costs, 4.0)) == 4


def test_half_the_voters_get_half_the_money_where_the_plain_order_gives_them_nothing():
    # 51 want ten red options, 49 ten blue ones, all of cost 1, budget 10 (the usual motivation).
    options = [f"{colour}{i}" for colour in ("red", "blue") for i in range(10)]
    rows = [[o.startswith(c) for o in options] for c in ["red"] * 51 + ["blue"] * 49]
    approvals, costs = pd.DataFrame(rows, columns=options), dict.fromkeys(options, 1.0)
    plain = plain_order(approvals, costs=costs, budget=10)
    assert all(option.startswith("red") for option in plain)
    shares = equal_shares(approvals, costs=costs, budget=10)
    assert sum(option.startswith("blue") for option in shares) in (4, 5)
    assert len(shares) == 10


def test_a_weight_of_two_counts_as_two_voters():
    doubled = pd.concat([FOUR, FOUR.iloc[[3]]], ignore_index=True)
    settings = {"costs": FOUR_COSTS, "budget": 3.5}
    weighted = equal_shares(FOUR, weights=[1, 1, 1, 2], **settings)
    assert weighted == equal_shares(doubled, **settings)
    assert plain_order(FOUR, weights=[1, 1, 1, 2], **settings) == plain_order(doubled, **settings)


def test_no_outcome_costs_more_than_the_budget_and_nothing_unwanted_is_funded():
    generator = np.random.default_rng(22)
    for _ in range(200):
        shape = (int(generator.integers(1, 12)), int(generator.integers(1, 7)))
        options = list("ABCDEFG"[: shape[1]])
        approvals = pd.DataFrame(generator.random(shape) < 0.4, columns=options)
        costs = dict(zip(options, generator.integers(1, 20, shape[1]).astype(float), strict=True))
        budget = float(generator.integers(5, 40))
        for rule in (plain_order, equal_shares):
            funded = rule(approvals, costs=costs, budget=budget)
            left = budget - sum(costs[option] for option in funded)
            assert left >= -1e-6
            assert len(set(funded)) == len(funded)
            for option in options:
                is_wanted = approvals[option].any()
                assert is_wanted or option not in funded
                assert option in funded or not is_wanted or costs[option] > left


def test_a_united_group_gets_what_its_share_of_the_money_pays_for():
    # Extended justified representation: 3 of 10 voters, alone for X at 3 of 10 of the budget.
    ballots = ["X"] * 3 + ["ABC"] * 7
    costs = {"X": 3.0, "A": 3.5, "B": 3.5, "C": 3.0}
    assert "X" in fund(approvals_of(ballots, "XABC"), costs, 10.0, completes=False)
    assert "X" not in plain_order(approvals_of(ballots, "XABC"), costs=costs, budget=10.0)


def test_costs_and_budgets_that_cannot_be_are_refused():
    with pytest.raises(ParameterError, match="costs: expected one above 0 for s"):
        equal_shares(FOUR, costs={**FOUR_COSTS, "s": 0}, budget=4)
    with pytest.raises(ParameterError, match="costs: expected one above 0 for p"):
        plain_order(FOUR, costs={"q": 1.0, "r": 1.0, "s": 1.0}, budget=4)
    for budget in (0, -1, np.nan):
        with pytest.raises(ParameterError, match="budget: expected a number above 0"):
            equal_shares(FOUR, costs=FOUR_COSTS, budget=budget)
    with pytest.raises(ParameterError, match="weights: expected one above 0"):
        equal_shares(FOUR, costs=FOUR_COSTS, budget=4, weights=[0, 0, 0, 0])
