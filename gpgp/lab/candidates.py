"""Comments that might be quoted, as the file of quotes has them: one choice for file and screen."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gpgp import report, themes

PER_THEME = 3


def choose_candidates(
    tables: Mapping[str, pd.DataFrame], *, per_theme: int = PER_THEME
) -> dict[str, str]:
    """Choose comments to quote from, and say under which theme's label they stand.

    Parameters
    ----------
    tables : mapping of table name to DataFrame
        ``comments``, ``responses``, ``themes``, ``comment_themes``.
    per_theme : int
        Comments per theme that is shown.

    Returns
    -------
    dict of comment id to the label of its theme
    """
    shown = tables["themes"].loc[tables["themes"]["is_shown"]]
    labels = shown.set_index("theme_id")["label"]
    carried = tables["comment_themes"].loc[lambda rows: rows["theme_id"].isin(labels.index)]
    quotable = report.list_quotable(tables, profile=report.PROFILES["public"])
    chosen = themes.choose_exemplars(quotable, carried, per_theme=per_theme)
    chosen = chosen.loc[chosen["place_code"] == "central"]
    return {row.comment_id: str(labels[row.theme_id]) for row in chosen.itertuples()}
