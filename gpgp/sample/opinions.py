"""Ratings, rankings and choices with a known truth.

Scores are dealt out in fixed numbers per constituency, not drawn one by one, so that the planted
shares hold in every sample and the planted verdicts do not hang on the seed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gpgp.instrument import Consultation
from gpgp.sample.chance import Chance, split_whole
from gpgp.sample.people import Row
from gpgp.sample.plan import Plan, for_group

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
            word = scale.dont_know[-1 if is_welsh else 0]
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
    labels = {item.code: item.label for item in instrument.question("support").items}
    for _ in range(chance.weigh({1: 2, 2: 3, 3: 8})):
        code = chance.weigh(left)
        del left[code]
        row.cells[f"support.{code}"] = labels[code]
