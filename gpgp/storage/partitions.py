"""Comments in partitions, read by the workers of a cluster, and folders that are whole or absent.

A partition is a CSV file or a row group of a Parquet file: a quoted comment may run over lines,
so a CSV file is never cut in two.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gpgp.errors import GpgpError, InputError

if TYPE_CHECKING:
    from dask.dataframe import Series

KINDS = ("csv", "parquet")


def read_partitions(place: str, *, column: str) -> Series:
    """One column of a CSV or Parquet file, or of all in a folder or at an fsspec URL.

    CSV files are UTF-8 with commas and one header row.

    Raises
    ------
    InputError
        There is no such file, no such column, both kinds are there, or it cannot be read.
    """
    import dask.dataframe as dd

    paths = _list_files(place)
    kind = paths[0].rpartition(".")[2]
    try:
        if kind == "parquet":
            table = dd.read_parquet(paths, split_row_groups=True)
        else:
            options = {"dtype": str, "keep_default_na": False, "encoding": "utf-8-sig"}
            table = dd.read_csv(paths, blocksize=None, **options)
    except (OSError, ValueError) as fault:
        raise InputError(f"{place}: cannot be read as {kind}: {type(fault).__name__}.") from fault
    if column not in table.columns:
        known = ", ".join(map(str, table.columns[:10]))
        raise InputError(f"{place}: there is no column '{column}'; the first are {known}.")
    return table[column]


def _list_files(place: str) -> list[str]:
    import fsspec

    system, path = fsspec.core.url_to_fs(place)
    found = system.find(path) if system.isdir(path) else system.glob(path)
    paths = sorted(name for name in found if name.rpartition(".")[2] in KINDS)
    kinds = {name.rpartition(".")[2] for name in paths}
    if len(kinds) != 1:
        seen = "both kinds" if kinds else "none"
        raise InputError(f"{place}: expected CSV files or Parquet files, found {seen}.")
    return [system.unstrip_protocol(name) for name in paths]


@contextmanager
def fill_folder(folder: Path) -> Iterator[Path]:
    """A folder beside it to write to, which takes its name at the end; nothing is left otherwise.

    Raises
    ------
    GpgpError
        No space or no permission, or a folder of that name is there by now.
    """
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staged = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}."))
        try:
            yield staged
            staged.rename(folder)
        finally:
            shutil.rmtree(staged, ignore_errors=True)
    except OSError as fault:
        raise GpgpError(
            f"cannot write {folder.name}: {fault.strerror}; it is not there."
        ) from fault
