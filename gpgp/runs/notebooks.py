"""Notebooks as files: reading one, and what its cell of parameters declares."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from gpgp import storage
from gpgp.errors import ParameterError
from gpgp.parameters import Parameter, declare_parameters
from gpgp.provenance import HOUSE

_CONSULTATION = re.compile(r'^(consultation: str = )"[^"]*"', re.MULTILINE)


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
    try:
        return declare_parameters(cells[0].source)
    except ParameterError as fault:
        raise ParameterError(f"notebook {name}: {fault}") from None


def copy_notebooks(project: storage.Project, name: str) -> str:
    """Copy the notebooks, set to a consultation, to where git does not look.

    Copies that are there are kept. Returns their folder as people know it.
    """
    folder = project.processed(name) / "copies"
    for source in sorted((HOUSE / "notebooks").glob("*.ipynb")):
        if not (folder / source.name).exists():
            notebook = read_notebook(source)
            for cell in notebook.cells:
                if "parameters" in cell.metadata.get("tags", []):
                    setting = rf'\g<1>"{name}"'
                    cell.source = _CONSULTATION.sub(setting, cell.source)
            text = nbformat.writes(notebook) + "\n"
            storage.write_whole(folder / source.name, text.encode())
    return project.show(folder)
