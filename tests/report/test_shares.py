"""Whole per cents: what they tell of small counts, and which are hidden for it."""

import itertools

import numpy as np
import pytest

from gpgp.errors import ParameterError
from gpgp.report import PROFILES
from gpgp.report.gate import Column, drafts
from gpgp.report.gate.audit import extend_totals
from gpgp.report.gate.protect import protect, round_people, whole_percent
from gpgp.report.gate.share_audit import ShareRules, find_exposed_share, read_shares
from gpgp.report.gate.shares import (
    BAND,
    NOTHING,
    SHARE,
    possible_counts,
    suppress_shares,
    tells_small,
)

PUBLIC = {"threshold": 10, "rounding": 5, "floor": 30}
BANDS = {  # what a band says of n people out of a base
    "two-thirds or more": lambda n, base: 3 * n >= 2 * base,
    "half to two-thirds": lambda n, base: 2 * n >= base and 3 * n < 2 * base,
    "under half": lambda n, base: 2 * n < base,
}


def print_cells(cells, profile):
    """What the gate prints of draft cells, one table for all."""
    columns = tuple(Column(str(i), "x", "percent") for i in range(len(cells)))
    draft = drafts.Draft("t", "t", columns, (("r", tuple(cells)),))
    return protect(draft, profile=profile).rows[0].cells


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
        shares = print_cells([drafts.Share(n, base) for n in counts], profile)
        heads = print_cells([drafts.HeadlineShare(n, base) for n in counts], profile)
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


def test_possible_counts_are_those_that_print_so():
    rng = np.random.default_rng(1)
    for _ in range(100):
        base = int(rng.integers(30, 120))
        percent = whole_percent(int(rng.integers(0, base + 1)), base)
        printed = (2 * base + 5) // 10 * 5
        slow = {
            (n, b)
            for b in range(30, 130)
            for n in range(b + 1)
            if (2 * b + 5) // 10 * 5 == printed and whole_percent(n, b) == percent
        }
        assert set(possible_counts(percent, printed, rounding=5, floor=30)) == slow


def test_a_share_of_a_small_count_would_tell_it():
    assert tells_small(13, 30, **PUBLIC)
    assert tells_small(87, 30, **PUBLIC)
    assert not tells_small(50, 30, **PUBLIC)


def test_two_shares_of_one_base_leave_the_third():
    """20, 12 and 3 of 35: 57% and 34% of about 35 leave 2 to 5."""
    found = suppress_shares(np.array([[3, 12, 20], *[[40, 60, 100]] * 3]), headline=2, **PUBLIC)
    assert found.is_safe
    assert found.kinds[0].tolist() == [NOTHING, NOTHING, SHARE]
    assert (found.kinds[1:] == SHARE).all()
    assert (found.n_primary, found.n_complementary) == (1, 1)


def test_one_area_less_than_everyone_is_not_told_by_subtraction():
    """12 of 30 and everyone's 15 of 60 leave 3 of 30."""
    found = suppress_shares(np.array([[12], [3]]), bases=np.array([30, 30]), headline=0, **PUBLIC)
    assert found.kinds.tolist() == [[BAND], [BAND], [SHARE]]


