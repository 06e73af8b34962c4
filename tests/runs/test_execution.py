"""A notebook that did not run to its end is found out, whatever papermill says of it."""

import stat
import subprocess
import sys
import time
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from joblib import Parallel, delayed

from gpgp.runs import RunError, execute_notebook, find_incompleteness
from gpgp.runs.execution import UnexpectedError

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


def test_an_unexpected_error_says_what_and_where_without_what_was_received(tmp_path):
    source = "import gpgp.parameters\ngpgp.parameters.check_range(['x'], 'Jane Doe')"
    _write_notebook(tmp_path / "n.ipynb", source)
    with pytest.raises(UnexpectedError) as found:
        _execute(tmp_path)
    shown = str(found.value.shown(lambda said: said.replace("Jane Doe", "…")))
    assert shown.startswith("n, cell [2]: TypeError: ")
    assert "(gpgp/parameters.py, line " in shown
    assert "This is a fault of gpgp: please report this line." in shown
    assert "Jane" not in shown


def test_a_full_disk_is_said_with_the_systems_own_words(tmp_path):
    _write_notebook(tmp_path / "n.ipynb", "raise OSError(28, 'No space left on device', 'a.csv')")
    with pytest.raises(RunError, match=r"No space left on device: 'a.csv'; nothing is published"):
        _execute(tmp_path)


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="reads processes as Linux does")
def test_a_run_that_is_stopped_takes_its_kernel_with_it(tmp_path):
    _write_notebook(tmp_path / "n.ipynb", "open('started', 'w')\nimport time\ntime.sleep(90)")
    script = (
        "import sys\nfrom pathlib import Path\n"
        "from gpgp.cli.ending import end_like_ctrl_c\n"
        "from gpgp.runs import execute_notebook\nhere = Path(sys.argv[1])\n"
        "with end_like_ctrl_c():\n"
        "    execute_notebook(here / 'n.ipynb', here / 'private' / 'n.ipynb', parameters={},"
        " folder=here, has_progress=False)\n"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        while not (tmp_path / "started").exists() and process.poll() is None:
            time.sleep(0.1)
        kernels = list_children(process.pid)
        process.terminate()
        _, told = process.communicate(timeout=60)
    assert kernels
    assert b"Ended" in told
    assert not [pid for pid in kernels if is_running(pid)]
    assert not list((tmp_path / "private").glob(".*"))


def list_children(pid):
    own = Path(f"/proc/{pid}/task/{pid}/children")
    threads = Path(f"/proc/{pid}/task").glob("*/children") if own.exists() else []
    return [int(child) for thread in threads for child in thread.read_text().split()]


def is_running(pid):
    stat_file = Path(f"/proc/{pid}/stat")
    return stat_file.exists() and stat_file.read_text().rsplit(")", 1)[1].split()[0] != "Z"


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
