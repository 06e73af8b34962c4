"""The draft statement of intent: one clause per element and priority, from one fixed table."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from gpgp import number_words
from gpgp.report.render import markup
from gpgp.report.sections import prose
from gpgp.report.sections.source import Section, Source, make_section
from gpgp.report.tables.priorities import ORDER, ORDER_BY_CONSTITUENCY
from gpgp.report.tables.verdicts import REASONS, VERDICTS
from gpgp.tables import ALL

FIRM, LIKELY = 90, 67  # of 100 resamples


def write_statement(source: Source) -> Section:
    """Write the clauses with support, dissent and strength."""
    parts: list[Markup] = []
    rating, ranking = source.headline_rating, source.headline_ranking
    if rating is not None:
        parts.append(markup.heading("The vision", level=3))
        parts += [
            _write_element(source, rating, code)
            for code in source.tables[VERDICTS.name(rating.id)].row_keys
        ]
    if ranking is not None:
        parts.append(markup.heading("The priorities", level=3))
        order = source.tables[ORDER.name(ranking.id)].row_keys
        parts += [_write_priority(source, ranking, code) for code in order]
    if not parts:
        parts.append(markup.paragraph("There are no ratings and no order to draft clauses from."))
    else:
        lead = (
            "The wording follows from the verdicts by a fixed table; the officer edits it. Each "
            "clause stands with its support, its dissent and its strength."
        )
        parts.insert(0, markup.note(lead))
    return make_section("statement", "Draft statement of intent", parts)


def _clause(text: str, remarks: str, link: Markup) -> Markup:
    return Markup('<div class="clause"><p>{}</p><p class="note">{} {}</p></div>').format(
        text, remarks, link
    )


def _wording(question: Any, code: str) -> str:
    item = next(item for item in question.items if item.code == code)
    if item.wording is None:
        return f"“{item.label}”"
    return number_words.lower_first(item.wording.rstrip("."))


def _write_element(source: Source, question: Any, code: str) -> Markup:
    name = REASONS.name(question.id)
    table = source.tables[name]
    verdict = table.cell(code, "verdict")
    label, wording = prose.label_of(question, code), _wording(question, code)
    named = table.cell(code, "objectors").text
    partners = named if named != "none" else "those who are less sure"
    clause = {
        "shared": f"We will work for {wording}.",
        "shared_with_reservations": f"We will work for {wording}, and will work with {partners} "
        "on their reservations.",
        "divided_between": f"No clause: the sector does not agree on {label}; the board may wish "
        "to bring both sides together before it decides.",
        "divided_within": f"No clause: opinion on {label} is split inside constituencies.",
        "majority": f"We propose {wording}.",
        "not_supported": f"No clause: {label} is not supported.",
        "not_settled": f"No clause: the answers on {label} settle nothing yet.",
        "too_few": f"No clause: too few answered on {label}.",
    }[verdict.code]
    support = number_words.capitalise(prose.say_everyone(source, question, code))
    dissent = "none named" if named == "none" else named
    remarks = f"Support: {support}. Dissent: {dissent}. Strength: {verdict.text.lower()}."
    return _clause(clause, remarks, source.link(name))


def _write_priority(source: Source, question: Any, code: str) -> Markup:
    name = ORDER.name(question.id)
    table = source.tables[name]
    place = table.cell(code, "place").value or 0
    wording = _wording(question, code)
    chance = _chance(table, code, place)
    rank = number_words.spell_place(int(place)) if place == int(place) else f"tied at {place:.1f}"
    if chance is None or chance < LIKELY:
        clause = f"Among our priorities: {wording}."
        strength = "its place is open"
    else:
        clause = f"Our {rank} priority: {wording}."
        strength = "firm" if chance >= FIRM else "likely"
    held = "not resampled" if chance is None else f"{rank} in {prose.say_chance(chance)}"
    remarks = f"Support: {held}. {_say_dissent(source, question, code, place)}"
    return _clause(clause, f"{remarks}Strength: {strength}.", source.link(name))


def _say_dissent(source: Source, question: Any, code: str, place: float) -> str:
    """How many of the constituencies whose order is shown place a priority elsewhere."""
    name = ORDER_BY_CONSTITUENCY.name(question.id)
    if not source.has(name):
        return ""
    table = source.tables[name]
    places = [table.cell(key, code).value for key in table.row_keys if key != ALL]
    shown = [each for each in places if each is not None]
    n_elsewhere = sum(each != place for each in shown)
    return f"Dissent: {n_elsewhere} of {len(shown)} constituencies place it elsewhere. "


def _chance(table: Any, code: str, place: float) -> float | None:
    key = f"place_{place:.0f}"
    return table.cell(code, key).value if key in table.column_keys else None
