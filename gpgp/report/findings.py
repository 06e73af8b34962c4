"""What the first screen says: the finding in the heading, and the six things to know.

Both are chosen by rules. :data:`IN_ORDER` is the order of importance: what is shared; with which
exception; what divides, and whom; what lacks support, and why; what is rated highest where no
vision was put; what comes first; what a campaign asked; what people raised that was not in the
draft; what was chosen; numbers; what comments mention. One of each kind is taken in that order,
then a second of each, until there are six.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import shorten

from gpgp import number_words
from gpgp.disclosure import Cell, ProtectedTable, find_cell
from gpgp.instrument.questions import Rating
from gpgp.report import claims
from gpgp.report.code_names import name_sides
from gpgp.report.render.markup import row_anchor
from gpgp.report.sections.source import Source
from gpgp.report.tables.answers import ANSWERS
from gpgp.report.tables.campaigns import CAMPAIGNS
from gpgp.report.tables.choices import CHOICES
from gpgp.report.tables.numbers import NUMBERS
from gpgp.report.tables.priorities import FIRST, ORDER
from gpgp.report.tables.themes import THEMES
from gpgp.report.tables.verdicts import BY_CONSTITUENCY, REASONS, VERDICTS
from gpgp.report.tables.words import WORDING
from gpgp.tables import NOT_MATCHED

MOST_THINGS = 6
MOST_NAMED = 3  # items named in one claim
LONGEST_QUESTION = 90  # letters of a question in a claim
MOST_MENTIONED = 3  # themes that nobody has named yet
DIVIDED = "divided_between"
LACKING = {  # verdicts that are named together: of one item, of several
    ("not_supported", "divided_within"): (
        "does not have support as worded",
        "do not have support as worded",
    ),
    ("majority",): ("has a majority, not a consensus", "have a majority, not a consensus"),
    ("not_settled",): ("is not settled either way", "are not settled either way"),
    ("too_few",): ("drew too few answers to say", "drew too few answers to say"),
}


@dataclass(frozen=True)
class Thing:
    """One thing to know: a claim, what bears it, and where its evidence stands."""

    claim: str
    rest: str
    anchor: str
    about: str


def find_things(source: Source) -> list[Thing]:
    """Return at most six things to know, in order of importance."""
    found = [find(source) for find in IN_ORDER]
    chosen = [thing for turn in zip_longest(*found) for thing in turn if thing][:MOST_THINGS]
    return [thing for kind in found for thing in kind if thing in chosen]


def find_headline(source: Source) -> str:
    """Return the finding that is the report's title."""
    question = source.headline_rating
    if question is not None and _is_vision(question):
        return _say_vision(source, question)
    things = find_things(source)
    return things[0].claim.rstrip(".") + "." if things else source.consultation.title


def picture_anchor(question: Rating, code: str) -> str:
    """Return where an item stands in the picture of consensus."""
    return f"see-{question.id}-{code}"


def quote_items(question: Rating, codes: Iterable[str]) -> str:
    """Return items in quotation marks; of many, the first few and how many more."""
    labels = [f"“{find_label(question, code)}”" for code in codes]
    if len(labels) > MOST_NAMED + 1:
        labels = [*labels[:MOST_NAMED], f"{number_words.spell_number(len(labels) - 3)} more"]
    return number_words.join_words(labels)


def find_label(question: Rating, code: str) -> str:
    """Return the label of one of a question's items."""
    return next((item.label for item in question.items if item.code == code), code)


def items_with(source: Source, question: Rating, *verdicts: str) -> list[str]:
    """Return the codes of the items with one of these verdicts, best supported first."""
    table = source.find(VERDICTS, question)
    if table is None:
        return []
    codes = [key for key in table.row_keys if table.cell(key, "verdict").code in verdicts]
    return sorted(codes, key=lambda code: -(table.cell(code, "share").value or 0))


def say_share(cell: Cell) -> str:
    """Return a share as a claim has it: 82%, two-thirds or more; '' where it is withheld."""
    return cell.text if cell.value is not None else cell.band


def _is_vision(question: Rating) -> bool:
    """Whether it can have verdicts: its scale has people who agree and who disagree."""
    return name_sides(question).has_verdicts


def _say_vision(source: Source, question: Rating) -> str:
    """How many parts are shared, and what divides."""
    table = source.find(VERDICTS, question)
    total = len(table.rows) if table is not None else 0
    shared = items_with(source, question, "shared", "shared_with_reservations")
    thing = "parts of the vision" if question.is_vision else "statements"
    n, of = (number_words.spell_number(each) for each in (len(shared), total))
    divided = items_with(source, question, DIVIDED)
    if table is not None and total == 1:
        lead = f"{quote_items(question, table.row_keys)} is {_say_state(table)}."
    elif not shared:
        lead = f"None of the {of} {thing} is shared."
    elif len(shared) == total:
        lead = f"The sector supports all {of} {thing}."
    else:
        lead = f"The sector agrees on {n} of the {of} {thing}."
    if not divided or total == 1:
        return lead
    return f"{lead} The sector divides on {quote_items(question, divided)}."


