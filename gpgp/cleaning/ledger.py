"""The ledger: received = analysed + set aside; per question, analysed = what became of it."""

from __future__ import annotations

import pandas as pd

from gpgp.errors import ContractError
from gpgp.tables import ALL


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
