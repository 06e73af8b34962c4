"""Writing so that a file is whole or absent, and one run at a time."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from gpgp.errors import GpgpError, InputError
from gpgp.storage.places import Project

PRIVATE_FOLDER = 0o700


def write_whole(path: Path, content: bytes, *, private: bool = True) -> None:
    """Write a file so that it is either the old one or the whole new one.

    Raises
    ------
    GpgpError
        No space, no permission or no such folder; the old file is as it was.
    """
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o600 if private else 0o644)
        _replace(temporary, path)
    except OSError as fault:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise GpgpError(
            f"cannot write {path.name} ({len(content):,} bytes): {fault.strerror}; "
            "what was there before is unchanged."
        ) from fault
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _replace(temporary: str, path: Path) -> None:
    for wait in (0.1, 0.5, 1.0):  # Windows refuses while somebody reads the old file
        try:
            Path(temporary).replace(path)
            return
        except PermissionError:
            time.sleep(wait)
    Path(temporary).replace(path)


def publish(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a folder of files, each whole, and remove what an earlier run left there.

    Parameters
    ----------
    folder : the consultation's folder under ``reports/``, or another one
    files : relative name → content; the last one written is the last one named

    Only what the earlier run's ``run.json`` names is removed: the folder may be somebody's own.
    """
    left = [path for name, path in _list_recorded(folder).items() if name not in files]
    for name, content in files.items():
        write_whole(folder / name, content, private=False)
    for path in left:
        path.unlink(missing_ok=True)


def _list_recorded(folder: Path) -> dict[str, Path]:
    """The files in a folder that its ``run.json`` names."""
    record = folder / "run.json"
    if not record.is_file():
        return {}
    try:
        names = json.loads(record.read_text(encoding="utf-8"))["files"]
        paths = {name: folder / name for name in names}
    except (KeyError, TypeError, ValueError):
        return {}
    inside = folder.resolve()
    return {name: path for name, path in paths.items() if path.resolve().is_relative_to(inside)}


def add_consultation(project: Project, name: str, *, export: tuple[str, bytes], draft: str) -> Path:
    """Make ``data/raw/<name>/`` with a copy of the export and its drafted instrument.

    Raises
    ------
    InputError
        The folder exists already; nothing in it is touched.
    """
    folder = project.raw(name)
    if folder.exists():
        raise InputError(
            f"{project.show(folder)}: exists already; take another --name, "
            "or write only the draft with --out."
        )
    file_name, content = export
    temporary = folder.with_name(f".{name}.part")
    shutil.rmtree(temporary, ignore_errors=True)
    write_whole(temporary / file_name, content)
    write_whole(temporary / "consultation.yaml", draft.encode())
    temporary.replace(folder)
    return folder


@contextmanager
def hold_lock(project: Project, name: str) -> Iterator[None]:
    """Hold a consultation for one run.

    Raises
    ------
    GpgpError
        Another run holds it; names its process and since when.
    """
    folder = project.processed(name)
    folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
    note = folder / ".lock.txt"
    lock = FileLock(folder / ".lock")
    try:
        lock.acquire(timeout=0.2)
    except Timeout:
        holder = note.read_text(encoding="utf-8") if note.is_file() else "another process"
        raise GpgpError(
            f"consultation {name} is locked by {holder}; wait until it is done."
        ) from None
    try:
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        note.write_text(f"pid {os.getpid()} since {since}", encoding="utf-8")
        yield
    finally:
        note.unlink(missing_ok=True)
        lock.release()
