"""The ballots of one ranking or choice question: who cast them, and the order in each view.

In: the tables ``rankings`` and ``choices``. Out: :class:`Poll`; rows of ``priorities_ranks`` and
``weighting_views``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.agreement.resampling import has_enough
from gpgp.agreement.respondents import Respondents
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.ballots import read_ballots
from gpgp.agreement.statistics.leads import rank_probabilities
from gpgp.agreement.views import (
    EQUAL,
    FIXED_VOICES,
    PER_RESPONDENT,
    describe_view,
    limit_shares,
    rank_views,
    views_of,
)
from gpgp.agreement.weighting import View
from gpgp.instrument.questions import Choice, MultiChoice, Ranking
from gpgp.tables import NO_ANSWER, NOT_MATCHED


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
