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
from gpgp.themes.choice import CHOICE_COLUMNS, propose_number
from gpgp.themes.clusters import cluster_comments, find_centres
from gpgp.themes.labels import name_clusters, rank_terms, surface_forms
from gpgp.themes.vectors import Vectors, place_comments
from gpgp.themes.words import Words, read_words

MIN_COMMENTS = 30  # fewer are read one by one; two themes of fifteen cannot be told from chance
MIN_WELSH_COMMENTS = 50  # below, Welsh comments are listed apart for a reader of Welsh
MIN_TERM_RESPONDENTS = 10  # a word fewer people used could point to one of them
_COLUMNS = (
    "comment_id", "response_id", "question_id", "text", "language_code",
    "is_non_answer", "campaign_id", "campaign_role_code",
)  # fmt: skip


@dataclass(frozen=True)
class ThemesResult:
    """What theming found: tables for files (first three) and tables for the analyst."""

    themes: pd.DataFrame
    comment_themes: pd.DataFrame
    checks: pd.DataFrame
    choice_of_k: pd.DataFrame
    not_themed: pd.DataFrame


@dataclass(frozen=True)
class _Fit:
    """One language's comments with their words, vectors and clusters, in step."""

    comments: pd.DataFrame
    words: list[Words]
    vectors: Vectors
    labels: np.ndarray


