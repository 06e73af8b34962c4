"""Put a table together from its parts and hold it against its contract."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from gpgp.tables import SPECS, check_table, empty_table


def assemble_table(name: str, parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Return the table of that contract made of all parts; without rows if none has any.

    Raises
    ------
    ContractError
        The parts do not make a table that keeps its contract.
    """
    filled = [part for part in parts if len(part)]
    if not filled:
        return empty_table(SPECS[name])
    return check_table(pd.concat(filled, ignore_index=True), SPECS[name])
