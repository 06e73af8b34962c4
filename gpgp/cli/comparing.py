"""The command that sets two consultations side by side."""

from __future__ import annotations

import argparse
import sys

from gpgp.cli.adding import Add, Commands
from gpgp.cli.releasing import read_received


def add_commands(commands: Commands, add: Add) -> None:
    """Add ``compare`` to the command line."""
    compare = add(commands, "compare", compare_consultations, "say what changed between two waves")
    compare.add_argument("first", metavar="FIRST", help="the earlier wave")
    compare.add_argument("second", metavar="SECOND", help="the later wave")
    compare.add_argument(
        "--kind", choices=["wave"], required=True, help="waves of one consultation"
    )
    compare.add_argument(
        "--param", action="append", default=[], metavar="KEY=VALUE", help="of the notebook"
    )
    compare.add_argument("--quiet", action="store_true", help="no progress bar")


def compare_consultations(given: argparse.Namespace) -> int:
    """Hold both reports against each other, then run notebook 08."""
    from gpgp import runs, storage
    from gpgp.cli import read_parameters

    project = storage.open_project(given.project)
    names = (given.first, given.second)
    parameters = read_parameters(given.param)
    first, second = (
        read_received(project, name, storage.read_consultation(project, name)).rows
        for name in names
    )
    if names[0] != names[1]:
        runs.refuse_together(project, names, (first, second))
    page = runs.make_comparison(
        project,
        *names,
        parameters=parameters,
        has_progress=not given.quiet and sys.stderr.isatty(),
    )
    print(f"The page: {page}")
    return 0
