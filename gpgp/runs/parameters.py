"""Parameters of notebooks: what each declares, and a check of every name and type before a run.

Papermill itself checks neither: it runs on defaults where a name is misspelt, and a name that is
code is run.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from gpgp.errors import ParameterError

Value = str | int | float | bool | list[str]


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: its name, its type as written, its default."""

    name: str
    kind: str
    default: object


def read_notebook(path: Path) -> nbformat.NotebookNode:
    """Read a notebook.

    Raises
    ------
    ParameterError
        It is not there.
    """
    if not path.is_file():
        raise ParameterError(f"notebook {path.name} is not in the folder notebooks/.")
    return nbformat.read(path, as_version=4)


def declared_parameters(notebook: nbformat.NotebookNode, *, name: str) -> dict[str, Parameter]:
    """Return what the cell tagged ``parameters`` declares as ``name: type = literal``.

    Raises
    ------
    ParameterError
        There is no such cell, or a line in it is anything else.
    """
    cells = [c for c in notebook.cells if "parameters" in c.metadata.get("tags", [])]
    if len(cells) != 1:
        raise ParameterError(f"notebook {name}: expected one cell tagged 'parameters'.")
    found = {}
    for line in ast.parse(cells[0].source).body:
        if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
            raise ParameterError(f"notebook {name}: parameters stand as 'name: type = literal'.")
        kind = ast.unparse(line.annotation)
        found[line.target.id] = Parameter(line.target.id, kind, ast.literal_eval(line.value))
    return found


def check_parameters(
    given: Mapping[str, object], declared: Mapping[str, Parameter]
) -> dict[str, Value]:
    """Hold given parameters against the declared ones, turning text into the declared type.

    Raises
    ------
    ParameterError
        A name is not declared (the nearest one is named), or a value is not of its type.
    """
    for name in given:
        if name not in declared:
            close = difflib.get_close_matches(str(name), list(declared), n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(declared)}."
            shown = name if str(name).isidentifier() else "that holds more than a name"
            raise ParameterError(f"there is no parameter {shown}; {hint}")
    return {name: _convert(value, declared[name]) for name, value in given.items()}


def _convert(value: object, parameter: Parameter) -> Value:
    convert = _CONVERTERS.get(parameter.kind)
    if convert is None:
        raise ParameterError(f"parameter {parameter.name}: no values of type {parameter.kind}.")
    try:
        return convert(value)
    except (TypeError, ValueError):
        raise ParameterError(
            f"parameter {parameter.name}: expected {_NAMES[parameter.kind]}."
        ) from None


def _to_text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _to_integer(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise TypeError
    return int(value)


def _to_number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError
    return number


def _to_boolean(value: object) -> bool:
    words = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
    if isinstance(value, bool):
        return value
    if not isinstance(value, str) or value.lower() not in words:
        raise TypeError
    return words[value.lower()]


def _to_words(value: object) -> list[str]:
    if isinstance(value, str):
        return [word.strip() for word in value.split(",") if word.strip()]
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise TypeError
    return list(value)


_CONVERTERS = {
    "str": _to_text,
    "int": _to_integer,
    "float": _to_number,
    "bool": _to_boolean,
    "list[str]": _to_words,
}
_NAMES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list[str]": "words parted by commas",
}
