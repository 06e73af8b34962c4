"""Whether and where constituencies rate an item differently.

In: the counts of eligible constituencies. Out: rows of ``agreement_tests`` and
``agreement_pairs``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.agreement.resampling import Resamples, has_enough, limit_pairs
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.coders import krippendorff_alpha
from gpgp.agreement.statistics.dominance import delta_from_counts
from gpgp.agreement.statistics.group_tests import cramers_v, dunn, kruskal_epsilon
from gpgp.agreement.tallies import Scores, Tally

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
    return pd.DataFrame(tests), pd.concat(pairs) if pairs else pd.DataFrame()


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
            "p_holm": pairs["p_adjusted"],
        }
    )


def _expand_scores(counts: np.ndarray) -> dict[int, np.ndarray]:
    """Return the scores behind counts: an array per group."""
    points = np.arange(1, counts.shape[1] + 1)
    return {place: np.repeat(points, row) for place, row in enumerate(counts)}