def find_themes(
    comments: pd.DataFrame,
    *,
    themes: int | str = "auto",
    seed: int,
    checks: bool = True,
    framework: Sequence[object] = (),
    question_words: Sequence[str] = (),
    code_frame: object | None = None,
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
        Texts of the questions; people echo them.
    code_frame : object, optional
        What people decided about the themes.

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
    readable, left_out = _select_comments(comments)
    if len(readable) < MIN_COMMENTS:
        return _too_few(readable, left_out)
    fits, tables = [], []
    for number, part in enumerate(_part_languages(readable)):
        fit, table = _fit_themes(part, themes if number == 0 else "auto", seed)
        fits.append(fit)
        tables.append(table)
    return _gather(fits, tables, left_out)


def _check_parameters(comments: pd.DataFrame, themes: int | str) -> None:
    is_number = isinstance(themes, (int, np.integer)) and not isinstance(themes, bool)
    if themes != "auto" and not (is_number and themes >= 1):
        raise ParameterError(
            f"themes: expected 'auto' or a whole number from 1 up, found {themes!r}."
        )
    absent = [name for name in _COLUMNS if name not in comments.columns]
    if absent:
        raise ContractError(f"table comments: missing columns {', '.join(absent)}.")


# Which comments are read


def _select_comments(comments: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Comments to read, sorted by id, and those left out with the reason."""
    ordered = comments[list(_COLUMNS)].sort_values("comment_id", kind="stable", ignore_index=True)
    is_copy = ordered["campaign_role_code"].isin(["identical", "edited"])
    is_letter = is_copy & ~ordered["campaign_id"].where(is_copy).duplicated()
    ordered["is_counted"] = ~is_copy
    reason = pd.Series("", index=ordered.index)
    reason[is_copy & ~is_letter] = "campaign_copy"
    reason[ordered["is_non_answer"].astype(bool)] = "non_answer"
    is_welsh = ordered["language_code"].eq("cy") & reason.eq("")
    if is_welsh.sum() < MIN_WELSH_COMMENTS:
        reason[is_welsh] = "welsh_apart"
    left_out = ordered.assign(reason_code=reason)[["comment_id", "response_id", "reason_code"]]
    return ordered[reason.eq("")], left_out[reason.ne("")]


def _part_languages(readable: pd.DataFrame) -> list[pd.DataFrame]:
    is_welsh = readable["language_code"].eq("cy")
    parts = [readable[~is_welsh], readable[is_welsh]]
    return [part.reset_index(drop=True) for part in parts if len(part) >= MIN_COMMENTS]


# One language


def _fit_themes(part: pd.DataFrame, themes: int | str, seed: int) -> tuple[_Fit, pd.DataFrame]:
    words = read_words(part["text"].tolist(), part["language_code"].tolist())
    vectors = place_comments([one.content for one in words])
    choice = pd.DataFrame(columns=CHOICE_COLUMNS)
    if themes == "auto":
        choice = propose_number(vectors.comments, seed=seed)
        themes = int(choice.loc[choice["is_chosen"], "n_themes"].iloc[0])
    labels = cluster_comments(vectors.comments, n_themes=int(themes), seed=seed)
    choice = choice.assign(language_code=part["language_code"].iloc[0])
    return _Fit(part, words, vectors, labels), choice


def _describe_fit(fit: _Fit) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Themes and comment-theme rows of one language; clusters are numbered, not yet named."""
    centres = find_centres(fit.vectors.comments, fit.labels)
    score = np.clip((fit.vectors.comments * centres[fit.labels]).sum(axis=1), 0, 1)
    rows = fit.comments.assign(cluster=fit.labels, score=score, is_main=True)
    rows = rows[rows["is_counted"] & rows["cluster"].ge(0)]
    ranked = rank_terms(fit.vectors.tfidf, fit.labels, len(centres))
    surface = surface_forms(fit.words)
    names = [surface[stem] for stem in fit.vectors.term_names]
    keywords, labels = name_clusters(_public_terms(ranked, fit), names)
    themes = rows.groupby("cluster", observed=True, dropna=False).agg(
        n_comments=("comment_id", "nunique"), n_respondents=("response_id", "nunique")
    )
    themes["label"] = [labels[cluster] for cluster in themes.index]
    themes["keywords"] = ["|".join(keywords[cluster]) for cluster in themes.index]
    themes["n_base"] = rows["response_id"].nunique()
    themes["language_code"] = fit.comments["language_code"].iloc[0]
    return themes.reset_index(), rows[["comment_id", "response_id", "cluster", "score", "is_main"]]


def _public_terms(ranked: np.ndarray, fit: _Fit) -> list[np.ndarray]:
    """Ranked terms without those that fewer than ten people used."""
    counted = fit.comments["is_counted"].to_numpy()
    people, _ = pd.factorize(fit.comments.loc[counted, "response_id"])
    used = fit.vectors.tfidf[np.flatnonzero(counted)].tocoo()
    pairs = pd.DataFrame({"term": used.col, "person": people[used.row]}).drop_duplicates()
    n_people = np.bincount(pairs["term"], minlength=ranked.shape[1])
    return [row[n_people[row] >= MIN_TERM_RESPONDENTS] for row in ranked]


# All languages together


def _gather(fits: list[_Fit], tables: list[pd.DataFrame], left_out: pd.DataFrame) -> ThemesResult:
    described = [_describe_fit(fit) for fit in fits]
    themes = pd.concat([table.assign(part=i) for i, (table, _) in enumerate(described)])
    rows = pd.concat([table.assign(part=i) for i, (_, table) in enumerate(described)])
    themes = themes.sort_values(["part", "cluster"], ignore_index=True)
    themes["theme_id"] = [f"t{number:02d}" for number in range(1, len(themes) + 1)]
    themes.loc[themes["label"].eq(""), "label"] = themes["theme_id"]
    rows = rows.merge(
        themes[["part", "cluster", "theme_id"]], on=["part", "cluster"], validate="many_to_one"
    )
    unread = pd.concat([_without_words(fit) for fit in fits])
    return ThemesResult(
        themes=_themes_table(themes),
        comment_themes=check_table(
            rows[list(SPECS["comment_themes"].columns)], SPECS["comment_themes"]
        ),
        checks=empty_table(SPECS["theme_checks"]),
        choice_of_k=pd.concat(tables, ignore_index=True).astype({"is_chosen": "boolean"}),
        not_themed=pd.concat([left_out, unread], ignore_index=True).sort_values(
            "comment_id", kind="stable", ignore_index=True
        ),
    )


def _themes_table(themes: pd.DataFrame) -> pd.DataFrame:
    full = themes.assign(
        heading=None,
        is_real=pd.NA,
        settled_code="not_checked",
        is_owned=False,
        is_shown=False,
        framework_code=None,
        framework_affinity=np.nan,
    )
    return check_table(full[list(SPECS["themes"].columns)], SPECS["themes"])


def _without_words(fit: _Fit) -> pd.DataFrame:
    unread = fit.comments[(fit.labels < 0) & fit.comments["is_counted"].to_numpy()]
    return unread.assign(reason_code="no_shared_word")[["comment_id", "response_id", "reason_code"]]


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
