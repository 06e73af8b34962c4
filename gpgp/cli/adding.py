"""How a module adds its commands to the command line: the two types that all of them share."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Protocol, TypeAlias

# Between quotes: argparse has the parameter for readers of types only.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


class Add(Protocol):
    """Add one command, with the option that all of them have, and return its parser."""

    def __call__(
        self,
        commands: Commands,
        name: str,
        function: Callable[[argparse.Namespace], int],
        text: str,
    ) -> argparse.ArgumentParser:
        """``text`` says what the command does, without its first capital and full stop."""
