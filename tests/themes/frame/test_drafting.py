"""A drafted frame is one that reads back to the same bytes and decides nothing."""

from gpgp.themes import (
    draft_code_frame,
    draft_proposals,
    find_themes,
    is_made_with,
    parse_code_frame,
)
from gpgp.themes.frame.drafting import render_frame
from gpgp.themes.frame.model import CodeFrame, FrameTheme

from .conftest import decide, frame_of


def draft(found, comments):
    return draft_code_frame(found.themes, found.comment_themes, comments, name="x")


def test_a_draft_holds_every_theme_and_decides_nothing(comments, found):
    frame = parse_code_frame(draft(found, comments.assign(n_words=5)))
    assert frame.ids == ("t01", "t02", "t03")
    assert [theme.label for theme in frame.themes] == found.themes["label"].tolist()
    assert frame.decisions == ()
    assert all(len(theme.examples) == 3 for theme in frame.themes)


def test_a_draft_says_how_to_decide_and_shows_figures_but_no_comment(comments, found):
    text = draft(found, comments)
    assert "gpgp report x" in text and "do: split" in text
    assert "# 40 people; " in text
    assert not any(comment in text for comment in comments["text"])


def test_a_frame_reads_back_to_the_same_bytes(comments, found):
    text = render_frame(parse_code_frame(draft(found, comments)))
    assert render_frame(parse_code_frame(text)) == text


def test_awkward_words_and_every_kind_of_decision_read_back():
    labels = ["null", "yes: no", "# pay", "-", "'quoted'", "Tâl a chyflog", "[a]", "£500, & more"]
    themes = [
        FrameTheme(
            id=f"t{n}", label=label, include=("pay: rise, now", "no"), examples=("r 1:q#2", "null")
        )
        for n, label in enumerate(labels)
    ]
    decisions = [
        decide("accept", themes=["t1", "t2"]),
        decide("rename", theme="t1", to="Yes: no, perhaps"),
        decide("merge", themes=["t2"], into="t1"),
        decide("split", theme="t3", into=["t3", "t4"]),
        decide("drop", themes=["t5"]),
        decide("pin", comments=["r1:q", "r2: q"], out_of="t1"),
    ]
    frame = CodeFrame.model_validate({"themes": themes, "decisions": decisions})
    text = render_frame(frame)
    assert text.count(", no]") == len(labels)
    again = parse_code_frame(text.replace(", no]", ", not paid]"))
    assert render_frame(again) == text.replace(", no]", ", not paid]")
    assert [theme.label for theme in again.themes] == labels
    assert again.decisions == frame.decisions


def test_only_themes_outside_the_frame_are_proposed(comments, found):
    frame = frame_of(found.themes.iloc[:2])
    text = draft_proposals(frame, found.themes, found.comment_themes, comments, name="x")
    assert parse_code_frame(text).ids == ("t03",)
    whole = frame_of(found.themes)
    assert draft_proposals(whole, found.themes, found.comment_themes, comments, name="x") == ""


def test_themes_made_before_a_decision_are_known_to_be_old(comments, found, remembered):
    renamed = frame_of(found.themes, decide("rename", theme="t01", to="Another"))
    assert is_made_with(frame_of(found.themes), found.themes)
    assert not is_made_with(renamed, found.themes)
    again = find_themes(
        comments, themes=3, seed=1, checks=False, code_frame=renamed, remembered=remembered
    )
    assert is_made_with(renamed, again.themes)
    assert not is_made_with(frame_of(found.themes), again.themes)


def test_an_empty_frame_is_written_too():
    assert render_frame(CodeFrame()) == "themes: []\ndecisions: []\n"
    assert parse_code_frame(render_frame(CodeFrame())) == CodeFrame()


def test_a_label_longer_than_a_table_takes_is_cut_between_words(comments, found):
    themes = found.themes.assign(label="A very long label of many words " * 3)
    themes["label"] = [f"{number} {label}" for number, label in enumerate(themes["label"])]
    text = draft_code_frame(themes, found.comment_themes, comments, name="x")
    assert all(len(theme.label) <= 60 for theme in parse_code_frame(text).themes)
