"""How time and memory grow with the number of comments: 10,000, 100,000, 1,000,000.

    python benchmarks/themes_growth.py FILE.csv [LARGEST]

FILE.csv has a column ``text``. Comments are resampled and varied: each is cut into words and one
word in five is replaced by a word of another comment. Each size runs in a process of its own.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

from gpgp.themes import theme_texts

SIZES = (10_000, 100_000, 1_000_000)
N_THEMES = 20
SHARE_REPLACED = 0.2


def vary_comments(texts: list[str], *, n_comments: int, seed: int) -> list[str]:
    """Draw comments with repeats and replace a fifth of their words."""
    draw = np.random.default_rng(seed)
    cut = [text.split() for text in texts]
    pool = np.array([word for words in cut for word in words])
    varied = []
    for position in draw.integers(0, len(cut), n_comments):
        words = np.array(cut[position] or ["none"], dtype=object)
        replaced = draw.random(len(words)) < SHARE_REPLACED
        words[replaced] = draw.choice(pool, int(replaced.sum()))
        varied.append(" ".join(words))
    return varied


def measure_size(path: Path, n_comments: int) -> None:
    """Theme so many comments and print seconds and the peak of memory."""
    texts = pd.read_csv(path, dtype=str, keep_default_na=False)["text"].tolist()
    varied = vary_comments(texts, n_comments=n_comments, seed=1)
    start = time.perf_counter()
    theme_texts(varied, themes=N_THEMES, seed=1)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(f"{n_comments:>9,} comments: {seconds:7.1f} s, peak {peak:.1f} GB", flush=True)


def main() -> None:
    """Measure each size up to the largest asked for."""
    path = Path(sys.argv[1])
    largest = int(sys.argv[2]) if len(sys.argv) > 2 else SIZES[-1]
    for size in SIZES:
        if size <= largest:
            process = multiprocessing.get_context("spawn").Process(
                target=measure_size, args=(path, size)
            )
            process.start()
            process.join()


if __name__ == "__main__":
    main()
