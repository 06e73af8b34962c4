"""Counts: what is hidden, what can still be worked back, what is merged."""

import itertools

import numpy as np
import pytest

from gpgp.errors import ContractError, ParameterError
from gpgp.report.gate.audit import audit_counts, extend_totals, find_exposed, read_printed
from gpgp.report.gate.suppression import merge_smallest, suppress_counts, suppress_or_merge

PUBLIC = {"threshold": 10, "rounding": 5}


def draw_table(rng, n_rows, n_columns, mean=40):
    """Areas and categories of uneven size, as consultations have them."""
    size = rng.dirichlet(np.full(n_rows, 0.8))[:, None] * rng.dirichlet(np.ones(n_columns))
    return rng.poisson(size * mean * n_rows * n_columns)


def list_tables(printed, *, threshold, rounding, known_total):
    """All 2 x 2 tables that would be printed so, by trying every one."""
    most = int(np.nanmax(printed)) + rounding
    cells = np.array(list(itertools.product(range(most + 1), repeat=4))).reshape(-1, 2, 2)
    rows = np.concatenate([cells, cells.sum(axis=2, keepdims=True)], axis=2)
    tables = np.concatenate([rows, rows.sum(axis=1, keepdims=True)], axis=1)
    rounded = (tables / rounding + 0.5).astype(int) * rounding
    rounded[:, -1, -1] = tables[:, -1, -1]
    shown = ~np.isnan(printed)
    fits = ((rounded == printed) | ~shown).all(axis=(1, 2))
    is_small = (tables < threshold) & (tables > 0) | (printed == 0) & (tables != 0)
    is_small[:, -1, -1] = False
    return tables[fits & ~(is_small & shown).any(axis=(1, 2))]


def test_the_audit_finds_what_trying_every_table_finds():
    rng = np.random.default_rng(3)
    for _ in range(6):
        counts = rng.integers(1, 8, (2, 2))
        true = extend_totals(counts)
        printed = np.where(true < 4, np.nan, (true / 3 + 0.5).astype(int) * 3)
        printed[rng.integers(2), rng.integers(2)] = np.nan
        known = int(true[-1, -1])
        printed[-1, -1] = known
        rules = {"threshold": 4, "rounding": 3, "known_total": known}
        tables = list_tables(printed, **rules)
        found = audit_counts(printed, **rules)
        hidden = np.isnan(printed)
        assert np.array_equal(found.low[hidden], tables.min(axis=0)[hidden])
        assert np.array_equal(found.high[hidden], tables.max(axis=0)[hidden])
        for place in np.argwhere(hidden):  # every value between is possible
            values = {table[tuple(place)] for table in tables}
            assert len(values) == found.n_possible[tuple(place)]


@pytest.mark.parametrize("seed", range(40))
def test_no_hidden_small_count_of_an_audited_table_can_be_worked_back(seed):
    rng = np.random.default_rng(seed)
    counts = draw_table(rng, rng.integers(2, 13), rng.integers(2, 7))
    known = int(counts.sum()) if seed % 2 else None
    found = suppress_or_merge(counts, known_total=known, **PUBLIC)
    if found.status == "withheld":
        return
    shown = found.printed[~np.isnan(found.printed)]
    shown = shown[shown != known]
    assert ((shown == 0) | (shown >= 10)).all()
    assert (shown % 5 == 0).all()
    groups = [[list(group) for group in side] for side in (found.row_groups, found.column_groups)]
    merged = np.array([[counts[np.ix_(r, c)].sum() for c in groups[1]] for r in groups[0]])
    small = extend_totals(merged) < 10
    ranges = audit_counts(found.printed, known_total=known, **PUBLIC)
    protected = np.isnan(found.printed) & small
    assert (ranges.n_possible[protected] >= 5).all()
    assert found.n_primary + found.n_complementary == found.is_hidden.sum()


def test_the_quick_search_agrees_with_the_full_audit():
    rng = np.random.default_rng(8)
    for n_rows, n_columns in [(2, 2), (3, 4), (4, 3), (6, 4)] * 2:
        counts = draw_table(rng, n_rows, n_columns, mean=20)
        true = extend_totals(counts)
        small = (true > 0) & (true < 10)
        known = int(counts.sum())
        printed = np.where(small, np.nan, (true / 5 + 0.5).astype(int) * 5.0)
        printed[-1, -1] = known
        small[-1, -1] = False
        knowledge = read_printed(printed, known_total=known, **PUBLIC)
        seen = type(audit_counts(printed, known_total=known, **PUBLIC))(true + 0.0, true + 0.0)
        exposed, _ = find_exposed(knowledge, protected=small, seen=seen)
        ranges = audit_counts(printed, known_total=known, **PUBLIC)
        assert np.array_equal(exposed, small & (ranges.n_possible < 5))


