"""The same comments give the same themes, however many threads and processes there are."""

import os
import random
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from gpgp.themes import find_themes
from gpgp.themes.cluster import fits

PROGRAM = """
import hashlib, sys
import pandas as pd
from gpgp.themes import find_themes
comments = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)
comments = comments.assign(n_words=4, n_redactions=0, is_non_answer=False, campaign_id=None)
found = find_themes(comments, themes=6, seed=1, checks=False)
text = found.themes.to_csv() + found.comment_themes.to_csv(float_format="%.6f")
print(hashlib.sha256(text.encode()).hexdigest())
"""


def make_comments(n=300, *, seed=11):
    draw = random.Random(seed)
    roots = ["pay", "skill", "travel", "home", "stress", "leader", "digit", "care"]
    words = [[f"{root}{ending}" for ending in ("", "s", "ing", "ed", "er")] for root in roots]
    texts = [" ".join([*draw.choices(draw.choice(words), k=4), "council"]) for _ in range(n)]
    ids = [f"r{i:04d}" for i in range(n)]
    return pd.DataFrame(
        {
            "comment_id": ids,
            "response_id": ids,
            "question_id": "q1",
            "text": texts,
            "language_code": "en",
            "n_words": 5,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": None,
            "campaign_role_code": "none",
        }
    )


def test_threads_and_hash_seeds_change_nothing(tmp_path):
    make_comments().to_csv(tmp_path / "comments.csv", index=False)
    found = set()
    for threads in ("1", "2"):
        setting = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), threads)
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(tmp_path / "comments.csv")],
            env={**os.environ, **setting, "PYTHONHASHSEED": threads},
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)
    assert len(found) == 1


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_nothing(seed):
    comments = make_comments()
    first = find_themes(comments, themes=6, seed=1, checks=False)
    again = find_themes(comments.sample(frac=1, random_state=seed), themes=6, seed=1, checks=False)
    pd.testing.assert_frame_equal(first.themes, again.themes)
    pd.testing.assert_frame_equal(first.comment_themes, again.comment_themes)


def test_processes_change_nothing(monkeypatch):
    words = fits.read_words(make_comments(120)["text"].tolist())
    draws = [(np.arange(start, 120), start) for start in (0, 10, 20)]
    alone = fits.regroup_draws(words, draws, 4, frozenset())
    monkeypatch.setattr(fits, "MIN_SHARED_OUT", 0)
    shared = fits.regroup_draws(words, draws, 4, frozenset())
    for one, other in zip(alone, shared, strict=True):
        np.testing.assert_array_equal(one, other)
