"""The decided tables of a consultation, read from where people keep them."""

from __future__ import annotations

import pandas as pd

from gpgp import storage
from gpgp.minutes.commitments import COMMITMENTS_FILE, read_commitments
from gpgp.minutes.reviewed import FOLDER, gather_reviewed
from gpgp.tables import DECIDED, empty_table


def read_decided(project: storage.Project, name: str) -> dict[str, pd.DataFrame]:
    """Return the tables ``minutes`` and ``commitments``; empty where nothing is kept.

    Returns
    -------
    dict of table name to DataFrame
        Of the minutes only what a person has reviewed.

    Raises
    ------
    InputError
        A file that people keep cannot be read; names file, row and column.
    """
    coding = f"data/coding/{name}"
    text = storage.read_coding(project, name, COMMITMENTS_FILE)
    kept = empty_table(DECIDED["commitments"])
    if text is not None:
        kept = read_commitments(text.encode(), file_name=f"{coding}/{COMMITMENTS_FILE}")
    files = storage.read_coding_folder(project, name, FOLDER)
    reviewed = gather_reviewed(files, place=f"{coding}/{FOLDER}/")
    return {"minutes": reviewed, "commitments": kept}
