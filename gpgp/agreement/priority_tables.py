"""From rankings and choices to the priorities tables: every rule, group and view.

In: the tables ``responses``, ``rankings`` and ``choices``, and the instrument. Out:
:class:`PrioritiesResult`, frames that keep their contracts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gpgp.agreement.firsts import find_firsts
from gpgp.agreement.polls import Poll, poll_choices, poll_rankings, rank_poll, view_poll
from gpgp.agreement.priorities import (
    borda,
    first_choices,
    kemeny,
    plackett_luce,
    schulze,
)
from gpgp.agreement.priority_findings import find_disagreements, measure_distances
from gpgp.agreement.respondents import Respondents, group_respondents
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.ballots import MAX_OPTIONS
from gpgp.agreement.views import views_of
from gpgp.agreement.weighting import View, view_per_respondent
from gpgp.instrument import Consultation
from gpgp.tables import ALL, NOT_MATCHED, SPECS, assemble_table, check_table

_SCORED: dict[str, Callable[..., pd.Series]] = {
    "borda": borda,
    "plackett_luce": plackett_luce,
    "first_choices": first_choices,
}
_ORDERED: dict[str, Callable[..., pd.Series]] = {"kemeny": kemeny, "schulze": schulze}


@dataclass(frozen=True)
class PrioritiesResult:
    """The tables that measuring priorities makes, by the names of their contracts."""

    priorities_orders: pd.DataFrame
    priorities_firsts: pd.DataFrame
    priorities_ranks: pd.DataFrame
    priorities_findings: pd.DataFrame
    priorities_distances: pd.DataFrame
    weighting_views: pd.DataFrame  # the ranking part


def measure_priorities(
    rankings: pd.DataFrame,
    choices: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
    seed: int,
) -> PrioritiesResult:
    """Measure what comes first, under every counting rule, in every group and view.

    Parameters
    ----------
    rankings, choices, responses : DataFrame, contracts of the same names
    consultation : Consultation
        Its ranking, choice and multi_choice questions.
    settings : AgreementSettings
        Thresholds.
    seed : int
        Seed of the resampling behind ``priorities_ranks``.

    Returns
    -------
    PrioritiesResult
        Groups have the view ``per_respondent``; everybody has all views. A question with more
        options than Kemeny's rule can order exactly has no rows of that rule.

    Raises
    ------
    ContractError
        A table does not keep its contract.
    """
    responses = check_table(responses, SPECS["responses"])
    rankings = check_table(rankings, SPECS["rankings"])
    choices = check_table(choices, SPECS["choices"])
    respondents = group_respondents(responses, consultation=consultation)
    ranked = [
        poll_rankings(rankings, respondents, question)
        for question in consultation.questions_of("ranking")
    ]
    chosen = [
        poll_choices(choices, respondents, question)
        for question in consultation.questions_of("choice", "multi_choice")
    ]
    ranked, chosen = [p for p in ranked if len(p.who)], [p for p in chosen if len(p.who)]
    orders = [_order_poll(p, respondents, _count_ranking, settings) for p in ranked]
    orders += [
        _order_poll(_add_written_in(p), respondents, _count_choices, settings) for p in chosen
    ]
    compared = [orders[place] for place in range(len(ranked))]
    findings = [
        find_disagreements(order, label=_labels(consultation, poll), settings=settings)
        for order, poll in zip(compared, ranked, strict=True)
    ]
    distances = [measure_distances(poll, respondents, settings=settings) for poll in ranked]
    firsts = [find_firsts(poll, respondents, settings=settings) for poll in [*ranked, *chosen]]
    ranks = [rank_poll(poll, respondents, settings=settings, seed=seed) for poll in ranked]
    views = [view_poll(poll, respondents, settings=settings) for poll in ranked]
    return PrioritiesResult(
        priorities_orders=assemble_table(orders, SPECS["priorities_orders"]),
        priorities_firsts=assemble_table(firsts, SPECS["priorities_firsts"]),
        priorities_ranks=assemble_table(ranks, SPECS["priorities_ranks"]),
        priorities_findings=assemble_table(findings, SPECS["priorities_findings"]),
        priorities_distances=assemble_table(distances, SPECS["priorities_distances"]),
        weighting_views=assemble_table(views, SPECS["weighting_views"]),
    )


def _add_written_in(poll: Poll) -> Poll:
    """Return a choice with one more option, something that is not listed, if anyone chose it."""
    if not poll.has_written_in.any():
        return poll
    written = np.where(poll.has_written_in, 1.0, np.nan)
    return replace(poll, ballots=poll.ballots.assign(**{NOT_MATCHED: written}))


def _labels(consultation: Consultation, poll: Poll) -> Callable[[str], str]:
    labels = {item.code: item.label for item in consultation.question(poll.question_id).items}
    return lambda code: labels[code]


def _order_poll(
    poll: Poll,
    respondents: Respondents,
    count: Callable[[pd.DataFrame, View], list[pd.DataFrame]],
    settings: AgreementSettings,
) -> pd.DataFrame:
    parts = []
    for dimension, grouping in respondents.groupings.items():
        for place, label in enumerate(grouping.labels):
            inside = grouping.group[poll.who] == place
            if not inside.any():
                continue
            views = [view_per_respondent(int(inside.sum()))]
            if dimension == ALL:
                views = views_of(poll.who, respondents, settings=settings)
            for view in views:
                keys = {"dimension_code": dimension, "group_code": label}
                parts += [part.assign(**keys) for part in count(poll.ballots[inside], view)]
    return pd.concat(parts, ignore_index=True).assign(question_id=poll.question_id)


def _count_ranking(ballots: pd.DataFrame, view: View) -> list[pd.DataFrame]:
    voices = view.weights > 0
    counted, weights = ballots[voices], _scaled(view.weights[voices])
    scored = {rule: count(counted, weights=weights) for rule, count in _SCORED.items()}
    parts = [_rows(rule, view, score, None, len(counted)) for rule, score in scored.items()]
    for rule, order in _ORDERED.items():
        if rule != "kemeny" or ballots.shape[1] <= MAX_OPTIONS:
            rank = order(counted, weights=weights)
            parts.append(_rows(rule, view, None, rank, len(counted)))
    return parts


def _count_choices(ballots: pd.DataFrame, view: View) -> list[pd.DataFrame]:
    voices = view.weights > 0
    weights = _scaled(view.weights[voices])
    chosen = ballots[voices].notna()
    share = pd.Series(weights @ chosen.to_numpy() / len(chosen), index=ballots.columns)
    return [_rows("share_choosing", view, share, None, len(chosen))]


def _rows(
    rule: str, view: View, score: pd.Series | None, rank: pd.Series | None, n_ballots: int
) -> pd.DataFrame:
    if rank is None:
        rank = score.round(9).rank(method="min", ascending=False)
    return pd.DataFrame(
        {
            "rule_code": rule,
            "view_code": view.view_code,
            "option_code": rank.index,
            "score": np.nan if score is None else score.to_numpy(),
            "rank": rank.to_numpy(),
            "n_ballots": n_ballots,
        }
    )


def _scaled(weights: np.ndarray) -> np.ndarray:
    return weights / weights.mean()
