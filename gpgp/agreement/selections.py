"""Which options to choose: by points, by coverage of constituencies, within a budget.

In: the tables ``responses``, ``rankings`` and ``choices``, and the instrument. Out:
:class:`SelectionsResult`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.agreement.polls import Poll, poll_choices, poll_rankings
from gpgp.agreement.priorities import borda
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.coverage import (
    equal_shares,
    plain_order,
    proportional_approval,
    widest_coverage,
)
from gpgp.agreement.tallies import Respondents, group_respondents
from gpgp.agreement.views import EQUAL, PER_RESPONDENT, views_of
from gpgp.errors import ParameterError
from gpgp.instrument import Consultation
from gpgp.instrument.questions import Choice, MultiChoice, Ranking
from gpgp.tables import SPECS, assemble_table, check_table


@dataclass(frozen=True)
class SelectionsResult:
    """The tables that choosing some of the options makes, by the names of their contracts."""

    priorities_selections: pd.DataFrame
    priorities_coverage: pd.DataFrame


def measure_selections(
    rankings: pd.DataFrame,
    choices: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
    n_chosen: int,
    n_own: int = 2,
    budget: float | None = None,
) -> SelectionsResult:
    """Choose k options by points and by coverage; with a budget, what it reaches.

    Parameters
    ----------
    rankings, choices, responses : DataFrame, contracts of the same names
    consultation : Consultation
        Its ranking, choice and multi_choice questions, with the costs of their items.
    settings : AgreementSettings
        ``min_eligible``.
    n_chosen : int, from 1 up
        How many options the board can take on; at most all are chosen.
    n_own : int, from 1 up
        How many of its first options count as a voter's own top choices.
    budget : float, above 0, optional
        In the unit of the items' costs; without it nothing is funded.

    Returns
    -------
    SelectionsResult
        Points, approvals and shares of the budget are counted with an equal voice per
        constituency. Coverage is of rankings, by constituencies with a voice of their own; the
        budget is spent on every question whose options all have a cost.

    Raises
    ------
    ParameterError
        ``n_chosen``, ``n_own`` or ``budget`` is out of range.
    """
    for name, value in (("n_chosen", n_chosen), ("n_own", n_own)):
        if isinstance(value, bool) or not isinstance(value, int) or value < 1:
            raise ParameterError(f"{name}: expected a whole number from 1 up, found {value}.")
    responses = check_table(responses, SPECS["responses"])
    rankings = check_table(rankings, SPECS["rankings"])
    choices = check_table(choices, SPECS["choices"])
    respondents = group_respondents(responses, consultation=consultation)
    selections, covered = [], []
    for question in consultation.questions_of("ranking"):
        poll = poll_rankings(rankings, respondents, question)
        if len(poll.who):
            chosen, coverage = _cover(poll, respondents, n_chosen, n_own, settings)
            selections.append(_add_costs(chosen, question))
            covered.append(coverage)
            approvals = poll.ballots.rank(axis=1, method="min") <= n_own
            selections += _spend(poll, approvals, respondents, question, budget, settings)
    for choosing in consultation.questions_of("choice", "multi_choice"):
        poll = poll_choices(choices, respondents, choosing)
        if len(poll.who):
            approvals = poll.ballots.notna()
            selections += _spend(poll, approvals, respondents, choosing, budget, settings)
    return SelectionsResult(
        assemble_table(selections, SPECS["priorities_selections"]),
        assemble_table(covered, SPECS["priorities_coverage"]),
    )


def _cover(
    poll: Poll, respondents: Respondents, n_chosen: int, n_own: int, settings: AgreementSettings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    points = borda(poll.ballots, weights=_equal_weights(poll, respondents, settings))
    n_chosen = min(n_chosen, len(points))
    order = points.round(9).sort_values(ascending=False, kind="stable").index
    # Best first: of sets that are equally good, the one with most points is taken.
    own = _own_choices(poll, respondents, n_own, settings)[list(order)]
    chosen = {"top_k": tuple(order[:n_chosen])}
    if len(own):
        chosen["proportional_approval"] = proportional_approval(own, n_chosen=n_chosen).chosen
        chosen["widest_coverage"] = widest_coverage(own, n_chosen=n_chosen).chosen
    rows = [
        {"method_code": method, "option_code": option, "is_chosen": option in options}
        for method, options in chosen.items()
        for option in points.index
    ]
    coverage = [
        {
            "question_id": poll.question_id,
            "method_code": method,
            "group_code": group,
            "n_own_chosen": int(approved[list(options)].sum()),
        }
        for method, options in chosen.items()
        for group, approved in own.iterrows()
    ]
    return pd.DataFrame(rows).assign(question_id=poll.question_id), pd.DataFrame(coverage)


def _own_choices(
    poll: Poll, respondents: Respondents, n_own: int, settings: AgreementSettings
) -> pd.DataFrame:
    """Return each eligible constituency's own top choices, by Borda points."""
    grouping = respondents.groupings["constituency"]
    own = {}
    for place in np.flatnonzero(grouping.is_named):
        inside = grouping.group[poll.who] == place
        if inside.sum() >= settings.min_eligible:
            points = borda(poll.ballots[inside]).round(9)
            own[grouping.labels[place]] = points.rank(method="min", ascending=False) <= n_own
    return pd.DataFrame(own, index=poll.ballots.columns, dtype=bool).T


def _spend(
    poll: Poll,
    approvals: pd.DataFrame,
    respondents: Respondents,
    question: Ranking | Choice | MultiChoice,
    budget: float | None,
    settings: AgreementSettings,
) -> list[pd.DataFrame]:
    costs = {item.code: item.cost for item in question.items if item.cost}
    if budget is None or len(costs) < len(question.items):
        return []
    weights = _equal_weights(poll, respondents, settings)
    funded = {
        "plain_order": plain_order(approvals, costs=costs, budget=budget, weights=weights),
        "equal_shares": equal_shares(approvals, costs=costs, budget=budget, weights=weights),
    }
    rows = [
        {"method_code": method, "option_code": option, "is_chosen": option in options}
        for method, options in funded.items()
        for option in costs
    ]
    return [_add_costs(pd.DataFrame(rows).assign(question_id=poll.question_id), question)]


def _equal_weights(poll: Poll, respondents: Respondents, settings: AgreementSettings) -> np.ndarray:
    views = {v.view_code: v for v in views_of(poll.who, respondents, settings=settings)}
    return views.get(EQUAL, views[PER_RESPONDENT]).weights


def _add_costs(selections: pd.DataFrame, question: Ranking | Choice | MultiChoice) -> pd.DataFrame:
    costs = {item.code: item.cost for item in question.items if item.cost is not None}
    return selections.assign(cost=selections["option_code"].map(pd.Series(costs, dtype=float)))
