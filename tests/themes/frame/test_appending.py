"""Lines are added to a code frame; what people wrote stays, byte for byte."""

from datetime import date

import pytest

from gpgp.errors import InputError
from gpgp.themes.frame.appending import add_to_frame
from gpgp.themes.frame.model import Accept, FrameTheme, Move, Note, OutsideDraft, Rename
from gpgp.themes.frame.reading import parse_code_frame

WHO = {"reason": "Read: 20 of them #1", "who": "officer", "when": date(2018, 9, 12)}
TEXT = """\
# ours
themes:
  # 12 people
  - id: t01
    label: Pay   # a comment behind a word is refused, so there is none here
    definition:

  - id: t02
    label: Training
    include: [course,
      college]
  # the last word on themes

decisions:
  - {do: accept, themes: [t01], reason: Read, who: officer, when: 2018-09-12}

  # the last word of all
""".replace("   # a comment behind a word is refused, so there is none here", "")
NEW = FrameTheme(id="t03", label="Parking: cars & bikes", include=("parking, cars",))
DECISIONS = (
    Rename(do="rename", theme="t02", to="Skills: all", **WHO),
    Move(do="move", comments=("r1:q",), out_of="t01", into="t03", **WHO),
    OutsideDraft(do="outside_draft", themes=("t01",), **WHO),
    Note(do="note", themes=("t01",), **WHO),
)


def _is_kept(old, new):
    left = iter(new)
    return all(line in left for line in old)


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_lines_are_only_added_and_say_what_was_meant(ending):
    text = TEXT.replace("\n", ending)
    added, frame = add_to_frame(text, themes=[NEW], decisions=DECISIONS)
    assert _is_kept(text.split(ending), added.split(ending))
    assert frame == parse_code_frame(added)
    assert frame.themes[-1] == NEW and frame.decisions[1:] == DECISIONS
    assert added.index("# the last word on themes") > added.index("Parking: cars")
    assert added.index("# the last word of all") > added.index("note")


def test_nothing_new_changes_nothing():
    assert add_to_frame(TEXT)[0] == TEXT


@pytest.mark.parametrize(
    "empty",
    [
        "themes: []\ndecisions: []\n",
        "themes:\ndecisions:\n",
        "decisions: []  # none yet\nthemes: []",
        "themes: []",
        "decisions:\n",
    ],
)
def test_an_empty_frame_takes_its_first_theme_and_decision(empty):
    decision = Accept(do="accept", themes=("t03",), **WHO)
    _, frame = add_to_frame(empty, themes=[NEW], decisions=[decision])
    assert frame.themes == (NEW,) and frame.decisions == (decision,)


def test_items_that_are_not_indented_get_neighbours_like_them():
    text = "themes:\n- id: t01\n  label: Pay\ndecisions:\n"
    added, frame = add_to_frame(text, themes=[NEW])
    assert "\n- id: t03\n" in added and frame.ids == ("t01", "t03")


def test_a_long_reason_in_a_block_is_not_cut_into():
    text = TEXT.replace(
        "  - {do: accept, themes: [t01], reason: Read, who: officer, when: 2018-09-12}",
        "  - do: accept\n    themes: [t01]\n    who: officer\n    when: 2018-09-12\n"
        "    reason: |\n      Read twice.\n      Both agree.",
    )
    _, frame = add_to_frame(text, decisions=DECISIONS[3:])
    assert frame.decisions[0].reason.splitlines() == ["Read twice.", "Both agree."]


def test_lists_between_brackets_and_strangers_are_refused():
    text = "themes: [{id: t01, label: Pay}]\ndecisions: []\n"
    with pytest.raises(InputError, match="line 1: 'themes:' is written between brackets"):
        add_to_frame(text, themes=[NEW])
    with pytest.raises(InputError, match="no theme 't09' stands in 'themes:'"):
        add_to_frame(TEXT, decisions=[Accept(do="accept", themes=("t09",), **WHO)])
