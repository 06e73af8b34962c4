"""Time and memory of measuring ratings on a very large consultation.

    python benchmarks/agreement_scale.py --responses 100000 --items 30 --constituencies 40

Prints one row per step: seconds, and the most memory the process has used so far.
"""

from __future__ import annotations

import argparse
import resource
import time

import numpy as np
import pandas as pd

from gpgp import agreement
from gpgp.instrument import Consultation, parse_consultation

_HEAD = """
title: Scale
organisation: A made-up body
delete_after: 2100-01-01
export: {file: none.csv}
scales: {agreement: {points: [Strongly disagree, Disagree, Neither, Agree, Strongly agree]}}
"""


def make_consultation(n_items: int, n_constituencies: int) -> Consultation:
    """Return an instrument with one rating question about many items."""
    items = "\n".join(f"      - {{code: i{i:02d}, label: Item {i}}}" for i in range(n_items))
    columns = ", ".join(f"i{i:02d}: Q{i}" for i in range(n_items))
    groups = "\n".join(
        f"  - {{code: c{c:02d}, label: Constituency {c}}}" for c in range(n_constituencies)
    )
    return parse_consultation(
        f"{_HEAD}constituencies:\n{groups}\nquestions:\n"
        "  - {id: who, type: constituency, column: Q}\n"
        f"  - id: vision\n    type: rating\n    scale: agreement\n    columns: {{{columns}}}\n"
        f"    options:\n{items}\n"
    )


def make_tables(
    n_responses: int, n_items: int, n_constituencies: int, *, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return ``responses`` and ``ratings``: uneven constituencies, a tenth from organisations."""
    generator = np.random.default_rng(seed)
    size = generator.dirichlet(np.ones(n_constituencies))
    constituency = generator.choice(n_constituencies, p=size, size=n_responses)
    identity = pd.Series([f"r{i:06d}" for i in range(n_responses)], dtype="str")
    organisation = pd.Series(generator.integers(0, max(n_responses // 30, 1), n_responses))
    is_one = generator.random(n_responses) < 0.1
    responses = pd.DataFrame(
        {
            "response_id": identity,
            "source_row": np.arange(2, n_responses + 2),
            "constituency_code": pd.Series([f"c{c:02d}" for c in constituency], dtype="str"),
            "nation_code": "not_asked",
            "respondent_type_code": "not_asked",
            "organisation_id": ("o" + organisation.astype("str")).where(is_one),
            "submitted_at": pd.NaT,
            "language_code": "en",
            "has_quote_consent": False,
        }
    )
    score = generator.choice(5, p=[0.1, 0.1, 0.2, 0.35, 0.25], size=n_responses * n_items) + 1
    codes = pd.Series([f"i{i:02d}" for i in range(n_items)], dtype="str")
    ratings = pd.DataFrame(
        {
            "response_id": identity.repeat(n_items).reset_index(drop=True),
            "question_id": "vision",
            "item_code": codes.iloc[np.tile(np.arange(n_items), n_responses)].array,
            "score": score,
            "status_code": "answered",
        }
    )
    return responses, ratings


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--responses", type=int, default=100_000)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--constituencies", type=int, default=40)
    parser.add_argument("--draws", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    started = time.perf_counter()
    consultation = make_consultation(options.items, options.constituencies)
    responses, ratings = make_tables(
        options.responses, options.items, options.constituencies, seed=options.seed
    )
    _report("tables made", started)
    started = time.perf_counter()
    settings = agreement.AgreementSettings(n_resamples=options.draws)
    result = agreement.measure_ratings(
        ratings, responses, consultation=consultation, settings=settings
    )
    _report(f"ratings measured, {len(result.agreement_pairs):,} pairs", started)


def _report(step: str, started: float) -> None:
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"{step:40s} {time.perf_counter() - started:8.1f} s   {memory:5.2f} GB at most so far")


if __name__ == "__main__":
    main()
