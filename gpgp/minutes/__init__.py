"""What a board said and what is done: minutes become reviewed segments, requests commitments."""

from gpgp.minutes.commitments import (
    COMMITMENTS_FILE,
    list_gaps,
    merge_commitments,
    read_commitments,
    split_source,
    write_commitments,
)
from gpgp.minutes.reading import Reading, describe_reading, read_minutes, suggest_themes
from gpgp.minutes.requests import add_requests, list_lost_sources, list_requests
from gpgp.minutes.reviewed import (
    FOLDER,
    gather_reviewed,
    read_decided,
    read_meeting,
    read_segments,
    tabulate_meetings,
    tabulate_review,
    write_meeting,
    write_segments,
)
from gpgp.minutes.segments import Segment

__all__ = [
    "COMMITMENTS_FILE",
    "FOLDER",
    "Reading",
    "Segment",
    "add_requests",
    "describe_reading",
    "gather_reviewed",
    "list_gaps",
    "list_lost_sources",
    "list_requests",
    "merge_commitments",
    "read_commitments",
    "read_decided",
    "read_meeting",
    "read_minutes",
    "read_segments",
    "split_source",
    "suggest_themes",
    "tabulate_meetings",
    "tabulate_review",
    "write_commitments",
    "write_meeting",
    "write_segments",
]
