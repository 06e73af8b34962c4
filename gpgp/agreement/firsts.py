"""Which option comes first, in the whole body and in each group, and whether that is settled.

In: a :class:`~gpgp.agreement.polls.Poll` of rankings or choices. Out: rows of
``priorities_firsts``. A tie or a near-tie is never a winner.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.agreement.polls import Poll
from gpgp.agreement.respondents import Respondents
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.ballots import read_ballots
from gpgp.agreement.statistics.leads import Leads, find_leaders, measure_leads
from gpgp.agreement.views import PER_RESPONDENT, views_of
from gpgp.tables import ALL

_DECIMALS = 9  # totals equal to this many decimals tie, whatever the rounding of a sum


def find_firsts(
    poll: Poll, respondents: Respondents, *, settings: AgreementSettings
) -> pd.DataFrame:
    """Return what comes first in the whole body and in each group that has enough ballots.

    Notes
    -----
    X comes first only if its lead over each rival, per respondent, is more than two standard
    errors (differences of points between ballots, organisations drawn whole) and, in the whole
    body, if X is first in every other view. Points are Borda's; of a choice, 1 where chosen.
    """
    points, share = _read_points(poll)
    options = poll.ballots.columns
    rows = []
    for dimension, grouping in respondents.groupings.items():
        for place, label in enumerate(grouping.labels):
            inside = grouping.group[poll.who] == place
            if not inside.any():
                continue
            row = {"dimension_code": dimension, "group_code": label, "n_ballots": inside.sum()}
            if inside.sum() < settings.min_eligible:
                rows.append({**row, "first_code": "too_few"})
                continue
            leads = measure_leads(
                points[inside], clusters=respondents.organisation[poll.who][inside]
            )
            leaders = find_leaders(leads, least_errors=settings.least_errors)
            if dimension == ALL:
                leaders |= _first_in_views(points, poll, respondents, settings)
            rows.append({**row, **_describe(leads, leaders, options, share[inside], settings)})
    columns = ["leaders", "share_first", "least_lead", "order_code"]
    return (
        pd.DataFrame(rows)
        .assign(question_id=poll.question_id)
        .reindex(
            columns=[
                "question_id",
                "dimension_code",
                "group_code",
                "n_ballots",
                "first_code",
                *columns,
            ]
        )
    )


def _read_points(poll: Poll) -> tuple[np.ndarray, np.ndarray]:
    """Return what each ballot gives each option, and which options it puts first (shares)."""
    if poll.is_ranking:
        read = read_ballots(poll.ballots)
        is_first = read.ranks == read.ranks.min(axis=1, keepdims=True)
        return read.points, is_first / is_first.sum(axis=1, keepdims=True)
    chosen = poll.ballots.notna().to_numpy(dtype=float)
    return chosen, chosen


def _first_in_views(
    points: np.ndarray, poll: Poll, respondents: Respondents, settings: AgreementSettings
) -> np.ndarray:
    """Return which options are first in some view other than that of respondents."""
    is_first = np.zeros(points.shape[1], dtype=bool)
    for view in views_of(poll.who, respondents, settings=settings):
        if view.view_code != PER_RESPONDENT:
            mean = (view.weights @ points / view.weights.sum()).round(_DECIMALS)
            is_first |= mean == mean.max()
    return is_first


def _describe(
    leads: Leads,
    leaders: np.ndarray,
    options: pd.Index,
    share: np.ndarray,
    settings: AgreementSettings,
) -> dict[str, object]:
    order = np.argsort(-leads.lead.mean(axis=1).round(_DECIMALS), kind="stable")
    ahead, behind = order[:-1], order[1:]
    is_clear = leads.lead[ahead, behind] > settings.least_errors * leads.error[ahead, behind]
    first = order[0]
    rivals = np.arange(len(options)) != first
    with np.errstate(divide="ignore", invalid="ignore"):
        errors = leads.lead[first, rivals] / leads.error[first, rivals]
    return {
        "first_code": "clear" if leaders.sum() == 1 else "not_settled",
        "leaders": "|".join(options[place] for place in order if leaders[place]),
        "share_first": float(share[:, first].mean()),
        "least_lead": float(errors.min()) if rivals.any() and np.isfinite(errors).all() else np.nan,
        "order_code": "clear" if is_clear.all() else "no_clear_order",
    }
