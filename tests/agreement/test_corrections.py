"""The correction of a theme's share by a coded sample: by hand, and where it is left alone."""

import pandas as pd
import pytest

from gpgp.agreement import AgreementSettings, correct_prevalence
from gpgp.tables import SPECS, empty_table

LABELS = {"t01": "Pay", "t02": "Buses"}


@pytest.fixture
def correct(make_themes):
    themes = make_themes(["t01 t02"])["themes"].assign(label=list(LABELS.values()))

    def run(sample, by_coder, *, labels=LABELS, shares=None):
        found = correct_prevalence(
            themes,
            sample,
            by_coder,
            labels=labels,
            machine_shares=pd.Series(shares or {}, dtype=float),
            settings=AgreementSettings(),
        )
        return found.set_index("theme_id")

    return run


def _sample(machine):
    ids = [f"c{number}" for number in range(len(machine))]
    return pd.DataFrame({"comment_id": ids, "weight": 5.0, "machine_themes": machine})


def _coder(given):
    rows = [(f"c{place}", theme) for place, themes in enumerate(given) for theme in themes]
    return pd.DataFrame(rows, columns=["comment_id", "theme_id"])


def test_a_share_is_moved_by_what_people_gave_less_what_the_machine_gave(correct):
    machine = ["t01"] * 4 + ["t02"] * 6 + [""] * 10
    one = _coder([["t01"]] * 6 + [[None]] * 14)
    other = _coder([["t01"]] * 8 + [[None]] * 12)
    found = correct(_sample(machine), {"a": one, "b": other}, shares={"t01": 0.3, "t02": 0.25})
    assert found.loc["t01", "n_coded"] == 20
    assert found.loc["t01", "share"] == pytest.approx(0.3 + (7 - 4) / 20)
    assert found.loc["t02", "share"] == pytest.approx(max(0.25 - 6 / 20, 0))
    # people: 7 of 20 (six whole, two halves); recall 4/7, no false alarm
    assert found.loc["t01", "share_check"] == pytest.approx(0.3 / (4 / 7))
    assert (
        found.loc["t01", "share_low"] < found.loc["t01", "share"] < found.loc["t01", "share_high"]
    )


def test_without_the_machines_share_of_all_comments_peoples_share_stands_alone(correct):
    found = correct(_sample(["t01"] * 20), {"a": _coder([["t01"]] * 5 + [[None]] * 15)})
    assert found.loc["t01", "share"] == pytest.approx(5 / 20)
    assert found.loc["t01", ["share_machine", "share_check"]].isna().all()


def test_a_theme_that_is_another_by_now_or_too_few_comments_are_not_corrected(correct):
    sample, given = _sample(["t01"] * 20), {"a": _coder([["t01"]] * 20)}
    assert list(correct(sample, given, labels={"t01": "Wages", "t02": "Buses"}).index) == ["t02"]
    few = {"a": _coder([["t01"]] * 19)}
    assert correct(sample, few).empty and correct(sample, {}).empty
    assert SPECS["theme_corrections"].name == "theme_corrections"
    assert empty_table(SPECS["theme_corrections"]).empty
