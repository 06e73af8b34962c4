"""Choices: how many people chose each option, and in which constituencies."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import print_people
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.shares import suppress_shares
from gpgp.disclosure.sums import hide_parts
from gpgp.instrument.questions import Choice, MultiChoice
from gpgp.report.tables.making import TrueRow, make_table
from gpgp.tables import NO_ANSWER, NOT_MATCHED

CHOICES = Declaration(
    "choices",
    "{title}",
    (
        TableColumn("option", "Option"),
        TableColumn("n_people", "People", "count", "people who chose"),
        TableColumn("share", "Share of those who chose (%)", "percent", "people who chose"),
    ),
    audit="sum",
    place="paper",
    of=("choice", "multi_choice"),
)
CHOICES_BY_CONSTITUENCY = Declaration(
    "choices_by_constituency",
    "{title}, by constituency",
    (
        TableColumn("option", "Option"),
        TableColumn("area", "{label} (%)", "percent", "people who chose", each="areas"),
    ),
    audit="item",
    place="annex",
    of=("choice", "multi_choice"),
)
SOMETHING_ELSE = "Something else (written in)"
Choosing = Choice | MultiChoice


def tabulate_choices(material: Material, question: Choosing) -> list[ProtectedTable]:
    """Return who chose each option, of everyone and by constituency; nothing if nobody chose.

    The base is everyone who chose or wrote in anything. What is not on the list is one row, so
    that the numbers of a question with one answer each add up to the base.
    """
    chosen = rows_of(material.tables["choices"], question.id)
    made = chosen.loc[chosen["option_code"] != NO_ANSWER]
    if made.empty:
        return []
    labels = {item.code: item.label for item in question.items}
    if (made["option_code"] == NOT_MATCHED).any():
        labels[NOT_MATCHED] = SOMETHING_ELSE
    made = made.loc[made["option_code"].isin(labels)]
    counts = made.groupby("option_code", observed=True)["response_id"].nunique()
    numbers = {code: int(counts.get(code, 0)) for code in labels}
    codes = sorted(labels, key=lambda code: (code == NOT_MATCHED, -numbers[code], code))
    base = made["response_id"].nunique()
    withheld = hide_options(
        numbers,
        base,
        material.profile,
        is_single=question.type == "choice" and sum(numbers.values()) == base,
        is_sensitive=question.sensitive,
    )
    listed = {code: labels[code] for code in codes}
    rows_by_area, hidden_of_all = _list_by_constituency(material, question, made, listed)
    withheld = {code: withheld[code] or code in hidden_of_all for code in codes}
    words = {"title": question.title.rstrip(".")}
    rows = [
        (
            code,
            (
                true_tables.Label(labels[code], code),
                true_tables.Count(numbers[code], base, withheld[code]),
                true_tables.Share(numbers[code], base, NOTHING if withheld[code] else SHARE),
            ),
        )
        for code in codes
    ]
    people = print_people(base, profile=material.profile)
    note = f"Base: {people} people who chose at least one, or wrote something in."
    tables = [make_table(CHOICES, material, rows, question=question, words=words, notes=(note,))]
    if material.constituencies:
        tables.append(
            make_table(
                CHOICES_BY_CONSTITUENCY,
                material,
                rows_by_area,
                question=question,
                words=words,
                each={"areas": [(area.code, area.label) for area in material.constituencies]},
            )
        )
    return tables


def _list_by_constituency(
    material: Material, question: Choosing, made: pd.DataFrame, labels: Mapping[str, str]
) -> tuple[list[TrueRow], set[str]]:
    """The share of each constituency that chose each option, and options hidden of everyone.

    All options of a question with one answer each are audited together; of a question with
    several, each option against those who did not choose it.
    """
    people = material.tables["responses"].set_index("response_id")["constituency_code"]
    area_of = {code: area.code for area in material.constituencies for code in area.members}
    areas = made["response_id"].map(people).map(area_of)
    codes = [area.code for area in material.constituencies]
    bases = made.groupby(areas)["response_id"].nunique().reindex(codes, fill_value=0)
    n_all = made["response_id"].nunique()
    bases = np.array([*bases, n_all - bases.sum()], dtype=int)
    parts = np.array(
        [
            made.loc[made["option_code"] == option]
            .groupby(areas)["response_id"]
            .nunique()
            .reindex(codes, fill_value=0)
            for option in labels
        ],
        dtype=int,
    ).T
    totals = [made.loc[made["option_code"] == option, "response_id"].nunique() for option in labels]
    parts = np.vstack([parts, np.array(totals) - parts.sum(axis=0)])
    is_single = question.type == "choice" and int(parts.sum()) == n_all
    blocks = [list(range(len(labels)))] if is_single else [[i] for i in range(len(labels))]
    kinds = np.zeros((len(codes) + 1, len(labels)), dtype=int)
    may_print = (np.arange(len(parts)) < len(codes))[:, None]
    for block in blocks:
        found = suppress_shares(
            parts[:, block],
            bases=bases,
            threshold=material.profile.threshold,
            floor=material.profile.share_base_floor,
            may_print=np.repeat(may_print, len(block), axis=1),
            is_sensitive=question.sensitive,
        )
        kinds[:, block] = np.delete(found.kinds, len(codes), axis=0)
    is_hidden = (kinds[-1] == NOTHING) & (n_all >= material.profile.share_base_floor)
    rows: list[TrueRow] = [
        (
            option,
            (
                true_tables.Label(label, option),
                *(
                    true_tables.Share(int(parts[row, i]), int(bases[row]), int(kinds[row, i]))
                    for row in range(len(codes))
                ),
            ),
        )
        for i, (option, label) in enumerate(labels.items())
    ]
    return rows, {option for option, hidden in zip(labels, is_hidden, strict=True) if hidden}


def hide_options(
    numbers: Mapping[str, int],
    base: int,
    profile: Profile,
    *,
    is_single: bool,
    is_sensitive: bool = False,
) -> dict[str, bool]:
    """Return which options to withhold.

    Where each person is in one option (``is_single``), all add up to the base. Else each option
    is a sum of its own: those who chose it and those who did not.
    """
    sums = [list(numbers)] if is_single else [[code] for code in numbers]
    withheld: dict[str, bool] = {}
    for codes in sums:
        parts = [numbers[code] for code in codes]
        rest = [] if is_single else [base - parts[0]]
        hidden = hide_parts(np.array([*parts, *rest]), profile=profile, is_sensitive=is_sensitive)
        withheld |= dict(zip(codes, hidden.tolist(), strict=False))
    return withheld
