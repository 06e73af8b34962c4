"""Sentences written from protected tables: each carries a figure and names its table."""

from __future__ import annotations

from typing import Any

from gpgp import number_words
from gpgp.disclosure import CONFIDENTIAL, Cell, find_cell
from gpgp.report.scale_labels import name_sides
from gpgp.report.sections.source import Source, is_mark
from gpgp.report.tables.answers import SPLIT
from gpgp.report.tables.priorities import BY_RULE, ORDER
from gpgp.report.tables.themes import THEMES
from gpgp.report.tables.verdicts import BY_CONSTITUENCY, REASONS, VERDICTS

MOST_LISTED = 5  # items named in one sentence
MOST_UNASKED = 3  # themes outside the draft that the first screen names


def name_items(question: Any, n: int) -> str:
    """Return what the rated things are called: element or item, one or several."""
    noun = {"elements": "element", "priorities": "priority"}.get(question.about, "item")
    if n == 1:
        return noun
    return "priorities" if noun == "priority" else f"{noun}s"


def find_label(question: Any, code: str) -> str:
    """Return the label of one of a question's items."""
    return next((item.label for item in question.items if item.code == code), code)


def label_of(question: Any, code: str) -> str:
    """Return an item's label in quotation marks."""
    return f"“{find_label(question, code)}”"


def items_with(source: Source, question: Any, *verdicts: str) -> list[str]:
    """Return the codes of the items that got one of these verdicts, in the question's order."""
    table = source.tables[VERDICTS.name(question.id)]
    return [key for key in table.row_keys if table.cell(key, "verdict").code in verdicts]


def say_share(share: Cell, base: Cell, *, verb: str, source: Source) -> str:
    """Return a share as words with its figure: most agree (78% of about 210)."""
    of = "" if is_mark(base) else f"of {source.about(base)}"
    if share.value is not None:
        word = number_words.word_for_share(int(share.value))
        return f"{word} {verb} ({' '.join(filter(None, (share.text, of)))})"
    if share.band:
        return f"{share.text} {verb} ({of})" if of else f"{share.text} {verb}"
    return "the share is withheld" if share.mark == CONFIDENTIAL else "too few answered to say"


def say_everyone(source: Source, question: Any, code: str) -> str:
    """Return the share of everyone who agrees with an item."""
    table = source.tables[VERDICTS.name(question.id)]
    share, base = table.cell(code, "share"), table.cell(code, "n_answers")
    return say_share(share, base, verb=name_sides(question).verb, source=source)


def is_own(cell: Cell) -> bool:
    """Whether a cell tells the figure or the band of the group itself, not of its pool."""
    return not is_mark(cell) and not cell.is_pooled


def say_area(source: Source, question: Any, code: str, area: str) -> str:
    """Return the share agreeing in one constituency: most agree in HR directors (…)."""
    split = source.tables[SPLIT.name(question.id, code)]
    verb = f"{name_sides(question).verb} in {split.cell(area, 'area').text}"
    share, base = split.cell(area, "agree"), split.cell(area, "n_answers")
    return say_share(share, base, verb=verb, source=source)


def say_best(source: Source, question: Any) -> str:
    """Return which item finds the most agreement."""
    table = source.tables[VERDICTS.name(question.id)]
    known = [key for key in table.row_keys if table.cell(key, "share").value is not None]
    if not known:
        return "No share of everyone can be printed as a number."
    best = max(known, key=lambda key: table.cell(key, "share").value or 0)
    label = label_of(question, best)
    return f"{label} finds the most agreement: {say_everyone(source, question, best)}."


def list_items(question: Any, codes: list[str]) -> str:
    """Return items in quotation marks; of many, the first few and how many more."""
    labels = [label_of(question, code) for code in codes]
    if len(labels) > MOST_LISTED:
        n_more = len(labels) - MOST_LISTED + 1
        labels = [*labels[: MOST_LISTED - 1], f"{number_words.spell_number(n_more)} more"]
    return number_words.join_words(labels)


def say_divided(source: Source, question: Any, code: str) -> str:
    """Return the sentence on an element that divides constituencies: who agrees, who does not."""
    table = source.tables[REASONS.name(question.id)]
    label = number_words.capitalise(label_of(question, code))
    matrix = source.tables.get(BY_CONSTITUENCY.name(question.id))
    if matrix is None:
        return f"{label} divides the sector: {say_everyone(source, question, code)}."

    def list_told(column: str) -> list[str]:
        """The constituencies with a figure of their own, by their share; bands first."""
        areas = table.cell(code, column).codes
        cells = {area: find_cell(matrix, area, code) for area in areas}
        told = [area for area, cell in cells.items() if cell and is_own(cell)]
        return sorted(told, key=lambda area: cells[area].value or 0.0)

    agreeing = list_told("supporters")
    objecting = [area for area in list_told("objectors") if area not in agreeing]
    sides = []
    if agreeing:
        sides.append(say_area(source, question, code, agreeing[-1]))
    if objecting:
        sides.append(say_area(source, question, code, objecting[0]))
    else:
        sides.append("others mostly do not")
    return f"{label} divides the sector: {', but '.join(sides)}."


