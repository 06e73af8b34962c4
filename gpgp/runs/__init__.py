"""Runs of the notebooks: parameters checked, executed by papermill, gated, exported, published."""

from gpgp.parameters import check_parameters
from gpgp.runs.execution import RunError, execute_notebook, find_incompleteness
from gpgp.runs.leaving_out import leave_out_answers
from gpgp.runs.notebooks import declared_parameters, read_notebook
from gpgp.runs.pipeline import Finished, make_briefs, make_report
from gpgp.runs.releasing import Release, release_report

__all__ = [
    "Finished",
    "Release",
    "RunError",
    "check_parameters",
    "declared_parameters",
    "execute_notebook",
    "find_incompleteness",
    "leave_out_answers",
    "make_briefs",
    "make_report",
    "read_notebook",
    "release_report",
]
