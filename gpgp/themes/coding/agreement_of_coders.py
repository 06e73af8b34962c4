"""How far people agree with each other on themes, and the machine with them.

What coders and the machine gave the comments of a sample comes in; figures with bootstrap
intervals go out, overall and per theme. Every comment weighs as many as it stands for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from gpgp.errors import InputError
from gpgp.themes.coding.likeness import MasiPairs, sample_f1

MACHINE = "machine"
N_RESAMPLES = 1_000
CONFIDENCE = 0.95
AS_GOOD_WITHIN = 0.10  # of people among themselves: two careful people differ by more
MIN_COMMENTS = 200  # coded twice, for limits of about .08 on either side
MIN_MENTIONS = 5  # of a theme, before a figure of its own says anything


@dataclass(frozen=True)
class Figure:
    """A figure with the limits of its bootstrap interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class CodersAgreement:
    """What the comparison found.

    Attributes
    ----------
    coders : tuple of str
    n_comments : int
        Comments compared: coded by everybody there is to compare.
    n_sample : int
        Comments drawn.
    people_f1, people_alpha : Figure, or None with one coder
        Mean over the pairs of coders.
    machine_f1, machine_alpha : Figure
        Mean over the coders.
    by_theme : DataFrame, one row per theme
        ``theme_id``, ``label``, ``n_people`` (comments a coder gave it, mean over coders),
        ``n_machine``, ``machine_precision``, ``machine_recall``, ``machine_f1``, ``people_f1``
        (weighted; missing where the theme is given to no comment).
    """

    coders: tuple[str, ...]
    n_comments: int
    n_sample: int
    people_f1: Figure | None
    people_alpha: Figure | None
    machine_f1: Figure
    machine_alpha: Figure
    by_theme: pd.DataFrame

    @property
    def verdict_code(self) -> str:
        """``one_coder``, ``as_good`` (machine within .10 of people) or ``worse``."""
        if self.people_f1 is None:
            return "one_coder"
        is_near = self.machine_f1.value >= self.people_f1.value - AS_GOOD_WITHIN
        return "as_good" if is_near else "worse"


def compare_coders(
    sample: pd.DataFrame,
    coded: Mapping[str, pd.DataFrame],
    labels: Mapping[str, str],
    *,
    seed: int,
    n_resamples: int = N_RESAMPLES,
) -> CodersAgreement:
    """Compare coders with each other and with what the machine gave when the sample was drawn.

    Parameters
    ----------
    sample : DataFrame, one row per comment drawn
        ``comment_id``, ``weight``, ``machine_themes`` (joined by ``|``).
    coded : mapping of coder to DataFrame, one row per theme of a coded comment
        ``comment_id``, ``theme_id`` (missing: no theme fits).
    labels : mapping of theme id to label
    seed : int
    n_resamples : int
        Resamples of comments for the intervals (percentiles).

    Raises
    ------
    InputError
        Nobody coded anything, or no comment was coded by two of several coders.

    References
    ----------
    Hripcsak, G., Rothschild, A. (2005). Agreement, the F-measure, and reliability in information
    retrieval. JAMIA 12(3), 296-298.
    """
    given = {coder: _list_sets(rows) for coder, rows in coded.items()}
    given = {coder: sets for coder, sets in given.items() if sets}
    if not given:
        raise InputError(
            "coding: no comment is coded yet; fill in the column 'themes', 'none' where none fits."
        )
    counts = sample["comment_id"].map(lambda one: sum(one in sets for sets in given.values()))
    rows = sample[counts >= min(len(given), 2)].reset_index(drop=True)
    if rows.empty:
        raise InputError("coding: no comment is coded by two people; let both code the same ones.")
    ids = list(labels)
    people = {
        coder: (rows["comment_id"].isin(list(sets)).to_numpy(), _mark(rows, sets, ids))
        for coder, sets in given.items()
    }
    machine_sets = dict(zip(rows["comment_id"], rows["machine_themes"].str.split("|"), strict=True))
    machine = (np.ones(len(rows), dtype=bool), _mark(rows, machine_sets, ids))
    pairs = list(combinations(people.values(), 2))
    against = [(one, machine) for one in people.values()]
    weights = rows["weight"].to_numpy(dtype=float)
    draws = np.random.default_rng(seed).integers(len(rows), size=(n_resamples, len(rows)))
    return CodersAgreement(
        coders=tuple(given),
        n_comments=len(rows),
        n_sample=len(sample),
        people_f1=_figure(pairs, _f1_of, weights, draws) if pairs else None,
        people_alpha=_figure(pairs, _alpha_of, weights, draws) if pairs else None,
        machine_f1=_figure(against, _f1_of, weights, draws),
        machine_alpha=_figure(against, _alpha_of, weights, draws),
        by_theme=_describe_themes(labels, pairs, against, weights),
    )


