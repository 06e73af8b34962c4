"""From ratings to the agreement tables: description, tests, views and verdicts.

In: the tables ``responses`` and ``ratings``, and the instrument. Out: :class:`RatingsResult`,
frames that keep their contracts. Only constituencies with enough answers are tested or judged;
the descriptive tables hold every group, people without one too.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gpgp.agreement.contrasts import compare_orders, contrast_question
from gpgp.agreement.elements import Element, gather_elements, judge_elements
from gpgp.agreement.resampling import limit_tallies, resample_tally
from gpgp.agreement.respondents import Respondents, group_respondents
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.tallies import (
    Scores,
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
