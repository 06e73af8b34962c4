"""The disclosure gate: stage tables with true numbers come in, protected tables go out.

Nothing else in the package makes a :class:`ProtectedTable`, and no renderer takes anything else.
"""

from gpgp.report.gate.beside import compare_area
from gpgp.report.gate.material import gather_material
from gpgp.report.gate.pooling import POOL, Area
from gpgp.report.gate.protect import clean_text
from gpgp.report.gate.protected import (
    CONFIDENTIAL,
    POOLED,
    Cell,
    Column,
    ProtectedTable,
    Row,
    find_cell,
)
from gpgp.report.gate.tables import protect_material, protect_tables

__all__ = [
    "CONFIDENTIAL",
    "POOL",
    "POOLED",
    "Area",
    "Cell",
    "Column",
    "ProtectedTable",
    "Row",
    "clean_text",
    "compare_area",
    "find_cell",
    "gather_material",
    "protect_material",
    "protect_tables",
]
