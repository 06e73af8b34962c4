"""The comparison of coders: known figures, a slow second way, verdicts, and the report's rows."""

import numpy as np
import pandas as pd
import pytest

from gpgp.errors import InputError
from gpgp.themes.coding.agreement_of_coders import compare_coders
from gpgp.themes.coding.double_coding import make_coding_files, read_coded
from gpgp.themes.coding.likeness import masi_alpha
from gpgp.themes.coding.people_check import (
    describe_agreement,
    list_steps,
    render_check,
    table_people_check,
)

LABELS = {"t01": "Pay", "t02": "Buses", "t03": "Noise"}
THEMES = pd.DataFrame({"theme_id": list(LABELS), "label": list(LABELS.values())})


def _sample(sets, weights=None):
    return pd.DataFrame(
        {
            "comment_id": [f"c{number}" for number in range(len(sets))],
            "weight": 1.0 if weights is None else weights,
            "machine_themes": ["|".join(one) for one in sets],
        }
    )


def _coder(sets):
    rows = [
        (f"c{number}", theme)
        for number, one in enumerate(sets)
        if one is not None
        for theme in (one or [None])
    ]
    return pd.DataFrame(rows, columns=["comment_id", "theme_id"]).astype("str")


def _draw(n, *, errors, seed):
    draw = np.random.default_rng(seed)
    truth = [[list(LABELS)[one]] for one in np.random.default_rng(0).integers(3, size=n)]
    return [[draw.choice(list(LABELS))] if draw.random() < errors else one for one in truth]


def test_figures_are_those_worked_by_hand():
    # people: 1, 2/3, 1 (both none) -> 8/9; machine with the first: 1, 0, 0 -> 1/3, with the
    # second 1, 0, 0 -> 1/3
    first, second = [["t01"], ["t01", "t02"], []], [["t01"], ["t01"], []]
    found = compare_coders(
        _sample([["t01"], ["t03"], ["t02"]]),
        {"a": _coder(first), "b": _coder(second)},
        LABELS,
        seed=1,
        n_resamples=50,
    )
    assert found.people_f1.value == pytest.approx(8 / 9)
    assert found.machine_f1.value == pytest.approx(1 / 3)
    assert found.n_comments == 3 and found.verdict_code == "worse"


def test_weights_count_comments_as_often_as_they_stand_for():
    sets = [["t01"], ["t02"], ["t03"], ["t01"]]
    coded = {"a": _coder([["t01"], ["t01"], ["t03"], ["t02"]]), "b": _coder(sets)}
    found = compare_coders(_sample(sets, [1.0, 5, 1, 1]), coded, LABELS, seed=1, n_resamples=20)
    assert found.people_f1.value == pytest.approx(2 / 8)
    row = found.by_theme.set_index("theme_id").loc["t01"]
    # the machine gave t01 to c0 and c3 (weights 1, 1); a gave it to c0 and c1, b to c0 and c3
    assert row["machine_precision"] == pytest.approx((1 + 2) / (2 + 2))
    assert row["machine_recall"] == pytest.approx((1 + 2) / (6 + 2))


def test_alpha_and_its_interval_are_those_of_a_plain_loop():
    first, second = _draw(60, errors=0.2, seed=1), _draw(60, errors=0.3, seed=2)
    found = compare_coders(
        _sample(first), {"a": _coder(first), "b": _coder(second)}, LABELS, seed=3, n_resamples=200
    )
    one, other = (
        np.array([[theme in row for theme in LABELS] for row in sets]) for sets in (first, second)
    )
    assert found.people_alpha.value == pytest.approx(masi_alpha(one, other, weights=np.ones(60)))
    draws = np.random.default_rng(3).integers(60, size=(200, 60))
    slow = [masi_alpha(one[taken], other[taken], weights=np.ones(60)) for taken in draws]
    assert found.people_alpha.low == pytest.approx(np.quantile(slow, 0.025))
    assert found.people_alpha.high == pytest.approx(np.quantile(slow, 0.975))


def test_a_machine_as_good_as_people_is_said_to_be_and_a_worse_one_too():
    coded = {
        "a": _coder(_draw(200, errors=0.2, seed=1)),
        "b": _coder(_draw(200, errors=0.2, seed=2)),
    }
    for errors, verdict in ((0.2, "as_good"), (0.9, "worse")):
        sample = _sample(_draw(200, errors=errors, seed=5))
        found = compare_coders(sample, coded, LABELS, seed=1, n_resamples=50)
        assert found.verdict_code == verdict


