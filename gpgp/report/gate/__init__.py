"""The disclosure gate: stage tables with true numbers come in, protected tables go out.

Nothing else in the package makes a :class:`ProtectedTable`, and no renderer takes anything else.
"""

from gpgp.report.gate.protected import Cell, Column, ProtectedTable, Row, find_cell
from gpgp.report.gate.tables import protect_tables

__all__ = ["Cell", "Column", "ProtectedTable", "Row", "find_cell", "protect_tables"]
