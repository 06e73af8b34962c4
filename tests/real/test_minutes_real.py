"""The committee minute that came with the project, read and compared with a truth in numbers."""

import re

import pytest

from gpgp.minutes import read_minutes

# The truth, written by reading before the rules were: paragraph of the page (from 0, blank lines
# and list marks passed), sentence of it where a segment begins in the middle, kind, and which
# segment it answers (from 1). None of its words stands here.
TRUTH = [
    (3, 0, "report", None),
    (3, 1, "action", None),
    (5, 0, "member comment", None),
    (6, 0, "member comment", None),
    (7, 0, "member comment", None),
    (8, 0, "member comment", None),
    (9, 0, "officer response", 3),
    (11, 0, "officer response", None),
    (12, 0, "officer response", 4),
    (13, 0, "officer response", 5),
    (14, 0, "officer response", 6),
    (15, 0, "action", None),
    (17, 0, "decision", None),
]


@pytest.fixture
def minute(shared_data):
    return (shared_data / "seeds" / "workforce_capacity_minutes.txt").read_bytes()


def _paragraphs(content):
    lines = (line.strip(" ·\t\ufeff\xa0") for line in content.decode("utf-8-sig").splitlines())
    return [line for line in lines if line]


def _beginning(paragraphs, place, sentence):
    sentences = re.split(r"(?<=\.)\s+(?=[A-Z])", paragraphs[place])
    return sentences[sentence][:40]


def test_the_minute_falls_into_its_segments(minute):
    paragraphs = _paragraphs(minute)
    begun = [segment.source[:40] for segment in read_minutes(minute, file_name="m.txt").segments]
    expected = [_beginning(paragraphs, place, sentence) for place, sentence, *_ in TRUTH]
    found = set(begun) & set(expected)
    assert len(found) >= 12
    assert len(begun) <= 14


def test_kinds_and_pairs_are_read(minute):
    paragraphs = _paragraphs(minute)
    read = read_minutes(minute, file_name="m.txt").segments
    by_start = {segment.source[:40]: segment for segment in read}
    starts = [_beginning(paragraphs, place, sentence) for place, sentence, *_ in TRUTH]
    found = [by_start.get(start) for start in starts]
    right = [
        segment and segment.kind == kind
        for segment, (*_, kind, _) in zip(found, TRUTH, strict=True)
    ]
    assert sum(map(bool, right)) >= 12
    decisions = [segment for segment in read if segment.kind == "decision"]
    assert len(decisions) == 1
    pairs = {
        (start, starts[answers - 1])
        for start, (*_, answers) in zip(starts, TRUTH, strict=True)
        if answers
    }
    said = {(s.source[:40], read[s.answers - 1].source[:40]) for s in read if s.answers}
    assert len(pairs & said) >= 3


def test_no_speaker_is_named(minute):
    names = re.findall(rb"[A-Z][a-z]+ [A-Z][a-z]+(?=, (?:Senior|Principal))", minute)
    assert names
    said = " ".join(s.text for s in read_minutes(minute, file_name="m.txt").segments)
    assert not [name for name in names if name.decode() in said]
