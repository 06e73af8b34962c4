"""The signal to end, which a scheduler sends, handled as Ctrl-C is."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


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
