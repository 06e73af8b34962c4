"""Runs of the notebooks: parameters checked, executed by papermill, gated, exported, published."""

from gpgp.parameters import check_parameters
from gpgp.runs.changes import describe_changes
from gpgp.runs.execution import RunError, execute_notebook, find_incompleteness
from gpgp.runs.leaving_out import leave_out_answers
from gpgp.runs.notebooks import copy_notebooks, declared_parameters, read_notebook
from gpgp.runs.pipeline import (
    REPORT_STAGES,
    Finished,
    make_briefs,
    make_comparison,
    make_report,
)
from gpgp.runs.printing import make_papers, parse_formats, print_pdf
from gpgp.runs.releasing import Release, keep_handed_out, refuse_together, release_report
from gpgp.runs.status import NextStep, list_next_steps

__all__ = [
    "REPORT_STAGES",
    "Finished",
    "NextStep",
    "Release",
    "RunError",
    "check_parameters",
    "copy_notebooks",
    "declared_parameters",
    "describe_changes",
    "execute_notebook",
    "find_incompleteness",
    "keep_handed_out",
    "leave_out_answers",
    "list_next_steps",
    "make_briefs",
    "make_comparison",
    "make_papers",
    "make_report",
    "parse_formats",
    "print_pdf",
    "read_notebook",
    "refuse_together",
    "release_report",
]