_Coder = tuple[np.ndarray, np.ndarray]  # which comments were coded; comments x themes
_Measure = Callable[[np.ndarray, np.ndarray, np.ndarray], Callable[[np.ndarray], float]]


def _list_sets(rows: pd.DataFrame) -> dict[str, list[str]]:
    themes = rows.groupby("comment_id", observed=True)["theme_id"]
    return {comment: [one for one in ids if pd.notna(one)] for comment, ids in themes}


def _mark(rows: pd.DataFrame, sets: Mapping[str, list[str]], ids: list[str]) -> np.ndarray:
    return np.array([[one in sets.get(key, ()) for one in ids] for key in rows["comment_id"]])


def _figure(
    pairs: list[tuple[_Coder, _Coder]], measure: _Measure, weights: np.ndarray, draws: np.ndarray
) -> Figure:
    """Mean over pairs of a measure on the comments both coded, with its interval.

    At least one pair coded a comment in common.
    """
    parts = []
    for (coded_one, one), (coded_other, other) in pairs:
        both = np.flatnonzero(coded_one & coded_other)
        if len(both):
            place = np.full(len(weights), -1)
            place[both] = np.arange(len(both))
            parts.append((place, measure(one[both], other[both], weights[both])))

    def mean(positions: np.ndarray) -> float:
        drawn = [(place[positions], take) for place, take in parts]
        return float(np.mean([take(one[one >= 0]) for one, take in drawn if (one >= 0).any()]))

    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile([mean(row) for row in draws], [tail, 1 - tail])
    return Figure(mean(np.arange(len(weights))), float(low), float(high))


def _f1_of(one: np.ndarray, other: np.ndarray, weights: np.ndarray) -> Callable:
    figures = sample_f1(one, other)
    return lambda taken: float(np.average(figures[taken], weights=weights[taken]))


def _alpha_of(one: np.ndarray, other: np.ndarray, weights: np.ndarray) -> Callable:
    pairs = MasiPairs.of(one, other)
    return lambda taken: pairs.alpha(taken, weights[taken])


def _describe_themes(
    labels: Mapping[str, str],
    pairs: list[tuple[_Coder, _Coder]],
    against: list[tuple[_Coder, _Coder]],
    weights: np.ndarray,
) -> pd.DataFrame:
    rows = []
    for place, (theme_id, label) in enumerate(labels.items()):
        people = [(one[coded, place], weights[coded]) for (coded, one), _ in against]
        machine = [(other[coded, place], weights[coded]) for (coded, _), (_, other) in against]
        hit = sum((p & m) @ w for (p, w), (m, _) in zip(people, machine, strict=True))
        said, found = (sum(one @ w for one, w in side) for side in (people, machine))
        twice = [(a & b, one[:, place], other[:, place]) for (a, one), (b, other) in pairs]
        both = sum((p & q & c) @ weights for c, p, q in twice)
        each = sum((p & c) @ weights + (q & c) @ weights for c, p, q in twice)
        rows.append(
            {
                "theme_id": theme_id,
                "label": label,
                "n_people": sum(int(one.sum()) for one, _ in people) / len(people),
                "n_machine": int(against[0][1][1][:, place].sum()),
                "machine_precision": hit / found if found else np.nan,
                "machine_recall": hit / said if said else np.nan,
                "machine_f1": 2 * hit / (said + found) if said + found else np.nan,
                "people_f1": 2 * both / each if each else np.nan,
            }
        )
    return pd.DataFrame(rows)
