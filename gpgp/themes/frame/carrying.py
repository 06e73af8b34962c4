"""A frame that carries over: what its themes are made of, as weighted words, finds new members.

In the consultation where a frame was made, comments are known by hashes; elsewhere none is. There
the words that set a theme apart say which comments are its members; nearness then adds the others,
as it does for new comments anywhere. A word is kept only if several people used it, so that the
frame holds nobody's text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from gpgp.themes.cluster.words import Words, read_words
from gpgp.themes.frame.memory import Recalled
from gpgp.themes.frame.model import CodeFrame, FrameTheme

# Half of the bundled consultation and of two real ones to the other half: record 83.
MIN_PEOPLE = 3  # who used a word in a theme, before it stands for the theme
N_WORDS = 40  # kept of each theme
MIN_SCORE = 2.5  # sum of weights (log odds) from which a comment is a member
LOST_BELOW = 0.5  # of a theme's remembered members are here: fewer, and it is carried by words
PLAIN_WEIGHT = 3.0  # of a word of the label, where no weighted words are stored


def weigh_words(
    words: Sequence[Words], members: Mapping[str, np.ndarray], people: Sequence[str]
) -> dict[str, tuple[str, ...]]:
    """Find the words that set each theme apart from the other comments, with their log odds.

    Parameters
    ----------
    words : sequence of Words, one per comment, of one language
    members : theme → positions of its comments
    people : who wrote each comment

    Returns
    -------
    dict, theme → 'word weight', the most telling first
        As a frame holds them. A stem is written in its most usual form.
    """
    contents = [set(one.content) for one in words]
    everywhere = Counter(stem for content in contents for stem in content)
    shown = _show_stems(words)
    found = {}
    for theme, positions in members.items():
        inside = Counter(stem for i in positions for stem in contents[i])
        used_by: dict[str, set[str]] = {stem: set() for stem in inside}
        for i in positions:
            for stem in contents[i]:
                used_by[stem].add(people[i])
        n_in, n_out = len(positions), len(words) - len(positions)
        scored = []
        for stem, n in inside.items():
            odds = np.log((n + 0.5) / (n_in + 1)) - np.log(
                (everywhere[stem] - n + 0.5) / (n_out + 1)
            )
            if odds > 0 and len(used_by[stem]) >= MIN_PEOPLE:
                scored.append((-n * odds, shown[stem], round(float(odds), 1)))
        found[theme] = tuple(f"{word} {odds}" for _, word, odds in sorted(scored)[:N_WORDS])
    return found


def carry_by_words(
    words: Sequence[Words], *, language: str, frame: CodeFrame, columns: Sequence[int]
) -> np.ndarray:
    """Find the members of themes by their words: column of the best theme of each comment, or -1.

    Parameters
    ----------
    words : sequence of Words, one per comment
    language : of the comments; a theme in another one finds none
    columns : places in the frame of the themes to look for
    """
    scores = np.zeros((len(words), len(columns)))
    contents = [set(one.content) for one in words]
    for place, column in enumerate(columns):
        theme = frame.themes[column]
        if theme.language == language:
            weights = _read_weights(theme, language)
            scores[:, place] = [sum(weights.get(s, 0.0) for s in content) for content in contents]
    best = np.full(len(words), -1)
    if len(columns):
        is_member = scores.max(axis=1) >= MIN_SCORE
        best[is_member] = np.array(columns)[scores.argmax(axis=1)[is_member]]
    return best


def list_carried(
    frame: CodeFrame, recalled: Recalled, remembered: pd.DataFrame | None
) -> list[int]:
    """Places of the themes whose members are not here: none remembered, or most of them gone.

    A theme without stored words that has include words, or stands in a frame that knows comments
    here, was written by hand for these comments: it takes what its rules name.
    """
    is_elsewhere = not recalled.held.any()
    stored = Counter() if remembered is None else Counter(remembered["theme_id"])
    n_here = recalled.held.sum(axis=0)
    return [
        column
        for column, theme in enumerate(frame.themes)
        if (theme.words or (is_elsewhere and not theme.include))
        and (n_here[column] == 0 or n_here[column] < LOST_BELOW * stored[theme.id])
    ]


def _read_weights(theme: FrameTheme, language: str) -> dict[str, float]:
    """Stem → weight; of a theme without stored words those of its label."""
    split = [pair.rsplit(" ", 1) for pair in theme.words]
    pairs = [(word, float(weight)) for word, weight in split] or [(theme.label, PLAIN_WEIGHT)]
    read = read_words([word for word, _ in pairs], [language] * len(pairs))
    return {
        stem: weight for one, (_, weight) in zip(read, pairs, strict=True) for stem in one.content
    }


def _show_stems(words: Sequence[Words]) -> dict[str, str]:
    """The form in which each stem was written most."""
    forms: dict[str, Counter[str]] = {}
    for one in words:
        for stem, word in zip(one.stems, one.surface, strict=True):
            if stem:
                forms.setdefault(stem, Counter())[word] += 1
    return {stem: min(seen, key=lambda word: (-seen[word], word)) for stem, seen in forms.items()}
