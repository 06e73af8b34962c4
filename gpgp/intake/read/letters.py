"""Letters: responses that came as free text, placed in the columns of an export."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from gpgp.errors import InputError
from gpgp.instrument import Consultation, find_columns, nearest_word
from gpgp.instrument.questions import Question
from gpgp.intake.read.headers import ROW_COLUMN

# Column of the file of letters → type of the question it answers.
_TYPES: Mapping[str, str] = {
    "received_at": "submitted_at",
    "channel": "channel",
    "constituency": "constituency",
    "organisation": "organisation",
    "language": "language",
}
_TEXT = "text"


def place_letters(
    letters: pd.DataFrame, *, below: pd.DataFrame, consultation: Consultation, file_name: str
) -> pd.DataFrame:
    """Return letters as rows of the export.

    Parameters
    ----------
    letters : DataFrame of text, one row per letter, as received
        ``text`` and any of received_at, channel, constituency, organisation, language.
    below : DataFrame of text
        The rows of the export; numbering goes on after its last.
    consultation : Consultation
        A column whose question the instrument does not have is left out only where it is blank.
    file_name : str
        For messages.

    Returns
    -------
    DataFrame with the columns of ``below``
        Whoever sent a letter agreed to take part. Nobody is quoted from one without being asked.

    Raises
    ------
    InputError
        There is no column of texts, a column is not known or has no question, or a text is blank.
    """
    columns = [name for name in letters.columns if name != ROW_COLUMN]
    known = {_TEXT, *_TYPES}
    for name in columns:
        if name not in known:
            raise InputError(f"{file_name}: unknown column '{name}'{nearest_word(name, known)}")
    if _TEXT not in columns:
        raise InputError(f"{file_name}: expected a column '{_TEXT}' with a letter in each row.")
    blank = letters.loc[letters[_TEXT].str.strip() == "", ROW_COLUMN]
    if len(blank):
        raise InputError(f"{file_name}, row {blank.iloc[0]}: the letter has no text.")
    first = int(below[ROW_COLUMN].max()) + 1
    placed = pd.DataFrame("", index=range(len(letters)), columns=below.columns, dtype="str")
    placed[ROW_COLUMN] = range(first, first + len(letters))
    headers = [name for name in below.columns if name != ROW_COLUMN]
    question_id = consultation.export.letters.question if consultation.export.letters else ""
    placed[_column_of(consultation.question(question_id), headers)] = letters[_TEXT].to_numpy()
    for name in columns:
        asked = consultation.questions_of(_TYPES[name]) if name in _TYPES else ()
        if asked:
            placed[_column_of(asked[0], headers)] = letters[name].to_numpy()
        elif name != _TEXT and letters[name].str.strip().ne("").any():
            raise InputError(
                f"{file_name}: no question of type {_TYPES[name]} for the column '{name}'; take "
                "the column out, or add the question."
            )
    for question in consultation.questions_of("respondent_id"):
        ids = [f"letter {n}" for n in range(1, len(letters) + 1)]
        placed[_column_of(question, headers)] = ids
    for question in consultation.questions_of("consent"):
        placed[_column_of(question, headers)] = str(question.yes[0])
    return placed.astype({ROW_COLUMN: below[ROW_COLUMN].dtype})


def _column_of(question: Question, headers: list[str]) -> str:
    return next(iter(find_columns(question, headers).values()))
