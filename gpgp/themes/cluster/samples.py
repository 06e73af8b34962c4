"""A sample of comments that themes are learnt from where there are very many.

Texts come in, positions go out. Copies of a text count once. Strata (by default how long a text
is) have their share of the sample; within one, the texts of the smallest hashes are drawn, so that
neither the order of the texts nor how they are split between machines changes the draw.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

MAX_LEARNT = 50_000  # different texts; with as many themes are as good as with all
_KEY = "themes of comments"[:16]  # of the hash: any fixed text of 16 letters
STRATUM = "length"


def describe_texts(texts: Sequence[str]) -> pd.DataFrame:
    """What a sample is drawn by: ``key`` (hash) and ``length`` (class, each twice the last).

    Examples
    --------
    >>> describe_texts(["Pay", "Better training", "Pay"])["length"].tolist()
    [1, 3, 1]
    """
    written = np.array([*texts, ""], dtype=object)[:-1]  # of objects also where there are none
    keys = pd.util.hash_array(written, hash_key=_KEY, categorize=False)
    n_letters = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
    return pd.DataFrame({"key": keys, STRATUM: np.log2(np.maximum(n_letters, 1)).astype(int)})


def share_out(sizes: pd.Series, *, size: int) -> pd.Series:
    """How many of a sample each stratum has, by its share of all; what is over goes by remainder.

    Examples
    --------
    >>> share_out(pd.Series([70, 25, 5]), size=10).tolist()
    [7, 3, 0]
    """
    exact = sizes * (min(size, int(sizes.sum())) / max(int(sizes.sum()), 1))
    shares = np.floor(exact).astype(int)
    n_over = round(float(exact.sum())) - int(shares.sum())
    first = (shares - exact).sort_values(kind="stable").index[:n_over]
    shares[first] += 1
    return shares


def draw_smallest(described: pd.DataFrame, shares: pd.Series, *, by: list[str]) -> pd.DataFrame:
    """The rows of each stratum with the smallest keys, as many as are its share."""
    ordered = described.sort_values("key", kind="stable")
    rank = ordered.groupby(by, observed=True, dropna=False).cumcount()
    wanted = ordered[by].merge(shares.rename("share").reset_index(), on=by, how="left")["share"]
    return ordered[rank.to_numpy() < wanted.fillna(0).to_numpy()]


def choose_sample(
    texts: Sequence[str], *, size: int = MAX_LEARNT, strata: pd.DataFrame | None = None
) -> np.ndarray | None:
    """Positions of a sample, ascending; nothing where there are no more texts than that.

    Parameters
    ----------
    texts : sequence of str
    size : int
        Different texts to draw.
    strata : DataFrame, one row per text, optional
        What else the sample keeps the shares of, such as constituency and question.
    """
    if len(texts) <= size:
        return None
    described = describe_texts(texts)
    by = [STRATUM]
    if strata is not None:
        described = described.join(strata.reset_index(drop=True))
        by += list(strata.columns)
    different = described[~described["key"].duplicated()]
    sizes = different.groupby(by, observed=True, dropna=False).size()
    drawn = draw_smallest(different, share_out(sizes, size=size), by=by)
    return np.sort(drawn.index.to_numpy())
