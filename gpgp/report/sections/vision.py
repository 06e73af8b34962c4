"""The vision: what each element's answers look like, what the wording comments say."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure import POOL
from gpgp.report.render import charts, markup
from gpgp.report.scale_labels import name_sides
from gpgp.report.sections import prose
from gpgp.report.sections.source import CAVEAT, Section, Source, make_section
from gpgp.report.tables import drawn_items
from gpgp.report.tables.answers import ANSWERS, POINTS, SPLIT
from gpgp.report.tables.verdicts import REASONS, VERDICTS, WEIGHTING
from gpgp.report.tables.words import WORDING
from gpgp.tables import ALL


def write_vision(source: Source) -> Section:
    """Write one part per rating question: everyone's answers, then what divides constituencies."""
    questions = source.questions("rating", table=VERDICTS)
    title = "The vision"
    if not questions:
        return make_section("vision", title, [markup.paragraph("No rating was asked for.")])
    parts: list[Markup] = []
    for question in questions:
        if len(questions) > 1:
            parts.append(markup.heading(question.title, level=3))
        parts += _write_question(source, question)
    about = [question for question in questions if question.about == "elements"]
    return make_section("vision", title if about else "The ratings", parts)


def _write_question(source: Source, question: Any) -> list[Markup]:
    parts = [markup.paragraph(f"{prose.say_best(source, question)} {CAVEAT}")]
    if question is not source.headline_rating:
        parts.append(source.show(VERDICTS.name(question.id)))
    parts.append(_draw_everyone(source, question, ANSWERS.name(question.id)))
    parts += [source.show(declared.name(question.id)) for declared in (POINTS, REASONS)]
    for code in drawn_items(source.tables, question):
        parts += _write_item(source, question, code)
    views = WEIGHTING.name(question.id)
    if source.has(views):
        parts += _write_views(source, question, views)
    return parts


def _draw_everyone(source: Source, question: Any, name: str) -> Markup:
    table = source.tables[name]
    known = [key for key in table.row_keys if table.cell(key, "agree").value is not None]
    if not known:
        return source.show(name)
    best = max(known, key=lambda key: table.cell(key, "agree").value or 0)
    worst = min(known, key=lambda key: table.cell(key, "agree").value or 0)
    labels = [table.cell(key, "item").text for key in (best, worst)]
    shares = [table.cell(key, "agree").text for key in (best, worst)]
    text = question.text or "How far people agree"
    runs = "Agreement runs" if len(known) == len(table.rows) else "Printed agreement runs"
    return source.figure(
        charts.plot_sides(table),
        name=name,
        headline=f"{runs} from {shares[1]} ({labels[1]}) to {shares[0]} ({labels[0]})",
        measure=f"{text} Share of those who answered",
        alt=markup.cut_alt(
            f"Bar chart showing disagree, neither and agree for each item; agreement is highest "
            f"for {labels[0]}, {shares[0]}, and lowest for {labels[1]}, {shares[1]}."
        ),
    )


def _write_item(source: Source, question: Any, code: str) -> list[Markup]:
    name = SPLIT.name(question.id, code)
    table = source.tables[name]
    label = prose.find_label(question, code)
    head = markup.heading(label, level=3)
    sentence = markup.paragraph(prose.say_verdict(source, question, code))
    alone = [key for key in table.row_keys if key != ALL and not key.startswith(POOL)]
    known = [key for key in alone if table.cell(key, "interval").low is not None]
    known = [key for key in known if table.cell(key, "agree").value is not None]
    if len(known) < 2:
        return [head, sentence, source.show(name)]
    known.sort(key=lambda key: table.cell(key, "agree").value or 0)
    ends = [
        f"{table.cell(key, 'area').text} {table.cell(key, 'agree').text}"
        for key in (known[0], known[-1])
    ]
    verb = name_sides(question).verb
    is_whole = len(known) == len(alone)
    figure = source.figure(
        charts.plot_intervals(table),
        name=name,
        headline=f"{label}: {'' if is_whole else 'printed shares '}from {ends[0]} to {ends[1]}",
        measure=f"Share who {verb}, with its interval, of those who answered",
        alt=markup.cut_alt(
            f"Dot chart showing the share who {verb} on {label}, by constituency; "
            f"{'lowest' if is_whole else 'lowest printed'} in {ends[0]}, highest in {ends[1]}."
        ),
    )
    return [head, sentence, figure]


def _write_views(source: Source, question: Any, name: str) -> list[Markup]:
    table = source.tables[name]
    changed = [
        table.cell(key, "item").text
        for key in table.row_keys
        if table.cell(key, "changes").code == "changes"
    ]
    n = len(table.rows)
    if changed:
        text = f"The headline depends on the weighting for {number_words.join_words(changed)}."
    else:
        text = (
            f"None of the {number_words.spell_number(n)} headlines depends on whether people, "
            "constituencies or organisations are counted."
        )
    head = markup.heading("Does it depend on whose voice counts how much?", level=3)
    return [head, markup.paragraph(text), source.show(name)]


def _write_requests(source: Source) -> list[Markup]:
    """The words that people ask to add, drop or replace."""
    name = WORDING.name()
    if not source.has(name):
        return []
    table = source.tables[name]
    request, people = table.rows[0].cells[0].text, source.count(table.rows[0].cells[2])
    finding = f"{request}: asked for by {people}"
    figure = source.figure(
        charts.plot_bars(table, value="n_people"),
        name=name,
        headline=finding,
        measure="People who asked to add, drop or replace a word",
        alt=markup.cut_alt(f"Bar chart showing requests on the wording; most frequent: {finding}."),
    )
    lead = markup.paragraph(f"The request made most often is “{request}”, by {people}.")
    return [lead, figure]


def write_wording(source: Source) -> Section:
    """Write what people say about the words of the vision and about what is missing."""
    parts = _write_requests(source)
    for about, title in (
        ("vision_wording", "Themes of the comments on the wording"),
        ("missing", "What is missing"),
    ):
        name = f"themes_{about}"
        if source.has(name):
            table = source.tables[name]
            first = table.rows[0]
            text = (
                f"The theme raised most is “{first.cells[0].text}”, by "
                f"{source.count(first.cells[1])}."
            )
            parts += [markup.heading(title, level=3), markup.paragraph(text), source.show(name)]
    is_asked = any(
        question.about in ("vision_wording", "missing")
        for question in source.consultation.questions_of("free_text")
    )
    if not parts and is_asked:
        text = "No theme on the wording of the vision was raised by enough people to be shown."
        parts = [markup.paragraph(text)]
    return make_section("wording", "The words of the vision", parts)
