"""Parameters of notebooks: their names, types and ranges, checked before a run and inside one.

Papermill itself checks none of them: it runs on defaults where a name is misspelt, and a name that
is code is run. Each range stands once, in `RANGES` and `CHOICES`.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeGuard

from gpgp.errors import ParameterError

Value = str | int | float | bool | list[str]

RANGES: dict[str, tuple[float, float]] = {  # lowest and highest value, both allowed
    "n_resamples": (20, 100_000),
    "n_chosen": (1, 100),
    "budget": (0, 1e12),
    "seed": (0, 2**32 - 1),  # what numpy and scikit-learn take
    "n_themes": (1, 500),
    "learn_from": (100, 10_000_000),
}
CHOICES = {"profile": ("public", "board"), "n_themes": ("auto",)}  # words instead of a number


@dataclass(frozen=True)
class Parameter:
    """One declared parameter: its name, its type as written, its default."""

    name: str
    kind: str
    default: object


def check_parameters(
    given: Mapping[str, object], declared: Mapping[str, Parameter]
) -> dict[str, Value]:
    """Hold given parameters against the declared ones, turning text into the declared type.

    Raises
    ------
    ParameterError
        A name is not declared (the nearest one is named), or a value is not of its type or
        outside its range.
    """
    for name in given:
        if name not in declared:
            close = difflib.get_close_matches(str(name), list(declared), n=1)
            hint = f"did you mean '{close[0]}'?" if close else f"known: {', '.join(declared)}."
            shown = name if str(name).isidentifier() else "that holds more than a name"
            raise ParameterError(f"there is no parameter {shown}; {hint}")
    return {
        name: check_range(name, _convert(value, declared[name])) for name, value in given.items()
    }


def check_range(name: str, value: Value) -> Value:
    """Return a parameter's value if it lies in the range of its name.

    Raises
    ------
    ParameterError
        It does not, or is none of the words that the parameter takes.

    Examples
    --------
    >>> check_range("n_chosen", 3)
    3
    """
    words, limits = CHOICES.get(name, ()), RANGES.get(name)
    if value in words or (not words and limits is None):
        return value
    expected = [f"one of {', '.join(words)}"] if len(words) > 1 else list(words)
    if limits is not None:
        low, high = limits
        number = float(value) if _is_number(value) else None
        if number is not None and low <= number <= high:
            return value
        kind = "a number" if name == "budget" else "a whole number"
        expected.insert(0, f"{kind} from {low:,.0f} to {high:,.0f}")
    raise ParameterError(f"parameter {name}: expected {', or '.join(expected)}.")


def check_notebook(namespace: Mapping[str, object]) -> None:
    """Stop a notebook that was given a parameter it does not declare, or a value out of range.

    Called first thing after the parameters, with ``globals()``: papermill itself runs on defaults
    where a name is misspelt, and analyses another consultation.

    Parameters
    ----------
    namespace : mapping
        The notebook's names. ``In``, the cells that ran, says which cell declared and which cell
        of papermill set them.

    Raises
    ------
    ParameterError
        As for :func:`check_parameters`.
    """
    declared: dict[str, Parameter] = {}
    given: set[str] = set()
    cells = namespace.get("In", ())
    for source in cells if isinstance(cells, list) else ():
        try:
            lines = ast.parse(source).body
        except SyntaxError:
            continue  # a cell with a command of IPython
        if lines and all(isinstance(line, ast.AnnAssign) for line in lines):
            declared, given = declare_parameters(source), set()
        elif source.startswith("# Parameters"):  # the head of papermill's own cell
            targets = (name for line in lines for name in ast.walk(line))
            given |= {node.id for node in targets if isinstance(node, ast.Name)}
    values = {name: namespace[name] for name in [*declared, *given] if name in namespace}
    for name, value in values.items():  # papermill's command line makes a number of "7"
        if isinstance(value, int) and name in declared and declared[name].kind == "str":
            values[name] = str(value)
    check_parameters(values, declared)


def declare_parameters(source: str) -> dict[str, Parameter]:
    """Return what a cell declares as ``name: type = literal``.

    Raises
    ------
    ParameterError
        A line in it is anything else.
    """
    found = {}
    for line in ast.parse(source).body:
        if not isinstance(line, ast.AnnAssign) or not isinstance(line.target, ast.Name):
            raise ParameterError("parameters stand as 'name: type = literal'.")
        if line.value is None:
            raise ParameterError(f"parameter {line.target.id}: needs a default.")
        kind = ast.unparse(line.annotation)
        found[line.target.id] = Parameter(line.target.id, kind, ast.literal_eval(line.value))
    return found


def _is_number(value: object) -> TypeGuard[int | float | str]:
    return isinstance(value, int | float) or (isinstance(value, str) and value.isdecimal())


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


_CONVERTERS: dict[str, Callable[[object], Value]] = {
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
    "list[str]": "words with commas between them",
}
