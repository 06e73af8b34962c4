"""Answers that are numbers: median and quartiles of each group.

In: the tables ``responses`` and ``numbers``. Out: ``agreement_numbers``. Implausible values are
outside the base and counted beside it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.agreement.respondents import group_respondents
from gpgp.instrument import Consultation
from gpgp.tables import SPECS, assemble_table, check_table

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
