"""Choices: how many people chose each option, and in which constituencies."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gpgp.disclosure import true_tables
from gpgp.disclosure.area_shares import decide_area_shares
from gpgp.disclosure.bands import NOTHING, SHARE
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import Material, rows_of
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import print_people
from gpgp.disclosure.protected import ProtectedTable
from gpgp.disclosure.sums import hide_parts
from gpgp.instrument.questions import Choice, MultiChoice
from gpgp.report.tables.making import TrueRow, make_table
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED

CHOICES = Declaration(
    "choices",
    "{title}",
    (
        TableColumn("option", "Option"),
        TableColumn("n_people", "People", "count", "people who chose"),
        TableColumn("share", "Share of those who chose (%)", "percent", "people who chose"),
        TableColumn("ahead", "Ahead of all others beyond chance"),
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
CLEAR = "clear"  # more than two standard errors ahead, and in every view
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
    labels: dict[str, str] = {item.code: item.label for item in question.items}
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
    firsts = rows_of(material.tables["priorities_firsts"], question.id)
    is_clear = (firsts["group_code"] == ALL) & (firsts["first_code"] == CLEAR)
    ahead = set(firsts.loc[is_clear, "leaders"])
    words = {"title": question.title.rstrip(".")}
    rows = [
        (
            code,
            (
                true_tables.Label(labels[code], code),
                true_tables.Count(numbers[code], base, withheld[code]),
                true_tables.Share(numbers[code], base, NOTHING if withheld[code] else SHARE),
                true_tables.Label("yes", CLEAR) if code in ahead else true_tables.Label("no"),
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
    """The share of each constituency that chose each option, and options hidden of everyone."""
    decided = _decide_options(material, question, made, list(labels))
    people = material.tables["responses"].set_index("response_id")["constituency_code"]
    area_of = {code: area.code for area in material.constituencies for code in area.members}
    areas = made["response_id"].map(people).map(area_of)
    bases = made.groupby(areas)["response_id"].nunique()
    chosen = made.groupby([areas, "option_code"], observed=True)["response_id"].nunique()
    rows: list[TrueRow] = []
    for option, label in labels.items():
        cells = (
            true_tables.Share(
                int(chosen.get((area.code, option), 0)),
                int(bases.get(area.code, 0)),
                decided.get((area.code, option), NOTHING),
            )
            for area in material.constituencies
        )
        rows.append((option, (true_tables.Label(label, option), *cells)))
    is_enough = made["response_id"].nunique() >= material.profile.share_base_floor
    hidden = {option for option in labels if is_enough and decided[ALL, option] == NOTHING}
    return rows, hidden


def _decide_options(
    material: Material, question: Choosing, made: pd.DataFrame, options: list[str]
) -> dict[tuple[str, str], int]:
    """What may be printed of each option, by area code, and of everyone.

    All options of a question with one answer each are audited together; of a question with
    several, each option against those who did not choose it. What the public report prints is
    known to the reader of another one.
    """
    earlier = material.published
    published = _decide_options(earlier, question, made, options) if earlier else {}
    people = made.groupby("response_id", sort=True)["option_code"].agg(list)
    codes = material.tables["responses"].set_index("response_id")["constituency_code"]
    codes = codes.reindex(people.index).to_numpy(dtype=str)
    is_single = question.type == "choice" and bool((people.str.len() == 1).all())
    decided: dict[tuple[str, str], int] = {}
    for block in [options] if is_single else [[option] for option in options]:
        parts = [
            next((place for place, option in enumerate(block) if option in chosen), len(block))
            for chosen in people
        ]
        known = {
            area: np.array([published[area, option] for option in block])
            for area in {area for area, _ in published}
        }
        kinds = decide_area_shares(
            material,
            codes,
            np.array(parts, dtype=int),
            n_parts=max(2, len(block)),
            n_printed=len(block),
            published=known,
            is_sensitive=question.sensitive,
        )
        decided |= {
            (area, option): int(kind)
            for area, each in kinds.items()
            for option, kind in zip(block, each, strict=True)
        }
    return decided


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
