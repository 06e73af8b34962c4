"""What earlier runs found, kept privately so that the next can say what changed."""

from __future__ import annotations

import re
import shutil

import pandas as pd

from gpgp.errors import InputError
from gpgp.storage.places import Project
from gpgp.storage.writing import write_whole

KEPT_TABLES = (
    "responses", "agreement_verdicts", "priorities_orders", "themes", "theme_prevalence",
)  # fmt: skip
N_KEPT = 6  # runs; the oldest go
_STAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{6}Z")


def keep_run(project: Project, name: str, *, stamp: str) -> None:
    """Keep the tables, the instrument and the code frame of a finished run.

    Parameters
    ----------
    stamp : when it finished, such as 2018-10-01T120000Z
    """
    folder = project.processed(name) / "runs" / stamp
    for table in KEPT_TABLES:
        path = project.processed(name) / f"{table}.parquet"
        if path.is_file():
            write_whole(folder / path.name, path.read_bytes())
    for path in (
        project.raw(name) / "consultation.yaml",
        project.coding(name) / "code_frame.yaml",
    ):
        if path.is_file():
            write_whole(folder / path.name, path.read_bytes())
    for old in list_runs(project, name)[:-N_KEPT]:
        shutil.rmtree(folder.parent / old)


def list_runs(project: Project, name: str) -> list[str]:
    """Return the stamps of the runs that are kept, the oldest first."""
    found = (project.processed(name) / "runs").glob("*")
    return sorted(path.name for path in found if _STAMP.fullmatch(path.name))


def read_run(
    project: Project, name: str, stamp: str
) -> tuple[dict[str, pd.DataFrame], dict[str, str]]:
    """Read a run that was kept: its tables by name, and the texts of its files by name.

    Raises
    ------
    InputError
        No such run is kept; names those that are.
    """
    if stamp not in list_runs(project, name):
        kept = ", ".join(list_runs(project, name)) or "none"
        raise InputError(f"consultation {name}: no run {stamp} is kept; kept: {kept}.")
    folder = project.processed(name) / "runs" / stamp
    tables = {path.stem: pd.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
    texts = {path.name: path.read_text("utf-8-sig") for path in sorted(folder.glob("*.yaml"))}
    return tables, texts
