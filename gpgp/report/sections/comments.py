"""What people wrote, and where constituencies differ."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from gpgp import number_words
from gpgp.printed_text import drop_controls
from gpgp.report.render import charts, markup
from gpgp.report.sections.source import Section, Source, is_mark, make_section
from gpgp.report.tables.answers import PAIRS
from gpgp.report.tables.themes import BY_HEADING, FOUND, THEMES, THEMES_BY_CONSTITUENCY
from gpgp.report.tables.words import WORDS_BY_CONSTITUENCY, WORDS_BY_SIDE


def write_comments(source: Source) -> Section:
    """Write the themes: label, size, how settled, where stronger, keywords."""
    title = "What people wrote"
    if not source.has(FOUND.name()):
        return make_section("comments", title, [markup.paragraph("No theme was found.")])
    if not source.has(THEMES.name()):
        found = source.tables[FOUND.name()].rows[0].cells[1].text
        text = (
            f"In the comments {found} themes were found; none is shown, because none both holds "
            "together and was raised by enough people."
        )
        parts = [markup.paragraph(text), source.show(FOUND.name())]
        return make_section("comments", title, parts)
    table = source.tables[THEMES.name()]
    first = table.rows[0]
    label, people = first.cells[0].text, source.count(first.cells[1])
    n = len(table.rows)
    noun = "theme is" if n == 1 else "themes are"
    lead = (
        f"{number_words.capitalise(number_words.spell_number(n))} {noun} shown. "
        f"The largest, “{label}”, was "
        f"raised by {people}."
    )
    figure = source.figure(
        charts.plot_bars(table, value="n_people"),
        name="themes",
        headline=f"“{label}” was raised by the most people",
        measure="People who raised each theme",
        alt=markup.cut_alt(
            f"Bar chart showing people for {number_words.count_of(n, 'theme')}; "
            f"the largest is {label}, {people}."
        ),
    )
    checked = (
        "Themes group comments with similar words. “Settled” themes come back when the comments "
        "are resampled; “loose” ones need to be read before they are relied on. "
        f"{_say_owned(source)}"
    ).strip()
    return make_section(
        "comments",
        title,
        [
            markup.paragraph(lead),
            source.show(FOUND.name()),
            *([source.show(BY_HEADING.name())] if source.has(BY_HEADING.name()) else []),
            figure,
            markup.note(checked),
            *_write_quotes(source),
        ],
    )


def _say_owned(source: Source) -> str:
    """How many themes people accepted, since these are shown whatever their figures."""
    n = int(source.tables[FOUND.name()].cell("Accepted by a person", "n_themes").value or 0)
    if n == 0:
        return ""
    number = number_words.capitalise(number_words.spell_number(n))
    who = "theme was accepted or drawn" if n == 1 else "themes were accepted or drawn"
    it = "it is" if n == 1 else "they are"
    return f"{number} {who} by a person who read the comments; {it} shown whatever the figures."


def _write_quotes(source: Source) -> list[Markup]:
    """Approved quotes, under the theme they come from; no area and no group beside them."""
    if source.quotes is None or source.quotes.empty:
        return []
    table = source.tables[THEMES.name()]
    voices = {
        key: source.quotes.loc[source.quotes["theme_id"] == key].itertuples()
        for key in table.row_keys
    }
    groups = [
        (
            table.cell(key, "theme").text,
            [markup.quote(drop_controls(row.text), language=row.language_code) for row in rows],
        )
        for key, rows in voices.items()
    ]
    note = (
        "Chosen and approved one by one by a person, and edited so that they name nobody. They "
        "illustrate a theme; they do not show how many think so."
    )
    return [
        markup.heading("In their own words", level=3),
        markup.note(note),
        markup.render_voices([(label, quotes) for label, quotes in groups if quotes]),
    ]


def write_differences(source: Source) -> Section:
    """Write where constituencies differ: themes by constituency."""
    parts: list[Markup] = []
    if source.has(THEMES.name()):
        table = source.tables[THEMES.name()]
        for key in table.row_keys:
            cell = table.cell(key, "stronger")
            if cell.codes:
                label, people = (table.cell(key, name) for name in ("theme", "n_people"))
                parts.append(
                    markup.paragraph(
                        f"“{label.text}” ({source.count(people)} in all) is raised more often by "
                        f"{cell.text}."
                    )
                )
        alike = [k for k in table.row_keys if table.cell(k, "reach").code == "alike"]
        if alike:
            labels = number_words.join_words([f"“{table.cell(k, 'theme').text}”" for k in alike])
            text = f"Raised alike, within 10 points, by all constituencies compared: {labels}."
            parts.insert(0, markup.paragraph(text))
    if source.has(THEMES_BY_CONSTITUENCY.name()):
        if not parts:
            text = "No theme is raised clearly more often in one constituency than in the rest."
            parts.append(markup.paragraph(text))
        parts.append(source.show(THEMES_BY_CONSTITUENCY.name()))
    parts += _write_words(source)
    for question in source.questions("rating", table=PAIRS):
        parts += [
            markup.paragraph(_say_pairs(source, question)),
            source.show(PAIRS.name(question.id)),
        ]
    if not parts:
        parts.append(markup.paragraph("There are no constituencies to compare."))
    return make_section("differences", "Where constituencies differ", parts)


def _write_words(source: Source) -> list[Markup]:
    """The words that mark constituencies, and the sides of divided elements, off."""
    sentences = {
        WORDS_BY_CONSTITUENCY: "Some words are used more in one constituency than in the rest.",
        WORDS_BY_SIDE: "Those who agree and those who disagree do not use the same words.",
    }
    return [
        part
        for declared, sentence in sentences.items()
        if source.has(declared.name())
        for part in (markup.paragraph(sentence), source.show(declared.name()))
    ]


def _say_pairs(source: Source, question: Any) -> str:
    """Which pair stands nearest and which furthest."""
    table = source.tables[PAIRS.name(question.id)]
    near, far = table.rows[0], table.rows[-1]
    cells = [table.cell(row.key, "distance") for row in (near, far)]
    distances = ["" if is_mark(cell) else f" (distance {cell.text})" for cell in cells]
    nearest = f"{near.cells[0].text} answer most alike{distances[0]}"
    if len(table.rows) == 1:
        return f"{nearest}."
    item = table.cell(far.key, "item").text
    return (
        f"{nearest}; {far.cells[0].text} stand furthest apart{distances[1]}, above all on “{item}”."
    )
