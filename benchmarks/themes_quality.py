"""How well themes agree with people's codes: one command, one run, ratios.

    python benchmarks/themes_quality.py DATA_FOLDER

DATA_FOLDER holds ``text,label`` files coded by people and REFERENCE.csv with their names. Adjusted
mutual information at the true number of labels, labels with fewer than five comments left out,
mean of three seeds. scikit-learn's TF-IDF with k-means runs beside it, and so does MiniLM with
k-means where the extra ``peer`` is installed; where it is not, the figures for it are those of
REFERENCE.csv, and the last lines say so.
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

COUNTED = (
    "nhs_p1_category_5words",
    "nhs_p1_subcategory",
    "napire_causes",
    "numpy_survey_priority_comments",
    "jupyter2015_hinderances",
    "jupyter2015_features_changes",
    "jupyter2015_first_experience_enhancements",
    "jupyter2015_workflow_needs_not_addressed",
    "jupyter2015_pleasant_aspects",
)
SEEDS = (0, 1, 2)
MIN_COMMENTS = 5  # of a label


def theme_plainly(texts: list[str], *, n_themes: int, seed: int) -> np.ndarray:
    """What an analyst would otherwise use."""
    vectors = TfidfVectorizer(stop_words="english").fit_transform(texts)
    return KMeans(n_themes, n_init=10, random_state=seed).fit_predict(vectors)


def measure_set(path: Path) -> dict[str, float]:
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
        start = time.perf_counter()
        figures = [adjusted_mutual_info_score(coded["label"], method(seed)) for seed in SEEDS]
        row[f"seconds_{name}"] = (time.perf_counter() - start) / len(SEEDS)
        row[f"ami_{name}"] = float(np.mean(figures))
    return row


def main() -> None:
    """Print the table and the ratios of the means over the counted sets."""
    folder = Path(sys.argv[1])
    known = pd.read_csv(folder / "REFERENCE.csv").set_index("dataset")["ami_minilm"]
    with threadpool_limits(1):
        rows = {}
        for name in known.index:
            rows[name] = measure_set(folder / f"{name}.csv")
            print(name, {key: round(value, 3) for key, value in rows[name].items()}, flush=True)
    table = pd.DataFrame(rows).T
    is_rerun = "ami_minilm" in table
    table = table if is_rerun else table.join(known)
    print(table.round(3).to_string())
    counted = table.loc[list(COUNTED)]
    mean = counted[["ami_gpgp", "ami_tfidf", "ami_minilm"]].mean()
    print(f"\nMean of {len(counted)} sets coded by people: {mean.round(3).to_dict()}")
    print("MiniLM: this run" if is_rerun else "MiniLM is not there; its figures: REFERENCE.csv")
    print(f"against MiniLM + k-means {mean['ami_gpgp'] / mean['ami_minilm']:.2f} (at least 1.1)")
    print(f"against TF-IDF + k-means {mean['ami_gpgp'] / mean['ami_tfidf']:.2f} (at least 2)")
    worst = (counted["ami_gpgp"] - counted["ami_tfidf"]).min()
    print(f"worst set against TF-IDF + k-means {worst:+.3f} (at least -0.02)")


if __name__ == "__main__":
    main()
