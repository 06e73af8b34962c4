"""Rows of the ``findings`` table: what reading or checking an export came upon."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import pandas as pd

from gpgp.tables import SPECS, check_table, empty_table


@dataclass(frozen=True)
class Finding:
    """One judgement call; the columns are those of the ``findings`` contract."""

    finding_code: str
    subject: str
    n_rows: int
    what_to_do: str
    value: str = ""
    severity_code: str = "note"


def findings_table(findings: list[Finding]) -> pd.DataFrame:
    """Return findings as the table of the contract, sorted by its key."""
    if not findings:
        return empty_table(SPECS["findings"])
    return check_table(pd.DataFrame([asdict(f) for f in findings]), SPECS["findings"])
