"""From the comments table to themes: which exist, which comment raises which, what was checked.

``comments`` comes in; ``themes``, ``comment_themes`` and ``theme_checks`` go out, each keeping
its contract. Non-answers stay out. Of a campaign letter's copies one is read, for the wording of
themes only: it is counted in no theme and no base. Each language is themed separately where there
is enough of it. What carries no theme is listed with the reason; a comment that cannot be themed
is in no base. Themes are proposed here; people decide on them in the code frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from gpgp.errors import ContractError, ParameterError
from gpgp.tables import SPECS, check_table, empty_table
from gpgp.themes.cluster.checks import MAX_P, may_show_unread, name_settled, table_checks
from gpgp.themes.cluster.clusters import CHOICE_COLUMNS, find_centres
from gpgp.themes.cluster.fits import (
    Fit,
    describe_clusters,
    measure_checks,
    place_words,
    take_sample,
)
from gpgp.themes.cluster.samples import MAX_LEARNT
from gpgp.themes.cluster.selection import (
    COLUMNS,
    LEFT_COLUMNS,
    MIN_COMMENTS,
)
from gpgp.themes.frame.assignment import Assignment
from gpgp.themes.frame.drift import find_drift
from gpgp.themes.frame.model import CodeFrame
from gpgp.themes.frame.outcomes import list_outcomes
from gpgp.themes.frame.owning import join_languages, label_owned, name_owned
from gpgp.themes.frame.replaying import (
    FrameInUse,
    Replayed,
    list_replayed,
    use_frame,
)
from gpgp.themes.framework import Item, map_framework, name_headings
from gpgp.themes.preparing import Prepared, list_spoken_for, prepare_comments, replay_parts

MIN_CODED_SHARE = 0.5  # of the frame's themes, for a language to count in their base
BASE_REASONS = ("dropped", "near_no_theme", "general_praise", "general_criticism")


@dataclass(frozen=True)
class ThemesResult:
    """What theming found.

    ``themes``, ``comment_themes``, ``checks``, ``unthemed``, ``by_question`` and ``drift`` keep
    the contracts ``themes``, ``comment_themes``, ``theme_checks``, ``unthemed_comments``,
    ``theme_questions`` and ``theme_drift``; the others are for the analyst to read.
    """

    themes: pd.DataFrame
    comment_themes: pd.DataFrame
    checks: pd.DataFrame
    choice_of_k: pd.DataFrame
    unthemed: pd.DataFrame
    by_question: pd.DataFrame
    drift: pd.DataFrame = field(default_factory=lambda: empty_table(SPECS["theme_drift"]))
    decisions: pd.DataFrame = field(default_factory=pd.DataFrame)


def find_themes(
    comments: pd.DataFrame,
    *,
    themes: int | str = "auto",
    seed: int,
    checks: bool = True,
    framework: Sequence[Item] = (),
    question_words: Sequence[str] = (),
    code_frame: CodeFrame | None = None,
    remembered: pd.DataFrame | None = None,
    assignment: Assignment | None = None,
    prepared: Prepared | None = None,
    max_learnt: int = MAX_LEARNT,
) -> ThemesResult:
    """Find what comments are about and which comment raises which theme.

    Parameters
    ----------
    comments : DataFrame, one row per comment (contract ``comments``)
        Also ``constituency_code``, if a sample of very many is to keep their shares.
    themes : int or "auto"
        How many themes to look for in the main language, or propose it. With a code frame
        these are the themes in all: it fills some, the others are looked for in what it leaves.
    seed : int
    checks : bool
        Check that themes are real and settled; without it no theme counts as shown.
    framework : sequence of Item
        Elements and priorities that each theme is compared with.
    question_words : sequence of str
        Texts of the questions; people echo them, so their words count half.
    code_frame : CodeFrame, optional
        What people decided. Its themes come first, keep their ids and labels, and are shown
        whatever their checks say once a person accepted them; what is left is clustered.
    remembered : DataFrame, optional
        Who was a member of its themes, as :func:`gpgp.themes.read_members` returns.
    assignment : Assignment, optional
        Themes by people's codes and a classifier trained on them; it places new comments.
    prepared : Prepared, optional
        The same comments as :func:`gpgp.themes.prepare_comments` read them, to save that time.
    max_learnt : int
        Different comments from which themes are learnt, at most (see
        :func:`gpgp.themes.prepare_comments`).

    Returns
    -------
    ThemesResult

    Raises
    ------
    ParameterError
        ``themes`` is neither "auto" nor a whole number from 1 up; the assignment names a theme
        that is not in the frame.
    ContractError
        A column of ``comments`` is missing.
    """
    _check_parameters(comments, themes)
    used = None
    if code_frame is not None and code_frame.themes:
        used = use_frame(code_frame, remembered=remembered, assignment=assignment)
    if prepared is None:
        spoken_for = list_spoken_for(code_frame, remembered, assignment)
        prepared = prepare_comments(
            comments,
            question_words=question_words,
            spoken_for=spoken_for,
            max_learnt=max_learnt,
        )
    readable, left_out = prepared.readable, prepared.left_out
    if not prepared.fits:
        found = _too_few(readable, left_out)
        return _compare(found, used, [], comments)
    replays, choices = replay_parts(prepared, used, themes=themes, seed=seed)
    members, described = _gather(replays, used, framework, checks=checks, seed=seed)
    unthemed = _list_unthemed(readable, left_out, replays, used, members["comment_id"])
    n_unthemed = int(unthemed["is_in_base"].sum())
    found = ThemesResult(
        themes=check_table(described[list(SPECS["themes"].columns)], SPECS["themes"]),
        comment_themes=check_table(
            members[list(SPECS["comment_themes"].columns)], SPECS["comment_themes"]
        ),
        checks=(
            _list_checks(described, members, n_unthemed=n_unthemed)
            if checks
            else empty_table(SPECS["theme_checks"])
        ),
        choice_of_k=pd.concat(choices, ignore_index=True),
        unthemed=unthemed,
        by_question=_count_by_question(comments, members, unthemed),
    )
    return _compare(found, used, replays, comments)


def _compare(
    found: ThemesResult,
    used: FrameInUse | None,
    replays: Sequence[Replayed],
    comments: pd.DataFrame,
) -> ThemesResult:
    """Add what became of people's decisions, and where themes and frame have grown apart."""
    decisions = list_outcomes(used, replays, comments, found.comment_themes)
    drift = find_drift(
        used,
        replays,
        comments=comments,
        themes=found.themes,
        members=found.comment_themes,
        outcomes=decisions,
    )
    return replace(found, drift=drift, decisions=decisions)


