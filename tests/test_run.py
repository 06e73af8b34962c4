"""What notebooks show stays out of git: copies to work in, and a filter on what is added."""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from gpgp import storage

HOUSE = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture(scope="module")
def run():
    """The module run.py, which stands outside the package."""
    spec = importlib.util.spec_from_file_location("run", HOUSE / "run.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def git(folder, *words):
    return subprocess.run(
        ["git", "-C", str(folder), *words], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def clone(tmp_path, run):
    """A clone with the notebooks, in which run.py has set its filter."""
    shutil.copy(HOUSE / ".gitattributes", tmp_path)
    shutil.copy(HOUSE / ".gitignore", tmp_path)
    shutil.copytree(HOUSE / "notebooks", tmp_path / "notebooks")
    git(tmp_path, "init", "-q")
    run.filter_notebooks(tmp_path, sys.executable)
    return tmp_path


def test_adding_notebooks_stages_none_of_their_outputs_and_changes_nothing_else(clone):
    path = clone / "notebooks" / "01_clean_responses.ipynb"
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["papermill"] = {"parameters": {"consultation": "said in private"}}
    injected = nbformat.v4.new_code_cell('x = "said in private"')
    injected.metadata["tags"] = ["injected-parameters"]
    notebook.cells.insert(2, injected)
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type == "code":
            cell.execution_count = number + 1
            cell.metadata["papermill"] = {"status": "completed"}
            cell.outputs = [nbformat.v4.new_output("stream", text="said in private")]
    nbformat.write(notebook, path)
    git(clone, "add", "notebooks")
    for other in (HOUSE / "notebooks").glob("*.ipynb"):
        if other.name != path.name:
            staged = git(clone, "show", f":notebooks/{other.name}")
            assert staged == other.read_text(encoding="utf-8"), other.name
    staged = git(clone, "show", ":notebooks/01_clean_responses.ipynb")
    assert "said in private" not in staged
    cells = [cell for cell in json.loads(staged)["cells"] if cell["cell_type"] == "code"]
    assert cells
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in cells)


def test_notebooks_to_work_in_are_copies_that_git_ignores(clone, run):
    work = run.copy_notebooks(clone, "other_place")
    copies = sorted(work.glob("*.ipynb"))
    assert [path.name for path in copies] == [
        path.name for path in sorted((HOUSE / "notebooks").glob("*.ipynb"))
    ]
    for path in copies:
        assert 'consultation: str = \\"other_place\\"' in path.read_text(encoding="utf-8")
        nbformat.validate(nbformat.read(path, as_version=4))
    assert git(clone, "status", "--porcelain", "data") == ""
    assert storage.open_project(work).root == clone.resolve()
    copies[0].write_text("changed by hand", encoding="utf-8")
    run.copy_notebooks(clone, "other_place")
    assert copies[0].read_text(encoding="utf-8") == "changed by hand"


def test_a_folder_outside_the_project_is_no_place_for_copies(clone, run):
    with pytest.raises(SystemExit, match="expected the name of a consultation"):
        run.copy_notebooks(clone, "../elsewhere")


def test_lint_runs_every_check_and_fails_where_one_does(run, monkeypatch):
    codes = {"ruff": 0, "mypy": 0}
    asked = []

    def call(command, *, cwd):
        asked.append(command[2:])
        return codes[command[2]]

    monkeypatch.setattr(run, "call", call)
    assert run.check_code("python") == 0
    assert [words[0] for words in asked] == ["ruff", "ruff", "mypy"]
    codes["mypy"] = 1
    assert run.check_code("python") == 1
    codes["ruff"] = 2
    assert run.check_code("python") == 2 and len(asked) == 9
