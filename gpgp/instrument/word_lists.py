"""Lists of words that come with the package, as YAML in which every scalar is text."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # makes nothing but text, lists and dicts


def read_words(package: str, *path: str) -> dict[str, Any]:
    """Return what a list of words holds.

    Parameters
    ----------
    package : str
        Where it lies, such as ``gpgp.instrument``.
    path : str
        Folders below that, and the name of the file.
    """
    loader = _LOADER(files(package).joinpath(*path).read_text(encoding="utf-8"))
    try:
        words: dict[str, Any] = loader.get_single_data()
    finally:
        loader.dispose()
    return words
