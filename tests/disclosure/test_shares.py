"""Whole per cents: what they tell of small counts, and which are hidden for it."""

import itertools

import numpy as np
import pytest

from gpgp.disclosure import TableColumn, true_tables
from gpgp.disclosure.audit import find_ranges
from gpgp.disclosure.bands import BAND, HEADLINE_BANDS, NOTHING, SHARE, SIDE_BANDS
from gpgp.disclosure.declaration import Declaration
from gpgp.disclosure.protect import protect, round_people
from gpgp.disclosure.shares import suppress_shares
from gpgp.errors import ParameterError
from gpgp.report import PROFILES

DECLARED = Declaration("t", "c", (), audit="words", place="file")

PUBLIC = {"threshold": 10, "floor": 30}
BANDS = {  # what a band says of n people out of a base
    "two-thirds or more": lambda n, base: 3 * n >= 2 * base,
    "half to two-thirds": lambda n, base: 2 * n >= base and 3 * n < 2 * base,
    "under half": lambda n, base: 2 * n < base,
}


def print_cells(cells, profile):
    """What the gate prints of draft cells, one table for all."""
    columns = tuple(TableColumn(str(i), "x", "percent") for i in range(len(cells)))
    draft = true_tables.TrueTable(DECLARED, "t", "t", columns, (("r", tuple(cells)),))
    return protect(draft, profile=profile).rows[0].cells


