"""Implications for Wales and the other nations; financial implications."""

from __future__ import annotations

from typing import Any

from gpgp.disclosure import find_cell
from gpgp.report.render import markup
from gpgp.report.sections.source import Section, Source, make_section
from gpgp.report.tables.verdicts import BY_NATION
from gpgp.tables import ALL


def write_nations(source: Source) -> Section:
    """Write the officer's text on Wales, and how each nation's answers differ from everyone's.

    Empty where the consultation knows no nations and the officer wrote nothing on them.
    """
    title = "Implications for Wales and the other nations"
    if not (source.consultation.nations or source.consultation.report.implications_for_wales):
        return make_section("nations", title, [])
    parts = [markup.officer_text(source.consultation.report.implications_for_wales)]
    questions = source.questions("rating", table=BY_NATION)
    for question in questions:
        sentences = _compare_nations(source, question)
        if sentences:
            parts.append(markup.bullets(sentences))
        parts.append(source.show(BY_NATION.name(question.id)))
    if not questions:
        parts.append(markup.paragraph("There are no ratings by nation or region."))
    return make_section("nations", title, parts)


def _compare_nations(source: Source, question: Any) -> list[str]:
    """Per nation that is no region: the item on which it stands furthest from everyone."""
    matrix = source.tables[BY_NATION.name(question.id)]
    nations = [group for group in source.consultation.nations if group.parent is None]
    sentences = []
    for nation in nations:
        gaps = []
        for item in question.items:
            cells = [find_cell(matrix, area, item.code) for area in (nation.code, ALL)]
            if all(cell and cell.value is not None and not cell.is_pooled for cell in cells):
                gaps.append((abs(cells[0].value - cells[1].value), item.label, cells))
        if gaps:
            gap, label, (here, everyone) = max(gaps, key=lambda each: each[0])
            sentences.append(
                f"{nation.label} stands furthest from everyone on “{label}”: {here.text} agree, "
                f"against {everyone.text} of everyone."
                if gap > 0
                else f"{nation.label} gives the same shares as everyone."
            )
    return sentences


def write_resources(source: Source) -> Section:
    """Write the officer's text on money and what happens next."""
    texts = source.consultation.report
    parts = [markup.officer_text(texts.financial_implications)]
    parts += [markup.heading("Next steps", level=3), markup.officer_text(texts.next_steps)]
    return make_section("resources", "Financial implications and resources", parts)
