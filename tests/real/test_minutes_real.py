"""The committee minute that came with the project, read and held against a truth in numbers."""

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


def test_the_minute_falls_into_its_thirteen_segments(minute):
    paragraphs = _paragraphs(minute)
    begun = [segment.source[:40] for segment in read_minutes(minute, file_name="m.txt").segments]
    expected = [_beginning(paragraphs, place, sentence) for place, sentence, *_ in TRUTH]
    assert len(set(begun) & set(expected)) >= 12, "boundaries"
    assert len(begun) <= 14


def test_its_kinds_are_read(minute):
    segments = read_minutes(minute, file_name="m.txt").segments
    assert [segment.kind for segment in segments] == [kind for *_, kind, _ in TRUTH]
