"""From ratings and numbers to the agreement tables: description, tests, views and verdicts.

In: the tables ``responses``, ``ratings`` and ``numbers``, and the instrument. Out:
:class:`RatingsResult` and ``agreement_numbers``, frames that keep their contracts. Only
constituencies with enough answers are tested or judged; the descriptive tables hold every group,
people without one too.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.agreement.elements import Element, gather_elements, judge_elements
from gpgp.agreement.resampling import (
    Resamples,
    has_enough,
    limit_pairs,
    limit_tallies,
    resample_tally,
)
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.group_tests import (
    adjust_p_values,
    cramers_v,
    delta_from_counts,
    dunn,
    kruskal_epsilon,
)
from gpgp.agreement.statistics.rater_agreement import krippendorff_alpha
from gpgp.agreement.tallies import (
    Respondents,
    Scores,
    Tally,
    group_respondents,
    mean_design_effect,
    read_scores,
    tabulate_points,
    tabulate_ratings,
    tally_scores,
    widen_tally,
)
from gpgp.agreement.views import tabulate_views, view_items
from gpgp.instrument import Consultation
from gpgp.tables import ALL, SPECS, assemble_table, check_table

_LEAST_SPAN = 0.3  # scale points between items' means, under which alpha says nothing
_TESTED = (
    "kruskal_h",
    "df",
    "p_value",
    "epsilon_squared",
    "chi_squared",
    "p_chi_squared",
    "cramers_v",
)


def contrast_question(
    answers: Scores, tally: Tally, draws: Resamples, *, settings: AgreementSettings
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Test one question's items over the eligible constituencies, as a whole and in pairs.

    Parameters
    ----------
    tally, draws : Tally and Resamples of the constituencies

    Returns
    -------
    tests, pairs : DataFrame
        Rows of ``agreement_tests`` (every item) and ``agreement_pairs`` (items with two or more
        eligible constituencies).

    Notes
    -----
    Chi-squared is computed on effective counts, ``n / design effect``, so that one
    organisation's many answers are not many voices (Rao and Scott 1992, Biometrics 48:577).
    """
    is_eligible = tally.grouping.is_named[:, None] & (tally.n_answers >= settings.min_eligible)
    split = np.stack([tally.n_agree, tally.n_answers - tally.n_agree], axis=-1)
    worth = split / np.maximum(tally.design_effect, 1)[..., None]
    tests, pairs = [], []
    for item, code in enumerate(answers.items):
        key = {"question_id": answers.question_id, "item_code": code}
        chosen = np.flatnonzero(is_eligible[:, item])
        tests.append({**key, **_test(tally.counts[chosen, item], worth[chosen, item])})
        if len(chosen) > 1:
            pairs.append(_compare_pairs(tally, draws, chosen, item, settings).assign(**key))
    if not pairs:
        return pd.DataFrame(tests), pd.DataFrame()
    compared = pd.concat(pairs)
    return pd.DataFrame(tests), compared.assign(p_holm=adjust_p_values(compared["p_dunn"]))


def compare_orders(answers: Scores, tally: Tally, *, settings: AgreementSettings) -> pd.DataFrame:
    """Return one row of ``agreement_questions``: do constituencies order the items alike?

    Notes
    -----
    Krippendorff's alpha of constituencies' mean scores. It is about 0 where everyone agrees on
    everything, and so left out where the items' means hardly differ.
    """
    is_eligible = tally.grouping.is_named[:, None] & (tally.n_answers >= settings.min_eligible)
    points = np.arange(1, answers.n_points + 1)
    means = (tally.counts @ points) / np.maximum(tally.n_answers, 1)
    means = np.where(is_eligible, means, np.nan)[is_eligible.any(axis=1)]
    coded = means[:, np.isfinite(means).sum(axis=0) >= 2]
    by_item = np.nanmean(coded, axis=0) if coded.size else np.array([])
    span = float(by_item.max() - by_item.min()) if len(by_item) > 1 else np.nan
    is_told = span >= _LEAST_SPAN
    return pd.DataFrame(
        {
            "question_id": [answers.question_id],
            "n_groups": [len(means)],
            "mean_span": [span],
            "krippendorff_alpha": [krippendorff_alpha(coded, "interval") if is_told else np.nan],
        }
    )


