"""What a widget's traits hold is saved with a notebook: nothing that a person wrote."""

import pytest

from gpgp.errors import InputError, ParameterError
from gpgp.lab import Room, open_room


@pytest.fixture
def room(open_desk):
    def fail():
        raise InputError("draw a sample first.")

    return Room({"themes": open_desk, "coding": fail}, first="themes")


def test_traits_hold_no_comment_and_messages_do(room, monkeypatch):
    sent = []
    monkeypatch.setattr(room, "send", sent.append)
    room._hear(room, {"id": 1, "tab": "themes", "ask": "comments", "theme": "t01"}, [])
    texts = [row["text"] for row in sent[0]["rows"]]
    assert len(texts) == 10
    state = str(room.get_state())
    assert not any(text in state for text in texts)


def test_without_a_front_end_it_is_a_table_that_says_how_to_open_it(room, open_desk):
    bundle, _ = room._repr_mimebundle_()
    assert "open notebook 06 in JupyterLab" in bundle["text/html"]
    assert bundle["text/html"].count("<tr") == 4
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert not any(text in str(bundle) for text in open_desk().material.comments["text"])


def test_a_tab_that_cannot_be_opened_says_why_and_the_others_work(room):
    assert room.answer({"id": 1, "ask": "tabs"})["tabs"] == {
        "themes": "Themes", "coding": "Coding",
    }  # fmt: skip
    assert room.answer({"tab": "coding", "ask": "open"})["error"] == "draw a sample first."
    assert "error" not in room.answer({"tab": "themes", "ask": "open"})
    assert "no tab 'sea'" in room.answer({"tab": "sea", "ask": "open"})["error"]


def test_an_unknown_request_is_answered_not_raised(room):
    said = room.answer({"id": 3, "tab": "themes", "ask": "fly"})["error"]
    assert said == "there is no request 'fly'."


def test_an_unknown_first_tab_is_refused(planted):
    with pytest.raises(ParameterError, match="check_in, themes, quotes, coding, found 'sea'"):
        open_room(planted, "planted", seed=1, tab="sea")
