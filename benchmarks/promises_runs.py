"""Whether runs come out the same each time, and whole or not at all.

    python benchmarks/promises_runs.py --kills 50 --orders 20

Runs a small synthetic consultation again and again and compares what it publishes: with one and
two threads, under other seeds of Python's hashes, with its rows in another order. Then kills the
run at random moments, most of them while it publishes, over an older report. Then starts two at
once. Prints a line per promise; ends with 1 where one is broken.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from itertools import product
from pathlib import Path

from gpgp import sample, storage

NAME = "small"
PARAMETERS: list[str] = []  # of every run, as the command line has them
Hashes = Mapping[str, str]


def main() -> int:
    """Run every check and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--responses", type=int, default=200)
    parser.add_argument("--orders", type=int, default=20, help="shuffles of the export's rows")
    parser.add_argument("--settings", type=int, default=12, help="runs: threads and hash seeds")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--param", action="append", default=[], help="of every run")
    given = parser.parse_args()
    PARAMETERS.extend(word for pair in given.param for word in ("--param", pair))
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="gpgp-") as folder:
        project = make_project(Path(folder), n_responses=given.responses)
        faults = [
            check_settings(project, n_runs=given.settings),
            check_kills(project, n_kills=given.kills, chance=chance),
            check_orders(project, n_orders=given.orders, chance=chance),
            check_two_at_once(project),
        ]
    return int(any(faults))


def make_project(folder: Path, *, n_responses: int) -> storage.Project:
    """Return a project that holds a synthetic consultation."""
    project = storage.open_project(folder)
    for name, content in sample.make_sample(n_responses=n_responses, seed=7).files().items():
        storage.write_whole(project.raw(NAME) / name, content)
    return project


def start(project: storage.Project, out: Path, *given: str, **environment: str) -> subprocess.Popen:
    """Start ``gpgp report`` in a process group of its own."""
    command = [sys.executable, "-m", "gpgp", "report", NAME, "--quiet", "--out", str(out)]
    return subprocess.Popen(
        [*command, "--project", str(project.root), *PARAMETERS, *given],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def publish(project: storage.Project, out: Path, *given: str, **environment: str) -> Hashes:
    """Run to the end and return the hash of each published file."""
    run = start(project, out, *given, **environment)
    _, told = run.communicate()
    if run.returncode:
        raise SystemExit(f"a run failed: {told.decode(errors='replace')}")
    return hash_files(out)


def hash_files(out: Path) -> Hashes:
    """Return name → SHA-256 of what a reader sees; run.json holds times and stays out."""
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.name != "run.json"
    }


def check_settings(project: storage.Project, *, n_runs: int) -> int:
    """Compare runs with 1 and 2 threads under several hash seeds; return how many differ."""
    settings = [(t, s) for s, t in product(range(1 + n_runs // 2), ("1", "2"))][:n_runs]
    found = [
        publish(
            project,
            project.root / "out",
            OMP_NUM_THREADS=threads,
            OPENBLAS_NUM_THREADS=threads,
            PYTHONHASHSEED=str(seed),
        )
        for threads, seed in settings
    ]
    n_other = sum(hashes != found[0] for hashes in found)
    print(f"threads and hash seeds: {len(found)} runs, {n_other} published other bytes")
    return n_other


def check_orders(project: storage.Project, *, n_orders: int, chance: random.Random) -> int:
    """Compare the tables of shuffled exports with the first; return how many differ.

    The page names the hash of the export, which is another one; the tables do not.
    """
    out, export = project.root / "out", project.raw(NAME) / "responses.csv"
    first, received = hash_files(out), export.read_bytes()
    n_headers = storage.read_consultation(project, NAME).export.header_rows
    n_other = 0
    for _ in range(n_orders):
        shuffled = shuffle_rows(received, n_headers=n_headers, chance=chance)
        storage.write_whole(export, shuffled)
        found = publish(project, out)
        n_other += any(found[name] != first[name] for name in first if name.endswith(".csv"))
    storage.write_whole(export, received)
    print(f"order of rows: {n_orders} shuffles, {n_other} published other tables")
    return n_other


def shuffle_rows(content: bytes, *, n_headers: int, chance: random.Random) -> bytes:
    """Return a CSV file with the rows after its headers in another order."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    head, rest = rows[:n_headers], rows[n_headers:]
    chance.shuffle(rest)
    out = io.StringIO(newline="")
    csv.writer(out).writerows([*head, *rest])
    return out.getvalue().encode()


def check_kills(project: storage.Project, *, n_kills: int, chance: random.Random) -> int:
    """Kill runs over an older report; return how many left a file neither old nor new whole."""
    older, out = project.root / "out", project.root / "killed"
    old = hash_files(older)
    started = time.monotonic()
    new = publish(project, out, "--param", "profile=board")
    seconds, n_broken, n_mixed = time.monotonic() - started, 0, 0
    for number in range(n_kills):
        shutil.rmtree(out)
        shutil.copytree(older, out)
        run = start(project, out, "--param", "profile=board")
        if number % 2:
            wait_for_change(out, run)
            time.sleep(chance.uniform(0, 0.05))
        else:
            time.sleep(chance.uniform(0, seconds))
        kill(run)
        found = hash_files(out)
        n_mixed += found not in (old, new)
        n_broken += any(hash not in (old.get(n), new.get(n)) for n, hash in found.items())
    print(f"kills: {n_kills} runs, {n_broken} left a broken file, {n_mixed} some old and some new")
    return n_broken


def wait_for_change(out: Path, run: subprocess.Popen) -> None:
    """Return as soon as the run has begun to publish, or has ended."""
    while run.poll() is None and not [*out.glob(".*"), *out.glob("tables/.*")]:
        time.sleep(0.002)


def kill(run: subprocess.Popen) -> None:
    """Kill the run and everything it started."""
    if run.poll() is None:
        os.killpg(run.pid, signal.SIGKILL)
    run.communicate()


def check_two_at_once(project: storage.Project) -> int:
    """Start two runs of one consultation; return 1 unless the second is refused."""
    first = start(project, project.root / "first")
    note = project.processed(NAME) / ".lock.txt"  # may be left by a run that was killed
    while first.poll() is None and not (note.exists() and f"pid {first.pid} " in note.read_text()):
        time.sleep(0.05)
    second = start(project, project.root / "second")
    _, told = second.communicate()
    is_refused = second.returncode == 1 and f"is locked by pid {first.pid} ".encode() in told
    kill(first)
    print(f"two at once: the second was {'refused' if is_refused else 'NOT refused'}")
    return int(not is_refused)


if __name__ == "__main__":
    raise SystemExit(main())
