"""Numbers that people gave, such as an age or a headcount: medians and quartiles."""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.protected import LOW, ProtectedTable
from gpgp.instrument.questions import Number
from gpgp.report.tables.making import make_table
from gpgp.tables import ALL

NUMBERS = Declaration(
    "numbers",
    "{title}",
    (
        TableColumn("area", "Group"),
        TableColumn("n_answers", "Answers", "count", "answers"),
        TableColumn("low", "Lower quartile{unit}", "figure"),
        TableColumn("median", "Median{unit}", "figure"),
        TableColumn("high", "Upper quartile{unit}", "figure"),
    ),
    audit="figures",
    place="annex",
    of=("number",),
)


def tabulate_numbers(material: Material, question: Number) -> ProtectedTable | None:
    """Return median and quartiles of everyone, and of constituencies that stand alone.

    No figure stands on fewer answers than a share does; of everyone ten are enough.
    """
    given = find_numbers(material, question)
    if given.empty:
        return None
    people = material.tables["responses"].set_index("response_id")["constituency_code"]
    groups = given["response_id"].map(people)
    rows = [(ALL, _describe(material.everyone.label, ALL, given["value"]))]
    for area in material.constituencies:
        if area.is_pool:
            continue
        values = given.loc[groups == area.code, "value"]
        is_low = len(values) < material.profile.share_base_floor
        label = true_tables.Label(area.label, area.code)
        nothing = (true_tables.Missing(LOW),) * 4
        cells = (label, *nothing) if is_low else _describe(area.label, area.code, values)
        rows.append((area.code, cells))
    unit = question.unit
    words = {"title": question.title.rstrip("."), "unit": f" ({unit})" if unit else ""}
    return make_table(NUMBERS, material, rows, question=question, words=words)


def find_numbers(material: Material, question: Number) -> pd.DataFrame:
    """Return the answers to a question that are numbers; empty where there are none."""
    given = material.tables.get("numbers")
    if given is None:
        return pd.DataFrame(columns=["response_id", "value"])
    given = rows_of(given, question.id).dropna(subset=["value"])
    if "status_code" in given:
        given = given.loc[given["status_code"] == "answered"]
    return given


def _describe(label: str, code: str, values: pd.Series) -> tuple[true_tables.TrueCell, ...]:
    quartiles = np.percentile(values.astype(float), [25, 50, 75])
    return (
        true_tables.Label(label, code),
        true_tables.Base(len(values)),
        *(true_tables.Estimate(float(value), len(values)) for value in quartiles),
    )
