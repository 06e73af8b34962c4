"""What a code frame makes of the comments, kept ready so that a decision shows in a second."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from gpgp import themes
from gpgp.lab.material import Material
from gpgp.themes import CodeFrame, FrameTheme, Prepared

EFFECT_COLUMNS = ["theme_id", "n_was", "n_now", "n_in", "n_out"]


class Replayer:
    """Replays frames on one consultation's comments; what does not change is done once."""

    def __init__(self, material: Material, *, n_themes: int | str, seed: int) -> None:
        self.material, self._n_themes, self._seed = material, n_themes, seed
        self._taught: dict[tuple[FrameTheme, ...], themes.Taught] = {}
        self._prepared: dict[frozenset[str], Prepared] = {}

    def find_all(self, frame: CodeFrame, remembered: pd.DataFrame | None) -> themes.ThemesResult:
        """Themes with their names and keywords; no check."""
        options = self._options(frame, remembered)
        return themes.find_themes(self.material.comments, checks=False, **options)

    def place(self, frame: CodeFrame, remembered: pd.DataFrame | None) -> pd.DataFrame:
        """Which comment carries which theme (see :func:`gpgp.themes.place_members`)."""
        return themes.place_members(**self._options(frame, remembered))

    def _options(self, frame: CodeFrame, remembered: pd.DataFrame | None) -> dict:
        assignment = self._teach(frame).assignment
        return {
            "prepared": self._prepare(frame, remembered, assignment),
            "code_frame": frame,
            "remembered": remembered,
            "assignment": assignment,
            "themes": self._n_themes,
            "seed": self._seed,
        }

    def _teach(self, frame: CodeFrame) -> themes.Taught:
        """What people coded depends on the frame's themes, not on its decisions."""
        if frame.themes not in self._taught:
            left = self.material.left_by_coders
            coded = themes.read_coded(left) if themes.PEOPLE_CHECK_FILE in left else None
            comments = self.material.comments
            self._taught = {frame.themes: themes.teach_themes(comments, coded, frame)}
        return self._taught[frame.themes]

    def _prepare(
        self,
        frame: CodeFrame,
        remembered: pd.DataFrame | None,
        assignment: themes.Assignment | None,
    ) -> Prepared:
        """Reading is done anew only where people speak for a comment that would not be read."""
        named = themes.list_spoken_for(frame, remembered, assignment)
        unread = set(self._read_for(frozenset()).left_out["comment_id"])
        return self._read_for(named & unread)

    def _read_for(self, named: frozenset[str]) -> Prepared:
        if named not in self._prepared:
            self._prepared[named] = themes.prepare_comments(
                self.material.comments,
                question_words=self.material.question_words,
                spoken_for=named,
            )
        return self._prepared[named]


@dataclass(frozen=True)
class Effect:
    """What decisions change: a row per theme that changes (``theme_id``, comments before and now,
    those that came in and went out), comments that gained a first theme, and lost their last."""

    rows: pd.DataFrame
    n_first: int
    n_last: int


def compare_members(was: pd.DataFrame, now: pd.DataFrame) -> Effect:
    """Compare who is in which theme before and after.

    Parameters
    ----------
    was, now : DataFrame, one row per theme of a comment
        ``theme_id``, ``comment_id``.
    """
    before, after = (rows.groupby("theme_id")["comment_id"].agg(set) for rows in (was, now))
    rows = []
    for theme in sorted({*before.index, *after.index}):
        old, new = before.get(theme, set()), after.get(theme, set())
        if old != new:
            rows.append((theme, len(old), len(new), len(new - old), len(old - new)))
    had, have = set(was["comment_id"]), set(now["comment_id"])
    return Effect(pd.DataFrame(rows, columns=EFFECT_COLUMNS), len(have - had), len(had - have))
