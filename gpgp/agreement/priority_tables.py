"""From rankings and choices to the priorities tables: every rule, group and view.

In: the tables ``responses``, ``rankings`` and ``choices``, and the instrument. Out:
:class:`PrioritiesResult`, frames that keep their contracts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from gpgp.agreement.polls import (
    Poll,
    find_firsts,
    poll_choices,
    poll_rankings,
    rank_poll,
    view_poll,
)
from gpgp.agreement.priorities import (
    borda,
    first_choices,
    kemeny,
    plackett_luce,
    schulze,
)
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.ballots import MAX_OPTIONS, read_ballots
from gpgp.agreement.statistics.leads import adjust_pairs
from gpgp.agreement.statistics.rater_agreement import kendall_distance, kendalls_w
from gpgp.agreement.tallies import RESERVED, Respondents, group_respondents
from gpgp.agreement.views import View, view_per_respondent, views_of
from gpgp.instrument import Consultation
from gpgp.instrument.questions import Choice, MultiChoice, Ranking
from gpgp.tables import ALL, NOT_MATCHED, SPECS, assemble_table, check_table

_NAMES = {
    "borda": "Borda points",
    "kemeny": "Kemeny's order",
    "schulze": "Schulze's order",
    "plackett_luce": "Plackett and Luce's model",
    "first_choices": "first choices",
    "per_respondent": "counting each respondent",
    "equal_constituency": "counting each constituency once",
    "per_organisation": "counting each organisation once",
    "raked": "weighting to the known populations",
}
_DECIMALS = 9  # means equal to this many decimals tie, whatever the rounding of a sum
Label = Callable[[str], str]


def find_disagreements(
    orders: pd.DataFrame, *, label: Label, settings: AgreementSettings
) -> pd.DataFrame:
    """Return what agrees and what does not about one ranking, in sentences with their figure.

    Parameters
    ----------
    orders : DataFrame, rows of ``priorities_orders`` for one question
    label : callable
        Turns an option's code into the words people read.
    """
    everybody = orders[orders["dimension_code"] == ALL]
    rules = _ranks(everybody[everybody["view_code"] == "per_respondent"], "rule_code")
    views = _ranks(everybody[everybody["rule_code"] == "borda"], "view_code")
    groups = constituency_ranks(orders, settings=settings)
    rows = [
        *_compare("rules", "counting rules", rules, label),
        *_compare("views", "weightings", views, label),
        *_compare_constituencies(groups, label),
    ]
    return pd.DataFrame(rows).assign(question_id=orders["question_id"].iloc[0])


def measure_distances(
    poll: Poll, respondents: Respondents, *, settings: AgreementSettings
) -> pd.DataFrame:
    """Return how differently each pair of eligible constituencies orders the options.

    Notes
    -----
    p is the chance that some pair looks as far apart where constituencies order alike:
    organisations are redrawn among constituencies.
    """
    grouping = respondents.groupings["constituency"]
    own = grouping.group[poll.who]
    size = np.bincount(own, minlength=len(grouping.labels))
    eligible = np.flatnonzero(grouping.is_named & (size >= settings.min_eligible))
    is_in = np.isin(own, eligible)
    points = read_ballots(poll.ballots).points[is_in]
    unit, first_of_unit, organisation = np.unique(
        respondents.clusters_within(grouping)[0][poll.who][is_in],
        return_index=True,
        return_inverse=True,
    )
    summed, n_ballots = np.zeros((len(unit), points.shape[1])), np.bincount(organisation)
    np.add.at(summed, organisation, points)
    one, other = np.triu_indices(len(eligible), k=1)

    def distances(group: np.ndarray) -> np.ndarray:
        member = (group == np.arange(len(eligible))[:, None]).astype(float)
        mean = ((member @ summed) / (member @ n_ballots)[:, None]).round(_DECIMALS)
        order = np.sign(mean[:, :, None] - mean[:, None, :])
        return np.abs(order[one] - order[other]).sum(axis=(1, 2)) / 4

    group = np.searchsorted(eligible, own[is_in][first_of_unit])
    p_adjusted = adjust_pairs(
        distances, group, n_permutations=settings.n_pair_permutations, seed=settings.seed
    )
    labels = np.array(grouping.labels, dtype=object)[eligible]
    n_options = points.shape[1]
    return pd.DataFrame(
        {
            "question_id": poll.question_id,
            "group_a": labels[one],
            "group_b": labels[other],
            "kendall_distance": distances(group) if len(eligible) > 1 else np.array([]),
            "n_pairs": n_options * (n_options - 1) // 2,
            "p_adjusted": p_adjusted,
            "is_apart": p_adjusted < settings.alpha,
        }
    )


def constituency_ranks(orders: pd.DataFrame, *, settings: AgreementSettings) -> pd.DataFrame:
    """Return the Borda ranks of each eligible constituency, constituency by option."""
    is_own = orders["dimension_code"].eq("constituency") & orders["rule_code"].eq("borda")
    is_eligible = ~orders["group_code"].isin(RESERVED) & (
        orders["n_ballots"] >= settings.min_eligible
    )
    return _ranks(orders[is_own & is_eligible], "group_code")


def _ranks(rows: pd.DataFrame, by: str) -> pd.DataFrame:
    return rows.pivot_table(index=by, columns="option_code", values="rank", aggfunc="first")


def _compare(code: str, what: str, ranks: pd.DataFrame, label: Label) -> list[dict[str, Any]]:
    firsts = {name: _first(row, label) for name, row in ranks.iterrows()}
    different = dict.fromkeys(firsts.values())
    whole = ranks.drop(index="first_choices", errors="ignore")  # says nothing of later places
    distance = max(kendall_distance(a, b) for _, a in whole.iterrows() for _, b in whole.iterrows())
    if len(different) == 1:
        first = f"{_all(ranks)} {what} put {next(iter(different))} first."
    else:
        parts = [
            f"{option}: {', '.join(_NAMES[name] for name, own in firsts.items() if own == option)}"
            for option in different
        ]
        first = f"The {what} disagree about the first place. {'; '.join(parts)}."
    n_pairs = ranks.shape[1] * (ranks.shape[1] - 1) // 2
    order = (
        f"{_all(whole)} {what}{'' if len(whole) == len(ranks) else ' that order all options'}"
        " give the same order."
        if distance == 0
        else f"Two of the {what} differ about {distance:g} of {n_pairs} pairs of options at most."
    )
    return [
        _row(f"{code}_first", len(different) == 1, len(different), first),
        _row(f"{code}_order", distance == 0, distance, order),
    ]


def _compare_constituencies(ranks: pd.DataFrame, label: Label) -> list[dict[str, Any]]:
    if len(ranks) < 2:
        sentence = "Fewer than two constituencies gave enough rankings to compare."
        return [
            _row(f"constituencies_{part}", None, np.nan, sentence) for part in ("first", "order")
        ]
    counts = pd.Series([_first(row, label) for _, row in ranks.iterrows()]).value_counts(sort=False)
    counts = counts.sort_values(ascending=False, kind="stable")
    parts = [f"{option} ({n})" for option, n in counts.items()]
    first = f"Of {len(ranks)} constituencies, these put first: {', '.join(parts)}."
    if len(counts) == 1:
        first = f"{_all(ranks)} constituencies put {counts.index[0]} first."
    if ranks.shape[1] < 2:
        w, order = np.nan, "There is a single option."
    else:
        w = kendalls_w(ranks)
        order = f"Constituencies order the options with Kendall's W = {w:.2f} (1 = all the same)."
    is_same = bool((ranks == ranks.iloc[0]).all(axis=None))
    return [
        _row("constituencies_first", len(counts) == 1, len(counts), first),
        _row("constituencies_order", is_same, w, order),
    ]


def _all(ranks: pd.DataFrame) -> str:
    return "Both" if len(ranks) == 2 else f"All {len(ranks)}"


def _first(ranks: pd.Series, label: Label) -> str:
    """Return the labels of the options in first place."""
    return " and ".join(sorted(label(code) for code in ranks.index[ranks == ranks.min()]))


def _row(code: str, is_agreed: bool | None, value: float, explanation: str) -> dict[str, Any]:
    return {
        "finding_code": code,
        "is_agreed": is_agreed,
        "value": float(value),
        "explanation": explanation,
    }


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
    asked = consultation.question(poll.question_id)
    assert isinstance(asked, Ranking | Choice | MultiChoice)  # what a poll is of
    labels = {item.code: item.label for item in asked.items}
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
    parts = [_rank_scores(rule, view, score, len(counted)) for rule, score in scored.items()]
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
    return [_rank_scores("share_choosing", view, share, len(chosen))]


def _rank_scores(rule: str, view: View, score: pd.Series, n_ballots: int) -> pd.DataFrame:
    rank = score.round(9).rank(method="min", ascending=False)
    return _rows(rule, view, score, rank, n_ballots)


def _rows(
    rule: str, view: View, score: pd.Series | None, rank: pd.Series, n_ballots: int
) -> pd.DataFrame:
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
