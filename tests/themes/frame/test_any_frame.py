"""Whatever people write into a frame, every decision is applied or listed, and pins hold."""

import random

import pandas as pd
import pytest

from gpgp.tables import SPECS, check_table
from gpgp.themes import find_themes, remember_members

from .conftest import PLANTED, decide, frame_of, make_comments

IDS = ["t01", "t02", "t03", "t11", "t12", "t13"]


def draw_decision(draw, names):
    kinds = ["accept", "rename", "merge", "split", "new", "drop", "pin", "pin"]
    do, (one, other) = draw.choice(kinds), draw.sample(IDS, 2)
    made = draw.sample(["t11", "t12", "t13"], 2)
    return {
        "accept": lambda: decide(do, themes=[one, other]),
        "rename": lambda: decide(do, theme=one, to=f"Label {draw.random():.6f}"),
        "merge": lambda: decide(do, themes=[one], into=other),
        "split": lambda: decide(do, theme=draw.choice(["t01", "t02"]), into=made),
        "new": lambda: decide(do, themes=made[:1]),
        "drop": lambda: decide(do, themes=[one]),
        "pin": lambda: decide(
            do, comments=draw.sample(names, 2), **{draw.choice(["into", "out_of"]): one}
        ),
    }[do]()


def draw_frame(draw, found, names):
    words = [word for planted in PLANTED.values() for word in planted]
    rules = {
        name: {"label": f"Made {name}", "include": draw.sample(words, 3), "exclude": ["nothing"]}
        for name in ("t11", "t12", "t13")
    }
    decisions = [draw_decision(draw, names) for _ in range(draw.randint(1, 8))]
    return frame_of(found.themes, *decisions, **rules)


def final_pins(frame):
    """Comment and theme → pinned in (True) or out, the last word on each."""
    return {
        (name, decision.theme): decision.into is not None
        for decision in frame.decisions
        if decision.do == "pin"
        for name in decision.comments
    }


@pytest.mark.parametrize("seed", range(12))
def test_any_frame_keeps_its_promises(comments, found, remembered, seed):
    draw = random.Random(seed)
    new = make_comments(6, seed=seed, first=500)
    both = pd.concat([comments.iloc[5:], new], ignore_index=True)
    frame = draw_frame(draw, found, [*comments["comment_id"].iloc[:40], "r9999:gone"])
    options = {"themes": 4, "checks": False, "code_frame": frame, "remembered": remembered}
    once = find_themes(both, seed=seed, **options)
    members = set(
        once.comment_themes[["comment_id", "theme_id"]].itertuples(index=False, name=None)
    )
    check_table(once.drift, SPECS["theme_drift"])
    assert (once.decisions["is_applied"] | once.decisions["problem"].ne("")).all()
    assert once.comment_themes.groupby("comment_id")["is_main"].sum().eq(1).all()
    for pair, is_in in final_pins(frame).items():
        if pair[1] in set(once.themes["theme_id"]) and pair[0] in set(both["comment_id"]):
            assert (pair in members) == is_in, pair
    themed, unread = set(once.comment_themes["comment_id"]), set(once.unthemed["comment_id"])
    assert themed | unread == set(both["comment_id"]) and not themed & unread
    again = find_themes(both.sample(frac=1, random_state=seed), seed=seed, **options)
    pd.testing.assert_frame_equal(once.comment_themes, again.comment_themes)
    kept = remember_members(both, once.comment_themes, frame=frame, remembered=remembered)
    later = find_themes(both, seed=seed, **{**options, "remembered": kept})
    own = once.comment_themes["theme_id"].isin(frame.ids)
    pd.testing.assert_frame_equal(
        once.comment_themes[own].drop(columns="score").reset_index(drop=True),
        later.comment_themes[later.comment_themes["theme_id"].isin(frame.ids)]
        .drop(columns="score")
        .reset_index(drop=True),
    )
