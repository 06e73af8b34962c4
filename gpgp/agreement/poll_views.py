"""A poll's order under each view, how sure it is, and what the view could have been.

In: a :class:`~gpgp.agreement.polls.Poll` of rankings. Out: rows of ``priorities_ranks`` and
``weighting_views``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.agreement.item_views import (
    EQUAL,
    FIXED_VOICES,
    PER_RESPONDENT,
    describe_view,
    rank_views,
    views_of,
)
from gpgp.agreement.polls import Poll
from gpgp.agreement.resampling import has_enough
from gpgp.agreement.respondents import Respondents
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.ballots import read_ballots
from gpgp.agreement.statistics.place_chances import rank_probabilities
from gpgp.agreement.view_intervals import limit_shares
from gpgp.agreement.weighting import View


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
