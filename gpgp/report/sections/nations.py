"""Implications for Wales and the other nations; financial implications."""

from __future__ import annotations

from gpgp.report import markup
from gpgp.report.sections import prose
from gpgp.report.sections.source import Section, Source, make_section


def write_nations(source: Source) -> Section:
    """Write the officer's text on Wales and the shares agreeing by nation and region."""
    parts = [markup.officer_text(source.consultation.report.implications_for_wales)]
    questions = source.questions("rating", suffix="by_nation")
    for question in questions:
        parts.append(markup.paragraph(_say_lowest(source, question)))
        parts.append(source.show(f"{question.id}_by_nation"))
    if not questions:
        parts.append(markup.paragraph("There are no ratings by nation or region."))
    return make_section("nations", "Implications for Wales and the other nations", parts)


def _say_lowest(source: Source, question: object) -> str:
    table = source.tables[f"{question.id}_verdicts"]
    code = table.row_keys[0]
    everyone = prose.say_everyone(source, question, code)
    label = prose.label_of(source, question, code)
    return f"Across all nations, on {label}: {everyone}. The table shows each nation beside it."


def write_resources(source: Source) -> Section:
    """Write the officer's text on money and what happens next."""
    texts = source.consultation.report
    parts = [markup.officer_text(texts.financial_implications)]
    parts += [markup.heading("Next steps", level=3), markup.officer_text(texts.next_steps)]
    return make_section("resources", "Financial implications and resources", parts)
