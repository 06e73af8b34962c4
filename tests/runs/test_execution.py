"""A notebook that did not run to its end is found out, whatever papermill says of it."""

import stat
import sys
import time
from copy import deepcopy

import nbformat
import pytest
from joblib import Parallel, delayed

from gpgp.runs import RunError, execute_notebook, find_incompleteness

pytestmark = pytest.mark.slow

SECRET = "what a respondent wrote"
FAULTS = {
    "an exception": (f"raise ValueError('{SECRET}')", r"cell \[2\]: ValueError; the private copy"),
    "our own error": (
        "from gpgp.errors import InputError\nraise InputError('x.csv, row 3: short')",
        r"cell \[2\]: x.csv, row 3: short",
    ),
    "a quiet exit": ("import sys\nsys.exit(0)", "nothing is published|Nothing is published"),
    "a killed kernel": ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "published"),
    "an endless loop": ("while True: pass", "ran longer than its limit"),
    "a prompt": ("input('?')", "StdinNotImplementedError"),
}


def _write_notebook(path, source, tags=()):
    cells = [
        nbformat.v4.new_code_cell("x: int = 1  # a number", metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell(source, metadata={"tags": list(tags)}),
        nbformat.v4.new_code_cell("x + 1"),
    ]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, path)


def _execute(tmp_path, **options):
    return execute_notebook(
        tmp_path / "n.ipynb",
        tmp_path / "private" / "n.ipynb",
        parameters=options.pop("parameters", {}),
        folder=tmp_path,
        has_progress=False,
        **options,
    )


def test_a_notebook_that_runs_is_kept_with_its_parameters(tmp_path):
    tmp_path = tmp_path / "a {folder} with braces"
    tmp_path.mkdir()
    _write_notebook(tmp_path / "n.ipynb", "y = 2")
    notebook = _execute(tmp_path, parameters={"x": 41})
    assert notebook.cells[-1].outputs[0].data["text/plain"] == "42"
    assert (tmp_path / "private" / "n.ipynb").is_file()
    assert not list((tmp_path / "private").glob(".*"))


@pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_notebook_that_fails_is_found_out_and_kept_private(tmp_path, fault):
    source, message = FAULTS[fault]
    _write_notebook(tmp_path / "n.ipynb", source)
    started = time.monotonic()
    with pytest.raises(RunError, match=message) as found:
        _execute(tmp_path, seconds_per_cell=5)
    assert time.monotonic() - started < 60
    assert SECRET not in str(found.value)
    assert not (tmp_path / "private" / "n.ipynb").exists()
    failed = tmp_path / "private" / "failed"
    assert (failed / "n.ipynb").is_file()
    assert stat.S_IMODE(failed.stat().st_mode) == 0o700


def test_two_runs_at_once_do_not_hear_each_other(tmp_path):
    _write_notebook(tmp_path / "n.ipynb", "import time\ntime.sleep(1)")

    def run(x):
        return execute_notebook(
            tmp_path / "n.ipynb",
            tmp_path / f"private{x}" / "n.ipynb",
            parameters={"x": x},
            folder=tmp_path,
            has_progress=False,
        )

    done = Parallel(n_jobs=2)(delayed(run)(x) for x in (1, 10))
    assert [each.cells[-1].outputs[0].data["text/plain"] for each in done] == ["2", "11"]


def test_a_cell_that_is_allowed_to_raise_still_fails(tmp_path):
    _write_notebook(tmp_path / "n.ipynb", "raise ValueError", tags=["raises-exception"])
    with pytest.raises(RunError):
        _execute(tmp_path)


def _executed():
    done = {"papermill": {"status": "completed", "exception": False}}
    cells = [
        nbformat.v4.new_code_cell("1", execution_count=n, metadata=deepcopy(done))
        for n in (1, 2, 3)
    ]
    return nbformat.v4.new_notebook(cells=cells)


def test_the_gate_passes_a_complete_notebook():
    assert find_incompleteness(_executed()) is None


@pytest.mark.parametrize("count", [None, 1, 0])
def test_the_gate_wants_rising_execution_counts(count):
    notebook = _executed()
    notebook.cells[1].execution_count = count
    assert find_incompleteness(notebook) == "cell 2 never ran to its end"


@pytest.mark.parametrize(("key", "value"), [("status", "running"), ("exception", None)])
def test_the_gate_wants_each_cell_started_and_completed(key, value):
    notebook = _executed()
    notebook.cells[0].metadata["papermill"][key] = value
    assert find_incompleteness(notebook) == "cell 1 was never completed"


def test_the_gate_sees_error_outputs_and_exceptions():
    notebook = _executed()
    notebook.cells[2].outputs = [
        nbformat.v4.new_output("error", ename="E", evalue="", traceback=[])
    ]
    assert find_incompleteness(notebook) == "cell 3 holds an error"
    notebook = _executed()
    notebook.metadata["papermill"] = {"exception": True}
    assert find_incompleteness(notebook) == "an exception is recorded"
