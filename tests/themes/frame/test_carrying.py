"""A frame carries over to comments nobody has seen, by words alone, and says that it did."""

import pytest

from gpgp.themes import (
    add_words,
    draft_code_frame,
    find_themes,
    parse_code_frame,
    weigh_themes,
)
from gpgp.themes.frame.drafting import render_frame

from .conftest import PLANTED, decide, make_comments


@pytest.fixture(scope="module")
def frame(comments, found):
    return parse_code_frame(
        draft_code_frame(found.themes, found.comment_themes, comments, name="x")
    )


@pytest.fixture(scope="module")
def elsewhere():
    return make_comments(30, seed=99, first=900)


def find(comments, frame, **options):
    return find_themes(comments, themes=3, seed=4, checks=False, code_frame=frame, **options)


def subjects(found):
    """Theme → planted subjects of its main members."""
    mains = found.comment_themes[found.comment_themes["is_main"]]
    return mains.groupby("theme_id")["comment_id"].agg(
        lambda ids: {name.split(":")[1] for name in ids}
    )


def test_a_draft_stores_words_that_several_people_used_and_reads_back(frame):
    assert all(theme.words for theme in frame.themes)
    words = {pair.split()[0] for theme in frame.themes for pair in theme.words}
    assert words <= {word for planted in PLANTED.values() for word in planted}
    assert parse_code_frame(render_frame(frame)) == frame


def test_a_copied_frame_finds_its_members_and_says_so(frame, elsewhere, theme_of):
    found = find(elsewhere, frame)
    by_theme = subjects(found)
    assert {theme: by_theme[theme] for theme in theme_of.values()} == {
        theme: {subject} for subject, theme in theme_of.items()
    }
    assert len(found.comment_themes["comment_id"].unique()) == len(elsewhere)
    drift = found.drift[found.drift["drift_code"] == "carried_over"]
    assert set(drift["subject"]) == set(frame.ids)
    assert drift["explanation"].str.contains("found by its words; read them").all()


def test_decisions_move_what_was_carried_over(frame, elsewhere, theme_of):
    merge = decide("merge", themes=[theme_of["travel"]], into=theme_of["pay"])
    merged = type(frame).model_validate({**frame.model_dump(), "decisions": [merge]})
    by_theme = subjects(find(elsewhere, merged))
    assert by_theme[theme_of["pay"]] == {"pay", "travel"}
    assert theme_of["travel"] not in by_theme


def test_without_stored_words_those_of_the_label_are_tried(frame, elsewhere):
    bare = [
        theme.model_copy(update={"words": (), "examples": (), "label": label})
        for theme, label in zip(frame.themes, ["Pay", "Training", "Travel"], strict=True)
    ]
    found = find(elsewhere, type(frame)(themes=tuple(bare)))
    drift = found.drift[found.drift["drift_code"] == "carried_over"]
    assert drift["explanation"].str.contains("found by the words of its label").all()
    assert (found.themes["n_comments"] >= 5).all()


def test_where_members_are_remembered_words_add_nothing(comments, found, frame, remembered):
    again = find(comments, frame, remembered=remembered)
    assert "carried_over" not in set(again.drift["drift_code"])
    assert len(again.comment_themes) == len(found.comment_themes)


def test_a_theme_in_another_language_is_not_looked_for_in_english(frame, elsewhere):
    welsh = tuple(theme.model_copy(update={"language": "cy"}) for theme in frame.themes)
    found = find(elsewhere, type(frame)(themes=welsh))
    assert not found.themes["theme_id"].isin(frame.ids).any()


def test_lines_of_words_are_added_and_nothing_else_changes(comments, found, frame):
    bare = "# ours\n" + render_frame(
        type(frame)(themes=tuple(t.model_copy(update={"words": ()}) for t in frame.themes))
    )
    weighed = weigh_themes(found.comment_themes, comments)
    words = {theme: pairs for (theme, _), pairs in weighed.items()}
    added = add_words(bare, words)
    kept = [line for line in added.splitlines() if not line.strip().startswith("words:")]
    assert kept == bare.splitlines()
    assert [theme.words for theme in parse_code_frame(added).themes] == [
        words[theme.id] for theme in frame.themes
    ]
    assert add_words(added, words) == added


def test_two_proposals_of_one_name_are_told_apart_in_a_draft(comments, found):
    same = found.themes.assign(label="Food")
    text = draft_code_frame(same, found.comment_themes, comments, name="x")
    labels = [theme.label for theme in parse_code_frame(text).themes]
    assert labels == ["Food", "Food (t02)", "Food (t03)"]
