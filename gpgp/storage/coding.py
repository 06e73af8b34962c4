"""What people decided on a consultation, under ``data/coding/``: kept, never remade."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Sequence
from pathlib import Path

from gpgp.errors import InputError, ParameterError
from gpgp.storage.places import Project
from gpgp.storage.reading import hash_bytes, read_bytes
from gpgp.storage.writing import write_whole

_FILE_NAME = re.compile(r"(?:[a-z0-9][a-z0-9_]*/)*[a-z0-9][a-z0-9_]*\.(?:yaml|csv)")


def read_coding(project: Project, name: str, file_name: str) -> str | None:
    """Return the text of a file of ``data/coding/<name>/``; None if there is no such file.

    Raises
    ------
    InputError
        It is empty, cannot be read, or is not UTF-8.
    ParameterError
        The file name is not a plain one.
    """
    path = _place(project, name, file_name)
    if not path.is_file():
        return None
    try:
        return read_bytes(project, path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(
            f"{project.show(path)}: byte {fault.start} is not UTF-8; save the file as UTF-8."
        ) from None


def read_coding_folder(project: Project, name: str, folder: str) -> dict[str, bytes]:
    """Return the files people left in a folder of ``data/coding/<name>/``, by name, in order.

    Hidden files and the locks of a spreadsheet that has one open (``~$``) are passed.

    Raises
    ------
    InputError
        A file is empty or cannot be read.
    """
    found = sorted((project.coding(name) / folder).glob("[!.~]*"))
    return {path.name: read_bytes(project, path) for path in found if path.is_file()}


def write_coding(project: Project, name: str, file_name: str, text: str) -> str:
    """Write a file of ``data/coding/<name>/``, whole; return its place as people know it.

    Raises
    ------
    ParameterError
        The file name is not a plain one.
    """
    path = _place(project, name, file_name)
    write_whole(path, text.encode())
    return project.show(path)


def add_to_coding(project: Project, name: str, file_name: str, text: str) -> None:
    """Write a file of ``data/coding/<name>/`` with lines added that decide nothing.

    It keeps its time, so that what was made with it is not taken for old.
    """
    path = _place(project, name, file_name)
    before = path.stat()
    write_whole(path, text.encode())
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def read_unsaved(project: Project, name: str, file_name: str) -> str | None:
    """Return what an editor keeps of work that is not saved; None if there is none."""
    path = _place_unsaved(project, name, file_name)
    return read_bytes(project, path).decode() if path.is_file() else None


def write_unsaved(project: Project, name: str, file_name: str, text: str) -> None:
    """Keep work that is not saved in ``data/processed/<name>/lab/``; '' forgets it."""
    path = _place_unsaved(project, name, file_name)
    if text:
        write_whole(path, text.encode())
    else:
        path.unlink(missing_ok=True)


def _place_unsaved(project: Project, name: str, file_name: str) -> Path:
    if not re.fullmatch(r"[a-z0-9_]+\.json", file_name):
        raise ParameterError("unsaved work: expected a plain file name such as decisions.json.")
    return project.processed(name) / "lab" / file_name


def remove_coding(project: Project, name: str, file_name: str) -> None:
    """Delete a file of ``data/coding/<name>/`` that has done its work."""
    _place(project, name, file_name).unlink(missing_ok=True)


def hash_coding(project: Project, name: str, starts: Sequence[str]) -> str:
    """Return one SHA-256 of the files of ``data/coding/<name>/`` whose names begin so."""
    folder = project.coding(name)
    paths = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    lines = [
        f"{place} {hash_bytes(path.read_bytes())}"
        for place, path in paths.items()
        if path.is_file() and place.startswith(tuple(starts))
    ]
    return hash_bytes("\n".join(lines).encode())


def is_decided_since(project: Project, name: str, file_name: str, *, table: str) -> bool:
    """Tell whether people changed a file of ``data/coding/<name>/`` after a table was made."""
    decided = _place(project, name, file_name)
    made = project.processed(name) / f"{table}.parquet"
    return decided.stat().st_mtime > made.stat().st_mtime


def is_analysed_since(project: Project, name: str) -> bool:
    """Tell whether the tables were made after everything in ``data/raw/<name>/`` last changed."""
    made = (project.processed(name) / "responses.parquet").stat().st_mtime
    received = [path.stat().st_mtime for path in project.raw(name).glob("[!.]*")]
    return max(received, default=0.0) <= made


def list_releases(project: Project, name: str) -> list[int]:
    """Return the numbers of the releases made so far, in order."""
    found = [folder for of, folder in list_records(project) if of == name]
    return sorted(int(folder) for folder in found if folder.isdecimal())


def list_records(project: Project) -> list[tuple[str, str]]:
    """Return what was handed out so far, of any consultation: its name and a folder, in order.

    Releases are numbered; reports of another profile are called after it.
    """
    found = (project.root / "data" / "coding").glob("*/releases/*/ledger.csv")
    return sorted((path.parents[2].name, path.parent.name) for path in found)


def read_salt(project: Project) -> str:
    """Return the secret of this project that hashes of people are made with; made once."""
    path = project.root / "data" / "coding" / ".salt"
    if not path.is_file():
        write_whole(path, secrets.token_hex(32).encode())
    return read_bytes(project, path).decode().strip()


def _place(project: Project, name: str, file_name: str) -> Path:
    if not _FILE_NAME.fullmatch(file_name):
        raise ParameterError("coding: expected a plain file name such as code_frame.yaml.")
    return project.coding(name) / file_name
