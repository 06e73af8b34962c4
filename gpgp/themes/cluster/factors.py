"""Leading factors of a sparse matrix, the same every time.

scipy's ``svds`` starts anew from an unseeded random vector where the matrix has fewer factors
than asked for, as those of few comments have; the same comments then gave other themes.
"""

from __future__ import annotations

import numpy as np
from scipy import linalg, sparse
from sklearn.utils.extmath import randomized_svd

MAX_EXACT = 400  # rows or columns up to which factors are computed exactly
N_POWERS = 3  # more bring the factors of larger matrices no nearer to the exact ones in effect


def find_factors(rows: sparse.sparray, n_factors: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Leading singular vectors and values, at most ``n_factors`` of them, the largest first.

    References
    ----------
    Halko, N., Martinsson, P., Tropp, J. (2011). Finding structure with randomness. SIAM Review
    53(2), 217-288.
    """
    n_factors = min(n_factors, *rows.shape)
    if min(rows.shape) <= MAX_EXACT:
        left, values, right = _decompose(rows.toarray())
        return left[:, :n_factors], values[:n_factors], right[:n_factors]
    return randomized_svd(
        rows, n_factors, n_iter=N_POWERS, power_iteration_normalizer="LU", random_state=0
    )


def _decompose(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Exact factors; LAPACK's fast way gives up on rare matrices of low rank, the slow one never.

    One of some thousand resamples of 1,500 comments stopped a whole run.
    """
    try:
        return np.linalg.svd(rows, full_matrices=False)
    except np.linalg.LinAlgError:
        return linalg.svd(rows, full_matrices=False, lapack_driver="gesvd")
