"""Two made-up coders code a sample of the bundled consultation: all of it is synthetic.

    gpgp report great_people && python benchmarks/code_bundled_sample.py [--project DIR]

Draws the sample as ``gpgp coding-sample`` does and fills both coders' files from ``truth.json``,
with slips as people make them: one theme in six overlooked, one in ninety put where it does not
belong (kappa about .8 with the truth). Writes ``data/coding/great_people/double_coding``; then
``gpgp coding-agreement great_people`` compares the coders. Prints the kappa reached.
"""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import numpy as np
import pandas as pd

from gpgp import storage, themes

NAME = "great_people"
N_COMMENTS, SEED = 300, 2018
MISSED, ADDED = 1 / 6, 1 / 90
FRAME_OF = {
    "ageing": "t12", "agency": "t14", "bureaucracy": "t13", "careers": "t15",
    "councillors": "t10", "digital": "t16", "diversity": "t25", "efficiency": "t01",
    "flexible": "t05", "housing_travel": "t08", "integration": "t09", "leadership": "t04",
    "pay": "t03", "recruitment": "t07", "respect": "t24", "restructuring": "t17",
    "training": "t06", "workload": "t11",
}  # fmt: skip


def read_truth(project: storage.Project, comment_ids: pd.Series) -> np.ndarray:
    """What was planted in each comment, comments x themes in the order of ``FRAME_OF``."""
    truth = json.loads((project.raw(NAME) / "truth.json").read_text(encoding="utf-8"))
    rows = storage.read_table(project, NAME, "responses").set_index("source_row")["response_id"]
    planted = {
        f"{rows[comment['row']]}:{comment['question']}": set(comment["themes"])
        for comment in truth["comments"]
        if comment["row"] in rows.index
    }
    return np.array(
        [[theme in planted.get(one, ()) for theme in FRAME_OF] for one in comment_ids], dtype=bool
    )


def code_as_people(planted: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """Overlook some of what is there and see a little of what is not."""
    slips = draw.random(planted.shape)
    return np.where(planted, slips >= MISSED, slips < ADDED)


def cohens_kappa(one: np.ndarray, other: np.ndarray) -> float:
    """Agreement beyond chance over all pairs of comment and theme."""
    agreed = (one == other).mean()
    by_chance = one.mean() * other.mean() + (1 - one.mean()) * (1 - other.mean())
    return float((agreed - by_chance) / (1 - by_chance))


def fill_file(blank: str, given: np.ndarray) -> str:
    """A coder's file with its column of themes filled in."""
    rows = pd.read_csv(io.StringIO(blank.removeprefix("\ufeff")), dtype=str, keep_default_na=False)
    codes = np.array(list(FRAME_OF.values()))
    rows["themes"] = ["|".join(sorted(codes[row])) or "none" for row in given]
    return "\ufeff" + rows.to_csv(index=False, lineterminator="\n")


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--project", type=Path, default=Path())
    project = storage.open_project(parser.parse_args().project)
    instrument = storage.read_consultation(project, NAME)
    asked = {q.id: q.text or q.id for q in instrument.questions_of("free_text") if q.is_themed}
    names = ("comments", "responses", "themes", "comment_themes")
    tables = storage.read_tables(project, NAME, dict.fromkeys(names))
    tables["comments"] = tables["comments"][tables["comments"]["question_id"].isin(list(asked))]
    frame = themes.parse_code_frame(storage.read_coding(project, NAME, themes.FRAME_FILE) or "")
    made = themes.make_coding_files(
        **tables, questions=asked, frame=frame, n_comments=N_COMMENTS, n_coders=2, seed=SEED
    )
    drawn = pd.read_csv(io.StringIO(made.files["sample.csv"]), dtype=str)
    planted = read_truth(project, drawn["comment_id"])
    draw = np.random.default_rng(SEED)
    for number in (1, 2):
        given = code_as_people(planted, draw)
        name = f"coder_{number}.csv"
        made.files[name] = fill_file(made.files[name], given)
        print(f"{name}: kappa with what was planted {cohens_kappa(planted, given):.2f}")
    for name, text in made.files.items():
        storage.write_coding(project, NAME, f"{themes.CODING_FOLDER}/{name}", text)


if __name__ == "__main__":
    main()
