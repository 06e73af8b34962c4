"""Deleting a consultation's raw and linked data, leaving nothing but hashes of what was there."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

from gpgp.errors import InputError, ParameterError
from gpgp.storage.places import Project
from gpgp.storage.reading import hash_bytes, read_consultation
from gpgp.storage.writing import hold_lock, write_whole


def purge_consultation(project: Project, name: str, *, today: date, is_early: bool = False) -> Path:
    """Delete the raw export, every table made from it, executed and failed notebooks, coding.

    Published reports stay. The record holds the day and the SHA-256 of each file deleted: no
    name, no content.

    Parameters
    ----------
    today : the day of deletion
    is_early : delete although ``delete_after`` has not passed

    Returns
    -------
    Path of the record, ``data/processed/<name>.purged.json``

    Raises
    ------
    InputError
        There is nothing of that name.
    ParameterError
        ``delete_after`` has not passed.
    GpgpError
        A run holds the consultation.
    """
    folders = [project.raw(name), project.processed(name), project.coding(name)]
    if not any(folder.is_dir() for folder in folders):
        raise InputError(f"consultation {name}: there is nothing to delete.")
    if not is_early:
        _check_day(project, name, today)
    with hold_lock(project, name):
        found = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
        hashes = sorted(hash_bytes(path.read_bytes()) for path in found)
    for folder in folders:
        if folder.is_dir():
            shutil.rmtree(folder)
    record = {"deleted_on": today.isoformat(), "n_files": len(hashes), "sha256": hashes}
    place = project.processed(name).with_name(f"{name}.purged.json")
    write_whole(place, (json.dumps(record, indent=2) + "\n").encode())
    return place


def _check_day(project: Project, name: str, today: date) -> None:
    day = read_consultation(project, name).delete_after
    if today <= day:
        raise ParameterError(
            f"consultation {name}: its data may be kept until {day.isoformat()} (delete_after); "
            "to delete it now, add --early."
        )
