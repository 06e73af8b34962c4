"""How well themes agree with people's codes: one command, one run, ratios.

    python benchmarks/themes_quality.py DATA_FOLDER [SEEDS]

DATA_FOLDER holds ``text,label`` files coded by people; ``themes_split.csv`` beside this script
says which of them settings are chosen on, and which only confirm. Adjusted mutual information at
people's number of labels, labels with fewer than five comments left out, mean of three seeds;
beside it the number of themes that ``auto`` finds, and themes per comment. scikit-learn's TF-IDF
with k-means runs beside it, and so does MiniLM with k-means where the extra ``peer`` is
installed; where it is not, its figures are those of REFERENCE.csv, and the last lines say so.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from embedding_peer import cluster_embedded, embed_texts, load_model
from sklearn.cluster import KMeans
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_mutual_info_score
from threadpoolctl import threadpool_limits

from gpgp.themes import theme_texts

SPLIT = Path(__file__).with_name("themes_split.csv")
N_SEEDS = 3
MIN_COMMENTS = 5  # of a label
NEVER_CHOSEN_ON = "no setting was ever chosen on it"


def theme_plainly(texts: list[str], *, n_themes: int, seed: int) -> np.ndarray:
    """What an analyst would otherwise use."""
    vectors = TfidfVectorizer(stop_words="english").fit_transform(texts)
    return KMeans(n_themes, n_init=10, random_state=seed).fit_predict(vectors)


def measure_set(path: Path, *, n_seeds: int) -> dict[str, float]:
    """Agreement of each method on one coded set; seconds per fit, MiniLM's without encoding."""
    coded = pd.read_csv(path, dtype=str, keep_default_na=False)
    coded = coded[coded.groupby("label")["text"].transform("size") >= MIN_COMMENTS]
    texts, n_themes = coded["text"].tolist(), coded["label"].nunique()
    row = {"n": len(texts), "k": n_themes}
    methods = {
        "gpgp": lambda seed: theme_texts(texts, themes=n_themes, seed=seed).rows["theme"],
        "tfidf": lambda seed: theme_plainly(texts, n_themes=n_themes, seed=seed),
    }
    if load_model() is not None:
        vectors = embed_texts(texts)
        methods["minilm"] = lambda seed: cluster_embedded(vectors, n_themes=n_themes, seed=seed)
    for name, method in methods.items():
        start = time.process_time()
        figures = [
            adjusted_mutual_info_score(coded["label"], method(seed)) for seed in range(n_seeds)
        ]
        row[f"seconds_{name}"] = (time.process_time() - start) / n_seeds
        row[f"ami_{name}"] = float(np.mean(figures))
    found = theme_texts(texts, themes="auto", seed=0).rows
    row["k_auto"] = found.loc[found["theme"] >= 0, "theme"].nunique()
    row["ami_auto"] = adjusted_mutual_info_score(coded["label"], found["theme"])
    row["per_comment"] = found["themes"].str.count(r"\|").mean() + 1
    return row


def main() -> None:
    """Print the table, and means and ratios over all sets and over those that only confirm."""
    folder = Path(sys.argv[1])
    n_seeds = int(sys.argv[2]) if len(sys.argv) > 2 else N_SEEDS
    known = pd.read_csv(folder / "REFERENCE.csv").set_index("dataset")["ami_minilm"]
    split = pd.read_csv(SPLIT, keep_default_na=False).query("folder == 'comments'").set_index("set")
    rows: dict[str, dict[str, float]] = {}
    with threadpool_limits(1):
        for name in split.index:
            rows[name] = measure_set(folder / f"{name}.csv", n_seeds=n_seeds)
            print(name, {key: round(value, 3) for key, value in rows[name].items()}, flush=True)
    table = pd.DataFrame(rows).T
    is_rerun = "ami_minilm" in table
    table = table if is_rerun else table.join(known)
    print(table.round(3).to_string())
    print("MiniLM: this run" if is_rerun else "MiniLM is not there; its figures: REFERENCE.csv")
    parts = {
        "all sets": split.index,
        "sets settings are chosen on": split.index[split["half"] == "choose"],
        "sets that only confirm": split.index[split["half"] == "confirm"],
        "of these, never chosen on": split.index[split["note"] == NEVER_CHOSEN_ON],
    }
    for name, sets in parts.items():
        mean = table.loc[sets, ["ami_gpgp", "ami_tfidf", "ami_minilm"]].mean()
        print(
            f"{name} ({len(sets)}): {mean.round(3).to_dict()}; against MiniLM + k-means "
            f"{mean['ami_gpgp'] / mean['ami_minilm']:.2f}, against TF-IDF + k-means "
            f"{mean['ami_gpgp'] / mean['ami_tfidf']:.2f}"
        )


if __name__ == "__main__":
    main()
