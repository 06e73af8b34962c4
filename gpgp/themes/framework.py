"""Where themes stand: the element of the vision each is nearest to, and the heading it is under.

The words of comments and their themes, with their centres, and the instrument's items come in; a
code, an affinity and a heading per theme go out. A theme without a code is what the consultation
did not ask about. Themes of one item stand together under its name, near items together. A heading
says where to look; it is no theme, and nothing is counted by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import pandas as pd
from sklearn.cluster import AgglomerativeClustering
from sklearn.preprocessing import normalize

from gpgp.themes.cluster.clusters import find_centres
from gpgp.themes.cluster.words import Words, read_words

NEAR_AS_SHARE = 0.75  # an item nearer than the farthest quarter of its comments is the theme's
MIN_AFFINITY = 0.05  # nothing in common beside a theme whose own comments have little
SAME_BEGINNING = 5  # letters: "leaders" speaks of "leadership"


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
    names: Sequence[str],
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
    names : sequence of str, one per theme
        What the themes are called.
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
    Items, and each statement in them (label, wording, parts) by itself, are placed as if they were
    comments, in one space with the comments; what all comments have in common (their mean) is
    taken away, or every item would be near to all. The limit is the theme's own: a broad theme
    lies far from its comments, and from items, all the same. A single statement counts only
    where the theme is named by a word of it: rents one cannot afford lie near to "affordable",
    yet no draft that wants an affordable workforce speaks of housing.
    """
    n_themes = int(labels.max(initial=-1)) + 1
    if not framework:
        return pd.DataFrame({"framework_code": [None] * n_themes, "framework_affinity": np.nan})
    codes, texts, is_whole = _list_statements(framework)
    statements = read_words(texts, [language] * len(texts))
    vectors = place([*words, *statements])
    vectors = normalize(vectors - vectors[: len(words)].mean(axis=0))
    comments, placed = vectors[: len(words)], vectors[len(words) :]
    centres = find_centres(comments, labels)
    affinity = np.clip(centres @ placed.T, 0, 1)
    speaks = is_whole | _share_beginnings(read_words(names, [language] * n_themes), statements)
    rows = []
    for theme in range(n_themes):
        own = comments[labels == theme] @ centres[theme]
        near = affinity[theme] * speaks[theme]
        best = int(near.argmax())
        is_near = near[best] >= max(np.quantile(own, 1 - near_as_share), MIN_AFFINITY)
        rows.append((codes[best] if is_near else None, near[best]))
    return pd.DataFrame(rows, columns=["framework_code", "framework_affinity"])


def _list_statements(framework: Sequence[Item]) -> tuple[list[str], list[str], np.ndarray]:
    """Code and text of each item as a whole and of each statement in it; which are whole."""
    rows = [
        (item.code, text, number == 0)
        for item in framework
        for number, text in enumerate([_write_out(item), item.label, item.wording, *item.parts])
        if text
    ]
    codes, texts, is_whole = zip(*rows, strict=True)
    return list(codes), list(texts), np.array(is_whole)


def _share_beginnings(names: Sequence[Words], statements: Sequence[Words]) -> np.ndarray:
    """Whether a name and a statement have a word of one beginning, names x statements."""
    begun = [
        [{stem[:SAME_BEGINNING] for stem in one.content} for one in group]
        for group in (names, statements)
    ]
    return np.array([[bool(name & said) for said in begun[1]] for name in begun[0]])


def _write_out(item: Item) -> str:
    return ". ".join([item.label, item.wording or "", *item.parts, *item.aliases])


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
