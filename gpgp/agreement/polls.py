"""The ballots of one ranking or choice question, and who cast them.

In: the tables ``rankings`` and ``choices``. Out: :class:`Poll`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from gpgp.agreement.respondents import Respondents
from gpgp.tables import NO_ANSWER


@dataclass(frozen=True)
class Poll:
    """The ballots of one question, with the place of each voter among the respondents."""

    question_id: str
    ballots: pd.DataFrame  # (n_ballots, n_options) ranks; for a choice 1 = chosen
    who: np.ndarray  # (n_ballots,)


def read_rankings(rankings: pd.DataFrame, respondents: Respondents, question: Any) -> Poll:
    """Read the ballots of one ranking question; who ranked nothing cast none."""
    rows = rankings[(rankings["question_id"] == question.id) & rankings["rank"].notna()]
    return _lay_out(rows, rows["rank"].to_numpy(), respondents, question)


def read_choices(choices: pd.DataFrame, respondents: Respondents, question: Any) -> Poll:
    """Read the choices of one question: 1 where chosen, missing where not."""
    is_choice = (choices["question_id"] == question.id) & (choices["option_code"] != NO_ANSWER)
    rows = choices[is_choice]
    return _lay_out(rows, np.ones(len(rows)), respondents, question)


def _lay_out(
    rows: pd.DataFrame, values: np.ndarray, respondents: Respondents, question: Any
) -> Poll:
    options = pd.Index([item.code for item in question.items], name="option_code")
    place = respondents.places(rows["response_id"])
    option = options.get_indexer(pd.Index(rows["option_code"]))
    who = np.unique(place[place >= 0])
    table = np.full((len(who), len(options)), np.nan)
    known = (place >= 0) & (option >= 0)
    table[np.searchsorted(who, place[known]), option[known]] = values[known]
    return Poll(question.id, pd.DataFrame(table, columns=options), who)
