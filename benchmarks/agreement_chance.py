"""What is said where there is nothing to say: random ballots, constituencies at random.

    python benchmarks/agreement_chance.py                                    # ballots only
    python benchmarks/agreement_chance.py --project DIR --runs 200           # and permutations

Random ballots: how often some option comes first (target at most .4% of worlds with five options,
4.6% with two), and how often a true first is found. Permutations take a project whose bundled
consultation was run, redraw which organisation answered as which constituency, and count the
runs in which any table claims a difference between constituencies (target at most 5%).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from gpgp import agreement, storage
from gpgp.agreement.statistics.leads import find_leaders, measure_leads
from gpgp.tables import CLEANED, THEMED

SETTINGS = agreement.AgreementSettings(
    n_resamples=1, min_bootstrap_responses=10**9, n_permutations=1, n_pair_permutations=400
)
TRUTH = np.array([0.33, 0.26, 0.19, 0.12, 0.10])  # worths of five options


def rank_by_worth(worth: np.ndarray, n: int, generator: np.random.Generator) -> np.ndarray:
    """Return Borda points of n ballots of Plackett and Luce's model."""
    order = (-np.log(generator.random((n, len(worth)))) / worth).argsort(axis=1).argsort(axis=1)
    return len(worth) - 1.0 - order


def run_ballots(worlds: int, seed: int) -> pd.DataFrame:
    """Return how often exactly one option leads."""
    generator = np.random.default_rng(seed)
    rows = []
    for name, worth in (("random", np.ones(5)), ("random", np.ones(2)), ("33/26/19/12/10", TRUTH)):
        for n in (130, 400, 1300):
            firsts = 0
            for _ in range(worlds):
                leads = measure_leads(rank_by_worth(worth, n, generator))
                firsts += find_leaders(leads, least_errors=SETTINGS.least_errors).sum() == 1
            rows.append((name, len(worth), n, firsts / worlds))
    return pd.DataFrame(rows, columns=["ballots", "options", "n", "said to come first"])


def permute(responses: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Redraw which organisation, or lone person, answered as which constituency."""
    unit = responses["organisation_id"].fillna(responses["response_id"])
    unit = unit + "|" + responses["constituency_code"]
    code = responses.groupby(unit, sort=True)["constituency_code"].first()
    drawn = pd.Series(generator.permutation(code.to_numpy()), index=code.index, dtype="str")
    return responses.assign(constituency_code=unit.map(drawn))


def count_claims(tables: dict[str, pd.DataFrame], instrument: object) -> dict[str, int]:
    """Return how many differences between constituencies each table claims."""
    known = {"consultation": instrument, "settings": SETTINGS}
    responses, choices = tables["responses"], tables["choices"]
    rated = agreement.measure_ratings(tables["ratings"], responses, **known)
    differences = agreement.measure_differences(tables["ratings"], choices, responses, **known)
    ranked = agreement.measure_priorities(tables["rankings"], choices, responses, seed=1, **known)
    raised = (tables["comment_themes"], tables["unthemed_comments"], responses)
    prevalence = agreement.measure_prevalence(tables["themes"], *raised, **known)
    contrasts = agreement.contrast_themes(prevalence, *raised, **known)
    firsts = ranked.priorities_firsts[ranked.priorities_firsts["first_code"] == "clear"]
    overall = firsts[firsts["dimension_code"] == "all"].set_index("question_id")["leaders"]
    own = firsts[firsts["dimension_code"] == "constituency"]
    stands_out = [
        frame.loc[frame["dimension_code"] == "constituency", "stands_out_code"]
        .isin(["more", "less"])
        .sum()
        for frame in (differences, prevalence)
    ]
    return {
        "divided": int(rated.agreement_verdicts["verdict_code"].eq("divided_between").sum()),
        "differences": int(stands_out[0]),
        "themes": int(stands_out[1]),
        "orders apart": int(ranked.priorities_distances["is_apart"].sum()),
        "themes apart": int(contrasts.theme_distances["is_apart"].sum()),
        "pairs": int((rated.agreement_pairs["p_holm"] < SETTINGS.alpha).sum()),
        "another first": int((own["leaders"] != own["question_id"].map(overall)).sum()),
    }


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--worlds", type=int, default=500)
    parser.add_argument("--project", type=Path)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    print(run_ballots(options.worlds, options.seed).to_string(index=False))
    if options.project is None:
        return
    project = storage.open_project(options.project)
    instrument = storage.read_consultation(project, "great_people")
    tables = storage.read_tables(project, "great_people", [*CLEANED, *THEMED])
    generator = np.random.default_rng(options.seed)
    claims = pd.DataFrame(
        [
            count_claims(
                {**tables, "responses": permute(tables["responses"], generator)}, instrument
            )
            for _ in range(options.runs)
        ]
    )
    share = (claims > 0).mean()
    print(share.rename("share of runs with a claim").to_string())
    print(f"any claim: {(claims > 0).any(axis=1).mean():.3f} of {options.runs} runs, target .05")


if __name__ == "__main__":
    main()