def test_one_coder_is_said_to_be_one_and_uncoded_comments_stay_out():
    sets = [["t01"], None, ["t02"]]
    found = compare_coders(
        _sample([["t01"], ["t01"], ["t02"]]), {"a": _coder(sets)}, LABELS, seed=1, n_resamples=20
    )
    assert found.verdict_code == "one_coder" and found.people_f1 is None
    assert found.n_comments == 2 and found.machine_f1.value == 1
    assert any("second person" in step for step in list_steps(found))
    assert any("1 comments are not coded" in step for step in list_steps(found))
    assert "not known" in "\n".join(describe_agreement(found))


def test_nothing_coded_and_nothing_coded_twice_are_refused():
    sample = _sample([["t01"], ["t02"]])
    with pytest.raises(InputError, match="no comment is coded yet"):
        compare_coders(sample, {"a": _coder([None, None])}, LABELS, seed=1)
    apart = {"a": _coder([["t01"], None]), "b": _coder([None, ["t01"]])}
    with pytest.raises(InputError, match="no comment is coded by two"):
        compare_coders(sample, apart, LABELS, seed=1)


def test_three_coders_are_compared_pair_by_pair():
    sets = _draw(50, errors=0, seed=1)
    coded = {name: _coder(_draw(50, errors=0.1, seed=n)) for n, name in enumerate("abc")}
    found = compare_coders(_sample(sets), coded, LABELS, seed=1, n_resamples=20)
    assert found.coders == ("a", "b", "c") and 0.6 < found.people_f1.value < 1


def test_the_kept_file_becomes_rows_of_theme_checks():
    first, second = _draw(80, errors=0.1, seed=1), _draw(80, errors=0.1, seed=2)
    coded = {"a": _coder(first), "b": _coder(second)}
    found = compare_coders(_sample(first), coded, LABELS, seed=1, n_resamples=50)
    content = {"coder_1.csv": b"as it was"}
    content["people_check.yaml"] = render_check(found, labels=LABELS, content=content).encode()
    rows = table_people_check(content, THEMES).set_index(["theme_id", "check_code"])
    whole = rows.loc[("all", "people")]
    assert whole["value"] == pytest.approx(found.machine_f1.value, abs=1e-4)
    assert whole["limit"] == pytest.approx(found.people_f1.value - 0.1, abs=1e-3)
    assert bool(whole["is_passed"]) and "on 80 comments" in whole["explanation"]
    assert set(rows.index.get_level_values("theme_id")) == {"all", *LABELS}
    assert "changed since" not in whole["explanation"]
    changed = table_people_check({**content, "coder_1.csv": b"as it is"}, THEMES)
    assert "coders wrote has changed since" in changed.loc[0, "explanation"]


def test_themes_that_changed_since_are_counted():
    sets = _draw(40, errors=0.1, seed=1)
    found = compare_coders(_sample(sets), {"a": _coder(sets)}, LABELS, seed=1, n_resamples=20)
    kept = render_check(found, labels=LABELS, content={})
    now = pd.DataFrame({"theme_id": ["t01", "t02", "t04"], "label": ["Pay", "Trains", "Parks"]})
    rows = table_people_check({"people_check.yaml": kept.encode()}, now).set_index(
        ["theme_id", "check_code"]
    )
    told = rows.loc[("all", "people"), "explanation"]
    assert "3 of 3 themes are new, renamed or gone" in told and "Checked by one person" in told
    assert pd.isna(rows.loc[("all", "people"), "is_passed"])


def test_without_a_check_there_are_no_rows_and_a_broken_file_is_an_error():
    assert table_people_check({}, THEMES).empty
    for text in (b"", b"kind: other", b"kind: gpgp people check 1", b"a: [1"):
        with pytest.raises(InputError, match="run that again"):
            table_people_check({"people_check.yaml": text}, THEMES)


def test_the_folder_written_is_the_folder_read_back(tables):
    made = make_coding_files(**tables, questions={}, frame=None, n_comments=30, n_coders=2, seed=1)
    assert sorted(made.files) == [
        "code_book.csv", "coder_1.csv", "coder_2.csv", "machine_shares.csv", "sample.csv",
    ]  # fmt: skip
    content = {name: text.encode() for name, text in made.files.items()}
    content["coder_1.csv"] = content["coder_1.csv"].replace(b":missing,,", b":missing,t01,")
    coded = read_coded(content)
    assert len(coded.by_coder["coder_1"]) == 30 and coded.by_coder["coder_2"].empty
    assert coded.labels == {"t01": "Low pay, wages", "t02": "Late buses"}
    del content["sample.csv"]
    with pytest.raises(InputError, match=r"sample.csv: is missing"):
        read_coded(content)
