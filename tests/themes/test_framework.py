from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.preprocessing import normalize

from gpgp.themes.cluster.words import read_words
from gpgp.themes.framework import map_framework


@dataclass(frozen=True)
class Element:
    code: str
    label: str
    wording: str | None = None
    parts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()


TEXTS = ["fair pay", "better wages and pay", "pension and fair wages", "a pension"]
TEXTS += ["training", "skills training", "college and skills", "college courses, training"]
TEXTS += ["housing", "rent and housing", "rent for a flat", "a flat and housing"]
WORDS = read_words(TEXTS * 10, ["en"] * 120)
LABELS = np.tile(np.repeat([0, 1, 2], 4), 10)
ITEMS = (Element("pay", "Pay", "Fair pay and wages"), Element("skills", "Skills training"))

NAMES = ["Fair pay, pension", "Skills training", "Housing, rent"]


def place(words):
    """Unit vectors of plain counts: two words are alike only where they are the same."""
    counter = CountVectorizer(analyzer=list).fit(one.content for one in WORDS)
    return normalize(counter.transform([one.content for one in words])).toarray()


def test_themes_go_to_the_item_that_speaks_of_them_and_others_stand_outside():
    mapped = map_framework(WORDS, LABELS, ITEMS, names=NAMES, place=place)
    assert mapped["framework_code"].iloc[:2].tolist() == ["pay", "skills"]
    assert mapped["framework_code"].isna().tolist() == [False, False, True]
    assert mapped["framework_affinity"].between(0, 1).all()


def test_without_a_framework_nothing_is_measured():
    mapped = map_framework(WORDS, LABELS, (), names=NAMES, place=place)
    assert mapped["framework_code"].isna().all()
    assert mapped["framework_affinity"].isna().all()


def test_an_item_whose_words_nobody_used_is_near_nothing():
    mapped = map_framework(
        WORDS, LABELS, (Element("space", "Astronauts"),), names=NAMES, place=place
    )
    assert mapped["framework_code"].isna().all()


def test_a_part_of_an_item_claims_a_theme_that_is_named_by_its_word():
    items = (
        Element("able", "Able", "An able workforce", parts=("skills from training and college",)),
    )
    mapped = map_framework(WORDS, LABELS, items, names=NAMES, place=place)
    assert mapped["framework_code"].isna().tolist() == [True, False, True]


def test_a_word_that_does_not_name_the_theme_claims_nothing():
    wide = "Wages, pensions, housing, a flat, rent"
    items = (Element("able", "Able", wide, parts=("skills from training and college",)),)
    mapped = map_framework(WORDS, LABELS, items, names=["Pay", "Courses", "Homes"], place=place)
    assert mapped["framework_code"].isna().iloc[1]
    named = map_framework(WORDS, LABELS, items, names=["Pay", "Skill", "Homes"], place=place)
    assert named["framework_code"].iloc[1] == "able"
