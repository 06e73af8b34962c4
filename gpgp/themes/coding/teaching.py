"""What coded comments teach the others: people's codes first, then a classifier where it is sure.

Comments, what people coded and the code frame come in; an
:class:`~gpgp.themes.frame.assignment.Assignment` for the frame's replay and rows of
``theme_checks`` go out. The classifier is used only where it proves no worse than nearness on
comments held back; how it did is said either way.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from gpgp.tables import ALL, SPECS, check_table, empty_table
from gpgp.themes.cluster.selection import select_comments, split_languages
from gpgp.themes.cluster.words import read_words
from gpgp.themes.coding.classifier import Learnt, learn_themes
from gpgp.themes.coding.double_coding import Coded
from gpgp.themes.coding.likeness import sample_f1
from gpgp.themes.frame.assignment import ASSIGNED_COLUMNS, Assignment
from gpgp.themes.frame.memory import hash_text
from gpgp.themes.frame.model import CodeFrame

MIN_TAUGHT = 20  # coded comments of a language; on fewer the test itself says nothing
MIN_SURE = 0.4  # expected sample F1; below, nearness would be as good a guess in one set of four
MIN_AGREE = 0.5  # of the coders of a comment give a theme before it counts as people's


@dataclass(frozen=True)
class Taught:
    """What people's codes come to; without any, no assignment and no rows."""

    assignment: Assignment | None
    checks: pd.DataFrame


def teach_themes(
    comments: pd.DataFrame,
    coded: Coded | None,
    frame: CodeFrame | None,
    *,
    min_sure: float = MIN_SURE,
) -> Taught:
    """Give coded comments the themes people gave them, and teach a classifier for the others.

    Parameters
    ----------
    comments : DataFrame, one row per comment (contract ``comments``)
    coded : Coded, optional
        What coders left; a comment whose text has changed since counts as not coded.
    frame : CodeFrame, optional
        Without one no theme keeps its id, so nothing can be assigned.
    min_sure : float, 0 to 1
        Expected sample F1 from which the classifier speaks; others are left to nearness.

    Returns
    -------
    Taught
        ``checks``: ``taught`` of ``all`` (the classifier's sample F1 on comments held back, held
        against that of nearness) and of each theme (its F1).
    """
    nothing = Taught(None, empty_table(SPECS["theme_checks"]))
    if coded is None or frame is None or not frame.themes:
        return nothing
    people = _list_codes(comments, coded, frame)
    if people.empty:
        return nothing
    final = people.dropna(subset="theme_id").assign(score=1.0)[ASSIGNED_COLUMNS]
    assigned, abstained, checks = [final], set(), []
    for part in split_languages(select_comments(comments)[0]):
        taught = _teach_part(part, people, frame)
        if taught is not None:
            learnt, is_coded, themes = taught
            rows, unthemed = _take_sure(part, learnt, themes, min_sure)
            is_better, more = _judge(learnt, is_coded, themes, n_taught=len(rows) + len(unthemed))
            checks += more
            if is_better:
                assigned.append(rows)
                abstained |= unthemed
    assignment = Assignment(
        pd.concat(assigned, ignore_index=True),
        abstained=frozenset(abstained),
        coded=frozenset(people["comment_id"]),
        replaces_memory=True,
    )
    table = pd.DataFrame(checks).drop_duplicates(["theme_id", "check_code"]) if checks else None
    spec = SPECS["theme_checks"]
    return Taught(assignment, empty_table(spec) if table is None else check_table(table, spec))


def _list_codes(comments: pd.DataFrame, coded: Coded, frame: CodeFrame) -> pd.DataFrame:
    """Themes that at least half of a comment's coders gave it; missing where there are none."""
    now = dict(zip(comments["comment_id"], map(hash_text, comments["text"]), strict=True))
    kept = coded.sample[coded.sample["text_hash"] == coded.sample["comment_id"].map(now)]
    every = [rows.assign(coder=name) for name, rows in coded.by_coder.items()]
    codes = pd.concat(every) if every else pd.DataFrame(columns=["comment_id", "theme_id", "coder"])
    codes = codes[codes["comment_id"].isin(kept["comment_id"])]
    n_coders = codes.groupby("comment_id", observed=True)["coder"].nunique()
    named = codes[codes["theme_id"].isin(frame.ids)]
    votes = named.groupby(["comment_id", "theme_id"], observed=True)["coder"].nunique()
    votes = votes.rename("n").reset_index()
    given = votes[votes["n"] >= MIN_AGREE * votes["comment_id"].map(n_coders)]
    rows = pd.DataFrame({"comment_id": n_coders.index.astype("str")})
    return rows.merge(given[["comment_id", "theme_id"]], on="comment_id", how="left")


