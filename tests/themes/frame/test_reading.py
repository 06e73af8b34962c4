"""A code frame is read strictly: every fault names its line and the nearest valid word."""

import re

import pytest

from gpgp.errors import InputError
from gpgp.themes import parse_code_frame
from gpgp.themes.frame.reading import line_decisions
from gpgp.themes.frame.resolving import resolve_frame

TEXT = """\
themes:
  - id: t01
    label: Pay and allowances
    definition: What people are paid.
    include: [salary, cost of living]
    exclude: [pay and display]
    examples: [r1:missing, r2:missing]
  - id: t02
    label: Training
  - id: t03
    label: Parking
  - id: t04
    label: Apprentices
    include: apprentice
decisions:
  - do: accept
    themes: [t01, t02]
    reason: Twenty comments of each were read.
    who: workforce officer
    when: 2018-09-12
  - {do: rename, theme: t02, to: Skills, reason: Wider, who: officer, when: 2018-09-12}
  - {do: merge, themes: [t03], into: t01, reason: Cost, who: officer, when: 2018-09-12}
  - {do: split, theme: t02, into: [t02, t04], reason: Two, who: officer, when: 2018-09-12}
  - {do: pin, comments: [r3:missing], into: t02, reason: Skills, who: officer, when: 2018-09-12}
  - {do: drop, themes: [t04], reason: Few, who: officer, when: 2018-09-12}
"""


def test_a_frame_says_what_people_wrote():
    frame = parse_code_frame(TEXT)
    assert frame.ids == ("t01", "t02", "t03", "t04")
    assert frame.theme("t01").include == ("salary", "cost of living")
    assert frame.theme("t04").include == ("apprentice",)
    assert [decision.do for decision in frame.decisions] == [
        "accept", "rename", "merge", "split", "pin", "drop",
    ]  # fmt: skip
    assert frame.decisions[0].when.isoformat() == "2018-09-12"
    assert line_decisions(TEXT) == [16, 21, 22, 23, 24, 25]


@pytest.mark.parametrize("text", ["themes:\ndecisions:\n", "themes: []\n", "decisions: []\n"])
def test_a_frame_without_themes_is_a_frame(text):
    frame = parse_code_frame(text)
    assert frame.themes == () and frame.decisions == ()


FAULTS = [
    # text, what stands there instead, line, message
    ("themes:\n", "theme:\n", 1, "unknown key 'theme'; did you mean 'themes'?"),
    ("decisions:", "decision:", 15, "unknown key 'decision'; did you mean 'decisions'?"),
    ("    label: Training", "    lable: Training", 9, "unknown key 'lable'; did you mean 'label'?"),
    ("    label: Training\n", "", 8, "themes[1].label: this key is missing"),
    ("  - id: t02\n    label: T", "  - label: T", 8, "themes[1].id: this key is missing"),
    ("id: t02", "id: T02", 8, "'T02' is no id: expected a small letter"),
    ("id: t02", "id: t01", 8, "the id 't01' stands twice; an id is never used again"),
    ("id: t03", "id: all", 10, "the id 'all' is reserved; take another"),
    ("label: Parking", "label: training", 11, "the label 'training' stands twice"),
    ("label: Parking", "label: A <b>bold</b> one", 11, "expected at most 60 characters on one"),
    ("label: Parking", f"label: {'long ' * 20}", 11, "expected at most 60 characters on one line"),
    ("label: Parking", "label: [Parking]", 11, "themes[2].label: Input should be a valid string"),
    ("include: apprentice", "include: [the]", 14, "theme 't04': 'the' holds no word that carries"),
    ("include: apprentice", "include: ['...']", 14, "theme 't04': '...' holds no word that"),
    ("exclude: [pay and display]", "exclude: [salary]", 6, "includes and excludes 'salary'"),
    (
        "label: Parking",
        "label: Parking\n    language: French",
        12,
        "themes[2].language: String should match pattern",
    ),
    ("do: accept", "do: acept", 16, "do: no decision 'acept'; did you mean 'accept'?"),
    (
        "  - do: accept\n    themes",
        "  - themes",
        16,
        "expected 'do:', one of accept, rename, merge",
    ),
    ("themes: [t01, t02]", "theme: t01", 17, "unknown key 'theme'; did you mean 'themes'?"),
    ("themes: [t01, t02]", "themes: []", 17, "decisions[0].themes: "),
    ("themes: [t01, t02]", "themes: [t01, t0l]", 16, "no theme 't0l' stands in 'themes:'; did you"),
    ("theme: t02, to", "theme: t20, to", 21, "rename: no theme 't20' stands in 'themes:'; did"),
    ("to: Skills, ", "", 21, "decisions[1].to: this key is missing"),
    ("to: Skills", "to: ''", 21, "decisions[1].to: String should have at least 1 character"),
    ("reason: Wider, ", "", 21, "decisions[1].reason: this key is missing"),
    ("who: workforce officer", "who:", 19, "decisions[0].who: this key is missing"),
    ("when: 2018-09-12\n  - {do: rename", "when: 2018-13-12\n  - {do: rename", 20, "month value"),
    ("themes: [t03], into", "themes: [t01], into", 22, "merge: name another theme beside 't01'"),
    ("themes: [t03], into: t01", "themes: [t03], into: pay", 22, "merge: no theme 'pay' stands"),
    ("into: [t02, t04]", "into: [t04]", 23, "split: 't02' needs at least two parts in 'into:'"),
    (
        "into: [t02, t04]",
        "into: [t02, t03]",
        23,
        "split: only one part may take the rest, here t02",
    ),
    ("comments: [r3:missing], into: t02", "comments: [r3:missing]", 24, "expected either 'into:'"),
    ("into: t02, reason: Skills", "into: t02, out_of: t01, reason: S", 24, "expected either"),
    ("comments: [r3:missing]", "comments: []", 24, "decisions[4].comments: "),
    ("do: drop, themes: [t04]", "do: new, themes: [t03]", 25, "new: theme 't03' needs include"),
    ("decisions:", "themes:", 15, "the key 'themes' stands twice (first on line 1)"),
    ("    label: Training", "\tlabel: Training", 9, "indented with a tab; use spaces"),
    ("[t01, t02]", "&a [t01, t02]", 17, "anchors (&), aliases (*) and tags (!) are not allowed"),
    ("label: Parking", "label: !!python/name:os.system x", 11, "tags (!) are not allowed"),
]


