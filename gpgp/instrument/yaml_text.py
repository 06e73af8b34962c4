"""Items added to lists in the text of a YAML file; every character people wrote stays.

A text and what is new come in, the longer text goes out. It is read back and held to say what the
old one said and the new item, nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

import yaml

from gpgp.errors import InputError
from gpgp.instrument.strict_yaml import Path, read_yaml

NewItem: TypeAlias = "str | Mapping[str, str]"


def last_line(node: yaml.Node) -> int:
    """Number of the last line a node stands on, blank lines and comments behind it left out."""
    if isinstance(node, yaml.MappingNode) and node.value and not node.flow_style:
        return max(last_line(value) for pair in node.value for value in pair)
    if isinstance(node, yaml.SequenceNode) and node.value and not node.flow_style:
        return max(last_line(value) for value in node.value)
    ends_before = node.end_mark.column == 0 and node.end_mark.line > node.start_mark.line
    return int(node.end_mark.line) + (0 if ends_before else 1)


def add_item(text: str, path: Path, item: NewItem, *, file_name: str, label: str = "label") -> str:
    """Add an item behind the last of a list.

    Parameters
    ----------
    text : str
        A YAML file.
    path : keys and places that lead to the list
        The last key may be missing: it is added. Where its parent is a text (``- Agree``), that
        text becomes the parent's ``label``.
    item : a text, or a mapping of texts

    Raises
    ------
    InputError
        There is no such place, or the file is laid out so that nothing can be added.

    Examples
    --------
    >>> add_item("a: [b]  # why", ("a",), "c", file_name="x.yaml")
    'a: [b, "c"]  # why'
    """
    document = read_yaml(text, file_name=file_name)
    expected = _extend(document.data, path, item, label)
    added = _insert(text, path, _render(item), label)
    if added is None or read_yaml(added, file_name=file_name).data != expected:
        raise InputError(
            f"{file_name}, line {document.line_of(path)}: cannot be added to as it is laid out; "
            "write it in by hand."
        )
    return added


def _render(item: NewItem) -> str:
    if isinstance(item, str):
        return json.dumps(item, ensure_ascii=False)
    return "{" + ", ".join(f"{key}: {_render(value)}" for key, value in item.items()) + "}"


def _extend(data: object, path: Path, item: NewItem, label: str) -> object:
    """Return the data with the item at its place; the data itself where there is no such place."""
    if not path:
        new = item if isinstance(item, str) else dict(item)
        earlier = data if isinstance(data, list) else [data] if data is not None else []
        return [*earlier, new]
    key, rest = path[0], path[1:]
    if isinstance(key, str) and isinstance(data, str):
        data = {label: data}
    if isinstance(key, str) and isinstance(data, dict):
        return {**data, key: _extend(data.get(key), rest, item, label)}
    if isinstance(key, int) and isinstance(data, list) and key < len(data):
        return [*data[:key], _extend(data[key], rest, item, label), *data[key + 1 :]]
    return data


def _insert(text: str, path: Path, item: str, label: str) -> str | None:
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    parent, key = _follow(root, path[:-1]), path[-1]
    node = _follow(root, path)
    if isinstance(node, yaml.SequenceNode):
        return _add_to_sequence(text, node, item)
    if isinstance(node, yaml.ScalarNode):
        earlier = f"{_source(text, node)}, " if node.value else ""
        gap = "" if node.value or text[: node.start_mark.index].endswith(" ") else " "
        return _replace(text, node, f"{gap}[{earlier}{item}]")
    if node is not None:
        return None
    if isinstance(parent, yaml.ScalarNode) and parent.value:
        return _replace(text, parent, f"{{{label}: {_source(text, parent)}, {key}: [{item}]}}")
    if isinstance(parent, yaml.MappingNode) and parent.flow_style:
        return _close(text, parent, f"{key}: [{item}]", is_first=not parent.value)
    if isinstance(parent, yaml.MappingNode):
        return _add_line(text, parent, f"{key}: [{item}]")
    return None


def _add_to_sequence(text: str, node: yaml.SequenceNode, item: str) -> str:
    if node.flow_style:
        return _close(text, node, item, is_first=not node.value)
    return _add_line(text, node, f"- {item}")


def _follow(node: yaml.Node | None, path: Path) -> yaml.Node | None:
    for key in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
            node = node.value[key]
        else:
            return None
    return node


def _source(text: str, node: yaml.ScalarNode) -> str:
    """Return a text as it is written; between quotes if it was not."""
    if node.style in ('"', "'"):
        return text[node.start_mark.index : node.end_mark.index]
    return json.dumps(node.value, ensure_ascii=False)


def _replace(text: str, node: yaml.Node, new: str) -> str:
    return text[: node.start_mark.index] + new + text[node.end_mark.index :]


def _close(text: str, node: yaml.Node, new: str, *, is_first: bool) -> str:
    """Add before the closing bracket."""
    end = node.end_mark.index - 1
    before = text[:end].rstrip()
    gap = "" if is_first else " " if before.endswith(",") else ", "
    return before + gap + new + text[len(before) :]


def _add_line(text: str, node: yaml.Node, line: str) -> str:
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(ending)
    lines.insert(last_line(node), " " * node.start_mark.column + line)
    return ending.join(lines)
