"""Where a command may write when a person says where (``--out``)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from gpgp.errors import InputError, ParameterError
from gpgp.storage.places import Project, check_file_name
from gpgp.storage.writing import refuse_special

_SYSTEM = ("/dev", "/proc", "/sys")


def check_out_file(
    project: Project,
    path: Path,
    *,
    is_own: Callable[[bytes], bool] = lambda old: False,
    makes_parents: bool = False,
) -> Path:
    """Return the place of a file to write, if it may be written.

    Parameters
    ----------
    is_own : says of the content of a file that is there whether gpgp wrote it
    makes_parents : also make folders outside the project that are not there

    Raises
    ------
    InputError
        A file stands there that gpgp did not write, or the folder above is not there.
    ParameterError
        The name is reserved, or the place belongs to the system.
    GpgpError
        A device, a pipe, a folder or a link stands there.
    """
    path = _check_place(project, path, makes_parents=makes_parents)
    refuse_special(path)
    if path.exists() and not is_own(path.read_bytes()):
        raise InputError(
            f"--out: {path.name} is there, and gpgp did not write it or somebody changed it; "
            "move it away, or give another name."
        )
    return path


def check_out_folder(project: Project, folder: Path, *, makes_parents: bool = False) -> Path:
    """Return a folder to write to, if it may be written; it need not be there.

    Raises
    ------
    InputError, ParameterError
        As for :func:`check_out_file`; or something stands there that is no folder.
    """
    folder = _check_place(project, folder, makes_parents=makes_parents)
    if folder.exists() and not folder.is_dir():
        raise InputError(f"--out: {folder.name} is no folder; give another name.")
    return folder


def _check_place(project: Project, path: Path, *, makes_parents: bool) -> Path:
    path = path.expanduser().absolute()
    check_file_name(path.name)
    above = path.parent.resolve()
    if any(above.is_relative_to(system) for system in _SYSTEM):
        raise ParameterError(f"--out: {above} belongs to the system; give another place.")
    if not above.is_dir() and not makes_parents and not above.is_relative_to(project.root):
        raise InputError(
            f"--out: there is no folder {above}; make it first, or add --parents to have it made."
        )
    return path
