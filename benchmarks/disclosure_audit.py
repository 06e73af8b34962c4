"""Whether hidden counts can be worked back from what is published, on simulated consultations.

    python benchmarks/disclosure_audit.py --reports 170 --profile public

Each consultation has 2 to 12 constituencies of 10 to 120 people, some tiny groups and people
without one, and 2 or 3 elements. Its published CSV files are read back by a reader who knows the
rules (tests/disclosure/attack.py), by integer programmes. Leaks must be 0. Also printed: how much
of the headline matrix is a number, a band, pooled or withheld, and how many shares by
constituency are hidden because they are small and for other cells.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import time
from collections import Counter
from pathlib import Path

from gpgp.disclosure.bands import SHARE
from gpgp.disclosure.protect import ZERO_FLOOR, can_print_share
from gpgp.disclosure.rating_disclosure import SIDES
from gpgp.instrument import parse_consultation
from gpgp.report import PROFILES

HOUSE = Path(__file__).resolve().parents[1]
TESTS = HOUSE / "tests" / "disclosure"
sys.path.insert(0, str(TESTS))

import attack  # noqa: E402
from simulated import QUESTION, Published, publish_small  # noqa: E402


def load_simulation():
    """Return the simulation that the tests use."""
    spec = importlib.util.spec_from_file_location("conftest", HOUSE / "tests" / "conftest.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.simulate_tables


def count_kinds(published: Published) -> Counter:
    """Return how many cells of the matrix by constituency are what."""
    kinds = Counter()
    for item in published.material.rated[QUESTION].answers:
        sheet = attack.read_sheet(published.files[f"{QUESTION}-{item}_by_constituency.csv"])
        for area, cells in sheet.items():
            if area != "Everyone":
                kinds[_name_kind(cells[3])] += 1
    return kinds


def count_hidden(published: Published) -> Counter:
    """Return how many shares by constituency are printed, hidden as small, hidden for others."""
    found, profile = Counter(), published.material.profile
    for (dimension, *_), rating in published.material.rated[QUESTION].ratings.items():
        if dimension == "constituency" and not rating.is_pooled:
            for side, n, kind in zip(SIDES, rating.sides, rating.kinds, strict=True):
                is_zero = n == 0 and rating.n_answers >= ZERO_FLOOR and side != "agree"
                is_large = can_print_share(n, rating.n_answers, profile=profile)
                alone = "for others" if is_large or is_zero else "small"
                found["printed" if kind == SHARE else alone] += 1
    return found


def _name_kind(text: str) -> str:
    if "[pool]" in text:
        return "pooled"
    return "number" if text.isdigit() else text if text.startswith("[") else "band"


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=170)
    parser.add_argument("--profile", choices=sorted(PROFILES), default="public")
    parser.add_argument("--seed", type=int, default=1000)
    options = parser.parse_args()
    profile, simulate = PROFILES[options.profile], load_simulation()
    text = (HOUSE / "gpgp" / "sample" / "consultation.yaml").read_text(encoding="utf-8")
    consultation = parse_consultation(text)
    kinds, hidden, audited, leaks, tables, seconds = Counter(), Counter(), 0, [], 0, 0.0
    for seed in range(options.seed, options.seed + options.reports):
        started = time.perf_counter()
        published = publish_small(simulate, consultation, profile, seed=seed)
        seconds += time.perf_counter() - started
        tables += sum(
            name.endswith(("_by_constituency.csv", "_by_nation.csv")) for name in published.files
        )
        kinds += count_kinds(published)
        hidden += count_hidden(published)
        for what, n, whole, low, high in published.attack():
            audited += 1
            if attack.is_told(n, whole, low, high):
                leaks.append((seed, what))
                print(f"  leak: seed {seed}, {what}: {n} lies in {low} to {high}")
    print(f"{options.reports} reports, {tables:,} tables by area, profile {profile.code}")
    print(f"  hidden small counts attacked        {audited:7,}")
    print(f"  of these, worked back               {len(leaks):7,}")
    for kind, n in kinds.most_common():
        print(f"  matrix cells: {kind:20s}  {n / kinds.total():7.1%}")
    for kind in ("small", "for others"):
        print(f"  shares by constituency hidden: {kind:7s} {hidden[kind] / hidden.total():7.1%}")
    print(f"  seconds per report, with simulation {seconds / options.reports:7.2f}")


if __name__ == "__main__":
    main()
