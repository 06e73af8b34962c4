"""Consultations in which areas nest: the same people printed in two ways, in two reports.

Each world is a way in which a few people stand between two printed sets: a constituency that is
all of a nation but a few, two that share a nation, a letter that one constituency sent.
"""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np
from attack import read_sheet
from joint_attack import JointReader, least_over_half
from simulated import QUESTION, weigh

from gpgp.disclosure import gather_material
from gpgp.disclosure.rating_disclosure import SIDES
from gpgp.report.render.table_files import write_csv
from gpgp.report.tables import protect_material

CODES = (
    "council_staff", "elected_members", "chief_executives", "hr_directors", "trade_unions",
    "welsh_councils", "northern_ireland_councils", "health_bodies", "care_providers",
    "regional_employers", "professional_bodies", "national_bodies", "central_government",
    "care_skills_regulator",
)  # fmt: skip
ENGLISH = ("north_west", "south_east", "london", "yorkshire_humber", "south_west")
WORLDS = ("nested", "shared nation", "letter", "small 150", "small 300", "medium 700")


def simulate_world(simulate, *, world, seed):
    """Stage tables of a world, with true supporters and means."""
    rng = np.random.default_rng([seed, WORLDS.index(world)])
    sizes = _choose_sizes(world, rng)
    codes = [code for code, n in sizes.items() for _ in range(n)]
    nations = _choose_nations(world, codes, rng)
    senders = None
    if world == "letter":
        odd = rng.random(len(codes)) < rng.choice([0.0, 0.01])
        senders = [(code == "trade_unions") != is_odd
                   for code, is_odd in zip(codes, odd, strict=True)]  # fmt: skip
    items = rng.choice(["productive", "joined_up", "co_designing", "valued"], 2, replace=False)
    agree = {item: float(rng.choice([0.15, 0.4, 0.6, 0.8, 0.93])) for item in items}
    tables = simulate(seed=seed, sizes=sizes, agree=agree, nations=nations, senders=senders)
    tables["weighting_views"] = weigh(tables["agreement_ratings"], tables["weighting_views"])
    tables["agreement_verdicts"] = _judge(tables["agreement_ratings"], tables["agreement_verdicts"])
    return tables


def _choose_sizes(world, rng):
    n_all = {"small 150": 150, "small 300": 300, "medium 700": 700}.get(world)
    if n_all:
        shares = rng.dirichlet(np.full(len(CODES), 1.2))
        counts = rng.multinomial(n_all, shares)
        return {code: int(n) for code, n in zip(CODES, counts, strict=True) if n}
    sizes = {code: int(rng.integers(30, 130)) for code in CODES[:7]}
    sizes |= {code: int(rng.integers(3, 40)) for code in rng.permutation(CODES[7:])[:5]}
    return sizes | {"no_answer": int(rng.integers(0, 9))}


def _choose_nations(world, codes, rng):
    """Welsh and Northern Irish councils are all of their nation but a few; some share one."""
    n_others = {nation: int(rng.integers(0, 10)) for nation in ("wales", "northern_ireland")}
    nation_of = {"welsh_councils": "wales", "northern_ireland_councils": "northern_ireland"}
    if world == "shared nation":
        nation_of |= {"hr_directors": "wales", "health_bodies": "northern_ireland"}
    nations = [nation_of.get(code) or str(rng.choice(ENGLISH)) for code in codes]
    others = rng.permutation([i for i, code in enumerate(codes) if code not in nation_of])
    for nation, n in n_others.items():
        for place in others[:n]:
            nations[place] = nation
        others = others[n:]
    astray = [i for i, code in enumerate(codes) if code in nation_of]
    for place in rng.permutation(astray)[: int(rng.choice([0, 0, 2]))]:
        nations[place] = "london"
    return nations


def _judge(ratings, verdicts):
    """Supporters and objectors by their intervals, of constituencies with ten answers."""
    here = ratings.loc[(ratings["dimension_code"] == "constituency") & (ratings["n_answers"] >= 10)]
    here = here.loc[~here["group_code"].isin(["no_answer", "not_matched"])]
    for column, holds in (
        ("supporters", here["share_low"] > 0.5),
        ("objectors", here["share_high"] < 0.5),
    ):
        named = here.loc[holds].groupby("item_code")["group_code"].agg("|".join)
        verdicts = verdicts.assign(
            **{column: [named.get(each, "") for each in verdicts["item_code"]]}
        )
    return verdicts.loc[verdicts["item_code"].isin(set(ratings["item_code"]))]


