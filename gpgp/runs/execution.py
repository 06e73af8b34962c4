"""Executing one notebook by papermill, and the gate that says whether it really ran to its end."""

from __future__ import annotations

import asyncio
import builtins
import logging
import os
import re
import signal
import sys
import tempfile
import threading
import warnings
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat

from gpgp.errors import GpgpError
from gpgp.parameters import Value

SECONDS_PER_CELL = 600
SECONDS_TO_STOP = 10  # that papermill has to notice that its kernel is gone
PACKAGE = Path(__file__).resolve().parents[1]
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
_FRAME = re.compile(r"(?:File )?(/\S+?\.py|[A-Za-z]:\\\S+?\.py):(\d+)")


class RunError(GpgpError):
    """A notebook did not run to its end; nothing is published."""


class UnexpectedError(RunError):
    """A notebook stopped at a fault of gpgp's own.

    What the fault said may repeat what a respondent wrote: :meth:`shown` takes a function that
    leaves that out, and only its result may be printed.
    """

    def __init__(self, place: str, kind: str, said: str, line: str) -> None:
        super().__init__(f"{place}: {kind}; the private copy in failed/ shows it.")
        self.place, self.kind, self.said, self.line = place, kind, said, line

    def shown(self, leave_out: Callable[[str], str]) -> RunError:
        """Return the error with the fault's message and place, and what to do about it."""
        said = leave_out(self.said)
        message = f"{self.kind}: {said}" if said else self.kind
        where = f" ({self.line})" if self.line else ""
        return RunError(
            f"{self.place}: {message}{where}. This is a fault of gpgp: please report this line. "
            "The private copy in failed/ shows more. Nothing is published."
        )


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
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _Kernels() as kernels:
            kernels.wait_for(
                lambda: _run_papermill(
                    source, part, dict(parameters), folder, seconds_per_cell, has_progress, kernels
                )
            )
        notebook = nbformat.read(part, as_version=4)
        fault = find_incompleteness(notebook)
        if fault:
            raise RunError(f"{source.stem}: {fault}; nothing is published.")
        part.replace(target)
        return notebook
    except _papermill_faults() as fault:
        raise _describe_failure(source, fault) from None
    except OSError as fault:
        raise RunError(
            f"{source.stem}: cannot write {target.name}: {fault.strerror}; nothing is published."
        ) from fault
    finally:
        _keep_private(part, target)


class _Kernels:
    """The kernels of a run, which end with it however it ends.

    Papermill runs in a thread: in the main one it takes the signals for itself, and a run that
    was asked to stop goes on. Here the main thread waits, and ends the kernels when it must stop.
    """

    def __init__(self) -> None:
        self.started: list[Any] = []
        self.is_stopped = False

    def __enter__(self) -> _Kernels:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is not None:
            self.stop()

    def wait_for(self, work: Callable[[], None]) -> None:
        """Do the work in a thread and wait for it; raises what the work raised."""
        faults: list[BaseException] = []

        def run() -> None:
            try:
                work()
            except BaseException as fault:
                faults.append(fault)
            finally:
                with suppress(RuntimeError):  # none was made
                    asyncio.get_event_loop().close()
                asyncio.set_event_loop(None)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(0.2)  # short: on Windows a longer wait hears no Ctrl-C
        except BaseException:
            self.stop()
            thread.join(SECONDS_TO_STOP)
            raise
        if faults:
            raise faults[0]

    def manager_class(self) -> type:
        """Return the class of kernel managers that papermill is to use."""
        from jupyter_client.manager import AsyncKernelManager

        kernels = self

        class Manager(AsyncKernelManager):
            async def _async_start_kernel(self, **given: object) -> None:
                await super()._async_start_kernel(**given)
                kernels.started.append(self)
                if kernels.is_stopped:
                    kernels.stop()

            start_kernel = _async_start_kernel

        return Manager

    def stop(self) -> None:
        """Kill every kernel at once: nothing of an unfinished run is kept."""
        self.is_stopped = True
        for manager in self.started:
            pid = getattr(manager.provisioner, "pid", None)
            with suppress(OSError):
                if pid:
                    os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))


def _run_papermill(
    source: Path,
    part: Path,
    parameters: dict[str, Value],
    folder: Path,
    seconds_per_cell: int,
    has_progress: bool,
    kernels: _Kernels,
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
            kernel_manager_class=kernels.manager_class(),
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


def _describe_failure(source: Path, fault: BaseException) -> RunError:
    """Say where a notebook failed and why."""
    kind = getattr(fault, "ename", type(fault).__name__)
    cell = getattr(fault, "exec_count", None)
    place = f"{source.stem}, cell [{cell}]" if cell else source.stem
    said = str(getattr(fault, "evalue", ""))
    if kind in {"InputError", "ContractError", "ParameterError", "GpgpError"}:
        return RunError(f"{place}: {said}")
    if kind == "CellTimeoutError":
        return RunError(f"{place}: a cell ran longer than its limit; nothing is published.")
    if kind == "DeadKernelError":
        return RunError(f"{place}: the kernel died (out of memory?); nothing is published.")
    line = _find_line(getattr(fault, "traceback", []))
    known = getattr(builtins, kind, None)
    if isinstance(known, type) and issubclass(known, OSError):  # the system's words, not a row's
        return RunError(f"{place}: {said}{f' ({line})' if line else ''}; nothing is published.")
    return UnexpectedError(place, kind, said, line)


def _find_line(traceback: Sequence[str]) -> str:
    """Return the last line of gpgp's own that a traceback of IPython names, '' if there is none."""
    text = _COLOURS.sub("", "\n".join(traceback))
    frames = [(Path(file), number) for file, number in _FRAME.findall(text)]
    own = [
        f"{file.relative_to(PACKAGE.parent).as_posix()}, line {number}"
        for file, number in frames
        if file.is_relative_to(PACKAGE)
    ]
    return own[-1] if own else ""


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
    """Move what an unfinished run left to ``failed/``; where that cannot be, remove it."""
    if not part.exists():
        return
    failed = target.parent / "failed"
    try:
        failed.mkdir(mode=0o700, exist_ok=True)
        os.chmod(failed, 0o700)  # noqa: PTH101 - mkdir's mode is cut by the umask
        part.replace(failed / target.name)
    except OSError:
        with suppress(OSError):
            part.unlink()
