"""Shares of themes, corrected by a sample of comments that people coded.

In: ``themes``, the sample with what the machine gave it, and what each coder gave it. Out:
``theme_corrections``. The unit is a comment that can be themed, not a person. What the machine
gave is that of the run the sample was drawn from: later runs learn from people's codes, so that
on the sampled comments they no longer err as they do on the others.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from gpgp.agreement.settings import AgreementSettings
from gpgp.agreement.statistics.intervals import correct_share, rogan_gladen
from gpgp.tables import SPECS, check_table, empty_table

_LEAST_CODED = 20  # comments; on fewer the interval says nothing


def correct_prevalence(
    themes: pd.DataFrame,
    sample: pd.DataFrame,
    by_coder: Mapping[str, pd.DataFrame],
    *,
    labels: Mapping[str, str],
    machine_shares: pd.Series,
    settings: AgreementSettings,
) -> pd.DataFrame:
    """Correct the share of comments with each theme by what people found in a sample of them.

    Parameters
    ----------
    themes : DataFrame, contract ``themes``
    sample : DataFrame, one row per comment drawn
        ``comment_id``, ``weight`` (comments it stands for), ``machine_themes`` (joined by ``|``).
    by_coder : mapping of coder to DataFrame, one row per theme of a coded comment
        ``comment_id``, ``theme_id`` (missing: coded, and no theme fits).
    labels : mapping of theme id to label
        What the coders chose from.
    machine_shares : Series, 0 to 1, by theme id
        Share of all comments that could be drawn to which the machine gave the theme; where a
        theme is not in it, people's share of the sample stands alone.
    settings : AgreementSettings
        ``confidence``.

    Returns
    -------
    DataFrame, contract ``theme_corrections``
        A row per theme that stands under the same label as in the code book, or is owned. Empty
        where fewer than 20 comments are coded.

    Raises
    ------
    ContractError
        ``themes`` does not keep its contract.

    Notes
    -----
    The difference estimator: the machine's share of all comments plus the weighted mean, over
    the sample, of the share of coders who gave the theme less what the machine gave. Comments
    nobody coded are taken to be like the others. The correction is as good as the coders: a
    theme that people overlook is overlooked here. Rogan and Gladen's estimate from the machine's
    recall and false alarms in the sample stands beside it as a check.

    References
    ----------
    Särndal, C.-E., Swensson, B. and Wretman, J. (1992). Model Assisted Survey Sampling, 6.3.
    """
    themes = check_table(themes, SPECS["themes"])
    is_same = themes["label"].eq(themes["theme_id"].map(pd.Series(labels, dtype=object)))
    is_coded_for = themes["theme_id"].isin(list(labels)) & (is_same | themes["is_owned"])
    codes = pd.concat(by_coder, names=["coder"]).reset_index("coder") if by_coder else None
    coded = sample[sample["comment_id"].isin(codes["comment_id"])] if codes is not None else sample
    if codes is None or len(coded) < _LEAST_CODED or not is_coded_for.any():
        return empty_table(SPECS["theme_corrections"])
    n_coders = codes.groupby("comment_id", observed=True)["coder"].nunique()
    given = codes.groupby(["theme_id", "comment_id"], observed=True)["coder"].nunique()
    machine_sets = [set(each.split("|")) for each in coded["machine_themes"]]
    rows = []
    for theme in themes.loc[is_coded_for, "theme_id"]:
        votes = (
            given.xs(theme) if theme in given.index.get_level_values(0) else pd.Series(dtype=int)
        )
        people = (votes.reindex(n_coders.index).fillna(0) / n_coders).reindex(coded["comment_id"])
        machine = np.array([theme in each for each in machine_sets], dtype=float)
        share = float(machine_shares.get(theme, np.nan))
        row = _correct(share, people.to_numpy(), machine, coded["weight"].to_numpy(), settings)
        rows.append({"theme_id": theme, "n_coded": len(coded), "share_machine": share, **row})
    return check_table(pd.DataFrame(rows), SPECS["theme_corrections"])


def _correct(
    share: float,
    people: np.ndarray,
    machine: np.ndarray,
    weights: np.ndarray,
    settings: AgreementSettings,
) -> dict[str, float]:
    """Return the corrected share with its interval, and the check."""
    is_known = np.isfinite(share)
    found = correct_share(
        share if is_known else 0.0,
        people,
        machine if is_known else np.zeros_like(machine),
        weights=weights,
        confidence=settings.confidence,
    )
    has, has_not = weights @ people, weights @ (1 - people)
    check = np.nan
    if is_known and has > 0 and has_not > 0:
        recall = float(weights @ (people * machine) / has)
        false_alarms = float(weights @ ((1 - people) * machine) / has_not)
        check = rogan_gladen(share, recall=recall, false_alarms=false_alarms)
    return {
        "share": found.share,
        "share_low": found.low,
        "share_high": found.high,
        "share_check": check,
    }
