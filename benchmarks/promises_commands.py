"""Whether every command leaves files whole or absent, however it ends.

    python benchmarks/promises_commands.py --moments 20

A small synthetic consultation is analysed once. Then each command that writes is ended by SIGKILL,
SIGTERM and SIGINT at random moments; run under a limit of bytes per file, on a disk that fills up
and in a folder that cannot be written (both need root and ``mount``; without them it says so);
and started beside each other command. Afterwards each file must be what it was before or what the
command writes when nothing disturbs it. Prints a line per command and check; ends with 1 where a
promise is broken.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from itertools import permutations
from pathlib import Path

from promises_runs import NAME, make_project

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "init": (f"data/raw/{NAME}/responses.csv", "--name", "again"),
    "code-frame": (NAME,),
    "quotes": (NAME,),
    "commitments": (NAME,),
    "hub": (NAME, "--format", "html"),
    "brief": (NAME, "--all", "--quiet"),
    "release": (NAME,),
    "purge": (NAME, "--early", "--yes"),
    "report": (NAME, "--quiet", "--param", "n_resamples=50", "--param", "theme_checks=false"),
}
SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
LIMITS = (512, 20_000, 200_000)  # bytes per file
SLACKS = (0, 16_384, 262_144)  # bytes left on the disk
PATIENCE = 120  # seconds until a command that does not end counts as hanging
# Scratch that nobody reads: the lock and the clock of a run, notebooks as they were executed.
PRIVATE = re.compile(r"\.lock|run\.json$|/(failed|notebooks|copies|runs)/|\.salt|/staged/")
TIMES = re.compile(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?")
PARTIAL = re.compile(r"\.part|\.old$|\.[0-9a-z_]{8}$")
Tree = Mapping[str, str]


def main() -> int:
    """Run every check and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--responses", type=int, default=120)
    parser.add_argument("--moments", type=int, default=20, help="for each command and signal")
    parser.add_argument("--only", nargs="*", default=list(COMMANDS), help="commands")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory(prefix="gpgp-") as folder:
        bench = Bench(Path(folder), n_responses=given.responses)
        faults = [
            check(bench, command)
            for command in given.only
            for check in (
                partial(check_signals, n_moments=given.moments, chance=chance),
                check_write_limits,
                check_full_disk,
                check_read_only,
            )
        ]
        faults.append(check_pairs(bench, given.only))
    return int(any(faults))


class Bench:
    """A project that was analysed once, and copies of it to break."""

    def __init__(self, folder: Path, *, n_responses: int) -> None:
        self.folder = folder
        self.base = folder / "base"
        self.base.mkdir()
        make_project(self.base, n_responses=n_responses)
        self.finish(self.base, "report")
        self.before = read_tree(self.base)
        self._whole: dict[str, tuple[Tree, float]] = {}

    def start(self, root: Path, command: str, limit: int | None = None) -> subprocess.Popen:
        """Start a command in a process group of its own."""
        cap = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (limit, limit)) if limit else None
        return subprocess.Popen(
            [sys.executable, "-m", "gpgp", command, *COMMANDS[command], "--project", str(root)],
            cwd=root,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=cap,
        )

    def finish(self, root: Path, command: str) -> None:
        """Run a command to its end; a release that waits to be signed ends 1."""
        run = self.start(root, command)
        words, _ = run.communicate()
        if run.returncode and command != "release":
            raise SystemExit(f"{command} failed undisturbed: {words.decode(errors='replace')}")

    def copy(self, place: Path | None = None) -> Path:
        """Return a fresh copy of the analysed project."""
        root = place or self.folder / "copy"
        if place is None:
            shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.base, root, symlinks=True, dirs_exist_ok=True)
        return root

    def whole(self, command: str) -> tuple[Tree, float]:
        """Return the files after a command that nothing disturbs, and its seconds."""
        if command not in self._whole:
            root, started = self.copy(), time.monotonic()
            self.finish(root, command)
            self._whole[command] = (read_tree(root), time.monotonic() - started)
        return self._whole[command]


