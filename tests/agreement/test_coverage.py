import itertools

import numpy as np
import pandas as pd
import pytest

from gpgp.agreement.statistics.coverage import proportional_approval, widest_coverage
from gpgp.errors import ParameterError


def approvals_of(profile, options):
    rows = [[o in approved for o in options] for approved, n in profile.items() for _ in range(n)]
    return pd.DataFrame(rows, columns=list(options), dtype=bool)


# Two seats, 30 voters: AC = 5 + 17 (1 + 1/2) = 30.5, ahead of AD with 5 + 17 + 8 = 30
# (the worked example of Wikipedia's article on proportional approval voting).
SEATS = approvals_of({"AB": 5, "AC": 17, "D": 8}, "ABCD")


def test_proportional_approval_gives_the_published_choice():
    found = proportional_approval(SEATS, n_chosen=2)
    assert found.chosen == ("A", "C")
    assert found.score == pytest.approx(30.5)
    assert found.n_best == 1


def test_the_plain_top_two_would_leave_eight_voters_without_any():
    assert list(SEATS.sum().sort_values(ascending=False).index[:2]) == ["A", "C"]
    assert widest_coverage(SEATS, n_chosen=2) == (("A", "D"), 30.0, 1)


def test_parties_get_seats_as_by_dhondt():
    # 53, 24 and 23 voters for parties A, B, C with enough candidates: d'Hondt gives 4, 2, 1 of 7.
    options = [f"{party}{i}" for party in "ABC" for i in range(4)]
    rows = [[o[0] == party for o in options] for party in "ABC"]
    found = proportional_approval(
        pd.DataFrame(rows, columns=options), n_chosen=7, weights=[53, 24, 23]
    )
    seats = [sum(option[0] == party for option in found.chosen) for party in "ABC"]
    assert seats == [4, 2, 1]


def test_a_second_slow_computation_agrees_on_200_random_profiles():
    generator = np.random.default_rng(21)
    for _ in range(200):
        shape = (int(generator.integers(1, 8)), int(generator.integers(1, 6)))
        approvals = pd.DataFrame(generator.random(shape) < 0.4, columns=list("ABCDE"[: shape[1]]))
        n_chosen = int(generator.integers(1, shape[1] + 1))
        weights = generator.integers(0, 4, shape[0])
        scores = {}
        for options in itertools.combinations(approvals.columns, n_chosen):
            number = [int(row[list(options)].sum()) for _, row in approvals.iterrows()]
            scores[options] = sum(
                w * sum(1 / (i + 1) for i in range(n)) for w, n in zip(weights, number, strict=True)
            )
        found = proportional_approval(approvals, n_chosen=n_chosen, weights=weights)
        assert found.score == pytest.approx(max(scores.values()), abs=1e-8)
        assert scores[found.chosen] == pytest.approx(max(scores.values()), abs=1e-8)


def test_what_cannot_be_chosen_is_refused():
    for n_chosen in (0, 5):
        with pytest.raises(ParameterError, match="n_chosen: expected 1 to 4"):
            proportional_approval(SEATS, n_chosen=n_chosen)
    with pytest.raises(ParameterError, match="true or false"):
        proportional_approval(SEATS.astype(float), n_chosen=1)
    with pytest.raises(ParameterError, match="voters by options"):
        proportional_approval(SEATS.iloc[:0], n_chosen=1)
    with pytest.raises(ParameterError, match="weights: expected one number from 0 up"):
        proportional_approval(SEATS, n_chosen=1, weights=[1])
    many = pd.DataFrame(np.ones((1, 40), dtype=bool))
    with pytest.raises(ParameterError, match="more than 500,000 sets"):
        proportional_approval(many, n_chosen=20)
