"""Writing so that a file, or a folder of files, is the old one or the whole new one."""

from __future__ import annotations

import json
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from gpgp.errors import GpgpError, InputError
from gpgp.storage.places import Project, check_file_name
from gpgp.storage.reading import CONSULTATION_FILE, hash_bytes

RECORD = "run.json"
_BRIEF_RECORD = ".written.json"  # of a folder that holds no report


def write_whole(path: Path, content: bytes, *, private: bool = True) -> None:
    """Write a file so that it is either the old one or the whole new one.

    Raises
    ------
    GpgpError
        No space, no permission, no such folder, or a device or a link stands there; what was
        there is as it was.
    """
    check_file_name(path.name)
    refuse_special(path)
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
        _remove(temporary)
        raise GpgpError(
            f"cannot write {path.name} ({len(content):,} bytes): {fault.strerror}; "
            "what was there before is unchanged."
        ) from fault
    except BaseException:
        _remove(temporary)
        raise


def refuse_special(path: Path) -> None:
    """Refuse to put a file in the place of a device, a pipe, a folder or a link.

    Raises
    ------
    GpgpError
        Something stands there that is no regular file.
    """
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    if not stat.S_ISREG(mode):
        raise GpgpError(f"cannot write {path.name}: what stands there is no regular file.")


def _remove(temporary: str) -> None:
    if temporary:
        Path(temporary).unlink(missing_ok=True)


def _replace(temporary: str, path: Path) -> None:
    for wait in (0.1, 0.5, 1.0):  # Windows refuses while somebody reads the old file
        try:
            Path(temporary).replace(path)
            return
        except PermissionError:
            time.sleep(wait)
    Path(temporary).replace(path)


def publish(folder: Path, files: Mapping[str, bytes], *, is_own: bool = True) -> None:
    """Put a report in the place of the one that is there, all at once.

    Parameters
    ----------
    folder : the consultation's folder under ``reports/``, or another one
    files : relative name → content
    is_own : the folder is gpgp's; otherwise no file is replaced that gpgp did not write

    What the earlier run's ``run.json`` names goes; whatever else is there stays.

    Raises
    ------
    InputError
        A file stands in the way that gpgp did not write; nothing is changed.
    GpgpError
        No space or no permission; nothing is changed.
    """
    _settle_earlier(folder)
    if not is_own:
        refuse_foreign(folder, files)
    earlier = _written(folder)
    kept = [name for name in _list_files(folder) if name not in files and name not in earlier]
    publish_whole(folder, files, keep=kept, is_own=is_own)


def add_files(folder: Path, files: Mapping[str, bytes], *, is_own: bool = True) -> None:
    """Put files into a folder of gpgp's, all at once, and into its record.

    Raises
    ------
    InputError, GpgpError
        As for :func:`publish`.
    """
    _settle_earlier(folder)
    if not is_own:
        refuse_foreign(folder, files)
    kept = [name for name in _list_files(folder) if name not in files]
    record = folder / RECORD
    hashes = {name: hash_bytes(content) for name, content in files.items()}
    known = _read_record(record)
    if known:
        text = {**known, "files": dict(sorted({**known.get("files", {}), **hashes}.items()))}
        name = RECORD
    else:
        earlier = _read_record(folder / _BRIEF_RECORD).get("files", {})
        text, name = {"files": dict(sorted({**earlier, **hashes}.items()))}, _BRIEF_RECORD
    content = (json.dumps(text, indent=2, ensure_ascii=False) + "\n").encode()
    kept = [each for each in kept if each != name]
    publish_whole(folder, {**files, name: content}, keep=kept, is_own=is_own)


def refuse_foreign(folder: Path, names: Iterable[str]) -> None:
    """Refuse to write over a file that gpgp did not write, or that was changed since.

    Raises
    ------
    InputError
        Names the first such file.
    """
    written = _written(folder)
    for name in names:
        path = folder / name
        is_record = name == RECORD and bool(_read_record(path).get("files"))
        if path.exists() and not is_record:
            same = path.is_file() and hash_bytes(path.read_bytes()) == written.get(name)
            if not same:
                raise InputError(
                    f"--out: {folder.name}/{name} is there, and gpgp did not write it or somebody "
                    "changed it; move it away, or give another folder."
                )


