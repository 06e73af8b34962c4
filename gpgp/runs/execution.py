"""Executing one notebook by papermill, and the gate that says whether it really ran to its end."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path

import nbformat

from gpgp.errors import GpgpError
from gpgp.runs.parameters import Value

SECONDS_PER_CELL = 600


class RunError(GpgpError):
    """A notebook did not run to its end; nothing is published."""


def execute_notebook(
    source: Path,
    target: Path,
    *,
    parameters: Mapping[str, Value],
    folder: Path,
    seconds_per_cell: int = SECONDS_PER_CELL,
    has_progress: bool = True,
) -> nbformat.NotebookNode:
    """Execute a notebook, keep the executed copy in a private place, and check that it finished.

    Parameters
    ----------
    source, target : the notebook and its executed copy
    parameters : already checked
    folder : the kernel's working folder
    seconds_per_cell : limit for each cell

    Raises
    ------
    RunError
        A cell failed, ran too long, or never ran. The partial copy is in ``failed/`` beside
        ``target``; the message never repeats what an error said unless gpgp itself said it.
    """
    part = target.with_name(f".part-{target.name}")
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _run_papermill(source, part, dict(parameters), folder, seconds_per_cell, has_progress)
    except _papermill_faults() as fault:
        raise RunError(_failure_message(source, fault)) from None
    else:
        notebook = nbformat.read(part, as_version=4)
        fault = find_incompleteness(notebook)
        if fault:
            raise RunError(f"{source.stem}: {fault}; nothing is published.")
        part.replace(target)
        return notebook
    finally:
        _keep_private(part, target)


def _run_papermill(
    source: Path,
    part: Path,
    parameters: dict[str, Value],
    folder: Path,
    seconds_per_cell: int,
    has_progress: bool,
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # papermill's own imports; ours run in the kernel
        import papermill
    logging.getLogger("papermill").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory(prefix="gpgp-") as private:
        papermill.execute_notebook(
            _literal_path(source),
            _literal_path(part),
            parameters=parameters,
            cwd=str(folder),
            kernel_name="python3",
            progress_bar={"desc": source.stem, "unit": "cell"} if has_progress else False,
            execution_timeout=seconds_per_cell,
            extra_arguments=["--log-level=CRITICAL"],  # a stopped kernel else writes a traceback
            **_private_transport(Path(private)),
        )


def _literal_path(path: Path) -> str:
    """Return a path whose braces papermill does not take for placeholders."""
    return str(path).replace("{", "{{").replace("}", "}}")


def _private_transport(folder: Path) -> dict[str, object]:
    """Talk to the kernel through sockets in a folder of this run's own, not through the network.

    Without a folder of its own every run would use the same names in the working folder, and two
    runs at once would read each other's messages. Windows has no such sockets.
    """
    if sys.platform == "win32":
        return {}
    from traitlets.config import Config

    return {"config": Config({"KernelManager": {"transport": "ipc", "ip": str(folder / "k")}})}


def _papermill_faults() -> tuple[type[BaseException], ...]:
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillException, PapermillExecutionError

    return (PapermillExecutionError, PapermillException, CellTimeoutError, DeadKernelError)


def _failure_message(source: Path, fault: BaseException) -> str:
    """Say where a notebook failed; repeat the words only of gpgp's own errors."""
    kind = getattr(fault, "ename", type(fault).__name__)
    cell = getattr(fault, "exec_count", None)
    place = f"{source.stem}, cell [{cell}]" if cell else source.stem
    if kind in {"InputError", "ContractError", "ParameterError", "GpgpError"}:
        return f"{place}: {fault.evalue}"
    if kind == "CellTimeoutError":
        return f"{place}: a cell ran longer than its limit; nothing is published."
    if kind == "DeadKernelError":
        return f"{place}: the kernel died (out of memory?); nothing is published."
    return f"{place}: {kind}; the private copy in failed/ shows it. Nothing is published."


def find_incompleteness(notebook: nbformat.NotebookNode) -> str | None:
    """Return why an executed notebook is not complete, or None.

    Papermill's own status is not trusted: it calls a notebook complete whose kernel was killed
    or that ended itself. Complete means that every non-empty code cell has a rising execution
    count, was started and completed without exception, and holds no error output.
    """
    last = 0
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        count = cell.get("execution_count")
        if not isinstance(count, int) or count <= last:
            return f"cell {number} never ran to its end"
        last = count
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return f"cell {number} holds an error"
        record = cell.metadata.get("papermill", {})
        if record.get("status") != "completed" or record.get("exception") is not False:
            return f"cell {number} was never completed"
    if notebook.metadata.get("papermill", {}).get("exception"):
        return "an exception is recorded"
    return None


def _keep_private(part: Path, target: Path) -> None:
    if not part.exists():
        return
    failed = target.parent / "failed"
    failed.mkdir(mode=0o700, exist_ok=True)
    os.chmod(failed, 0o700)  # noqa: PTH101 - mkdir's mode is cut by the umask
    part.replace(failed / target.name)
