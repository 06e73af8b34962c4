"""How fast 10,000 comments are themed, beside what an analyst would otherwise use: ratios.

    python benchmarks/themes_speed.py FILE.csv [N_COMMENTS]

FILE.csv has a column ``text``. Twenty themes, one thread, checks off, seconds of the processor;
the time of the checks apart, by the clock. MiniLM runs where the extra ``peer`` is installed, and
is said not to be there otherwise.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

import pandas as pd
from embedding_peer import cluster_embedded, embed_texts, load_model
from themes_growth import vary_comments
from themes_quality import theme_plainly
from threadpoolctl import threadpool_limits

from gpgp.themes import theme_texts

N_COMMENTS, N_THEMES = 10_000, 20


def measure_seconds(method: Callable[[], object]) -> float:
    """Seconds of one call on the processor: other work on the machine does not count."""
    start = time.process_time()
    method()
    return time.process_time() - start


def main() -> None:
    """Print seconds of each method and their ratios."""
    n_comments = int(sys.argv[2]) if len(sys.argv) > 2 else N_COMMENTS
    texts = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)["text"].tolist()
    texts = vary_comments(texts, n_comments=n_comments, seed=1)
    theme_texts(texts[:200], themes=5, seed=1)  # imports and first use are nobody's time
    with threadpool_limits(1):
        ours = measure_seconds(lambda: theme_texts(texts, themes=N_THEMES, seed=1))
        plain = measure_seconds(lambda: theme_plainly(texts, n_themes=N_THEMES, seed=1))
        print(f"{n_comments:,} comments, {N_THEMES} themes, one thread", flush=True)
        print(f"ours {ours:.1f} s, TF-IDF + k-means {plain:.1f} s", flush=True)
        print(f"ours takes {ours / plain:.2f} times TF-IDF + k-means (at most 4)", flush=True)
        if load_model() is None:
            print("MiniLM is not there: install the extra peer")
        else:
            peer = measure_seconds(
                lambda: cluster_embedded(embed_texts(texts), n_themes=N_THEMES, seed=1)
            )
            print(f"MiniLM + k-means {peer:.1f} s: {peer / ours:.0f} times ours (at least 30)")
    start = time.perf_counter()
    theme_texts(texts, themes=N_THEMES, seed=1, checks=True)
    print(f"with the checks, in processes: {time.perf_counter() - start:.1f} s by the clock")


if __name__ == "__main__":
    main()