def _written(folder: Path) -> dict[str, str]:
    """Return name → SHA-256 of what gpgp wrote to a folder, by its records."""
    records = (_read_record(folder / name) for name in (_BRIEF_RECORD, RECORD))
    return {name: each for record in records for name, each in record.get("files", {}).items()}


def _read_record(path: Path) -> dict:
    if not path.is_file():
        return {}
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return {}
    return record if isinstance(record, dict) and isinstance(record.get("files"), dict) else {}


def _list_files(folder: Path) -> list[str]:
    found = sorted(folder.rglob("*")) if folder.is_dir() else []
    return [path.relative_to(folder).as_posix() for path in found if not path.is_dir()]


def publish_whole(
    folder: Path, files: Mapping[str, bytes], *, keep: Sequence[str] = (), is_own: bool = True
) -> None:
    """Put a folder of files in the place of the one that is there, all at once.

    Staged beside the folder and swapped for it. Staged inside it, and moved file by file, where
    nothing can be put beside it (a mount point, a folder above that is read-only) or where somebody
    else's files stay in it: those are never copied.

    Parameters
    ----------
    keep : names of files that are there and stay
    is_own : the folder is gpgp's

    Raises
    ------
    GpgpError
        No space or no permission; what was there is unchanged.
    """
    above = folder.parent
    try:
        above.mkdir(parents=True, exist_ok=True)
        _settle_earlier(folder)
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise GpgpError(f"cannot write {folder.name}: what stands there is no folder.")
        is_shared = bool(keep) and not is_own
        if folder.is_dir() and (
            is_shared or os.path.ismount(folder) or not os.access(above, os.W_OK)
        ):
            _swap_inside(folder, files, keep)
        else:
            _swap_beside(folder, files, keep)
    except OSError as fault:
        raise GpgpError(
            f"cannot write {folder.name}: {fault.strerror}; what was there is unchanged."
        ) from fault


def _settle_earlier(folder: Path) -> None:
    """Clear up after a run that was killed while it swapped folders."""
    part, old = _beside(folder)
    if old.exists() and not folder.exists():
        old.replace(folder)
    for leftover in (part, old, folder / ".part"):
        shutil.rmtree(leftover, ignore_errors=True)


def _beside(folder: Path) -> tuple[Path, Path]:
    return folder.with_name(f".{folder.name}.part"), folder.with_name(f".{folder.name}.old")


def _swap_beside(folder: Path, files: Mapping[str, bytes], keep: Sequence[str]) -> None:
    part, old = _beside(folder)
    try:
        _stage(part, files)
        for name in keep:
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name, part / name, follow_symlinks=False)
        for path in (part, *(p for p in part.rglob("*") if p.is_dir())):
            path.chmod(0o755)
        if folder.exists():
            folder.replace(old)
        try:
            part.replace(folder)
        except BaseException:
            with suppress(OSError):
                old.replace(folder)
            raise
    finally:
        shutil.rmtree(part, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _swap_inside(folder: Path, files: Mapping[str, bytes], keep: Sequence[str]) -> None:
    part = folder / ".part"
    gone = [name for name in _list_files(folder) if name not in files and name not in keep]
    try:
        _stage(part, files)
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).replace(folder / name)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    for name in gone:
        (folder / name).unlink(missing_ok=True)


def _stage(part: Path, files: Mapping[str, bytes]) -> None:
    part.mkdir(mode=0o755)
    for name, content in files.items():
        write_whole(part / name, content, private=False)


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
    try:
        write_whole(temporary / file_name, content)
        write_whole(temporary / CONSULTATION_FILE, draft.encode())
        temporary.replace(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    return folder


def write_consultation(project: Project, name: str, text: str) -> None:
    """Write ``data/raw/<name>/consultation.yaml``, whole."""
    write_whole(project.raw(name) / CONSULTATION_FILE, text.encode())
