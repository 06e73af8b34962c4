"""From the comments table to themes: which exist, which comment raises which, what was checked.

``comments`` comes in; ``themes``, ``comment_themes`` and ``theme_checks`` go out, each keeping
its contract. Non-answers stay out. Of a campaign letter's copies one is read, for the wording of
themes only: it is counted in no theme and no base. Welsh is themed apart where there is enough of
it. Themes are proposed here; people decide on them in the code frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.errors import ContractError, ParameterError
from gpgp.tables import SPECS, check_table, empty_table
from gpgp.themes.checks import table_checks
from gpgp.themes.choice import CHOICE_COLUMNS
from gpgp.themes.clusters import find_centres
from gpgp.themes.fits import (
    Fit,
    describe_clusters,
    fit_themes,
    has_shared_words,
    list_members,
    measure_checks,
    place_words,
)
from gpgp.themes.framework import Item, map_framework
from gpgp.themes.headings import name_headings
from gpgp.themes.realness import MAX_P
from gpgp.themes.selection import COLUMNS, MIN_COMMENTS, part_languages, select_comments
from gpgp.themes.settledness import name_settled
from gpgp.themes.words import split_words


@dataclass(frozen=True)
class ThemesResult:
    """What theming found: tables for files (first three) and tables for the analyst."""

    themes: pd.DataFrame
    comment_themes: pd.DataFrame
    checks: pd.DataFrame
    choice_of_k: pd.DataFrame
    not_themed: pd.DataFrame


def find_themes(
    comments: pd.DataFrame,
    *,
    themes: int | str = "auto",
    seed: int,
    checks: bool = True,
    framework: Sequence[Item] = (),
    question_words: Sequence[str] = (),
) -> ThemesResult:
    """Find what comments are about and which comment raises which theme.

    Parameters
    ----------
    comments : DataFrame, one row per comment (contract ``comments``)
    themes : int or "auto"
        How many themes to look for in the main language, or propose it.
    seed : int
    checks : bool
        Check that themes are real and settled; without it no theme counts as shown.
    framework : sequence of Item
        Elements and priorities that each theme is held against.
    question_words : sequence of str
        Texts of the questions; people echo them, so their words count half.

    Returns
    -------
    ThemesResult

    Raises
    ------
    ParameterError
        ``themes`` is neither "auto" nor a whole number from 1 up.
    ContractError
        A column of ``comments`` is missing.
    """
    _check_parameters(comments, themes)
    readable, left_out = select_comments(comments)
    parts = [part for part in part_languages(readable) if _can_be_themed(part)]
    if not parts:
        return _too_few(readable, left_out)
    fits, choices = [], []
    for number, part in enumerate(parts):
        fit, choice = fit_themes(
            part,
            themes=themes if number == 0 else "auto",
            seed=seed,
            question_words=question_words,
        )
        fits.append(fit)
        choices.append(choice)
    members, described = _gather(fits, framework, checks=checks, seed=seed)
    unread = _list_unread(readable, fits, members["comment_id"])
    return ThemesResult(
        themes=check_table(described[list(SPECS["themes"].columns)], SPECS["themes"]),
        comment_themes=check_table(
            members[list(SPECS["comment_themes"].columns)], SPECS["comment_themes"]
        ),
        checks=(
            _list_checks(described, members, n_unread=len(unread))
            if checks
            else empty_table(SPECS["theme_checks"])
        ),
        choice_of_k=pd.concat(choices, ignore_index=True).astype({"is_chosen": "boolean"}),
        not_themed=pd.concat([left_out, unread], ignore_index=True).sort_values(
            "comment_id", kind="stable", ignore_index=True
        ),
    )


def _check_parameters(comments: pd.DataFrame, themes: int | str) -> None:
    is_number = isinstance(themes, (int, np.integer)) and not isinstance(themes, bool)
    if themes != "auto" and not (is_number and themes >= 1):
        raise ParameterError(
            f"themes: expected 'auto' or a whole number from 1 up, found {themes!r}."
        )
    absent = [name for name in COLUMNS if name not in comments.columns]
    if absent:
        raise ContractError(f"table comments: missing columns {', '.join(absent)}.")


def _can_be_themed(part: pd.DataFrame) -> bool:
    return has_shared_words([split_words(text) for text in part["text"]])


def _gather(
    fits: list[Fit], framework: Sequence[Item], *, checks: bool, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Members and themes of all languages, with ids from the main language's largest down."""
    members = [list_members(fit) for fit in fits]
    described = [describe_clusters(fit, rows) for fit, rows in zip(fits, members, strict=True)]
    figures = [
        _measure(fit, table, framework, checks=checks, seed=seed)
        for fit, table in zip(fits, described, strict=True)
    ]
    described = [
        table.join(figure, on="cluster", validate="one_to_one")
        for table, figure in zip(described, figures, strict=True)
    ]
    themes = pd.concat(described, keys=range(len(fits)), names=["part"]).reset_index("part")
    themes = _judge_themes(themes.sort_values(["part", "cluster"], ignore_index=True))
    rows = pd.concat(members, keys=range(len(fits)), names=["part"]).reset_index("part")
    ids = themes[["part", "cluster", "theme_id"]]
    return rows.merge(ids, on=["part", "cluster"], validate="many_to_one"), themes


