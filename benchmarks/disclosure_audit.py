"""Whether hidden counts can be worked back, on random tables, beside two careless ways.

    python benchmarks/disclosure_audit.py --tables 1000 --profile public

Suppresses and merges tables of 2 x 2 to 40 x 12 areas and categories, then audits what is
published anew, from the printed numbers alone. Failures must be 0. The two careless ways, on
three sizes: hide small cells and print everything else exactly; hide them and round everything,
with no audit.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from gpgp.report import PROFILES, Profile
from gpgp.report.gate.audit import Ranges, audit_counts, extend_totals, find_exposed, read_printed
from gpgp.report.gate.suppression import ZERO_FLOOR, suppress_or_merge

CARELESS_SIZES = ((2, 2, 150), (4, 3, 100), (12, 6, 100))
LEAST = 5  # values that a hidden small cell must be able to take


def draw_table(rng: np.random.Generator, n_rows: int, n_columns: int) -> np.ndarray:
    """Return counts of areas and categories of uneven size, 40 people to a cell on average."""
    area = rng.dirichlet(np.full(n_rows, 0.8))
    category = rng.dirichlet(np.ones(n_columns))
    return rng.poisson(np.outer(area, category) * 40 * n_rows * n_columns)


def is_small(true: np.ndarray, threshold: int) -> np.ndarray:
    """Return which counts must be hidden: small ones, and zeros among fewer than 30 people."""
    base = true[:, -1:]
    is_told = (base >= ZERO_FLOOR) | (base == 0) | (true[-1:, :] == 0)
    return (true < threshold) & ~((true == 0) & is_told)


def measure_audited(n_tables: int, profile: Profile, *, seed: int, has_every: bool) -> None:
    """Print what suppression does to random tables, and whether any cell can be worked back."""
    rng = np.random.default_rng(seed)
    tally = dict.fromkeys(
        ("cells", "primary", "extra", "merged", "withheld", "failures", "audited", "small", "odd"),
        0,
    )
    seconds, slowest = 0.0, 0.0
    for _ in range(n_tables):
        counts = draw_table(rng, rng.integers(2, 41), rng.integers(2, 13))
        total = int(counts.sum())
        started = time.perf_counter()
        found = suppress_or_merge(
            counts,
            threshold=profile.threshold,
            rounding=profile.rounding_base,
            known_total=total,
        )
        took = time.perf_counter() - started
        seconds, slowest = seconds + took, max(slowest, took)
        tally["withheld"] += found.status == "withheld"
        tally["merged"] += found.shown.shape != counts.shape
        if found.status != "published":
            continue
        groups = (found.row_groups, found.column_groups)
        merged = np.array([[counts[np.ix_(r, c)].sum() for c in groups[1]] for r in groups[0]])
        hidden = found.is_hidden & is_small(extend_totals(merged), profile.threshold)
        printed = found.printed.ravel()[:-1]  # all but the exact total of all
        tally["small"] += int(((printed > 0) & (printed < profile.threshold)).sum())
        tally["odd"] += int((printed % profile.rounding_base > 0).sum())
        tally["cells"] += found.printed.size
        tally["primary"] += found.n_primary
        tally["extra"] += found.n_complementary
        tally["audited"] += int(hidden.sum())
        tally["failures"] += _tells(
            found.printed,
            extend_totals(merged),
            hidden,
            threshold=profile.threshold,
            rounding=profile.rounding_base,
            has_every=has_every,
        )
    print(f"{n_tables:,} tables of 2 x 2 to 40 x 12, profile {profile.code}")
    print(f"  tables with a hidden small cell of fewer than 5 values  {tally['failures']}")
    print(f"  small counts printed                                    {tally['small']}")
    print(f"  counts printed that are not rounded                     {tally['odd']}")
    print(f"  hidden small cells audited                              {tally['audited']:,}")
    print(f"  cells hidden because small                {tally['primary'] / tally['cells']:8.2%}")
    print(f"  cells hidden besides                      {tally['extra'] / tally['cells']:8.2%}")
    print(f"  tables merged                             {tally['merged'] / n_tables:8.2%}")
    print(f"  tables withheld                           {tally['withheld'] / n_tables:8.2%}")
    print(f"  seconds per table, mean and slowest       {seconds / n_tables:8.3f} {slowest:8.3f}")


def _tells(
    printed: np.ndarray,
    true: np.ndarray,
    small: np.ndarray,
    *,
    threshold: int,
    rounding: int,
    least: int = LEAST,
    has_every: bool = False,
) -> bool:
    """Whether a small cell of a printed table can take fewer than so many values."""
    rules = {"threshold": threshold, "rounding": rounding, "known_total": int(true[-1, -1])}
    if has_every or least < LEAST:
        return bool((audit_counts(printed, **rules).n_possible[small] < least).any())
    seen = Ranges(true.astype(float), true.astype(float))
    exposed, _ = find_exposed(read_printed(printed, **rules), protected=small, seen=seen)
    return bool(exposed.any())


def measure_sizes(profile: Profile, *, seed: int) -> None:
    """Print the careless ways beside suppression with its audit, for three sizes of table."""
    threshold, rounding = profile.threshold, profile.rounding_base
    print("tables with a hidden small cell that is told, or has fewer than 5 values")
    print("  size     tables  exact elsewhere: told  rounded: under 5  audited  merged  extra")
    for n_rows, n_columns, n_tables in CARELESS_SIZES:
        rng = np.random.default_rng(seed)
        told = narrow = failed = merged = extra = cells = 0
        for _ in range(n_tables):
            counts = draw_table(rng, n_rows, n_columns)
            true = extend_totals(counts)
            small = is_small(true, threshold)
            small[-1, -1] = False
            exact = np.where(small, np.nan, true)
            rounded = np.where(small, np.nan, (2 * true + rounding) // (2 * rounding) * rounding)
            told += _tells(exact, true, small, threshold=threshold, rounding=1, least=2)
            narrow += _tells(rounded, true, small, threshold=threshold, rounding=rounding)
            found = suppress_or_merge(
                counts, threshold=threshold, rounding=rounding, known_total=int(counts.sum())
            )
            if found.shown.shape != counts.shape or found.status == "withheld":
                merged += 1
                continue
            extra, cells = extra + found.n_complementary, cells + counts.size
            failed += _tells(found.printed, true, small, threshold=threshold, rounding=rounding)
        print(
            f"  {n_rows:2d} x {n_columns:<2d}  {n_tables:6d}  {told:21d}  {narrow:16d}  {failed:7d}"
            f"  {merged:6d}  {extra / max(cells, 1):5.1%}"
        )


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--tables", type=int, default=1000)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="public")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--every-cell", action="store_true", help="both ends of every cell: slow, the same answer"
    )
    options = parser.parse_args()
    profile = PROFILES[options.profile]
    measure_sizes(profile, seed=options.seed)
    measure_audited(options.tables, profile, seed=options.seed, has_every=options.every_cell)


if __name__ == "__main__":
    main()
