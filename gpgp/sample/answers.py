"""What a respondent fills in: ratings, order, topics and comments, or only some of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from gpgp.instrument import Consultation
from gpgp.sample.chance import Chance
from gpgp.sample.comments import Comment, Writer, write_comment
from gpgp.sample.opinions import fill_ranking, fill_ratings, fill_support
from gpgp.sample.people import Row
from gpgp.sample.phrases import read_phrases
from gpgp.sample.plan import Plan
from gpgp.sample.welsh import write_welsh_comment
from gpgp.sample.wording import write_welsh_wording, write_wording

FIRST_PAGE = ("productive_comment", "wording", "missing")
SECOND_PAGE = ("priorities_comment", "anything_else")
LEAVE_AFTER = {"vision": 0.02, "first page": 0.025, "order": 0.025, "the end": 0.93}
SHARE_WELSH_COMMENTS = 0.9  # of the comments of those who chose Welsh; the rest are in English
TWO_SIDED = {"efficiency": "productive", "diversity": "diverse"}  # theme → element rated


def fill_answers(
    row: Row,
    scores: Mapping[str, int],
    *,
    plan: Plan,
    instrument: Consultation,
    chance: Chance,
    words: Chance,
    is_complete: bool = False,
) -> None:
    """Fill in the form as far as the respondent gets.

    Parameters
    ----------
    row : Row
        Who answers; its cells and comments are filled.
    scores : mapping element → 1 to 5
        What they think of the elements.
    chance, words : Chance
        Draws for ticks and for comments.
    is_complete : bool
        Goes to the end.
    """
    last = "the end" if is_complete else chance.weigh(LEAVE_AFTER)
    talk = chance.choose((0.4, 0.7, 1.0, 1.0, 1.3, 1.6))  # how much they like to write
    row.writer = dataclasses.replace(row.writer, stances=_take_stances(scores))
    fill_ratings(row, scores, plan=plan, instrument=instrument, chance=chance)
    if last == "vision":
        return
    _fill_comments(row, FIRST_PAGE, talk, plan=plan, words=words)
    if last == "first page":
        return
    if not chance.happens(0.05):
        fill_ranking(row, plan=plan, chance=chance)
    if last == "order":
        return
    if not chance.happens(0.08):
        fill_support(row, plan=plan, instrument=instrument, chance=chance)
    _fill_comments(row, SECOND_PAGE, talk, plan=plan, words=words)


def write_answer(question: str, *, writer: Writer, plan: Plan, chance: Chance) -> Comment:
    """Write one answer to an open question: a comment, or one that says nothing."""
    is_welsh = writer.language == "cy" and chance.happens(SHARE_WELSH_COMMENTS)
    if chance.happens(plan["saying_nothing"][question]):
        return _say_nothing(question, is_welsh, chance)
    if question == "wording":
        if is_welsh:
            return write_welsh_wording(chance=chance)
        return write_wording(writer=writer, chance=chance)
    if is_welsh:
        return write_welsh_comment(question, writer=writer, plan=plan, chance=chance)
    return write_comment(question, writer=writer, plan=plan, chance=chance)


def _fill_comments(
    row: Row, questions: tuple[str, ...], talk: float, *, plan: Plan, words: Chance
) -> None:
    for question in questions:
        if words.happens(plan["answering"][question] * talk):
            row.comments[question] = write_answer(
                question, writer=row.writer, plan=plan, chance=words
            )


def _take_stances(scores: Mapping[str, int]) -> dict[str, str]:
    sides = {1: "against", 2: "against", 4: "for", 5: "for"}
    return {
        theme: sides[scores[element]]
        for theme, element in TWO_SIDED.items()
        if scores[element] in sides
    }


def _say_nothing(question: str, is_welsh: bool, chance: Chance) -> Comment:
    suffix = "_welsh" if is_welsh else ""
    kind = "non_answer"
    name = f"non_answers{suffix}"
    if question == "missing":
        kind = chance.choose(("nothing_missing", "non_answer"))
        name = (
            f"{'nothing_missing' if kind == 'nothing_missing' else 'non_answers_missing'}{suffix}"
        )
    lines = read_phrases("said_nothing")[name]
    language = "cy" if is_welsh else "en"
    return Comment(chance.deal(lines, deck=name), kind=kind, language=language)
