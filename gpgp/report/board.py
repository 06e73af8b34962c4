"""The board report: stage tables in, sections of HTML and published tables out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from gpgp.disclosure import ProtectedTable, gather_material
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.quotes import approve_quotes
from gpgp.instrument import Consultation
from gpgp.report.render.table_files import write_csv
from gpgp.report.sections import WRITERS, Section, Source
from gpgp.report.sections.statement import read_edits
from gpgp.report.tables import order_tables, protect_material


@dataclass(frozen=True)
class BoardReport:
    """The report before it becomes a page.

    Attributes
    ----------
    sections : mapping of anchor to Section
        In order; a notebook displays one per cell.
    tables : mapping of name to ProtectedTable
        Everything the sections print, numbered from 1 in this order.
    published : mapping of file name to bytes
        The same tables as CSV.
    refused_quotes : DataFrame
        Approvals that do not hold, and why. Private.
    """

    sections: Mapping[str, Section]
    tables: Mapping[str, ProtectedTable]
    published: Mapping[str, bytes]
    refused_quotes: pd.DataFrame


def compose_board_report(
    tables: Mapping[str, pd.DataFrame],
    *,
    consultation: Consultation,
    profile: Profile,
    provenance: Mapping[str, object],
    quote_approvals: str | None = None,
    statement_edits: str | None = None,
) -> BoardReport:
    """Write the board report.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        The tables of :mod:`gpgp.tables`. Any may be empty or absent: then the report says so.
    consultation : Consultation
    profile : Profile
        Whose disclosure rules hold.
    provenance : mapping of label to value
        Printed at the end as it stands: hashes of the input, rows, code version, parameters.
    quote_approvals : str or None
        The text of the file in which a person approved quotes; None, the default: no quotes.
    statement_edits : str or None
        The text of the file in which the officer edited clauses of the statement of intent.

    Returns
    -------
    BoardReport

    Raises
    ------
    ContractError
        A table breaks its contract.
    InputError
        The approvals of quotes, or the edits of the statement, are not what they should be.
    """
    material = gather_material(tables, consultation=consultation, profile=profile)
    protected = order_tables(protect_material(material), consultation=consultation)
    printed = {str(label): str(value) for label, value in provenance.items()}
    quotes = approve_quotes(quote_approvals, material.tables, profile=profile)
    edits = read_edits(statement_edits)
    source = Source(protected, consultation, profile, printed, quotes.approved, edits)
    sections = [write(source) for write in WRITERS]
    return BoardReport(
        sections=MappingProxyType({section.anchor: section for section in sections}),
        tables=protected,
        published=MappingProxyType(
            {f"{name}.csv": write_csv(table) for name, table in protected.items()}
        ),
        refused_quotes=quotes.refused,
    )
