"""Minutes of many house styles are read into segments, names into roles."""

from pathlib import Path

import minutes_reading as benchmark
import pytest

from gpgp.errors import InputError
from gpgp.minutes import read_minutes
from gpgp.tables import KINDS

OWN = sorted(path for path in benchmark.FOLDER.iterdir() if path.is_file())


def read(text, name="m.txt", **rest):
    return read_minutes(text.encode(), file_name=name, **rest).segments


def kinds(text):
    return [segment.kind for segment in read(text)]


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_a_house_style_the_rules_were_written_for_is_read(path: Path):
    score = benchmark.measure_minute(path.read_text(encoding="utf-8"), file_name=path.name)
    assert benchmark.mean_f1(score, "boundary") >= 0.95
    assert benchmark.share(score["kinds"]) >= 0.9
    assert benchmark.share(score["decision precision"]) == 1
    assert benchmark.share(score["decision recall"]) >= 0.9


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("RESOLVED: That the report be noted.", "decision"),
        ("RESOLVED – To note the report", "decision"),
        ("It was resolved that the report be noted.", "decision"),
        ("Members AGREED the recommendations.", "decision"),
        ("The Audit and Risk Committee approved the statement of accounts.", "decision"),
        ("The Board noted the report.", "decision"),
        ("The motion was put to the vote and was carried.", "decision"),
        ("The minutes were approved as a correct record.", "decision"),
        ("That the minutes be approved as a correct record.", "decision"),
        ("PENDERFYNWYD nodi’r adroddiad.", "decision"),
        ("The Board noted that spending had risen.", "member comment"),
        ("Members agreed that there was a need for more staff.", "member comment"),
        ("Councillor Bexley agreed with the previous speaker.", "member comment"),
        ("Councillor Bexley asked why this had been so.", "question"),
        ("Cllr Bexley sought assurance that staff were safe.", "question"),
        ("Concern was expressed about the delay.", "member comment"),
        ("It was suggested that letters be sent earlier.", "member comment"),
        ("The Director of People undertook to circulate the figures.", "action"),
        ("ACTION: Clerk to write to the county.", "action"),
        ("Clerk to write to the county.", "action"),
        ("Officers were asked to bring a further paper.", "action"),
        ("The Director of People introduced the report.", "report"),
        ("The Committee considered a report of the Director of People.", "report"),
        ("The Chair thanked officers for their work.", "note"),
        ("Councillor Bexley left the meeting at 7.15 pm.", "note"),
        ("The meeting closed at 9.05 pm.", "note"),
        ("Councillor Bexley declared an interest in item 4.", "note"),
    ],
)
def test_a_sentence_on_its_own_is_what_its_words_say(sentence, kind):
    assert kinds(f"5. PAY\n\n{sentence}\n") == [kind]


def test_an_officer_reports_until_a_member_has_spoken_and_answers_from_then_on():
    text = (
        "5. PAY\n\nThe Head of Pay explained that costs had risen.\n\nCouncillor Bexley felt that "
        "this was known.\n\nThe Head of Pay explained that costs had risen.\n"
    )
    assert kinds(text) == ["report", "member comment", "officer response"]


def test_one_paragraph_falls_apart_where_the_speaker_changes():
    text = (
        "5. PAY\n\nCllr Bexley asked why. He had asked before. Cllr Dunmore asked when. "
        "The Head of Pay replied that it was in hand.\n"
    )
    found = read(text)
    assert [segment.kind for segment in found] == ["question", "question", "officer response"]
    assert found[0].text == "A member asked why. He had asked before."
    assert found[2].answers == 2


def test_every_kind_is_one_of_the_table():
    for path in OWN:
        source, _ = benchmark.read_annotated(path.read_text(encoding="utf-8"))
        assert {s.kind for s in read(source, path.name)} <= set(KINDS)


def test_no_name_of_those_present_is_left_in_text_item_or_role():
    source, _ = benchmark.read_annotated(
        (benchmark.FOLDER / "paragraphs.txt").read_text(encoding="utf-8")
    )
    listed = "Thwaite Bexley Carrick Dunmore Sandhal Warburton Ambersley Pellow Farrow"
    said = " ".join(f"{s.item} {s.speaker_role} {s.text}" for s in read(source))
    assert not [name for name in listed.split(" ") if name in said]


def test_roles_of_the_instrument_stand_above_what_is_found():
    text = "5. PAY\n\nRuth Pellow, Head of Recruitment, introduced the report on pay.\n"
    found = read(text, roles={"Ruth Pellow": "an adviser to the board"})
    assert found[0].speaker_role == "an adviser to the board"
    assert "Pellow" not in found[0].text


def test_an_address_or_number_is_taken_out():
    found = read("5. PAY\n\nThe Clerk reported that a@b.example or 01632 960123 would answer.\n")
    assert found[0].text.count("removed]") == 2


def test_the_agenda_and_those_present_are_no_segments():
    text = (
        "Minutes of the meeting held on 4 May 2023\n\nPresent: Councillor A Bexley (Chair)\n\n"
        "5. PAY\n\nTo consider the report of the Head of Pay.\n\nRESOLVED: To note the report.\n"
    )
    assert kinds(text) == ["decision"]


def test_what_holds_no_minutes_is_refused():
    with pytest.raises(InputError, match="nothing in it reads like minutes"):
        read("Agenda\n\nVenue: Town Hall\n")


def test_the_same_minutes_are_read_the_same_way_twice():
    text = OWN[0].read_text(encoding="utf-8")
    assert read(text, OWN[0].name) == read(text, OWN[0].name)
