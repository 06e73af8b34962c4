"""What a rating scale measures, by the words of its points."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, get_args

from gpgp.instrument.scale_words import place_label, read_families
from gpgp.instrument.text import fold_word

ScaleKind = Literal[
    "agreement",
    "importance",
    "satisfaction",
    "frequency",
    "quality",
    "likelihood",
    "amount",
    "comparison",
    "numeric",
]
SCALE_KINDS: tuple[ScaleKind, ...] = get_args(ScaleKind)
_NUMERAL = re.compile(r"\d+")
_NUMBER = re.compile(r"^\W*[-+]?\d+\b\W*|\W*\b\d+\W*$")  # "5 Very important", "Good (4)"
_LEAST = 0.25  # of the points have a word of the kind


def guess_scale_kind(labels: Iterable[str]) -> ScaleKind:
    """Return what a scale measures; ``numeric`` where its words do not say.

    Examples
    --------
    >>> guess_scale_kind(["Not important", "Fairly important", "Very important"])
    'importance'
    >>> guess_scale_kind(["1 - Strongly disagree", "2", "3", "4", "5 - Strongly agree"])
    'agreement'
    """
    worded = [text for label in labels if not _NUMERAL.fullmatch(text := fold_word(label))]
    counts = dict.fromkeys(SCALE_KINDS, 0.0)
    for text in worded:
        families = place_label(text) or place_label(_NUMBER.sub("", text))
        kinds = {read_families()[name].kind for name in families}
        for kind in SCALE_KINDS:
            counts[kind] += kind in kinds
    best = max(SCALE_KINDS, key=lambda kind: counts[kind])  # the first of those that are equal
    return best if counts[best] and counts[best] >= _LEAST * len(worded) else "numeric"
