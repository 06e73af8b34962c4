"""The answers of the analysed rows, by kind, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gpgp.cleaning.choices import describe_choices, read_choices
from gpgp.cleaning.findings import Finding
from gpgp.cleaning.rankings import describe_rankings, read_rankings
from gpgp.cleaning.ratings import ANSWERED, describe_ratings, read_ratings
from gpgp.cleaning.received import Received
from gpgp.cleaning.respondents import GROUP_TYPES, describe_respondents
from gpgp.instrument import Consultation
from gpgp.tables import NO_ANSWER, NOT_MATCHED

_RESERVED = (NO_ANSWER, NOT_MATCHED)


@dataclass(frozen=True)
class Answers:
    """What the analysed rows say, as the readers of each kind return it."""

    respondents: pd.DataFrame
    ratings: pd.DataFrame
    rankings: pd.DataFrame
    choices: pd.DataFrame


def read_answers(
    received: Received, respondents: pd.DataFrame, *, consultation: Consultation
) -> Answers:
    """Read everything but the comments."""
    return Answers(
        respondents,
        read_ratings(received, consultation=consultation),
        read_rankings(received, consultation=consultation),
        read_choices(received, consultation=consultation),
    )


def describe_answers(answers: Answers, *, consultation: Consultation) -> list[Finding]:
    """Tell every answer that the instrument does not know."""
    return [
        *describe_respondents(answers.respondents, consultation=consultation),
        *describe_ratings(answers.ratings, consultation=consultation),
        *describe_rankings(answers.rankings),
        *describe_choices(answers.choices),
    ]


def count_outcomes(
    answers: Answers, comments: pd.DataFrame, *, consultation: Consultation
) -> pd.DataFrame:
    """Count what became of each question, over the analysed responses.

    Parameters
    ----------
    answers : Answers
    comments : DataFrame, one row per comment, personal additions left out
        ``question_id``, ``is_non_answer``.

    Returns
    -------
    DataFrame, one row per question (an item after a dot) and outcome
        ``question_id``, ``outcome_code``, ``n_rows``.
    """
    counts = [
        *_count_groups(answers.respondents, consultation),
        *_count_each(
            answers.ratings["question_id"] + "." + answers.ratings["item_code"],
            answers.ratings["status_code"],
        ),
        *_count_rankings(answers.rankings),
        *_count_choices(answers.choices),
        *_count_comments(comments, len(answers.respondents), consultation),
    ]
    return pd.DataFrame(counts, columns=["question_id", "outcome_code", "n_rows"])


_Count = tuple[str, str, int]


def _count_each(questions: pd.Series, outcomes: pd.Series) -> list[_Count]:
    pairs = pd.DataFrame({"question": questions, "outcome": outcomes})
    counts = pairs.groupby(["question", "outcome"], observed=True, dropna=False).size()
    return [(question, outcome, int(n)) for (question, outcome), n in counts.items()]


def _count_groups(respondents: pd.DataFrame, consultation: Consultation) -> list[_Count]:
    counts: list[_Count] = []
    for question in consultation.questions_of(*GROUP_TYPES):
        codes = respondents[f"{question.type}_status"]
        outcomes = codes.where(codes.isin(_RESERVED), ANSWERED)
        counts += _count_each(pd.Series(question.id, index=codes.index), outcomes)
    return counts


def _count_rankings(rankings: pd.DataFrame) -> list[_Count]:
    says = pd.DataFrame(
        {
            "row": rankings["source_row"],
            "question": rankings["question_id"],
            "ranked": rankings["rank"].notna(),
            "problem": rankings["problem"] != "",
        }
    )
    each = says.groupby(["row", "question"], observed=True, dropna=False, as_index=False).any()
    outcomes = pd.Series(NO_ANSWER, index=each.index, dtype="str")
    outcomes = outcomes.mask(each["problem"], NOT_MATCHED).mask(each["ranked"], ANSWERED)
    return _count_each(each["question"], outcomes)


def _count_choices(choices: pd.DataFrame) -> list[_Count]:
    each = choices.drop_duplicates(["source_row", "question_id"])
    codes = each["option_code"]
    return _count_each(each["question_id"], codes.where(codes.isin(_RESERVED), ANSWERED))


def _count_comments(
    comments: pd.DataFrame, n_analysed: int, consultation: Consultation
) -> list[_Count]:
    counts: list[_Count] = []
    for question in consultation.questions_of("free_text"):
        says_nothing = comments.loc[comments["question_id"] == question.id, "is_non_answer"]
        n_nothing = int(says_nothing.sum())
        outcomes = {
            ANSWERED: len(says_nothing) - n_nothing,
            "non_answer": n_nothing,
            NO_ANSWER: n_analysed - len(says_nothing),
        }
        counts += [(question.id, outcome, n) for outcome, n in outcomes.items() if n]
    return counts
