"""What printed whole per cents tell of counts, for every count of every base to 1,000.

    python benchmarks/percentages.py --bases 1000

Prints how many shares would tell a count or complement under the threshold if every share were
printed, and how many of those that the gate prints do (must be 0); then, for tables of disagree,
neither and agree by area, how often the printed shares of a row or of everyone tell a small
count without the audit and with it.
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from gpgp.report import PROFILES, Profile
from gpgp.report.gate.audit import extend_totals
from gpgp.report.gate.protect import can_print_share, round_people, whole_percent
from gpgp.report.gate.share_audit import (
    BAND,
    NOTHING,
    SHARE,
    ShareRules,
    find_exposed_share,
    read_shares,
)
from gpgp.report.gate.shares import possible_counts, suppress_shares, tells_small

HEADLINE = 2  # agree, in disagree, neither, agree


def measure_single(most: int, profile: Profile) -> None:
    """Print what single shares tell, printed without and with the rules."""
    rules = {"rounding": profile.rounding_base, "floor": 1}
    n_all = n_exact = n_told = n_printed = n_leaks = 0
    for base in range(1, most + 1):
        printed_base = round_people(base, profile=profile)
        for n in range(base + 1):
            percent = whole_percent(n, base)
            n_all += 1
            told = tells_small(percent, printed_base, threshold=profile.threshold, **rules)
            n_told += told
            n_exact += len(list(possible_counts(percent, base, rounding=1, floor=1))) == 1
            if can_print_share(n, base, profile=profile):
                n_printed += 1
                n_leaks += told
    print(f"every count of every base to {most:,}, profile {profile.code}: {n_all:,} shares")
    print(f"  whole per cent and exact base tell the count exactly      {n_exact / n_all:7.1%}")
    print(f"  tell a small count or complement, if all were printed {n_told:9,}")
    print(f"  shares that the gate prints                           {n_printed:9,}")
    print(f"  of these, tell a small count or complement            {n_leaks:9,}")


def measure_tables(n_tables: int, profile: Profile, *, seed: int) -> None:
    """Print what tables of shares tell, without the audit and with it."""
    rng = np.random.default_rng(seed)
    rules = {
        "threshold": profile.threshold,
        "rounding": profile.rounding_base,
        "floor": profile.share_base_floor,
    }
    open_rows = after = unsafe = primary = extra = shares = headline = wide = 0
    seconds = 0.0
    for _ in range(n_tables):
        size = rng.lognormal(4.3, 0.8, rng.integers(2, 16)).astype(int) + profile.share_base_floor
        lean = 15 * rng.dirichlet([1, 1.5, 4]) + 0.01
        parts = np.array([rng.multinomial(n, rng.dirichlet(lean)) for n in size])
        started = time.perf_counter()
        found = suppress_shares(parts, headline=HEADLINE, **rules)
        seconds += time.perf_counter() - started
        open_rows += _tells(parts, None, rules)
        unsafe += not found.is_safe
        after += found.is_safe and _tells(parts, found.kinds, rules)
        primary, extra = primary + found.n_primary, extra + found.n_complementary
        shares += found.kinds.size
        headline += int((found.kinds[:-1, HEADLINE] == NOTHING).sum())
        wide += len(parts)
    print(f"{n_tables} tables of disagree, neither, agree in 2 to 15 areas, profile {profile.code}")
    print(f"  tables that tell a small count, no audit     {open_rows:6d}")
    print(f"  tables that tell one after the audit         {after:6d}")
    print(f"  tables left to be merged                     {unsafe:6d}")
    print(f"  shares not printed because small             {primary / shares:6.1%}")
    print(f"  shares not printed besides                   {extra / shares:6.1%}")
    print(f"  areas without a share or band of agreement   {headline:6d} of {wide:,}")
    print(f"  seconds per table                            {seconds / n_tables:6.3f}")


def _tells(parts: np.ndarray, kinds: np.ndarray | None, rules: dict[str, int]) -> bool:
    """Whether printed shares leave some small count fewer than five values."""
    true = extend_totals(parts)
    own = ShareRules(**rules, headline=HEADLINE, n_parts=3)
    if kinds is None:
        counts, base = true[:, :-1], true[:, -1:]
        is_large = np.minimum(counts, base - counts) >= own.threshold
        is_zero = (counts == 0) & (base >= own.zero_floor)
        is_zero[:, HEADLINE] = False
        kinds = np.where((base >= own.floor) & (is_large | is_zero), SHARE, NOTHING)
        column = kinds[:, HEADLINE]
        column[(base[:, 0] >= own.floor) & (column == NOTHING)] = BAND
    knowledge = read_shares(true, kinds, np.ones(len(true), bool), own)
    for row, column in np.argwhere((true[:, :-1] > 0) & (true[:, :-1] < own.threshold)):
        target = np.zeros(true.shape, dtype=int)
        target[row, column] = 1
        seen = [{int(true[row, column])}]
        if find_exposed_share(knowledge, [target], true=true, seen=seen) is not None:
            return True
    return False


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bases", type=int, default=1000)
    parser.add_argument("--tables", type=int, default=100)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="public")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    profile = PROFILES[options.profile]
    measure_single(options.bases, profile)
    measure_tables(options.tables, profile, seed=options.seed)


if __name__ == "__main__":
    main()
