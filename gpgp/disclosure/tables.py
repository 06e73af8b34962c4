"""All stage tables through the gate, by name: what a report may be made of."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pandas as pd

from gpgp.disclosure.campaigns import protect_campaigns
from gpgp.disclosure.coverage import protect_coverage
from gpgp.disclosure.distinctive import protect_distinctive
from gpgp.disclosure.headings import protect_headings
from gpgp.disclosure.inputs import Material, gather_material
from gpgp.disclosure.pairs import protect_pairs
from gpgp.disclosure.priorities import protect_priorities
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.quality import protect_findings
from gpgp.disclosure.ratings import protect_ratings
from gpgp.disclosure.responses import protect_responses
from gpgp.disclosure.themes import protect_themes
from gpgp.disclosure.wording import protect_wording
from gpgp.errors import ContractError
from gpgp.instrument import Consultation

PARTS = (
    protect_responses,
    protect_campaigns,
    protect_ratings,
    protect_pairs,
    protect_priorities,
    protect_coverage,
    protect_themes,
    protect_headings,
    protect_distinctive,
    protect_wording,
    protect_findings,
)


def protect_tables(
    tables: Mapping[str, pd.DataFrame], *, consultation: Consultation, profile: Profile
) -> Mapping[str, ProtectedTable]:
    """Turn the stage tables into the protected tables of a report.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        The tables of :mod:`gpgp.tables`; one that is not there counts as empty.
    consultation : Consultation
    profile : Profile

    Returns
    -------
    mapping of name to ProtectedTable
        In the order of the report. What there is nothing of is not there.

    Raises
    ------
    ContractError
        A table breaks its contract, or the ids of questions make two tables of one name.
    """
    return protect_material(gather_material(tables, consultation=consultation, profile=profile))


def protect_material(material: Material) -> Mapping[str, ProtectedTable]:
    """Return the protected tables of tables that are gathered and parted already."""
    protected: dict[str, ProtectedTable] = {}
    for protect_part in PARTS:
        for name, table in protect_part(material).items():
            if name in protected:
                raise ContractError(
                    f"two tables would be called {name}; give the question another id."
                )
            protected[name] = table
    return MappingProxyType(protected)
