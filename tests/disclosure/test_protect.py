"""The disclosure gate, rule by rule, against the slow reading of each rule."""

import pytest

from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import BAND, NOTHING
from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.protect import can_print_share, drop_controls, protect, round_people
from gpgp.disclosure.protected import TableColumn
from gpgp.errors import ContractError, ParameterError
from gpgp.number_words import BANDS
from gpgp.report import PROFILES, Profile

DECLARED = Declaration("t", "c", (), audit="words", place="file")

PUBLIC, BOARD = PROFILES["public"], PROFILES["board"]


def show(cell, profile=PUBLIC, **options):
    draft = true_tables.TrueTable(
        DECLARED, "t", "c", (TableColumn("a", "A"),), (("r", (cell,)),), **options
    )
    return protect(draft, profile=profile).cell("r", "a")


@pytest.mark.parametrize(
    ("cell", "public", "board"),
    [
        (true_tables.Count(0), "[c]", "[c]"),  # a zero in a row of unknown size
        (true_tables.Count(0, 29), "[c]", "[c]"),
        (true_tables.Count(0, 30), "0", "0"),
        (true_tables.Count(1, 30), "[c]", "[c]"),
        (true_tables.Count(4, 100), "[c]", "[c]"),
        (true_tables.Count(5, 100), "[c]", "5"),
        (true_tables.Count(9, 100), "[c]", "9"),
        (true_tables.Count(10, 100), "10", "10"),
        (true_tables.Count(12, 100), "10", "12"),
        (true_tables.Count(13, 100), "15", "13"),
        (true_tables.Total(1437), "1,437", "1,437"),
        (true_tables.ReasonCount(7), "fewer than 10", "fewer than 10"),
        (true_tables.ReasonCount(0), "0", "0"),
        (true_tables.ReasonCount(1), "fewer than 10", "fewer than 10"),
        (true_tables.ReasonCount(9), "fewer than 10", "fewer than 10"),
        (true_tables.ReasonCount(10), "10", "10"),
        (true_tables.ReasonCount(31), "30", "31"),
        (true_tables.AreaCount(0), "0", "0"),
        (true_tables.AreaCount(14), "fewer than 30", "fewer than 15"),
        (true_tables.AreaCount(15), "fewer than 30", "15"),
        (true_tables.AreaCount(29), "fewer than 30", "29"),
        (true_tables.AreaCount(30), "30", "30"),
        (true_tables.AreaCount(29, 0), "fewer than 30", "fewer than 15"),  # a pool of one
        (true_tables.AreaCount(33), "35", "33"),
        (true_tables.Share(20, 29), "[low]", "69%"),
        (true_tables.Share(20, 30), "67%", "67%"),
        (true_tables.Share(21, 30), "[c]", "70%"),  # nine do not
        (true_tables.Share(9, 30), "[c]", "30%"),  # nine do
        (true_tables.Share(10, 30), "33%", "33%"),
        (true_tables.Share(26, 30), "[c]", "[c]"),  # four do not
        (true_tables.Share(10, 15), "[low]", "67%"),
        (true_tables.Share(9, 14), "[low]", "[low]"),
        (true_tables.Share(0, 29), "[low]", "[c]"),
        (true_tables.Share(9, 100), "[c]", "9%"),
        (true_tables.Share(0, 100), "0%", "0%"),
        (true_tables.HeadlineShare(20, 30), "67%", "67%"),
        (true_tables.HeadlineShare(30, 30), BANDS[0], BANDS[0]),
        (true_tables.HeadlineShare(26, 39), "67%", "67%"),
        (true_tables.HeadlineShare(31, 40), BANDS[0], "78%"),
        (true_tables.Base(9), "[c]", "10"),
        (true_tables.Base(4), "[c]", "[c]"),
        (true_tables.Base(12), "10", "10"),
        (true_tables.HeadlineShare(21, 30), BANDS[0], "70%"),
        (true_tables.HeadlineShare(0, 30), BANDS[2], BANDS[2]),
        (true_tables.HeadlineShare(14, 14), "[low]", "[low]"),
        (true_tables.HeadlineShare(20, 30, is_pooled=True), "67% [pool]", "67% [pool]"),
        (true_tables.Estimate(0.6113, 9), "[low]", "[low]"),
        (true_tables.Estimate(0.6113, 10), "0.6", "0.6"),
        (true_tables.Estimate(float("nan"), 10), "[x]", "[x]"),
        (true_tables.Probability(0.974, 200), "97%", "97%"),
        (true_tables.WeightedShare(0.58, 20, 30), "58%", "58%"),
        (true_tables.WeightedShare(0.99, 25, 30), "[c]", "99%"),
        (true_tables.ShareInterval(20, 30, 0.49, 0.81), "49% to 81%", "49% to 81%"),
        (true_tables.ShareInterval(25, 30, 0.7, 0.9), "[c]", "70% to 90%"),
        (true_tables.ShareInterval(20, 30, float("nan"), float("nan")), "[x]", "[x]"),
        (true_tables.Known(19000), "19,000", "19,000"),
    ],
)
def test_each_kind_of_number_follows_its_rule(cell, public, board):
    assert show(cell).text == public
    assert show(cell, BOARD).text == board


