"""The disclosure gate: stage tables with true numbers come in, protected tables go out.

Nothing else in the package makes a :class:`ProtectedTable`, and no renderer takes anything else.
"""

from gpgp.disclosure.brief_tables import compare_area
from gpgp.disclosure.inputs import gather_material
from gpgp.disclosure.pooling import POOL, Area
from gpgp.disclosure.protect import clean_text
from gpgp.disclosure.protected import (
    CONFIDENTIAL,
    POOLED,
    Cell,
    Column,
    ProtectedTable,
    Row,
    find_cell,
)
from gpgp.disclosure.tables import protect_material, protect_tables

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
