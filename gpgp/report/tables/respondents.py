"""Who answered, what was set aside, what cleaning decided."""

from __future__ import annotations

from typing import Any

import numpy as np

from gpgp import number_words
from gpgp.disclosure import true_tables
from gpgp.disclosure.declaration import Declaration, TableColumn
from gpgp.disclosure.inputs import AREA_HEADS, Material
from gpgp.disclosure.pooling import Area
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protect import LEAST_REASON, round_people
from gpgp.disclosure.protected import (
    CONFIDENTIAL,
    LOW,
    NOT_APPLICABLE,
    NOT_AVAILABLE,
    ProtectedTable,
)
from gpgp.disclosure.sums import find_small, hide_in_sum, hide_parts, limit_rounded
from gpgp.report import code_names
from gpgp.report.tables.making import TrueRow, make_table
from gpgp.tables import ALL, NO_ANSWER, NOT_ASKED, NOT_MATCHED

HEARD_FROM = Declaration(
    "heard_from",
    "Who was heard",
    (
        TableColumn("dimension", "Kind"),
        TableColumn("n_listed", "On the list", "count"),
        TableColumn("n_answered", "Heard from", "count"),
        TableColumn("n_alone", "Shown alone", "count"),
        TableColumn("n_pooled", "Shown pooled", "count"),
        TableColumn("silent", "No response from"),
        TableColumn("pooled", "Pooled, with fewer responses each than are shown alone"),
    ),
    audit="no_people",
    place="annex",
)
WHO_BY_CONSTITUENCY, WHO_BY_NATION = (
    Declaration(
        f"who_answered_by_{dimension}",
        "Responses by {area_lower}",
        (
            TableColumn("area", "{area}"),
            TableColumn("n_responses", "Responses", "count", "responses"),
            TableColumn("share", "Share of all (%)", "percent", "responses"),
            TableColumn("population", "How many there are", "count", each="population"),
            TableColumn("rate", "Response rate (%)", "percent", "responses", each="rate"),
        ),
        audit="sizes",
        place=place,
    )
    for dimension, place in (("constituency", "paper"), ("nation", "annex"))
)
WHO_BY_KIND = Declaration(
    "who_answered_by_kind",
    "Individuals and organisations",
    (
        TableColumn("kind", "Answering as"),
        TableColumn("n_responses", "Number", "count", "responses"),
        TableColumn("share", "Share of all responses (%)", "percent", "responses"),
    ),
    audit="sum",
    place="annex",
)
LANGUAGES = Declaration(
    "who_answered_by_language",
    "Responses by language",
    (
        TableColumn("language", "Language"),
        TableColumn("n_responses", "Responses", "count", "responses"),
    ),
    audit="sum",
    place="annex",
)
LEDGER = Declaration(
    "ledger",
    "What became of each response received",
    (TableColumn("outcome", "Outcome"), TableColumn("n_rows", "Responses", "count", "responses")),
    audit="sum",
    place="annex",
)
THRESHOLDS = Declaration(
    "thresholds",
    "Levels and thresholds that verdicts, intervals and tests used",
    (TableColumn("about", "What it decides"), TableColumn("value", "Value", "figure")),
    audit="no_people",
    place="annex",
)
DATA_QUALITY = Declaration(
    "data_quality",
    "What cleaning decided",
    (
        TableColumn("finding", "Finding"),
        TableColumn("n_rows", "Answers or rows", "count"),
        TableColumn("kind", "What it means"),
    ),
    audit="no_people",
    place="annex",
)
WHO_ANSWERED = {"constituency": WHO_BY_CONSTITUENCY, "nation": WHO_BY_NATION}
RESERVED_LABELS = {NO_ANSWER: "No answer", NOT_MATCHED: "Not matched to the list"}
RESPONDENT_TYPES = {"individual": "Individuals", "organisation": "Organisations", **RESERVED_LABELS}


