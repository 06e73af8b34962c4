"""The phrases of which comments are made, read from the YAML files beside this module.

``[a|b]`` in a phrase is a choice and may be nested; ``<role>`` is a word from ``slots.yaml``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from gpgp.sample.chance import Chance

THEME_FILES = ("themes_work", "themes_place", "themes_people")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_SPACES = re.compile(r" +(?=[ ,;:.?!]|$)")  # where an empty choice stood
_SLOT = re.compile(r"<([a-z]+)>")
_ARTICLE = re.compile(r"\b([Aa]) (?=[aeiou](?!n[ei]|se|ni))")
_MARK = re.compile(r"^([a-z]?)(\+?)> ")


@dataclass(frozen=True)
class Phrase:
    """One line of a phrase file, which kind of writer it suits ("" = any), and its news."""

    text: str
    speaker: str = ""
    is_good: bool = False


@cache
def read_phrases(name: str) -> dict[str, Any]:
    """Read one phrase file; every block of lines becomes a tuple of lines."""
    text = (files("gpgp.sample") / "phrases" / f"{name}.yaml").read_text(encoding="utf-8")
    return _as_lines(yaml.safe_load(text))


@cache
def read_themes() -> dict[str, dict[str, Any]]:
    """Read the themes of all files: key → part → phrases, with ``label`` and ``theme``."""
    themes: dict[str, dict[str, Any]] = {}
    for name in THEME_FILES:
        for key, parts in read_phrases(name).items():
            themes[key] = {
                part: tuple(_phrase(line) for line in lines) if isinstance(lines, tuple) else lines
                for part, lines in parts.items()
            } | {"theme": parts.get("theme", key)}
    return themes


def expand(template: str, chance: Chance) -> str:
    """Fill the slots and take the choices of one phrase."""
    slots = read_phrases("slots")
    text = template
    while found := _SLOT.search(text) or _CHOICE.search(text):
        if found.re is _SLOT:
            filler = chance.deal(slots[found[1]], deck=found[1])
        else:
            filler = chance.choose(found[1].split("|"))
        text = text[: found.start()] + filler + text[found.end() :]
    return _ARTICLE.sub(r"\1n ", _SPACES.sub("", text))


def _phrase(line: str) -> Phrase:
    mark = _MARK.match(line)
    return Phrase(line[mark.end() :], mark[1], mark[2] == "+") if mark else Phrase(line)


def _as_lines(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _as_lines(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_as_lines(value) for value in data]
    if isinstance(data, str) and data.endswith("\n"):
        return tuple(line for line in data.split("\n") if line)
    return data