def _say_state(table: ProtectedTable) -> str:
    return number_words.lower_first(table.rows[0].cells[1].text)


def _find_shared(source: Source) -> list[Thing]:
    question = source.headline_rating
    codes = items_with(source, question, "shared") if question else []
    if question is None or not codes or not _is_vision(question):
        return []
    table, reasons = source.take(VERDICTS, question), source.find(REASONS, question)
    shares = [table.cell(code, "share") for code in codes]
    known = [cell.value for cell in shares if cell.value is not None]
    names, verb = quote_items(question, codes), name_sides(question).verb
    are = "is" if len(codes) == 1 else "are"
    support = f" ({min(known):.0f}% {verb})" if len(codes) == 1 and known else ""
    least = f"At least {min(known):.0f}% {verb} with each." if len(codes) > 1 and known else ""
    reach = _say_reach(reasons, codes[0]) if len(codes) == 1 else ""
    return [
        Thing(
            f"{names}{support} {are} common ground.",
            least or (f"Support is {reach}." if reach else ""),
            picture_anchor(question, codes[0]),
            names,
        )
    ]


def _say_reach(reasons: ProtectedTable | None, code: str) -> str:
    if reasons is None:
        return ""
    clear = reasons.cell(code, "clear")
    if clear.value is None or clear.high is None:
        return ""
    return claims.say_reach(int(clear.value), int(clear.high))


def _find_exceptions(source: Source) -> list[Thing]:
    question = source.headline_rating
    codes = items_with(source, question, "shared_with_reservations") if question else []
    if question is None or not codes or not _is_vision(question):
        return []
    table, reasons = source.take(VERDICTS, question), source.take(REASONS, question)
    things = []
    for code in codes:
        share, named = table.cell(code, "share"), reasons.cell(code, "objectors")
        support = f" ({say_share(share)})" if say_share(share) else ""
        if named.codes:
            cells = [_find_share(source, question, area, code) for area in named.codes[:2]]
            areas = [
                f"{_area_label(source, area)}{f' ({text})' if text else ''}"
                for area, text in zip(named.codes[:2], cells, strict=True)
            ]
            noun = "the exception" if len(named.codes) == 1 else "less sure"
            label = _area_label(source, named.codes[0])
            verb = "are" if len(areas) > 1 or label.endswith("s") else "is"
            rest = f"{number_words.join_words(areas)} {verb} {noun}."
        else:
            rest = reasons.cell(code, "reason").text
        name = quote_items(question, [code])
        things.append(
            Thing(f"{name} has wide support{support}.", rest, picture_anchor(question, code), name)
        )
    return things


def _find_share(source: Source, question: Rating, area: str, code: str) -> str:
    """What the picture prints of a constituency that stands alone; '' of another."""
    matrix = source.find(BY_CONSTITUENCY, question)
    cell = find_cell(matrix, area, code) if matrix else None
    return "" if cell is None or cell.is_pooled else say_share(cell)


def _area_label(source: Source, code: str) -> str:
    return source.consultation.label_of(code)


def _find_divided(source: Source) -> list[Thing]:
    """Who agrees and who does not: the highest, the largest group, the lowest."""
    question = source.headline_rating
    if question is None:
        return []
    things = []
    for code in items_with(source, question, DIVIDED):
        share = say_share(source.take(VERDICTS, question).cell(code, "share"))
        name = quote_items(question, [code])
        sides = [
            f"{text}{f' of {label}' if i else f' of {label} {name_sides(question).verb}'}"
            for i, (label, text) in enumerate(_list_sides(source, question, code))
        ]
        rest = f"{number_words.join_words(sides)}." if len(sides) > 1 else ""
        things.append(
            Thing(
                f"{name}{f' ({share})' if share else ''} divides the sector.",
                number_words.capitalise(rest),
                picture_anchor(question, code),
                name,
            )
        )
    return things


def _list_sides(source: Source, question: Rating, code: str) -> list[tuple[str, str]]:
    """Label and share of the strongest supporter, the largest group and the strongest objector."""
    matrix = source.find(BY_CONSTITUENCY, question)
    if matrix is None:
        return []
    alone = [group.code for group in source.consultation.constituencies]
    found = {area: find_cell(matrix, area, code) for area in _list_areas(matrix, code)}
    cells = {
        area: cell
        for area in alone
        if (cell := found.get(area)) and cell.value is not None and not cell.is_pooled
    }
    if len(cells) < 2:
        return []
    by_share = sorted(cells, key=lambda area: -(cells[area].value or 0))
    largest = next((area for area in _list_areas(matrix, code) if area in cells), by_share[0])
    chosen = dict.fromkeys([by_share[0], largest, by_share[-1]])
    ordered = sorted(chosen, key=lambda area: -(cells[area].value or 0))
    return [(_area_label(source, area), cells[area].text) for area in ordered]


