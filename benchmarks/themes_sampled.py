"""Whether themes learnt from a sample are as good as themes learnt from all: one run, five sets.

    python benchmarks/themes_sampled.py DATA_FOLDER [SEEDS]

DATA_FOLDER holds ``text,label`` files coded by people; the five largest are read. Themes are
learnt from all texts, and from samples of a half and a quarter with every text placed by itself.
Printed: adjusted mutual information with people's codes, mean of the seeds; the share of texts in
the same theme when placed by themselves as when learnt from; and, for how far k-means alone moves
them, the share in the same theme under another seed (themes matched one to one).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment
from sklearn.metrics import adjusted_mutual_info_score
from sklearn.metrics.cluster import contingency_matrix

from gpgp.themes import theme_texts
from gpgp.themes.cluster.learnt import learn_themes, place_texts

N_SETS, N_SEEDS = 5, 5
MIN_COMMENTS = 5  # of a label
ALLOWED_LOSS, SAME_FROM = 0.01, 0.95


def share_same(first: np.ndarray, again: np.ndarray) -> float:
    """Share of texts in the same theme, themes matched one to one."""
    shared = contingency_matrix(first, again)
    return float(shared[linear_sum_assignment(-shared)].sum() / len(first))


def measure_set(path: Path, *, n_seeds: int) -> dict[str, float | str]:
    """Figures of one set."""
    coded = pd.read_csv(path, dtype=str, keep_default_na=False)
    coded = coded[coded.groupby("label")["text"].transform("size") >= MIN_COMMENTS]
    texts, n_themes = sorted(coded["text"]), coded["label"].nunique()
    labels = coded.sort_values("text", kind="stable")["label"]
    sizes = {"all": len(texts), "half": len(texts) // 2, "quarter": len(texts) // 4}
    found: dict[str, list[np.ndarray]] = {
        name: [
            theme_texts(texts, themes=n_themes, seed=seed, max_learnt=size).rows["theme"].to_numpy()
            for seed in range(n_seeds)
        ]
        for name, size in sizes.items()
    }
    row: dict[str, float | str] = {"set": path.stem, "n": len(texts), "k": n_themes}
    for name, runs in found.items():
        row[name] = float(np.mean([adjusted_mutual_info_score(labels, run) for run in runs]))
    learnt = learn_themes(texts, themes=n_themes, seed=0)
    if learnt is not None:
        row["placed_same"] = float(
            (place_texts(learnt[1], texts).labels == learnt[0].labels).mean()
        )
    pairs = zip(found["all"], found["all"][1:], strict=False)
    row["same_under_another_seed"] = float(np.mean([share_same(*pair) for pair in pairs]))
    return row


def main() -> None:
    """Measure the largest sets and say whether the limits hold."""
    paths = sorted(Path(sys.argv[1]).glob("*.csv"), key=lambda path: -path.stat().st_size)
    n_seeds = int(sys.argv[2]) if len(sys.argv) > 2 else N_SEEDS
    table = pd.DataFrame([measure_set(path, n_seeds=n_seeds) for path in paths[:N_SETS]])
    print(table.round(3).to_string(index=False))
    loss = table["all"].mean() - table[["half", "quarter"]].mean()
    print(f"mean AMI lost: half {loss['half']:+.3f}, quarter {loss['quarter']:+.3f}")
    print(f"at most {ALLOWED_LOSS} lost with a half: {loss['half'] <= ALLOWED_LOSS}")
    print(f"same theme from {SAME_FROM:.0%}: {table['placed_same'].min() >= SAME_FROM}")


if __name__ == "__main__":
    main()