def tabulate_heard(material: Material) -> ProtectedTable:
    """How many constituencies and nations are on the list, answered, and stand alone here."""
    rows: list[TrueRow] = []
    for dimension, label in (("constituency", "Constituencies"), ("nation", "Nations and regions")):
        areas = material.areas(dimension)
        numbers = (
            len(material.consultation.groups(dimension)),
            sum(len(area.members) for area in areas),
            sum(not area.is_pool for area in areas),
            sum(len(area.members) for area in areas if area.is_pool),
        )
        if numbers[0]:
            cells: tuple[true_tables.TrueCell, ...] = (
                true_tables.Label(label),
                *(true_tables.Known(number) for number in numbers),
                *_name_unseen(material, dimension),
            )
            rows.append((dimension, cells))
    return make_table(HEARD_FROM, material, rows)


def _name_unseen(material: Material, dimension: str) -> tuple[true_tables.Label, true_tables.Label]:
    """The groups that nobody answered from, and those that are shown pooled only."""
    groups = material.consultation.groups(dimension)
    areas = material.areas(dimension)
    answered = {code for area in areas for code in area.members}
    parents = {group.parent for group in groups}  # England is heard through its regions
    pooled = {code for area in areas if area.is_pool for code in area.members}
    silent = [group for group in groups if group.code not in answered | parents]
    unseen = (silent, [group for group in groups if group.code in pooled])
    silent_label, pooled_label = (
        true_tables.Label(
            number_words.join_words([group.label for group in named]) or "none",
            tuple(group.code for group in named),
        )
        for named in unseen
    )
    return silent_label, pooled_label


def tabulate_groups(material: Material, dimension: str) -> ProtectedTable:
    """Responses by area, with the response rate where it is known how many there are."""
    groups = material.consultation.groups(dimension)
    populations = {group.code: group.population for group in groups if group.population}
    n_all = len(material.tables["responses"])
    sizes = material.sizes[dimension]
    rows: list[TrueRow] = []
    for area in material.areas(dimension):
        size = sizes[area.code]
        is_low = area.n_responses < material.profile.share_base_floor
        share = true_tables.Missing(LOW) if is_low else true_tables.SumShare(size, n_all)
        cells = (true_tables.Label(area.label, area.code), size, share)
        rows.append((area.code, (*cells, *_population_cells(material, populations, area, size))))
    nothing = true_tables.Missing(NOT_APPLICABLE)
    for code, label in RESERVED_LABELS.items():
        cells = (
            true_tables.Label(label, code),
            sizes[code],
            true_tables.SumShare(sizes[code], n_all),
        )
        rows.append((code, (*cells, *([nothing] * 2 if populations else []))))
    everyone = true_tables.Label(material.everyone.label, ALL)
    nothings = [nothing] * (3 if populations else 1)
    rows.append((ALL, (everyone, true_tables.Total(n_all), *nothings)))
    head = AREA_HEADS[dimension]
    return make_table(
        WHO_ANSWERED[dimension],
        material,
        rows,
        words={"area": head, "area_lower": head.lower()},
        each={name: [(name, "")] for name in ("population", "rate") if populations},
        notes=_group_notes(material, dimension),
    )


def _population_cells(
    material: Material, populations: dict[str, int], area: Area, size: Any
) -> list[true_tables.TrueCell]:
    """How many there are, and the response rate from the printed number, so it tells no more."""
    if not populations:
        return []
    if area.code not in populations:
        return [true_tables.Missing(NOT_AVAILABLE)] * 2
    population = populations[area.code]
    if size.is_withheld:
        return [true_tables.Known(population), true_tables.Missing(CONFIDENTIAL)]
    people = round_people(area.n_responses, profile=material.profile, rounding=size.rounding)
    rate = 100 * people / population
    text = "under 1%" if rate < 1 else number_words.format_percent(min(round(rate), 100))
    return [true_tables.Known(population), true_tables.Known(min(round(rate), 100), text)]


