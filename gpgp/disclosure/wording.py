"""What people ask to add, drop or replace in the wording, through the gate."""

from __future__ import annotations

import pandas as pd

from gpgp.disclosure import code_names, true_tables
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import Column, ProtectedTable
from gpgp.disclosure.themes import LONG_NUMBER

MOST_REQUESTS = 20


def list_requests(material: Material) -> pd.DataFrame:
    """Return the requests that enough people made, most asked for first."""
    requests = material.tables["wording_requests"]
    floor = max(material.profile.threshold, material.profile.term_floor)
    is_safe = ~requests["word"].str.contains(LONG_NUMBER)
    made = requests.loc[(requests["n_respondents"] >= floor) & is_safe].sort_values(
        ["n_respondents", "action_code", "word"], ascending=[False, True, True]
    )
    return made.head(MOST_REQUESTS)


def protect_wording(material: Material) -> dict[str, ProtectedTable]:
    """Return the table of requests.

    Audit: none; the requests share people and add up to nothing.
    """
    made = list_requests(material)
    if made.empty:
        return {}
    rows = []
    for place, row in enumerate(made.itertuples(), start=1):
        element = "none of them"
        if pd.notna(row.element_code):
            element = material.consultation.label_of(row.element_code)
        request = code_names.REQUEST_PHRASES[row.action_code].format(row.word, row.replacement)
        cells = (
            true_tables.Words(request, row.action_code),
            true_tables.Words(element),
            true_tables.Count(int(row.n_respondents)),
        )
        rows.append((f"request_{place}", cells))
    columns = (
        Column("request", "Request"),
        Column("element", "Element whose wording holds the word"),
        Column("n_people", "People", "count"),
    )
    draft = true_tables.Draft(
        "wording_requests",
        f"What people ask to add, drop or replace{material.caption_suffix}",
        columns,
        tuple(rows),
        ("Set phrases are counted; what people say in other ways is not in these numbers.",),
    )
    return {"wording_requests": protect(draft, profile=material.profile)}