def read_tree(root: Path) -> Tree:
    """Return name → hash of each file that somebody reads, times left out."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and not PRIVATE.search(name):
            found[name] = hashlib.sha256(TIMES.sub(b"", path.read_bytes())).hexdigest()
    return found


def list_broken(found: Tree, *wholes: Tree) -> list[str]:
    """Return files that are in none of the states, each part-written one that others would read."""
    return [
        name
        for name, content in found.items()
        if not PARTIAL.search(name) and content not in {whole.get(name) for whole in wholes}
    ]


def report(check: str, command: str, n: int, faults: list[str]) -> int:
    """Print one line and return how many faults there are."""
    what = "; ".join(sorted(set(faults))[:4]) or "none"
    print(f"{check}, {command}: {n} tries, {len(faults)} faults: {what}", flush=True)
    return len(faults)


def check_signals(bench: Bench, command: str, *, n_moments: int, chance: random.Random) -> int:
    """End a command at random moments by each signal; after SIGKILL it must run again."""
    after, seconds = bench.whole(command)
    faults = []
    for sent in SIGNALS:
        root = bench.copy()
        for _ in range(n_moments):
            root = bench.copy()
            run = bench.start(root, command)
            time.sleep(chance.uniform(0, seconds))
            faults += end(run, sent, command)
            found = read_tree(root)
            faults += [f"{sent.name} broke {n}" for n in list_broken(found, bench.before, after)]
            if sent is not signal.SIGKILL:
                left = [n for n in found if PARTIAL.search(n) and n not in bench.before]
                faults += [f"{sent.name} left {name}" for name in left]
        if sent is signal.SIGKILL and command != "init" and (root / "data/raw" / NAME).exists():
            again = bench.start(root, command)  # what was done already may be refused
            faults += await_end(again, "run again")
            found = read_tree(root)
            faults += [f"not mended: {n}" for n in list_broken(found, bench.before, after)]
    return report("signals", command, n_moments * len(SIGNALS), faults)


def end(run: subprocess.Popen, sent: signal.Signals, command: str) -> list[str]:
    """Send a signal as a terminal or a scheduler does; return what is wrong with the ending."""
    if run.poll() is None:
        if sent is signal.SIGTERM:
            run.send_signal(sent)
        else:
            os.killpg(run.pid, sent)
    return await_end(run, f"{sent.name}", can_end_well=True)


def await_end(run: subprocess.Popen, why: str, *, can_end_well: bool = False) -> list[str]:
    """Wait for the end; a traceback, a hang or a process left behind are faults."""
    try:
        words, _ = run.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
        return [f"{why}: hangs"]
    text = words.decode(errors="replace")
    faults = [f"{why}: traceback"] if "Traceback" in text else []
    faults += [f"{why}: called a fault of gpgp"] if "fault of gpgp" in text else []
    if not can_end_well and run.returncode and not text.strip():
        faults.append(f"{why}: ends {run.returncode} without a sentence")
    return faults


def check_write_limits(bench: Bench, command: str) -> int:
    """Run a command that may write only so many bytes per file."""
    after, _ = bench.whole(command)
    faults = []
    for limit in LIMITS:
        root = bench.copy()
        faults += await_end(bench.start(root, command, limit), f"{limit} bytes")
        faults += [
            f"{limit} bytes broke {n}" for n in list_broken(read_tree(root), bench.before, after)
        ]
    return report("write limit", command, len(LIMITS), faults)


@contextmanager
def mount(place: Path, *options: str) -> Iterator[bool]:
    """Mount a file system of its own for as long as the block lasts; False where that fails."""
    place.mkdir(exist_ok=True)
    done = shutil.which("mount") and not subprocess.call(
        ["mount", *options, str(place)], stderr=subprocess.DEVNULL
    )
    try:
        yield bool(done)
    finally:
        if done:
            subprocess.check_call(["umount", "-l", str(place)])


def check_full_disk(bench: Bench, command: str) -> int:
    """Run a command on a disk with little or nothing left."""
    after, _ = bench.whole(command)
    faults = []
    for slack in SLACKS:
        disk = bench.folder / "disk"
        with mount(disk, "-t", "tmpfs", "-o", "size=512m", "tmpfs") as is_mounted:
            if not is_mounted:
                print(f"full disk, {command}: not run, no mount")
                return 0
            root = bench.copy(disk)
            fill(root / "filling", slack)
            faults += await_end(bench.start(root, command), f"{slack} bytes left")
            (root / "filling").unlink()
            found = read_tree(root)
        faults += [f"{slack} bytes left broke {n}" for n in list_broken(found, bench.before, after)]
    return report("full disk", command, len(SLACKS), faults)


def fill(path: Path, slack: int) -> None:
    """Fill the disk but for so many bytes."""
    free = shutil.disk_usage(path.parent).free
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(free - slack, 1))


def check_read_only(bench: Bench, command: str) -> int:
    """Run a command in a project that nobody can write to."""
    root = bench.copy()
    with mount(root, "--bind", str(root)) as is_mounted:
        if not is_mounted or subprocess.call(["mount", "-o", "remount,ro,bind", str(root)]):
            print(f"read only, {command}: not run, no mount")
            return 0
        run = bench.start(root, command)
        faults = await_end(run, "read only")
        if run.returncode == 0:
            faults.append("read only: ends 0")
        faults += [f"read only changed {n}" for n in list_broken(read_tree(root), bench.before)]
    return report("read only", command, 1, faults)


def check_pairs(bench: Bench, commands: list[str]) -> int:
    """Start each command beside each other one: refused, or as if one came after the other."""
    faults, n_refused, n_pairs = [], 0, 0
    for first, second in permutations(commands, 2):
        n_pairs += 1
        root = bench.copy()
        one = bench.start(root, first)
        time.sleep(0.3)
        other = bench.start(root, second)
        pair = f"{first} beside {second}"
        texts = [run.communicate()[0].decode(errors="replace") for run in (one, other)]
        n_refused += any("is locked by" in text for text in texts)
        faults += [f"{pair}: traceback" for text in texts if "Traceback" in text]
        faults += [f"{pair}: called a fault" for text in texts if "fault of gpgp" in text]
        if "release" not in (first, second) and 0 not in (one.returncode, other.returncode):
            faults.append(f"{pair}: both failed")
        states = [bench.before, bench.whole(first)[0], bench.whole(second)[0]]
        if one.returncode == other.returncode == 0:
            states += [run_both(bench, *order) for order in ((first, second), (second, first))]
        faults += [f"{pair} broke {n}" for n in list_broken(read_tree(root), *states)]
    return report("pairs", f"{n_refused} refused", n_pairs, faults)


def run_both(bench: Bench, first: str, second: str) -> Tree:
    """Return the files after two commands one after the other, whatever the second says."""
    root = bench.folder / "both"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(bench.base, root, symlinks=True)
    for command in (first, second):
        bench.start(root, command).communicate()
    return read_tree(root)


if __name__ == "__main__":
    raise SystemExit(main())
