"""The brief: one page for one constituency, beside everyone else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import Area, ProtectedTable, gather_material
from gpgp.disclosure.profiles import Profile
from gpgp.disclosure.protected import TableRow
from gpgp.errors import ParameterError
from gpgp.instrument import Consultation, nearest_word
from gpgp.report.code_names import name_sides
from gpgp.report.render import markup
from gpgp.report.sections.front import write_flags
from gpgp.report.sections.source import CAVEAT, Source
from gpgp.report.tables import protect_material
from gpgp.report.tables.brief import ORDER_BESIDE, RATINGS_BESIDE, THEMES_BESIDE, compare_area
from gpgp.report.tables.respondents import WHO_BY_CONSTITUENCY


@dataclass(frozen=True)
class Brief:
    """One page.

    Attributes
    ----------
    title : str
    is_refused : bool
        The constituency is too small to be shown alone; the page says so in one line and shows
        the pool it is counted in, if that is large enough.
    tables : mapping of name to ProtectedTable
    body : Markup
    """

    title: str
    is_refused: bool
    tables: Mapping[str, ProtectedTable]
    body: Markup

    def _repr_html_(self) -> str:
        return str(Markup('<section class="report paper brief">\n{}\n</section>').format(self.body))


def compose_brief(
    tables: Mapping[str, pd.DataFrame],
    *,
    consultation: Consultation,
    constituency_code: str,
    profile: Profile,
) -> Brief:
    """Write the page of one constituency.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        The tables of :mod:`gpgp.tables`.
    consultation : Consultation
    constituency_code : str
        A constituency of the instrument.
    profile : Profile
        A constituency under its floor is refused; its pool gets the page.

    Returns
    -------
    Brief

    Raises
    ------
    ParameterError
        There is no such constituency.
    ContractError
        A table breaks its contract.
    """
    labels = {group.code: group.label for group in consultation.constituencies}
    if constituency_code not in labels:
        hint = nearest_word(constituency_code, set(labels))
        raise ParameterError(f"no constituency '{constituency_code}'{hint}")
    material = gather_material(tables, consultation=consultation, profile=profile)
    area = material.area_of(constituency_code)
    label = labels[constituency_code]
    refusal = _refuse(area, label, profile)
    title = f"What you told us: {label}"
    if area is None or area.n_responses < profile.share_base_floor:
        body = _write_head(consultation, profile, title) + markup.paragraph(refusal or "")
        return Brief(title, True, {}, body)
    board = protect_material(material)
    beside = compare_area(board, material=material, area=area)
    source = Source(beside, consultation, profile, {})
    responses = board[WHO_BY_CONSTITUENCY.name()]
    head = _write_head(consultation, profile, title)
    parts = [head, *([markup.paragraph(refusal)] if refusal else [])]
    parts.append(_say_size(source, area, responses))
    parts += _write_ratings(source) + _write_orders(source) + _write_themes(source)
    parts += [
        markup.heading("What happens next", level=2, anchor="next"),
        markup.officer_text(consultation.report.next_steps),
    ]
    return Brief(title, refusal is not None, beside, markup.join_markup(parts))


def _refuse(area: Area | None, label: str, profile: Profile) -> str | None:
    """The one line for a constituency that is not shown alone; None for one that is."""
    if area is None:
        return f"No response came from {label}."
    if not area.is_pool:
        return None
    return (
        f"{label} is not shown alone, because fewer than {profile.share_base_floor} responses came "
        f"from it; it is counted in “{area.label}”."
    )


def _write_head(consultation: Consultation, profile: Profile, title: str) -> Markup:
    masthead = Markup('<p class="masthead">{} · {} · Brief for one constituency</p>').format(
        consultation.organisation, consultation.title
    )
    flags = markup.join_markup(write_flags(consultation, profile))
    return Markup("<header>{}{}{}</header>").format(masthead, flags, markup.heading(title, level=1))


def _say_size(source: Source, area: Area, responses: ProtectedTable) -> Markup:
    own, everyone = (responses.cell(key, "n_responses") for key in (area.code, "all"))
    size = number_words.capitalise(source.about(own))
    text = f"{size} of {everyone.text} responses came from {area.label}."
    return Markup('<p class="lead">{}</p>').format(text) + markup.paragraph(CAVEAT)


def _write_ratings(source: Source) -> list[Markup]:
    parts: list[Markup] = []
    for question in source.questions("rating", table=RATINGS_BESIDE):
        table = source.take(RATINGS_BESIDE, question)
        keys = table.column_keys

        def draw(row: TableRow, keys: tuple[str, ...] = keys) -> Markup:
            return markup.draw_range(
                *(row.cells[keys.index(name)] for name in ("share", "lowest", "highest"))
            )

        title = "Where you stand with the others, and where apart"
        lead = (
            f"Share who {name_sides(question).verb}: the dark stroke is yours, the bar runs over "
            "the printed shares of the others; the lines stand at one half and two-thirds."
        )
        parts += [
            markup.heading(title, level=2, anchor=table.name),
            markup.paragraph(_say_apart(table)),
            markup.note(lead),
            source.show(table, share=draw),
        ]
    return parts


def _say_apart(table: ProtectedTable) -> str:
    """Items where everyone's share lies outside the constituency's own interval."""
    apart, shown = [], 0
    for key in table.row_keys:
        own, everyone, interval = (
            table.cell(key, name) for name in ("share", "everyone", "interval")
        )
        if interval.low is None or interval.high is None or everyone.value is None:
            continue
        shown += 1
        if not interval.low <= everyone.value <= interval.high:
            item = table.cell(key, "item").text
            apart.append(f"“{item}” ({own.text} of you, {everyone.text} of everyone)")
    if not shown:
        return "Too few of you answered to say where you stand apart from everyone's share."
    if not apart:
        n = number_words.spell_number(shown)
        return f"On all {n} that can be compared, you stand with the others."
    return f"You stand apart on {number_words.join_words(apart)}."


def _write_orders(source: Source) -> list[Markup]:
    parts = []
    for question in source.questions("ranking", table=ORDER_BESIDE):
        name = ORDER_BESIDE.name(question.id)
        table = source.tables[name]
        own = table.cell(table.row_keys[0], "own")
        if own.value is None:
            continue
        first = table.rows[0].cells[0].text
        place = table.rows[0].cells[2].text
        text = f"You put “{first}” in place 1; its place for everyone is {place}."
        parts += [
            markup.heading("Your priorities beside everyone's", level=2, anchor=name),
            markup.paragraph(text),
            source.show(table),
        ]
    return parts


def _write_themes(source: Source) -> list[Markup]:
    if not source.has(THEMES_BESIDE):
        return []
    first = source.tables[THEMES_BESIDE.name()].rows[0]
    everyone = "" if first.cells[2].mark else f", {first.cells[2].text} of everyone who did"
    text = (
        f"“{first.cells[0].text}” leads what you raised: {first.cells[1].text} of those of you who "
        f"wrote{everyone}."
    )
    return [
        markup.heading("Your themes", level=2, anchor="themes_beside"),
        markup.paragraph(text),
        source.show(source.tables[THEMES_BESIDE.name()]),
    ]