def _test(counts: np.ndarray, split: np.ndarray) -> dict[str, float]:
    if len(counts) < 2:
        return dict.fromkeys(_TESTED, np.nan)
    kruskal = kruskal_epsilon(_expand_scores(counts))
    association = cramers_v(split)
    figures = (
        kruskal.H,
        kruskal.df,
        kruskal.p,
        kruskal.epsilon_squared,
        association.chi_squared,
        association.p,
        association.cramers_v,
    )
    return dict(zip(_TESTED, figures, strict=True))


def _compare_pairs(
    tally: Tally, draws: Resamples, chosen: np.ndarray, item: int, settings: AgreementSettings
) -> pd.DataFrame:
    counts = tally.counts[chosen, item]
    labels = np.array(tally.grouping.labels, dtype=object)[chosen]
    pairs = dunn(_expand_scores(counts))
    first, second = pairs["group_a"].to_numpy(), pairs["group_b"].to_numpy()
    low, high = np.full((2, len(chosen), len(chosen)), np.nan)
    enough = np.flatnonzero(
        has_enough(tally.n_answers, tally.n_organisations, settings=settings)[chosen, item]
    )
    if len(enough) > 1:
        clusters = [draws.clusters[group][:, item] for group in chosen[enough]]
        block = np.ix_(enough, enough)
        low[block], high[block] = limit_pairs(
            clusters, draws.counts[chosen[enough], :, item], settings=settings
        )
    return pd.DataFrame(
        {
            "group_a": labels[first],
            "group_b": labels[second],
            "cliffs_delta": delta_from_counts(counts[first], counts[second]),
            "delta_low": low[first, second],
            "delta_high": high[first, second],
            "p_dunn": pairs["p_value"],
        }
    )


def _expand_scores(counts: np.ndarray) -> dict[Hashable, np.ndarray]:
    """Return the scores behind counts: an array per group."""
    points = np.arange(1, counts.shape[1] + 1)
    return {place: np.repeat(points, row) for place, row in enumerate(counts)}


@dataclass(frozen=True)
class RatingsResult:
    """The tables that measuring ratings makes, by the names of their contracts."""

    agreement_ratings: pd.DataFrame
    agreement_points: pd.DataFrame
    agreement_verdicts: pd.DataFrame
    agreement_standing: pd.DataFrame
    agreement_tests: pd.DataFrame
    agreement_pairs: pd.DataFrame
    agreement_questions: pd.DataFrame
    weighting_views: pd.DataFrame  # the rating part


def measure_ratings(
    ratings: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
) -> RatingsResult:
    """Measure how far constituencies agree on every rated item, and give each its verdict.

    Parameters
    ----------
    ratings : DataFrame, contract ``ratings``
    responses : DataFrame, contract ``responses``
        All analysed responses.
    consultation : Consultation
        Its rating questions, scales, constituencies and nations.
    settings : AgreementSettings
        Thresholds.

    Returns
    -------
    RatingsResult
        Frames that keep their contracts; without rows where nothing is rated
        or nobody answered.

    Raises
    ------
    ContractError
        ``ratings`` or ``responses`` does not keep its contract.
    """
    responses = check_table(responses, SPECS["responses"])
    ratings = check_table(ratings, SPECS["ratings"])
    respondents = group_respondents(responses, consultation=consultation)
    questions = consultation.questions_of("rating") if len(respondents) else ()
    measured = [
        _measure_question(
            read_scores(ratings, respondents, question=question),
            respondents,
            settings=settings,
        )
        for question in questions
    ]
    return _assemble(measured, settings)


@dataclass(frozen=True)
class _MeasuredQuestion:
    """One rating question's tables and elements, before verdicts."""

    description: pd.DataFrame
    points: pd.DataFrame
    tests: pd.DataFrame
    pairs: pd.DataFrame
    question: pd.DataFrame
    views: pd.DataFrame
    elements: list[Element]


