"""The statement of intent: what the verdicts support, in the words of the draft.

The verdict decides the paragraph, the instrument gives the words. Only elements of a vision on a
scale of agreement and ranked priorities make clauses. An officer's edit of a clause is used as long
as the verdict is the one it was written for; otherwise it is shown with a warning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from gpgp import number_words
from gpgp.disclosure.declaration import TableColumn
from gpgp.errors import InputError
from gpgp.instrument import read_yaml
from gpgp.instrument.questions import Ranking, Rating
from gpgp.report import claims
from gpgp.report.code_names import name_sides
from gpgp.report.findings import find_label, items_with
from gpgp.report.render import markup
from gpgp.report.render.markup import render_plain, row_anchor, words
from gpgp.report.sections.source import ANNEX, Section, Source, make_section
from gpgp.report.tables.campaigns import CAMPAIGNS
from gpgp.report.tables.decided import BOARD_SAID, COMMITMENTS
from gpgp.report.tables.priorities import FIRST, ORDER
from gpgp.report.tables.verdicts import REASONS, VERDICTS

FILE_NAME = "statement.yaml"
MOST_PRIORITIES = 3
WANTED = ("shared", "shared_with_reservations")
OPEN = ("divided_between", "divided_within", "majority", "not_supported", "not_settled", "too_few")


@dataclass(frozen=True)
class Clause:
    """One clause: what it is about, the verdict it follows from, its words."""

    code: str
    verdict: str
    text: str


def write_statement(source: Source) -> Section:
    """Write the statement; nothing where there is neither a vision nor an order of priorities."""
    parts = state_intent(source)
    if not parts:
        return make_section("statement", "", [])
    if source.consultation.is_interim:
        later = "It is drafted once the consultation has closed: no verdict is final before."
        return make_section("statement", "Statement of intent", [markup.note(later)])
    lead = markup.note("Drafted from the verdicts and the order; the officer edits it.")
    return make_section(
        "statement", "Draft statement of intent", [lead, *parts, *_write_actions(source)]
    )


def state_intent(source: Source) -> list[Markup]:
    """Return the paragraphs of the statement."""
    parts: list[Markup] = []
    rating, ranking = _find_vision(source), source.headline_ranking
    warnings: list[str] = []
    if rating is not None:
        wanted = _edit(source, _want(source, rating), warnings)
        if wanted:
            parts.append(Markup("<p><b>We want a workforce that is</b></p>"))
            parts.append(markup.bullets([clause.text for clause in wanted]))
    if ranking is not None and ranking.about == "priorities":
        parts.append(_lead("We will put first", _put_first(source, ranking)))
    if rating is not None:
        still = _edit(source, _leave_open(source, rating), warnings)
        if still:
            text = "; ".join(clause.text for clause in still)
            parts.append(_lead("We have more work to do on", f"{text}."))
    table = source.find(CAMPAIGNS)
    if parts and table is not None:
        people = source.count(table.cell(table.row_keys[0], "n_copies"))
        answer = markup.officer_text(
            source.consultation.report.campaign_answer,
            lead=f"We heard from {people} who wrote to us together.",
        )
        parts.append(answer)
    return [*parts, *(markup.note(warning) for warning in warnings)]


def draft_edits(source: Source) -> str:
    """Return the file in which the officer edits clauses, each bound to its verdict."""
    rating = _find_vision(source)
    clauses = [*_want(source, rating), *_leave_open(source, rating)] if rating else []
    entries = "".join(
        f"- code: {clause.code}\n  verdict: {clause.verdict}  # leave as it is\n"
        f'  text: ""  # instead of: {" ".join(clause.text.split())}\n'
        for clause in clauses
    )
    return (
        "# The statement of intent, in the officer's words. Fill in text where a clause should\n"
        "# read otherwise. It is used as long as the verdict stays the one written here.\n\n"
        f"{entries or '[]'}\n"
    )


def read_edits(text: str | None) -> dict[str, Clause]:
    """Return the officer's clauses by the code of what they are about.

    Raises
    ------
    InputError
        The file is not a list of entries with ``code``, ``verdict`` and ``text``.
    """
    entries = read_yaml(text, file_name=FILE_NAME).data if text else []
    if not isinstance(entries, list):
        raise InputError(f"{FILE_NAME}: expected a list of entries with code, verdict and text.")
    edits: dict[str, Clause] = {}
    for place, entry in enumerate(entries, start=1):
        fields = entry if isinstance(entry, dict) else {}
        found = [fields.get(name) for name in ("code", "verdict", "text")]
        values = [value for value in found if isinstance(value, str)]
        if len(values) != len(found) or len(fields) != len(found):
            raise InputError(
                f"{FILE_NAME}: entry {place}: expected code, verdict and text, each a text."
            )
        if values[2].strip():
            edits[values[0]] = Clause(*values)
    return edits


def _edit(source: Source, clauses: Sequence[Clause], warnings: list[str]) -> list[Clause]:
    """The clauses with the officer's words where they still fit."""
    edits: Mapping[str, Clause] = source.edits
    edited = []
    for clause in clauses:
        own = edits.get(clause.code)
        if own is not None and own.verdict == clause.verdict:
            edited.append(own)
            continue
        if own is not None:
            warnings.append(
                f"The officer's words on {clause.code} were written for another verdict "
                f"({own.verdict}, now {clause.verdict}) and are not used: “{own.text}”"
            )
        edited.append(clause)
    return edited


