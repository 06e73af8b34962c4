"""Where themes stand to the vision: the element or priority each is nearest to, or none.

The words of comments and their themes, and the instrument's items come in; a code and an affinity
per theme go out. A theme without a code is what the consultation did not ask about.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import pandas as pd
from sklearn.preprocessing import normalize

from gpgp.themes.clusters import find_centres
from gpgp.themes.words import Words, read_words

NEAR_AS_SHARE = 0.75  # an item nearer than the farthest quarter of its comments is the theme's


class Item(Protocol):
    """An element or priority of the instrument."""

    code: str
    label: str
    wording: str | None
    parts: Sequence[str]
    aliases: Sequence[str]


def map_framework(
    words: Sequence[Words],
    labels: np.ndarray,
    framework: Sequence[Item],
    *,
    place: Callable[[Sequence[Words]], np.ndarray],
    language: str = "en",
    near_as_share: float = NEAR_AS_SHARE,
) -> pd.DataFrame:
    """Find the element or priority that each theme is about, where it is about one.

    Parameters
    ----------
    words : sequence of Words, one per comment
    labels : array of int, one per comment
        The theme, 0 to n - 1; -1 where there is none.
    framework : sequence of Item
        ``label``, ``wording``, ``parts`` and ``aliases`` of each are read.
    place : function of words
        Their unit vectors in one space, one row each.
    language : str
        ``cy`` reads the items as Welsh, all else as English.
    near_as_share : float, 0 to 1
        How near an item must be: as this share of the theme's own comments.

    Returns
    -------
    DataFrame, one row per theme
        ``framework_code`` (missing: outside the framework), ``framework_affinity`` (cosine to
        the nearest item, 0 to 1; missing without a framework).

    Notes
    -----
    Items are placed as if each were a comment, in one space with the comments; what all comments
    have in common (their mean) is taken away, or every item would be near to all. The limit is the
    theme's own: a broad theme lies far from its comments, and from items, all the same.
    """
    n_themes = int(labels.max(initial=-1)) + 1
    if not framework:
        return pd.DataFrame({"framework_code": [None] * n_themes, "framework_affinity": np.nan})
    items = read_words([_write_out(item) for item in framework], [language] * len(framework))
    vectors = place([*words, *items])
    vectors = normalize(vectors - vectors[: len(words)].mean(axis=0))
    comments, placed = vectors[: len(words)], vectors[len(words) :]
    centres = find_centres(comments, labels)
    affinity = np.clip(centres @ placed.T, 0, 1)
    nearest = affinity.argmax(axis=1)
    codes = []
    for theme, item in enumerate(nearest):
        own = comments[labels == theme] @ centres[theme]
        is_near = affinity[theme, item] >= np.quantile(own, 1 - near_as_share)
        codes.append(framework[item].code if is_near else None)
    return pd.DataFrame({"framework_code": codes, "framework_affinity": affinity.max(axis=1)})


def _write_out(item: Item) -> str:
    return ". ".join([item.label, item.wording or "", *item.parts, *item.aliases])
