"""Minutes in, segments out: the whole way, and what is said about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from gpgp.errors import InputError
from gpgp.minutes.documents import read_blocks
from gpgp.minutes.pairing import pair_answers
from gpgp.minutes.people import learn_people
from gpgp.minutes.segments import Segment, read_segments_of
from gpgp.tables import KINDS


@dataclass(frozen=True)
class Reading:
    """What was read of a meeting.

    Attributes
    ----------
    segments : tuple of Segment
        In the order of the minutes; nobody has reviewed them.
    n_passed : int
        Blocks that are no segment: headings, lines above lists, those present, agenda texts.
    """

    segments: tuple[Segment, ...]
    n_passed: int


def read_minutes(
    content: bytes, *, file_name: str, roles: Mapping[str, str] | None = None
) -> Reading:
    """Read minutes of any house style into segments, for a person to review.

    Parameters
    ----------
    content : bytes
        A ``.txt``, ``.md``, ``.html`` or ``.docx`` file, or a ``.pdf`` with lines of text.
    file_name : str
        Its ending says what it is.
    roles : mapping of name to role, optional
        What a person is to be called; others are named by their office, or "a member".

    Returns
    -------
    Reading

    Raises
    ------
    InputError
        The file cannot be read, or holds nothing that reads like minutes.
    """
    blocks = read_blocks(content, file_name=file_name)
    people, lists = learn_people(blocks, given=roles or {})
    read, n_passed = read_segments_of(blocks, lists=lists, people=people)
    segments = pair_answers(read)
    if not segments:
        raise InputError(
            f"{file_name}: nothing in it reads like minutes; is it the agenda? Draft the file "
            "by hand if it is short."
        )
    return Reading(tuple(segments), n_passed)


def describe_reading(reading: Reading, themed: Mapping[int, list[tuple[str, float]]]) -> list[str]:
    """Return lines that say what was read, and each suggestion with its score."""
    counts = Counter(segment.kind for segment in reading.segments)
    said = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
    lines = [
        f"{len(reading.segments)} segments: {said}.",
        f"{reading.n_passed} lines are none: headings, those present, texts of the agenda.",
    ]
    for number, segment in enumerate(reading.segments, start=1):
        hints = [f"{theme} ({score:.2f})" for theme, score in themed.get(number, [])]
        if segment.answers:
            hints.insert(0, f"answers {segment.answers} ({segment.answers_score:.2f})")
        if hints:
            lines.append(f"suggested for segment {number}: {', '.join(hints)}")
    return lines
