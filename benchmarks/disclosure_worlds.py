"""Whether hidden counts can be worked back where areas nest and reports lie beside each other.

    python benchmarks/disclosure_worlds.py --seeds 3

Each world is a kind of consultation (tests/disclosure/worlds.py): a constituency that is all of a
nation but a few, two that share a nation, a campaign's letter that one constituency sent, 150,
300 or 700 responses over 14 constituencies. Each is published for the public and for the board
(the briefs print cells of these). A reader who knows who is in each area, every base and the
count behind every printed share reads the CSV files of one report, and of both, with the counts
that stand in words, and looks for the ends of every small count by integer programmes: of every
printed set of people, and of what two of them leave of each other. Told must be 0. Also printed:
what share of the cells of the matrices and of the table of themes says something.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOUSE / "tests" / "disclosure"), str(HOUSE / "tests")]

from conftest import simulate_tables  # noqa: E402
from worlds import WORLDS, World, publish_world  # noqa: E402

from gpgp.instrument import parse_consultation  # noqa: E402
from gpgp.report import PROFILES  # noqa: E402

REPORTS = (("public",), ("board",), ("public", "board"))


def attack_world(world: World) -> Counter:
    """Return how many small counts were attacked and told, by reports read and kind."""
    found: Counter = Counter()
    for codes in REPORTS:
        for kind, attack in (("counts", world.attack), ("sizes", world.attack_sizes)):
            for *_, is_told in attack(*codes):
                found[codes, kind, "attacked"] += 1
                found[codes, kind, "told"] += is_told
    return found


def main() -> int:
    """Run the benchmark; exit 1 if anything is worked back."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--worlds", nargs="*", choices=WORLDS, default=WORLDS)
    options = parser.parse_args()
    text = (HOUSE / "gpgp" / "sample" / "consultation.yaml").read_text(encoding="utf-8")
    consultation = parse_consultation(text)
    profiles, n_told = [PROFILES["public"], PROFILES["board"]], 0
    for name in options.worlds:
        found, cells, seconds = Counter(), Counter(), 0.0
        for seed in range(options.seeds):
            started = time.process_time()
            world = publish_world(simulate_tables, consultation, profiles, world=name, seed=seed)
            seconds += time.process_time() - started
            found += attack_world(world)
            cells += world.count_cells()
        print(f"{name}: {options.seeds} consultations, {seconds / options.seeds:.1f} CPU s each")
        for codes in REPORTS:
            for kind in ("counts", "sizes"):
                n, told = (found[codes, kind, each] for each in ("attacked", "told"))
                n_told += told
                print(f"  {' + '.join(codes):15s} small {kind:7s} {n:6,} attacked, {told:4,} told")
        for code, table in sorted({key[:2] for key in cells}):
            here = {key[2]: n for key, n in cells.items() if key[:2] == (code, table)}
            total = sum(here.values())
            says = ", ".join(f"{kind} {n / total:.0%}" for kind, n in sorted(here.items()))
            print(f"  {code:6s} {table:13s} {total:4d} cells: {says}", flush=True)
    return int(n_told > 0)


if __name__ == "__main__":
    sys.exit(main())