def _find_vision(source: Source) -> Rating | None:
    question = source.headline_rating
    if question is None or not question.is_vision:
        return None
    return question if name_sides(question).has_verdicts else None


def _wording(question: Rating, code: str) -> str:
    item = next(item for item in question.items if item.code == code)
    return (
        f"{number_words.lower_first(item.label)}: {_explain(item.wording)}"
        if item.wording
        else item.label
    )


def _explain(wording: str) -> str:
    """What follows the colon of a wording: the part that says what the element means."""
    _, _, meaning = wording.partition(": ")
    return number_words.lower_first((meaning or wording).rstrip("."))


def _want(source: Source, question: Rating) -> list[Clause]:
    clauses: list[Clause] = []
    for code in items_with(source, question, *WANTED):
        table, reasons = source.take(VERDICTS, question), source.take(REASONS, question)
        verdict, text = table.cell(code, "verdict").code, f"{_wording(question, code)}."
        named = reasons.cell(code, "objectors")
        if verdict == "shared_with_reservations" and named.codes:
            text += f" {named.text} were less sure; we will ask them what it would take."
        clauses.append(Clause(code, verdict, text))
    return clauses


def _leave_open(source: Source, question: Rating) -> list[Clause]:
    table = source.take(VERDICTS, question)
    because = {
        "divided_between": "on which groups do not agree",
        "divided_within": "on which people in each group were split",
        "majority": "which has a majority and no consensus",
        "not_supported": "which does not have support as worded",
        "not_settled": "on which the answers settle nothing yet",
        "too_few": "on which too few answered",
    }
    return [
        Clause(code, verdict, f"“{find_label(question, code)}”, {because[verdict]}")
        for code in items_with(source, question, *OPEN)
        if (verdict := table.cell(code, "verdict").code)
    ]


def _put_first(source: Source, question: Ranking) -> str:
    order, first = source.take(ORDER, question), source.find(FIRST, question)
    labels = [
        number_words.lower_first(order.cell(key, "option").text)
        for key in order.row_keys[:MOST_PRIORITIES]
    ]
    is_settled = claims.is_settled_first(first)
    text = (
        f"{labels[0]}, then {labels[1]}."
        if is_settled and len(labels) > 1
        else (f"{number_words.join_words(labels)}.")
    )
    others = []
    for key in order.row_keys[1:]:
        areas = first.cell(key, "elsewhere") if first is not None else None
        if areas is not None and areas.codes:
            label = number_words.lower_first(order.cell(key, "option").text)
            others.append(f"{areas.text} would start with {label}")
    return f"{text} {number_words.capitalise('; '.join(others))}." if others else text


def _lead(lead: str, text: str) -> Markup:
    return Markup("<p><b>{}</b> {}</p>").format(lead, text)


def _write_actions(source: Source) -> list[Markup]:
    """You said, we will: the officer's, with owner and date, where no commitments are kept."""
    if source.has(COMMITMENTS):
        return []
    texts = source.consultation.report
    head = markup.heading("You said, we will", level=3)
    if not texts.actions:
        return [head, markup.officer_text(texts.next_steps)]
    points = [
        Markup("<b>You said:</b> {} <b>We will:</b> {} ({}, by {})").format(
            each.heard, each.action, each.owner, number_words.format_date(each.by)
        )
        for each in texts.actions
    ]
    more = [markup.officer_text(texts.next_steps)] if texts.next_steps else []
    return [head, markup.bullets(points), *more]


SAID_TITLE = "What the board and roundtable said"
MOST_COMMITMENTS = 5  # on the paper; all stand in the annex
DONE_TITLE = "We asked, you said, we will, we did"


def write_board_said(source: Source) -> Section:
    """Write what was minuted beside what respondents said; empty without reviewed minutes."""
    table = source.find(BOARD_SAID)
    if table is None:
        return make_section("board_said", SAID_TITLE, [], part=ANNEX)
    lead = (
        "Beside what respondents said stands what members said when they met, what officers "
        "answered and what was decided."
    )
    parts = [markup.paragraph(lead), source.show(table)]
    return make_section("board_said", SAID_TITLE, parts, part=ANNEX)


def write_commitments(source: Source) -> Section:
    """Write what is done about each request that was decided on; empty without any."""
    table = source.find(COMMITMENTS)
    if table is None:
        return make_section("commitments", DONE_TITLE, [])
    keys = ("said", "will", "did")
    heads = {column.key: column.label for column in table.columns}
    rows = [
        (row_anchor("paper-commitments", key), [words(table.cell(key, name)) for name in keys])
        for key in table.row_keys[:MOST_COMMITMENTS]
    ]
    n_more = len(table.rows) - MOST_COMMITMENTS
    said = list(table.notes)
    if n_more > 0:
        number = number_words.capitalise(number_words.spell_number(n_more))
        said.append(f"{number} more in the annex.")
    grid = render_plain(
        "What people asked for, and what comes of it",
        [TableColumn(key, heads[key]) for key in keys],
        rows,
        anchor="paper-commitments",
        kind="done",
    )
    return make_section(
        "commitments",
        DONE_TITLE,
        [grid, *([markup.note(" ".join(said))] if said else [])],
    )
