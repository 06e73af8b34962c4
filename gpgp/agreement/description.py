"""Each item in each group: base, shares, interval, median and coefficients of agreement.

In: a :class:`~gpgp.agreement.tallies.Tally`. Out: rows of ``agreement_ratings`` and
``agreement_points``. Nothing is hidden here: what may be shown is the report's business.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.distributions import (
    agreement_values,
    consensus_values,
    leik_values,
    median_values,
    r_wg_values,
)
from gpgp.agreement.statistics.intervals import share_interval
from gpgp.agreement.tallies import Answers, Tally


def describe_ratings(
    answers: Answers, tally: Tally, limits: dict[str, np.ndarray], *, settings: AgreementSettings
) -> pd.DataFrame:
    """Return one row per item and group, contract ``agreement_ratings``.

    Parameters
    ----------
    limits : dict of arrays of shape (n_groups, n_items)
        Bootstrap limits of A and the median, see :mod:`gpgp.agreement.resampling`.

    Notes
    -----
    The interval of the share is Wilson's on the effective n; van der Eijk's A needs three scale
    points and is missing on a scale of two.
    """
    frame = _keys(answers, tally)
    disagree = tally.counts[..., : answers.disagree_to].sum(axis=-1)
    n_responses = np.repeat(tally.n_responses[:, None], len(answers.items), axis=1)
    figures = {
        "n_responses": n_responses,
        "n_answers": tally.n_answers,
        "n_agree": tally.n_agree,
        "n_neither": tally.n_answers - tally.n_agree - disagree,
        "n_disagree": disagree,
        "n_dont_know": tally.n_dont_know,
        "n_no_answer": n_responses - tally.n_answers - tally.n_dont_know,
        "n_organisations": tally.n_organisations,
        **_share_figures(tally, settings),
        **_coefficients(tally.counts),
        **limits,
    }
    return frame.assign(**{name: np.ravel(values) for name, values in figures.items()})


def describe_points(answers: Answers, tally: Tally) -> pd.DataFrame:
    """Return one row per scale point, item and group, contract ``agreement_points``."""
    keys = _keys(answers, tally)
    frame = keys.loc[keys.index.repeat(answers.n_points)].reset_index(drop=True)
    frame["score"] = np.tile(np.arange(1, answers.n_points + 1), len(keys))
    frame["n_answers"] = tally.counts.ravel()
    return frame


def _keys(answers: Answers, tally: Tally) -> pd.DataFrame:
    groups, items = tally.grouping.labels, answers.items
    return pd.DataFrame(
        {
            "question_id": answers.question_id,
            "item_code": list(items) * len(groups),
            "dimension_code": tally.grouping.dimension,
            "group_code": [group for group in groups for _ in items],
        },
        columns=["question_id", "item_code", "dimension_code", "group_code"],
        dtype="str",
    )


def _share_figures(tally: Tally, settings: AgreementSettings) -> dict[str, np.ndarray]:
    low, high, effective = share_interval(
        tally.n_agree,
        tally.n_answers,
        design_effect=tally.design_effect,
        population=tally.grouping.population[:, None],
        confidence=settings.confidence,
        min_n=settings.min_interval,
    )
    nowhere = np.full(tally.n_agree.shape, np.nan)
    share = np.divide(tally.n_agree, tally.n_answers, out=nowhere, where=tally.n_answers > 0)
    return {
        "share_agree": share,
        "share_low": low,
        "share_high": high,
        "n_effective": effective,
    }


def _coefficients(counts: np.ndarray) -> dict[str, np.ndarray]:
    nowhere = np.full(counts.shape[:-1], np.nan)
    agreement = agreement_values(counts) if counts.shape[-1] > 2 else nowhere
    return {
        "median": median_values(counts),
        "agreement_a": agreement,
        "polarization": (1 - agreement) / 2,
        "consensus": consensus_values(counts),
        "leik_d": leik_values(counts),
        "r_wg": np.where(counts.sum(axis=-1) >= 2, r_wg_values(counts), np.nan),
    }
