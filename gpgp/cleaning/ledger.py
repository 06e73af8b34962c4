"""The ledger: received = analysed + set aside; per question, analysed = what became of it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gpgp.cleaning.ratings import ANSWERED
from gpgp.cleaning.respondents import GROUP_TYPES
from gpgp.errors import ContractError
from gpgp.instrument import Consultation
from gpgp.tables import ALL, NO_ANSWER, NOT_MATCHED

_RESERVED = (NO_ANSWER, NOT_MATCHED)


@dataclass(frozen=True)
class AnswerTables:
    """What the analysed rows say, one table per kind of question."""

    respondents: pd.DataFrame
    ratings: pd.DataFrame
    rankings: pd.DataFrame
    choices: pd.DataFrame
    numbers: pd.DataFrame


def keep_ledger(*, n_received: int, reasons: pd.Series, outcomes: pd.DataFrame) -> pd.DataFrame:
    """Count every row and every answer.

    Parameters
    ----------
    n_received : int
        Rows of the export.
    reasons : Series
        ``reason_code`` of each row set aside.
    outcomes : DataFrame, one row per question (an item after a dot) and outcome
        ``question_id``, ``outcome_code``, ``n_rows``.

    Returns
    -------
    DataFrame in the shape of the table ``ledger``

    Raises
    ------
    ContractError
        The outcomes of a question do not add up to the analysed responses.
    """
    n_analysed = n_received - len(reasons)
    _check_sums(outcomes, n_analysed)
    response = pd.DataFrame(
        [("received", n_received), ("analysed", n_analysed), *reasons.value_counts().items()],
        columns=["outcome_code", "n_rows"],
    ).assign(level_code="response", question_id=ALL)
    asked = pd.DataFrame({"question_id": outcomes["question_id"].unique()})
    asked = asked.assign(outcome_code="analysed", n_rows=n_analysed)
    questions = pd.concat([asked, outcomes]).assign(level_code="question")
    return pd.concat([response, questions], ignore_index=True)


def _check_sums(outcomes: pd.DataFrame, n_analysed: int) -> None:
    sums = outcomes.groupby("question_id", observed=True, dropna=False)["n_rows"].sum()
    wrong = sorted(sums.index[sums != n_analysed])
    if wrong:
        raise ContractError(
            f"ledger: the outcomes of {', '.join(map(str, wrong[:5]))} do not add up to the "
            f"{n_analysed} analysed responses; a row was lost or counted twice."
        )


def count_outcomes(
    answers: AnswerTables, comments: pd.DataFrame, *, consultation: Consultation
) -> pd.DataFrame:
    """Count what became of each question, over the analysed responses.

    Parameters
    ----------
    answers : AnswerTables
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
        *_count_each(answers.numbers["question_id"], answers.numbers["status_code"]),
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
