"""The ballots of one ranking or choice question: who cast them, what comes first, in each view.

In: the tables ``rankings`` and ``choices``. Out: :class:`Poll`; rows of ``priorities_ranks``,
``priorities_firsts`` and ``weighting_views``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.agreement.resampling import has_enough
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.ballots import read_ballots
from gpgp.agreement.statistics.leads import Leads, find_leaders, measure_leads, rank_probabilities
from gpgp.agreement.tallies import Respondents
from gpgp.agreement.views import (
    EQUAL,
    FIXED_VOICES,
    PER_RESPONDENT,
    View,
    describe_view,
    limit_shares,
    rank_views,
    views_of,
)
from gpgp.instrument.questions import Choice, MultiChoice, Ranking
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED


@dataclass(frozen=True)
class Poll:
    """The ballots of one question, with the place of each voter among the respondents."""

    question_id: str
    ballots: pd.DataFrame  # (n_ballots, n_options) ranks; for a choice 1 = chosen
    who: np.ndarray  # (n_ballots,)
    is_ranking: bool
    has_written_in: np.ndarray  # (n_ballots,) of a choice: chose something that is not listed


def poll_rankings(rankings: pd.DataFrame, respondents: Respondents, question: Ranking) -> Poll:
    """Read the ballots of one ranking question; who ranked nothing cast none."""
    rows = rankings[(rankings["question_id"] == question.id) & rankings["rank"].notna()]
    return _lay_out(rows, rows["rank"].to_numpy(), respondents, question)


def poll_choices(
    choices: pd.DataFrame, respondents: Respondents, question: Choice | MultiChoice
) -> Poll:
    """Read the choices of one question: 1 where chosen, missing where not.

    Who chose a listed option or wrote something else is in; who left it blank is not.
    """
    is_choice = (choices["question_id"] == question.id) & (choices["option_code"] != NO_ANSWER)
    rows = choices[is_choice]
    return _lay_out(rows, np.ones(len(rows)), respondents, question)


def _lay_out(
    rows: pd.DataFrame,
    values: np.ndarray,
    respondents: Respondents,
    question: Ranking | Choice | MultiChoice,
) -> Poll:
    options = pd.Index([item.code for item in question.items], name="option_code")
    place = respondents.places(rows["response_id"])
    option = options.get_indexer(pd.Index(rows["option_code"]))
    who = np.unique(place[place >= 0])
    table = np.full((len(who), len(options)), np.nan)
    known = (place >= 0) & (option >= 0)
    table[np.searchsorted(who, place[known]), option[known]] = values[known]
    written_in = np.isin(who, place[(rows["option_code"] == NOT_MATCHED).to_numpy()])
    is_ranking = question.type == "ranking"
    return Poll(question.id, pd.DataFrame(table, columns=options), who, is_ranking, written_in)


def rank_poll(
    poll: Poll, respondents: Respondents, *, settings: AgreementSettings, seed: int
) -> pd.DataFrame:
    """Return the chance of each place, with an equal voice per constituency where there is one."""
    views = {v.view_code: v for v in views_of(poll.who, respondents, settings=settings)}
    view = views.get(EQUAL, views[PER_RESPONDENT])
    voices = view.weights > 0
    shares = rank_probabilities(
        poll.ballots[voices],
        seed,
        weights=view.weights[voices],
        groups=respondents.groupings["constituency"].group[poll.who][voices],
        clusters=respondents.organisation[poll.who][voices],
        n_resamples=settings.n_resamples,
    )
    tidy = shares.reset_index().melt("option_code", var_name="rank", value_name="probability")
    return tidy.assign(question_id=poll.question_id)


def view_poll(poll: Poll, respondents: Respondents, *, settings: AgreementSettings) -> pd.DataFrame:
    """Return each option's Borda share of the maximum in each view, with its limits and place."""
    most = max(poll.ballots.shape[1] - 1, 1)
    earned = read_ballots(poll.ballots).points / most
    n_organisations = len(np.unique(respondents.organisation[poll.who]))
    is_enough = has_enough(np.array(len(poll.who)), np.array(n_organisations), settings=settings)
    parts = []
    for view in views_of(poll.who, respondents, settings=settings):
        share = view.weights @ earned / view.weights.sum()
        low, high = np.full((2, len(share)), np.nan)
        if is_enough:
            low, high = _limit_view(poll, view, earned, respondents, settings)
        frame = pd.DataFrame(
            {
                "item_code": poll.ballots.columns,
                "share_agree": share,
                "share_low": low,
                "share_high": high,
            }
        )
        parts.append(frame.assign(question_id=poll.question_id, **describe_view(view)))
    views = rank_views(pd.concat(parts, ignore_index=True))
    plain = views[views["view_code"] == PER_RESPONDENT].set_index("item_code")["rank"]
    return views.assign(changes_headline=views["rank"] != views["item_code"].map(plain))


def _limit_view(
    poll: Poll,
    view: View,
    earned: np.ndarray,
    respondents: Respondents,
    settings: AgreementSettings,
) -> tuple[np.ndarray, np.ndarray]:
    cluster, starts = respondents.clusters_within(respondents.groupings["constituency"])
    shape = (int(cluster.max()) + 1, earned.shape[1])
    summed, weight = np.zeros(shape), np.zeros(shape)
    np.add.at(summed, cluster[poll.who], view.weights[:, None] * earned)
    np.add.at(weight, cluster[poll.who], view.weights[:, None])
    return limit_shares(
        summed,
        weight,
        starts,
        has_fixed_voices=np.full(earned.shape[1], view.view_code in FIXED_VOICES),
        settings=settings,
    )


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
