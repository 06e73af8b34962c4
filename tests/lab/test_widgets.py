"""What a widget's traits hold is saved with a notebook: nothing that a person wrote."""

import pytest

from gpgp.lab import Editor


@pytest.fixture
def editor(open_desk):
    return Editor(open_desk())


def test_traits_hold_no_comment_and_messages_do(editor, monkeypatch):
    sent = []
    monkeypatch.setattr(editor, "send", sent.append)
    editor._hear(editor, {"id": 1, "ask": "comments", "theme": "t01"}, [])
    texts = [row["text"] for row in sent[0]["rows"]]
    assert len(texts) == 10
    state = str(editor.get_state())
    assert not any(text in state for text in editor.desk.material.comments["text"])


def test_without_a_front_end_it_is_a_table_that_says_how_to_open_it(editor):
    bundle, _ = editor._repr_mimebundle_()
    assert "open notebook 06 in JupyterLab" in bundle["text/html"]
    assert bundle["text/html"].count("<tr") == 4
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert not any(text in str(bundle) for text in editor.desk.material.comments["text"])


def test_an_unknown_request_is_answered_not_raised(editor):
    assert editor.desk.answer({"id": 3, "ask": "fly"})["error"] == "there is no request 'fly'."
