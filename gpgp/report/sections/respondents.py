"""Who answered, and who did not."""

from __future__ import annotations

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import POOL, ProtectedTable
from gpgp.report.render import charts, markup
from gpgp.report.sections.source import CAVEAT, Section, Source, make_section
from gpgp.report.tables.campaigns import CAMPAIGNS, WITHOUT_CAMPAIGNS
from gpgp.report.tables.respondents import (
    HEARD_FROM,
    WHO_BY_CONSTITUENCY,
    WHO_BY_KIND,
    WHO_BY_NATION,
)
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED

RESERVED = (NO_ANSWER, NOT_MATCHED)


def write_respondents(source: Source) -> Section:
    """Write who answered by constituency, nation, kind of respondent."""
    parts: list[Markup] = [source.show(HEARD_FROM.name())] if source.has(HEARD_FROM.name()) else []
    name = WHO_BY_CONSTITUENCY.name()
    if source.has(name):
        parts += _write_constituencies(source, name)
    else:
        parts.append(
            markup.paragraph("The consultation did not ask in which capacity people answered.")
        )
    if source.has(WHO_BY_KIND.name()):
        parts.append(markup.heading("Individuals and organisations", level=3))
        parts += [_say_kinds(source), source.show(WHO_BY_KIND.name())]
    if source.has(WHO_BY_NATION.name()):
        parts.append(markup.heading("Nations and regions", level=3))
        parts.append(source.show(WHO_BY_NATION.name()))
    if source.has(CAMPAIGNS.name()):
        parts.append(markup.heading("Campaign letters", level=3))
        parts += _write_campaigns(source)
    return make_section("respondents", "Who answered", parts)


def _write_constituencies(source: Source, name: str) -> list[Markup]:
    table = source.tables[name]
    alone = [key for key in table.row_keys if table.cell(key, "area").code == key != ALL]
    alone = [key for key in alone if not key.startswith(POOL) and key not in RESERVED]
    areas = [key for key in alone if table.cell(key, "share").value is not None]
    if not areas:
        return [markup.paragraph(CAVEAT), source.show(name)]
    largest = max(areas, key=lambda key: table.cell(key, "share").value or 0)
    label, share = (table.cell(largest, key).text for key in ("area", "share"))
    people = table.cell(largest, "n_responses")
    sentence = (
        f"The largest constituency, {label}, gave {share} of the responses "
        f"({source.about(people)})."
    )
    figure = source.figure(
        charts.plot_bars(table, value="n_responses", leave_out=(ALL,)),
        name=name,
        headline=f"{label} gave the most responses",
        measure=f"Responses by constituency, {table.cell(ALL, 'n_responses').text} in all",
        alt=f"Bar chart showing responses by constituency; the most came from {label}: "
        f"{source.about(people)}, {share} of all.",
    )
    return [markup.paragraph(f"{sentence} {CAVEAT}"), figure]


def _say_kinds(source: Source) -> Markup:
    table = source.tables[WHO_BY_KIND.name()]
    parts = [
        f"{source.about(table.cell(key, 'n_responses'))} {noun}"
        for key, noun in (("individual", "individuals"), ("organisation", "organisations"))
        if table.cell(key, "n_responses").value is not None
    ]
    if not parts:
        return markup.paragraph("Too few said whether they answered for an organisation.")
    return markup.paragraph(number_words.capitalise(f"{number_words.join_words(parts)} answered."))


def _write_campaigns(source: Source) -> list[Markup]:
    """The letters, and whether the headlines would be others without their senders."""
    table = source.tables[CAMPAIGNS.name()]
    largest = source.count(table.cell(table.row_keys[0], "n_copies"), "copies")
    text = f"The largest letter came in {largest}."
    compared = source.questions("rating", table=WITHOUT_CAMPAIGNS)
    if not compared:
        text += " Too few sent one to make a difference to the headlines."
    parts = [markup.paragraph(text), source.show(CAMPAIGNS.name())]
    for question in compared:
        name = WITHOUT_CAMPAIGNS.name(question.id)
        parts += [markup.paragraph(_compare(source.tables[name])), source.show(name)]
    return parts


def _compare(table: ProtectedTable) -> str:
    gaps = {}
    for key in table.row_keys:
        everyone, others = (table.cell(key, name) for name in ("everyone", "others"))
        if everyone.value is not None and others.value is not None:
            gaps[key] = abs(everyone.value - others.value)
    if not gaps:
        return "Without their senders no share can be printed beside everyone's."
    widest = max(gaps, key=lambda key: gaps[key])
    cells = [table.cell(widest, name).text for name in ("item", "everyone", "others")]
    return (
        f"Without their senders the shares change most for “{cells[0]}”: {cells[2]} instead of "
        f"{cells[1]}."
    )
