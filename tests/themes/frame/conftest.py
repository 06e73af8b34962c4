"""Planted comments, themes found in them, and a frame of those themes."""

import random

import pandas as pd
import pytest

from gpgp.themes import CodeFrame, find_themes
from gpgp.themes.frame.memory import remember_members

PLANTED = {
    "pay": ["pay", "wages", "salary", "allowance", "bonus", "pension", "increment", "overtime"],
    "training": ["training", "skills", "course", "apprentice", "learning", "college", "mentor"],
    "travel": ["travel", "parking", "bus", "commute", "mileage", "car", "train", "fuel"],
}
REASON = {"reason": "Read.", "who": "workforce officer", "when": "2018-09-12"}


def make_comments(n_each=40, *, seed=7, planted=None, first=0, language="en"):
    """Comments of four words drawn from one planted theme each, 'r0000:pay' and so on."""
    draw = random.Random(seed)
    rows = [
        (subject, " ".join(draw.sample(words, 4)))
        for subject, words in (planted or PLANTED).items()
        for _ in range(n_each)
    ]
    people = [f"r{first + number:04d}" for number in range(len(rows))]
    return pd.DataFrame(
        {
            "comment_id": [
                f"{who}:{subject}" for who, (subject, _) in zip(people, rows, strict=True)
            ],
            "response_id": people,
            "question_id": "q1",
            "text": [text for _, text in rows],
            "language_code": language,
            "n_words": 4,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": None,
            "campaign_role_code": "none",
        }
    )


def decide(do, **what):
    """A decision with a reason."""
    return {"do": do, **what, **REASON}


def frame_of(themes, *decisions, **changes):
    """A frame of the themes found, with rules added to some: t01={"include": [...]}."""
    known = {
        row.theme_id: {"id": row.theme_id, "label": row.label, "language": row.language_code}
        for row in themes.itertuples()
    }
    for theme_id, rules in changes.items():
        known[theme_id] = {"id": theme_id, **known.get(theme_id, {}), **rules}
    return CodeFrame.model_validate({"themes": list(known.values()), "decisions": list(decisions)})


@pytest.fixture(scope="session")
def comments():
    return make_comments()


@pytest.fixture(scope="session")
def found(comments):
    return find_themes(comments, themes=3, seed=1)


@pytest.fixture(scope="session")
def remembered(comments, found):
    return remember_members(comments, found.comment_themes)


@pytest.fixture(scope="session")
def theme_of(found):
    """Planted subject → id of the theme that holds its comments."""
    main = found.comment_themes[found.comment_themes["is_main"]]
    subject = main["comment_id"].str.split(":").str[1]
    return main.groupby(subject)["theme_id"].agg(lambda ids: ids.mode().iloc[0]).to_dict()