def say_verdict(source: Source, question: Any, code: str) -> str:
    """Return the summary sentence of an item, from the fixed table of verdicts."""
    table = source.tables[REASONS.name(question.id)]
    verdict = table.cell(code, "verdict").code
    label = number_words.capitalise(label_of(question, code))
    everyone = say_everyone(source, question, code)
    named = table.cell(code, "objectors").text
    reason = table.cell(code, "reason").text
    areas = BY_CONSTITUENCY.name(question.id) in source.tables
    sentences = {
        "shared": f"{label} is shared{' by every constituency' if areas else ''}: {everyone}.",
        "shared_with_reservations": f"{label} is widely supported: {everyone}"
        + (f"; less so by {named}." if named != "none" else ", but opinions are spread."),
        "divided_within": f"Opinion on {label} is split inside constituencies: {everyone}.",
        "majority": f"{label} has the support of more than half, which is not a consensus: "
        f"{everyone}.",
        "not_supported": f"{label} is not supported: {everyone}.",
        "not_settled": f"On {label}, too little agreement either way to say: {everyone}.",
        "too_few": f"On {label}, too few answered to say.",
    }
    if verdict == "divided_between":
        return say_divided(source, question, code)
    tail = f" {reason}" if reason and verdict in ("not_supported", "not_settled") else ""
    return sentences[verdict] + tail


def say_none(source: Source, question: Any) -> str:
    """Return the beginning of a sentence that no item does something."""
    n = len(source.tables[VERDICTS.name(question.id)].rows)
    if n == 1:
        return f"No {name_items(question, 1)}"
    return f"None of the {number_words.spell_number(n)} {name_items(question, n)}"


def say_shared(source: Source, question: Any) -> str:
    """Return the sentence on what everybody shares."""
    table = source.tables[VERDICTS.name(question.id)]
    shared = items_with(source, question, "shared")
    total = len(table.rows)
    noun = name_items(question, total)
    if not shared:
        return f"{say_none(source, question)} is shared by every constituency."
    values = [table.cell(code, "share").value for code in shared]
    known = [value for value in values if value is not None]
    share = f"{min(known):.0f}%" if len(known) == len(shared) else number_words.BANDS[0]
    base = table.cell(shared[0], "n_answers")
    of = "" if is_mark(base) else f" of {source.about(base)}"
    number = "all" if len(shared) == total else number_words.spell_number(len(shared))
    verb = name_sides(question).verb
    lead = f"{number_words.capitalise(number)} of the {number_words.spell_number(total)} {noun}"
    if len(shared) == 1:
        alone = list_items(question, shared)
        return f"{lead} is shared by every constituency: {alone} ({share}{of} {verb})."
    least = "at least " if len(known) == len(shared) else ""
    return (
        f"{lead} are shared by every constituency: {list_items(question, shared)} ({least}"
        f"{share}{of} {verb}{' with' * (verb == 'agree')} each)."
    )


def say_first(source: Source, question: Any) -> str:
    """Return the sentence on what comes first and how sure that is."""
    table = source.tables[ORDER.name(question.id)]
    first, *others = table.row_keys
    text = f"{label_of(question, first)} comes first"
    if others:
        text += f", then {label_of(question, others[0])}"
    chance = table.cell(first, "place_1")
    if chance.value is None:
        return f"{text}."
    held = say_chance(chance.value)
    return f"{text}. First place holds in {held}, {_say_rules(source, question, first)}."


def say_chance(percent: float) -> str:
    """Return how many of 100 resamples: all 100 resamples, 97 of 100 resamples."""
    return "all 100 resamples" if percent == 100 else f"{percent:.0f} of 100 resamples"


def _say_rules(source: Source, question: Any, first: str) -> str:
    table = source.tables[BY_RULE.name(question.id)]
    n_first = sum(table.cell(key, first).value == 1 for key in table.row_keys)
    if n_first == len(table.rows):
        return "and under every way of counting"
    return f"and under {n_first} of {len(table.rows)} ways of counting"


def say_unasked(source: Source) -> str | None:
    """Return the sentence on the largest themes outside the draft, if there are any.

    A loose theme is not named here: too many of its comments may be about something else.
    """
    table = source.tables[THEMES.name()]
    outside = [
        key
        for key in table.row_keys
        if table.cell(key, "framework").code == "outside"
        and table.cell(key, "settled").code != "loose"
    ]
    if not outside:
        return None
    named = [
        (table.cell(key, "theme").text, table.cell(key, "n_people"))
        for key in outside[:MOST_UNASKED]
    ]
    share = table.cell(outside[0], "share")
    of = f" ({share.text} of those who wrote)" if share.value is not None else ""
    first = f"“{named[0][0]}” was raised by {source.count(named[0][1])}{of}"
    if len(named) == 1:
        return f"{first}; by its words it lies outside the draft."
    others = [
        f"“{label}” by {source.count(people) if is_mark(people) else source.about(people)}"
        for label, people in named[1:]
    ]
    return (
        f"{number_words.join_words([first, *others])}; by their words these lie outside the draft."
    )


def say_together(source: Source, question: Any, verdict: str) -> str | None:
    """Return one sentence on all items with a verdict that needs no sentence for each."""
    codes = items_with(source, question, verdict)
    if not codes:
        return None
    if len(codes) == 1:
        return say_verdict(source, question, codes[0])
    table = source.tables[VERDICTS.name(question.id)]
    values = [table.cell(code, "share").value for code in codes]
    known = [value for value in values if value is not None]
    verb = name_sides(question).verb
    span = f" ({min(known):.0f}% to {max(known):.0f}% {verb})" if known else ""
    sentence = {
        "majority": "have the support of more than half, which is not a consensus",
        "not_supported": "are not supported",
        "not_settled": "are not settled either way",
        "too_few": "were answered by too few to say",
    }[verdict]
    listed = list_items(question, codes)
    return f"{listed} {sentence}." if verdict == "too_few" else f"{listed} {sentence}{span}."
