"""Verdicts on synthetic consultations of five elements whose truth is known.

    python benchmarks/agreement_verdicts.py --consultations 1000

Prints the confusion matrix (truth by verdict, share of elements), how many consultations have
any false "divided between", and how often a planted objector is named, by its number of answers.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd

from gpgp import agreement
from gpgp.agreement.statistics.distributions import agreement_values
from gpgp.agreement.statistics.group_tests import adjust_p_values, cramers_v
from gpgp.agreement.statistics.intervals import share_interval
from gpgp.agreement.verdicts import Evidence, Verdict, judge_element
from gpgp.instrument import Consultation, parse_consultation

ELEMENTS = ("e1", "e2", "e3", "e4", "e5")
NO_BOOTSTRAP = agreement.AgreementSettings(n_resamples=1, min_bootstrap_responses=10**9)
TRUTHS = (
    *(f"agree_{share}" for share in (30, 50, 58, 67, 75, 80, 92)),
    "split_50",
    "split_67",
    "divided_75",
)
_HEAD = """
title: Simulation
organisation: A made-up body
delete_after: 2100-01-01
export: {file: none.csv}
scales: {agreement: {points: [Strongly disagree, Disagree, Neither, Agree, Strongly agree]}}
questions:
  - {id: who, type: constituency, column: Q}
  - id: vision
    type: rating
    scale: agreement
    columns: {e1: A, e2: B, e3: C, e4: D, e5: E}
    options: [{code: e1, label: A}, {code: e2, label: B}, {code: e3, label: C},
              {code: e4, label: D}, {code: e5, label: E}]
constituencies:
"""


def make_consultation(n_constituencies: int) -> Consultation:
    """Return an instrument with five elements."""
    groups = [f"  - {{code: c{c:02d}, label: Group {c}}}" for c in range(n_constituencies)]
    return parse_consultation(_HEAD + "\n".join(groups))


def spread(agree: float, *, split: bool = False) -> np.ndarray:
    """Return shares of the five points with that share agreeing; split: nobody in the middle."""
    rest = 1 - agree
    if split:
        return np.array([0.9 * rest, 0.1 * rest, 0, 0.1 * agree, 0.9 * agree])
    return np.array([0.2 * rest, 0.35 * rest, 0.45 * rest, 0.6 * agree, 0.4 * agree])


def sizes_of(n_constituencies: int, generator: np.random.Generator) -> np.ndarray:
    """Return uneven constituencies: 10 to about 300 answers, the median about 30."""
    return np.clip(generator.lognormal(3.4, 0.8, n_constituencies), 10, 300).astype(int)


def make_tables(scores: np.ndarray, sizes: np.ndarray) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ``responses`` and ``ratings`` of drawn scores."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    identity = pd.Series([f"r{i:05d}" for i in range(len(group))], dtype="str")
    responses = pd.DataFrame(
        {
            "response_id": identity,
            "source_row": np.arange(2, len(group) + 2),
            "constituency_code": pd.Series([f"c{g:02d}" for g in group], dtype="str"),
            "nation_code": "not_asked",
            "respondent_type_code": "not_asked",
            "organisation_id": pd.Series(np.nan, index=identity.index, dtype="str"),
            "submitted_at": pd.NaT,
            "language_code": "en",
            "has_quote_consent": False,
        }
    )
    ratings = pd.DataFrame(
        {
            "response_id": identity.repeat(len(ELEMENTS)).reset_index(drop=True),
            "question_id": "vision",
            "item_code": list(ELEMENTS) * len(group),
            "score": scores.ravel(),
            "status_code": "answered",
        }
    )
    return responses, ratings


def judge_tables(scores: np.ndarray, sizes: np.ndarray) -> list[Verdict]:
    """Return the verdicts by the rules alone, without making tables: 50 times as fast."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    counts = np.stack(
        [np.bincount(group * 5 + scores[:, e] - 1, minlength=5 * len(sizes)) for e in range(5)]
    ).reshape(5, len(sizes), 5)
    agree = counts[..., 3:].sum(axis=-1)
    tests = [cramers_v(np.column_stack([yes, sizes - yes])).p for yes in agree]
    p_holm = adjust_p_values(tests)
    return [
        judge_element(_evidence(counts[e], agree[e], sizes, p_holm[e]), settings=NO_BOOTSTRAP)
        for e in range(5)
    ]


