"""Themes by side: printed where no small number can be worked back, and only there."""

from dataclasses import replace

import pytest

from gpgp.agreement import AgreementSettings, contrast_sides
from gpgp.disclosure import gather_material
from gpgp.report import PROFILES
from gpgp.report.sections.annex import write_elements
from gpgp.report.sections.source import Source
from gpgp.report.tables import protect_material
from gpgp.report.tables.theme_sides import THEMES_BY_SIDE, list_contrasts, tabulate_sides
from gpgp.report.tables.themes import shown_themes

PUBLIC = PROFILES["public"]


@pytest.fixture(scope="module")
def sided(tables, consultation):
    """The simulated tables, with every difference between sides taken as beyond chance."""
    names = ("ratings", "comment_themes", "unthemed_comments", "responses")
    sides = contrast_sides(
        *(tables[name] for name in names), consultation=consultation, settings=AgreementSettings()
    )
    is_more = sides["n_agree"] * sides["n_base_disagree"] > (
        sides["n_disagree"] * sides["n_base_agree"]
    )
    return {**tables, "theme_sides": sides.assign(
        stands_out_code=is_more.map({True: "agree", False: "disagree"})
    )}  # fmt: skip


@pytest.fixture(scope="module")
def material(sided, consultation):
    return gather_material(sided, consultation=consultation, profile=PUBLIC)


def find_vision(consultation):
    return next(q for q in consultation.questions_of("rating") if q.about == "elements")


@pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)
def test_none_of_the_numbers_of_a_printed_contrast_is_small(sided, consultation, profile):
    material = gather_material(sided, consultation=consultation, profile=profile)
    vision = find_vision(consultation)
    themes = shown_themes(material).set_index("theme_id")
    found = list_contrasts(material, vision, themes.index)
    assert found
    for each in found:
        everyone = set(sided["comment_themes"].query("theme_id == @each.theme_id")["response_id"])
        rest = everyone - each.agree.wrote - each.disagree.wrote
        for n in (len(each.agree.raised), len(each.disagree.raised), len(rest)):
            assert n == 0 or n >= profile.threshold
        for side in (each.agree, each.disagree):
            assert len(side.wrote) - len(side.raised) >= profile.threshold
            assert side.raised == side.wrote & everyone


def test_the_table_prints_the_shares_and_the_page_of_the_item_says_them(material, consultation):
    vision = find_vision(consultation)
    table = tabulate_sides(material, vision, shown_themes(material))
    each = list_contrasts(material, vision, shown_themes(material)["theme_id"])[0]
    cell = table.cell(each.key, "agree")
    assert cell.value == pytest.approx(100 * len(each.agree.raised) / len(each.agree.wrote), abs=1)
    printed = protect_material(material)
    assert printed[THEMES_BY_SIDE.name(vision.id)].row_keys == table.row_keys
    page = str(write_elements(Source(printed, consultation, PUBLIC, {}, (), {}))._repr_html_())
    low, high = sorted((cell.value, table.cell(each.key, "disagree").value))
    assert f"({high:.0f}% against {low:.0f}%)" in page


def test_a_side_that_is_all_but_a_constituency_is_not_printed(sided, material, consultation):
    """17 of 20 and 18 of 23 would leave 1 of 3."""
    vision = find_vision(consultation)
    each = list_contrasts(material, vision, shown_themes(material)["theme_id"])[0]
    area = max(material.areas("constituency"), key=lambda area: area.n_responses)
    codes = sided["responses"]["constituency_code"]
    moved = sided["responses"]["response_id"].isin(sorted(each.agree.wrote)[3:])
    other = next(a for a in material.areas("constituency") if a.code != area.code).members[0]
    codes = codes.where(~codes.isin(area.members), other).mask(moved, area.members[0])
    tables = {**sided, "responses": sided["responses"].assign(constituency_code=codes)}
    changed = replace(material, tables={**material.tables, **tables})
    kept = [(c.item_code, c.theme_id) for c in list_contrasts(
        changed, vision, shown_themes(changed)["theme_id"]
    )]  # fmt: skip
    assert (each.item_code, each.theme_id) not in kept


def test_without_a_difference_there_is_no_table(material, consultation):
    same = material.tables["theme_sides"].assign(stands_out_code="no")
    alike = replace(material, tables={**material.tables, "theme_sides": same})
    assert tabulate_sides(alike, find_vision(consultation), shown_themes(alike)) is None