def _group_notes(material: Material, dimension: str) -> tuple[str, ...]:
    silent, _ = _name_unseen(material, dimension)
    notes = pool_notes(material, dimension)
    return (*notes, f"No response came from: {silent.text}.") if silent.codes else notes


def pool_notes(material: Material, dimension: str) -> tuple[str, ...]:
    """Return what a reader must know of rounding and of pools."""
    profile = material.profile
    labels = {group.code: group.label for group in material.consultation.groups(dimension)}
    notes = []
    areas = material.areas(dimension)
    roundings = [getattr(cell, "rounding", 1) for cell in material.sizes[dimension].values()]
    rounding = max([profile.rounding_base, *roundings])
    if rounding > 1:
        notes.append(
            f"Numbers of responses are rounded to the nearest {rounding} and may not sum to the "
            "total."
        )
    few = [
        area.label
        for area in areas
        if profile.share_base_floor <= area.n_responses < profile.care_floor
    ]
    if few:
        notes.append(
            f"Interpret with care, on fewer than {profile.care_floor} responses each: "
            f"{number_words.join_words(few)}."
        )
    for area in areas:
        if area.is_pool:
            members = number_words.join_words([labels[code] for code in area.members])
            notes.append(
                f"{area.label} are pooled, because fewer than {profile.share_base_floor} "
                f"responses came from each alone: {members}."
            )
    return tuple(notes)


def tabulate_kinds(material: Material) -> ProtectedTable | None:
    """Individuals and organisations; organisations named more often are part of both."""
    types = material.tables["responses"]["respondent_type_code"]
    if (types == NOT_ASKED).all():
        return None
    profile, n_all = material.profile, len(types)
    counts = np.array([int((types == code).sum()) for code in RESPONDENT_TYPES])
    small = find_small(counts, profile=profile)
    hidden, _ = hide_in_sum(
        counts,
        shown=limit_rounded(counts, rounding=profile.rounding_base, least=profile.threshold),
        veiled=(np.zeros(len(counts)), np.full(len(counts), float(n_all))),
        small=small,
        hidden=small,
    )
    rows: list[TrueRow] = []
    for (code, label), n, is_hidden in zip(RESPONDENT_TYPES.items(), counts, hidden, strict=True):
        people = true_tables.Count(int(n), n_all, bool(is_hidden))
        rows.append((code, (true_tables.Label(label), people, true_tables.SumShare(people, n_all))))
    organisations = material.tables["responses"]["organisation_id"].dropna().value_counts()
    n_named, n_several = len(organisations), int((organisations > 1).sum())
    is_told = bool(hide_parts(np.array([n_several, n_named - n_several]), profile=profile)[0])
    nothing = true_tables.Missing(NOT_APPLICABLE)
    named = (
        true_tables.Label("Different organisations named"),
        true_tables.Count(n_named, n_all),
        nothing,
    )
    more = true_tables.Count(n_several, n_named, is_told)
    rows.append(("organisations", named))
    rows.append(
        (
            "repeat_organisations",
            (true_tables.Label("Of these, answered more than once"), more, nothing),
        )
    )
    return make_table(WHO_BY_KIND, material, rows)


def _ledger_note(material: Material) -> str:
    rounded = " Reasons are rounded." if material.profile.rounding_base > 1 else ""
    return f"Received = analysed + set aside; these three are exact.{rounded}"


def tabulate_languages(material: Material) -> ProtectedTable | None:
    """Return the responses in each language, the largest first; None where there is one."""
    counts = material.tables["responses"]["language_code"].value_counts()
    if len(counts) < 2:
        return None
    numbers = np.array(counts, dtype=int)
    profile = material.profile
    small = find_small(numbers, profile=profile)
    hidden, _ = hide_in_sum(
        numbers,
        shown=limit_rounded(numbers, rounding=profile.rounding_base, least=profile.threshold),
        veiled=(np.zeros(len(numbers)), np.full(len(numbers), float(numbers.sum()))),
        small=small,
        hidden=small,
    )
    rows = [
        (
            str(code),
            (
                true_tables.Label(code_names.LANGUAGE_NAMES.get(str(code), str(code)), str(code)),
                true_tables.Count(int(n), int(numbers.sum()), bool(is_hidden)),
            ),
        )
        for (code, n), is_hidden in zip(counts.items(), hidden, strict=True)
    ]
    return make_table(LANGUAGES, material, rows)


