"""Small consultations published as they would be, with the truth behind them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import attack
import numpy as np
import pandas as pd

from gpgp.disclosure import gather_material
from gpgp.disclosure.pooling import sum_over_areas
from gpgp.disclosure.rating_disclosure import SIDES
from gpgp.report.render.table_files import write_csv
from gpgp.report.tables import protect_material

QUESTION = "vision"


@dataclass(frozen=True)
class Published:
    """Files by name, and what they were made from."""

    files: Mapping[str, bytes]
    material: Any

    def attack(self):
        """Every hidden small number as (what, true, base, least, most).

        How many of everyone did not answer is left out: it says nothing of what anyone thinks,
        and shares of few people tell it.
        """
        profile = self.material.profile
        yield from self._attack_sizes(profile)
        for item in self.material.rated[QUESTION].answers:
            label = self.material.consultation.label_of(item)
            truth = self._count_item(item)
            for found in attack.attack_item(
                self.files, profile, question=QUESTION, item=item, label=label, truth=truth
            ):
                yield ((item, *found[0]), *found[1:])
        yield from self._attack_themes(profile)

    def _attack_sizes(self, profile):
        for dimension in ("constituency", "nation"):
            name = f"who_answered_by_{dimension}.csv"
            if name not in self.files:
                continue
            truth = {area.label: area.n_responses for area in self.material.areas(dimension)}
            codes = self.material.tables["responses"][f"{dimension}_code"]
            truth["No answer"] = int((codes == "no_answer").sum())
            truth["Not matched to the list"] = int((codes == "not_matched").sum())
            cells = self.material.sizes[dimension].values()
            rounding = max(getattr(cell, "rounding", 1) for cell in cells)
            rounding = max(profile.rounding_base, rounding)
            for label, n, low, high in attack.attack_sizes(
                self.files, profile, truth=truth, name=name, rounding=rounding
            ):
                yield ((dimension, label), n, n + 5, low, high)

    def _count_item(self, item):
        rated, truth = self.material.rated[QUESTION], {}
        for dimension in ("constituency", "nation"):
            for area in self.material.areas(dimension):
                rating = rated.find(dimension, area.code, item)
                for side, n in zip(SIDES, rating.sides if rating else (), strict=False):
                    truth[dimension, area.label, side] = (n, rating.n_answers)
        everyone = rated.everyone(item)
        for side, n in zip(SIDES, everyone.sides, strict=True):
            truth["all", "Everyone", side] = (n, everyone.n_answers)
        points = self.material.tables["agreement_points"]
        points = points.loc[(points["group_code"] == "all") & (points["item_code"] == item)]
        for row in points.itertuples():
            truth["all", "Everyone", row.score] = (int(row.n_answers), everyone.n_answers)
        return truth

    def _attack_themes(self, profile):
        if "themes_by_constituency.csv" not in self.files:
            return
        areas = self.material.everyone_and("constituency")
        prevalence = self.material.tables["theme_prevalence"]
        counts = sum_over_areas(
            prevalence, areas=areas, by=["theme_id"], counts=["n_respondents", "n_base"]
        )
        labels = {area.code: area.label for area in areas}
        shown = attack.read_sheet(self.files["themes_by_constituency.csv"])
        for theme in self.material.tables["themes"].itertuples():
            label = theme.label[:1].upper() + theme.label[1:]
            if label not in shown:
                continue
            here = counts.loc[counts["theme_id"] == theme.theme_id]
            here = here.assign(label=here["area_code"].map(labels)).set_index("label")
            bases = {area.label: 0 for area in areas} | here["n_base"].to_dict()
            truth = here["n_respondents"].to_dict()
            for found in attack.attack_theme(
                self.files, profile, label=label, bases=bases, truth=truth
            ):
                yield ((theme.theme_id, found[0]), *found[1:])


def simulate_small(simulate, consultation, *, seed):
    """Tables of 2 to 12 constituencies of 10 to 120 people, 2 or 3 elements, some tiny groups."""
    rng = np.random.default_rng(seed)
    codes = [group.code for group in consultation.constituencies]
    chosen = rng.choice(codes, rng.integers(2, 13), replace=False)
    sizes = {code: int(rng.integers(10, 121)) for code in chosen}
    for code in rng.choice(codes, rng.integers(0, 3), replace=False):
        sizes.setdefault(code, int(rng.integers(1, 10)))
    for code in ("no_answer", "not_matched"):
        if rng.random() < 0.6:
            sizes[code] = int(rng.integers(1, 12))
    items = rng.choice(
        [item.code for item in consultation.elements], rng.integers(2, 4), replace=False
    )
    agree = {item: float(rng.choice([0.1, 0.4, 0.6, 0.8, 0.95])) for item in items}
    tables = simulate(seed=seed, sizes=sizes, agree=agree)
    tables["weighting_views"] = weigh(tables["agreement_ratings"], tables["weighting_views"])
    return tables


def publish_small(simulate, consultation, profile, *, seed):
    """Publish a small consultation."""
    tables = simulate_small(simulate, consultation, seed=seed)
    material = gather_material(tables, consultation=consultation, profile=profile)
    files = {f"{name}.csv": write_csv(table) for name, table in protect_material(material).items()}
    return Published(files, material)


def weigh(ratings, views):
    """Views with the means of constituencies as they are; those of fewer than ten have none."""
    known = ~ratings["group_code"].isin(["no_answer", "not_matched"])
    here = ratings.loc[
        (ratings["dimension_code"] == "constituency") & known & (ratings["n_answers"] >= 10)
    ]
    means = here.groupby("item_code")["share_agree"].mean()
    plain = ratings.loc[ratings["group_code"] == "all"].set_index("item_code")["share_agree"]
    views = views.loc[views["view_code"] != "per_organisation"]
    shares = np.where(
        views["view_code"] == "equal_constituency",
        views["item_code"].map(means),
        views["item_code"].map(plain),
    )
    n_voices = views["item_code"].map(here.groupby("item_code").size())
    views = views.assign(share_agree=shares, n_voices=n_voices.astype(float))
    return views.loc[pd.notna(views["share_agree"])].reset_index(drop=True)


def add_letter(tables, *, n_senders):
    """One letter that the first so many sent, a few of them with an edit."""
    comments = tables["comments"].drop_duplicates("response_id").copy()
    sent = comments.index[:n_senders]
    comments.loc[sent, "campaign_role_code"] = "identical"
    comments.loc[sent[:12], "campaign_role_code"] = "edited"
    letter = {
        "campaign_id": "c1",
        "question_id": "missing",
        "text": "More of everything.",
        "n_copies": n_senders,
        "n_identical": n_senders - 12,
        "n_edited": 12,
        "n_additions": 3,
    }
    return {**tables, "comments": comments, "campaigns": pd.DataFrame([letter])}
