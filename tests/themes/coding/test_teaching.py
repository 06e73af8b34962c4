"""What coded comments teach: codes are final, the classifier speaks where it is sure and better."""

import numpy as np
import pandas as pd
import pytest

from gpgp.themes.coding.double_coding import Coded
from gpgp.themes.coding.teaching import teach_themes
from gpgp.themes.frame.memory import hash_text
from gpgp.themes.frame.reading import parse_code_frame

FRAME = parse_code_frame(
    """
themes:
  - {id: t01, label: Pay}
  - {id: t02, label: Buses}
  - {id: t03, label: Noise}
decisions:
  - {do: accept, themes: [t01, t02, t03], reason: read, who: A. Lead, when: 2026-11-20}
"""
)
SAID = {
    "t01": ["wages are too low here", "pay does not cover the rent", "low salary and low pay"],
    "t02": ["the bus is always late", "no bus after six", "buses do not connect with trains"],
    "t03": ["noise from the street at night", "too much noise at night", "loud noise every night"],
}


def _write(n, *, language="en"):
    draw = np.random.default_rng(4)
    themes = draw.choice(list(SAID), size=n)
    texts = [str(draw.choice(SAID[theme])) for theme in themes]
    ids = [f"r{number:03d}:q" for number in range(n)]
    comments = pd.DataFrame(
        {
            "comment_id": ids,
            "response_id": [one[:4] for one in ids],
            "question_id": "q",
            "text": texts,
            "language_code": language,
            "is_non_answer": False,
            "campaign_id": pd.Series([None] * n, dtype="str"),
            "campaign_role_code": "none",
        }
    )
    return comments, list(themes)


def _code(comments, themes, n, *, coders=1):
    sample = comments.head(n)[["comment_id", "text"]].assign(
        text_hash=[hash_text(text) for text in comments["text"].head(n)]
    )
    rows = pd.DataFrame({"comment_id": sample["comment_id"], "theme_id": themes[:n]}).astype("str")
    return Coded(sample, {}, {f"coder_{number}": rows for number in range(coders)})


def test_the_others_get_the_themes_that_people_would_give():
    comments, themes = _write(120)
    taught = teach_themes(comments, _code(comments, themes, 40), FRAME)
    rows = taught.assignment.themes.sort_values("score")
    rows = rows.drop_duplicates("comment_id", keep="last")
    truth = dict(zip(comments["comment_id"], themes, strict=True))
    assert len(rows) > 100
    assert (rows["theme_id"] == rows["comment_id"].map(truth)).mean() > 0.95
    taught.assignment.check(FRAME)


def test_peoples_codes_are_final_and_their_none_too():
    comments, themes = _write(60)
    coded = _code(comments, themes, 30)
    rows = coded.by_coder["coder_0"]
    rows.loc[0, "theme_id"] = "t03" if themes[0] != "t03" else "t01"
    rows.loc[1, "theme_id"] = None
    assignment = teach_themes(comments, coded, FRAME).assignment
    own = assignment.themes.set_index("comment_id")
    assert len(assignment.coded) == 30
    assert own.loc["r000:q", "theme_id"] == rows.loc[0, "theme_id"]
    assert "r001:q" in assignment.coded and "r001:q" not in own.index


def test_of_two_coders_each_theme_counts_that_half_of_them_gave():
    comments, themes = _write(60)
    coded = _code(comments, themes, 30, coders=3)
    for name in ("coder_0", "coder_1"):
        coded.by_coder[name] = coded.by_coder[name].assign(theme_id="t02")
    coded.by_coder["coder_2"] = coded.by_coder["coder_2"].assign(theme_id="t01")
    assignment = teach_themes(comments, coded, FRAME).assignment
    own = assignment.themes[assignment.themes["comment_id"].isin(assignment.coded)]
    assert set(own["theme_id"]) == {"t02"}


def test_how_good_it_is_is_said_for_all_and_for_each_theme():
    comments, themes = _write(120)
    checks = teach_themes(comments, _code(comments, themes, 40), FRAME).checks
    checks = checks.set_index("theme_id")
    assert list(checks.index) == ["all", "t01", "t02", "t03"]
    assert "taught by 40 coded comments" in checks.loc["all", "explanation"]
    assert (checks["value"] > 0.8).all()


def test_a_classifier_that_is_no_better_than_nearness_is_not_used():
    comments, _ = _write(120)
    draw = np.random.default_rng(1)
    senseless = list(draw.choice(list(SAID), size=120))
    taught = teach_themes(comments, _code(comments, senseless, 40), FRAME)
    row = taught.checks.set_index("theme_id").loc["all"]
    is_used = bool(row["is_passed"])
    assert is_used == (row["value"] >= row["limit"])
    is_other = ~taught.assignment.themes["comment_id"].isin(taught.assignment.coded)
    assert is_used or not is_other.any()
    assert is_used or "it is not used" in row["explanation"]


def test_few_coded_comments_teach_nobody_but_stay_final():
    comments, themes = _write(60)
    taught = teach_themes(comments, _code(comments, themes, 10), FRAME)
    assert len(taught.assignment.coded) == 10 and taught.checks.empty
    assert set(taught.assignment.themes["comment_id"]) == taught.assignment.coded


def test_a_comment_that_changed_since_is_not_coded():
    comments, themes = _write(60)
    coded = _code(comments, themes, 30)
    comments.loc[0, "text"] = "something else altogether"
    assert "r000:q" not in teach_themes(comments, coded, FRAME).assignment.coded


@pytest.mark.parametrize("case", ["no codes", "no frame", "empty frame"])
def test_without_codes_or_a_frame_nothing_is_assigned(case):
    comments, themes = _write(40)
    coded = None if case == "no codes" else _code(comments, themes, 30)
    frame = {"no frame": None, "empty frame": parse_code_frame("themes: []\n")}.get(case, FRAME)
    taught = teach_themes(comments, coded, frame)
    assert taught.assignment is None and taught.checks.empty