def tabulate_ledger(material: Material) -> ProtectedTable:
    """Received, set aside by reason, analysed; the three totals are exact."""
    ledger = material.tables["ledger"]
    counts = ledger.loc[ledger["level_code"] == "response"].set_index("outcome_code")["n_rows"]
    n_analysed = len(material.tables["responses"])
    reasons = {code: int(n) for code, n in counts.items() if code in code_names.SET_ASIDE_REASONS}
    n_aside = sum(reasons.values())
    withheld = _hide_reasons(reasons, material.profile)
    received = int(counts.get("received", n_analysed + n_aside))
    rows: list[TrueRow] = []
    rows.append(("received", (true_tables.Label("Received"), true_tables.Total(received))))
    for code, label in code_names.SET_ASIDE_REASONS.items():
        if code in withheld:
            cell = true_tables.ReasonCount(reasons[code], withheld[code])
            rows.append(
                (code, (true_tables.Label(f"Set aside: {number_words.lower_first(label)}"), cell))
            )
    rows.append(("set_aside", (true_tables.Label("Set aside in all"), true_tables.Total(n_aside))))
    rows.append(("analysed", (true_tables.Label("Analysed"), true_tables.Total(n_analysed))))
    return make_table(LEDGER, material, rows, notes=(_ledger_note(material),))


def _hide_reasons(reasons: dict[str, int], profile: Profile) -> dict[str, bool]:
    """Return which other reasons to withhold, so that the exact total reveals no small one.

    Of so few that the total itself tells, no reason is named.
    """
    given = {code: n for code, n in reasons.items() if n > 0}
    counts, floor = np.array([*given.values()], dtype=int), max(profile.threshold, LEAST_REASON)
    small = counts < floor
    hidden, is_safe = hide_in_sum(
        counts,
        shown=limit_rounded(counts, rounding=profile.rounding_base, least=profile.threshold),
        veiled=(np.ones(len(counts)), np.where(small, floor - 1, counts.sum())),
        small=small,
        hidden=small,
    )
    return dict(zip(given, (hidden & ~small).tolist(), strict=True)) if is_safe else {}


def tabulate_thresholds(material: Material) -> ProtectedTable | None:
    """Return the thresholds of the run, so that a reader can check a verdict by hand."""
    table = material.tables["agreement_thresholds"]
    if table.empty:
        return None
    rows = [
        (
            row.threshold_code,
            (true_tables.Label(row.about), true_tables.Known(row.value, f"{row.value:.4g}")),
        )
        for row in table.itertuples()
    ]
    return make_table(THRESHOLDS, material, rows)


def tabulate_findings(material: Material) -> ProtectedTable | None:
    """Return the judgement calls of cleaning by kind; the spellings themselves stay private."""
    findings = material.tables["findings"]
    known = findings.loc[findings["finding_code"].isin(code_names.FINDING_NAMES)]
    if known.empty:
        return None
    counts = known.groupby("finding_code", observed=True)["n_rows"].sum()
    losses = set(known.loc[known["severity_code"] == "loss", "finding_code"])
    rows = []
    for code, name in code_names.FINDING_NAMES.items():
        if code in counts.index:
            kind = "an answer is lost" if code in losses else "nothing is lost"
            cells = (true_tables.Label(name, code), true_tables.ReasonCount(int(counts[code])))
            rows.append((code, (*cells, true_tables.Label(kind))))
    return make_table(DATA_QUALITY, material, rows)
