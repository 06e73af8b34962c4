"""Whether those who agree with an item raise a theme more or less often than those who do not.

What people of each side wrote about is counted; what a comment feels is never guessed from words.
"""

from __future__ import annotations

import pandas as pd
from scipy import stats

from gpgp.agreement.prevalence import read_raised
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.group_tests import adjust_p_values
from gpgp.agreement.tallies import group_respondents, read_scores
from gpgp.instrument import Consultation
from gpgp.tables import SPECS, check_table, empty_table


def contrast_sides(
    ratings: pd.DataFrame,
    comment_themes: pd.DataFrame,
    unthemed_comments: pd.DataFrame,
    responses: pd.DataFrame,
    *,
    consultation: Consultation,
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Compare who raises each theme among those who agree and those who disagree with each item.

    Parameters
    ----------
    ratings, comment_themes, unthemed_comments, responses : DataFrame, by contract
    consultation : Consultation
        Its rating questions, with the sides of their scales.
    settings : AgreementSettings
        ``min_eligible`` people on each side, and ``alpha``.

    Returns
    -------
    DataFrame, contract ``theme_sides``
        One row per theme and item. The base of a side is its people with a comment that carries
        a theme or could.

    Raises
    ------
    ContractError
        A table does not keep its contract.

    Notes
    -----
    Fisher's exact test, two-sided, one side against the other; p is adjusted by Benjamini and
    Hochberg over all themes, items and questions.
    """
    respondents = group_respondents(
        check_table(responses, SPECS["responses"]), consultation=consultation
    )
    carried = check_table(comment_themes, SPECS["comment_themes"])
    theme_ids = sorted(carried["theme_id"].unique())
    raised, in_base = read_raised(
        theme_ids, carried, check_table(unthemed_comments, SPECS["unthemed_comments"]), respondents
    )
    rows = []
    for question in consultation.questions_of("rating"):
        answers = read_scores(ratings, respondents, question=question)
        for item, code in enumerate(answers.items):
            scores = answers.scores[:, item]
            agrees = in_base & (scores >= answers.agree_from)
            disagrees = in_base & (scores > 0) & (scores <= answers.disagree_to)
            bases = int(agrees.sum()), int(disagrees.sum())
            for theme, carriers in zip(theme_ids, raised.T, strict=True):
                counts = int((agrees & carriers).sum()), int((disagrees & carriers).sum())
                rows.append((theme, question.id, code, *counts, *bases))
    if not rows:
        return empty_table(SPECS["theme_sides"])
    columns = ["theme_id", "question_id", "item_code", "n_agree", "n_disagree"]
    table = pd.DataFrame(rows, columns=[*columns, "n_base_agree", "n_base_disagree"])
    table["p_value"] = [
        _compare(row.n_agree, row.n_base_agree, row.n_disagree, row.n_base_disagree)
        if min(row.n_base_agree, row.n_base_disagree) >= settings.min_eligible
        else float("nan")
        for row in table.itertuples()
    ]
    table["p_adjusted"] = adjust_p_values(table["p_value"].to_numpy(), method="benjamini_hochberg")
    more = table["n_agree"] * table["n_base_disagree"] > table["n_disagree"] * table["n_base_agree"]
    stands_out = more.map({True: "agree", False: "disagree"})
    stands_out = stands_out.mask(table["p_adjusted"] >= settings.alpha, "no")
    table["stands_out_code"] = stands_out.mask(table["p_adjusted"].isna(), "not_tested")
    return check_table(table, SPECS["theme_sides"])


def _compare(n_agree: int, base_agree: int, n_disagree: int, base_disagree: int) -> float:
    sides = [[n_agree, base_agree - n_agree], [n_disagree, base_disagree - n_disagree]]
    return float(stats.fisher_exact(sides).pvalue)