def _measure_question(
    answers: Scores, respondents: Respondents, *, settings: AgreementSettings
) -> _MeasuredQuestion:
    tallies = {
        dimension: tally_scores(answers, respondents, grouping)
        for dimension, grouping in respondents.groupings.items()
    }
    effect = mean_design_effect(tallies["constituency"], settings=settings)
    tallies = {dimension: widen_tally(tally, effect) for dimension, tally in tallies.items()}
    constituencies, body = tallies["constituency"], tallies[ALL]
    draws = resample_tally(constituencies, settings=settings)
    limits = limit_tallies(tallies, draws, settings=settings)
    described = [
        tabulate_ratings(answers, tally, limits[dimension], settings=settings)
        for dimension, tally in tallies.items()
    ]
    description = pd.concat(described, ignore_index=True)
    viewed = view_items(answers, respondents, settings=settings)
    tests, pairs = contrast_question(answers, constituencies, draws, settings=settings)
    return _MeasuredQuestion(
        description=description,
        points=pd.concat([tabulate_points(answers, t) for t in tallies.values()]),
        tests=tests,
        pairs=pairs,
        question=compare_orders(answers, constituencies, settings=settings),
        views=tabulate_views(answers, viewed, body, constituencies, settings=settings),
        elements=gather_elements(answers, viewed, constituencies, body, effect),
    )


def _assemble(measured: list[_MeasuredQuestion], settings: AgreementSettings) -> RatingsResult:
    elements = [element for question in measured for element in question.elements]
    verdicts, standing = judge_elements(elements, settings=settings)
    return RatingsResult(
        agreement_ratings=assemble_table(
            [q.description for q in measured], SPECS["agreement_ratings"]
        ),
        agreement_points=assemble_table([q.points for q in measured], SPECS["agreement_points"]),
        agreement_verdicts=assemble_table([verdicts], SPECS["agreement_verdicts"]),
        agreement_standing=assemble_table([standing], SPECS["agreement_standing"]),
        agreement_tests=assemble_table([q.tests for q in measured], SPECS["agreement_tests"]),
        agreement_pairs=assemble_table([q.pairs for q in measured], SPECS["agreement_pairs"]),
        agreement_questions=assemble_table(
            [q.question for q in measured], SPECS["agreement_questions"]
        ),
        weighting_views=assemble_table([q.views for q in measured], SPECS["weighting_views"]),
    )


_QUARTILES = (0.25, 0.5, 0.75)


def measure_numbers(
    numbers: pd.DataFrame, responses: pd.DataFrame, *, consultation: Consultation
) -> pd.DataFrame:
    """Measure the median and quartiles of every question that asks for a number, by group.

    Parameters
    ----------
    numbers, responses : DataFrame, contracts of the same names
    consultation : Consultation
        Its questions of type number.

    Returns
    -------
    DataFrame, contract ``agreement_numbers``
        Without rows where no number is asked for.

    Raises
    ------
    ContractError
        A table does not keep its contract.

    Notes
    -----
    Quantiles are values somebody gave or lie halfway between two (Hyndman and Fan's type 2), so
    that a median of whole numbers reads as one.

    References
    ----------
    Hyndman, R. J. and Fan, Y. (1996). The American Statistician 50(4), 361-365.
    """
    responses = check_table(responses, SPECS["responses"])
    numbers = check_table(numbers, SPECS["numbers"])
    if responses.empty:
        return assemble_table([], SPECS["agreement_numbers"])
    respondents = group_respondents(responses, consultation=consultation)
    rows = []
    for question_id, own in numbers.groupby("question_id", observed=True):
        place = respondents.places(own["response_id"])
        own, place = own[place >= 0], place[place >= 0]
        for dimension, grouping in respondents.groupings.items():
            for group, label in enumerate(grouping.labels):
                inside = own[grouping.group[place] == group]
                keys = {"question_id": question_id, "dimension_code": dimension}
                if len(inside):
                    rows.append({**keys, "group_code": label, **_describe(inside)})
    return assemble_table([pd.DataFrame(rows)], SPECS["agreement_numbers"])


def _describe(rows: pd.DataFrame) -> dict[str, float]:
    values = rows.loc[rows["status_code"] == "answered", "value"].to_numpy(dtype=float)
    quartiles = np.full(len(_QUARTILES), np.nan)
    if len(values):
        quartiles = np.quantile(values, _QUARTILES, method="averaged_inverted_cdf")
    return {
        "n_answers": len(values),
        "n_implausible": int((rows["status_code"] == "implausible").sum()),
        **dict(zip(("lower_quartile", "median", "upper_quartile"), quartiles, strict=True)),
    }
