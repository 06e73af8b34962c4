"""Themes that one side of an item raises more often than the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.sums import hide_parts
from gpgp.instrument.questions import Rating
from gpgp.report.code_names import name_sides
from gpgp.report.tables.making import make_table
from gpgp.tables import ALL

THEMES_BY_SIDE = Declaration(
    "themes_by_side",
    "Themes that one side raises more often than the other",
    (
        TableColumn("item", "{item}"),
        TableColumn("theme", "Theme"),
        TableColumn("agree", "Raised by, of those: {agree} (%)", "percent", "people who wrote"),
        TableColumn("disagree", "Of those: {disagree} (%)", "percent", "people who wrote"),
    ),
    audit="side",
    place="annex",
    of=("rating",),
)
NOTE = (
    "Shares of those who wrote something that can be themed. Listed where the difference is "
    "beyond chance (Fisher's exact test at 5%, adjusted over all themes and items). What people "
    "wrote about is counted, not what they feel about it."
)


@dataclass(frozen=True)
class Side:
    """Of one side of an item: who wrote, and who of them raised a theme (response ids)."""

    wrote: frozenset[str]
    raised: frozenset[str]


@dataclass(frozen=True)
class Contrast:
    """A theme that the two sides of an item raise differently often."""

    theme_id: str
    item_code: str
    agree: Side
    disagree: Side

    @property
    def key(self) -> str:
        """The row's key."""
        return f"{self.item_code}_{self.theme_id}"

    @property
    def distance(self) -> float:
        """How far the shares of the sides lie apart."""
        agree, disagree = (len(s.raised) / len(s.wrote) for s in (self.agree, self.disagree))
        return abs(agree - disagree)


def list_contrasts(material: Material, question: Rating, themes: pd.Index) -> list[Contrast]:
    """Return the contrasts of a question that may be printed, the widest of each item first.

    Parameters
    ----------
    material : Material
    question : Rating
    themes : Index
        The themes that the report shows.

    Notes
    -----
    Everybody who wrote agrees, disagrees or does neither; who raised the theme adds up over
    these, and so does who did not. Where one of the six numbers would be hidden in such a sum,
    nothing is printed of the contrast. Nor is it where a side is all but the same people as a
    constituency or as a side of an item whose contrast is printed: a reader could subtract.
    """
    found = material.tables["theme_sides"]
    found = rows_of(found, question.id)
    found = found.loc[
        found["stands_out_code"].isin(["agree", "disagree"]) & found["theme_id"].isin(themes)
    ]
    wrote = _find_writers(material)
    contrasts = [
        _read_contrast(material, question, str(row.item_code), str(row.theme_id), wrote)
        for row in found.itertuples()
    ]
    contrasts = [each for each in contrasts if _may_print(material, each, wrote)]
    contrasts.sort(key=lambda each: (-each.distance, each.key))
    printed = _list_printed(material, wrote)
    kept = []
    for each in contrasts:
        sides = [each.agree.wrote, each.disagree.wrote]
        if all(_are_apart(side, group, material) for side in sides for group in printed):
            kept.append(each)
            printed += [side for side in sides if side not in printed]
    order = [item.code for item in question.items]
    return sorted(kept, key=lambda each: order.index(each.item_code))


def _read_contrast(
    material: Material, question: Rating, item: str, theme: str, wrote: frozenset[str]
) -> Contrast:
    ratings = rows_of(material.tables["ratings"], question.id)
    ratings = ratings.loc[ratings["item_code"] == item].set_index("response_id")["score"]
    scale = question.scale
    raised = wrote & _find_carriers(material, theme)
    agree = wrote & frozenset(ratings.index[ratings.ge(scale.agree_from).fillna(False)])
    disagree = wrote & frozenset(ratings.index[ratings.le(scale.disagree_to).fillna(False)])
    return Contrast(theme, item, Side(agree, agree & raised), Side(disagree, disagree & raised))


def _find_writers(material: Material) -> frozenset[str]:
    carried, unthemed = (material.tables[n] for n in ("comment_themes", "unthemed_comments"))
    could = unthemed.loc[unthemed["is_in_base"], "response_id"]
    analysed = material.tables["responses"]["response_id"]
    return frozenset({*carried["response_id"], *could} & set(analysed))


def _find_carriers(material: Material, theme: str) -> frozenset[str]:
    carried = material.tables["comment_themes"]
    return frozenset(carried.loc[carried["theme_id"] == theme, "response_id"])


def _may_print(material: Material, contrast: Contrast, wrote: frozenset[str]) -> bool:
    """Whether no number is small, of those who raised the theme and of those who did not."""
    raised = wrote & _find_carriers(material, contrast.theme_id)
    agree, disagree = contrast.agree, contrast.disagree
    rest = wrote - agree.wrote - disagree.wrote
    with_it = [len(agree.raised), len(disagree.raised), len(raised & rest)]
    without = [
        len(agree.wrote) - with_it[0], len(disagree.wrote) - with_it[1], len(rest) - with_it[2],
    ]  # fmt: skip
    is_hidden = [
        hide_parts(np.array(counts), profile=material.profile).any()
        for counts in (with_it, without)
    ]
    floor = material.profile.share_base_floor
    return not any(is_hidden) and min(len(agree.wrote), len(disagree.wrote)) >= floor


def _list_printed(material: Material, wrote: frozenset[str]) -> list[frozenset[str]]:
    """The people who wrote of each constituency as printed, and all of them."""
    codes = material.tables["responses"].set_index("response_id")["constituency_code"]
    areas = [area for area in material.areas("constituency") if area.code != ALL]
    return [wrote, *(wrote & frozenset(codes.index[codes.isin(area.members)]) for area in areas)]


def _are_apart(one: frozenset[str], other: frozenset[str], material: Material) -> bool:
    """Whether two groups are the same, or more people differ than subtracting could single out."""
    return one == other or len(one ^ other) >= 2 * material.profile.threshold


def tabulate_sides(
    material: Material, question: Rating, themes: pd.DataFrame
) -> ProtectedTable | None:
    """Return the themes that one side raises more often, item by item; None without any."""
    named = themes.set_index("theme_id")
    labels = {item.code: item.label for item in question.items}
    rows = [
        (
            each.key,
            (
                true_tables.Label(labels[each.item_code], each.item_code),
                true_tables.Label(
                    named.loc[each.theme_id, "label"], each.theme_id,
                    named.loc[each.theme_id, "language"],
                ),
                true_tables.Share(len(each.agree.raised), len(each.agree.wrote)),
                true_tables.Share(len(each.disagree.raised), len(each.disagree.wrote)),
            ),
        )
        for each in list_contrasts(material, question, named.index)
    ]  # fmt: skip
    sides = name_sides(question)
    words = {"item": "Item", "agree": sides.agree, "disagree": sides.disagree}
    return (
        make_table(THEMES_BY_SIDE, material, rows, question=question, words=words, notes=(NOTE,))
        if rows
        else None
    )


def count_contrasts(
    material: Material, question: Rating, table: ProtectedTable
) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Yield key, side and who is counted, of every number that the table prints."""
    themes = pd.Index([row.cells[1].code for row in table.rows])
    for each in list_contrasts(material, question, themes):
        yield each.key, "agree", each.agree.raised
        yield each.key, "disagree", each.disagree.raised
