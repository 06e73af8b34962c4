from dataclasses import replace

import pandas as pd

from gpgp.disclosure.bands import NOTHING
from gpgp.disclosure.inputs import gather_material
from gpgp.report import PROFILES, list_replaced_labels
from gpgp.report.tables.themes import shown_themes, tabulate_corrected, tabulate_headings

PUBLIC = PROFILES["public"]
WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight"]


def list_headings(material):
    table = tabulate_headings(material, shown_themes(material))
    return table.rows if table else None


def with_themes(tables, consultation, headings, *, is_owned=False):
    material = gather_material(tables, consultation=consultation, profile=PUBLIC)
    n = len(headings)
    themes = pd.DataFrame(
        {
            "theme_id": [f"t{i:02d}" for i in range(1, n + 1)],
            "label": [f"Pay {word}" for word in WORDS[:n]],
            "keywords": "pay",
            "heading": headings,
            "language_code": "en",
            "n_comments": 50,
            "n_respondents": range(100, 100 - n, -1),
            "n_base": 900,
            "is_real": True,
            "settled_code": "settled",
            "is_owned": is_owned,
            "is_shown": True,
            "framework_code": None,
            "is_outside_draft": None,
            "label_proposals": None,
            "framework_affinity": 0.5,
        }
    )
    comments = pd.DataFrame(
        {
            "response_id": [f"r{i}" for i in range(12)],
            "text": f"pay and buses, reward, working, day, {' '.join(WORDS)}",
            "campaign_role_code": "none",
        }
    )
    return replace(material, tables={**material.tables, "themes": themes, "comments": comments})


def test_headings_list_their_themes_the_largest_first(tables, consultation):
    headings = ["Pay and reward", "Buses"] * 4
    material = with_themes(tables, consultation, headings, is_owned=True)
    rows = list_headings(material)
    assert [row.cells[0].text for row in rows] == ["Pay and reward", "Buses"]
    assert rows[1].cells[1].text == "“Pay two”, “Pay four”, “Pay six” and “Pay eight”"


def test_a_heading_with_a_word_too_few_people_used_is_not_printed(tables, consultation):
    headings = ["Pay and reward, holloway", "Buses"] * 4
    rows = list_headings(with_themes(tables, consultation, headings))
    assert [row.cells[0].text for row in rows] == ["Other themes", "Buses"]


def test_an_accepted_heading_may_hold_connecting_words(tables, consultation):
    headings = ["The working day", "Buses"] * 4
    owned = with_themes(tables, consultation, headings, is_owned=True)
    assert "The working day" in [row.cells[0].text for row in list_headings(owned)]
    owned.tables["themes"].loc[0, "is_owned"] = False
    assert "The working day" not in [row.cells[0].text for row in list_headings(owned)]


def test_few_themes_get_no_table_of_headings(tables, consultation):
    assert list_headings(with_themes(tables, consultation, ["Buses"] * 7)) is None


def test_a_heading_that_a_person_accepted_holds_no_word_of_few_people(tables, consultation):
    headings = ["Pay and reward, holloway", "Buses"] * 4
    rows = list_headings(with_themes(tables, consultation, headings, is_owned=True))
    assert [row.cells[0].text for row in rows] == ["Other themes", "Buses"]


def test_a_label_that_a_person_gave_is_named_where_no_page_prints_it(tables, consultation):
    material = with_themes(tables, consultation, ["Buses"] * 2, is_owned=True)
    material.tables["themes"].loc[1, "label"] = "Pay of Holloway and Quenthrope"
    given = {"tables": material.tables, "consultation": consultation, "profile": PUBLIC}
    assert list_replaced_labels(**given) == {
        "Pay of Holloway and Quenthrope": ["holloway", "quenthrope"]
    }
    labels = set(shown_themes(material)["label"])
    assert labels == {"Pay one", "Pay"}
    material.tables["themes"].loc[1, "is_owned"] = False
    assert list_replaced_labels(**given) == {}


def test_a_theme_whose_people_are_withheld_is_not_corrected_in_print(tables, consultation):
    material = with_themes(tables, consultation, ["Buses"] * 2, is_owned=True)
    shares = {"share_machine": 0.1, "share": 0.2, "share_low": 0.1, "share_high": 0.3}
    material.tables["theme_corrections"] = pd.DataFrame(
        [
            {"theme_id": theme, **shares, "share_check": 0.2, "n_coded": 200}
            for theme in ("t01", "t02")
        ]
    )
    shown = shown_themes(material)
    printed = tabulate_corrected(material, shown, {})
    assert printed.row_keys == ("t01", "t02")
    withheld = tabulate_corrected(material, shown, {("t02", "all"): NOTHING})
    assert withheld.row_keys == ("t01",)
