"""Comments that stand for a theme: its middle, its border, from different constituencies.

Comments and which of them carry which theme come in; a few comments per theme go out. Only
comments whose writers agreed to be quoted may come in; no name is looked for here.
"""

from __future__ import annotations

import pandas as pd

from gpgp.errors import ParameterError

MIN_QUOTED_WORDS = 5  # a shorter comment shows nothing that the label does not say
MAX_QUOTED_WORDS = 60  # a longer one is an essay; the reader wants a voice
_COLUMNS = ["theme_id", "comment_id", "place_code", "score"]


def choose_exemplars(
    comments: pd.DataFrame,
    comment_themes: pd.DataFrame,
    *,
    per_theme: int = 3,
    min_words: int = MIN_QUOTED_WORDS,
    max_words: int = MAX_QUOTED_WORDS,
) -> pd.DataFrame:
    """Choose central comments of each theme, and as many from its border.

    Parameters
    ----------
    comments : DataFrame, one row per comment
        ``comment_id``, ``response_id``, ``text``, ``n_words``; ``constituency_code`` where the
        comments should come from different constituencies.
    comment_themes : DataFrame, one row per theme of a comment (contract ``comment_themes``)
    per_theme : int, at least 1
        Central comments per theme, and border comments per theme.
    min_words, max_words : int
        Length of a comment that may be chosen.

    Returns
    -------
    DataFrame, one row per chosen comment
        ``theme_id``, ``comment_id``, ``place_code`` (central or border), ``score`` (0 to 1).
        Fewer where a theme has fewer; no text twice, nobody twice, no comment in both places.

    Raises
    ------
    ParameterError
        ``per_theme`` is under 1.
    """
    if per_theme < 1:
        raise ParameterError(f"per_theme: expected a whole number from 1 up, found {per_theme!r}.")
    fitting = comments[comments["n_words"].between(min_words, max_words)]
    themed = comment_themes.loc[comment_themes["is_main"], ["theme_id", "comment_id", "score"]]
    rows = themed.merge(fitting, on="comment_id", validate="many_to_one")
    if "constituency_code" not in rows:
        rows = rows.assign(constituency_code="all")
    central = _take(rows, per_theme, is_central=True)
    rest = rows[~rows["response_id"].isin(central["response_id"])]
    border = _take(rest, per_theme, is_central=False)
    chosen = pd.concat([central.assign(place_code="central"), border.assign(place_code="border")])
    return chosen[_COLUMNS].sort_values(
        ["theme_id", "place_code", "score", "comment_id"],
        ascending=[True, False, False, True],
        ignore_index=True,
    )


def _take(rows: pd.DataFrame, per_theme: int, *, is_central: bool) -> pd.DataFrame:
    """The best of each constituency first, then the second best of each, and so on."""
    ordered = rows.sort_values(["score", "comment_id"], ascending=[not is_central, True])
    ordered = ordered.drop_duplicates(["theme_id", "text"]).drop_duplicates(
        ["theme_id", "response_id"]
    )
    keys = ["theme_id", "constituency_code"]
    turn = ordered.groupby(keys, dropna=False, observed=True).cumcount()
    ordered = ordered.assign(turn=turn).sort_values("turn", kind="stable")
    return ordered.groupby("theme_id", observed=True).head(per_theme)
