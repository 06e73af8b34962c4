"""Which themes nobody has read may be shown to a board: rules beside what they let through.

    python benchmarks/themes_shown.py DATA_FOLDER [SET ...]

DATA_FOLDER holds ``text,label`` files coded by people; without names, the sets in
``themes_split.csv`` that settings are chosen on. Of each set (at most 800 comments) and of one copy
with its words dealt anew, themes are found and checked as in a report. *Lift*: how much more often
a theme's commonest code stands in it than in the whole set. *Closeness*: mean score of the comments
whose main theme it is. *Both* rules ask for p and overlap, *either* rules for one of them. Sought:
at most 5% of shuffled clusters shown, and at least three in four of those shown with a lift of 3 or
more; of such rules, the one that shows most.
"""

from __future__ import annotations

import sys
from itertools import product
from pathlib import Path

import pandas as pd
from themes_shuffled import frame_comments, shuffle_words

from gpgp.themes import find_themes

SPLIT = Path(__file__).with_name("themes_split.csv")
MOST_COMMENTS, LEAST_LIFT = 800, 3.0
P_LIMITS, CLOSENESS, SETTLED = (0.01, 0.05, 1.0), (0.0, 0.4, 0.5, 0.55, 0.6, 0.65), (0.0, 0.5, 0.75)


def describe_themes(texts: list[str], labels: pd.Series | None) -> pd.DataFrame:
    """One row per theme: p of *real*, overlap of *settled*, closeness and, with codes, lift."""
    found = find_themes(frame_comments(texts), seed=1)
    checks = found.checks.pivot_table(index="theme_id", columns="check_code", values="value")
    main = found.comment_themes[found.comment_themes["is_main"]]
    table = pd.DataFrame(
        {
            "p": checks["real"],
            "overlap": checks["settled"],
            "closeness": main.groupby("theme_id", observed=True)["score"].mean(),
            "n": main.groupby("theme_id", observed=True).size(),
        }
    ).drop(index="all", errors="ignore")
    if labels is not None:
        code = main["comment_id"].map(labels)
        by_theme = code.groupby(main["theme_id"], observed=True).value_counts(normalize=True)
        commonest = by_theme.groupby(level=0).head(1).reset_index(level=1)
        base = labels.value_counts(normalize=True)
        table["lift"] = commonest["proportion"] / commonest.iloc[:, 0].map(base)
    return table


def try_rules(themes: pd.DataFrame) -> pd.DataFrame:
    """What every rule shows of real and of shuffled clusters."""
    is_coded = themes["lift"].notna()
    rows = []
    for p, closeness, overlap, both in product(P_LIMITS, CLOSENESS, SETTLED, (True, False)):
        is_real_by_p, is_settled = themes["p"].le(p), themes["overlap"].fillna(0).ge(overlap)
        shown = (is_real_by_p & is_settled) if both else (is_real_by_p | is_settled)
        shown &= themes["closeness"].ge(closeness)
        rows.append(
            {
                "rule": "both" if both else "either",
                "p": p,
                "closeness": closeness,
                "overlap": overlap,
                "shown": (shown & is_coded).sum(),
                "of": is_coded.sum(),
                "with_lift": (themes.loc[shown & is_coded, "lift"] >= LEAST_LIFT).mean(),
                "shuffled_shown": (shown & ~is_coded).sum() / max((~is_coded).sum(), 1),
            }
        )
    return pd.DataFrame(rows)


def main() -> None:
    """Print every set, then the rules that keep both limits, those that show most first."""
    folder, names = Path(sys.argv[1]), sys.argv[2:]
    split = pd.read_csv(SPLIT, keep_default_na=False).query("folder == 'comments'")
    parts = []
    for name in names or split.loc[split["half"] == "choose", "set"]:
        rows = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        rows = rows.sample(min(len(rows), MOST_COMMENTS), random_state=1)
        texts = rows["text"].tolist()
        ids = frame_comments(texts)["comment_id"]
        labels = pd.Series(rows["label"].to_numpy(), index=ids)
        for kind, given in (("real", texts), ("shuffled", shuffle_words(texts, seed=1))):
            found = describe_themes(given, labels if kind == "real" else None)
            parts.append(found.assign(set=name, kind=kind))
            print(f"{name}, {kind}\n{found.round(2).to_string()}", flush=True)
    themes = pd.concat(parts, ignore_index=True)
    is_coded = themes["lift"].notna()
    print(f"lift of 3 or more, all clusters: {(themes.loc[is_coded, 'lift'] >= 3).mean():.2f}")
    rules = try_rules(themes)
    kept = rules[(rules["shuffled_shown"] <= 0.05) & (rules["with_lift"] >= 0.75)]
    print(kept.sort_values("shown", ascending=False).head(20).round(3).to_string(index=False))
    print("all rules\n" + rules.round(3).to_string(index=False))


if __name__ == "__main__":
    main()
