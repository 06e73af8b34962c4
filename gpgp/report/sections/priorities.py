"""The priorities: the order, how sure it is, where constituencies and counting rules differ."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from gpgp import number_words
from gpgp.report import code_names
from gpgp.report.render import charts, markup
from gpgp.report.sections import prose
from gpgp.report.sections.source import CAVEAT, Section, Source, make_section
from gpgp.report.tables.choices import CHOICES
from gpgp.report.tables.priorities import (
    BY_RULE,
    COVERAGE,
    ORDER,
    ORDER_BY_CONSTITUENCY,
    SELECTIONS,
)


def write_priorities(source: Source) -> Section:
    """Write one part per ranking question and one per question of choices."""
    parts: list[Markup] = []
    rankings = source.questions("ranking", table=ORDER)
    for question in rankings:
        if len(rankings) > 1:
            parts.append(markup.heading(question.title, level=3))
        parts += _write_order(source, question)
        parts += _write_constituencies(source, question)
        parts += _write_rules(source, question)
        parts += _write_shorter(source, question)
    for question in source.questions("choice", "multi_choice", table=CHOICES):
        parts += _write_choices(source, question)
    if not parts:
        parts = [markup.paragraph("No priorities were ranked and none chosen.")]
    return make_section("priorities", "The priorities", parts)


def _write_order(source: Source, question: Any) -> list[Markup]:
    name = ORDER.name(question.id)
    table = source.tables[name]
    sentence = markup.paragraph(f"{prose.say_first(source, question)} {CAVEAT}")
    first = table.rows[0]
    chance = table.cell(first.key, "place_1")
    if chance.value is None:
        return [sentence, source.show(name)]
    label = prose.label_of(question, first.key)
    figure = source.figure(
        charts.plot_places(table),
        name=name,
        headline=f"{label} comes first in {prose.say_chance(chance.value)}",
        measure="Place of each priority; the number is how many of 100 resamples put it there",
        alt=markup.cut_alt(
            f"Dot chart showing how often each priority takes each place; {label} is first in "
            f"{prose.say_chance(chance.value)}."
        ),
    )
    return [sentence, figure]


def _write_constituencies(source: Source, question: Any) -> list[Markup]:
    name = ORDER_BY_CONSTITUENCY.name(question.id)
    if not source.has(name):
        return []
    table = source.tables[name]
    options = list(source.tables[ORDER.name(question.id)].row_keys)
    shown = [
        key
        for key in table.row_keys
        if key != "all" and table.cell(key, options[0]).value is not None
    ]
    if len(shown) < 2:
        return [source.show(name)]
    label = prose.label_of(question, options[0])
    same = [key for key in shown if table.cell(key, options[0]).value == 1]
    finding = (
        f"{label} comes first in {len(same)} of {len(shown)} constituencies "
        "whose order can be shown"
    )
    figure = source.figure(
        charts.plot_orders(table, options=options, highlight=options[:2]),
        name=name,
        headline=finding,
        measure="Place of each priority by constituency, first place on the left",
        alt=markup.cut_alt(f"Line chart showing the order in each constituency; {finding}."),
    )
    head = markup.heading("How constituencies order them", level=3)
    return [head, markup.paragraph(_say_others(question, table, options, shown)), figure]


def _say_others(question: Any, table: Any, options: list[str], shown: list[str]) -> str:
    """Which constituencies put something else first than the whole body does."""
    sentences = []
    for option in options[1:]:
        areas = [
            table.cell(key, "area").text for key in shown if table.cell(key, option).value == 1
        ]
        if areas:
            label = prose.label_of(question, option)
            sentences.append(f"{number_words.join_words(areas)} put {label} first.")
    if not sentences:
        first = prose.label_of(question, options[0])
        return (
            f"All {number_words.spell_number(len(shown))} constituencies shown put {first} first."
        )
    return " ".join(sentences)


def _write_rules(source: Source, question: Any) -> list[Markup]:
    name = BY_RULE.name(question.id)
    if not source.has(name):
        return []
    table = source.tables[name]
    options = list(source.tables[ORDER.name(question.id)].row_keys)
    moving = [
        option
        for option in options
        if len({table.cell(key, option).value for key in table.row_keys}) > 1
    ]
    if moving:
        text = f"Ways of counting place these differently: {prose.list_items(question, moving)}."
    else:
        n_ways = number_words.spell_number(len(table.rows))
        text = f"All {n_ways} ways of counting give the same order."
    return [
        markup.heading("Where ways of counting disagree", level=3),
        markup.paragraph(text),
        source.show(name),
    ]


def _write_shorter(source: Source, question: Any) -> list[Markup]:
    """What a shorter list would hold, and whom it would serve."""
    name = SELECTIONS.name(question.id)
    if not source.has(name):
        return []
    table = source.tables[name]
    methods = [column.key for column in table.columns if column.key in code_names.METHOD_NAMES]
    always = [
        key for key in table.row_keys if all(table.cell(key, m).code == "taken" for m in methods)
    ]
    ways = number_words.spell_number(len(methods))
    text = f"No priority is taken by all {ways} ways to choose."
    if always:
        verb = "is" if len(always) == 1 else "are"
        text = f"{prose.list_items(question, always)} {verb} taken by all {ways} ways to choose."
    coverage = COVERAGE.name(question.id)
    return [
        markup.heading("What a shorter list would reach", level=3),
        markup.paragraph(text),
        source.show(name),
        *([source.show(coverage)] if source.has(coverage) else []),
    ]


def _write_choices(source: Source, question: Any) -> list[Markup]:
    name = CHOICES.name(question.id)
    table = source.tables[name]
    head = markup.heading(question.title, level=3)
    first = table.rows[0]
    share = table.cell(first.key, "share")
    if share.value is None:
        return [head, source.show(name)]
    label = first.cells[0].text
    word = number_words.word_for_share(int(share.value))
    people = source.count(table.cell(first.key, "n_people"))
    figure = source.figure(
        charts.plot_bars(table, value="share"),
        name=name,
        headline=f"“{label}” was chosen most, by {share.text}",
        measure="Share of those who chose at least one",
        alt=markup.cut_alt(
            f"Bar chart showing the share who chose each option; {label} leads with {share.text}."
        ),
    )
    text = f"“{label}” was chosen by {word} of those who answered ({share.text}, {people})."
    return [head, markup.paragraph(text), figure]
