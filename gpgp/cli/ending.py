"""How a command ends early: by the signal of a scheduler, or by a fault of gpgp."""

from __future__ import annotations

import argparse
import signal
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]


class Ended(KeyboardInterrupt):
    """The signal to end has come."""


@contextmanager
def end_like_ctrl_c() -> Iterator[None]:
    """Let the signal to end clear up as Ctrl-C does: kernels, half-written files, the lock."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, frame: object) -> None:
        raise Ended

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def describe_fault(fault: Exception, given: argparse.Namespace) -> str:
    """Return what an unexpected error says and where, without what the export holds."""
    from gpgp import runs, storage

    frames = [(Path(f.filename), f.lineno) for f in traceback.extract_tb(fault.__traceback__)]
    file, line = [frame for frame in frames if frame[0].is_relative_to(PACKAGE)][-1]
    place = file.relative_to(PACKAGE.parent).as_posix()
    leave_out = runs.leave_out_answers(storage.Project(given.project), getattr(given, "name", ""))
    return (
        f"{type(fault).__name__}: {leave_out(str(fault))} ({place}, line {line}). "
        "This is a fault of gpgp: please report this line."
    )
