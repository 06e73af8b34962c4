from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.themes.framework import name_headings


@dataclass(frozen=True)
class Priority:
    code: str
    label: str
    wording: str | None = None
    parts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


ITEMS = (Priority("pay", "Pay and reward"), Priority("skills", "Skills"))


def make_themes():
    """Two themes of pay, one of skills; outside three alike, two alike and one."""
    labels = ["Pay, wages", "Pension", "Training", "Buses, fuel", "Cycling", "Cars"]
    labels += ["NHS, doctors", "Hospitals", "Nurses"]
    axes = [0, 1, 1, 2, 2, 2, 3, 3, 4]
    noise = np.random.default_rng(1).normal(0, 0.05, (9, 5))
    themes = pd.DataFrame(
        {
            "label": labels,
            "n_respondents": [90, 80, 70, 60, 50, 40, 30, 65, 10],
            "framework_code": ["pay", "pay", "skills", *[None] * 6],
        }
    )
    return themes, np.eye(5)[axes] + noise


def test_themes_of_one_item_stand_together_and_the_rest_by_what_they_are_near_to():
    themes, centres = make_themes()
    found = name_headings(themes, centres, framework=ITEMS, max_headings=5).tolist()
    assert found[:2] == ["Pay and reward"] * 2
    assert found[2] == "Skills"
    assert found[3:6] == ["Buses, cycling, cars"] * 3
    assert found[6:] == ["Hospitals, NHS", "Hospitals, NHS", "Nurses"]


def test_there_are_never_more_headings_than_asked_for():
    themes, centres = make_themes()
    for most in (2, 3, 6):
        headings = name_headings(themes, centres, framework=ITEMS, max_headings=most)
        assert headings.nunique() <= most
        assert headings.notna().all()


def test_few_themes_need_no_heading():
    themes, centres = make_themes()
    assert name_headings(themes.head(7), centres[:7]).isna().all()


def test_the_order_of_themes_does_not_change_a_heading():
    themes, centres = make_themes()
    first = name_headings(themes, centres, framework=ITEMS)
    again = name_headings(themes.iloc[::-1], centres[::-1], framework=ITEMS)
    pd.testing.assert_series_equal(first, again.sort_index())