def _check_parameters(comments: pd.DataFrame, themes: int | str) -> None:
    is_number = isinstance(themes, (int, np.integer)) and not isinstance(themes, bool)
    if themes != "auto" and not (is_number and int(themes) >= 1):
        raise ParameterError(
            f"themes: expected 'auto' or a whole number from 1 up, found {themes!r}."
        )
    absent = [name for name in COLUMNS if name not in comments.columns]
    if absent:
        raise ContractError(f"table comments: missing columns {', '.join(absent)}.")


def _gather(
    replays: list[Replayed],
    used: FrameInUse | None,
    framework: Sequence[Item],
    *,
    checks: bool,
    seed: int,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Members and themes of all languages: the frame's by their ids, then proposals by size."""
    members = [list_replayed(replayed) for replayed in replays]
    described = []
    for replayed, rows in zip(replays, members, strict=True):
        table = label_owned(describe_clusters(replayed.fit, rows), replayed, used)
        figures = _measure(replayed.fit, table, framework, checks=checks, seed=seed)
        described.append(table.join(figures, on="cluster", validate="one_to_one"))
    keys = range(len(replays))
    themes = pd.concat(described, keys=keys, names=["part"]).reset_index("part")
    themes = name_owned(themes.sort_values(["part", "cluster"], ignore_index=True), replays, used)
    rows = pd.concat(members, keys=keys, names=["part"]).reset_index("part")
    ids = themes[["part", "cluster", "theme_id"]]
    rows = rows.merge(ids, on=["part", "cluster"], validate="many_to_one")
    return rows, _judge_themes(join_languages(themes, rows), rows)


def _measure(
    fit: Fit, described: pd.DataFrame, framework: Sequence[Item], *, checks: bool, seed: int
) -> pd.DataFrame:
    """Figures of each cluster: nearest item of the framework and, if asked for, the checks."""
    fit = take_sample(fit)
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


def _judge_themes(themes: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """What the checks make of each theme; shown is what holds, and what a person accepted."""
    is_real, settled = pd.Series(pd.NA, index=themes.index, dtype="boolean"), "not_checked"
    is_shown = themes["is_owned"].astype(bool)
    if "p_real" in themes:
        is_real = themes["p_real"].le(MAX_P).astype("boolean")
        settled = themes["overlap_settled"].map(name_settled)
        scores = members.loc[members["is_main"].astype(bool)].groupby("theme_id")["score"].mean()
        closeness = themes["theme_id"].map(scores)
        is_shown |= may_show_unread(themes["p_real"], closeness)
    return themes.assign(is_real=is_real, settled_code=settled, is_shown=is_shown)


def _list_checks(themes: pd.DataFrame, members: pd.DataFrame, *, n_unthemed: int) -> pd.DataFrame:
    shown = themes.loc[themes["is_shown"], "theme_id"]
    n_shown = members.loc[members["theme_id"].isin(shown), "comment_id"].nunique()
    n_comments = members["comment_id"].nunique() + n_unthemed
    rows = table_checks(themes, n_comments=n_comments, n_shown=n_shown)
    return check_table(rows, SPECS["theme_checks"])


def _list_unthemed(
    readable: pd.DataFrame,
    left_out: pd.DataFrame,
    replays: Sequence[Replayed],
    used: FrameInUse | None,
    themed: pd.Series,
) -> pd.DataFrame:
    """Comments that carry no theme, with the reason, and whether they are in the base."""
    fits = [replayed.fit for replayed in replays]
    dropped = frozenset().union(*(replayed.dropped for replayed in replays))
    fitted = pd.concat([fit.comments.assign(is_linked=fit.vectors.is_linked) for fit in fits])
    uncoded = _list_uncoded(replays, used)
    unread = readable[readable["is_counted"] & ~readable["comment_id"].isin(themed)]
    ids, linked = unread["comment_id"], fitted.loc[fitted["is_linked"], "comment_id"]
    reason = np.select(
        [
            ids.isin(dropped),
            unread["language_code"].isin(uncoded),
            ids.isin(linked),
            ids.isin(fitted["comment_id"]),
        ],
        ["dropped", "language_not_coded", "near_no_theme", "no_shared_word"],
        "too_few",
    )
    rows = pd.concat([left_out, unread.assign(reason_code=reason)[LEFT_COLUMNS]])
    return _check_unthemed(rows)


def _list_uncoded(replays: Sequence[Replayed], used: FrameInUse | None) -> list[str]:
    """Languages beside the main one in which fewer than half of the frame's themes have comments.

    There a theme's silence says nothing, so that comments without a theme are in no base.
    """
    if used is None:
        return []
    n_live = len(used.resolved.labels)
    return [
        replayed.fit.comments["language_code"].iloc[0]
        for replayed in replays[1:]
        if len(replayed.ids) < MIN_CODED_SHARE * n_live
    ]


def _check_unthemed(rows: pd.DataFrame) -> pd.DataFrame:
    is_in_base = rows["reason_code"].isin(BASE_REASONS)
    return check_table(rows.assign(is_in_base=is_in_base), SPECS["unthemed_comments"])


def _count_by_question(
    comments: pd.DataFrame, members: pd.DataFrame, unthemed: pd.DataFrame
) -> pd.DataFrame:
    """Each theme in the answers to each question: comments, people, and the people it is out of."""
    spec = SPECS["theme_questions"]
    questions = comments.set_index("comment_id")["question_id"]
    rows = members.assign(question_id=members["comment_id"].map(questions))
    written = ["question_id", "response_id"]
    base = pd.concat([rows[written], unthemed.loc[unthemed["is_in_base"], written]])
    n_base = base.drop_duplicates().groupby("question_id", observed=True).size()
    counted = rows.groupby(["theme_id", "question_id"], observed=True).agg(
        n_comments=("comment_id", "nunique"), n_respondents=("response_id", "nunique")
    )
    counted = counted.reset_index()
    counted["n_base"] = counted["question_id"].map(n_base)
    return check_table(counted[list(spec.columns)], spec)


def _too_few(readable: pd.DataFrame, left_out: pd.DataFrame) -> ThemesResult:
    row = {
        "theme_id": "all",
        "check_code": "enough_comments",
        "value": float(len(readable)),
        "limit": float(MIN_COMMENTS),
        "is_passed": False,
        "explanation": f"{len(readable)} comments are too few for themes; read them one by one.",
    }
    rows = pd.concat([left_out, readable.assign(reason_code="too_few")[LEFT_COLUMNS]])
    return ThemesResult(
        themes=empty_table(SPECS["themes"]),
        comment_themes=empty_table(SPECS["comment_themes"]),
        checks=check_table(pd.DataFrame([row]), SPECS["theme_checks"]),
        choice_of_k=pd.DataFrame(columns=CHOICE_COLUMNS),
        unthemed=_check_unthemed(rows),
        by_question=empty_table(SPECS["theme_questions"]),
    )
