"""How often two waves are said to differ where nothing changed, and how often a change is found.

One consultation is split at random into two waves again and again: whatever is claimed is false.
Then 300 people are drawn for each wave and what they answered on one item is drawn anew, half of
them saying yes in the first and 65% in the second. Needs the tables of ``gpgp report NAME``.

    python benchmarks/compare_waves.py --name great_people --splits 200 --plants 200
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

import numpy as np
import pandas as pd

from gpgp import comparison, storage
from gpgp.agreement import AgreementSettings
from gpgp.instrument import Consultation
from gpgp.tables import SPECS

BEFORE, AFTER = 0.5, 0.65
N_PLANTED = 300  # in each wave
MOST_CLAIMED, LEAST_FOUND = 0.05, 0.8


def main() -> int:
    """Print both figures; end 1 if either falls short."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--name", default="great_people")
    parser.add_argument("--project", default=".")
    parser.add_argument("--splits", type=int, default=200)
    parser.add_argument("--plants", type=int, default=200)
    parser.add_argument("--themes", type=int, default=0, help="so many splits with themes as well")
    given = parser.parse_args()
    project = storage.open_project(given.project)
    consultation = storage.read_consultation(project, given.name)
    tables = storage.read_tables(project, given.name, SPECS)
    rng = np.random.default_rng(20)
    items = comparison.match_items(consultation, consultation)
    claimed = [_split(tables, consultation, items, rng) for _ in range(given.splits)]
    themed = [_split(tables, consultation, items, rng, True) for _ in range(given.themes)]
    runs = [bool(n) for n in claimed + themed]
    print(f"random splits: a difference claimed in {sum(runs)} of {len(runs)} runs")
    if themed:
        print(f"  of those with themes: {sum(map(bool, themed))} of {len(themed)} runs")
    found = _plant(tables, consultation, items, rng, given.plants)
    for kind, hits in found.groupby("kind")["found"]:
        print(f"planted {BEFORE:.0%} to {AFTER:.0%}, {N_PLANTED} a wave, {kind}: {hits.mean():.0%}")
    power = found["found"].mean()
    print(f"planted change found in {power:.1%} of {len(found)} runs")
    is_good = (not runs or np.mean(runs) <= MOST_CLAIMED) and power >= LEAST_FOUND
    return 0 if is_good else 1


def _take(tables: dict[str, pd.DataFrame], chosen: pd.Index) -> dict[str, pd.DataFrame]:
    return {
        name: frame[frame["response_id"].isin(chosen)].reset_index(drop=True)
        if "response_id" in frame
        else frame
        for name, frame in tables.items()
    }


def _split(
    tables: dict[str, pd.DataFrame],
    consultation: Consultation,
    items: pd.DataFrame,
    rng: np.random.Generator,
    has_themes: bool = False,
) -> int:
    ids = rng.permutation(tables["responses"]["response_id"])
    halves = [_take(tables, pd.Index(part)) for part in np.array_split(ids, 2)]
    waves = [comparison.gather_wave(half, consultation=consultation) for half in halves]
    if has_themes:
        given = halves[0]["comment_themes"].merge(halves[0]["comments"][["comment_id"]])
        coded = comparison.code_waves(
            halves[0]["comments"],
            halves[1]["comments"],
            themes=tables["themes"],
            comment_themes=given,
            seed=int(rng.integers(1_000)),
        )
        if coded is not None:
            pairs = zip(waves, coded, strict=True)
            waves = [comparison.add_themes(w, each.members, each.writers) for w, each in pairs]
    return _count_claims(waves, consultation, items)


def _count_claims(
    waves: list[comparison.Wave], consultation: Consultation, items: pd.DataFrame
) -> int:
    changes = comparison.measure_changes(
        waves[0],
        waves[1],
        items=items,
        constituencies=[group.code for group in consultation.constituencies],
        settings=AgreementSettings(),
    )
    return int(changes["change_code"].isin(["more", "less"]).sum())


def _plant(
    tables: dict[str, pd.DataFrame],
    consultation: Consultation,
    items: pd.DataFrame,
    rng: np.random.Generator,
    n_runs: int,
) -> pd.DataFrame:
    keys = [
        tuple(row)
        for row in items[["kind_code", "question_id", "item_code"]].itertuples(index=False)
        if row[0] in ("rating", "multi_choice")  # the first place and a single choice add up to 1
    ]
    rows = []
    for run in range(n_runs):
        key = keys[run % len(keys)]
        ids = rng.permutation(tables["responses"]["response_id"])[: 2 * N_PLANTED]
        waves = []
        for part, share in zip(np.array_split(ids, 2), (BEFORE, AFTER), strict=True):
            wave = comparison.gather_wave(_take(tables, pd.Index(part)), consultation=consultation)
            everybody = np.ones(len(part), dtype=bool)
            drawn = rng.random(len(part)) < share
            waves.append(replace(wave, answers={**wave.answers, key: (drawn, everybody)}))
        changes = comparison.measure_changes(
            waves[0],
            waves[1],
            items=items,
            constituencies=[group.code for group in consultation.constituencies],
            settings=AgreementSettings(),
        )
        own = changes.set_index(["kind_code", "question_id", "item_code", "group_code"])
        rows.append((key[0], own.loc[(*key, "all"), "change_code"] == "more"))
    return pd.DataFrame(rows, columns=["kind", "found"])


if __name__ == "__main__":
    sys.exit(main())
