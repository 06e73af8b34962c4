import numpy as np
import pytest
from scipy import stats

from gpgp.agreement.statistics.group_tests import cramers_v


def test_cramers_v_gives_the_published_figures():
    # Newspaper readers by field, scipy's and DescTools' example of Cramer's V.
    found = cramers_v([[100, 150], [203, 322], [420, 700], [320, 210]])
    assert found.chi_squared == pytest.approx(84.05607, abs=5e-6)
    assert found.cramers_v == pytest.approx(0.18617813, abs=5e-9)


def test_chi_squared_agrees_with_scipy_on_200_random_tables():
    generator = np.random.default_rng(41)
    for _ in range(200):
        shape = generator.integers(2, 6, 2)
        table = generator.integers(1, 30, shape)
        found, expected = cramers_v(table), stats.chi2_contingency(table, correction=False)
        assert found.chi_squared == pytest.approx(expected.statistic)
        assert (found.df, found.p) == (expected.dof, pytest.approx(expected.pvalue))


def test_empty_rows_are_left_out_and_a_table_without_contrast_gives_nothing():
    assert cramers_v([[5, 5], [0, 0], [1, 9]]) == cramers_v([[5, 5], [1, 9]])
    for table in ([[5, 5]], [[5, 0], [7, 0]], [[0, 0], [0, 0]]):
        assert cramers_v(table) == (0, 0, 1, 0)
