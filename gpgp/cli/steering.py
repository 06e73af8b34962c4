"""Commands that help to steer: what to do next, what changed, and JupyterLab on the notebooks."""

from __future__ import annotations

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

from gpgp.cli.adding import Add, Commands

if TYPE_CHECKING:
    from gpgp.storage import Project


def add_commands(commands: Commands, add: Add) -> None:
    """Add the commands of this module to the others."""
    status = add(commands, "status", print_status, "say what to do next on a consultation")
    status.add_argument("name", metavar="NAME")

    changes = add(commands, "changes", print_changes, "say what changed since an earlier report")
    changes.add_argument("name", metavar="NAME")
    changes.add_argument("--since", metavar="RUN", help="a kept run or its day (the one before)")

    lab = add(commands, "lab", open_lab, "open JupyterLab on copies of the notebooks")
    lab.add_argument("name", metavar="NAME", nargs="?", default="great_people")


def print_status(given: argparse.Namespace) -> int:
    """Print what to do next, the most urgent first."""
    from gpgp import runs, storage

    project = storage.open_project(given.project)
    for step in runs.list_next_steps(project, given.name):
        print(f"{step.why[:1].upper()}{step.why[1:]}: {step.how}")
    return 0


def print_changes(given: argparse.Namespace) -> int:
    """Print what changed since an earlier run; private, small numbers are shown."""
    from gpgp import storage

    project = storage.open_project(given.project)
    for line in list_changes(project, given.name, since=given.since):
        print(line)
    return 0


def list_changes(project: Project, name: str, *, since: str | None = None) -> list[str]:
    """Return the lines of 'Since DATE'."""
    from gpgp import runs

    stamp, said = runs.describe_changes(project, name, since=since)
    if not stamp:
        return ["This is the first run that is kept: nothing to compare it with."]
    if not said:
        return [f"Since {stamp[:10]} nothing has changed."]
    return [f"Since {stamp[:10]}:", *(f"  {line}" for line in said)]


def open_lab(given: argparse.Namespace) -> int:
    """Open JupyterLab on copies of the notebooks, set to the consultation."""
    from gpgp import runs, storage

    project = storage.open_project(given.project)
    storage.read_consultation(project, given.name)
    steps = runs.list_next_steps(project, given.name)
    place = runs.copy_notebooks(project, given.name, steps=steps)
    for step in steps:
        print(f"{step.why[:1].upper()}{step.why[1:]}: {step.how}")
    command = [
        sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={project.root}",
        f"--LabApp.default_url=/lab/tree/{place}/README.ipynb",
    ]  # fmt: skip
    try:
        return subprocess.run(command, check=False).returncode  # noqa: S603
    except KeyboardInterrupt:
        return 130
