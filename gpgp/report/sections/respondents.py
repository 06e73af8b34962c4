"""Who answered and who did not; Wales and the other nations."""

from __future__ import annotations

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import Cell, ProtectedTable
from gpgp.disclosure.declaration import TableColumn
from gpgp.report import claims
from gpgp.report.render import markup
from gpgp.report.render.markup import draw_bar, render_plain, row_anchor
from gpgp.report.sections.source import Section, Source, make_section
from gpgp.report.tables.nations import DIFFERS, NATION_CONTRASTS
from gpgp.report.tables.respondents import HEARD_FROM, WHO_BY_CONSTITUENCY, WHO_BY_KIND
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED


def write_respondents(source: Source) -> Section:
    """Write who answered by constituency, who did not by name, and as what."""
    parts: list[Markup] = []
    table = source.find(WHO_BY_CONSTITUENCY)
    if table is not None:
        has_rates = "rate" in table.column_keys
        columns = [
            TableColumn("area", "Group"),
            TableColumn("n_responses", "Responses", "count"),
            *([TableColumn("rate", "Response rate, %", "percent")] if has_rates else []),
        ]
        keys = [key for key in table.row_keys if key not in (ALL, NO_ANSWER, NOT_MATCHED)]
        most = max((table.cell(key, "n_responses").value or 0 for key in keys), default=0)
        rows = []
        for key in keys:
            size = table.cell(key, "n_responses")
            number = "few" if size.mark else size.text
            drawn = Markup("{}{}").format(draw_bar(size.value, longest=most), number)
            cells: list[Markup | str] = [table.cell(key, "area").text, drawn]
            if has_rates:
                rate = table.cell(key, "rate")
                cells.append(_say_rate(rate))
            rows.append((row_anchor("paper-who", key), cells))
        parts.append(
            render_plain("Responses by group", columns, rows, anchor="paper-who", kind="bars")
        )
    sentences = [*_say_silent(source), *_say_kinds(source)]
    if sentences:
        parts.append(markup.paragraph(" ".join(sentences)))
    return make_section("respondents", "Who answered and who did not", parts)


def _say_rate(rate: Cell) -> str:
    if rate.value is None:
        return "–"
    return f"{rate.value:.0f}" if rate.value >= 1 else "under 1"


def _say_silent(source: Source) -> list[str]:
    """Groups on the list that nobody answered from, by name; pooled ones by name as well."""
    table = source.find(HEARD_FROM)
    if table is None or not table.rows[0].cells[2].value or table.rows[0].key != "constituency":
        return []
    silent, pooled = (table.cell("constituency", name) for name in ("silent", "pooled"))
    sentences = [f"No response came from {silent.text}."] if silent.codes else []
    if pooled.codes:
        floor = source.profile.share_base_floor
        sentences.append(f"Fewer than {floor} came from each of {pooled.text}; they are pooled.")
    return sentences


def _say_kinds(source: Source) -> list[str]:
    table = source.find(WHO_BY_KIND)
    if table is None:
        return []
    parts = [
        f"{source.about(cell)} {what}"
        for key, what in (
            ("individual", "answered for themselves"),
            ("organisation", "for an organisation"),
        )
        if (cell := table.cell(key, "n_responses")).value
    ]
    if not parts:
        return []
    return [f"{number_words.capitalise(number_words.join_words(parts))}."]


def _say_contrasts(table: ProtectedTable) -> str:
    """Where nations differ; one sentence where none does."""
    cells = [table.cell(key, "sentence") for key in table.row_keys]
    said = [cell.text for cell in cells if cell.code == DIFFERS]
    if said:
        return " ".join(said)
    return claims.say_no_nation([table.cell(key, "nation").text for key in table.row_keys])


def write_nations(source: Source) -> Section:
    """Write the officer's text on Wales, and where a nation differs from the rest beyond chance.

    Empty where the consultation knows no nations and the officer wrote nothing on them.
    """
    text = source.consultation.report.implications_for_wales
    title = "Wales and the other nations" if source.consultation.nations else "Wales"
    if not source.consultation.nations and text is None:
        return make_section("nations", title, [])
    parts: list[Markup] = []
    for question in source.questions("rating", table=NATION_CONTRASTS)[:1]:
        table = source.take(NATION_CONTRASTS, question)
        parts.append(markup.paragraph(_say_contrasts(table)))
    has_wales = any(group.code == "wales" for group in source.consultation.nations)
    if text is not None or has_wales:
        parts.append(markup.officer_text(text))
    return make_section("nations", title, parts)
