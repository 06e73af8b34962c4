"""What to do next on a consultation, from the state of its files."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd

from gpgp import storage
from gpgp.errors import ContractError, InputError


@dataclass(frozen=True)
class NextStep:
    """One thing to do: why, and the command or notebook that does it."""

    why: str
    how: str


def list_next_steps(project: storage.Project, name: str) -> list[NextStep]:
    """List what to do next, the most urgent first; nothing before it can be done.

    Raises
    ------
    InputError
        consultation.yaml has a fault.
    """
    if not (project.raw(name) / "consultation.yaml").is_file():
        return [NextStep("there is no export yet", f"gpgp init EXPORT --name {name}")]
    storage.read_consultation(project, name)
    try:
        findings = storage.read_table(project, name, "findings")
        drift = storage.read_table(project, name, "theme_drift")
        found = storage.read_table(project, name, "themes")
    except (InputError, ContractError):
        return [
            NextStep("nothing has been analysed with this version yet", f"gpgp check {name}"),
            NextStep("then the analysis", f"gpgp report {name}"),
        ]
    steps = []
    n_lost = int(findings["severity_code"].eq("loss").sum())
    if n_lost:
        steps.append(NextStep(f"{n_lost} findings lose answers", f"gpgp check {name}"))
    if not storage.is_analysed_since(project, name):
        why = "the export or consultation.yaml changed since the analysis"
        steps.append(NextStep(why, f"gpgp report {name}"))
    return [*steps, *_list_theme_steps(project, name, found, drift), *_last(project, name)]


def _list_theme_steps(
    project: storage.Project, name: str, found: pd.DataFrame, drift: pd.DataFrame
) -> list[NextStep]:
    steps = []
    unsaved = storage.read_unsaved(project, name, "decisions.json")
    if unsaved:
        n = len(json.loads(unsaved)["steps"])
        steps.append(NextStep(f"{n} decisions on themes are not saved", "notebook 06"))
    if storage.read_coding(project, name, "code_frame.yaml") is None:
        if len(found):
            why = f"{len(found)} themes are proposed and nobody has read them"
            steps.append(NextStep(why, "notebook 06"))
        return steps
    if storage.is_decided_since(project, name, "code_frame.yaml", table="themes"):
        steps.append(NextStep("themes were decided on since the analysis", f"gpgp report {name}"))
    reasons = {
        "carried_over": "themes were carried over by words and wait to be read",
        "not_in_frame": "proposals are not in the code frame",
        "not_applied": "decisions do not, or not fully, apply",
        "not_remembered": "themes are not remembered yet",
    }
    for code, why in reasons.items():
        n = int(drift["drift_code"].eq(code).sum())
        if n:
            how = f"gpgp code-frame {name}" if code == "not_remembered" else "notebook 06"
            steps.append(NextStep(f"{n} {why}", how))
    return steps


def _last(project: storage.Project, name: str) -> list[NextStep]:
    if not (project.reports(name) / "board_report.html").is_file():
        return [NextStep("there is no report", f"gpgp report {name}")]
    return [NextStep("the report can be read and released", f"gpgp release {name}")]
