"""What printed whole per cents tell of counts, for every count of every base to 1,000.

    python benchmarks/percentages.py --bases 1000

Prints how many shares would tell a count or complement under the threshold if every share were
printed, and how many of those that the gate prints do (must be 0).
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from gpgp.disclosure.protect import can_print_share, round_people, whole_percent
from gpgp.report import PROFILES, Profile


def possible_counts(percent: int, printed_base: int, rounding: int) -> Iterator[tuple[int, int]]:
    """Yield every (count, base) that a printed whole per cent and rounded base can stand for."""
    least = max(1, printed_base - rounding // 2)
    for base in range(least, printed_base + (rounding - 1) // 2 + 1):
        first = -((base - 2 * percent * base) // 200)
        last = ((2 * percent + 1) * base - 1) // 200
        for n in range(max(first, 0), min(last, base) + 1):
            yield n, base


def tells_small(percent: int, printed_base: int, *, profile: Profile) -> bool:
    """Whether a printed share tells that the count, or its complement, is from 1 to T - 1."""
    found = list(possible_counts(percent, printed_base, profile.rounding_base))
    counts = {n for n, _ in found}
    others = {base - n for n, base in found}
    return any(values <= set(range(1, profile.threshold)) for values in (counts, others) if values)


def measure_single(most: int, profile: Profile) -> None:
    """Print what single shares tell, printed without and with the rules."""
    n_all = n_exact = n_told = n_printed = n_leaks = 0
    for base in range(1, most + 1):
        printed_base = round_people(base, profile=profile)
        for n in range(base + 1):
            percent = whole_percent(n, base)
            n_all += 1
            told = tells_small(percent, printed_base, profile=profile)
            n_told += told
            n_exact += len(list(possible_counts(percent, base, 1))) == 1
            if can_print_share(n, base, profile=profile):
                n_printed += 1
                n_leaks += told
    print(f"every count of every base to {most:,}, profile {profile.code}: {n_all:,} shares")
    print(f"  whole per cent and exact base tell the count exactly      {n_exact / n_all:7.1%}")
    print(f"  tell a small count or complement, if all were printed {n_told:9,}")
    print(f"  shares that the gate prints                           {n_printed:9,}")
    print(f"  of these, tell a small count or complement            {n_leaks:9,}")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bases", type=int, default=1000)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="public")
    options = parser.parse_args()
    measure_single(options.bases, PROFILES[options.profile])


if __name__ == "__main__":
    main()
