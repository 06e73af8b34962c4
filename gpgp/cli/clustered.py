"""``gpgp themes --cluster``: comments in partitions, themed by the workers of a Dask cluster."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from gpgp.errors import InputError, ParameterError
from gpgp.parameters import check_range

if TYPE_CHECKING:
    import pandas as pd
    from distributed import Client

    from gpgp.themes import Partitioned

LOCAL = "local:"
NO_DASK = 'the extra "cluster" is not installed: pip install "gpgp[cluster]".'


def add_cluster(command: argparse.ArgumentParser) -> None:
    """Let a command take the address of a cluster."""
    text = "work on a Dask cluster: local:N starts N processes here; FILE may be a folder or URL"
    command.add_argument("--cluster", metavar="local:N|tcp://HOST:PORT", help=text)


@contextmanager
def open_cluster(address: str) -> Iterator[Client]:
    """A client of the cluster at an address, or of one that is started here and ends with it."""
    try:
        from distributed import Client, LocalCluster
    except ImportError as fault:
        raise ParameterError(f"--cluster: {NO_DASK}") from fault
    if not address.startswith(LOCAL):
        try:
            with Client(address, timeout="20s") as client:
                yield client
            return
        except (OSError, ValueError) as fault:
            raise ParameterError(f"--cluster: no scheduler answers at {address}.") from fault
    number = address.removeprefix(LOCAL)
    if not number.isdecimal() or not 1 <= int(number) <= 256:
        raise ParameterError(f"--cluster: expected local:N, N from 1 to 256, found '{address}'.")
    try:
        cluster = LocalCluster(int(number), threads_per_worker=1, dashboard_address=None)
    except RuntimeError as fault:
        raise InputError("--cluster: the workers did not start; nothing is written.") from fault
    with cluster, Client(cluster) as client:
        yield client


def theme_on_cluster(given: argparse.Namespace) -> int:
    """Theme partitions; OUT is a folder with one CSV file for each, there when all are made."""
    from gpgp import storage, themes

    project = storage.open_project(given.project)
    if given.checks:
        raise ParameterError("--checks: checks are made without --cluster, on one machine.")
    check_range("seed", given.seed)
    check_range("n_themes", given.themes)
    check_range("learn_from", given.learn_from)
    n_themes = given.themes if given.themes == "auto" else int(given.themes)
    out = storage.check_out_folder(project, given.out, makes_parents=given.parents)
    if out.exists():
        raise InputError(f"--out: {out.name} is there already; give a new name, or delete it.")
    with open_cluster(given.cluster) as client, storage.fill_folder(out) as folder:
        try:
            texts = storage.read_partitions(given.file, column=given.column)
            found = themes.theme_partitions(
                texts, themes=n_themes, seed=given.seed, max_learnt=given.learn_from, say=_say
            )
            counts = _write_parts(client, found, folder)
        except _lost_work() as fault:
            raise InputError(
                f"the cluster lost its workers ({type(fault).__name__}); nothing is written. "
                "Give each worker more memory or smaller partitions, then run it again."
            ) from fault
    print(f"Wrote {given.out}: {found.n_rows:,} rows in {len(found.rows)} files. Rows, main theme:")
    for (theme, label), n_rows in counts.items():
        print(f"{n_rows:>8,} {theme:>4}  {label or 'none: empty, or no word to go by'}")
    return 0


def _write_parts(client: Client, found: Partitioned, folder: Path) -> pd.Series:
    """Have the workers write the table of each partition; rows of each theme, in all."""
    import dask
    import pandas as pd
    from distributed import as_completed
    from tqdm import tqdm

    tasks = [dask.delayed(_write_part)(part, folder, n) for n, part in enumerate(found.rows)]
    futures = client.compute(tasks)
    done = as_completed(futures)
    bar = tqdm(done, "placing", len(futures), unit=" partitions", disable=not sys.stderr.isatty())
    counts = [future.result() for future in bar]
    return pd.concat(counts).groupby(level=[0, 1], observed=True).sum()


def _write_part(rows: pd.DataFrame, folder: Path, number: int) -> pd.Series:
    from gpgp import storage

    content = rows.to_csv(index=False, lineterminator="\n").encode()
    storage.write_whole(folder / f"part-{number:05d}.csv", content)
    return rows.groupby(["theme", "label"], observed=True).size()


def _lost_work() -> tuple[type[Exception], ...]:
    from distributed.client import FutureCancelledError
    from distributed.comm import CommClosedError
    from distributed.scheduler import KilledWorker

    return KilledWorker, FutureCancelledError, CommClosedError


def _say(step: str) -> None:
    print(f"gpgp themes: {step} …", file=sys.stderr)