@dataclass
class World:
    """Reports of one consultation by profile: files by name, and what they were made from."""

    tables: dict
    reports: dict[str, tuple[dict[str, bytes], Any]]

    def attack(self, *codes, has_words=True):
        """Every small count as :meth:`JointReader.find_told` has it, with reports ``codes``."""
        reports = {code: self.reports[code] for code in codes}
        threshold = min(material.profile.threshold for _, material in reports.values())
        for item in next(iter(reports.values()))[1].rated[QUESTION].answers:
            reader = self._read_item(reports, item, has_words)
            for found in reader.find_told(threshold=threshold):
                yield ((item, found[0], SIDES[found[1]]), *found[2:])
        for theme in self.tables["themes"].itertuples():
            reader = self._read_theme(reports, theme)
            if reader is not None:
                for found in reader.find_told(threshold=threshold):
                    if found[1] == 1:
                        yield ((theme.theme_id, found[0]), *found[2:])

    def _read_item(self, reports, item, has_words):
        ratings = self.tables["ratings"]
        ratings = ratings.loc[(ratings["item_code"] == item) & ratings["score"].notna()]
        people = self.tables["responses"].set_index("response_id").loc[ratings["response_id"]]
        part = np.select([ratings["score"] <= 2, ratings["score"] == 3], [0, 1], 2)
        reader = JointReader(part, 3)
        for code, (files, material) in reports.items():
            label = material.consultation.label_of(item)
            split = read_sheet(files[f"{QUESTION}-{item}_by_constituency.csv"])
            _read_areas(
                reader, code, material, people, "constituency",
                {area: dict(enumerate(cells[1:4])) for area, cells in split.items()},
            )  # fmt: skip
            if f"{QUESTION}_by_nation.csv" in files:
                matrix = _read_matrix(files[f"{QUESTION}_by_nation.csv"], label)
                _read_areas(
                    reader, code, material, people, "nation",
                    {area: {2: text} for area, text in matrix.items()},
                )  # fmt: skip
            if f"{QUESTION}_without_campaigns.csv" in files:
                comments = self.tables["comments"]
                sent = comments.loc[comments["campaign_id"].notna(), "response_id"]
                text = read_sheet(files[f"{QUESTION}_without_campaigns.csv"])[label][1]
                reader.read((code, "letter", "others"), ~people.index.isin(sent), {2: text})
            if has_words:
                self._read_words(reader, files, people, label, material)
        return reader

    def _read_words(self, reader, files, people, label, material):
        """The mean of constituencies, and how many of them are clearly over one half."""
        codes = people["constituency_code"].value_counts()
        codes = [c for c, n in codes.items() if n >= 10 and c not in ("no_answer", "not_matched")]
        who = [(people["constituency_code"] == code).to_numpy() for code in codes]
        heads = _read_rows(files[f"{QUESTION}_weighting.csv"])[0]
        column = next(i for i, head in enumerate(heads) if "onstituency counts" in head) - 1
        text = read_sheet(files[f"{QUESTION}_weighting.csv"])[label][column].removesuffix("%")
        if text.isdigit():
            voices = [(each, 1 / (len(who) * each.sum())) for each in who]
            reader.means.append((voices, 2, int(text) / 100 - 0.005, int(text) / 100 + 0.005))
        told = read_sheet(files[f"{QUESTION}_reasons.csv"])[label][1]
        counted = re.fullmatch(r"(\d+) of (\d+)", told)
        if counted and int(counted[2]) == len(_heard(material)):
            voices = [(each, least_over_half(int(each.sum()))) for each in who]
            reader.counts.append((voices, 2, int(counted[1])))

    def _read_theme(self, reports, theme):
        label = theme.label[:1].upper() + theme.label[1:]
        comments = self.tables["comments"]
        base = self.tables["theme_prevalence"]
        wrote = comments.loc[comments["campaign_id"].isna(), "response_id"].unique()
        assert base.loc[base["group_code"] == "all", "n_base"].max() == len(wrote)
        people = self.tables["responses"].set_index("response_id").loc[wrote]
        carried = self.tables["comment_themes"]
        raised = carried.loc[carried["theme_id"] == theme.theme_id, "response_id"]
        reader = JointReader(people.index.isin(raised).astype(int), 2)
        for code, (files, material) in reports.items():
            name = "themes_by_constituency.csv"
            if name not in files or label not in read_sheet(files[name]):
                continue
            heads = [head.removesuffix(" (%)") for head in _read_rows(files[name])[0][1:]]
            cells = dict(zip(heads, read_sheet(files[name])[label], strict=True))
            _read_areas(
                reader, code, material, people, "constituency",
                {area: {1: text} for area, text in cells.items()},
            )  # fmt: skip
        return reader if reader.sets else None

    def count_cells(self):
        """How many cells are a number, a band, a mark: by report, table and kind."""
        found = Counter()
        for code, (files, _) in self.reports.items():
            tables = {
                "matrix": f"{QUESTION}_by_constituency.csv",
                "nations": f"{QUESTION}_by_nation.csv",
                "themes": "themes_by_constituency.csv",
                "means": f"{QUESTION}_weighting.csv",
            }
            for table, name in tables.items():
                for row in _read_rows(files[name])[1:] if name in files else ():
                    cells = row[2:3] if table == "means" else row[2:]
                    if row[0] != "Everyone":
                        found.update((code, table, _name_kind(text)) for text in cells)
        return found

    def attack_sizes(self, *codes):
        """Small numbers of people in areas, and between two areas, from printed sizes."""
        people = self.tables["responses"].set_index("response_id")
        reader = JointReader(np.zeros(len(people), int), 1)
        limits = []
        for code in codes:
            files, material = self.reports[code]
            for dimension in ("constituency", "nation"):
                sheet = read_sheet(files[f"who_answered_by_{dimension}.csv"])
                sets = _list_sets(material, people, dimension)
                for label, cells in sheet.items():
                    if label in sets and sets[label].any():
                        reader.sets[code, dimension, label] = sets[label]
                        limits.append(
                            (sets[label], cells[0], _rounding(material, dimension, label))
                        )
        threshold = min(self.reports[code][1].profile.threshold for code in codes)
        yield from reader.find_sizes(limits, threshold=threshold, floor=_floors(self, codes))