def test_a_sensitive_question_hides_zeros_and_groups_that_agree():
    assert show(true_tables.Count(0, 500), is_sensitive=True).text == "[c]"
    assert show(true_tables.Share(80, 95), is_sensitive=True).text == "84%"
    assert show(true_tables.HeadlineShare(90, 99), is_sensitive=True).text == "[c]"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (true_tables.Share(0, 500), "[c]"),  # a zero share is a fact about everybody
        (true_tables.Share(500, 500), "[c]"),
        (true_tables.Share(10, 99), "10%"),
        (true_tables.Share(89, 99), "90%"),  # just under nine tenths
        (true_tables.HeadlineShare(50, 60), "83%"),
        (true_tables.HeadlineShare(0, 60), "[c]"),  # nobody of sixty: no band either
        (true_tables.HeadlineShare(60, 60), "[c]"),
        (true_tables.HeadlineShare(6, 60), "[c]"),
        (true_tables.HeadlineShare(54, 60), "[c]"),
        (true_tables.HeadlineShare(53, 60), BANDS[0]),
        (true_tables.HeadlineShare(7, 60), BANDS[2]),
    ],
)
def test_a_sensitive_question_prints_no_group_that_is_nearly_of_one_mind(cell, text):
    assert show(cell, is_sensitive=True).text == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (true_tables.Share(93, 99), "[c]"),  # lopsided upwards
        (true_tables.Share(6, 99), "[c]"),  # ... and downwards
        (true_tables.Share(45, 50), "[c]"),  # nine tenths exactly
        (true_tables.Share(5, 50), "[c]"),
        (true_tables.Share(44, 50), "88%"),
        (true_tables.Share(6, 50), "12%"),
        (true_tables.Share(94, 100), "94%"),  # a hundred people are no small group
        (true_tables.Share(6, 100), "6%"),
    ],
)
def test_a_sensitive_question_is_no_laxer_for_the_board(cell, text):
    assert show(cell, BOARD, is_sensitive=True).text == text


def test_the_note_explains_each_mark_that_stands_in_the_table():
    columns = (TableColumn("a", "A"), TableColumn("b", "B"))
    rows = (("r", (true_tables.Count(3), true_tables.Share(1, 3))),)
    table = protect(true_tables.TrueTable(DECLARED, "t", "c", columns, rows), profile=PUBLIC)
    assert "[c] withheld" in table.notes[-1]
    assert "[low] too few" in table.notes[-1]
    assert table.n_hidden == 2


def test_what_an_audit_withholds_is_not_printed():
    assert show(true_tables.Share(20, 40, BAND)).text == "half or more"
    assert show(true_tables.Share(11, 50, BAND)).text == "under a quarter"
    assert show(true_tables.Share(20, 40, NOTHING)).text == "[c]"
    assert show(true_tables.HeadlineShare(20, 40, kind=BAND)).text == "half to two-thirds"
    assert show(true_tables.HeadlineShare(20, 40, kind=NOTHING)).text == "[c]"
    assert show(true_tables.Count(40, is_withheld=True)).text == "[c]"
    assert show(true_tables.ReasonCount(40, is_withheld=True)).text == "[c]"
    assert show(true_tables.AreaCount(40, is_withheld=True)).text == "30 or more"
    assert show(true_tables.ShareInterval(20, 40, 0.3, 0.7, BAND)).value is None


def test_a_base_is_rounded_in_every_profile_and_may_be_at_least():
    assert show(true_tables.Base(53), BOARD).text == "55"
    assert show(true_tables.Base(53, 54, True), BOARD).text == "at least 50"
    assert show(true_tables.Base(1430, 1433, True)).text == "at least 1,425"


def test_a_share_of_a_total_follows_from_the_printed_number():
    assert show(true_tables.SumShare(true_tables.Count(33), 60)).text == "58%"  # 35 of 60
    assert show(true_tables.SumShare(true_tables.Count(3), 60)).text == "[c]"
    assert show(true_tables.SumShare(true_tables.Count(58), 59)).text == "100%"


def test_rounding_is_the_slow_rounding():
    for n in range(500):
        slow = min(range(0, 505, 5), key=lambda base: (abs(base - n), -base))
        assert round_people(n, profile=PUBLIC) == slow


def test_no_share_tells_a_count_or_its_complement_from_1_to_9():
    """All counts that the printed share and rounded base allow: never only small ones."""
    for base in range(1, 301):
        for n in range(base + 1):
            cell = show(true_tables.Share(n, base))
            if cell.value is None:
                continue
            around = range(round_people(base, profile=PUBLIC) - 2, base + 3)
            fitting = [
                (k, b)
                for b in around
                for k in range(b + 1)
                if b and abs(100 * k / b - cell.value) <= 0.5
            ]
            assert not all(1 <= k <= 9 for k, _ in fitting)
            assert n == 0 or not all(1 <= b - k <= 9 for k, b in fitting)


def test_a_profile_that_protects_nobody_is_refused():
    with pytest.raises(ParameterError, match="threshold of 2 or more"):
        Profile("x", threshold=1, rounding_base=5, share_base_floor=30)
    with pytest.raises(ParameterError, match="must not be under the threshold"):
        Profile("x", threshold=20, rounding_base=5, share_base_floor=15)


def test_a_row_without_a_cell_per_column_is_refused():
    draft = true_tables.TrueTable(DECLARED, "t", "c", (TableColumn("a", "A"),), (("r", ()),))
    with pytest.raises(ContractError, match="expected 1 cells in each row, found 0"):
        protect(draft, profile=PUBLIC)


def test_characters_that_disguise_text_are_dropped():
    assert drop_controls("pay\u202e\u0000 tŷ\nNI") == "pay tŷ NI"
    assert drop_controls("pay\ue000\U000f0000 rise") == "pay rise"  # private use


def test_shares_need_both_sides():
    assert can_print_share(10, 30, profile=PUBLIC)
    assert not can_print_share(21, 30, profile=PUBLIC)
