"""Notebooks as files: reading one, and what its cell of parameters declares."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import nbformat

from gpgp import storage
from gpgp.errors import ParameterError
from gpgp.parameters import Parameter, declare_parameters
from gpgp.provenance import HOUSE
from gpgp.runs.status import NextStep

README = "README.ipynb"
_README = """# What to do next: {name}

{steps}

| notebook | what it is for |
|---|---|
| 00 | how fieldwork goes, while answers come in |
| 01 to 04 | the analysis, as `gpgp report {name}` runs it |
| 05 | the page of one constituency |
| 06 | decide: unknown words, themes, quotes, codes |
| 07 | minutes of a meeting on the report |

These are copies, set to this consultation; *Run*, *Run All Cells* starts one.
Run the cell below to ask again."""
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


def copy_notebooks(project: storage.Project, name: str, *, steps: Sequence[NextStep] = ()) -> str:
    """Copy the notebooks, set to a consultation, to where git does not look.

    Copies that are there are kept; ``README.ipynb``, which says what to do next, is made anew.
    Returns their folder as people know it.
    """
    folder = project.processed(name) / "copies"
    for source in sorted((HOUSE / "notebooks").glob("*.ipynb")):
        if not (folder / source.name).exists():
            notebook = read_notebook(source)
            for cell in notebook.cells:
                if "parameters" in cell.metadata.get("tags", []):
                    setting = rf'\g<1>"{name}"'
                    cell.source = _CONSULTATION.sub(setting, cell.source)
            _write_notebook(notebook, folder / source.name)
    _write_notebook(_make_readme(name, steps), folder / README)
    return project.show(folder)


def _write_notebook(notebook: nbformat.NotebookNode, path: Path) -> None:
    storage.write_whole(path, (nbformat.writes(notebook) + "\n").encode())


def _make_readme(name: str, steps: Sequence[NextStep]) -> nbformat.NotebookNode:
    """Say on one screen what to do next, and let it be asked again."""
    listed = "\n".join(f"1. {step.why[:1].upper()}{step.why[1:]}: `{step.how}`" for step in steps)
    text = _README.format(name=name, steps=listed or "1. Run the cell below.")
    ask = (
        "from gpgp import runs, storage\n\n"
        f'for step in runs.list_next_steps(storage.open_project("."), "{name}"):\n'
        '    print(f"{step.why}: {step.how}")'
    )
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_markdown_cell(text), nbformat.v4.new_code_cell(ask)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    for number, cell in enumerate(made.cells):
        cell.id = f"readme-{number}"
    return made
