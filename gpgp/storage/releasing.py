"""A finished report read back, and where a release of it may go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gpgp.errors import InputError
from gpgp.storage.places import Project
from gpgp.storage.reading import hash_bytes, read_bytes


def read_report(project: Project, name: str) -> dict[str, bytes]:
    """Read everything in ``reports/<name>/``, by relative name; hidden files are left out.

    Raises
    ------
    InputError
        There is no report, or a file cannot be read.
    """
    folder = project.reports(name)
    found = {
        path.relative_to(folder).as_posix(): read_bytes(project, path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }
    if "run.json" not in found:
        raise InputError(
            f"{project.show(folder)}: there is no finished report; run: gpgp report {name}"
        )
    return found


def hash_tables(project: Project, name: str, tables: Sequence[str] | None = None) -> str:
    """Return one SHA-256 of stage tables, to tell whether they changed; by default of all."""
    folder = project.processed(name)
    paths = sorted(folder.glob("*.parquet"))
    if tables is not None:
        paths = [folder / f"{table}.parquet" for table in sorted(tables)]
    hashes = [hash_bytes(path.read_bytes()) if path.is_file() else "missing" for path in paths]
    lines = [f"{path.stem} {each}" for path, each in zip(paths, hashes, strict=True)]
    return hash_bytes("\n".join(lines).encode())


def check_place(project: Project, name: str, folder: Path | None) -> Path:
    """Return the folder of a release if it may be written.

    Raises
    ------
    InputError
        Another folder than the consultation's own that holds something already.
    """
    own = project.released(name)
    folder = folder or own
    if folder != own and folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise InputError(f"{folder.name}: holds something already; give a new folder.")
    return folder
