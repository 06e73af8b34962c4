"""What comes first, what was chosen, what people wrote: the paper's short tables."""

from __future__ import annotations

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import Cell, ProtectedTable
from gpgp.disclosure.declaration import TableColumn
from gpgp.instrument.questions import Ranking
from gpgp.printed_text import drop_controls
from gpgp.report import claims, code_names
from gpgp.report.render import markup
from gpgp.report.render.markup import draw_bar, render_plain, row_anchor, words
from gpgp.report.sections.source import Section, Source, make_section
from gpgp.report.tables.campaigns import CAMPAIGNS, WITHOUT_CAMPAIGNS
from gpgp.report.tables.choices import CHOICES, Choosing
from gpgp.report.tables.numbers import NUMBERS
from gpgp.report.tables.priorities import FIRST
from gpgp.report.tables.themes import CORRECTED, THEMES
from gpgp.report.tables.words import WORDING

MOST_THEMES = 6
MOST_QUOTES = 2
MOST_CORRECTED = 3  # themes whose corrected share stands on the paper
MOST_REQUESTS = 4
MOST_OPTIONS = 5
MOST_RANKED = 10
MOST_CHOICES = 3  # questions of choices on the paper; the others stand in the annex
OPTION = TableColumn("option", "Option")
SHARE = TableColumn("share", "%", "percent")


def write_first(source: Source) -> Section:
    """Write the share who put each priority first, its place, and where others come first."""
    parts = []
    for question in source.questions("ranking", table=FIRST)[:1]:
        parts += _write_ranking(source, question)
    return make_section("first", "What comes first", parts)


def _write_ranking(source: Source, question: Ranking) -> list[Markup]:
    table = source.take(FIRST, question)
    is_settled = claims.is_settled_first(table)
    has_areas = any(table.cell(key, "elsewhere").codes for key in table.row_keys)
    columns = [
        TableColumn("option", "In order of points"),
        TableColumn("share", "Put it first, %", "percent"),
        *([TableColumn("areas", "Comes first for")] if has_areas else []),
    ]
    most = max((table.cell(key, "share").value or 0 for key in table.row_keys), default=0)
    rows = []
    for key in table.row_keys[:MOST_RANKED]:
        share, areas = table.cell(key, "share"), table.cell(key, "elsewhere")
        cells: list[Markup | str] = [
            table.cell(key, "option").text,
            Markup("{}{}").format(draw_bar(share.value, longest=most), _number(share)),
        ]
        if has_areas:
            n = len(areas.codes)
            label = areas.text if n <= 3 else f"{number_words.spell_number(n)} constituencies"
            cells.append(label if areas.codes else "–")
        rows.append((row_anchor(f"first-{question.id}", key), cells))
    sentence = (
        "The order holds however voices are counted."
        if is_settled
        else "The order is not settled: it depends on who happened to answer, or on how voices "
        "are counted."
    )
    grid = render_plain(question.title, columns, rows, anchor=f"first-{question.id}", kind="bars")
    return [grid, markup.note(f"{sentence} {table.notes[0]}")]


def write_choices(source: Source) -> Section:
    """Write what was chosen, question by question, in the order of the questionnaire."""
    questions = source.questions("choice", "multi_choice", table=CHOICES)
    parts = [
        _write_choice(source.take(CHOICES, question), question)
        for question in questions[:MOST_CHOICES]
    ]
    if len(questions) > MOST_CHOICES:
        n = number_words.spell_number(len(questions) - MOST_CHOICES)
        parts.append(markup.note(f"The answers to {n} more questions stand in the annex."))
    for question in source.questions("number", table=NUMBERS)[:MOST_CHOICES]:
        row = source.take(NUMBERS, question).rows[0]
        parts.append(markup.paragraph(_say_number(question.title, source, row.cells)))
    return make_section("choices", "What people chose", parts)


def _say_number(title: str, source: Source, cells: tuple[Cell, ...]) -> str:
    low, median, high = (cell.text for cell in cells[2:5])
    return (
        f"{title.rstrip('.')}: half of the answers lie from {low} to {high}; "
        f"the median is {median}."
    )


def _write_choice(table: ProtectedTable, question: Choosing) -> Markup:
    most = max((table.cell(key, "share").value or 0 for key in table.row_keys), default=0)
    rows = [
        (
            row_anchor(f"choices-{question.id}", key),
            [
                table.cell(key, "option").text,
                Markup("{}{}").format(
                    draw_bar(table.cell(key, "share").value, longest=most),
                    _number(table.cell(key, "share")),
                ),
            ],
        )
        for key in table.row_keys[:MOST_OPTIONS]
    ]
    grid = render_plain(
        question.title, [OPTION, SHARE], rows, anchor=f"choices-{question.id}", kind="bars"
    )
    n_more = len(table.rows) - MOST_OPTIONS
    more = f" {number_words.capitalise(number_words.spell_number(n_more))} more in the annex."
    return grid + markup.note(f"{table.notes[0]}{more if n_more > 0 else ''}")


