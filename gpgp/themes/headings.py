"""Headings over themes: at most a handful, so that a reader can hold twenty themes in mind.

Themes with their centres and the items of the instrument come in; a heading per theme goes out.
Themes of one item stand together under its name; the rest join what they are nearest to. A
heading says where to look; it is no theme, and nothing is counted by it.
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
MAX_NAMES = 2  # of the items and themes under a heading, that make its name


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
    max_headings, min_themes : int
        At most so many headings; with fewer themes than ``min_themes``, none.

    Returns
    -------
    Series of str, index of ``themes``
        The heading; missing where none is needed. Named after the item or, outside the
        framework, the first words of the label that most people stand behind.

    Notes
    -----
    Ward's method on the mean directions of themes, those of one item kept together.
    """
    if len(themes) < min_themes:
        return pd.Series(pd.NA, index=themes.index, dtype="str")
    labels = {item.code: item.label for item in framework}
    first_words = themes["label"].str.split(",").str[0]
    names = themes["framework_code"].map(labels).fillna(first_words)
    blocks, codes = np.unique(names, return_inverse=True)
    directions = normalize(centres - centres.mean(axis=0))
    placed = normalize(np.array([directions[codes == b].mean(axis=0) for b in range(len(blocks))]))
    groups = np.arange(len(blocks))
    if len(blocks) > max_headings:
        groups = AgglomerativeClustering(max_headings, linkage="ward").fit_predict(placed)
    people = themes["n_respondents"].groupby(names).sum()
    headings = {group: _join_names(people[blocks[groups == group]]) for group in set(groups)}
    return pd.Series([headings[groups[c]] for c in codes], index=themes.index, dtype="str")


def _join_names(people: pd.Series) -> str:
    """The names most people stand behind, the later ones with a small first letter."""
    first, *others = sorted(people.index, key=lambda name: (-people[name], name))[:MAX_NAMES]
    return ", ".join([first, *(_lower_first(name) for name in others)])


def _lower_first(name: str) -> str:
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
