"""How well a classifier taught by a few coded comments agrees with people: one command, one run.

    python benchmarks/themes_multi.py DATA_FOLDER

DATA_FOLDER holds ``text,labels`` files coded by people, several labels of a comment joined by
``|``. Sample F1 on all comments that were not learnt from, mean of three seeds, after

- ``5``: a code frame with five examples of each code (two in three of a rarer one's comments),
  each example with all the codes people gave it;
- ``5, one``: the same examples, each known for no code but the one it was picked for;
- ``100``, ``300``: so many comments drawn by chance, with all their codes.

Beside it: ``shares`` (each code given at random as often as the comments learnt from have it),
``constant`` (everybody gets the most common codes, as many as serve best), ``nearest`` (the centre
of a code's comments, in the space of the themes) and ``peer`` (scikit-learn's TfidfVectorizer and
balanced LogisticRegression, one for each code, the likeliest code at least).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from gpgp.themes.cluster.fits import place_words
from gpgp.themes.cluster.words import read_words
from gpgp.themes.coding.classifier import learn_themes
from gpgp.themes.coding.likeness import sample_f1

SEEDS = (0, 1, 2)
N_EXAMPLES = 5
WAYS = ("5", "5, one", "100", "300")
MIN_HELD_BACK = 40  # comments left to judge by
METHODS = ("gpgp", "peer", "nearest", "constant", "shares")


def draw_learnt(has: np.ndarray, way: str, *, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Comments to learn from, and which codes are known of each."""
    order = np.random.default_rng(seed).permutation(len(has))
    if way.isdecimal() and way != "5":
        learnt = np.sort(order[: int(way)])
        return learnt, has[learnt]
    known = np.zeros_like(has)
    for code, total in enumerate(has.sum(axis=0)):
        n_examples = min(N_EXAMPLES, max(2 * total // 3, 1))
        known[order[has[order, code]][:n_examples], code] = True
    learnt = np.flatnonzero(known.any(axis=1))
    return learnt, has[learnt] if way == "5" else known[learnt]


def give_by_shares(known: np.ndarray, n_comments: int, *, seed: int) -> np.ndarray:
    """Give each code at random, as often as the comments learnt from have it."""
    draw = np.random.default_rng(seed)
    return draw.random((n_comments, known.shape[1])) < known.mean(axis=0)


def give_constant(known: np.ndarray, n_comments: int) -> np.ndarray:
    """Give everybody the most common codes, as many as agree best with the comments learnt from."""
    rank = np.argsort(np.argsort(-known.mean(axis=0), kind="stable"))
    sets = [np.broadcast_to(rank < most, known.shape) for most in range(1, known.shape[1] + 1)]
    best = max(sets, key=lambda given: sample_f1(known, given).mean())
    return np.broadcast_to(best[0], (n_comments, known.shape[1]))


def give_by_peer(texts: list[str], learnt: np.ndarray, known: np.ndarray) -> np.ndarray:
    """Give what an analyst would otherwise use."""
    vectors = TfidfVectorizer(stop_words="english").fit([texts[i] for i in learnt])
    rows = vectors.transform(texts)
    chances = np.zeros((len(texts), known.shape[1]))
    for code in np.flatnonzero(known.any(axis=0) & ~known.all(axis=0)):
        model = LogisticRegression(class_weight="balanced").fit(rows[learnt], known[:, code])
        chances[:, code] = model.predict_proba(rows)[:, 1]
    return (chances >= 0.5) | (chances == chances.max(axis=1, keepdims=True))


def measure_way(coded: pd.DataFrame, way: str, *, seed: int) -> dict[str, float]:
    """Sample F1 of each method after one draw."""
    texts = coded["text"].tolist()
    has = coded["labels"].str.get_dummies("|").astype(bool)
    learnt, known = draw_learnt(has.to_numpy(), way, seed=seed)
    words = read_words(texts)
    names = read_words([code.replace("_", " ") for code in has.columns])
    start = time.perf_counter()
    found = learn_themes(words, names, learnt, known, is_drawn=not way.startswith("5"))
    seconds = time.perf_counter() - start
    stand = place_words(words).comments
    near = stand @ (known.T.astype(float) @ stand[learnt]).T
    length = np.linalg.norm(known.T.astype(float) @ stand[learnt], axis=1)
    near = near / np.maximum(length, 1e-9)
    given = {
        "gpgp": found.is_chosen,
        "peer": give_by_peer(texts, learnt, known),
        "nearest": near == near.max(axis=1, keepdims=True),
        "constant": give_constant(known, len(texts)),
        "shares": give_by_shares(known, len(texts), seed=seed),
    }
    rest = np.setdiff1d(np.arange(len(texts)), learnt)
    truth = has.to_numpy()[rest]
    figures = {name: float(sample_f1(truth, given[name][rest]).mean()) for name in METHODS}
    held_back = float(sample_f1(known, found.held_back).mean())
    return figures | {"foretold": held_back, "seconds": seconds, "n_learnt": len(learnt)}


def main() -> None:
    """Print the table, the means over the sets and their ratios."""
    rows = {}
    for path in sorted(Path(sys.argv[1]).glob("*.csv")):
        coded = pd.read_csv(path, dtype=str, keep_default_na=False).query("labels != ''")
        for way in WAYS:
            if way.isdecimal() and len(coded) < int(way) + MIN_HELD_BACK:
                continue
            with threadpool_limits(1):
                drawn = [measure_way(coded, way, seed=seed) for seed in SEEDS]
            rows[way, path.stem] = pd.DataFrame(drawn).mean()
    table = pd.DataFrame(rows).T.sort_index(key=lambda level: level.map(str), kind="stable")
    print(table.round(3).to_string())
    mean = table.groupby(level=0, sort=False).mean()
    print(f"\nMean over the sets\n{mean.round(3).to_string()}")
    ratios = pd.DataFrame({f"against {name}": mean["gpgp"] / mean[name] for name in METHODS[1:]})
    print(f"\nRatios\n{ratios.round(2).to_string()}")


if __name__ == "__main__":
    main()