@pytest.mark.parametrize(("right", "wrong", "line", "message"), FAULTS)
def test_a_fault_is_named_with_its_line(right, wrong, line, message):
    assert right in TEXT
    with pytest.raises(InputError) as raised:
        parse_code_frame(TEXT.replace(right, wrong, 1))
    said = str(raised.value).splitlines()
    where = re.compile(rf"code_frame\.yaml, line {line}\b")
    assert any(where.match(one) and message in one for one in said), said


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("label: Parking", "label: Pay #1", 11),
        ("reason: Twenty comments of each were read.", "reason: Read # 20 of them", 18),
        ("include: apprentice", "include:\n      - apprentice\n      - pay #1", 16),
    ],
)
def test_a_text_that_yaml_would_cut_is_refused(right, wrong, line):
    with pytest.raises(InputError, match=rf"line {line}: YAML takes what stands after ' #'"):
        parse_code_frame(TEXT.replace(right, wrong, 1))
    quoted = wrong.replace("Pay #1", '"Pay #1"').replace("Read # 20 of them", '"Read # 20"')
    parse_code_frame(TEXT.replace(right, quoted.replace("pay #1", "'pay #1'"), 1))


def test_a_comment_behind_an_id_or_a_day_is_no_fault():
    assert parse_code_frame(TEXT.replace("  - id: t02", "  - id: t02  # read on Monday"))


def test_the_later_of_two_pins_that_disagree_stands():
    later = (
        "  - {do: pin, comments: [r3:missing], out_of: t02, reason: N, who: o, when: 2018-09-13}\n"
    )
    frame = parse_code_frame(TEXT + later)
    problems = resolve_frame(frame).problems
    assert problems[5] == ["t02: decision 7 says otherwise of 1 of its comments"]
    assert 7 not in problems


def test_a_move_names_two_themes_and_outside_draft_is_the_last_word():
    move = (
        "  - {do: move, comments: [r3:missing], out_of: t02, into: t02"
        ", reason: No, who: o, when: 2018-09-13}\n"
    )
    with pytest.raises(InputError, match="line 26.*expected two different themes"):
        parse_code_frame(TEXT + move)
    said = (
        "  - {do: outside_draft, themes: [t01], reason: Read, who: o, when: 2018-09-13}\n"
        "  - {do: outside_draft, themes: [t02], is_outside: false"
        ", reason: R, who: o, when: 2018-09-13}\n"
    )
    assert resolve_frame(parse_code_frame(TEXT + said)).outside == {"t01": True, "t02": False}
