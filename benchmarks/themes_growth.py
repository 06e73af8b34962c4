"""How time and memory of themes grow with the number of comments, beside what others would use.

    python benchmarks/themes_growth.py [10000 100000 1000000]
    python benchmarks/themes_growth.py write N FILE.csv

Comments are put together from sentences of the synthetic consultation, one word in ten replaced
by another's; one in five is an exact copy. Each size runs in a process of its own, on one core:
seconds of the processor and the peak of memory. scikit-learn's TF-IDF with MiniBatchKMeans runs
on the same texts. The slope is that of log seconds on log comments above 10,000. The last line is
the command itself, on all cores: seconds on the clock, memory of all its processes together.
"""

from __future__ import annotations

import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from gpgp.sample import make_sample
from gpgp.themes.cluster.words import split_sentences

SIZES = (1_000, 10_000, 100_000)
N_THEMES = 20
SHARE_REPLACED, SHARE_COPIES = 0.1, 0.2
LONGEST = 3  # sentences of a comment


def vary_comments(n_comments: int, *, seed: int) -> list[str]:
    """Comments from sentences of the synthetic consultation; never whole in it, but for luck."""
    draw = np.random.default_rng(seed)
    export = make_sample(n_responses=1_500, seed=seed).export_csv.decode("utf-8-sig")
    cells = {cell for row in csv.reader(io.StringIO(export)) for cell in row if cell.count(" ") > 3}
    sentences = [part.split() for cell in sorted(cells) for part in split_sentences(cell)]
    pool = np.array([word for words in sentences for word in words], dtype=object)
    n_different = int(n_comments * (1 - SHARE_COPIES))
    varied = []
    for n_sentences in draw.integers(1, LONGEST + 1, n_different).tolist():
        drawn = draw.integers(0, len(sentences), n_sentences).tolist()
        words = np.array([word for place in drawn for word in sentences[place]], dtype=object)
        replaced = draw.random(len(words)) < SHARE_REPLACED
        words[replaced] = pool[draw.integers(0, len(pool), int(replaced.sum()))]
        varied.append(" ".join(words))
    copies = draw.integers(0, n_different, n_comments - n_different).tolist()
    every = varied + [varied[place] for place in copies]
    return [every[place] for place in draw.permutation(n_comments).tolist()]


def theme_here(texts: list[str]) -> None:
    """Ours."""
    from gpgp.themes import theme_texts

    theme_texts(texts, themes=N_THEMES, seed=1)


def theme_plainly(texts: list[str]) -> None:
    """What an analyst would otherwise use."""
    from sklearn.cluster import MiniBatchKMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    vectors = TfidfVectorizer(stop_words="english").fit_transform(texts)
    MiniBatchKMeans(N_THEMES, n_init=3, random_state=1).fit_predict(vectors)


METHODS = {"gpgp": theme_here, "scikit-learn": theme_plainly}


def measure(method: str, path: str) -> None:
    """Theme the texts of a file; print seconds of the processor and megabytes at the peak."""
    texts = pd.read_csv(path, dtype=str, keep_default_na=False)["text"].tolist()
    start = time.process_time()
    METHODS[method](texts)
    seconds = time.process_time() - start
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def run_command(path: Path) -> tuple[float, float]:
    """``gpgp themes`` on a file: seconds on the clock, megabytes of all its processes."""
    options = ["--column", "text", "--themes", str(N_THEMES), "--out", f"{path}.out"]
    start, peak = time.perf_counter(), 0.0
    command = [sys.executable, "-m", "gpgp", "themes", str(path), *options]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as running:
        while running.poll() is None:
            peak = max(peak, _add_memory(running.pid))
            time.sleep(0.5)
    if running.returncode:
        raise SystemExit(f"gpgp themes ended with {running.returncode}")
    return time.perf_counter() - start, peak


def _add_memory(session: int) -> float:
    """Megabytes of all processes of a session; pages they share count once (Linux)."""
    total = 0.0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == session:
                rollup = (folder / "smaps_rollup").read_text().split("Pss:")[1]
                total += int(rollup.split()[0]) / 1024
        except (OSError, IndexError):
            continue  # it has ended
    return total


def main(sizes: list[int]) -> None:
    """Measure every size, and the command on the largest."""
    print("comments   different  method        seconds of the processor  megabytes")
    found: dict[str, list[tuple[int, float]]] = {method: [] for method in METHODS}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.csv"
            n_different = write_comments(size, path)
            for method in METHODS:
                call = [sys.executable, __file__, "one", method, str(path)]
                alone = {**os.environ, "LOKY_MAX_CPU_COUNT": "1", "OMP_NUM_THREADS": "1"}
                done = subprocess.run(call, capture_output=True, text=True, check=True, env=alone)
                seconds, megabytes = map(float, done.stdout.split())
                found[method].append((size, seconds))
                print(
                    f"{size:9,}  {n_different:9,}  {method:12}  {seconds:24.1f}  {megabytes:9,.0f}",
                    flush=True,
                )
        for method, points in found.items():
            large = np.log([point for point in points if point[0] >= 10_000])
            if len(large) > 1:
                print(f"slope above 10,000, {method}: {np.polyfit(*large.T, 1)[0]:.2f}")
        seconds, megabytes = run_command(path)
    print(f"gpgp themes, {sizes[-1]:,} comments: {seconds:.1f} s, {megabytes:,.0f} MB in all")


def write_comments(size: int, path: Path) -> int:
    """Write a file of comments; how many of them are different."""
    texts = vary_comments(size, seed=1)
    pd.DataFrame({"text": texts}).to_csv(path, index=False)
    return len(set(texts))


if __name__ == "__main__":
    if sys.argv[1:2] == ["one"]:
        measure(*sys.argv[2:])
    elif sys.argv[1:2] == ["write"]:
        write_comments(int(sys.argv[2]), Path(sys.argv[3]))
    else:
        main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