def list_possible(true, kinds, rules):
    """All tables of two areas and two parts that would be printed so, by trying every one."""
    base = true[:, -1]
    ranges = [range(base[row] + 3) for row in (0, 0, 1, 1)]
    cells = np.array(list(itertools.product(*ranges))).reshape(-1, 2, 2)
    rows = np.concatenate([cells, cells.sum(axis=2, keepdims=True)], axis=2)
    tables = np.concatenate([rows, rows.sum(axis=1, keepdims=True)], axis=1)
    tables = tables[(tables[:, :, -1] >= rules.floor).all(axis=1)]
    bases, parts = tables[:, :, -1:], tables[:, :, :-1]
    rounded = [(2 * b + rules.rounding) // (2 * rules.rounding) for b in (bases[..., 0], base)]
    same = whole_percent(parts, bases) == whole_percent(true[:, :-1], true[:, -1:])
    is_large = np.minimum(parts, bases - parts) >= rules.threshold
    fits = (rounded[0] == rounded[1]).all(axis=1)
    return tables[fits & (same & is_large | (kinds != SHARE)).all(axis=(1, 2))]


def test_the_audit_of_shares_finds_what_trying_every_table_finds():
    rng = np.random.default_rng(5)
    rules = ShareRules(threshold=3, rounding=2, floor=6, headline=None, n_parts=2)
    for _ in range(8):
        counts = rng.integers(1, 9, (2, 2))
        counts[:, 0] += 6 - np.minimum(counts.sum(axis=1), 6)
        true = extend_totals(counts)
        is_large = np.minimum(true[:, :2], true[:, -1:] - true[:, :2]) >= 3
        kinds = np.where(is_large, SHARE, NOTHING)
        knowledge = read_shares(true, kinds, np.ones(3, bool), rules)
        tables = list_possible(true, kinds, rules)
        for row, column in itertools.product(range(3), range(2)):
            target = np.zeros(true.shape, dtype=int)
            target[row, column] = 1
            possible = set(tables[:, row, column].tolist())
            seen = [{int(true[row, column])}]
            exposed = find_exposed_share(knowledge, [target], true=true, seen=seen)
            assert seen[0] <= possible
            assert (exposed is not None) == (len(possible) < 5)


@pytest.mark.parametrize("seed", range(10))
def test_audited_shares_leave_every_small_count_five_values(seed):
    rng = np.random.default_rng(seed)
    size = rng.lognormal(4.3, 0.8, rng.integers(2, 9)).astype(int) + 5
    parts = np.array([rng.multinomial(n, rng.dirichlet([1, 2, 5])) for n in size])
    found = suppress_shares(parts, headline=2, **PUBLIC)
    if not found.is_safe:
        return
    true = extend_totals(parts)
    rules = ShareRules(**PUBLIC, headline=2, n_parts=3)
    knowledge = read_shares(true, found.kinds, np.ones(len(true), bool), rules)
    for row, column in np.argwhere((true[:, :-1] > 0) & (true[:, :-1] < 10)):
        target = np.zeros(true.shape, dtype=int)
        target[row, column] = 1
        seen = [{int(true[row, column])}]
        assert find_exposed_share(knowledge, [target], true=true, seen=seen) is None
    is_wide = (true[:, -1] >= 30) & (found.kinds[:, 2] == NOTHING)
    assert not is_wide.any(), "every area of thirty shows a share or a band"


def test_a_share_of_nobody_is_printed_unless_the_question_is_sensitive():
    parts = np.array([[0, 30, 60], [15, 25, 60], [12, 20, 40]])
    assert suppress_shares(parts, headline=2, **PUBLIC).kinds[0].tolist() == [SHARE] * 3
    found = suppress_shares(parts, headline=2, is_sensitive=True, **PUBLIC)
    assert found.kinds[0, 0] == NOTHING


def test_areas_that_are_not_listed_count_among_everyone_only():
    parts = np.array([[30, 40, 90], [25, 30, 60], [2, 1, 4]])
    listed = np.array([True, True, False])
    found = suppress_shares(parts, headline=2, is_listed=listed, **PUBLIC)
    assert (found.kinds[2] == NOTHING).all()
    assert found.n_primary == 0


def test_limits_of_shares():
    with pytest.raises(ParameterError, match="more than its base"):
        suppress_shares(np.array([[20, 30]]), bases=np.array([40]), **PUBLIC)
    with pytest.raises(ParameterError, match="whole numbers from 0"):
        suppress_shares(np.array([[0.5, 0.5]]), **PUBLIC)
    nobody = suppress_shares(np.array([[1, 2]]), **PUBLIC)
    assert (nobody.kinds == NOTHING).all()
    assert nobody.is_safe
