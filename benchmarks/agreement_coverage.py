"""Coverage of the one interval of shares: Wilson on the effective n.

    python benchmarks/agreement_coverage.py --draws 4000

For every n, true share and intra-organisation correlation: how often the interval holds the
true share. Organisations give 1 to 5 answers each; their own shares are beta-distributed. For
comparison, a percentile bootstrap over organisations. STATISTICS asks for 90 to 99% in every
cell and 93 to 97% on average.
"""

from __future__ import annotations

import argparse

import numpy as np
import pandas as pd

from gpgp.agreement.statistics.intervals import design_effects, share_interval

SIZES, SHARES, CORRELATIONS = (10, 15, 30, 60, 120), (0.5, 0.8, 0.92), (0.0, 0.2)
LARGEST_ORGANISATION = 5


def draw_sample(
    n: int, share: float, correlation: float, generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Return people who agree and who answered, per organisation."""
    sizes: list[int] = []
    while sum(sizes) < n:
        sizes.append(min(int(generator.integers(1, LARGEST_ORGANISATION + 1)), n - sum(sizes)))
    answers = np.array(sizes)
    own = np.full(len(answers), share)
    if correlation > 0:
        strength = (1 - correlation) / correlation
        own = generator.beta(share * strength, (1 - share) * strength, len(answers))
    return generator.binomial(answers, own), answers


def cover(n: int, share: float, correlation: float, *, draws: int, seed: int) -> dict[str, float]:
    """Return how often each interval holds the true share."""
    generator = np.random.default_rng([seed, n, int(100 * share), int(100 * correlation)])
    held = {"simple": 0, "effective": 0, "bootstrap": 0}
    for _ in range(draws):
        agree, answers = draw_sample(n, share, correlation, generator)
        effect, _ = design_effects(agree[:, None], answers[:, None], np.array([0]))
        for name, design_effect in (("simple", 1.0), ("effective", effect[0, 0])):
            low, high, _ = share_interval(
                agree.sum(), n, design_effect=design_effect, confidence=0.95, min_n=10
            )
            held[name] += bool(low <= share <= high)
        picks = generator.integers(0, len(answers), (400, len(answers)))
        resampled = agree[picks].sum(axis=1) / answers[picks].sum(axis=1)
        low, high = np.quantile(resampled, [0.025, 0.975])
        held["bootstrap"] += bool(low <= share <= high)
    return {name: count / draws for name, count in held.items()}


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rows = [
        {
            "n": n,
            "true_share": share,
            "correlation": correlation,
            **cover(n, share, correlation, draws=options.draws, seed=options.seed),
        }
        for correlation in CORRELATIONS
        for share in SHARES
        for n in SIZES
    ]
    table = pd.DataFrame(rows)
    print(table.to_string(index=False, float_format=lambda value: f"{value:.3f}"))
    print(table[["simple", "effective", "bootstrap"]].agg(["min", "mean", "max"]).round(3))


if __name__ == "__main__":
    main()
