"""Commands on what people decide and code: the sample for blind coding, and what came of it."""

from __future__ import annotations

import argparse

from gpgp.cli.adding import Add, Commands
from gpgp.errors import InputError, ParameterError


def add_commands(commands: Commands, add: Add) -> None:
    """Add the commands of this module to the others."""
    draw = add(commands, "coding-sample", draw_sample, "draw comments for people to code blind")
    draw.add_argument("name", metavar="NAME")
    draw.add_argument("--n", type=int, default=200, metavar="N", help="how many (200)")
    draw.add_argument("--coders", type=int, default=2, help="how many people will code (2)")
    draw.add_argument("--seed", type=int, default=1)

    agree = add(
        commands, "coding-agreement", compare_coders, "hold people's codes against the themes"
    )
    agree.add_argument("name", metavar="NAME")
    agree.add_argument("--seed", type=int, default=1, help="of the resamples (1)")


def draw_sample(given: argparse.Namespace) -> int:
    """Write a blind sample for each coder, the code book, and what the machine said, apart."""
    from gpgp import storage, themes

    project = storage.open_project(given.project)
    if not 1 <= given.coders <= themes.MAX_CODERS:
        raise ParameterError(f"--coders: expected 1 to {themes.MAX_CODERS}, found {given.coders}.")
    folder = themes.CODING_FOLDER
    if storage.read_coding_folder(project, given.name, folder):
        raise InputError(
            f"data/coding/{given.name}/{folder}/: holds a sample already, and perhaps somebody's "
            f"work. Finish it with 'gpgp coding-agreement {given.name}', or move that folder away."
        )
    instrument = storage.read_consultation(project, given.name)
    asked = {q.id: q.text or q.id for q in instrument.questions_of("free_text") if q.is_themed}
    tables = storage.read_tables(
        project,
        given.name,
        dict.fromkeys(["comments", "responses", "themes", "comment_themes"]),
    )
    tables["comments"] = tables["comments"][tables["comments"]["question_id"].isin(list(asked))]
    frame_text = storage.read_coding(project, given.name, "code_frame.yaml")
    frame = None if frame_text is None else themes.parse_code_frame(frame_text)
    made = themes.make_coding_files(
        **tables,
        questions=asked,
        frame=frame,
        n_comments=given.n,
        n_coders=given.coders,
        seed=given.seed,
    )
    print(f"Drew {made.n_comments} comments from {made.n_strata} strata.")
    for name, text in made.files.items():
        print(f"  {storage.write_coding(project, given.name, f'{folder}/{name}', text)}")
    print("Give each coder one coder file and code_book.csv, nothing else; they code alone.")
    print("In the column 'themes' they write ids of the code book, several joined by | ,")
    print("or 'none' where no theme fits. An empty cell means: not coded yet.")
    print(f"Put the files back under the same names, then run: gpgp coding-agreement {given.name}")
    return 0


def compare_coders(given: argparse.Namespace) -> int:
    """Print how far people agree with each other and the machine with them, and keep it."""
    from gpgp import storage, themes

    project = storage.open_project(given.project)
    content = storage.read_coding_folder(project, given.name, themes.CODING_FOLDER)
    if not content:
        raise InputError(
            f"data/coding/{given.name}/{themes.CODING_FOLDER}/: nothing is there; draw a sample "
            f"with 'gpgp coding-sample {given.name}'."
        )
    coded = themes.read_coded(content)
    found = themes.compare_coders(coded.sample, coded.by_coder, coded.labels, seed=given.seed)
    print("\n".join(themes.describe_agreement(found)))
    kept = themes.render_check(found, labels=coded.labels, content=content)
    place = f"{themes.CODING_FOLDER}/{themes.PEOPLE_CHECK_FILE}"
    print(f"\nKept for the report: {storage.write_coding(project, given.name, place, kept)}")
    return 0