def _measure(
    fit: Fit, described: pd.DataFrame, framework: Sequence[Item], *, checks: bool, seed: int
) -> pd.DataFrame:
    """Figures of each cluster: nearest item of the framework and, if asked for, the checks."""
    language = fit.comments["language_code"].iloc[0]
    nearest = map_framework(
        fit.words,
        fit.labels,
        framework,
        names=described.set_index("cluster")["label"].reindex(range(fit.n_clusters), fill_value=""),
        place=lambda words: place_words(words).comments,
        language=language,
    )
    themes = described.set_index("cluster").join(nearest)
    centres = find_centres(fit.vectors.comments, fit.labels)
    nearest["heading"] = name_headings(themes, centres[themes.index], framework=framework)
    return nearest.join(measure_checks(fit, seed=seed)) if checks else nearest


def _judge_themes(themes: pd.DataFrame) -> pd.DataFrame:
    """Ids and what the checks make of each theme; unchecked themes are not shown."""
    ids = pd.Series([f"t{number:02d}" for number in range(1, len(themes) + 1)])
    is_real, settled = pd.Series(pd.NA, index=themes.index, dtype="boolean"), "not_checked"
    if "p_real" in themes:
        is_real = themes["p_real"].le(MAX_P).astype("boolean")
        settled = themes["overlap_settled"].map(name_settled)
    return themes.assign(
        theme_id=ids,
        label=themes["label"].where(themes["label"].ne(""), ids),
        is_real=is_real,
        settled_code=settled,
        is_owned=False,
        is_shown=is_real.fillna(False),
    )


def _list_checks(themes: pd.DataFrame, members: pd.DataFrame, *, n_unread: int) -> pd.DataFrame:
    shown = themes.loc[themes["is_shown"], "theme_id"]
    n_shown = members.loc[members["theme_id"].isin(shown), "comment_id"].nunique()
    n_comments = members["comment_id"].nunique() + n_unread
    rows = table_checks(themes, n_comments=n_comments, n_shown=n_shown)
    return check_table(rows, SPECS["theme_checks"])


def _list_unread(readable: pd.DataFrame, fits: list[Fit], themed: pd.Series) -> pd.DataFrame:
    """Comments that count and say something, yet stand in no theme, with the reason."""
    fitted = pd.concat([fit.comments.assign(is_linked=fit.vectors.is_linked) for fit in fits])
    read, linked = fitted["comment_id"], fitted.loc[fitted["is_linked"], "comment_id"]
    unread = readable[readable["is_counted"] & ~readable["comment_id"].isin(themed)]
    reason = np.select(
        [unread["comment_id"].isin(linked), unread["comment_id"].isin(read)],
        ["near_no_theme", "no_shared_word"],
        "too_few",
    )
    return unread.assign(reason_code=reason)[["comment_id", "response_id", "reason_code"]]


def _too_few(readable: pd.DataFrame, left_out: pd.DataFrame) -> ThemesResult:
    unread = readable.assign(reason_code="too_few")[["comment_id", "response_id", "reason_code"]]
    row = {
        "theme_id": "all",
        "check_code": "enough_comments",
        "value": float(len(readable)),
        "limit": float(MIN_COMMENTS),
        "is_passed": False,
        "explanation": f"{len(readable)} comments are too few for themes; read them one by one.",
    }
    return ThemesResult(
        themes=empty_table(SPECS["themes"]),
        comment_themes=empty_table(SPECS["comment_themes"]),
        checks=check_table(pd.DataFrame([row]), SPECS["theme_checks"]),
        choice_of_k=pd.DataFrame(columns=[*CHOICE_COLUMNS, "language_code"]),
        not_themed=pd.concat([left_out, unread], ignore_index=True),
    )