def _list_areas(matrix: ProtectedTable, code: str) -> tuple[str, ...]:
    """The areas of a matrix, whichever way round it stands, the largest first."""
    return matrix.row_keys if code in matrix.column_keys else matrix.column_keys[1:]


def _find_lacking(source: Source) -> list[Thing]:
    """What lacks support as worded, and why; then what has a majority only, or is not settled."""
    question = source.headline_rating
    if question is None or not _is_vision(question):
        return []
    things = []
    for verdicts, (one, several) in LACKING.items():
        codes = items_with(source, question, *verdicts)
        if not codes:
            continue
        reasons = [_explain(source, question, code, is_alone=len(codes) == 1) for code in codes]
        shown = [_name_share(source, question, code) for code in codes[:MOST_NAMED]]
        if len(codes) > MOST_NAMED:
            n_more = number_words.spell_number(len(codes) - MOST_NAMED)
            shown.append(f"{n_more} more")
        claim = f"{number_words.join_words(shown)} {one if len(codes) == 1 else several}."
        rest = " ".join(filter(None, reasons[:2]))
        anchor = picture_anchor(question, codes[0])
        things.append(Thing(claim, rest, anchor, quote_items(question, codes)))
    return things


def _name_share(source: Source, question: Rating, code: str) -> str:
    share = say_share(source.take(VERDICTS, question).cell(code, "share"))
    name = quote_items(question, [code])
    return f"{name} ({share})" if share else name


def _explain(source: Source, question: Rating, code: str, *, is_alone: bool) -> str:
    """Where those stand who do not agree, and the words that some ask for."""
    answers, asked = source.take(ANSWERS, question), _list_requests(source)
    sides = [answers.cell(code, side) for side in ("disagree", "neither", "agree")]
    values = [cell.value for cell in sides]
    if claims.is_three_way(values):
        text = f"people split three ways: {sides[0].text} disagree, {sides[1].text} neither"
    elif is_alone or values[0] is None:
        text = claims.say_others(values[0], values[1])
    else:
        text = f"{sides[0].text} disagree"
    if code in asked:
        text = f"{text}; some ask to {asked[code]}" if text else f"some ask to {asked[code]}"
    if not text:
        return ""
    on = "" if is_alone else f"On {quote_items(question, [code])} "
    return f"{on}{text}." if on else f"{number_words.capitalise(text)}."


def _list_requests(source: Source) -> dict[str, str]:
    """The request on the wording of an element that is made by the most people."""
    table = source.find(WORDING)
    asked: dict[str, str] = {}
    for row in table.rows if table else ():
        element = row.cells[1].code
        if element:
            asked.setdefault(element, number_words.lower_first(row.cells[0].text))
    return asked


def _find_rated(source: Source) -> list[Thing]:
    """What is rated highest and lowest where the scale is not one of agreement, or not first."""
    things = []
    for question in source.questions("rating", table=VERDICTS):
        if question == source.headline_rating and _is_vision(question):
            continue
        table = source.take(VERDICTS, question)
        codes = [key for key in table.row_keys if table.cell(key, "share").value is not None]
        if not codes:
            continue
        codes.sort(key=lambda code: -(table.cell(code, "share").value or 0))
        verb, name = name_sides(question).verb, quote_items(question, codes[:1])
        rest = ""
        if len(codes) > 1:
            low = table.cell(codes[-1], "share")
            rest = f"{quote_items(question, codes[-1:])} is rated lowest ({low.text})."
        claim = f"{name}: {table.cell(codes[0], 'share').text} {verb}"
        claim += ", more than on anything else asked beside it." if len(codes) > 1 else "."
        things.append(Thing(claim, rest, picture_anchor(question, codes[0]), name))
    return things


def _find_first(source: Source) -> list[Thing]:
    question = source.headline_ranking
    if question is None:
        return []
    order, first = source.take(ORDER, question), source.find(FIRST, question)
    labels = [f"“{order.cell(key, 'option').text}”" for key in order.row_keys]
    is_settled = claims.is_settled_first(first)
    rest = []
    if first is not None:
        share = first.cell(order.row_keys[0], "share")
        if share.value is not None:
            rest.append(f"{claims.say_put_first(share.value)}.")
        elsewhere = [
            claims.say_first_elsewhere([_area_label(source, a) for a in cell.codes], label)
            for key, label in zip(order.row_keys[1:], labels[1:], strict=True)
            if (cell := first.cell(key, "elsewhere")).codes
        ]
        if elsewhere:
            rest.append(f"{'; '.join(elsewhere)}.")
    anchor = row_anchor(f"first-{question.id}", order.row_keys[0])
    claim = f"{claims.say_first(labels, is_settled=is_settled)}."
    return [Thing(number_words.capitalise(claim), " ".join(rest), anchor, labels[0])]