def write_comments(source: Source) -> Section:
    """Write the themes with their size and who raises them, quotes, the letter, requests."""
    parts: list[Markup] = []
    table = source.find(THEMES)
    if table is not None:
        note = f"{table.notes[0]} {_say_unread(table)}{_say_corrected(source)}"
        parts += [_write_themes(table), markup.note(note), *_write_quotes(source, table)]
    parts += _write_campaign(source)
    parts += _write_requests(source)
    return make_section("comments", "What people wrote", parts)


def _write_themes(table: ProtectedTable) -> Markup:
    columns = [
        TableColumn("theme", "Theme"),
        TableColumn("share", "Of those who wrote, %", "percent"),
        TableColumn("who", "Raised"),
    ]
    most = max((table.cell(key, "share").value or 0 for key in table.row_keys), default=0)
    rows = []
    for key in table.row_keys[:MOST_THEMES]:
        theme, share, who = (table.cell(key, name) for name in ("theme", "share", "stronger"))
        is_named = theme.codes[1:] == ("named",)
        label = words(theme) if is_named else Markup("Comments mention: {}").format(words(theme))
        areas = [who.text] if who.codes else []
        rows.append(
            (
                row_anchor("paper-themes", key),
                [
                    label,
                    Markup("{}{}").format(draw_bar(share.value, longest=most), _number(share)),
                    claims.say_more_often(areas) or "–",
                ],
            )
        )
    return render_plain("The largest themes", columns, rows, anchor="paper-themes", kind="bars")


def _say_unread(table: ProtectedTable) -> str:
    """That nobody has read the themes without a name, if there are any in the paper."""
    shown = [table.cell(key, "theme").codes[1:] for key in table.row_keys[:MOST_THEMES]]
    return "" if all(shown) else "Themes given as “Comments mention” are not yet read by a person. "


def _say_corrected(source: Source) -> str:
    """The largest corrected shares; without a coded sample, how far counts can be trusted."""
    table = source.find(CORRECTED)
    if table is None:
        return code_names.UNCORRECTED
    shown = [
        f"“{table.cell(key, 'theme').text}” {table.cell(key, 'share').text} of comments "
        f"({table.cell(key, 'low').text} to {table.cell(key, 'high').text})"
        for key in table.row_keys[:MOST_CORRECTED]
    ]
    return (
        f"These are counts by machine. Corrected by a sample that people coded: "
        f"{number_words.join_words(shown)}. Where these intervals overlap, the order is open."
    )


def _number(cell: Cell) -> str:
    return "too few" if cell.value is None else f"{cell.value:.0f}"


def _write_quotes(source: Source, table: ProtectedTable) -> list[Markup]:
    """Two approved quotes under the theme they come from; no group beside them."""
    if source.quotes is None or source.quotes.empty:
        return []
    voices = []
    for key in table.row_keys:
        rows = list(source.quotes.loc[source.quotes["theme_id"] == key].itertuples())
        if rows:
            quote = markup.quote(drop_controls(rows[0].text), language=rows[0].language_code)
            voices.append((table.cell(key, "theme").text, [quote]))
    return [markup.render_voices(voices[:MOST_QUOTES])]


def _write_campaign(source: Source) -> list[Markup]:
    """How many sent the letter, and what the headlines are without them."""
    table = source.find(CAMPAIGNS)
    if table is None:
        return []
    copies = source.count(table.cell(table.row_keys[0], "n_copies"))
    head = Markup('<h3 id="campaign">The campaign letter</h3>')
    lead = f"{number_words.capitalise(copies)} sent it, word for word or changed a little."
    parts = [head]
    gaps = []
    for question in source.questions("rating", table=WITHOUT_CAMPAIGNS)[:1]:
        without = source.take(WITHOUT_CAMPAIGNS, question)
        for key in without.row_keys:
            everyone, others = (without.cell(key, name) for name in ("everyone", "others"))
            if everyone.value is not None and others.value is not None:
                gap = abs(everyone.value - others.value)
                gaps.append((gap, without.cell(key, "item").text, others.text, everyone.text))
    if gaps:
        gap, item, share, share_of_all = max(gaps)
        lead += (
            f" Without them no share moves by more than {number_words.spell_number(int(gap))} "
            f"points (“{item}”, {share} instead of {share_of_all})."
            if gap
            else " Without them no share of everyone changes."
        )
    return [*parts, markup.paragraph(lead)]


def _write_requests(source: Source) -> list[Markup]:
    """What people ask to reword, beside the part it changes."""
    table = source.find(WORDING)
    if table is None:
        return []
    columns = [
        TableColumn("request", "Other words asked for"),
        TableColumn("element", "In the part"),
        TableColumn("n_people", "People", "count"),
    ]
    rows = [
        (
            row_anchor("paper-wording", row.key),
            [row.cells[0].text, row.cells[1].text, row.cells[2].text],
        )
        for row in table.rows
        if not row.cells[2].mark
    ][:MOST_REQUESTS]
    if not rows:
        return []
    return [render_plain("Words people ask to change", columns, rows, anchor="paper-wording")]
