"""One run per consultation at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from gpgp.errors import GpgpError
from gpgp.storage.places import Project

PRIVATE_FOLDER = 0o700


@contextmanager
def hold_lock(project: Project, name: str) -> Iterator[None]:
    """Hold a consultation for one run, and clear up after one that was killed.

    Raises
    ------
    GpgpError
        Another run holds it (names its process and since when), or its folder cannot be written.
    """
    folder = project.processed(name)
    note = folder / ".lock.txt"
    lock = FileLock(folder / ".lock")
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        lock.acquire(timeout=0.2)
    except Timeout:
        holder = note.read_text(encoding="utf-8") if note.is_file() else "another process"
        raise GpgpError(
            f"consultation {name} is locked by {holder}; wait until it is done."
        ) from None
    except OSError as fault:
        raise _refuse(project, folder, fault) from fault
    try:
        since = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
        with suppress(OSError):  # a full disk: the lock holds without its note
            note.write_text(f"pid {os.getpid()} since {since}", encoding="utf-8")
        _clear_leftovers(folder)
        yield
    finally:
        with suppress(OSError):
            note.unlink(missing_ok=True)
        lock.release()


def _refuse(project: Project, folder: Path, fault: OSError) -> GpgpError:
    return GpgpError(f"cannot write {project.show(folder)}: {fault.strerror}; nothing is changed.")


def _clear_leftovers(folder: Path) -> None:
    """Remove the half-written files of a run that was killed; nobody else writes now."""
    for pattern in (".*.parquet.*", "notebooks/.part-*", "staged/.*"):
        for path in folder.glob(pattern):
            with suppress(OSError):
                path.unlink()
