"""Parameters are data: names and types are checked before a kernel starts."""

import nbformat
import pytest

from gpgp.errors import ParameterError
from gpgp.runs import check_parameters, declared_parameters, read_notebook
from gpgp.runs.parameters import Parameter

DECLARED = {
    "seed": Parameter("seed", "int", 1),
    "profile": Parameter("profile", "str", "public"),
    "strict": Parameter("strict", "bool", False),
    "share": Parameter("share", "float", 0.5),
    "questions": Parameter("questions", "list[str]", []),
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"seed": "0012"}, {"seed": 12}),
        ({"profile": "0012"}, {"profile": "0012"}),
        ({"profile": "None"}, {"profile": "None"}),
        ({"strict": "true"}, {"strict": True}),
        ({"strict": False}, {"strict": False}),
        ({"share": "0.25"}, {"share": 0.25}),
        ({"questions": "a, b"}, {"questions": ["a", "b"]}),
        ({"questions": ["a"]}, {"questions": ["a"]}),
    ],
)
def test_text_becomes_the_declared_type(given, expected):
    assert check_parameters(given, DECLARED) == expected


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"sed": 1}, "no parameter sed; did you mean 'seed'"),
        ({"x = 5; import os; y": 1}, "no parameter that holds more than a name"),
        ({"../../x": 1}, "no parameter that holds more than a name"),
        ({"{c.__class__}": 1}, "no parameter that holds more than a name"),
        ({"seed": "abc"}, "parameter seed: expected a whole number"),
        ({"seed": "1e5"}, "parameter seed: expected a whole number"),
        ({"seed": True}, "parameter seed: expected a whole number"),
        ({"share": "nan"}, "parameter share: expected a number"),
        ({"share": "inf"}, "parameter share: expected a number"),
        ({"strict": "maybe"}, "parameter strict: expected true or false"),
        ({"profile": ("1", "2")}, "parameter profile: expected text"),
        ({"questions": [1]}, "parameter questions: expected words"),
    ],
)
def test_a_wrong_name_or_type_is_refused(given, message):
    with pytest.raises(ParameterError, match=message):
        check_parameters(given, DECLARED)


def _notebook(source, tags):
    cell = nbformat.v4.new_code_cell(source, metadata={"tags": tags})
    return nbformat.v4.new_notebook(cells=[cell])


def test_declared_parameters_are_read_from_the_tagged_cell():
    notebook = _notebook("a: int = -3  # one\nb: list[str] = ['x']  # two", ["parameters"])
    found = declared_parameters(notebook, name="n")
    assert found == {"a": Parameter("a", "int", -3), "b": Parameter("b", "list[str]", ["x"])}


def test_a_notebook_without_a_parameters_cell_is_refused():
    with pytest.raises(ParameterError, match="notebook n: expected one cell tagged"):
        declared_parameters(_notebook("a: int = 1", []), name="n")


def test_anything_but_a_declaration_in_the_parameters_cell_is_refused():
    with pytest.raises(ParameterError, match="stand as 'name: type = literal'"):
        declared_parameters(_notebook("import os", ["parameters"]), name="n")


def test_a_notebook_that_is_not_there_is_named(tmp_path):
    with pytest.raises(ParameterError, match="notebook x.ipynb is not in the folder"):
        read_notebook(tmp_path / "x.ipynb")
