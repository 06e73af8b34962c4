"""YAML read so that nothing means more than it says.

Every plain scalar stays text (``no`` is the word no, ``010`` keeps its zero, ``2018-05-01`` is
turned into a date only where the instrument wants a date); repeated keys, anchors and tags are
refused; the line of every key is kept for error messages.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.resolver import BaseResolver

from gpgp.errors import InputError
from gpgp.instrument.parts import nearest_word

MAX_CHARACTERS = 1_000_000  # a long real instrument has 60,000
MAX_DEPTH = 50  # the bundled instrument is 6 deep
_COMMENT = re.compile(r"[ \t]+#")
_EMPTY_WORDS = {"", "~", "null"}

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """The data of a YAML file, the line on which each of its keys stands, and texts cut short.

    ``cut``: keys whose unquoted text is followed by ``#`` on its line; YAML takes the rest of the
    line for a comment.
    """

    data: object
    lines: dict[Path, int] = field(default_factory=dict)
    cut: frozenset[Path] = frozenset()

    def line_of(self, path: Path) -> int:
        """Return the line of a key, or of the nearest enclosing one that has a line."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, *, file_name: str, drafted_by: str = "gpgp init") -> Document:
    """Read strict YAML.

    Raises
    ------
    InputError
        Not YAML, empty, too long, a repeated key, an anchor, alias or tag; names file and line.
    """
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"{file_name}: longer than {MAX_CHARACTERS:,} characters; is it the right file?"
        )
    try:
        node = _Read(_check_events(text, file_name)).get_single_node()
    except yaml.MarkedYAMLError as fault:
        raise InputError(_scanner_message(fault, file_name)) from None
    except yaml.YAMLError:
        raise InputError(f"{file_name}: holds a character that YAML does not allow.") from None
    if node is None:
        raise InputError(f"{file_name}: the file is empty; start from a draft by '{drafted_by}'.")
    lines: dict[Path, int] = {}
    data = _plain(node, (), lines, file_name)
    return Document(data, lines, frozenset(_list_cut(node, (), text.splitlines())))


def _list_cut(node: yaml.Node, path: Path, rows: list[str]) -> Iterator[Path]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _list_cut(value, (*path, key.value), rows)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield from _list_cut(value, (*path, place), rows)
    elif isinstance(node, yaml.ScalarNode) and node.style is None and node.value:
        end = node.end_mark
        if end.line < len(rows) and _COMMENT.match(rows[end.line][end.column :]):
            yield path


class _Read(Composer, BaseResolver):
    """Builds the nodes of a document from events that are read already."""

    def __init__(self, events: Iterator[yaml.Event]) -> None:
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self._events = events
        self._next: yaml.Event | None = None

    def peek_event(self) -> yaml.Event | None:
        self._next = self._next or next(self._events, None)
        return self._next

    def get_event(self) -> yaml.Event | None:
        event, self._next = self.peek_event(), None
        return event

    def check_event(self, *kinds: type[yaml.Event]) -> bool:
        return isinstance(self.peek_event(), kinds)


def _check_events(text: str, file_name: str) -> Iterator[yaml.Event]:
    """Yield what the text holds, up to an anchor, alias, tag or deep nesting: it is refused."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        assert event.start_mark is not None  # what is read from a text has its place in it
        line = event.start_mark.line + 1
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            raise InputError(
                f"{file_name}, line {line}: nested more than {MAX_DEPTH} deep; is it the right "
                "file?"
            )
        tagged = getattr(event, "tag", None) not in (None, "!")
        if getattr(event, "anchor", None) or tagged:
            raise InputError(
                f"{file_name}, line {line}: anchors (&), aliases (*) and tags (!) are not allowed; "
                "write the value out, or put it between quotes."
            )
        yield event


def _scanner_message(fault: yaml.MarkedYAMLError, file_name: str) -> str:
    mark = fault.problem_mark or fault.context_mark
    line = mark.line + 1 if mark else 1
    problem = fault.problem or "cannot be read"
    if "\\t" in problem or "'\\t'" in problem:
        problem = "indented with a tab; use spaces"
    return f"{file_name}, line {line}: not valid YAML: {problem}."


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], file_name: str) -> object:
    lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, path, lines, file_name)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, i), lines, file_name) for i, item in enumerate(node.value)]
    is_plain = isinstance(node, yaml.ScalarNode) and node.style is None
    is_empty = is_plain and node.value in _EMPTY_WORDS
    return None if is_empty else node.value


def _mapping(
    node: yaml.MappingNode, path: Path, lines: dict[Path, int], file_name: str
) -> dict[str, object]:
    found: dict[str, object] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            raise InputError(f"{file_name}, line {line}: a key must be one word or phrase.")
        key = key_node.value
        if key in found:
            first = lines[(*path, key)]
            raise InputError(
                f"{file_name}, line {line}: the key '{key}' stands twice (first on line {first}); "
                "keep one."
            )
        lines[(*path, key)] = line
        found[key] = _plain(value_node, (*path, key), lines, file_name)
    return found


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
        if (isinstance(data, dict) and part in data) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        ):
            data = data[part]
            path.append(part)
    return tuple(path)
