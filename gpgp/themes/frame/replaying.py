"""A frame replayed on one language's comments: its themes first, then proposals from what is left.

A :class:`~gpgp.themes.cluster.fits.Fit` without themes comes in; one whose first clusters are the
frame's themes goes out. The frame's part depends on no seed and on no clustering.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from gpgp.themes.cluster.clusters import CHOICE_COLUMNS, find_centres
from gpgp.themes.cluster.fits import (
    Fit,
    cluster_part,
    has_shared_words,
    list_members,
    take_comments,
)
from gpgp.themes.cluster.selection import MIN_COMMENTS
from gpgp.themes.frame.assignment import Assignment
from gpgp.themes.frame.carrying import list_carried
from gpgp.themes.frame.claims import Claims, claim_comments
from gpgp.themes.frame.memory import Recalled, recall_members
from gpgp.themes.frame.model import CodeFrame
from gpgp.themes.frame.resolving import Resolved, resolve_frame

# A new comment joins a theme if nearer to it than its farthest twentieth. Of a tenth of the
# synthetic comments taken out, 94% joined a theme again, 89% of these the same one.
NEAR_AS_SHARE = 0.05


@dataclass(frozen=True)
class FrameInUse:
    """A frame with what its decisions come to, its memory, and what a classifier says."""

    frame: CodeFrame
    resolved: Resolved
    remembered: pd.DataFrame | None = None
    assignment: Assignment | None = None


@dataclass(frozen=True)
class Replayed:
    """One language's comments after the replay; without a frame its themes as they were found.

    ``columns``: places in the frame of the themes that are the first clusters of ``fit``;
    ``ids``: their ids; ``claims``: what spoke for and against each comment's themes;
    ``recalled``: what was remembered of them; ``carried``: ids of the themes whose members were
    looked for by words, since none are known here.
    """

    fit: Fit
    columns: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()
    claims: Claims | None = None
    recalled: Recalled | None = None
    carried: tuple[str, ...] = ()

    @property
    def dropped(self) -> frozenset[str]:
        """Comments whose theme was dropped and that no other theme took."""
        if self.claims is None:
            return frozenset()
        is_dropped = self.claims.is_dropped & (self.fit.labels < 0)
        return frozenset(self.fit.comments.loc[is_dropped, "comment_id"])


def use_frame(
    frame: CodeFrame, *, remembered: pd.DataFrame | None, assignment: Assignment | None
) -> FrameInUse:
    """Take a frame's decisions and hold an assignment against it.

    Raises
    ------
    ParameterError
        The assignment does not fit the frame.
    """
    if assignment is not None:
        assignment.check(frame)
    return FrameInUse(frame, resolve_frame(frame), remembered, assignment)


def replay_frame(
    fit: Fit, used: FrameInUse, *, themes: int | str, seed: int
) -> tuple[Replayed, pd.DataFrame]:
    """Place comments by the frame and cluster those it leaves; also the choice of their number.

    Parameters
    ----------
    fit : Fit
        Read and placed, not clustered.
    used : FrameInUse
    themes : int or "auto"
        How many themes in all; of these, what the frame does not fill is looked for in the
        comments it leaves. "auto" proposes that number, as does one the frame fills.
    seed : int
        Of the proposals; the frame's own themes do not depend on it.
    """
    recalled = recall_members(fit.comments, used.remembered, used.frame.ids)
    carried = list_carried(used.frame, recalled, used.remembered)
    claims = claim_comments(
        fit.comments,
        fit.words,
        fit.vectors.comments,
        frame=used.frame,
        resolved=used.resolved,
        recalled=recalled,
        assignment=used.assignment,
        carried=carried,
    )
    live = [place for place, name in enumerate(used.frame.ids) if name in used.resolved.labels]
    main = _place_near(fit, claims, np.array(live, dtype=int))
    columns = tuple(column for column in live if (main == column).any())
    cluster = np.full(len(used.frame.ids) + 1, -1)
    cluster[list(columns)] = np.arange(len(columns))
    labels = cluster[main]
    left = _list_left(fit, claims, labels)
    choice = pd.DataFrame(columns=CHOICE_COLUMNS)
    if len(left):
        n_left = themes
        if isinstance(themes, int):
            n_left = themes - len(columns) if themes > len(columns) else "auto"
        rest, choice = cluster_part(take_comments(fit, left), themes=n_left, seed=seed)
        labels[left] = np.where(rest.labels >= 0, rest.labels + len(columns), -1)
    ids = tuple(used.frame.ids[column] for column in columns)
    looked_for = tuple(used.frame.ids[column] for column in carried)
    replayed = replace(fit, labels=labels)
    return Replayed(replayed, columns, ids, claims, recalled, looked_for), choice


def _place_near(fit: Fit, claims: Claims, live: np.ndarray) -> np.ndarray:
    """Main themes, with comments nothing else speaks of in the nearest one they may carry.

    Near enough is measured by the theme's own comments.
    """
    main, vectors = claims.main.copy(), fit.vectors.comments
    held = live[[bool((main == column).any()) for column in live]]
    open_ones = np.flatnonzero((main < 0) & _may_be_themed(fit) & ~claims.is_apart)
    if not len(held) or not len(open_ones):
        return main
    centres = claims.find_centres(vectors)[held]
    limits = np.array(
        [
            np.quantile(vectors[main == column] @ centre, NEAR_AS_SHARE)
            for column, centre in zip(held, centres, strict=True)
        ]
    )
    near = vectors[open_ones] @ centres.T
    near[claims.refused[np.ix_(open_ones, held)]] = -np.inf
    best = near.argmax(axis=1)
    is_near = near.max(axis=1) >= limits[best]
    main[open_ones[is_near]] = held[best[is_near]]
    return main


def _may_be_themed(fit: Fit) -> np.ndarray:
    return fit.vectors.is_linked & fit.comments["is_counted"].to_numpy(dtype=bool)


def _list_left(fit: Fit, claims: Claims, labels: np.ndarray) -> np.ndarray:
    """Comments to look for proposals in, none where too few of them are new.

    What was read before and carried no theme is read again with the new, but proposes nothing by
    itself: on the same comments a frame brings no proposals.
    """
    is_left = (labels < 0) & _may_be_themed(fit) & ~claims.is_dropped
    n_new = int((is_left & ~claims.is_apart).sum())
    left = np.flatnonzero(is_left)
    is_enough = n_new >= MIN_COMMENTS and has_shared_words([fit.words[i].content for i in left])
    return left if is_enough else left[:0]


def list_replayed(replayed: Replayed) -> pd.DataFrame:
    """Themes of the comments that count, as :func:`gpgp.themes.cluster.fits.list_members`.

    What is remembered or coded gains no further theme by nearness and loses none; no comment
    carries a theme that is refused.
    """
    fit, claims = replayed.fit, replayed.claims
    found = list_members(fit)
    if claims is None or not replayed.columns:
        return found
    position = fit.comments.reset_index().set_index("comment_id")["index"]
    rows = found.assign(position=found["comment_id"].map(position))
    is_own = rows["cluster"] < len(replayed.columns)
    column = np.array(replayed.columns)[rows["cluster"].where(is_own, 0)]
    is_held = is_own & claims.held[rows["position"], column]
    is_refused = is_own & claims.refused[rows["position"], column]
    is_main = rows["cluster"] == fit.labels[rows["position"]]
    rows = rows[~is_refused & (is_main | is_held | ~claims.is_known[rows["position"]])]
    missing = _list_missing(replayed, claims.held, rows)
    return _mark_mains(pd.concat([rows, missing], ignore_index=True), fit)


def _list_missing(replayed: Replayed, held: np.ndarray, rows: pd.DataFrame) -> pd.DataFrame:
    """Themes claimed that no sentence was near enough to: scored by the whole comment."""
    fit, columns = replayed.fit, list(replayed.columns)
    held = held[:, columns].copy()
    own = rows[rows["cluster"] < len(columns)]
    held[own["position"], own["cluster"]] = False
    position, cluster = np.nonzero(held)
    vectors, centres = fit.vectors.comments, find_centres(fit.vectors.comments, fit.labels)
    score = (vectors[position] * centres[cluster]).sum(axis=1)
    missing = fit.comments.iloc[position][["comment_id", "response_id"]].reset_index(drop=True)
    return missing.assign(position=position, cluster=cluster, score=np.clip(score, 0, 1))


def _mark_mains(rows: pd.DataFrame, fit: Fit) -> pd.DataFrame:
    """The main theme is that of the whole comment; where it has none, its closest."""
    is_label = rows["cluster"] == fit.labels[rows["position"]]
    ordered = rows.assign(is_label=is_label).sort_values(
        ["position", "is_label", "score", "cluster"], ascending=[True, False, False, True]
    )
    ordered["is_main"] = ~ordered["position"].duplicated()
    return ordered[["comment_id", "response_id", "cluster", "score", "is_main"]]
