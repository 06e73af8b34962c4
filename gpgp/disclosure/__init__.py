"""The disclosure gate: stage tables with true numbers come in, protected tables go out.

Nothing else in the package makes a :class:`ProtectedTable`, and no renderer takes anything else.
"""

from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import gather_material
from gpgp.disclosure.pooling import POOL, Area
from gpgp.disclosure.protected import (
    CONFIDENTIAL,
    POOLED,
    Cell,
    ProtectedTable,
    TableRow,
    find_cell,
)

__all__ = [
    "CONFIDENTIAL",
    "POOL",
    "POOLED",
    "Area",
    "Cell",
    "Declaration",
    "ProtectedTable",
    "TableColumn",
    "TableRow",
    "find_cell",
    "gather_material",
]