def _teach_part(
    part: pd.DataFrame, people: pd.DataFrame, frame: CodeFrame
) -> tuple[Learnt, np.ndarray, list[str]] | None:
    """What one language's comments learn, what people gave the coded ones, and the themes.

    The themes are those of the language and all that people gave a comment in it.
    """
    language = part["language_code"].iloc[0]
    is_here = people["comment_id"].isin(part["comment_id"])
    given = set(people.loc[is_here, "theme_id"].dropna())
    themes = [theme for theme in frame.themes if theme.language == language or theme.id in given]
    positions = np.flatnonzero(part["comment_id"].isin(people["comment_id"]))
    if len(positions) < MIN_TAUGHT or not themes:
        return None
    sets = people.groupby("comment_id", observed=True)["theme_id"].agg(set)
    is_coded = np.array(
        [[theme.id in sets[key] for theme in themes] for key in part["comment_id"].iloc[positions]]
    )
    described = [
        " ".join([theme.label, theme.definition or "", *theme.include]) for theme in themes
    ]
    learnt = learn_themes(
        read_words(part["text"].tolist(), part["language_code"].tolist()),
        read_words(described, [language] * len(themes)),
        positions,
        is_coded,
    )
    return learnt, is_coded, [theme.id for theme in themes]


def _take_sure(
    part: pd.DataFrame, learnt: Learnt, themes: list[str], min_sure: float
) -> tuple[pd.DataFrame, set[str]]:
    """Themes of comments nobody coded where the classifier is sure; those it gives none."""
    is_open = learnt.sureness >= min_sure
    is_open[learnt.positions] = False
    ids = part["comment_id"].to_numpy()
    position, theme = np.nonzero(learnt.is_chosen & is_open[:, None])
    rows = pd.DataFrame(
        {
            "comment_id": ids[position],
            "theme_id": np.array(themes)[theme],
            "score": learnt.chances[position, theme],
        }
    )
    return rows, set(ids[is_open & ~learnt.is_chosen.any(axis=1)])


def _judge(
    learnt: Learnt, is_coded: np.ndarray, themes: list[str], *, n_taught: int
) -> tuple[bool, list[dict[str, object]]]:
    """Whether the classifier beats nearness on comments held back, and the rows that say so."""
    ours = float(sample_f1(is_coded, learnt.held_back).mean())
    nearness = float(sample_f1(is_coded, learnt.near_held_back).mean())
    is_better = ours >= nearness
    use = f"it is used for the {n_taught} others it is sure of" if is_better else "it is not used"
    said = (
        f"A classifier taught by {len(is_coded)} coded comments reaches sample F1 {ours:.2f} on "
        f"those held back, the nearest theme {nearness:.2f}; {use}."
    )
    row = {"theme_id": ALL, "check_code": "taught", "value": ours, "limit": nearness}
    rows = [row | {"is_passed": is_better, "explanation": said}]
    return is_better, [*rows, *_judge_themes(learnt.held_back, is_coded, themes)]


def _judge_themes(
    given: np.ndarray, is_coded: np.ndarray, themes: list[str]
) -> Iterator[dict[str, object]]:
    for place, theme_id in enumerate(themes):
        mine, people = given[:, place], is_coded[:, place]
        hits, n_mine, n_people = int((mine & people).sum()), int(mine.sum()), int(people.sum())
        if not n_people:
            continue
        said = (
            f"Taught by {n_people} coded comments; on comments held back it gave the theme to "
            f"{n_mine}, {hits} of them rightly."
        )
        row = {"theme_id": theme_id, "check_code": "taught", "limit": np.nan, "is_passed": None}
        yield row | {"value": 2 * hits / (n_mine + n_people), "explanation": said}
