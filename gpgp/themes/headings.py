"""Headings over themes: at most a handful, so that a reader can hold twenty themes in mind.

Themes with their centres and the items of the instrument come in; a heading per theme goes out.
Themes of one item stand together under its name, near items together; themes outside the
instrument stand apart from them. A heading says where to look; it is no theme, and nothing is
counted by it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from sklearn.cluster import AgglomerativeClustering
from sklearn.preprocessing import normalize

from gpgp.themes.framework import Item

MAX_HEADINGS = 6
MIN_THEMES = 8  # fewer are read at a glance
MAX_NAMES = 3  # of the items and themes under a heading, that make its name


def name_headings(
    themes: pd.DataFrame,
    centres: np.ndarray,
    *,
    framework: Sequence[Item] = (),
    max_headings: int = MAX_HEADINGS,
    min_themes: int = MIN_THEMES,
) -> pd.Series:
    """Put themes under headings.

    Parameters
    ----------
    themes : DataFrame, one row per theme
        ``label``, ``n_respondents``, ``framework_code`` (missing: outside the framework).
    centres : array, themes x dimensions
        Where each stands, in step with the rows.
    framework : sequence of Item
    max_headings, min_themes : int, at least 2
        At most so many headings; with fewer themes than ``min_themes``, none.

    Returns
    -------
    Series of str, index of ``themes``
        The heading; missing where none is needed. Named after the item or, outside the
        framework, the first words of the label that most people stand behind.

    Notes
    -----
    Ward's method on the mean directions of themes, those of one item kept together; inside and
    outside the framework get headings in proportion to what stands there.
    """
    if len(themes) < min_themes:
        return pd.Series(pd.NA, index=themes.index, dtype="str")
    labels = {item.code: item.label for item in framework}
    is_inside = themes["framework_code"].isin(list(labels))
    names = themes["framework_code"].map(labels)
    names = names.where(is_inside, themes["label"].str.split(",").str[0])
    directions = normalize(centres - centres.mean(axis=0))
    n_inside = names[is_inside].nunique()
    share = n_inside / max(n_inside + names[~is_inside].nunique(), 1)
    most_inside = int(np.clip(np.ceil(max_headings * share), 1, max(max_headings - 1, 1)))
    if is_inside.all() or not is_inside.any():
        return _group(names, themes["n_respondents"], directions, max_headings)
    parts = [
        _group(names[side], themes.loc[side, "n_respondents"], directions[side.to_numpy()], most)
        for side, most in ((is_inside, most_inside), (~is_inside, max_headings - most_inside))
    ]
    return pd.concat(parts).reindex(themes.index)


def _group(
    names: pd.Series, people: pd.Series, directions: np.ndarray, max_headings: int
) -> pd.Series:
    """At most so many headings for themes that have names, those of one name together."""
    blocks, codes = np.unique(names, return_inverse=True)
    groups = np.arange(len(blocks))
    if len(blocks) > max_headings:
        middles = [directions[codes == block].mean(axis=0) for block in range(len(blocks))]
        method = AgglomerativeClustering(max(max_headings, 1), linkage="ward")
        groups = method.fit_predict(normalize(np.array(middles)))
    counted = people.groupby(names).sum()
    headings = {group: _join_names(counted[blocks[groups == group]]) for group in set(groups)}
    return pd.Series([headings[groups[code]] for code in codes], index=names.index, dtype="str")


def _join_names(people: pd.Series) -> str:
    """The names most people stand behind, the later ones with a small first letter."""
    first, *others = sorted(people.index, key=lambda name: (-people[name], name))[:MAX_NAMES]
    return ", ".join([first, *(_lower_first(name) for name in others)])


def _lower_first(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
