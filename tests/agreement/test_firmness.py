"""How many people would have to answer otherwise: by hand, and beside a slow loop."""

from dataclasses import replace

import numpy as np
import pytest

from gpgp.agreement.elements import change_answers, measure_firmness
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.verdicts import Evidence, judge_element

SETTINGS = AgreementSettings()


def evidence(counts, *, agree_from=4, disagree_to=2):
    counts = np.array(counts)
    return Evidence(
        groups=tuple("abcdefgh"[: len(counts)]),
        is_named=np.ones(len(counts), dtype=bool),
        counts=counts,
        organisation_counts=counts,
        design_effect=np.ones(len(counts)),
        body_effect=np.array(1.0),
        question_effect=1.0,
        agree_from=agree_from,
        disagree_to=disagree_to,
        other_p=np.array([]),
        n_elements=1,
    )


def family(given):
    return judge_element(given, settings=SETTINGS).verdict_code.removesuffix("_with_reservations")


@pytest.mark.parametrize(
    ("n", "is_up", "expected"),
    [
        (0, False, [3, 4, 5, 6, 7]),
        (5, False, [8, 4, 5, 6, 2]),  # 5 becomes 1 first
        (9, False, [10, 6, 5, 4, 0]),  # then 4 becomes 2
        (13, False, [10, 10, 5, 0, 0]),
        (2, True, [1, 4, 5, 6, 9]),  # 1 becomes 5 first
        (5, True, [0, 2, 5, 8, 10]),  # then 2 becomes 4
        (12, True, [0, 0, 0, 15, 10]),  # and 3 becomes 4
    ],
)
def test_answers_move_to_the_mirrored_point_the_strongest_first(n, is_up, expected):
    changed = change_answers(evidence([[3, 4, 5, 6, 7]]), np.array([n]), is_up=is_up)
    assert changed.counts[0].tolist() == expected


def test_answers_of_other_scales_end_on_a_point_that_does_not_agree():
    two = evidence([[4, 6]], agree_from=2, disagree_to=1)
    assert change_answers(two, np.array([6]), is_up=False).counts[0].tolist() == [10, 0]
    ten = evidence([[1] * 11], agree_from=8, disagree_to=5)
    down = change_answers(ten, np.array([4]), is_up=False).counts[0]
    assert down.tolist() == [2, 2, 2, 2, 1, 1, 1, 0, 0, 0, 0]
    up = change_answers(ten, np.array([7]), is_up=True).counts[0]
    assert up.tolist() == [0] * 7 + [5, 2, 2, 2]


def test_a_changed_answer_takes_its_part_of_the_organisations_voice_along():
    given = replace(evidence([[0, 0, 0, 0, 10]]), organisation_counts=np.array([[0, 0, 0, 0, 4.0]]))
    changed = change_answers(given, np.array([5]), is_up=False)
    assert changed.organisation_counts[0].tolist() == [2, 0, 0, 0, 2]


def test_the_fewest_answers_are_those_of_a_slow_loop():
    generator = np.random.default_rng(3)
    for _ in range(15):
        counts = generator.integers(0, 25, (3, 5)) + np.array([0, 0, 0, 12, 12])
        given = evidence(counts)
        expected = []
        for is_up in (False, True):
            can = counts[:, :3].sum(axis=1) if is_up else counts[:, 3:].sum(axis=1)
            for m in range(1, int(can.sum()) + 1):
                changed = change_answers(given, m * can / can.sum(), is_up=is_up)
                if family(changed) != family(given):
                    expected.append((m, family(changed)))
                    break
        found = measure_firmness(given, settings=SETTINGS)
        assert found.n_to_change == min(expected)[0]
        assert (found.n_to_change, found.changes_to) in expected


def test_the_fewest_in_one_constituency_names_it():
    # b is 10 of 20: not under one half. One more against and its interval still holds one half;
    # at 6 of 20 it is clearly under, and the sides are divided.
    given = evidence([[0, 0, 20, 80, 0], [0, 10, 0, 10, 0]])
    found = measure_firmness(given, settings=SETTINGS)
    expected = {}
    for place, name in enumerate("ab"):
        for is_up in (False, True):
            for m in range(1, 101):
                one = np.zeros(2)
                one[place] = m
                counts = given.counts[place]
                if m > (counts[:3].sum() if is_up else counts[3:].sum()):
                    break
                if family(change_answers(given, one, is_up=is_up)) != family(given):
                    expected[name, is_up] = m
                    break
    (name, _), fewest = min(expected.items(), key=lambda pair: pair[1])
    assert (found.n_to_change_one, found.changing_group) == (fewest, name)


def test_words_follow_the_square_root_of_the_answers():
    def code(agree, n):
        given = evidence([[0, 0, n - agree, agree, 0]] * 2)
        found = measure_firmness(given, settings=SETTINGS)
        return found.firmness_code, found.n_to_change

    # 800 answers: 2, 1 and 1/2 times their square root are 56.6, 28.3 and 14.1
    assert code(325, 400) == ("firm", 117)
    assert code(295, 400) == ("firm", 57)
    assert code(294, 400) == ("fairly_firm", 55)
    assert code(281, 400) == ("fairly_firm", 29)
    assert code(280, 400) == ("could_change", 27)
    assert code(274, 400) == ("could_change", 15)
    assert code(273, 400) == ("on_the_edge", 13)
    assert code(267, 400) == ("on_the_edge", 1)


def test_a_verdict_that_one_answer_changes_is_on_the_edge_however_many_answered():
    # b is clearly under one half at 5 of 20, no longer at 6; spread over everyone it takes 166
    given = evidence([[0, 0, 4000, 16_000, 0], [0, 0, 15, 5, 0]])
    found = measure_firmness(given, settings=SETTINGS)
    assert (found.n_to_change_one, found.changing_group) == (1, "b")
    assert found.n_to_change > np.sqrt(20_020)
    assert found.firmness_code == "on_the_edge"


def test_a_verdict_that_no_answers_change_has_no_number():
    found = measure_firmness(evidence([[0, 0, 0, 5, 0], [0, 0, 0, 9, 0]]), settings=SETTINGS)
    assert (found.n_to_change, found.changes_to, found.n_to_change_one) == (None, None, None)
    assert found.firmness_code == "firm"
