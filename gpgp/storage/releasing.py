"""A finished report read back, and what is released of it: a folder that is whole or absent."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from gpgp.errors import GpgpError, InputError
from gpgp.storage.places import Project
from gpgp.storage.reading import hash_bytes, read_bytes
from gpgp.storage.writing import write_whole


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


def record_files(folder: Path, names: Sequence[str]) -> None:
    """Add the hashes of files to the ``run.json`` of a report's folder, if it has one."""
    record = folder / "run.json"
    if not record.is_file():
        return
    told = json.loads(record.read_text(encoding="utf-8"))
    hashes = {name: hash_bytes((folder / name).read_bytes()) for name in names}
    told["files"] = dict(sorted({**told.get("files", {}), **hashes}.items()))
    text = json.dumps(told, indent=2, ensure_ascii=False) + "\n"
    write_whole(record, text.encode(), private=False)


def hash_tables(project: Project, name: str) -> str:
    """Return one SHA-256 of all stage tables of a consultation, to tell whether they changed."""
    tables = sorted(project.processed(name).glob("*.parquet"))
    lines = [f"{path.stem} {hash_bytes(path.read_bytes())}" for path in tables]
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


def publish_whole(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put a folder of files in the place of the one that is there, all at once.

    Raises
    ------
    GpgpError
        No space or no permission; what was there is unchanged.
    """
    part, old = (folder.with_name(f".{folder.name}.{word}") for word in ("part", "old"))
    try:
        for leftover in (part, old):
            shutil.rmtree(leftover, ignore_errors=True)
        for name, content in files.items():
            write_whole(part / name, content, private=False)
        for path in (part, *(p for p in part.rglob("*") if p.is_dir())):
            path.chmod(0o755)
        if folder.exists():
            folder.replace(old)
        try:
            part.replace(folder)
        except OSError:
            with suppress(OSError):
                old.replace(folder)
            raise
    except OSError as fault:
        raise GpgpError(
            f"cannot write {folder.name}: {fault.strerror}; what was there is unchanged."
        ) from fault
    finally:
        shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)
