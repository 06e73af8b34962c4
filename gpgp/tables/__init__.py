"""The contract of every table that crosses a file.

``check_table(frame, SPECS["responses"])`` returns the frame in the contract's column order and
types, sorted by its key, or raises :class:`~gpgp.errors.ContractError`. It never repairs.
"""

from gpgp.tables.agreed import AGREED
from gpgp.tables.cleaned import CLEANED, LOSS, NOTE, Finding, list_findings
from gpgp.tables.compared import COMPARED
from gpgp.tables.contract import (
    ALL,
    DONT_KNOW,
    NO_ANSWER,
    NOT_ASKED,
    NOT_MATCHED,
    Column,
    TableSpec,
    assemble_table,
    check_table,
    empty_table,
)
from gpgp.tables.decided import DECIDED, DECISIONS, KINDS, STATUSES
from gpgp.tables.themed import THEMED

SPECS: dict[str, TableSpec] = {**CLEANED, **THEMED, **AGREED}

__all__ = [
    "AGREED",
    "ALL",
    "CLEANED",
    "COMPARED",
    "DECIDED",
    "DECISIONS",
    "DONT_KNOW",
    "KINDS",
    "LOSS",
    "NOTE",
    "NOT_ASKED",
    "NOT_MATCHED",
    "NO_ANSWER",
    "SPECS",
    "STATUSES",
    "THEMED",
    "Column",
    "Finding",
    "TableSpec",
    "assemble_table",
    "check_table",
    "empty_table",
    "list_findings",
]
