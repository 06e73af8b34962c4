"""What a respondent fills in: ratings, rankings, choices and comments, with a known truth.

Scores are dealt out in fixed numbers per constituency, not drawn one by one, so that the planted
shares hold in every sample and the planted verdicts do not hang on the seed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence

from gpgp.instrument import Consultation
from gpgp.instrument.questions import MultiChoice
from gpgp.sample.chance import Chance, split_whole
from gpgp.sample.comments import (
    Comment,
    Writer,
    write_comment,
    write_welsh_comment,
    write_welsh_wording,
    write_wording,
)
from gpgp.sample.people import Row
from gpgp.sample.plan import Plan, for_group
from gpgp.sample.voices import read_phrases

SCALE = "agreement"
SHARE_SHORT_BALLOT = 0.13  # rank two or three of the five
SHARE_WELSH_WORDS = 0.75  # of Welsh respondents' ratings


def score_shares(agree: float, shape: Mapping[str, float]) -> list[float]:
    """Spread a share agreeing over five points, lowest point first.

    Examples
    --------
    >>> shape = {"strong": 0.5, "neither": 0.5, "disagree": 0.25, "strongly": 0.25}
    >>> score_shares(0.6, shape)
    [0.1, 0.1, 0.2, 0.3, 0.3]
    """
    rest = 1 - agree
    return [
        rest * shape["strongly"],
        rest * shape["disagree"],
        rest * shape["neither"],
        agree * (1 - shape["strong"]),
        agree * shape["strong"],
    ]


def deal_scores(rows: Sequence[Row], *, plan: Plan, chance: Chance) -> list[dict[str, int]]:
    """Deal every row its score (1 to 5) on each element.

    Returns
    -------
    list of dict element → score, in the order of ``rows``
    """
    dealt: list[dict[str, int]] = [{} for _ in rows]
    by_group: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        by_group.setdefault(row.constituency, []).append(place)
    for element, truth in plan["elements"].items():
        for code, places in by_group.items():
            shares = score_shares(for_group(truth["agree"], code), truth["shape"])
            counts = split_whole(len(places), dict(enumerate(shares, start=1)))
            scores = [score for score, count in counts.items() for _ in range(count)]
            for place, score in zip(places, chance.shuffle(scores), strict=True):
                dealt[place][element] = score
    return dealt


def draw_scores(constituency: str, *, plan: Plan, chance: Chance) -> dict[str, int]:
    """Draw one respondent's scores, for rows outside the planted numbers."""
    scores = {}
    for element, truth in plan["elements"].items():
        shares = score_shares(for_group(truth["agree"], constituency), truth["shape"])
        scores[element] = chance.weigh(dict(enumerate(shares, start=1)))
    return scores


def fill_ratings(
    row: Row, scores: Mapping[str, int], *, plan: Plan, instrument: Consultation, chance: Chance
) -> None:
    """Write a row's ratings in the words of its language; some blank, some don't know."""
    scale = instrument.scales[SCALE]
    for element, score in scores.items():
        drawn = chance.share() - plan["unanswered"][element]
        if drawn < 0:
            continue
        is_welsh = row.writer.language == "cy" and chance.happens(SHARE_WELSH_WORDS)
        if drawn < plan["dont_know"][element]:
            word: str = scale.dont_know[-1 if is_welsh else 0]
        else:
            point = scale.points[score - 1]
            word = point.words[0] if is_welsh else point.label
        row.cells[f"vision.{element}"] = word


def fill_ranking(row: Row, *, plan: Plan, chance: Chance) -> None:
    """Write a row's order of the priorities: the next one is drawn in proportion to its weight."""
    left = dict(plan.for_group("priorities", row.constituency))
    n_ranked = chance.whole(2, 3) if chance.happens(SHARE_SHORT_BALLOT) else len(left)
    for rank in range(1, n_ranked + 1):
        code = chance.weigh(left)
        del left[code]
        row.cells[f"order.{code}"] = str(rank)


def fill_support(row: Row, *, plan: Plan, instrument: Consultation, chance: Chance) -> None:
    """Tick up to three topics; a ticked cell holds the topic's label."""
    left = dict(plan.for_group("support", row.constituency))
    asked = instrument.question("support")
    assert isinstance(asked, MultiChoice)
    labels = {item.code: item.label for item in asked.items}
    for _ in range(chance.weigh({1: 2, 2: 3, 3: 8})):
        code = chance.weigh(left)
        del left[code]
        row.cells[f"support.{code}"] = labels[code]


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
