"""Where things stand in a project's folder."""

from __future__ import annotations

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from gpgp.errors import InputError, ParameterError

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,59}")
_RESERVED = frozenset(  # names of devices on Windows, with or without an ending
    ["con", "prn", "aux", "nul", "conin$", "conout$"]
    + [f"{port}{number}" for port in ("com", "lpt") for number in "0123456789¹²³"]
)


@dataclass(frozen=True)
class Project:
    """A folder with ``data/`` and ``reports/``, and the names of the places in it."""

    root: Path

    def raw(self, name: str) -> Path:
        """Return the folder of a consultation as received."""
        return self.root / "data" / "raw" / check_name(name)

    def coding(self, name: str) -> Path:
        """Return the folder of what people decided on its themes."""
        return self.root / "data" / "coding" / check_name(name)

    def processed(self, name: str) -> Path:
        """Return its private folder of tables and executed notebooks."""
        return self.root / "data" / "processed" / check_name(name)

    def reports(self, name: str) -> Path:
        """Return the folder of what may leave the house."""
        return self.root / "reports" / check_name(name)

    def hub(self, name: str) -> Path:
        """Return the folder of its discussion document and questionnaires."""
        return self.root / "reports" / f"{check_name(name)}.hub"

    def compared(self, first: str, second: str) -> Path:
        """Return the folder of two consultations side by side."""
        return self.root / "reports" / f"{check_name(first)}.{check_name(second)}.compared"

    def released(self, name: str) -> Path:
        """Return the folder of what was checked and signed; no consultation can be called so."""
        return self.root / "reports" / f"{check_name(name)}.released"

    def show(self, path: Path) -> str:
        """Return a path as people know it: from the project's folder on."""
        with suppress(ValueError):
            return path.resolve().relative_to(self.root.resolve()).as_posix()
        return path.name


def open_project(folder: str | Path = ".") -> Project:
    """Return the project in a folder, or around it if that is a folder of its notebooks.

    Raises
    ------
    InputError
        There is no such folder.
    """
    root = Path(folder).expanduser()
    if not root.is_dir():
        raise InputError(f"project: there is no folder '{root.name}'; give one with --project.")
    root = root.resolve()
    if root.name == "notebooks" and (root.parent / "data").is_dir():
        root = root.parent
    if root.name == "copies" and root.parent.parent.match("data/processed"):
        root = root.parents[3]  # where run.py lab puts the notebooks to work in
    return Project(root)


def check_name(name: str) -> str:
    """Return the name of a consultation if it is one.

    Raises
    ------
    ParameterError
        It holds anything but small letters, digits, ``_`` and ``-``, or is a reserved word.
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ParameterError(
            "consultation: expected a name of small letters, digits, _ and -, such as great_people."
        )
    return check_file_name(name)


def check_file_name(name: str) -> str:
    """Return the name of a file or folder if every system can hold it.

    Raises
    ------
    ParameterError
        Windows keeps it for a device (``nul``, ``con``, ``aux`` …) or drops its last sign.
    """
    stem = name.split(".")[0].rstrip(" ").casefold()
    if stem in _RESERVED or name.endswith((".", " ")) or not name:
        raise ParameterError(
            f"'{name}' cannot be a name on every system (nul, con, aux, prn, com1 …, or a dot or "
            "blank at its end); take another one."
        )
    return name
