"""How well a code frame finds its members among other people's comments, by words alone.

    python -m gpgp report great_people && python benchmarks/frame_carried.py

The bundled consultation's respondents are halved by a seed. Themes of the first half become a
frame; it is used on the second half alone (carried) and, with its members remembered, on both
halves (rerun). Printed: F1 against the planted themes in the second half, mean over planted themes
with ten comments there; each theme stands for the planted one it fits best in the first half.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from themes_planted import NAME, read_planted

from gpgp import storage, themes

MIN_COMMENTS = 10


def main() -> None:
    """Print both figures and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path, default=Path())
    parser.add_argument("--seed", type=int, default=3, help="of the halves")
    given = parser.parse_args()
    project = storage.open_project(given.project)
    asked = storage.read_consultation(project, NAME).questions_of("free_text")
    comments = storage.read_table(project, NAME, "comments")
    comments = comments[comments["question_id"].isin([q.id for q in asked if q.is_themed])]
    planted = read_planted(project)
    people = comments["response_id"].unique()
    draw = np.random.default_rng(given.seed).permutation(people)[: len(people) // 2]
    is_first = comments["response_id"].isin(draw)
    first, second = comments[is_first], comments[~is_first]
    options = {"seed": 1, "checks": False}
    made = themes.find_themes(first, **options)
    text = themes.draft_code_frame(made.themes, made.comment_themes, first, name=NAME)
    options["code_frame"] = themes.parse_code_frame(text)
    remembered = themes.remember_members(first, made.comment_themes)
    rerun = themes.find_themes(comments, remembered=remembered, **options)
    carried = themes.find_themes(second, **options)
    stands_for = match_planted(made.comment_themes, planted)
    there = planted[planted["comment_id"].isin(second["comment_id"])]
    figures = [score(one.comment_themes, there, stands_for) for one in (rerun, carried)]
    print(f"rerun {figures[0]:.3f}, carried {figures[1]:.3f}, ratio {figures[1] / figures[0]:.2f}")


def match_planted(found: pd.DataFrame, planted: pd.DataFrame) -> dict[str, str]:
    """Theme → the planted theme it fits best (F1)."""
    both = found.merge(planted, on="comment_id").groupby(["theme_id", "planted"]).size()
    sizes, of = found["theme_id"].value_counts(), planted["planted"].value_counts()
    fit = pd.Series({(a, b): 2 * n / (sizes[a] + of[b]) for (a, b), n in both.items()})
    return {theme: rows.idxmax()[1] for theme, rows in fit.groupby(level=0)}


def score(found: pd.DataFrame, planted: pd.DataFrame, stands_for: dict[str, str]) -> float:
    """Mean F1 over planted themes."""
    named = found.assign(planted=found["theme_id"].map(stands_for))
    named = named[named["comment_id"].isin(planted["comment_id"])]
    scores = []
    for theme, rows in planted.groupby("planted"):
        wanted = set(rows["comment_id"])
        got = set(named.loc[named["planted"] == theme, "comment_id"])
        if len(wanted) >= MIN_COMMENTS:
            scores.append(2 * len(wanted & got) / (len(wanted) + len(got)))
    return float(np.mean(scores))


if __name__ == "__main__":
    main()
