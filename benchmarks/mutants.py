"""Small faults put into the rules that decide what is said: does a test notice each?

    python benchmarks/mutants.py            # all lists in tests/mutants
    python benchmarks/mutants.py verdicts   # lists whose name starts so

A list is a YAML file of sections: ``file`` (the module), ``tests`` (what is run against it, one
path or several; with ``fixtures: FOLDER`` no conftest above that folder is read, which is
quicker) and ``mutants``, each with ``old`` (text that stands once in the module), ``new`` (what
replaces it) and ``why`` (what a reader would learn that is wrong). A mutant that changes nothing
says so in ``equivalent``, with the reason. No file is changed: the module is compiled with the
fault in it, in a process of its own (forked, so not on Windows).
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import multiprocessing
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType

import pytest
import yaml

HOUSE = Path(__file__).resolve().parent.parent
LISTS = HOUSE / "tests" / "mutants"
_LIMIT = 300  # seconds for one mutant's tests; a mutant that never ends is noticed
_FLAGS = ("-x", "-q", "-p", "no:cacheprovider", "--no-header")


@dataclass(frozen=True)
class Mutant:
    """One fault: where, what is replaced by what, and which tests should notice."""

    file: str
    tests: tuple[str, ...]  # arguments of pytest
    old: str
    new: str
    why: str
    equivalent: str = ""


def read_mutants(prefix: str = "") -> list[Mutant]:
    """Return the mutants of all lists whose name starts with ``prefix``."""
    return [
        mutant
        for path in sorted(LISTS.glob(f"{prefix}*.yaml"))
        for section in yaml.safe_load(path.read_text(encoding="utf-8"))
        for mutant in _read_section(section)
    ]


def _read_section(section: dict) -> Iterator[Mutant]:
    tests = section["tests"]
    tests = (tests,) if isinstance(tests, str) else tuple(tests)
    if "fixtures" in section:
        tests = (f"--confcutdir={section['fixtures']}", *tests)
    for entry in section["mutants"]:
        yield Mutant(section["file"], tests, **entry)


def mutate(mutant: Mutant) -> str:
    """Return the text of the module with the fault in it.

    Raises
    ------
    ValueError
        ``old`` does not stand exactly once in the module.
    """
    text = (HOUSE / mutant.file).read_text(encoding="utf-8")
    if text.count(mutant.old) != 1:
        found = text.count(mutant.old)
        raise ValueError(f"{mutant.file}: {mutant.old!r} stands {found} times, expected once")
    return text.replace(mutant.old, mutant.new)


def run_tests(tests: tuple[str, ...], mutant: Mutant | None = None) -> bool:
    """Return whether the tests fail; with a mutant, its module is compiled from the faulty text.

    Changes the process it runs in: gpgp is imported anew.
    """
    for name in [name for name in sys.modules if name.split(".")[0] == "gpgp"]:
        del sys.modules[name]
    if mutant is not None:
        _compile_faulty(mutant)
    os.chdir(HOUSE)
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere):
        code = pytest.main([*_FLAGS, *tests])
    if code not in (0, 1, 2):  # 2: a module that no longer imports
        raise RuntimeError(f"{' '.join(tests)}: pytest ended with {code}")
    return code != 0


def _compile_faulty(mutant: Mutant) -> None:
    target, text, get_code = HOUSE / mutant.file, mutate(mutant), SourceFileLoader.get_code

    def get_faulty_code(loader: SourceFileLoader, name: str) -> CodeType | None:
        is_target = Path(loader.path) == target
        return compile(text, loader.path, "exec") if is_target else get_code(loader, name)

    SourceFileLoader.get_code = get_faulty_code


def main() -> int:
    """Run the lists; exit 1 if a mutant survives that is not listed as equivalent."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("prefix", nargs="?", default="")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    mutants = read_mutants(options.prefix)
    importlib.import_module("gpgp.report")  # the libraries it loads stay loaded in every fork
    fork = multiprocessing.get_context("fork")
    with fork.Pool(options.workers, maxtasksperchild=1) as pool:
        sound = [(tests,) for tests in sorted({mutant.tests for mutant in mutants})]
        for tests, fails in zip(sound, pool.starmap(run_tests, sound, chunksize=1), strict=True):
            if fails:
                raise SystemExit(f"{' '.join(*tests)}: fails without any mutant")
        runs = [pool.apply_async(run_tests, (mutant.tests, mutant)) for mutant in mutants]
        survived = [m for m, run in zip(mutants, runs, strict=True) if not _report(m, run)]
    unexpected = sum(not mutant.equivalent for mutant in survived)
    n_equivalent = sum(bool(mutant.equivalent) for mutant in mutants)
    n_killed = len(mutants) - len(survived)
    print(
        f"{len(mutants)} mutants: {n_killed} killed, {unexpected} survived, "
        f"{n_equivalent} listed as equivalent"
    )
    return 1 if unexpected else 0


def _report(mutant: Mutant, run: multiprocessing.pool.AsyncResult) -> bool:
    """Print and return whether a test noticed."""
    try:
        is_killed = run.get(_LIMIT)
    except multiprocessing.TimeoutError:
        is_killed = True
    word = "killed" if is_killed else "equivalent" if mutant.equivalent else "SURVIVED"
    print(f"{word:10} {mutant.file}: {mutant.old!r} -> {mutant.new!r}: {mutant.why}", flush=True)
    return is_killed


if __name__ == "__main__":
    sys.exit(main())