def test_a_lone_small_count_takes_a_neighbour_with_it():
    counts = np.array([[60, 3, 40], [50, 45, 70], [40, 80, 90]])
    found = suppress_counts(counts, threshold=5, rounding=1)  # nothing rounded: totals tell
    assert found.status == "published"
    assert found.n_primary == 1
    assert found.n_complementary >= 3
    assert np.isnan(found.shown[0, 1])
    assert audit_counts(found.printed, threshold=5, rounding=1).n_possible[0, 1] >= 5


def test_a_table_without_small_counts_is_only_rounded():
    found = suppress_counts(np.array([[12, 33], [41, 58]]), known_total=144, **PUBLIC)
    assert found.printed.tolist() == [[10, 35, 45], [40, 60, 100], [55, 90, 144]]
    assert (found.n_primary, found.n_complementary) == (0, 0)


def test_zeros_are_printed_only_among_thirty_people_and_never_if_sensitive():
    counts = np.array([[40, 0, 60], [70, 55, 0], [12, 14, 0]])
    shown = suppress_counts(counts, **PUBLIC).shown
    assert shown[0, 1] == 0
    assert shown[1, 2] == 0
    assert np.isnan(shown[2, 2])
    assert not (suppress_counts(counts, is_sensitive=True, **PUBLIC).shown == 0).any()


def test_an_area_without_answers_and_a_category_nobody_chose_are_printed():
    counts = np.array([[40, 0, 60], [0, 0, 0], [12, 0, 30]])
    shown = suppress_counts(counts, is_sensitive=True, **PUBLIC).shown
    assert (shown[1] == 0).all()
    assert (shown[:, 1] == 0).all()


def test_a_table_that_cannot_be_made_safe_asks_for_merging_and_says_so_at_the_end():
    tiny = np.array([[2, 1], [3, 90]])
    assert suppress_counts(tiny, known_total=96, **PUBLIC).status == "merge"
    merged = suppress_or_merge(tiny, known_total=96, **PUBLIC)
    assert (merged.status, merged.shown.shape) in [("withheld", (1, 2)), ("withheld", (2, 1))]
    assert suppress_counts(np.array([[3]]), **PUBLIC).status == "withheld"
    assert suppress_or_merge(np.array([[2, 1], [3, 1]]), **PUBLIC).status == "withheld"


def test_merging_joins_the_two_smallest_and_says_which():
    found = suppress_or_merge(
        np.array([[1, 0, 89], [110, 3, 0]]), known_total=203, axes=(1,), **PUBLIC
    )
    assert found.status == "published"
    assert found.column_groups == ((0,), (1, 2))
    assert found.row_groups == ((0,), (1,))
    counts = np.array([[200, 2, 1, 90], [300, 1, 2, 80]])
    merged, places = merge_smallest(counts, axis=1)
    assert places == (1, 2)
    assert merged.tolist() == [[200, 3, 90], [300, 3, 80]]
    assert counts.shape == (2, 4)
    with pytest.raises(ParameterError, match="needs two rows or columns"):
        merge_smallest(np.array([[1, 2]]), axis=0)


def test_a_list_with_one_total_is_a_table_of_one_column():
    found = suppress_counts(np.array([[120], [85], [64], [3]]), known_total=272, **PUBLIC)
    assert found.status == "published"
    assert np.isnan(found.shown[3, 0])
    assert found.printed[-1, -1] == 272


def test_limits_of_suppression():
    with pytest.raises(ParameterError, match="whole numbers from 0"):
        suppress_counts(np.array([[1.5, 2.0]]), **PUBLIC)
    with pytest.raises(ParameterError, match="whole numbers from 0"):
        suppress_counts(np.empty((0, 3), dtype=int), **PUBLIC)
    with pytest.raises(ParameterError, match="not the sum"):
        suppress_counts(np.array([[20, 30]]), known_total=51, **PUBLIC)
    nobody = suppress_counts(np.zeros((3, 2), dtype=int), **PUBLIC)
    assert nobody.status == "published"
    assert (nobody.printed == 0).all()


def test_limits_of_the_audit():
    with pytest.raises(ParameterError, match="table with totals"):
        audit_counts(np.array([[1.0, 2.0]]), **PUBLIC)
    with pytest.raises(ParameterError, match="printed or known"):
        audit_counts(np.array([[10.0, 10.0], [10.0, np.nan]]), **PUBLIC)
    with pytest.raises(ContractError, match="no table fits"):
        audit_counts(np.array([[10.0, np.nan, 90.0], [10.0, np.nan, 10.0]]), **PUBLIC)