def tells_small(percent, printed_base, *, threshold, rounding, floor):
    """Whether all counts, or all complements, that print so are small."""
    least = max(floor, printed_base - rounding // 2)
    found = [
        (n, base)
        for base in range(least, printed_base + (rounding - 1) // 2 + 1)
        for n in range((percent - 1) * base // 100 - 1, (percent + 1) * base // 100 + 2)
        if (200 * n + base) // (2 * base) == percent
    ]
    counts, others = {n for n, _ in found}, {base - n for n, base in found}
    return any(values <= set(range(1, threshold)) for values in (counts, others))


@pytest.mark.parametrize("code", ["public", "board"])
def test_no_printed_share_or_band_tells_a_small_count_for_bases_to_1000(code):
    """Counts and complements around the threshold, and two in the middle."""
    profile = PROFILES[code]
    rules = {
        "threshold": profile.threshold,
        "rounding": profile.rounding_base,
        "floor": profile.share_base_floor,
    }
    least = profile.threshold
    near = {0, 1, least - 1, least, least + 1}
    for base in range(1, 1001):
        counts = {*near, *(base - n for n in near), base // 2, base // 3}
        counts = sorted(n for n in counts if 0 <= n <= base)
        shares = print_cells([true_tables.Share(n, base) for n in counts], profile)
        heads = print_cells([true_tables.HeadlineShare(n, base) for n in counts], profile)
        printed_base = round_people(base, profile=profile)
        for n, share, head in zip(counts, shares, heads, strict=True):
            if share.value == 0:
                assert n == 0
                assert base >= 30
            elif share.value is not None:
                assert min(n, base - n) >= profile.threshold
                assert not tells_small(int(share.value), printed_base, **rules)
            elif head.text in BANDS:
                bases = range(
                    max(printed_base - rules["rounding"] // 2, rules["floor"]),
                    printed_base + (rules["rounding"] - 1) // 2 + 1,
                )
                small = range(1, profile.threshold)
                told = [(k, b) for b in bases for k in range(b + 1) if BANDS[head.text](k, b)]
                assert any(k not in small for k, _ in told)
                assert any(b - k not in small for k, b in told)


def test_a_share_of_a_small_count_would_tell_it():
    rules = {"threshold": 10, "rounding": 5, "floor": 30}
    assert tells_small(13, 30, **rules)
    assert tells_small(87, 30, **rules)
    assert not tells_small(50, 30, **rules)


@pytest.mark.parametrize("bands", [HEADLINE_BANDS, SIDE_BANDS])
def test_the_limits_of_a_band_are_those_of_its_name(bands):
    for base in (1, 15, 30, 37, 100):
        for n in range(base + 1):
            same = [k for k in range(base + 1) if bands.name(k, base) == bands.name(n, base)]
            assert bands.limits(n, base) == (same[0], same[-1])


def test_two_shares_of_one_base_leave_the_third():
    """20, 12 and 3 of 35: 57% and 34% leave 3."""
    parts = np.array([[3, 12, 20], *[[40, 60, 100]] * 3])
    found = suppress_shares(parts, headline=2, **PUBLIC)
    assert found.kinds[0].tolist() == [NOTHING, NOTHING, SHARE]
    assert (found.n_primary, found.n_complementary) == (1, 3)
    assert (found.kinds[:, 2] == SHARE).all()


def test_bands_stand_for_hidden_parts_where_they_tell_nothing():
    parts = np.array([[3, 32, 45], [4, 30, 50], [40, 60, 100]])
    found = suppress_shares(parts, headline=2, has_bands=True, **PUBLIC)
    assert found.kinds[:2].tolist() == [[BAND, BAND, SHARE]] * 2


def test_one_area_less_than_everyone_is_not_told_by_subtraction():
    """12 of 30 and everyone's 15 of 60 leave 3 of 30."""
    cells = np.array([[12, 18], [3, 27]])
    found = suppress_shares(cells, n_printed=1, headline=0, **PUBLIC)
    assert found.kinds.tolist() == [[BAND], [BAND], [SHARE]]


def list_possible(true, kinds, members):
    """All tables that a reader who knows bases and printed counts cannot rule out, one by one."""
    sizes = true[: members.shape[1]].sum(axis=1)  # each cell is a group as well
    rows = [
        [cells for cells in itertools.product(range(size + 1), repeat=2) if sum(cells) == size]
        for size in sizes
    ]
    for table in itertools.product(*rows):
        groups = members @ np.array(table)
        if (groups[kinds == SHARE] == true[kinds == SHARE]).all():
            yield groups


def test_the_audit_finds_what_trying_every_table_finds():
    """Four cells of up to six people, crossed two ways."""
    rng = np.random.default_rng(5)
    members = np.array([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1],
                        [1, 1, 0, 0], [0, 0, 1, 1], [1, 0, 1, 0], [0, 1, 0, 1],
                        [1, 1, 1, 1]], dtype=bool)  # fmt: skip
    may_print = np.repeat(members.sum(axis=1)[:, None] > 1, 2, axis=1)
    for _ in range(6):
        cells = rng.integers(0, 4, (4, 2))
        found = suppress_shares(cells, members=members, may_print=may_print, threshold=2, floor=3)
        true = found.table.true
        tables = np.array(list(list_possible(true, found.kinds, members)))
        ends = find_ranges(found.knowledge, np.ones(true.shape, bool))
        assert np.array_equal(ends.low, tables.min(axis=0))
        assert np.array_equal(ends.high, tables.max(axis=0))
        for place in map(tuple, np.argwhere(found.least > 0)):
            values = {int(each[place]) for each in tables}
            assert len(values) >= found.least[place]


def cross_at_random(rng, n_parts):
    """2 to 12 areas crossed with another way to group people; areas, the other way, everyone."""
    size = rng.lognormal(4.3, 0.8, rng.integers(2, 13)).astype(int) + 5
    lean = rng.dirichlet(np.ones(n_parts)) * 6 + 0.05
    parts = np.array([rng.multinomial(n, rng.dirichlet(lean)) for n in size])
    first = rng.binomial(parts, rng.choice([0.02, 0.4, 0.98], (len(parts), 1)))
    cells = np.column_stack([first, parts - first]).reshape(-1, n_parts)
    areas = np.repeat(np.eye(len(size), dtype=bool), 2, axis=1)
    other = np.tile(np.eye(2, dtype=bool), len(size))
    return cells, np.vstack([areas, other, np.ones((1, len(cells)), bool)])


@pytest.mark.parametrize("seed", range(40))
def test_audited_shares_leave_every_small_count_five_values(seed):
    """2 to 6 parts, a row that is not printed, a second way that prints one part only."""
    rng = np.random.default_rng(seed)
    n_parts = int(rng.integers(2, 7))
    cells, members = cross_at_random(rng, n_parts)
    n_areas = len(members) - 3
    may_print = np.ones((len(members), n_parts), bool)
    may_print[n_areas - 1] = False
    may_print[n_areas:-1, :-1] = False
    found = suppress_shares(
        cells,
        members=members,
        headline=n_parts - 1,
        has_bands=bool(seed % 2),
        may_print=may_print,
        **PUBLIC,
    )
    ends = find_ranges(found.knowledge, found.least > 0)
    is_small = found.least > 0
    assert (ends.n_possible[is_small] >= found.least[is_small]).all()
    true, bases = found.table.true, found.table.bases
    n_less = np.minimum(true, bases - true)
    assert is_small[(n_less > 0) & (n_less < 10)].all()


def test_a_constituency_that_is_its_nation_but_four_does_not_stand_beside_it():
    """30 of 60 and 32 of 64 of the nation leave 2 of 4."""
    cells = np.array([[30, 30], [2, 2], [90, 110]])
    members = np.array([[1, 0, 0], [0, 0, 1], [1, 1, 0], [0, 1, 0], [1, 1, 1]], dtype=bool)
    may_print = np.repeat([[True], [False], [True], [False], [True]], 2, axis=1)
    found = suppress_shares(cells, members=members, may_print=may_print, headline=1, **PUBLIC)
    assert (found.kinds[[0, 2]] == SHARE).any(axis=1).sum() < 2
    assert (find_ranges(found.knowledge, found.least > 0).n_possible[3] == 5).all()


def test_what_another_report_prints_is_known_and_stays():
    """12 and 8 agree of two constituencies that the public report pools: 20 of 60."""
    cells = np.array([[18, 12], [22, 8], [140, 100]])
    members = np.array([[1, 0, 0], [0, 1, 0], [1, 1, 0], [1, 1, 1]], dtype=bool)
    may_print = np.repeat([[True], [True], [False], [True]], 2, axis=1)
    known = np.where(may_print, NOTHING, SHARE)
    board = {"threshold": 9, "floor": 15}
    alone = suppress_shares(cells, members=members, may_print=may_print, headline=1, **board)
    assert (alone.kinds[0] == SHARE).all()
    beside = suppress_shares(
        cells, members=members, may_print=may_print, known=known, headline=1, **board
    )
    assert (beside.kinds[0] != SHARE).any()
    assert (beside.kinds[2] == SHARE).all()


def test_a_share_of_nobody_is_printed_unless_the_question_is_sensitive():
    parts = np.array([[0, 30, 60], [15, 25, 60], [12, 20, 40]])
    assert suppress_shares(parts, headline=2, **PUBLIC).kinds[0].tolist() == [SHARE] * 3
    found = suppress_shares(parts, headline=2, is_sensitive=True, **PUBLIC)
    assert found.kinds[0, 0] == NOTHING


def test_ten_of_thirty_are_printed_and_nine_or_29_are_not():
    rest = [[100, 200]] * 2
    for counts, is_printed in (([10, 20], True), ([9, 21], False), ([10, 19], False)):
        found = suppress_shares(np.array([counts, *rest]), may_print=np.array(
            [[True, False], [False, False], [False, False], [True, True]]), **PUBLIC)  # fmt: skip
        assert (found.kinds[0, 0] == SHARE) == is_printed, counts
    found = suppress_shares(np.array([[21, 9], *rest]), may_print=np.array(
        [[True, False], [False, False], [False, False], [True, True]]), **PUBLIC)  # fmt: skip
    assert found.kinds[0, 0] == NOTHING, "nine are left"


def test_areas_that_are_not_printed_count_among_everyone_only():
    parts = np.array([[30, 40, 90], [25, 30, 60], [2, 1, 4]])
    may_print = np.array([[True] * 3, [True] * 3, [False] * 3, [True] * 3])
    found = suppress_shares(parts, headline=2, may_print=may_print, **PUBLIC)
    assert (found.kinds[2] == NOTHING).all()
    assert found.n_primary == 0
    assert found.n_complementary > 0, "else the seven who are not printed are told"


def test_limits_of_shares():
    with pytest.raises(ParameterError, match="whole numbers from 0"):
        suppress_shares(np.array([[0.5, 0.5]]), **PUBLIC)
    nobody = suppress_shares(np.array([[1, 2]]), **PUBLIC)
    assert (nobody.kinds == NOTHING).all()
    assert (suppress_shares(np.array([[0, 0]]), **PUBLIC).kinds == NOTHING).all()
