"""Comments drawn for people to code blind, so that what they find speaks for the whole.

Comments, responses, themes and comment_themes of the last run come in; a sample goes out, with
what the machine gave each comment at that time and how many comments each stands for. Small
constituencies, comments the machine is unsure of and those without a theme are drawn more often
than their share; the weights undo that.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO

import numpy as np
import pandas as pd

from gpgp.errors import InputError, ParameterError
from gpgp.themes.cluster.selection import MIN_COMMENTS
from gpgp.themes.frame.memory import hash_text

SURENESS_BANDS = ("unsure", "middling", "sure")  # thirds of the comments with a theme
NO_THEME = "no_theme"
SAMPLE_COLUMNS = [
    "comment_id", "stratum_code", "weight", "machine_themes", "text_hash",
]  # fmt: skip
MIN_SAMPLE = 20  # of fewer comments no figure comes out that says anything


def draw_coding_sample(
    comments: pd.DataFrame,
    responses: pd.DataFrame,
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
    *,
    n_comments: int,
    seed: int,
) -> pd.DataFrame:
    """Draw comments for people to code, from every constituency and degree of sureness.

    Parameters
    ----------
    comments : DataFrame, one row per comment of the themed questions (contract ``comments``)
        Non-answers and copies of campaign letters stay out, and so do languages with neither a
        theme nor enough comments for one.
    responses, themes, comment_themes : DataFrames (contracts of these names)
    n_comments : int
        All are taken where there are fewer.
    seed : int

    Returns
    -------
    DataFrame, one row per comment drawn, in random order
        ``comment_id``, ``question_id``, ``text``, ``stratum_code`` (constituency/sureness),
        ``weight`` (comments it stands for; sums to all that could be drawn),
        ``machine_themes`` (joined by ``|``, empty: none), ``text_hash``.

    Raises
    ------
    ParameterError
        ``n_comments`` is under 20.
    InputError
        There is no theme or no comment to draw from.

    Notes
    -----
    Strata get places in proportion to the root of their size, at least one each (power
    allocation). Where places are fewer than strata, constituencies are not distinguished.

    References
    ----------
    Bankier, M. (1988). Power allocations: determining sample sizes for subnational areas. The
    American Statistician 42(3), 174-177.
    """
    if n_comments < MIN_SAMPLE:
        raise ParameterError(f"--n: expected at least {MIN_SAMPLE} comments, found {n_comments}.")
    pool = _gather(comments, responses, themes, comment_themes)
    if themes.empty or pool.empty:
        raise InputError("coding sample: the last run found no themes; there is nothing to check.")
    if pool["stratum_code"].nunique() > n_comments:
        pool["stratum_code"] = pool["stratum_code"].str.rpartition("/")[2]
    draw = np.random.default_rng(seed)
    sizes = pool.groupby("stratum_code", observed=True, dropna=False).size()
    places = _allot(sizes, min(n_comments, len(pool)))
    parts = [
        rows.iloc[np.sort(draw.permutation(len(rows))[: places[code]])].assign(
            weight=len(rows) / places[code]
        )
        for code, rows in pool.groupby("stratum_code", observed=True, dropna=False)
    ]
    drawn = pd.concat(parts)
    return drawn.iloc[draw.permutation(len(drawn))].reset_index(drop=True)


def measure_machine_shares(
    comments: pd.DataFrame,
    responses: pd.DataFrame,
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
) -> pd.Series:
    """Share of all comments that could be drawn to which the machine gave each theme.

    Takes the tables of :func:`draw_coding_sample`. Kept beside the sample: once people's codes
    teach a later run, what the machine would have given the sampled comments is gone.
    """
    pool = _gather(comments, responses, themes, comment_themes)
    given = [set(each.split("|")) for each in pool["machine_themes"]]
    shares = {one: np.mean([one in each for each in given]) for one in themes["theme_id"]}
    return pd.Series(shares, dtype=float)


def _gather(
    comments: pd.DataFrame,
    responses: pd.DataFrame,
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
) -> pd.DataFrame:
    """Comments that can be coded, each with its stratum and what the machine gave it."""
    is_own = comments["campaign_role_code"].isin(["none", "addition"])
    says_something = is_own & ~comments["is_non_answer"].astype(bool)
    n_written = comments.loc[says_something, "language_code"].value_counts()
    is_read = comments["language_code"].isin(themes["language_code"])
    is_read |= comments["language_code"].map(n_written).ge(MIN_COMMENTS)
    can_be_coded = says_something & is_read
    pool = comments.loc[can_be_coded, ["comment_id", "response_id", "question_id", "text"]]
    pool = pool.merge(
        responses[["response_id", "constituency_code"]], on="response_id", validate="m:1"
    )
    given = comment_themes.sort_values(["is_main", "theme_id"], ascending=[False, True])
    given = given.groupby("comment_id", observed=True).agg(
        machine_themes=("theme_id", "|".join), score=("score", "first")
    )
    pool = pool.merge(given, on="comment_id", how="left", validate="1:1")
    pool = pool.sort_values("comment_id", kind="stable", ignore_index=True)
    band = pd.Series(NO_THEME, index=pool.index, dtype="str")
    rank = pool["score"].rank(method="first", pct=True)
    thirds = np.ceil(rank * len(SURENESS_BANDS)).clip(1) - 1
    for number, name in enumerate(SURENESS_BANDS):
        band = band.mask(thirds.eq(number), name)
    return pool.assign(
        machine_themes=pool["machine_themes"].fillna(""),
        stratum_code=pool["constituency_code"].astype("str") + "/" + band,
        text_hash=[hash_text(text) for text in pool["text"]],
    ).drop(columns=["score", "response_id", "constituency_code"])


def _allot(sizes: pd.Series, n_places: int) -> Mapping[str, int]:
    """Places of each stratum: one, then by the root of its size, never more than it has."""
    places = pd.Series(1, index=sizes.index)
    want = np.sqrt(sizes)
    while places.sum() < n_places:
        need = (want / (places + 0.5)).where(places < sizes, -1.0)
        places[need.idxmax()] += 1
    return places.to_dict()


def render_sample(sample: pd.DataFrame) -> str:
    """Write what is remembered of a sample: no words of a respondent in it."""
    return sample[SAMPLE_COLUMNS].to_csv(index=False, lineterminator="\n", float_format="%.6f")


def render_machine_shares(shares: pd.Series) -> str:
    """Write the machine's share of each theme."""
    rows = shares.rename_axis("theme_id").rename("share").reset_index()
    return rows.to_csv(index=False, lineterminator="\n", float_format="%.6f")