def _find_chosen(source: Source) -> list[Thing]:
    """What was chosen, question by question; what people are (age, income) comes last."""
    things = []
    for question in source.questions("choice", "multi_choice", table=CHOICES):
        table = source.take(CHOICES, question)
        rows = [row for row in table.rows if row.key != NOT_MATCHED]
        shares = [table.cell(row.key, "share") for row in rows]
        if not rows or shares[0].value is None:
            continue
        is_settled = table.cell(rows[0].key, "ahead").code == "clear"
        labels = [f"“{row.cells[0].text}”" for row in rows[:2]]
        claim = claims.say_chosen(labels[0], shares[0].value, is_settled=is_settled)
        title = shorten(question.title.rstrip(".: "), LONGEST_QUESTION, placeholder=" …")
        claim = f"{title}{'' if title.endswith('?') else ':'} {claim}."
        named = zip(labels[: 1 if is_settled else 2], shares, strict=False)
        figures = [f"{label} {share.text}" for label, share in named if share.value is not None]
        rest = f"{number_words.capitalise(number_words.join_words(figures))} of those who answered."
        anchor = row_anchor(f"choices-{question.id}", rows[0].key)
        things.append((question.sensitive, Thing(claim, rest, anchor, labels[0])))
    return [thing for _, thing in sorted(things, key=lambda each: each[0])]


def _find_numbers(source: Source) -> list[Thing]:
    things = []
    for question in source.questions("number", table=NUMBERS):
        table = source.take(NUMBERS, question)
        low, median, high = (table.rows[0].cells[place] for place in (2, 3, 4))
        if median.value is not None:
            title = question.title.rstrip(".")
            claim = f"{title}: the median is {median.text}."
            rest = f"Half of the answers lie from {low.text} to {high.text}."
            things.append(Thing(claim, rest, "choices", title))
    return things


def _find_campaign(source: Source) -> list[Thing]:
    table = source.find(CAMPAIGNS)
    if table is None:
        return []
    copies = source.count(table.cell(table.row_keys[0], "n_copies"))
    asks = source.consultation.report.campaign_asks or "What it asks is still to be written."
    claim = f"{number_words.capitalise(copies)} sent the same letter."
    return [Thing(claim, asks, "campaign", "the letter")]


def _find_unasked(source: Source) -> list[Thing]:
    """The largest named theme that a person calls outside the draft; a loose one is left out."""
    table = source.find(THEMES)
    if table is None or not (source.consultation.elements or source.consultation.priorities):
        return []
    outside = [
        row
        for row in table.rows
        if table.cell(row.key, "framework").code == "outside"
        and table.cell(row.key, "settled").code != "loose"
        and table.cell(row.key, "theme").codes[1:] == ("named",)
    ][:2]
    if not outside:
        return []
    labels = number_words.join_words([f"“{row.cells[0].text}”" for row in outside])
    share = table.cell(outside[0].key, "share")
    rest = f"{share.text} of those who wrote raise the former" if len(outside) > 1 else ""
    if len(outside) == 1 and share.value is not None:
        rest = f"{share.text} of those who wrote raise it"
    claim = f"People also raise what is not in the draft, in our reading: {labels}."
    anchor = row_anchor("paper-themes", outside[0].key)
    return [Thing(claim, f"{rest}." if rest and share.value is not None else "", anchor, labels)]


def _find_themes(source: Source) -> list[Thing]:
    """The largest themes; those that nobody has named are only mentioned."""
    table = source.find(THEMES)
    if table is None:
        return []
    named = [r for r in table.rows if table.cell(r.key, "theme").codes[1:] == ("named",)]
    if not named:
        labels = [row.cells[0].text for row in table.rows[:MOST_MENTIONED]]
        claim = f"Comments often mention: {'; '.join(labels)}."
        rest = "No person has read and named these themes yet."
        return [Thing(claim, rest, row_anchor("paper-themes", table.rows[0].key), "the themes")]
    first = named[0]
    share = table.cell(first.key, "share")
    of = f" ({share.text} of those who wrote)" if share.value is not None else ""
    claim = f"In their own words, people raise “{first.cells[0].text}” above all{of}."
    return [Thing(claim, "", row_anchor("paper-themes", first.key), first.cells[0].text)]


IN_ORDER: tuple[Callable[[Source], list[Thing]], ...] = (
    _find_shared,
    _find_exceptions,
    _find_divided,
    _find_lacking,
    _find_rated,
    _find_first,
    _find_campaign,
    _find_unasked,
    _find_chosen,
    _find_numbers,
    _find_themes,
)
