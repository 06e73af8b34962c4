"""A small consultation on disk with planted comments, as notebooks 1 and 2 leave it."""

import random
import shutil
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from gpgp import storage, themes
from gpgp.lab import ThemeDesk, load_material

ROOT = Path(__file__).parents[2]
PLANTED = {
    "pay": ["pay", "wages", "salary", "allowance", "bonus", "pension", "increment", "overtime"],
    "training": ["training", "skills", "course", "apprentice", "learning", "college", "mentor"],
    "travel": ["travel", "parking", "bus", "commute", "mileage", "car", "train", "fuel"],
}
NAME = "planted"


def make_comments(n_each=40, *, seed=7):
    draw = random.Random(seed)
    rows = [
        (subject, " ".join(draw.sample(words, 4)))
        for subject, words in PLANTED.items()
        for _ in range(n_each)
    ]
    people = [f"r{number:04d}" for number in range(len(rows))]
    return pd.DataFrame(
        {
            "comment_id": [f"{who}:missing" for who in people],
            "response_id": people,
            "question_id": "missing",
            "text": [text for _, text in rows],
            "language_code": "en",
            "n_words": 4,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": None,
            "campaign_role_code": "none",
        }
    )


def make_project(folder, *, n_each=40):
    """Write the instrument, the comments, the people and the themes of a consultation."""
    project = storage.Project(folder)
    shutil.copytree(ROOT / "data/raw/great_people", project.raw(NAME))
    comments = make_comments(n_each)
    found = themes.find_themes(comments, themes=3, seed=1, checks=False)
    people = pd.DataFrame(
        {
            "response_id": comments["response_id"],
            "source_row": range(2, len(comments) + 2),
            "constituency_code": ["trade_unions", "hr_directors"] * (len(comments) // 2),
            "nation_code": "wales",
            "respondent_type_code": "individual",
            "organisation_id": None,
            "submitted_at": pd.NaT,
            "language_code": "en",
            "has_quote_consent": False,
        }
    )
    tables = {
        "comments": comments,
        "responses": people,
        "themes": found.themes,
        "comment_themes": found.comment_themes,
    }
    storage.write_tables(project, NAME, tables)
    return project


def add_material(project):
    """Let people be quoted and draw a sample to code: what the tabs beside the themes work on."""
    names = ["comments", "responses", "themes", "comment_themes"]
    tables = storage.read_tables(project, NAME, dict.fromkeys(names))
    columns = ["name", "kind_code", "n_comments", "n_responses"]
    storage.write_tables(
        project,
        NAME,
        {
            "responses": tables["responses"].assign(has_quote_consent=True),
            "themes": tables["themes"].assign(is_shown=True),
            "possible_names": pd.DataFrame(columns=columns),
            "comments": tables["comments"].assign(n_words=8),
        },
    )
    made = themes.make_coding_files(
        **tables, questions={}, frame=None, n_comments=20, n_coders=2, seed=1
    )
    for name, text in made.files.items():
        storage.write_coding(project, NAME, f"{themes.CODING_FOLDER}/{name}", text)


@pytest.fixture(scope="session")
def planted(tmp_path_factory):
    return make_project(tmp_path_factory.mktemp("lab"))


@pytest.fixture
def open_desk(planted, tmp_path):
    """Open desks on a copy of the project, as one person on one day."""
    folder = tmp_path / "project"
    shutil.copytree(planted.root, folder)
    project = storage.Project(folder)

    def open_one(**options):
        material = load_material(project, NAME)
        given = {"n_themes": 3, "seed": 1, "who": "officer", **options}
        return ThemeDesk(material, today=lambda: date(2018, 9, 12), **given)

    return open_one
