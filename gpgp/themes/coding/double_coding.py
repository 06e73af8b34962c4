"""The folder of a blind double coding: what is written into it, and what is read back whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from gpgp.errors import InputError
from gpgp.themes.coding.coder_files import (
    read_code_book,
    read_coder_file,
    read_definitions,
    render_code_book,
    render_coder_file,
)
from gpgp.themes.coding.sampling import (
    draw_coding_sample,
    measure_machine_shares,
    read_machine_shares,
    read_sample,
    render_machine_shares,
    render_sample,
)
from gpgp.themes.frame.model import CodeFrame

CODING_FOLDER = "double_coding"
SAMPLE_FILE = "sample.csv"
CODE_BOOK_FILE = "code_book.csv"
MACHINE_SHARES_FILE = "machine_shares.csv"
PEOPLE_CHECK_FILE = "people_check.yaml"
MAX_CODERS = 9


@dataclass(frozen=True)
class CodingFiles:
    """Files to write, by name, and what they hold."""

    files: dict[str, str]
    n_comments: int
    n_strata: int


@dataclass(frozen=True)
class Coded:
    """What came back: the sample, the labels people chose from, each coder's answers.

    ``machine_shares``: the machine's share of all comments when the sample was drawn, by theme
    id; empty for a sample drawn before it was kept.
    """

    sample: pd.DataFrame
    labels: dict[str, str]
    by_coder: dict[str, pd.DataFrame]
    machine_shares: pd.Series = field(default_factory=lambda: pd.Series(dtype=float))


NOT_CODED = Coded(pd.DataFrame(columns=["comment_id", "weight", "machine_themes"]), {}, {})


def make_coding_files(
    comments: pd.DataFrame,
    responses: pd.DataFrame,
    themes: pd.DataFrame,
    comment_themes: pd.DataFrame,
    *,
    questions: Mapping[str, str],
    frame: CodeFrame | None,
    n_comments: int,
    n_coders: int,
    seed: int,
) -> CodingFiles:
    """Draw a sample and write it out: a file per coder, the code book, the memory of the machine.

    The files of coders hold nothing of the machine; what it gave stands in ``sample.csv`` and
    ``machine_shares.csv``, so that a later run cannot change what people are compared with.

    Parameters
    ----------
    comments, responses, themes, comment_themes : DataFrames (contracts of these names)
    questions : mapping of question id to its text
    frame : CodeFrame, optional
        Gives the definitions in the code book.
    n_comments, n_coders, seed : int

    Raises
    ------
    ParameterError, InputError
        As :func:`~gpgp.themes.coding.sampling.draw_coding_sample`.
    """
    sample = draw_coding_sample(
        comments, responses, themes, comment_themes, n_comments=n_comments, seed=seed
    )
    defined = () if frame is None else frame.themes
    definitions = {one.id: one.definition for one in defined if one.definition}
    blank = render_coder_file(sample, questions)
    files = {f"coder_{number}.csv": blank for number in range(1, n_coders + 1)}
    files[CODE_BOOK_FILE] = render_code_book(themes, definitions)
    files[SAMPLE_FILE] = render_sample(sample)
    shares = measure_machine_shares(comments, responses, themes, comment_themes)
    files[MACHINE_SHARES_FILE] = render_machine_shares(shares)
    return CodingFiles(files, len(sample), sample["stratum_code"].nunique())


def read_coded(content: Mapping[str, bytes]) -> Coded:
    """Read the whole folder back; every CSV in it but three is a coder's, whatever its name.

    Raises
    ------
    InputError
        The sample or the code book is missing, or a file is wrong; names file, row and column.
    """
    for name in (SAMPLE_FILE, CODE_BOOK_FILE):
        if name not in content:
            raise InputError(f"{name}: is missing beside the coders' files; put it back.")
    sample = read_sample(content[SAMPLE_FILE].decode("utf-8-sig"), file_name=SAMPLE_FILE)
    labels = read_code_book(content[CODE_BOOK_FILE], file_name=CODE_BOOK_FILE)
    by_coder = {
        name.rpartition(".")[0]: read_coder_file(
            content[name], file_name=name, comment_ids=sample["comment_id"], labels=labels
        )
        for name in list_coder_files(content)
    }
    if MACHINE_SHARES_FILE not in content:
        return Coded(sample, labels, by_coder)
    text = content[MACHINE_SHARES_FILE].decode("utf-8-sig")
    shares = read_machine_shares(text, file_name=MACHINE_SHARES_FILE)
    return Coded(sample, labels, by_coder, shares)


def list_coder_files(content: Mapping[str, bytes]) -> list[str]:
    """Return the names of the files that coders fill in."""
    ours = {SAMPLE_FILE, CODE_BOOK_FILE, MACHINE_SHARES_FILE, PEOPLE_CHECK_FILE}
    return sorted(set(content) - ours)


def read_code_book_entries(content: Mapping[str, bytes]) -> dict[str, tuple[str, str]]:
    """Read what coders choose from: label and definition by theme id.

    Raises
    ------
    InputError
        The code book is missing, or is none.
    """
    if CODE_BOOK_FILE not in content:
        raise InputError(f"{CODE_BOOK_FILE}: is missing beside the coders' files; put it back.")
    labels = read_code_book(content[CODE_BOOK_FILE], file_name=CODE_BOOK_FILE)
    said = read_definitions(content[CODE_BOOK_FILE], file_name=CODE_BOOK_FILE)
    return {theme_id: (label, said.get(theme_id, "")) for theme_id, label in labels.items()}
