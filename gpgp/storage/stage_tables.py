"""The tables between the stages (Parquet), and the files of a report that wait to be published."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from io import BytesIO

import pandas as pd

from gpgp.errors import InputError, ParameterError
from gpgp.storage.places import Project
from gpgp.storage.writing import write_whole
from gpgp.tables import SPECS, check_table

LONGEST_NAME = 100  # letters; file systems allow 255 bytes, archives and paths need room
_PLAIN_NAME = re.compile(rf"[a-z0-9][a-z0-9_-]{{0,{LONGEST_NAME - 1}}}\.(?:csv|html)")


def write_table(project: Project, name: str, table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Hold a table against its contract and write it as Parquet; returns what was written.

    Raises
    ------
    ContractError
        The table does not keep its contract; nothing is written.
    """
    checked = check_table(frame, SPECS[table])
    buffer = BytesIO()
    checked.to_parquet(buffer, index=False)
    write_whole(project.processed(name) / f"{table}.parquet", buffer.getvalue())
    return checked


def write_tables(project: Project, name: str, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write several tables, all checked before the first is written.

    Raises
    ------
    ContractError
        A table does not keep its contract; nothing is written.
    """
    checked = {table: check_table(frame, SPECS[table]) for table, frame in tables.items()}
    for table, frame in checked.items():
        write_table(project, name, table, frame)


def read_table(project: Project, name: str, table: str) -> pd.DataFrame:
    """Read a table of a consultation.

    Raises
    ------
    InputError
        It has not been made yet; names the notebook that makes it.
    """
    path = project.processed(name) / f"{table}.parquet"
    if not path.is_file():
        raise InputError(
            f"{project.show(path)}: not made yet; run the notebooks before this one, "
            f"or 'gpgp report {name}'."
        )
    return check_table(pd.read_parquet(path), SPECS[table])


def read_tables(
    project: Project, name: str, tables: Mapping[str, object]
) -> dict[str, pd.DataFrame]:
    """Read several tables, by name.

    Raises
    ------
    InputError
        One has not been made yet.
    """
    return {table: read_table(project, name, table) for table in tables}


def write_staged(
    project: Project, name: str, files: Mapping[str, bytes], *, folder: str = "staged"
) -> None:
    """Put the files of a report ready in the private folder; only a finished run publishes them.

    Raises
    ------
    ParameterError
        A file name is not a plain one.
    """
    staged = project.processed(name) / folder
    for file_name in files:
        if not _PLAIN_NAME.fullmatch(file_name):
            raise ParameterError("a published file needs a plain name, such as verdicts.csv.")
    if staged.exists():
        shutil.rmtree(staged)
    for file_name, content in files.items():
        write_whole(staged / file_name, content)


def read_staged(project: Project, name: str, *, folder: str = "staged") -> dict[str, bytes]:
    """Return the files of a report that are ready, by name."""
    staged = project.processed(name) / folder
    return {path.name: path.read_bytes() for path in sorted(staged.glob("[a-z0-9]*"))}


def list_table_times(project: Project, name: str) -> dict[str, int]:
    """Return when each stage table was written, in nanoseconds, by name."""
    found = sorted(project.processed(name).glob("*.parquet"))
    return {path.stem: path.stat().st_mtime_ns for path in found}
