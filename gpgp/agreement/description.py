"""Each item in each group: base, shares, interval, median and coefficients of agreement.

In: a :class:`~gpgp.agreement.tallies.Tally`. Out: rows of ``agreement_ratings`` and
``agreement_points``. Nothing is hidden here: what may be shown is the report's business.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from gpgp.agreement.distributions import (
    agreement_values,
    consensus_values,
    leik_values,
    median_values,
    r_wg_values,
)
from gpgp.agreement.intervals import design_effects, share_interval
from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.tallies import Answers, Tally


def describe_ratings(
    answers: Answers, tally: Tally, *, settings: AgreementSettings
) -> pd.DataFrame:
    """Return one row per item and group, contract ``agreement_ratings``.

    Notes
    -----
    The interval is Wilson's on the effective n; van der Eijk's A needs three scale points and
    is missing on a scale of two.
    """
    frame = _keys(answers, tally)
    n_groups, n_items = tally.n_dont_know.shape
    n_answers = tally.n_answers
    agree = tally.counts[..., answers.agree_from - 1 :].sum(axis=-1)
    disagree = tally.counts[..., : answers.disagree_to].sum(axis=-1)
    n_responses = np.repeat(tally.n_responses[:, None], n_items, axis=1)
    figures = {
        "n_responses": n_responses,
        "n_answers": n_answers,
        "n_agree": agree,
        "n_neither": n_answers - agree - disagree,
        "n_disagree": disagree,
        "n_dont_know": tally.n_dont_know,
        "n_no_answer": n_responses - n_answers - tally.n_dont_know,
        **_share_figures(answers, tally, agree, settings),
        **_coefficients(tally.counts),
    }
    for name, values in figures.items():
        frame[name] = np.asarray(values).reshape(n_groups * n_items)
    return frame


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


def _share_figures(
    answers: Answers, tally: Tally, agree: np.ndarray, settings: AgreementSettings
) -> dict[str, np.ndarray]:
    n_answers = tally.n_answers
    effect, n_organisations = design_effects(
        tally.clusters[..., answers.agree_from - 1 :].sum(axis=-1),
        tally.clusters.sum(axis=-1),
        tally.starts,
    )
    low, high, effective = share_interval(
        agree,
        n_answers,
        design_effect=effect,
        population=tally.grouping.population[:, None],
        confidence=settings.confidence,
        min_n=settings.min_interval,
    )
    share = np.divide(agree, n_answers, out=np.full(agree.shape, np.nan), where=n_answers > 0)
    return {
        "n_organisations": n_organisations,
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
        "median_low": nowhere,
        "median_high": nowhere,
        "agreement_a": agreement,
        "agreement_low": nowhere,
        "agreement_high": nowhere,
        "polarization": (1 - agreement) / 2,
        "consensus": consensus_values(counts),
        "leik_d": leik_values(counts),
        "r_wg": np.where(counts.sum(axis=-1) >= 2, r_wg_values(counts), np.nan),
    }
