"""Findings: judgement calls that are reported and never stop the work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

import pandas as pd

from gpgp.tables.cleaned import CLEANED
from gpgp.tables.contract import check_table

NOTE, LOSS = "note", "loss"  # nothing is lost; an answer is


@dataclass(frozen=True)
class Finding:
    """One judgement call: one row of the table ``findings``."""

    finding_code: str
    subject: str
    n_rows: int
    severity_code: str
    what_to_do: str
    value: str = ""


def list_findings(findings: Iterable[Finding]) -> pd.DataFrame:
    """Return findings as the table of that name, sorted by its key."""
    spec = CLEANED["findings"]
    rows = [asdict(finding) for finding in findings]
    return check_table(pd.DataFrame(rows, columns=list(spec.columns)), spec)