def _evidence(counts: np.ndarray, agree: np.ndarray, sizes: np.ndarray, p_holm: float) -> Evidence:
    low, high, _ = share_interval(agree, sizes, confidence=0.95, min_n=10)
    n, whole = int(sizes.sum()), counts.sum(axis=0)
    overall = whole[3:].sum() / n
    overall_low, overall_high, _ = share_interval(whole[3:].sum(), n, confidence=0.95, min_n=10)
    equal = (counts / sizes[:, None]).mean(axis=0)
    return Evidence(
        constituencies=tuple(f"c{c:02d}" for c in range(len(sizes))),
        share=agree / sizes,
        low=low,
        high=high,
        views=(overall, equal[3:].sum(), overall),
        agreement_a=float(agreement_values(equal)),
        overall_share=overall,
        overall_low=float(overall_low),
        overall_high=float(overall_high),
        n_answers=n,
        n_neither=int(whole[2]),
        n_disagree=int(whole[:2].sum()),
        design_effect=1.0,
        p_holm=p_holm,
        population=np.nan,
    )


def draw_scores(
    shares: np.ndarray, sizes: np.ndarray, generator: np.random.Generator
) -> np.ndarray:
    """Draw scores, (n_people, n_elements), from (n_constituencies, n_elements, 5) true shares."""
    group = np.repeat(np.arange(len(sizes)), sizes)
    drawn = generator.random((len(group), len(ELEMENTS), 1))
    return (drawn > shares[group].cumsum(axis=-1)[..., :-1]).sum(axis=-1) + 1


def check_against_tables(n_constituencies: int, *, seed: int) -> None:
    """Refuse to go on if the fast verdicts are not those of the tables."""
    generator = np.random.default_rng(seed)
    consultation = make_consultation(n_constituencies)
    for name in TRUTHS:
        sizes = sizes_of(n_constituencies, generator)
        scores = draw_scores(true_shares(name, n_constituencies), sizes, generator)
        responses, ratings = make_tables(scores, sizes)
        tables = agreement.measure_ratings(
            ratings, responses, consultation=consultation, settings=NO_BOOTSTRAP
        ).agreement_verdicts
        fast = judge_tables(scores, sizes)
        same = [v.verdict_code for v in fast] == list(tables["verdict_code"])
        if not same or ["|".join(v.objectors) for v in fast] != list(tables["objectors"]):
            raise SystemExit(f"{name}: the fast verdicts are not those of the tables")


def run_truth(
    name: str, n_constituencies: int, *, consultations: int, seed: int
) -> dict[str, float]:
    """Return how often each verdict falls, and in how many consultations a false division."""
    generator = np.random.default_rng([seed, n_constituencies, sum(map(ord, name))])
    counts: dict[str, float] = {}
    n_divided = 0
    for _ in range(consultations):
        sizes = sizes_of(n_constituencies, generator)
        scores = draw_scores(true_shares(name, n_constituencies), sizes, generator)
        codes = [verdict.verdict_code for verdict in judge_tables(scores, sizes)]
        for code in codes:
            counts[code] = counts.get(code, 0) + 1 / (5 * consultations)
        n_divided += "divided_between" in codes
    return {
        "truth": name,
        "constituencies": n_constituencies,
        "consultations_divided": n_divided,
        **counts,
    }


def true_shares(name: str, n_constituencies: int) -> np.ndarray:
    """Return the true shares behind a truth's name, such as 'agree_80' or 'split_67'."""
    kind, _, per_cent = name.partition("_")
    shape = (n_constituencies, len(ELEMENTS), 5)
    if kind == "divided":  # every third constituency at 25%, the others at 75%
        low = np.arange(n_constituencies) % 3 == 0
        return np.broadcast_to(np.where(low[:, None], spread(0.25), spread(0.75))[:, None], shape)
    return np.broadcast_to(spread(int(per_cent) / 100, split=kind == "split"), shape)


def name_objector(n: int, *, consultations: int, seed: int) -> float:
    """Return how often an objector at 30% with n answers is named, the others being at 80%."""
    generator = np.random.default_rng([seed, n])
    named = 0
    for _ in range(consultations):
        sizes = sizes_of(12, generator)
        sizes[0] = n
        shares = np.broadcast_to(spread(0.8), (12, len(ELEMENTS), 5)).copy()
        shares[0, 0] = spread(0.3)
        first = judge_tables(draw_scores(shares, sizes, generator), sizes)[0]
        named += "c00" in first.objectors
    return named / consultations


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--consultations", type=int, default=1000)
    parser.add_argument("--constituencies", type=int, nargs="+", default=[12, 40])
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    settings = {"consultations": options.consultations, "seed": options.seed}
    for n in options.constituencies:
        check_against_tables(n, seed=options.seed)
    rows = [run_truth(name, n, **settings) for n in options.constituencies for name in TRUTHS]
    table = pd.DataFrame(rows).fillna(0.0)
    print(table.to_string(index=False, float_format=lambda value: f"{value:.3f}"))
    for n in (10, 15, 20, 35, 60):
        print(f"objector at 30% with n = {n:3d} named in {name_objector(n, **settings):.1%}")


if __name__ == "__main__":
    main()
