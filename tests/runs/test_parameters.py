"""Parameters are data: names and types are checked before a kernel starts."""

import nbformat
import pytest

from gpgp.errors import ParameterError
from gpgp.parameters import Parameter, check_notebook
from gpgp.runs import check_parameters, declared_parameters, read_notebook

DECLARED = {
    "seed": Parameter("seed", "int", 1),
    "region": Parameter("region", "str", "north"),
    "strict": Parameter("strict", "bool", False),
    "share": Parameter("share", "float", 0.5),
    "questions": Parameter("questions", "list[str]", []),
}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"seed": "0012"}, {"seed": 12}),
        ({"region": "0012"}, {"region": "0012"}),
        ({"region": "None"}, {"region": "None"}),
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
        ({"region": ("1", "2")}, "parameter region: expected text"),
        ({"questions": [1]}, "parameter questions: expected words"),
    ],
)
def test_a_wrong_name_or_type_is_refused(given, message):
    with pytest.raises(ParameterError, match=message):
        check_parameters(given, DECLARED)


LIMITED = {
    name: Parameter(name, kind, None)
    for name, kind in [
        ("seed", "int"),
        ("n_resamples", "int"),
        ("n_chosen", "int"),
        ("budget", "float"),
        ("n_themes", "str"),
        ("profile", "str"),
    ]
}


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("seed", -1, "from 0 to 4,294,967,295"),
        ("seed", 2**32, "from 0 to 4,294,967,295"),
        ("n_resamples", 19, "from 20 to 100,000"),
        ("n_resamples", 100_001, "from 20 to 100,000"),
        ("n_chosen", 0, "from 1 to 100"),
        ("budget", -0.5, "from 0 to"),
        ("n_themes", "0", "a whole number from 1 to 500, or auto"),
        ("n_themes", "lots", "a whole number from 1 to 500, or auto"),
        ("n_themes", "501", "a whole number from 1 to 500, or auto"),
        ("profile", "open", "one of public, board"),
    ],
)
def test_a_value_out_of_range_is_refused(name, value, message):
    with pytest.raises(ParameterError, match=f"parameter {name}: expected .*{message}"):
        check_parameters({name: value}, LIMITED)


def test_the_ends_of_a_range_are_allowed():
    given = {"seed": 2**32 - 1, "n_resamples": 20, "n_chosen": 1, "budget": 0.0}
    assert check_parameters(given | {"n_themes": "auto", "profile": "board"}, LIMITED)


DECLARING = 'consultation: str = "a"  # one\nseed: int = 1  # two'


@pytest.mark.parametrize(
    ("injected", "values", "message"),
    [
        ('consultaton = "x"', {}, "no parameter consultaton; did you mean 'consultation'"),
        ("seed = -5", {"seed": -5}, "parameter seed: expected a whole number from 0"),
        ('seed = "abc"', {"seed": "abc"}, "parameter seed: expected a whole number"),
    ],
)
def test_a_notebook_stops_at_what_papermill_lets_pass(injected, values, message):
    cells = ["", DECLARING, f"# Parameters\n{injected}\n", "check()"]
    names = {"consultation": "a", "seed": 1, "consultaton": "x", "In": cells} | values
    with pytest.raises(ParameterError, match=message):
        check_notebook(names)


def test_a_notebook_run_by_hand_goes_on():
    cells = ["", "%matplotlib inline", DECLARING, "import pandas as pd", "x = 5"]
    check_notebook({"consultation": "b", "seed": 2, "x": 5, "In": cells})
    check_notebook({"consultation": 7, "seed": 2, "In": cells})  # a name papermill made a number
    check_notebook({})


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
