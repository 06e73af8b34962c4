"""Factors of a sparse matrix: found also where LAPACK's fast way gives up."""

import numpy as np
import pytest
from scipy import sparse

from gpgp.themes.cluster.clusters import find_factors


def test_factors_come_out_also_where_the_fast_way_does_not_converge(monkeypatch):
    rows = sparse.csr_array(np.random.default_rng(1).random((30, 8)).round())
    expected = find_factors(rows, 3)[1]

    def give_up(*_, **__):
        raise np.linalg.LinAlgError("SVD did not converge")

    monkeypatch.setattr(np.linalg, "svd", give_up)
    left, values, right = find_factors(rows, 3)
    assert left.shape == (30, 3) and right.shape == (3, 8)
    assert values == pytest.approx(expected)
