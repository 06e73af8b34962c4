"""How the themes of the bundled consultation fit those planted in it, per planted theme.

    python -m gpgp report great_people && python benchmarks/themes_planted.py

Reads the tables of the last run and ``truth.json``. Per planted theme: the found theme that fits
it best, its precision and recall on comments, and whether the board sees it; then each theme's
share of comments before and after correction by the coded sample, beside the share planted. Other
lines give their means, whether sizes stand in the same order, sample F1 (mean over comments; each
found theme stands for the planted one it fits best) and how many planted themes are shown.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import pandas as pd
from code_bundled_sample import FRAME_OF

from gpgp import storage

NAME = "great_people"


def main() -> None:
    """Print the table and the two totals."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path, default=Path())
    project = storage.open_project(parser.parse_args().project)
    planted = read_planted(project)
    themes = storage.read_table(project, NAME, "themes").set_index("theme_id")
    found = storage.read_table(project, NAME, "comment_themes")
    known = set(planted["comment_id"])
    found = found[found["comment_id"].isin(known)]
    counts = planted.merge(found[["comment_id", "theme_id"]], on="comment_id").pivot_table(
        index="planted", columns="theme_id", aggfunc="size", fill_value=0
    )
    n_planted = planted["planted"].value_counts().reindex(counts.index)
    n_found = found["theme_id"].value_counts().reindex(counts.columns)
    precision, recall = counts / n_found, counts.div(n_planted, axis="index")
    fit = 2 * precision * recall / (precision + recall).replace(0, 1)
    best = fit.idxmax(axis="columns")
    table = pd.DataFrame(
        {
            "theme_id": best,
            "label": themes["label"].reindex(best).to_numpy(),
            "precision": [precision.loc[pair] for pair in best.items()],
            "recall": [recall.loc[pair] for pair in best.items()],
            "is_shown": themes["is_shown"].reindex(best).to_numpy(),
        }
    )
    print(table.round(2).to_string())
    print(f"mean recall {table['recall'].mean():.2f}, precision {table['precision'].mean():.2f}")
    order = (
        n_found.reindex(best)
        .reset_index(drop=True)
        .corr(n_planted.reset_index(drop=True), method="spearman")
    )
    print(f"order of sizes (Spearman) {order:.2f}")
    found = found.assign(planted=found["theme_id"].map(fit.idxmax(axis="index")))
    print(f"sample F1 {score_comments(planted, found)}")
    print(describe_corrections(project).round(3).to_string())
    print(f"planted themes that are shown: {int(table['is_shown'].sum())} of {n_planted.size}")


def describe_corrections(project: storage.Project) -> pd.DataFrame:
    """Each theme's share of comments: planted, by machine, and corrected by the coded sample."""
    corrections = storage.read_table(project, NAME, "theme_corrections").set_index("theme_id")
    comments = storage.read_table(project, NAME, "comments")
    is_own = comments["campaign_role_code"].isin(["none", "addition"])
    asked = storage.read_consultation(project, NAME).questions_of("free_text")
    is_own &= comments["question_id"].isin(
        [question.id for question in asked if question.is_themed]
    )
    ids = comments.loc[is_own & ~comments["is_non_answer"].astype(bool), "comment_id"]
    planted = read_planted(project)
    truth = planted.loc[planted["comment_id"].isin(ids), "planted"].value_counts() / len(ids)
    rows = corrections.reindex(list(FRAME_OF.values()))
    rows.insert(0, "truth", truth.reindex(list(FRAME_OF)).to_numpy())
    holds = rows["truth"].between(rows["share_low"], rows["share_high"])
    for name in ("share_machine", "share"):
        off = (rows[name] - rows["truth"]).abs().mean()
        order = rows[name].corr(rows["truth"], method="spearman")
        print(f"{name}: off by {100 * off:.1f} points on average, order (Spearman) {order:.2f}")
    print(f"corrected shares whose interval holds the truth: {holds.sum()} of {len(rows)}")
    return rows.assign(is_held=holds)


def read_planted(project: storage.Project) -> pd.DataFrame:
    """Return ``comment_id`` and ``planted``, a row per theme planted in an analysed comment."""
    truth = json.loads((project.raw(NAME) / "truth.json").read_text(encoding="utf-8"))
    rows = storage.read_table(project, NAME, "responses").set_index("source_row")["response_id"]
    return pd.DataFrame(
        [
            {"comment_id": f"{rows[comment['row']]}:{comment['question']}", "planted": theme}
            for comment in truth["comments"]
            if comment["row"] in rows.index
            for theme in comment["themes"]
        ]
    )


def score_comments(planted: pd.DataFrame, found: pd.DataFrame) -> str:
    """Return the mean over comments of the F1 between planted and found sets."""
    truth = planted.groupby("comment_id")["planted"].agg(set)
    given = found.groupby("comment_id")["planted"].agg(set).reindex(truth.index)
    scores = [
        2 * len(t & g) / (len(t) + len(g)) if isinstance(g, set) else 0.0
        for t, g in zip(truth, given, strict=True)
    ]
    return f"{np.mean(scores):.3f} over {len(scores):,} comments"


if __name__ == "__main__":
    main()
