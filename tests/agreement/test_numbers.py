import numpy as np
import pandas as pd

from gpgp import agreement
from gpgp.tables import SPECS, check_table


def test_median_and_quartiles_are_of_plausible_answers_by_group(make_consultation, make_responses):
    values = [1, 2, 3, 4, 5, 6, 7, 8, np.nan, np.nan]
    status = ["answered"] * 8 + ["implausible", "no_answer"]
    numbers = check_table(
        pd.DataFrame(
            {
                "response_id": [f"r{place:05d}" for place in range(10)],
                "question_id": "years",
                "value": values,
                "status_code": status,
            }
        ),
        SPECS["numbers"],
    )
    responses = make_responses(["chiefs"] * 4 + ["unions"] * 4 + ["wales"] * 2)
    found = agreement.measure_numbers(numbers, responses, consultation=make_consultation())
    rows = found.set_index(["dimension_code", "group_code"])
    figures = ["n_answers", "n_implausible", "lower_quartile", "median", "upper_quartile"]
    assert rows.loc[("all", "all"), figures].tolist() == [8, 1, 2.5, 4.5, 6.5]
    assert rows.loc[("constituency", "chiefs"), figures].tolist() == [4, 0, 1.5, 2.5, 3.5]
    assert rows.loc[("constituency", "wales"), "n_answers"] == 0
    assert np.isnan(rows.loc[("constituency", "wales"), "median"])
    assert agreement.measure_numbers(
        numbers.iloc[:0], responses, consultation=make_consultation()
    ).empty
