"""Where in a file a fault stands: pydantic's location brought back to the keys people wrote."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from gpgp.instrument.parts import nearest_word
from gpgp.instrument.strict_yaml import Document, Path


def locate_fault(
    fault: Any, document: Document, *, kind: str, kinds: Collection[str]
) -> tuple[Path, str, str]:
    """Find the path, the key as people read it, and the message of one of pydantic's errors.

    Parameters
    ----------
    fault : one of ``ValidationError.errors()``
    document : the file's data and lines
    kind, kinds
        What a part's type is called, and the known types, where parts come in several types.
    """
    message = str(fault["msg"]).removeprefix("Value error, ")
    path = _document_path(fault["loc"], document.data)
    is_left_out = fault["type"] == "missing" and path[-1:] != fault["loc"][-1:]
    missing_key = f".{fault['loc'][-1]}" if is_left_out else ""
    key = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in path) + missing_key
    if fault["type"] == "union_tag_invalid":
        tag_key, found = str(fault["ctx"]["discriminator"]).strip("'"), str(fault["ctx"]["tag"])
        message = f"{tag_key}: no {kind} '{found}'{nearest_word(found, set(kinds))}"
    elif fault["type"] == "union_tag_not_found":
        tag_key = str(fault["ctx"]["discriminator"]).strip("'")
        message = f"expected '{tag_key}:', one of {', '.join(kinds)}"
    elif fault["type"] == "missing":
        message = "this key is missing"
    unknown = re.match("unknown key '([^']+)'", message)
    return (*path, unknown[1]) if unknown else path, key.lstrip("."), message


def _document_path(loc: tuple[Any, ...], data: object) -> Path:
    """Follow an error's location through the document, leaving out the names of union members."""
    path: list[str | int] = []
    for part in loc:
        is_key = isinstance(data, dict) and part in data
        is_index = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if is_key or is_index:
            data = data[part]
            path.append(part)
    return tuple(path)
