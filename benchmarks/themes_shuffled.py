"""How many clusters of shuffled words are shown as themes, beside those of the real comments.

    python benchmarks/themes_shuffled.py FILE.csv [N_COPIES]

FILE.csv has a column ``text``. In each copy all words are dealt anew to the comments, which keep
their lengths; themes are looked for and checked as in a report. At most 2% may be shown.
"""

from __future__ import annotations

import sys

import numpy as np
import pandas as pd

from gpgp.themes import find_themes

N_COPIES, N_THEMES = 20, 8
MAX_SHARE = 0.02


def frame_comments(texts: list[str]) -> pd.DataFrame:
    """Texts as a table of comments, each of another person."""
    ids = [f"r{number:06d}" for number in range(len(texts))]
    return pd.DataFrame(
        {
            "comment_id": ids,
            "response_id": ids,
            "question_id": "q",
            "text": texts,
            "language_code": "en",
            "n_words": 1,
            "n_redactions": 0,
            "is_non_answer": False,
            "campaign_id": None,
            "campaign_role_code": "none",
        }
    )


def shuffle_words(texts: list[str], *, seed: int) -> list[str]:
    """Deal all words anew; each comment keeps its number of words."""
    lengths = [len(text.split()) for text in texts]
    words = np.random.default_rng(seed).permutation(" ".join(texts).split())
    ends = np.cumsum(lengths)
    return [" ".join(words[end - n : end]) for end, n in zip(ends, lengths, strict=True)]


def main() -> None:
    """Print the share shown of the real comments' clusters and of the copies'."""
    texts = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False)["text"].tolist()
    n_copies = int(sys.argv[2]) if len(sys.argv) > 2 else N_COPIES
    real = find_themes(frame_comments(texts), themes=N_THEMES, seed=1).themes
    print(f"real comments: {real['is_shown'].sum()} of {len(real)} clusters shown", flush=True)
    shown = clusters = 0
    for copy in range(n_copies):
        shuffled = shuffle_words(texts, seed=copy)
        themes = find_themes(frame_comments(shuffled), themes=N_THEMES, seed=copy).themes
        shown, clusters = shown + int(themes["is_shown"].sum()), clusters + len(themes)
    print(
        f"{n_copies} shuffled copies: {shown} of {clusters} clusters shown, "
        f"{shown / clusters:.1%} (at most {MAX_SHARE:.0%})"
    )


if __name__ == "__main__":
    main()