def _name_kind(text):
    if "[pool]" in text:
        return "its pool's"
    return "number" if text.isdigit() else text if text.startswith("[") else "band"


def _floors(world, codes):
    return min(world.reports[code][1].profile.share_base_floor for code in codes)


def _rounding(material, dimension, label):
    cells = material.sizes[dimension]
    rounding = max([material.profile.rounding_base,
                    *(getattr(cell, "rounding", 1) for cell in cells.values())])  # fmt: skip
    if label in ("Everyone",):
        return 1
    is_area = label not in ("No answer", "Not matched to the list")
    return rounding if is_area else material.profile.rounding_base


def _heard(material):
    return [code for area in material.constituencies for code in area.members]


def _read_rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def _read_matrix(content, label):
    rows = _read_rows(content)
    column = next(i for i, head in enumerate(rows[0]) if head.removesuffix(" (%)") == label)
    return {row[0]: row[column] for row in rows[1:]}


def _list_sets(material, people, dimension):
    """Who is in each printed row, by label."""
    codes = people[f"{dimension}_code"]
    sets = {a.label: codes.isin(a.members).to_numpy() for a in material.areas(dimension)}
    sets |= {"Everyone": np.ones(len(people), bool), "No answer": (codes == "no_answer").to_numpy()}
    return sets | {"Not matched to the list": (codes == "not_matched").to_numpy()}


def _read_areas(reader, code, material, people, dimension, texts):
    """Rows of a dimension; one that is printed as its pool's is part of the pool's set."""
    sets = _list_sets(material, people, dimension)
    label_of = {area.code: area.label for area in material.areas(dimension)}
    for area in material.areas(dimension):
        if any("[pool]" in text for text in texts.get(area.label, {}).values()):
            sets[label_of[area.pool_code]] = sets[label_of[area.pool_code]] | sets[area.label]
            del texts[area.label]
    for label, cells in texts.items():
        reader.read((code, dimension, label), sets[label], cells)


def publish_world(simulate, consultation, profiles, *, world, seed):
    """Publish reports of each profile of one consultation."""
    tables = simulate_world(simulate, world=world, seed=seed)
    return World(tables, {p.code: publish_report(tables, consultation, p) for p in profiles})


def publish_report(tables, consultation, profile):
    """Files by name, and the material they were made from."""
    material = gather_material(tables, consultation=consultation, profile=profile)
    files = {f"{name}.csv": write_csv(table) for name, table in protect_material(material).items()}
    return files, material
