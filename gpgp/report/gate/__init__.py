"""The disclosure gate: stage tables with true numbers come in, protected tables go out.

Nothing else in the package makes a :class:`ProtectedTable`, and no renderer takes anything else.
"""

from gpgp.report.gate.protected import Cell, Column, ProtectedTable, Row
from gpgp.report.gate.tables import protect_tables
from gpgp.report.gate.verdicts import matrix_cell

__all__ = ["Cell", "Column", "ProtectedTable", "Row", "matrix_cell", "protect_tables"]
