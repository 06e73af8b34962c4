"""Reading what was received, with every doubt about the file settled before it is parsed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from gpgp.errors import InputError
from gpgp.instrument import Consultation, parse_consultation
from gpgp.storage.places import Project

CONSULTATION_FILE = "consultation.yaml"
MAX_EXPORT_BYTES = 500_000_000  # 100,000 long responses are about 100 MB


def read_consultation(project: Project, name: str) -> Consultation:
    """Read ``data/raw/<name>/consultation.yaml``.

    Raises
    ------
    InputError
        It is missing or wrong; names the line and the nearest valid word.
    """
    place = project.show(project.raw(name) / CONSULTATION_FILE)
    return parse_consultation(read_consultation_text(project, name), file_name=place)


def read_consultation_text(project: Project, name: str) -> str:
    """Read the text of ``data/raw/<name>/consultation.yaml``, whatever it says.

    Raises
    ------
    InputError
        It is missing or not UTF-8.
    """
    path = project.raw(name) / CONSULTATION_FILE
    if not path.is_file():
        raise InputError(
            f"{project.show(path)}: no such file; draft it with "
            f"'gpgp init EXPORT --name {name}'{_known_consultations(project)}."
        )
    try:
        return read_bytes(project, path).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise InputError(
            f"{project.show(path)}: byte {fault.start} is not UTF-8; save the file as UTF-8."
        ) from None


def _known_consultations(project: Project) -> str:
    known = sorted(p.parent.name for p in project.root.glob("data/raw/*/consultation.yaml"))
    return f" (there are: {', '.join(known)})" if known else ""


def read_export(project: Project, name: str, consultation: Consultation) -> bytes:
    """Read the bytes of a consultation's export.

    Raises
    ------
    InputError
        Missing, a folder, empty, too large, a link out of the project, or changing.
    """
    return _read_received(project, name, consultation.export.file)


def read_joined(project: Project, name: str, consultation: Consultation) -> dict[str, bytes]:
    """Read the bytes of the files that stand beside the export, by file name.

    Raises
    ------
    InputError
        As for :func:`read_export`.
    """
    export = consultation.export
    names = [joined.file for joined in export.joined]
    names += [export.letters.file] if export.letters else []
    return {file_name: _read_received(project, name, file_name) for file_name in names}


def _read_received(project: Project, name: str, file_name: str) -> bytes:
    path = project.raw(name) / file_name
    if path.is_symlink() and not path.resolve().is_relative_to(project.root):
        raise InputError(f"{path.name}: is a link out of the project; copy the file itself.")
    return read_bytes(project, path)


def read_bytes(project: Project, path: Path) -> bytes:
    """Read a whole file that does not change meanwhile.

    Raises
    ------
    InputError
        Missing, a folder, no permission, empty, too large, or changing while it is read.
    """
    shown = project.show(path)
    if path.is_dir():
        raise InputError(f"{shown}: expected a file, found a folder.")
    try:
        before = path.stat()
        if before.st_size > MAX_EXPORT_BYTES:
            raise InputError(
                f"{shown}: {before.st_size:,} bytes, the limit is {MAX_EXPORT_BYTES:,}; "
                "split the export."
            )
        content = path.read_bytes()
        after = path.stat()
    except FileNotFoundError:
        raise InputError(f"{shown}: no such file.") from None
    except PermissionError:
        raise InputError(f"{shown}: no permission to read it, or it is open elsewhere.") from None
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError(f"{shown}: the file is still changing; wait until it has been copied.")
    if not content:
        raise InputError(f"{shown}: the file is empty.")
    return content


def hash_bytes(content: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()
