"""The commands on what a board said and what is done about what people asked for."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gpgp.cli.adding import Add, Commands
from gpgp.errors import InputError, ParameterError

if TYPE_CHECKING:
    import pandas as pd

    from gpgp.minutes import Segment
    from gpgp.storage import Project


def add_commands(commands: Commands, add: Add) -> None:
    """Add ``minutes`` and ``commitments`` to the command line."""
    minutes = add(commands, "minutes", read_minutes, "read the minutes of a meeting, for review")
    minutes.add_argument("name", metavar="NAME")
    minutes.add_argument("file", type=Path, metavar="FILE", help="txt, md, html, docx or pdf")
    minutes.add_argument("--meeting", metavar="CODE", help="file name to draft (the file's own)")
    minutes.add_argument("--body", metavar="TEXT", help="who met")
    minutes.add_argument("--date", metavar="DATE", help="when, such as 2030-01-31")

    kept = add(commands, "commitments", keep_commitments, "draft and keep what is done about what")
    kept.add_argument("name", metavar="NAME")
    kept.add_argument("--merge", type=Path, metavar="FILE", help="join a file that came back")


def read_minutes(given: argparse.Namespace) -> int:
    """Draft the segments of a meeting into a file that a person reviews."""
    from gpgp import minutes, storage

    project = storage.open_project(given.project)
    consultation = storage.read_consultation(project, given.name)
    code = given.meeting or re.sub(r"\W+", "_", given.file.stem.casefold()).strip("_")
    if not re.fullmatch(r"[a-z0-9][a-z0-9_]{0,59}", code):
        raise ParameterError("--meeting: expected a code of small letters, digits and _.")
    kept = f"{minutes.FOLDER}/{code}.csv"
    if storage.read_coding(project, given.name, kept) is not None:
        raise InputError(
            f"data/coding/{given.name}/{kept}: is there already, and perhaps somebody's work. "
            "Give another --meeting, or move that file away."
        )
    meeting = minutes.write_meeting(body=given.body, held_on=given.date, source=given.file.name)
    read = minutes.read_minutes(
        storage.read_bytes(project, given.file), file_name=given.file.name, roles=consultation.roles
    )
    themed = _suggest_themes(project, given.name, read.segments)
    text = minutes.write_segments(
        read.segments,
        {n: "|".join(theme for theme, _ in found) for n, found in themed.items()},
    )
    storage.write_coding(project, given.name, f"{minutes.FOLDER}/{code}.yaml", meeting)
    print(f"Wrote {storage.write_coding(project, given.name, kept, text)}.")
    for line in minutes.describe_reading(read, themed):
        print(f"  {line}")
    print("Nothing of it is shown until you have read it: correct each row, then put your role")
    print(
        "in reviewed_by. Notebook 07_read_minutes shows the rows side by side with their context."
    )
    return 0


def _suggest_themes(
    project: Project, name: str, segments: Sequence[Segment]
) -> dict[int, list[tuple[str, float]]]:
    """Suggest themes where the consultation has been analysed already; else none."""
    from gpgp import minutes, storage

    try:
        tables = storage.read_tables(
            project, name, dict.fromkeys(["themes", "comment_themes", "comments"])
        )
    except InputError:
        return {}
    return minutes.suggest_themes([s.text for s in segments], **tables)


def keep_commitments(given: argparse.Namespace) -> int:
    """Bring the file of commitments up to date, or join one that came back."""
    from gpgp import minutes, storage

    project = storage.open_project(given.project)
    ours = minutes.read_decided(project, given.name)["commitments"]
    place = f"data/coding/{given.name}/{minutes.COMMITMENTS_FILE}"
    if given.merge is None:
        return _add_requests(project, given.name, ours, place)
    content = storage.read_bytes(project, given.merge)
    theirs = minutes.read_commitments(content, file_name=given.merge.name)
    merged = minutes.merge_commitments(ours, theirs, file_name=given.merge.name)
    _write(project, given.name, merged.commitments)
    print(f"{place}: {len(merged.changed)} cells and {len(merged.added)} rows came in.")
    for code, field in merged.changed:
        print(f"  {code}: {field}")
    return 0


def _add_requests(project: Project, name: str, ours: pd.DataFrame, place: str) -> int:
    from gpgp import disclosure, minutes, storage
    from gpgp.disclosure.profiles import PROFILES
    from gpgp.tables import SPECS

    consultation = storage.read_consultation(project, name)
    tables = storage.read_tables(project, name, SPECS)
    material = disclosure.gather_material(
        tables, consultation=consultation, profile=PROFILES["public"]
    )
    segments = minutes.read_decided(project, name)["minutes"]
    requests = minutes.list_requests(
        tables,
        consultation=consultation,
        named={area.code for area in material.constituencies if not area.is_pool},
        segments=segments,
    )
    kept = minutes.add_requests(ours, requests)
    _write(project, name, kept)
    print(f"{place}: {len(ours)} rows as they were, {len(kept) - len(ours)} added.")
    lost = minutes.list_lost_sources(ours, tables, consultation=consultation, segments=segments)
    for code, source in lost:
        print(f"  {code}: its source {source} is gone; name another one, or say it in free words")
    for code, what in minutes.list_gaps(kept):
        print(f"  {code}: {what}")
    print(f"Send it to the owners; what comes back: gpgp commitments {name} --merge FILE")
    return 0


def _write(project: Project, name: str, commitments: pd.DataFrame) -> None:
    """Check what is about to be written as it will be read, so that nothing wrong is kept."""
    from gpgp import minutes, storage

    text = minutes.write_commitments(commitments)
    minutes.read_commitments(text.encode(), file_name=minutes.COMMITMENTS_FILE)
    storage.write_coding(project, name, minutes.COMMITMENTS_FILE, text)
