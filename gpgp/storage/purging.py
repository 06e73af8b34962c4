"""Deleting a consultation's raw and linked data, leaving nothing but hashes of what was there."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path

from gpgp.errors import InputError, ParameterError
from gpgp.storage.locking import hold_lock
from gpgp.storage.places import Project
from gpgp.storage.reading import hash_bytes, read_consultation
from gpgp.storage.writing import write_whole

_DATE_LINE = re.compile(
    r"^delete_after:\s*[\"']?(?P<day>\d{4}-\d{2}-\d{2})[\"']?(?P<comment>.*)$", re.MULTILINE
)


def purge_consultation(
    project: Project, name: str, *, today: date, is_early: bool = False, is_sure: bool = False
) -> Path:
    """Delete the raw export, every table made from it, executed and failed notebooks, coding.

    Published reports stay. The record holds the day and the SHA-256 of each file deleted: no
    name, no content.

    Parameters
    ----------
    today : the day of deletion
    is_early : delete although ``delete_after`` has not passed
    is_sure : delete although nobody has confirmed the date that the draft proposed

    Returns
    -------
    Path of the record, ``data/processed/<name>.purged.json``

    Raises
    ------
    InputError
        There is nothing of that name.
    ParameterError
        ``delete_after`` has not passed, or the program drafted it and nobody confirmed it.
    GpgpError
        A run holds the consultation.
    """
    folders = [project.raw(name), project.processed(name), project.coding(name)]
    if not any(folder.is_dir() for folder in folders):
        raise InputError(f"consultation {name}: there is nothing to delete.")
    if not is_early:
        _check_day(project, name, today)
    if not is_sure:
        _check_confirmed(project, name)
    place = project.processed(name).with_name(f"{name}.purged.json")
    with hold_lock(project, name):
        found = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
        found = [path for path in found if not path.name.startswith(".lock")]
        earlier = _read_hashes(place, today)
        now = [hash_bytes(path.read_bytes()) for path in found]
        hashes = sorted([*earlier, *(each for each in now if each not in earlier)])
        record = {
            "deleted_on": today.isoformat(), "n_files": len(hashes), "sha256": hashes
        }  # fmt: skip
        write_whole(place, (json.dumps(record, indent=2) + "\n").encode())
        instrument = project.raw(name) / "consultation.yaml"
        for path in found:
            if path != instrument:  # the last to go: a deletion that was stopped can be repeated
                path.unlink()
        instrument.unlink(missing_ok=True)
    for folder in folders:
        if folder.is_dir():
            shutil.rmtree(folder)
    return place


def _read_hashes(place: Path, today: date) -> list[str]:
    """Return what a deletion of the same day recorded before it was stopped."""
    if not place.is_file():
        return []
    record = json.loads(place.read_text(encoding="utf-8"))
    return list(record["sha256"]) if record.get("deleted_on") == today.isoformat() else []


def _check_day(project: Project, name: str, today: date) -> None:
    day = read_consultation(project, name).delete_after
    if today <= day:
        raise ParameterError(
            f"consultation {name}: its data may be kept until {day.isoformat()} (delete_after); "
            "to delete it now, add --early."
        )


def _check_confirmed(project: Project, name: str) -> None:
    """Refuse a day that the draft guessed, or that had passed when the file was written."""
    path = project.raw(name) / "consultation.yaml"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    line = _DATE_LINE.search(text)
    if line is None:
        return
    written = date.fromtimestamp(path.stat().st_mtime)
    is_guess = "guessed" in line["comment"]
    if is_guess or date.fromisoformat(line["day"]) < written:
        why = "a guess of the draft" if is_guess else "before the day the file was written"
        raise ParameterError(
            f"consultation {name}: delete_after {line['day']} is {why}; correct it in "
            "consultation.yaml and remove '# guessed', or add --yes."
        )
