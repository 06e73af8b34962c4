"""The notebooks are thin, parameterised, committed without outputs, and say what they do."""

import ast
import itertools
import re
from pathlib import Path

import nbformat
import pytest

from gpgp.runs import declared_parameters

NOTEBOOKS = sorted((Path(__file__).resolve().parent.parent / "notebooks").glob("*.ipynb"))
by_name = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda p: p.stem)


def _code(path):
    notebook = nbformat.read(path, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_notebooks_are_there():
    assert [path.stem for path in NOTEBOOKS] == [
        "00_watch_fieldwork",
        "01_clean_responses",
        "02_find_themes",
        "03_measure_agreement",
        "04_write_board_report",
        "05_brief_constituency",
        "06_decide_themes",
        "07_read_minutes",
        "08_compare_consultations",
    ]


@by_name
def test_a_notebook_is_committed_without_outputs(path):
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    assert set(notebook.metadata) == {"kernelspec"}
    assert notebook.metadata.kernelspec == {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    for cell in notebook.cells:
        assert set(cell.metadata) <= {"tags"}
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@by_name
def test_the_parameters_come_first_and_each_is_used(path):
    first, *rest = _code(path)
    assert first.metadata.tags == ["parameters"]
    names = declared_parameters(nbformat.read(path, as_version=4), name=path.stem)
    for line in first.source.splitlines():
        assert re.fullmatch(r"\w+: \S+ = [^#]+  # \S[^=]*", line), line  # one "=": papermill
    body = "\n".join(cell.source for cell in rest)
    for name in names:
        assert re.search(rf"\b{name}\b", body), f"{name} is never used"


@by_name
def test_the_first_cell_after_the_parameters_checks_them(path):
    lines = _code(path)[1].source.splitlines()
    steps = [line for line in lines if line and not line.startswith(("import ", "from "))]
    assert steps[0] == "parameters.check_notebook(globals())"


@by_name
def test_a_notebook_holds_no_logic(path):
    for cell in _code(path):
        assert len(cell.source.splitlines()) <= 15
        assert not re.search(r"^\s*[%!]", cell.source, re.MULTILINE)
        for node in ast.walk(ast.parse(cell.source)):
            banned = ast.FunctionDef | ast.ClassDef | ast.For | ast.While | ast.Lambda | ast.Try
            assert not isinstance(node, banned), ast.unparse(node)[:60]
            assert not (isinstance(node, ast.ImportFrom) and node.level)


@by_name
def test_words_stand_before_every_cell_of_code(path):
    cells = nbformat.read(path, as_version=4).cells
    assert cells[0].cell_type == "markdown"
    assert cells[0].source.startswith("# ")
    for before, cell in itertools.pairwise(cells):
        if cell.cell_type == "code" and "parameters" not in cell.metadata.get("tags", []):
            assert before.cell_type == "markdown", cell.source[:60]
    assert "What this shows and does not show" in cells[-1].source
