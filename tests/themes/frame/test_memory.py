"""Members are remembered by a hash, without words, and known again by it."""

import pandas as pd
import pytest

from gpgp.errors import InputError
from gpgp.themes import read_members, render_members
from gpgp.themes.frame.memory import hash_text, recall_members

HEAD = "theme_id,comment_id,is_main,text_hash\n"


def test_memory_reads_back_and_holds_no_words(comments, remembered):
    text = render_members(remembered)
    assert render_members(read_members(text)) == text
    assert not any(word in text for word in ("pension", "apprentice", "mileage"))


def test_case_spacing_and_composition_do_not_make_another_text():
    assert hash_text("Mae’r  tâl\n isel") == hash_text("mae’r ta\u0302l isel")
    assert hash_text("More pay") != hash_text("More pay!")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: expected the columns"),
        ("theme,comment\nt01,r1\n", "line 1: expected the columns theme_id, comment_id"),
        (HEAD + "t01,r1,true,ab\nt01,r2,yes,cd\n", "line 3: .* 1 rows are not"),
        (HEAD + "t01,r1,true,ab\nt01,r1,true,ab\n", "line 3: .* each theme of a comment once"),
        (HEAD + "t01,,true,ab\n", "line 2: "),
        (HEAD + "t01,r1,true,ab,more,values\n", "expected"),
    ],
)
def test_memory_that_was_spoilt_is_refused_with_its_line(text, message):
    with pytest.raises(InputError, match=message):
        read_members(text)


def test_a_comment_is_recalled_by_id_and_text_else_by_text_alone():
    rows = [("t01", "r1", True, "Pay"), ("t02", "r1", False, "Pay"), ("none", "r2", False, "Bus")]
    remembered = pd.DataFrame(rows, columns=["theme_id", "comment_id", "is_main", "text"])
    remembered["text_hash"] = remembered["text"].map(hash_text)
    comments = pd.DataFrame(
        [("r1", "Pay"), ("r2", "Bus"), ("r3", "pay "), ("r4", "bus"), ("r5", "Pay?")],
        columns=["comment_id", "text"],
    )
    recalled = recall_members(comments, remembered, ["t01", "t02"])
    assert recalled.held.tolist() == [
        [True, True], [False, False], [True, True], [False, False], [False, False],
    ]  # fmt: skip
    assert recalled.main.tolist() == [0, -1, 0, -1, -1]
    assert recalled.is_known.tolist() == [True, True, True, False, False]
    assert recalled.is_apart.tolist() == [False, True, False, False, False]
    assert recalled.known_as.tolist() == ["r1", "r2", "r1", "", ""]


def test_a_theme_taken_out_of_the_frame_by_hand_is_forgotten():
    remembered = read_members(HEAD + f"t09,r1,true,{hash_text('Pay')}\n")
    comments = pd.DataFrame({"comment_id": ["r1"], "text": ["Pay"]})
    recalled = recall_members(comments, remembered, ["t01"])
    assert not recalled.is_known.any()
    assert not recall_members(comments, None, ["t01"]).is_known.any()
