"""False and true discoveries among constituencies by themes.

    python benchmarks/agreement_discoveries.py --simulations 500

First: 40 constituencies, 8 themes, no real difference; how many simulated reports name any
constituency as raising a theme more or less often (at most 37 of 500 allowed, the 99% limit of
5%). Then: one constituency of 100 raises one theme 20 points more often; how often it is found.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd

from gpgp import agreement
from gpgp.instrument import Consultation, parse_consultation

N_GROUPS = 40
SHARES = np.array([0.04, 0.08, 0.12, 0.15, 0.2, 0.25, 0.3, 0.4])  # of people, per theme
SETTINGS = agreement.AgreementSettings()


def make_consultation() -> Consultation:
    """Return an instrument with 40 constituencies."""
    groups = "\n".join(f"  - {{code: c{c:02d}, label: Group {c}}}" for c in range(N_GROUPS))
    return parse_consultation(
        "title: T\norganisation: A made-up body\ndelete_after: 2100-01-01\n"
        "export: {file: none.csv}\nquestions: [{id: who, type: constituency, column: Q}]\n"
        f"constituencies:\n{groups}\n"
    )


def simulate(sizes: np.ndarray, planted: float, generator: np.random.Generator) -> dict:
    """Return the tables of one consultation; the first constituency raises theme t3 more."""
    group = np.repeat(np.arange(N_GROUPS), sizes)
    chance = np.broadcast_to(SHARES, (len(group), len(SHARES))).copy()
    chance[group == 0, 3] += planted
    person, theme = np.nonzero(generator.random(chance.shape) < chance)
    names = np.array([f"r{i:05d}" for i in range(len(group))])
    themes = [f"t{t}" for t in range(len(SHARES))]
    responses = pd.DataFrame(
        {
            "response_id": names,
            "source_row": np.arange(len(group)) + 2,
            "constituency_code": [f"c{g:02d}" for g in group],
            "nation_code": "not_asked",
            "respondent_type_code": "not_asked",
            "organisation_id": pd.Series(np.nan, index=range(len(group)), dtype="str"),
            "submitted_at": pd.NaT,
            "language_code": "en",
            "has_quote_consent": False,
        }
    )
    comment_themes = pd.DataFrame(
        {
            "comment_id": names[person],
            "theme_id": np.array(themes)[theme],
            "response_id": names[person],
            "score": 0.5,
            "is_main": False,
        }
    )
    silent = np.setdiff1d(names, names[person])
    unthemed = pd.DataFrame(
        {
            "comment_id": silent,
            "response_id": silent,
            "question_id": "q",
            "reason_code": "near_no_theme",
            "is_in_base": True,
        }
    )
    described = pd.DataFrame(
        {
            "theme_id": themes,
            "label": themes,
            "keywords": "x",
            "heading": "x",
            "language_code": "en",
            "n_comments": 1,
            "n_respondents": 1,
            "n_base": 1,
            "is_real": True,
            "settled_code": "settled",
            "is_owned": False,
            "is_shown": True,
            "framework_code": "x",
            "is_outside_draft": None,
            "label_proposals": None,
            "framework_affinity": 0.5,
        }
    )
    return {
        "themes": described,
        "comment_themes": comment_themes,
        "unthemed_comments": unthemed,
        "responses": responses,
    }


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    generator = np.random.default_rng(options.seed)
    consultation = make_consultation()
    known = {"consultation": consultation, "settings": SETTINGS}
    n_false = n_found = n_uncorrected = 0
    for _ in range(options.simulations):
        sizes = np.clip(generator.lognormal(3.5, 0.7, N_GROUPS), 10, 250).astype(int)
        nothing = agreement.measure_prevalence(**simulate(sizes, 0.0, generator), **known)
        n_false += nothing["stands_out_code"].isin(["more", "less"]).any()
        n_uncorrected += (nothing["p_value"] < SETTINGS.alpha).sum()
        sizes[0] = 100
        planted = agreement.measure_prevalence(**simulate(sizes, 0.2, generator), **known)
        row = planted.set_index(["theme_id", "group_code"]).loc[("t3", "c00")]
        n_found += row["stands_out_code"] == "more"
    n = options.simulations
    print(f"reports with a false discovery: {n_false} of {n} (at most 7.4% allowed)")
    print(f"uncorrected, per report:        {n_uncorrected / n:.1f} of {N_GROUPS * len(SHARES)}")
    print(f"planted 20 points at n = 100:   found in {n_found / n:.1%} (at least 80% asked)")


if __name__ == "__main__":
    main()
