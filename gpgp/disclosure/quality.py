"""Data quality through the gate: what cleaning had to decide, without a respondent's words."""

from __future__ import annotations

from gpgp.disclosure import code_names, true_tables
from gpgp.disclosure.inputs import Material
from gpgp.disclosure.protect import protect
from gpgp.disclosure.protected import Column, ProtectedTable


def protect_findings(material: Material) -> dict[str, ProtectedTable]:
    """Return the judgement calls of cleaning by kind; the spellings themselves stay private.

    Audit: none; rounded numbers of rows that add up to no printed total.
    """
    findings = material.tables["findings"]
    known = findings.loc[findings["finding_code"].isin(code_names.FINDING_NAMES)]
    if known.empty:
        return {}
    counts = known.groupby("finding_code", observed=True)["n_rows"].sum()
    losses = set(known.loc[known["severity_code"] == "loss", "finding_code"])
    rows = []
    for code, name in code_names.FINDING_NAMES.items():
        if code in counts.index:
            kind = "an answer is lost" if code in losses else "nothing is lost"
            cells = (true_tables.Words(name, code), true_tables.ReasonCount(int(counts[code])))
            rows.append((code, (*cells, true_tables.Words(kind))))
    columns = (
        Column("finding", "Finding"),
        Column("n_rows", "Answers or rows", "count"),
        Column("kind", "What it means"),
    )
    draft = true_tables.Draft(
        "data_quality", f"What cleaning decided{material.caption_suffix}", columns, tuple(rows)
    )
    return {"data_quality": protect(draft, profile=material.profile)}
