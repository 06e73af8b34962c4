"""The table of checks: what was measured of each theme, against which limit, in a sentence.

Figures come in; rows of ``theme_checks`` go out. Each rule stands alone, its limit an argument.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from gpgp.themes.cluster.realness import MAX_P
from gpgp.themes.cluster.settledness import SETTLED_FROM, name_settled

MAX_OVERLAP = 0.5  # two themes sharing more than half of their keywords read as one
MIN_COVERAGE = 0.5  # below, the themes shown speak for less than half of the comments
_SETTLED_WORDS = {
    "settled": "It comes back nearly whole when other people happen to answer.",
    "indicative": "Its core comes back when other people happen to answer; its borders move.",
    "loose": "Its borders are loose: read the comments before relying on its size.",
}


def rule_real(p: float, *, limit: float = MAX_P) -> dict[str, object]:
    """Pass where chance alone joins the theme's words so often in at most ``limit`` of copies."""
    is_passed = bool(p <= limit)
    explanation = (
        "Its words keep company also in the comments that did not choose them."
        if is_passed
        else "In comments that did not choose them, its words meet no more often than by chance."
    )
    return _row("real", p, limit, is_passed, explanation)


def rule_settled(overlap: float, *, limit: float = SETTLED_FROM) -> dict[str, object]:
    """Pass from ``limit`` of mean bootstrap Jaccard up; a theme that fails is still shown."""
    if np.isnan(overlap):
        return _row("settled", np.nan, limit, None, "Too few comments to tell.")
    word = name_settled(overlap, settled_from=limit)
    return _row("settled", overlap, limit, bool(overlap >= limit), _SETTLED_WORDS[word])


def rule_overlap(share: float, *, limit: float = MAX_OVERLAP) -> dict[str, object]:
    """Pass where at most ``limit`` of the theme's keywords are those of one other theme."""
    is_passed = bool(share <= limit)
    verb = "are few" if is_passed else "are many: the two may be one"
    return _row("overlap", share, limit, is_passed, f"Keywords shared with another theme {verb}.")


def rule_coverage(share: float, *, limit: float = MIN_COVERAGE) -> dict[str, object]:
    """Pass where at least ``limit`` of the comments that say something carry a theme shown."""
    explanation = "Share of the comments that say something and carry a theme that is shown."
    return _row("coverage", share, limit, bool(share >= limit), explanation)


def share_keywords(keywords: Sequence[Sequence[str]]) -> list[float]:
    """Largest share of each theme's keywords that stand among those of one other theme.

    Examples
    --------
    >>> share_keywords([["pay", "low"], ["pay", "rent"], ["bus", "fuel"]])
    [0.5, 0.5, 0.0]
    """
    sets = [set(words) for words in keywords]
    return [
        max((len(one & other) / max(len(one), 1) for other in sets[:i] + sets[i + 1 :]), default=0)
        for i, one in enumerate(sets)
    ]


def table_checks(themes: pd.DataFrame, *, n_comments: int, n_shown: int) -> pd.DataFrame:
    """Rows of ``theme_checks`` from the figures of each theme.

    Parameters
    ----------
    themes : DataFrame, one row per theme
        ``theme_id``, ``p_real``, ``overlap_settled``, ``keywords`` (joined by ``|``).
    n_comments, n_shown : int
        Comments that say something; those that carry a theme that is shown.
    """
    shared = share_keywords([words.split("|") for words in themes["keywords"]])
    rows = []
    for theme, share in zip(themes.itertuples(), shared, strict=True):
        rules = (
            rule_real(theme.p_real),
            rule_settled(theme.overlap_settled),
            rule_overlap(share),
        )
        rows += [{"theme_id": theme.theme_id, **rule} for rule in rules]
    if n_comments:
        rows.append({"theme_id": "all", **rule_coverage(n_shown / n_comments)})
    return pd.DataFrame(rows)


def _row(
    code: str, value: float, limit: float, is_passed: bool | None, explanation: str
) -> dict[str, object]:
    return {
        "check_code": code,
        "value": value,
        "limit": limit,
        "is_passed": is_passed,
        "explanation": explanation,
    }