def read_machine_shares(text: str, *, file_name: str) -> pd.Series:
    """Read the machine's share of each theme, 0 to 1, by theme id.

    Raises
    ------
    InputError
        It is not as ``coding-sample`` wrote it.
    """
    try:
        read = pd.read_csv(StringIO(text), dtype={"theme_id": "str"})
        shares = read.set_index("theme_id")["share"].astype(float)
        is_ours = bool(shares.between(0, 1).all() and shares.index.is_unique)
    except (ValueError, KeyError):
        is_ours = False
    if not is_ours:
        raise InputError(
            f"{file_name}: is not as 'gpgp coding-sample' wrote it; take it from your last copy."
        )
    return shares


def read_sample(text: str, *, file_name: str) -> pd.DataFrame:
    """Read what is remembered of a sample.

    Raises
    ------
    InputError
        It is not as ``coding-sample`` wrote it.
    """
    try:
        read = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False, na_filter=False)
        sample = read[SAMPLE_COLUMNS].assign(weight=read["weight"].astype(float))
    except (ValueError, KeyError):
        sample = pd.DataFrame(columns=SAMPLE_COLUMNS)
    if sample.empty or sample["comment_id"].duplicated().any() or not (sample["weight"] > 0).all():
        raise InputError(
            f"{file_name}: is not as 'gpgp coding-sample' wrote it; take it from your last copy."
        )
    return sample
