"""A desk: one editor without its screen. It answers messages and prints itself as a table.

A screen sends messages and gets answers; a test does the same. Comments travel in answers only.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

import pandas as pd

from gpgp.errors import GpgpError, InputError

Answer: TypeAlias = dict[str, Any]
Task: TypeAlias = Callable[..., Answer]


class Desk(ABC):
    """What all editors share: a message in, an answer or a sentence out."""

    @property
    @abstractmethod
    def tasks(self) -> Mapping[str, Task]:
        """What a screen may ask for, by name."""

    @abstractmethod
    def tabulate(self) -> pd.DataFrame:
        """Return how things stand as a table to print; it holds no comment."""

    def answer(self, message: Mapping[str, Any]) -> Answer:
        """Answer one message of the screen: what was asked for, or ``error`` in one sentence."""
        sent = dict(message)
        number, ask = sent.pop("id", None), sent.pop("ask", "")
        try:
            if ask not in self.tasks:
                raise InputError(f"there is no request '{ask}'.")
            return {"id": number, "ask": ask, **self.tasks[ask](**sent)}
        except GpgpError as fault:
            return {"id": number, "ask": ask, "error": str(fault)}
