"""What a classifier trained on people's codes hands to the replay of a code frame."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from gpgp.errors import ParameterError
from gpgp.themes.frame.model import CodeFrame

ASSIGNED_COLUMNS = ["comment_id", "theme_id", "score"]


@dataclass(frozen=True)
class Assignment:
    """Themes of comments as people coded them or as a classifier trained on that would.

    Attributes
    ----------
    themes : DataFrame, one row per theme of a comment
        ``comment_id``, ``theme_id`` (any id of the frame; merges and splits are followed),
        ``score`` (0 to 1; the highest becomes the comment's main theme).
    abstained : comment ids
        The classifier is not sure: they stay unclaimed instead of going to the nearest theme.
    coded : comment ids
        Coded by people: these rows are final, only a pin stands above them; a coded comment
        without a row carries no theme of the frame.
    replaces_memory : bool
        It speaks also of comments whose themes are remembered; the drift says which moved.
        Pins, words and examples stand above it all the same.

    Notes
    -----
    Unless it replaces memory, rows of comments that are not coded count only where nobody has
    accepted the comment in a theme before. Comments named nowhere go to the nearest theme.
    """

    themes: pd.DataFrame
    abstained: frozenset[str] = field(default_factory=frozenset)
    coded: frozenset[str] = field(default_factory=frozenset)
    replaces_memory: bool = False

    def check(self, frame: CodeFrame) -> None:
        """Hold it against a frame.

        Raises
        ------
        ParameterError
            A column is missing, a theme is not in the frame, a score is not between 0 and 1.
        """
        absent = [name for name in ASSIGNED_COLUMNS if name not in self.themes.columns]
        if absent:
            raise ParameterError(f"assignment: missing columns {', '.join(absent)}.")
        strangers = sorted(set(self.themes["theme_id"]) - set(frame.ids))
        if strangers:
            raise ParameterError(
                f"assignment: themes that are not in the code frame: {', '.join(strangers[:5])}."
            )
        if not self.themes["score"].between(0, 1).all():
            raise ParameterError("assignment: expected scores from 0 to 1.")
